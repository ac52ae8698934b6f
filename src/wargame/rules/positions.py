"""What a package is worth to an actor: margin = worth − least, in millionths. Pure; for mechanics, engine and bots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

import attrs

from wargame.errors import FormulaFailed
from wargame.model.layout import MILLION, half_even
from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledAgreement, CompiledPosition, ParamSlot

MOST_PACKAGES = 5_000


@attrs.frozen
class Weighed:
    """Worth, least and margin; `working`: (base, a term's name, money or least) -> points."""

    worth: int
    least: int
    margin: int
    working: tuple[tuple[str, int], ...]


def weigh(
    position: CompiledPosition, terms: Sequence[ParamSlot], values: Sequence[int], s: Any, x: Moment, received: int = 0
) -> Weighed:
    """A package as the holder of a position weighs it on cells `s`.

    Args:
        values: the terms' values, in order, cell units. received: money received less money paid, millionths.

    Raises:
        FormulaFailed: if the position has no value there.
    """
    args = (position.actor, *values)
    lines = [("base", position.base.call(s, x, *args))]
    for slot, value in zip(terms, values, strict=True):
        formula = position.worth.get(slot.name, {}).get(value)
        if formula is not None:
            lines.append((slot.name, formula.call(s, x, *args)))
    if received:
        lines.append(("money", half_even(position.money.call(s, x, *args) * received, MILLION)))
    worth, least = sum(points for _, points in lines), position.least.call(s, x, *args)
    return Weighed(worth, least, worth - least, (*lines, ("least", least)))


def packages(agreement: CompiledAgreement) -> Iterator[tuple[int, ...]]:
    """Every combination of the terms' values, the last term fastest. Raises FormulaFailed if there are too many."""
    if prod(len(slot.values) for slot in agreement.terms) > MOST_PACKAGES:
        raise FormulaFailed(f"{agreement.id} has more than {MOST_PACKAGES} packages")
    return product(*(slot.values for slot in agreement.terms))


def best_package(
    agreement: CompiledAgreement, positions: Sequence[CompiledPosition], parties: int, s: Any, x: Moment
) -> tuple[tuple[int, ...], int] | None:
    """The package whose worst margin among these positions is best, and that margin; None if none is allowed.

    Ties: the higher sum of margins, then the earlier package. `parties` is the set of parties, for the agreement's
    own requirements.
    """
    best: tuple[int, int] | None = None
    found: tuple[int, ...] = ()
    for values in packages(agreement):
        if not all(one.that.call(s, x, parties, *values) for one in agreement.requires):
            continue
        margins = [weigh(position, agreement.terms, values, s, x).margin for position in positions]
        key = (min(margins, default=0), sum(margins))
        if best is None or key > best:
            best, found = key, values
    return None if best is None else (found, best[0])
