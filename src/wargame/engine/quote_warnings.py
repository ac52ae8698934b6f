"""Warnings of a quote: what an order would break, and where own orders get into each other's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from wargame.engine.plan import numbers, plan
from wargame.engine.quote_desk import Asked, Desk
from wargame.engine.quote_outcomes import run
from wargame.errors import FormulaFailed
from wargame.model.state import Act, Signed
from wargame.rules.writes import Writes


def breaks(desk: Desk, asked: Asked) -> list[str]:
    """Agreements in force that the order would break, by a dry run of their breach on what the team knows."""
    found = []
    actor = asked.order.actor
    after = desk.changed(desk.cells, (Act(actor, asked.order.action, asked.order.args), *_attacks(desk, asked)))
    for signed in desk.moment.agreements:
        if actor in signed.parties and _broken(after, signed, actor) and not _broken(desk, signed, actor):
            title = desk.game.agreements[signed.kind].definition.title
            actors = plan(desk.game).actors
            others = [desk.words.actor(actors[party]) for party in signed.parties if party != actor]
            found.append(f"This breaks our {title} with {', '.join(others)}.")
    return found


def _attacks(desk: Desk, asked: Asked) -> Iterator[Act]:
    """The contests that an order would enter, as the acts that breaches read."""
    universe = desk.game.board.universe
    w = run(desk, asked.action.rolls[0].outcomes[0].program, asked.args)
    for contest, place in w.enters if w is not None else ():
        defender = getattr(desk.game.contests[contest].resolver, "defender", None)
        side = None if defender is None else defender(desk.cells, place)
        if side is not None:
            yield Act(asked.order.actor, contest, {"place": universe.regions[place], "against": universe.sides[side]})


def _broken(desk: Desk, signed: Signed, breaker: str) -> bool:
    kind = desk.game.agreements[signed.kind]
    if kind.breach is None:
        return False
    actors = plan(desk.game).actors
    terms = numbers(desk.game, plan(desk.game).terms[signed.kind], signed.terms)
    for other in signed.parties:
        if other == breaker:
            continue
        try:
            if kind.breach.call(desk.cells, desk.moment, actors[breaker], actors[other], *terms):
                return True
        except FormulaFailed:
            continue
    return False


@attrs.frozen
class Wish:
    """What a draft's best outcome asks for, and the cells that it asks it of."""

    asked: Asked
    log: Writes
    cells: tuple[int, ...]


def clashes(desk: Desk, wish: Wish, others: Sequence[Wish]) -> list[str]:
    """What an order has against the team's other drafts of its phase: unlike `=`, and claims to more than is there."""
    found = []
    for other in others:
        if other.asked.action.phase != wish.asked.action.phase:
            continue
        name = desk.words.order(other.asked.action.id, other.asked.args[1:])
        for cell, value in wish.log.sets.items():
            if other.log.sets.get(cell, value) != value:
                found.append(f"Our own {name} sets {desk.words.cell(cell)} to something else.")
    for cell in dict.fromkeys(source for source, _, _ in wish.log.moves):
        claims = [
            n
            for one in (wish, *others)
            if one.asked.action.phase == wish.asked.action.phase
            for source, _, n in one.log.moves
            if source == cell
        ]
        if sum(claims) > max(0, wish.cells[cell]):
            found.append(f"More is asked of {desk.words.cell(cell)} than is there; each order gets its share.")
    return list(dict.fromkeys(found))
