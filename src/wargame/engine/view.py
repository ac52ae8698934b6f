"""The view: one team's moment, built by naming fields from what it was told and its own part of the stage."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import attrs

from wargame.engine.believed import own_stage
from wargame.engine.calendar import date_of
from wargame.engine.endings import aims, points
from wargame.engine.quote import desk_of
from wargame.engine.quote_desk import Desk
from wargame.engine.quote_fronts import Fronts, fronts
from wargame.engine.sheet import shown
from wargame.engine.view_offers import offers
from wargame.engine.view_talks import agreements, choices, proposals, weighed
from wargame.errors import FormulaFailed
from wargame.model.commands import Payment, Value
from wargame.model.events import ALL, WHITE_CELL
from wargame.model.layout import MILLION, Kind, half_even, outward
from wargame.model.state import SEEN, Stage, State
from wargame.model.view import (
    CellView,
    ChoiceView,
    MarginView,
    OfferView,
    OrderView,
    PendingView,
    ProposalView,
    ScoreView,
    View,
    Waits,
)
from wargame.rules.game import Game


def view(game: Game, state: State, team: str, before: Mapping[str, Value] | None = None) -> View:
    """What a team knows and may do now. Raises KeyError for an unknown team.

    A function of `known[team]` and the team's own stage alone, so a fold of what it was told gives the same view.

    Args:
        before: cell -> value as the team saw it when the turn before began; gives `changed`.
    """
    desk = desk_of(game, state, team)
    stage = own_stage(game, state.stage, team, desk.cells)
    now = _static(desk, stage)
    cells = now.cells
    talks = proposals(desk, now.fronts, stage)
    asked = choices(game, stage, team)
    sealed = team in stage.orders
    going = not stage.ended
    return View(
        team=team,
        turn=stage.turn,
        turns=game.turns,
        date=date_of(game, stage.turn),
        ended=stage.ended,
        cells=cells,
        changed={name: old for name, old in (before or {}).items() if name in cells and cells[name].value != old},
        fronts=tuple(now.fronts.values()),
        offers=_used(now.offers, stage, team) if going else (),
        orders=tuple(OrderView(one.order, one.paid) for one in stage.orders.get(team, ())),
        sealed=sealed,
        slots={actor: game.board.definition.actors[actor].orders for actor in _own(desk)},
        proposals=talks,
        agreements=agreements(stage),
        choices=asked,
        pending=tuple(PendingView(p.action, p.later, p.actor, p.args, p.due) for p in stage.pending),
        scores=_scores(desk, stage),
        waits=_waits(desk, stage, asked, talks, sealed) if going else (),
        awaited=0,
    )


def weigh(
    game: Game,
    state: State,
    team: str,
    kind: str,
    parties: tuple[str, ...],
    terms: Mapping[str, Value],
    payments: tuple[Payment, ...] = (),
) -> tuple[tuple[MarginView, ...], tuple[str, ...]]:
    """What a package would be worth to the team's own actors, and what refuses it in words."""
    return weighed(desk_of(game, state, team), kind, parties, terms, payments)


def _own(desk: Desk) -> list[str]:
    return [desk.game.board.universe.actors[i] for i in sorted(desk.actors)]


# ---------------------------------------------------------------- kept while what the team knows stays as it is


@attrs.frozen
class _Now:
    """What hangs on a team's knowledge and not on talks: cells, fronts and offers."""

    key: Any
    cells: Mapping[str, CellView]
    fronts: Fronts
    offers: tuple[OfferView, ...]


def _static(desk: Desk, stage: Stage) -> _Now:
    """Cells, fronts and offers, asked again only when what the team knows changed: talks come and go far more often."""
    key = (desk.known, desk.moment.turn, desk.moment.agreements, desk.moment.pending, desk.moment.acts)
    kept: dict[Any, _Now] = desk.game.derived.setdefault("views", {})
    found = kept.get(desk.actors)
    if found is None or found.key != key:
        now = fronts(desk)
        found = kept[desk.actors] = _Now(key, _cells(desk, stage), now, offers(desk, now))
    return found


