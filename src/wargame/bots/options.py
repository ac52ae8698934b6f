"""What an actor may order as its team believes, and which of it can be paid together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from wargame.bots.fixed import questions, ways
from wargame.engine.believed import moment
from wargame.engine.orders import price
from wargame.errors import FormulaFailed
from wargame.model.commands import Order
from wargame.model.layout import outward
from wargame.model.state import Proposal, State
from wargame.rules.compiled import Expression, Moment
from wargame.rules.game import CompiledAction, Game


@attrs.frozen
class Desk:
    """A team's beliefs as bots use them: the game, cells, and what formulas may ask besides."""

    game: Game
    cells: tuple[int, ...]
    moment: Moment


def desk_of(game: Game, believed: State) -> Desk:
    """The desk of a believed state."""
    return Desk(game, believed.cells, moment(believed.stage))


@attrs.frozen
class Option:
    """A legal order: its action, (actor, *parameters) as formulas take them, and its price in cell units."""

    action: CompiledAction
    args: tuple[int, ...]
    cost: Mapping[str, int]

    @property
    def words(self) -> tuple[str, ...]:
        """What names it for dice: the action and its numbers."""
        return (self.action.id, *map(str, self.args))


def legal(desk: Desk, actor: int, actions: Iterable[CompiledAction]) -> Iterator[Option]:
    """Every order of these actions that an actor may give and could pay alone, in canonical order."""
    for action in actions:
        asked = questions(desk.game, action)
        if not _all_met(desk, asked.once, (actor, *(0 for _ in action.params))):
            continue
        layout = desk.game.board.layout
        purse = {stock: desk.cells[layout.cell(stock, actor)] for stock in action.cost}
        for args in ways(desk.game, action, actor):
            if not _all_met(desk, asked.each, args):
                continue
            cost = _price(desk, action, args) if purse else {}
            if cost is not None and all(n <= purse[stock] for stock, n in cost.items()):
                yield Option(action, args, cost)


def _all_met(desk: Desk, conditions: Iterable[Expression], args: tuple[int, ...]) -> bool:
    """Whether all conditions hold. One without a value counts as met, as it does when an order is sealed."""
    s, x = desk.cells, desk.moment
    for condition in conditions:
        try:
            if not condition.call(s, x, *args):
                return False
        except FormulaFailed:
            continue
    return True


def _price(desk: Desk, action: CompiledAction, args: tuple[int, ...]) -> Mapping[str, int] | None:
    """What an order costs; None if its price cannot be said, and then it cannot be given."""
    try:
        return price(desk.game, action, desk.cells, desk.moment, args)
    except FormulaFailed:
        return None


def order_of(game: Game, option: Option) -> Order:
    """The order in the words of a log."""
    universe = game.board.universe
    args = {
        slot.name: outward(universe, slot.kind, value)
        for slot, value in zip(option.action.params, option.args[1:], strict=True)
    }
    return Order(universe.actors[option.args[0]], option.action.id, args)


@attrs.define
class Purse:
    """What one actor has left while it fills its orders: stocks in cell units, slots, and uses of each action."""

    desk: Desk
    actor: int
    slots: int
    spent: dict[str, int] = attrs.Factory(dict)
    used: dict[str, int] = attrs.Factory(dict)

    @classmethod
    def of(cls, desk: Desk, actor: int, proposals: Iterable[Proposal] = ()) -> Purse:
        """A full purse, less what the actor has promised to pay in proposals that it accepted."""
        name = desk.game.board.universe.actors[actor]
        purse = cls(desk, actor, desk.game.board.definition.actors[name].orders)
        for proposal in proposals:
            for payment in proposal.payments if name in proposal.accepted else ():
                if payment.payer == name:
                    purse.spent[payment.stock] = purse.spent.get(payment.stock, 0) + payment.amount
        return purse

    def allows(self, option: Option) -> bool:
        """Whether the option still fits: slots, limit, price."""
        action = option.action.definition
        if action.slots > self.slots:
            return False
        if action.limit is not None and self.used.get(option.action.id, 0) >= action.limit:
            return False
        layout = self.desk.game.board.layout
        return all(
            n + self.spent.get(stock, 0) <= self.desk.cells[layout.cell(stock, self.actor)]
            for stock, n in option.cost.items()
        )

    def take(self, option: Option) -> None:
        """Pays for an option."""
        self.slots -= option.action.definition.slots
        self.used[option.action.id] = self.used.get(option.action.id, 0) + 1
        for stock, n in option.cost.items():
            self.spent[stock] = self.spent.get(stock, 0) + n
