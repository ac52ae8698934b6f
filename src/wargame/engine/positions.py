"""What a package is worth to an actor: margin = worth - least, from its position (DESIGN, section 4).

Bots obey positions; people see them as advice. All results are millionths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.engine.plan import numbers, plan
from wargame.engine.quote_desk import Desk
from wargame.errors import FormulaFailed
from wargame.model.commands import Payment, Value
from wargame.model.layout import MILLION
from wargame.model.view import MarginView
from wargame.rules.compiled import Moment
from wargame.rules.game import Game
from wargame.rules.positions import Weighed, weigh


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
    values = numbers(game, plan(game).terms[kind], terms)
    return weigh(position, game.agreements[kind].terms, values, s, x, _received(game, actor, payments))


def _received(game: Game, actor: int, payments: Sequence[Payment]) -> int:
    """What an actor gets in a package less what it pays, in millionths."""
    name, received = game.board.universe.actors[actor], 0
    for payment in payments:
        one = MILLION if game.board.layout.columns[payment.stock].kind.base == "dec" else 1
        amount = payment.amount * MILLION // one
        received += amount * ((payment.payee == name) - (payment.payer == name))
    return received


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