def _used(found: tuple[OfferView, ...], stage: Stage, team: str) -> tuple[OfferView, ...]:
    """The offers with how often each is among the sealed orders."""
    counts: dict[tuple[str, str], int] = {}
    for one in stage.orders.get(team, ()):
        key = one.order.actor, one.order.action
        counts[key] = counts.get(key, 0) + 1
    if not counts:
        return found
    return tuple(OfferView(o.actor, o.action, o.targets, o.refusals, counts.get((o.actor, o.action), 0)) for o in found)


# ---------------------------------------------------------------- cells


def _cells(desk: Desk, stage: Stage) -> dict[str, CellView]:
    """Every cell whose variable seats may know of, and the computed variables as believed."""
    layout, known = desk.game.board.layout, desk.known
    found = {}
    for name, column in sorted(layout.columns.items()):
        if not shown(desk.game, name):
            continue
        for cell in range(column.offset, column.offset + column.size):
            status = known.status[cell]
            since = stage.turn if status == SEEN else known.since[cell]
            found[layout.names[cell]] = CellView(layout.outward(cell, known.values[cell]), status, since)
    for name in sorted(desk.game.computed):
        found.update(_computed(desk, stage, name))
    return found


def _computed(desk: Desk, stage: Stage, name: str) -> dict[str, CellView]:
    """One computed variable, asked on what the team knows; a member without a value is left out."""
    if not shown(desk.game, name):
        return {}
    game, formula = desk.game, desk.game.computed[name]
    entry = game.board.definition.variables[name]
    kinds = [Kind(word) for word in entry.over or ()]
    universe, found = game.board.universe, {}
    for indexes in product(*(range(len(universe.members(kind))) for kind in kinds)):
        if not _may_read(desk, entry.visible, kinds, indexes):
            continue
        try:
            value = formula.call(desk.cells, desk.moment, *indexes)
        except FormulaFailed:
            continue
        seen = all(desk.known.status[cell] == SEEN for cell in formula.footprint(desk.moment, *indexes))
        members = ",".join(universe.members(kind)[i] for kind, i in zip(kinds, indexes, strict=True))
        status, since = (SEEN, stage.turn) if seen else (3, -1)
        found[f"{name}[{members}]" if members else name] = CellView(
            outward(universe, formula.kind, value), status, since
        )
    return found


def _may_read(desk: Desk, visible: str, kinds: list[Kind], indexes: tuple[int, ...]) -> bool:
    """Computed values hang on knowledge alone; an owner's are still shown to its owner only."""
    if visible in (ALL, "", WHITE_CELL) or not kinds:
        return True
    if visible == "owner" and kinds[0].base == "actor":
        return indexes[0] in desk.actors
    if visible == "owner" and kinds[0].base == "side":
        return any(desk.game.board.universe.side_of[actor] == indexes[0] for actor in desk.actors)
    return True


# ---------------------------------------------------------------- scores and what waits


def _scores(desk: Desk, stage: Stage) -> tuple[ScoreView, ...]:
    """Own actors' aims as they stand, as believed."""
    found = []
    for aim in aims(desk.game, stage.drawn):
        if aim.actor not in desk.actors:
            continue
        cells = aim.points.footprint(desk.moment, aim.actor)
        if aim.when is not None:
            cells = cells | aim.when.footprint(desk.moment, aim.actor)
        known = all(desk.known.status[cell] == SEEN for cell in cells)
        value = half_even(points(aim, desk.cells, desk.moment), MILLION)
        found.append(ScoreView(desk.game.board.universe.actors[aim.actor], aim.id, value, known))
    return tuple(found)


def _waits(
    desk: Desk, stage: Stage, asked: tuple[ChoiceView, ...], talks: tuple[ProposalView, ...], sealed: bool
) -> tuple[Waits, ...]:
    """What waits for this team, most urgent first, with the words of its prompt."""
    found = []
    for choice in asked:
        if choice.mine and not choice.choice:
            actor = desk.words.actor(desk.game.board.universe.actors.index(choice.actor))
            found.append(Waits("choice", choice.inject, f"{choice.title}: choose how {actor} answers."))
    for proposal in talks:
        if proposal.waits:
            title = desk.game.agreements[proposal.kind].definition.title
            found.append(Waits("proposal", proposal.id, f"{title}: accept, refuse or answer with another."))
    if not sealed:
        found.append(Waits("orders", "", "Choose your orders, then seal them."))
    return tuple(found)
