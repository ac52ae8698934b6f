"""What emitted Python calls: exact arithmetic in cell units, with the limits of the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.layout import LARGEST, MILLION, half_even


def checked(n: int) -> int:
    """The number itself, if it is within 2^53."""
    if -LARGEST <= n <= LARGEST:
        return n
    raise FormulaFailed("a number beyond 2^53")


def times(a: int, b: int) -> int:
    """Product of two decimals in millionths: rounded once, half to even."""
    q, r = divmod(a * b, MILLION)
    if r >= 500_000 and (r > 500_000 or q & 1):
        q += 1
    if -LARGEST <= q <= LARGEST:
        return q
    raise FormulaFailed("a number beyond 2^53")


def divide(n: int, d: int) -> int:
    """n / d to the nearest integer, halves to even; `n` is already scaled so that the result is in millionths."""
    if d < 0:
        n, d = -n, -d
    elif d == 0:
        raise FormulaFailed("a division by zero")
    return checked(half_even(n, d))


def nearest(n: int) -> int:
    """Millionths to the nearest whole, halves to even."""
    return half_even(n, MILLION)


def member(i: int) -> int:
    """An index that may be nobody, asked for by a text that needs somebody."""
    if i >= 0:
        return i
    raise FormulaFailed("nobody where somebody is needed")


@lru_cache(maxsize=4096)
def members(mask: int) -> tuple[int, ...]:
    """The indexes in a set argument (a bit mask), ascending."""
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


def clamp(n: int, low: int, high: int) -> int:
    """`n`, not below `low` and not above `high`; bounds that cross fail."""
    if low > high:
        raise FormulaFailed("clamp with a lower bound above the upper one")
    return low if n < low else high if n > high else n


def missing(name: str) -> Callable[..., int]:
    """Stands for a computed variable that did not compile, so that the rest of a ruleset can still be checked."""

    def fail(*_: object) -> int:
        raise FormulaFailed(f"{name} has no formula")

    return fail


HELPERS: Mapping[str, Any] = {
    "__builtins__": {},
    "_n": checked,
    "_mul": times,
    "_div": divide,
    "_round": nearest,
    "_some": member,
    "_set": members,
    "_clamp": clamp,
    "sum": sum,
    "any": any,
    "all": all,
    "min": min,
    "max": max,
    "abs": abs,
    "range": range,
    "set": set,
    "frozenset": frozenset,
}
"""Globals of every emitted function; names of the ruleset stand beside them with a prefix of their own."""
