"""What a package is worth to an actor: margin = worth - least, from its position (DESIGN, section 4).

Bots obey positions; people see them as advice. All results are millionths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from wargame.engine.plan import numbers, plan
from wargame.engine.quote_desk import Desk
from wargame.errors import FormulaFailed
from wargame.model.commands import Payment, Value
from wargame.model.layout import MILLION, half_even
from wargame.model.view import MarginView
from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledPosition, Game


@attrs.frozen
class Weighed:
    """Worth, least and margin in millionths; `working`: (term "name: value" or base, money, least) -> points."""

    worth: int
    least: int
    margin: int
    working: tuple[tuple[str, int], ...]


def weigh_position(
    game: Game,
    s: Any,
    x: Moment,
    actor: int,
    kind: str,
    terms: Mapping[str, Value],
    payments: Sequence[Payment] = (),
) -> Weighed | None:
    """The package as `actor` (index) weighs it on cells `s`; None if it has no position on this kind.

    Raises FormulaFailed if its position has no value there, KeyError or ValueError for terms that do not fit.
    """
    position = game.positions.get((actor, kind))
    if position is None:
        return None
    slots = plan(game).terms[kind]
    values = numbers(game, slots, terms)
    args = (actor, *values)
    lines: list[tuple[str, int]] = [("base", position.base.call(s, x, *args))]
    for slot, value in zip(slots, values, strict=True):
        formula = position.worth.get(slot.name, {}).get(value)
        if formula is not None:
            lines.append((slot.name, formula.call(s, x, *args)))
    paid = _money(game, s, x, position, args, payments)
    if paid:
        lines.append(("money", paid))
    worth = sum(points for _, points in lines)
    least = position.least.call(s, x, *args)
    return Weighed(worth, least, worth - least, (*lines, ("least", least)))


def _money(
    game: Game, s: Any, x: Moment, position: CompiledPosition, args: tuple[int, ...], payments: Sequence[Payment]
) -> int:
    """Worth of what changes hands: received counts for, paid counts against."""
    name = game.board.universe.actors[args[0]]
    units = 0
    for payment in payments:
        one = MILLION if game.board.layout.columns[payment.stock].kind.base == "dec" else 1
        if payment.payee == name:
            units += payment.amount * MILLION // one
        if payment.payer == name:
            units -= payment.amount * MILLION // one
    return half_even(position.money.call(s, x, *args) * units, MILLION) if units else 0


def margin(
    game: Game,
    s: Any,
    x: Moment,
    actor: int,
    kind: str,
    terms: Mapping[str, Value],
    payments: Sequence[Payment] = (),
) -> tuple[int, int, int] | None:
    """(worth, least, margin) in millionths, None without a position; see `weigh_position`."""
    found = weigh_position(game, s, x, actor, kind, terms, payments)
    return None if found is None else (found.worth, found.least, found.margin)


def margins(
    desk: Desk,
    kind: str,
    actors: Sequence[str],
    terms: Mapping[str, Value],
    payments: Sequence[Payment] = (),
) -> tuple[MarginView, ...]:
    """Margins of the desk's own actors among `actors`, with the working in words; what has no value is left out."""
    found = []
    index = plan(desk.game).actors
    for name in dict.fromkeys(actors):
        if index.get(name) not in desk.actors:
            continue
        try:
            weighed = weigh_position(desk.game, desk.cells, desk.moment, index[name], kind, terms, payments)
        except (FormulaFailed, KeyError, ValueError):
            continue
        if weighed is not None:
            working = tuple((_line(desk, kind, line, terms), points) for line, points in weighed.working)
            found.append(MarginView(name, weighed.worth, weighed.least, weighed.margin, working))
    return tuple(found)


def _line(desk: Desk, kind: str, line: str, terms: Mapping[str, Value]) -> str:
    """A line of the working in words: a term with its value, or what the line is."""
    fixed = {"base": "Whatever the terms", "money": "Money that changes hands", "least": "The least we sign"}
    for slot in desk.game.agreements[kind].terms:
        if slot.name == line:
            given = desk.game.agreements[kind].definition.terms[line].title
            title = given or line.replace("_", " ").capitalize()
            value = next(iter(numbers(desk.game, (_slot(desk, kind, line),), {line: terms[line]})))
            return f"{title}: {desk.words.value(slot.kind, value)}"
    return fixed[line]


def _slot(desk: Desk, kind: str, name: str) -> Any:
    return next(slot for slot in plan(desk.game).terms[kind] if slot.name == name)
