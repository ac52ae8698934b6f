"""Offers: everything an own actor may order now, with targets, price, odds and what it would do to the fronts.

The offer is the menu: what may not be done stays in it with the reason, so nothing is found out by being refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, product

import attrs

from wargame.engine.quote import desk_of
from wargame.engine.quote_desk import Desk
from wargame.engine.quote_fronts import Fronts, front_reads, moved
from wargame.engine.quote_outcomes import fight, run, settled
from wargame.errors import FormulaFailed
from wargame.model.commands import Order
from wargame.model.layout import MILLION, outward
from wargame.model.state import State
from wargame.model.view import FrontView, OfferView, Refusal, Target
from wargame.rules.game import CompiledAction, CompiledRequire, Game
from wargame.rules.registry import Entry
from wargame.rules.writes import Writes

MOST = 64
"""Targets of one action that are offered."""
FEW = 32
"""An action with so few ways to fill its parameters shows the refused ones too."""
SEARCHED = 4096
"""Ways to fill an action's parameters that are tried."""


def offers(desk: Desk, before: Fronts) -> tuple[OfferView, ...]:
    """The offers of a team's own actors, in the rule book's order, before any order is sealed."""
    return tuple(
        offer
        for actor in sorted(desk.actors)
        for action in desk.game.actions.values()
        if (offer := _offer(desk, before, actor, action)) is not None
    )


def legal_orders(game: Game, state: State, team: str, actor: str) -> tuple[tuple[Order, dict[str, int]], ...]:
    """Every order that an actor may give now as its team believes, with its price: for bots. Slots are not counted."""
    desk = desk_of(game, state, team)
    index = game.board.universe.actors.index(actor)
    found = []
    for action in game.actions.values():
        for one in _fill(desk, index, action):
            if one.legal:
                found.append((Order(actor, action.id, _outward(game, action, one.args)), one.cost))
    return tuple(found)


@attrs.frozen
class _Filled:
    """One way to fill an action's parameters: arguments, the first requirement that fails, price, what lacks of it."""

    args: tuple[int, ...]
    failing: CompiledRequire | None
    cost: dict[str, int]
    lacking: dict[str, int]

    @property
    def legal(self) -> bool:
        return self.failing is None and not self.lacking

    @property
    def rule(self) -> str:
        """Id of what refuses it."""
        return "money" if self.failing is None else self.failing.id


def _fill(desk: Desk, actor: int, action: CompiledAction) -> Iterator[_Filled]:
    """Every way to fill an action's parameters that is this actor's at all."""
    layout = desk.game.board.layout
    sets = [_values(slot.kind.many, slot.values) for slot in action.params]
    by_target = any(re.search(rf"\b{slot.name}\b", action.who.text) for slot in action.params)
    if not by_target and not desk.may(action, (actor, *(values[0] for values in sets if values))):
        return
    for values in islice(product(*sets), SEARCHED):
        args = (actor, *values)
        if by_target and not desk.may(action, args):
            continue
        failing = next(desk.failing(action, args), None)
        cost = {} if failing is not None else desk.price(action, args)
        yield _Filled(args, failing, cost, {s: n for s, n in cost.items() if n > desk.cells[layout.cell(s, actor)]})


def _values(many: bool, values: tuple[int, ...]) -> tuple[int, ...]:
    """Values to offer; of sets, those of one member, since all subsets would drown the list."""
    if many:
        return tuple(1 << i for i in range(max(values).bit_length())) if values else ()
    return values


def _offer(desk: Desk, before: Fronts, actor: int, action: CompiledAction) -> OfferView | None:
    """One action of one actor; None if it is not this actor's whatever the target."""
    filled = list(_fill(desk, actor, action))
    if not filled:
        return None
    targets = [_target(desk, before, action, one) for one in filled if one.legal]
    targets.sort(key=lambda target: -target.rank)
    refused: tuple[Refusal, ...] = ()
    if not targets:
        rule = Counter(one.rule for one in filled).most_common(1)[0][0]
        refused = _refusals(desk, action, next(one for one in filled if one.rule == rule))[:1]
    if len(filled) <= FEW:
        targets += [_plain(desk, action, one) for one in filled if not one.legal]
    return OfferView(desk.game.board.universe.actors[actor], action.id, tuple(targets[:MOST]), refused, 0)


def _refusals(desk: Desk, action: CompiledAction, one: _Filled) -> tuple[Refusal, ...]:
    """What refuses a target, in words: what it lacks, else every requirement that fails."""
    if one.lacking:
        say = f"{desk.words.actor(one.args[0])} cannot pay {desk.words.price(one.lacking)}."
        return (Refusal("money", say),)
    return desk.refusals(action, one.args)


def _outward(game: Game, action: CompiledAction, args: tuple[int, ...]) -> dict[str, str | int | bool | None]:
    universe = game.board.universe
    return {slot.name: outward(universe, slot.kind, value) for slot, value in zip(action.params, args[1:], strict=True)}


def _plain(desk: Desk, action: CompiledAction, one: _Filled) -> Target:
    """A target that is refused: no odds are worked out for it."""
    cost = one.cost or desk.price(action, one.args)
    return Target(_outward(desk.game, action, one.args), _refusals(desk, action, one), cost, None, None, None, 0)


def _target(desk: Desk, before: Fronts, action: CompiledAction, one: _Filled) -> Target:
    """A legal target: odds, rank, and the fronts as they would be."""
    args = one.args
    range_ = desk.odds(action, action.rolls[0], args)
    w = run(desk, action.rolls[0].outcomes[0].program, args)
    odds = range_.odds if range_ else None
    if range_ is None and w is not None and w.enters:
        odds = _fight(desk, before, w, args[0])
    after = _after(desk, before, action, w)
    return Target(
        args=_outward(desk.game, action, args),
        refusals=(),
        cost=one.cost,
        odds=odds,
        low=range_.low if range_ else None,
        high=range_.high if range_ else None,
        rank=_rank(desk, before, action, args, odds, after),
        after=after,
    )


def _fight(desk: Desk, before: Fronts, w: Writes, actor: int) -> int | None:
    """Per cent of the faces that are good for an attacker alone."""
    contest, place = next(iter(w.enters))
    found = fight(desk, before, desk.game.contests[contest], place, actor, (Entry(actor, place),), brief=True)
    return None if found is None else found.good


def _after(desk: Desk, before: Fronts, action: CompiledAction, w: Writes | None) -> tuple[FrontView, ...]:
    """Fronts as they would be after the first outcome."""
    if w is None or desk.game.fronts is None or not (w.sets or w.adds or w.moves):
        return ()
    program = action.rolls[0].outcomes[0].program
    if program is None or not (program.writes | program.moves) & front_reads(desk.game):
        return ()
    after, changes = settled(desk, [w])
    return tuple(new for _, new in moved(desk, before, after, (cell for cell, _, _ in changes)))


def _rank(
    desk: Desk,
    before: Fronts,
    action: CompiledAction,
    args: tuple[int, ...],
    odds: int | None,
    after: tuple[FrontView, ...],
) -> int:
    """The rule's own rank, else odds, and a point for each man missing that would be there."""
    if action.rank is not None:
        try:
            return action.rank.call(desk.cells, desk.moment, *args)
        except FormulaFailed:
            return 0
    universe = desk.game.board.universe
    side = universe.sides[universe.side_of[args[0]]]
    relieved = sum(
        before[universe.regions.index(front.region)].short - front.short for front in after if front.side == side
    )
    return (MILLION if odds is None else odds * MILLION // 100) + relieved * MILLION
