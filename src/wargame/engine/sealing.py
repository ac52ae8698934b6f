"""Sealing: legality and price on what the team knows, slots and limits, and what is left to pay with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.engine import checks
from wargame.engine.orders import Ready, canonical, price, refusal
from wargame.engine.plan import ActionPlan, plan
from wargame.engine.view_words import Words
from wargame.errors import CommandRefused, FormulaFailed
from wargame.model.commands import Order
from wargame.model.state import Sealed
from wargame.rules.compiled import Moment
from wargame.rules.game import Game


@attrs.define
class Purse:
    """What a team's actors have left while their orders are priced, in cell units, and the slots they have used."""

    left: dict[tuple[str, str], int] = attrs.field(factory=dict)
    slots: dict[str, int] = attrs.field(factory=dict)
    counts: dict[tuple[str, str], int] = attrs.field(factory=dict)


def seal(game: Game, team: str, orders: tuple[Order, ...], s: Any, x: Moment) -> tuple[Sealed, ...]:
    """The orders with their prices, sorted so that the order of writing leaves no trace.

    `s` and `x`: what the team knows. Raises CommandRefused for the first order that the rules do not allow.
    """
    tables, purse = plan(game), Purse()
    sealed = []
    for given in orders:
        sealed.append(_one(game, *checks.order(game, tables, team, given), s, x, purse))
    return tuple(sorted(sealed, key=canonical))


def _one(game: Game, order: Order, planned: ActionPlan, ready: Ready, s: Any, x: Moment, purse: Purse) -> Sealed:
    args = ready.args
    refused = refusal(planned.action, s, x, args, lenient=True)
    if refused:
        checks.refuse(refused[0], Words(game).fill(refused[1], planned.action.params, args[1:], args[0]))
    _count(game, order, args[0], planned, purse)
    try:
        paid = price(game, planned.action, s, x, args)
    except FormulaFailed as failure:
        checks.refuse("money", f"{planned.action.definition.title}: the price cannot be said ({failure})")
    _pay(game, order, args[0], paid, s, purse)
    return Sealed(order, paid, ready)


def _count(game: Game, order: Order, actor: int, planned: ActionPlan, purse: Purse) -> None:
    """The actor's slots, and the action's limit."""
    definition = planned.action.definition
    key = order.actor, order.action
    purse.counts[key] = purse.counts.get(key, 0) + 1
    if definition.limit is not None and purse.counts[key] > definition.limit:
        checks.refuse("limit", f"{definition.title}: at most {definition.limit} a turn")
    purse.slots[order.actor] = purse.slots.get(order.actor, 0) + definition.slots
    most = game.board.definition.actors[order.actor].orders
    if purse.slots[order.actor] > most:
        checks.refuse("slots", f"{Words(game).actor(actor)} has {most} orders a turn")


def _pay(game: Game, order: Order, actor: int, paid: Mapping[str, int], s: Any, purse: Purse) -> None:
    """Reserves the price: unseen by others, and gone for the team's further orders."""
    for stock, amount in paid.items():
        key = order.actor, stock
        if key not in purse.left:
            purse.left[key] = s[game.board.layout.cell(stock, actor)]
        purse.left[key] -= amount
        if purse.left[key] < 0:
            words, title = Words(game), game.actions[order.action].definition.title
            checks.refuse("money", f"{title}: {words.actor(actor)} cannot pay {words.price(paid)}")


def seal_standing(
    game: Game, team: str, orders: tuple[Order, ...], s: Any, x: Moment
) -> tuple[tuple[Sealed, ...], tuple[tuple[Order, tuple[str, str]], ...]]:
    """Standing orders of a team that did not seal: those its knowledge allows, and those dropped with the reason."""
    tables, purse = plan(game), Purse()
    sealed, dropped = [], []
    for order in orders:
        before = attrs.evolve(purse, left=dict(purse.left), slots=dict(purse.slots), counts=dict(purse.counts))
        try:
            sealed.append(_one(game, *checks.order(game, tables, team, order), s, x, purse))
        except CommandRefused as refused:
            dropped.append((order, (refused.rule, str(refused))))
            purse = before
    return tuple(sealed), tuple(dropped)
