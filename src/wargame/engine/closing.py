"""Orders close: standing orders are sealed, prices charged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wargame.engine import facts
from wargame.engine.sealing import seal_standing
from wargame.engine.step import Desk, Step
from wargame.model.state import Sealed, Stage
from wargame.rules.compiled import Moment

COSTS = "costs"
"""The name of the step that charges prices."""


def close(desk: Desk, stage: Stage, knows: Callable[[str], tuple[Any, Moment]]) -> None:
    """Everything between the last seal and the first phase."""
    orders, standing = dict(desk.orders), dict(stage.standing)
    for team in sorted(stage.standing):
        if team in orders:
            continue
        cells, x = knows(team)
        sealed, dropped = seal_standing(desk.game, team, stage.standing[team], cells, x)
        orders[team] = sealed
        standing[team] = tuple(one.order for one in sealed)
        if desk.facts is not None:
            desk.facts.append(("sealed", team, sealed))
            desk.facts += [facts.dropped(order, refused) for order, refused in dropped]
    desk.orders = orders
    desk.standing = {team: kept for team, kept in standing.items() if kept}
    charge(desk)


def charge(desk: Desk) -> None:
    """Charges every price at once. If a ruling has taken money since, the last orders fail until the rest can pay."""
    step = Step(desk, COSTS)
    log = step.log()
    kept: dict[str, list[Sealed]] = {}
    paid: dict[str, dict[str, int]] = {}
    spent: dict[int, int] = {}
    broke: set[int] = set()
    for team in sorted(desk.orders):
        kept[team] = []
        for one in desk.orders[team]:
            cells = {
                desk.game.board.layout.cell(stock, desk.plan.actors[one.order.actor]): n
                for stock, n in one.paid.items()
            }
            if any(cell in broke or spent.get(cell, 0) + n > step.cells[cell] for cell, n in cells.items()):
                broke.update(cells)
                if desk.facts is not None:
                    desk.facts.append(facts.dropped(one.order, ("money", "it can no longer be paid")))
                continue
            kept[team].append(one)
            for cell, n in cells.items():
                spent[cell] = spent.get(cell, 0) + n
                log.add(cell, -n)
            for stock, n in one.paid.items():
                purse = paid.setdefault(one.order.actor, {})
                purse[stock] = purse.get(stock, 0) + n
    desk.orders = {team: tuple(orders) for team, orders in kept.items()}
    if paid and step.facts is not None:
        step.facts.append(("plain", "costs", {"phase": COSTS, "paid": paid}))
    step.apply(step.settle())
