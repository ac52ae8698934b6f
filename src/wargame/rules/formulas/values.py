"""A checked piece of a formula: its kind, the Python that was emitted for it, and what it reads."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from wargame.model.layout import LARGEST, MILLION, Kind
from wargame.rules.formulas.prints import Print

BROKEN = Kind("broken")
"""The kind of what could not be checked: it goes anywhere, so that one mistake is told once."""
NOBODY_KIND = Kind("nobody", optional=True)
NOTHING: frozenset[str] = frozenset()


@attrs.frozen
class Value:
    """Emitted Python for one value.

    Attributes:
        code: an expression that can stand anywhere (compound ones are in brackets).
        low, high: what a number lies between, in cell units.
        constant: the value if it is known at load.
        reads: variables that it reads.
        plain: it reads no cell and cannot fail, so that the footprint may work it out.
        prints: cells that it could read.
        work: loop steps that it takes at most.
        meanings: what a bare id can stand for, until its surroundings tell.
    """

    kind: Kind
    code: str
    low: int = -LARGEST
    high: int = LARGEST
    constant: int | str | None = None
    reads: frozenset[str] = NOTHING
    plain: bool = True
    prints: tuple[Print, ...] = ()
    work: int = 0
    meanings: tuple[tuple[Kind, int], ...] = ()

    @property
    def broken(self) -> bool:
        """A mistake was already told here."""
        return self.kind.base == "broken"

    def number(self) -> int:
        """The constant of a value that is known to have one, as an int."""
        assert isinstance(self.constant, int)
        return self.constant


@attrs.frozen
class Members:
    """Emitted Python for a set that can be gone through: `static` if it is known at load, `mask` for set arguments."""

    kind: Kind
    code: str
    size: int
    static: tuple[int, ...] | None = None
    mask: str = ""
    reads: frozenset[str] = NOTHING
    plain: bool = True
    prints: tuple[Print, ...] = ()
    work: int = 0
    low: int = -LARGEST
    high: int = LARGEST


@attrs.frozen
class Parts:
    """What several values read together."""

    reads: frozenset[str]
    plain: bool
    prints: tuple[Print, ...]
    work: int


def together(values: Iterable[Value | Members]) -> Parts:
    """Reads, prints and work of all; plain if all are."""
    reads, plain, work = NOTHING, True, 0
    prints: list[Print] = []
    for value in values:
        if value.reads:
            reads = reads | value.reads
        plain = plain and value.plain
        prints += value.prints
        work += value.work
    return Parts(reads, plain, tuple(prints), work)


def constant(kind: Kind, value: int) -> Value:
    """A value known at load."""
    return Value(kind, str(value) if value >= 0 else f"({value})", value, value, value)


def broken() -> Value:
    """Stands where a mistake was told."""
    return Value(BROKEN, "0")


def words(kind: Kind) -> str:
    """A kind in a message."""
    if kind.base == "enum":
        return f"a value of {kind.detail.rpartition('.')[2]}"
    plain = {
        "whole": "a whole number",
        "dec": "a decimal number",
        "flag": "true or false",
        "actor": "an actor",
        "side": "a side",
        "region": "a region",
        "nobody": "nobody",
        "agreement": "an agreement's id",
        "action": "an action's id",
    }[kind.base]
    if kind.many:
        return f"a set of {kind.base}s"
    return plain + (" or nobody" if kind.optional and kind.base != "nobody" else "")


def to_decimal(value: Value, *, exact: bool = False) -> Value:
    """A whole number as a decimal. `exact`: for comparing only, where no limit is needed."""
    if value.kind.base != "whole":
        return value
    kind = Kind("dec")
    if value.constant is not None:
        n = value.number() * MILLION
        if abs(n) <= LARGEST or exact:
            return attrs.evolve(value, kind=kind, code=str(n) if n >= 0 else f"({n})", constant=n, low=n, high=n)
    low, high = value.low * MILLION, value.high * MILLION
    code = f"({value.code} * {MILLION})"
    if exact:
        return attrs.evolve(value, kind=kind, code=code, low=low, high=high)
    return limited(attrs.evolve(value, kind=kind, code=code, constant=None), low, high)


def limited(value: Value, low: int, high: int) -> Value:
    """The value with a check of the limit 2^53 where its bounds do not already keep it."""
    if low >= -LARGEST and high <= LARGEST:
        return attrs.evolve(value, low=low, high=high)
    code = value.code[1:-1] if value.code.startswith("(") and _one_bracket(value.code) else value.code
    low, high = max(low, -LARGEST), min(high, LARGEST)
    return attrs.evolve(value, code=f"_n({code})", low=low, high=high, plain=False)


def _one_bracket(code: str) -> bool:
    """Whether the first bracket closes at the end."""
    depth = 0
    for i, sign in enumerate(code):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return i == len(code) - 1
    return False
