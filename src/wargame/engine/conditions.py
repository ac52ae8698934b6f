"""Conditional orders: the condition reads what its team may see as the phase begins, never the truth."""

from __future__ import annotations

from wargame.engine.step import Desk
from wargame.model.commands import Order
from wargame.model.layout import ACTOR, FLAG
from wargame.rules.compiled import Expression
from wargame.rules.formulas import compile_expression
from wargame.rules.game import Game


def condition(game: Game, text: str) -> Expression:
    """The compiled condition, kept with the game. Raises FormulaErrors for a text that has no sense."""
    kept: dict[str, Expression] = game.derived.setdefault("conditions", {})
    if text not in kept:
        kept[text] = compile_expression(text, game.names, {"actor": ACTOR}, FLAG)
    return kept[text]


def holds(desk: Desk, team: str, order: Order) -> bool:
    """Whether an order's condition is met on what its team sees now. FormulaFailed if it has no value."""
    assert desk.sees is not None
    cells, moment = desk.sees(desk, team)
    return bool(condition(desk.game, order.condition).call(cells, moment, desk.plan.actors[order.actor]))
