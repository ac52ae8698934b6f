"""The start of a game: aims are drawn, the first news fires, every team learns what it may."""

from __future__ import annotations

from wargame.engine import split
from wargame.engine.calendar import date_of
from wargame.engine.dice import Dice, seed_hash
from wargame.engine.injects import NEWS, news
from wargame.engine.knowledge import blank
from wargame.engine.publish import Audience, Events, events_of, last, tell
from wargame.engine.turn import at_once, desk_of, on_stage
from wargame.model.events import Event
from wargame.model.fold import plain_layout
from wargame.model.layout import LARGEST
from wargame.model.state import Known, Stage, State
from wargame.rules.game import Game

DRAW = "draw"


def start(
    game: Game, seed: int, *, nonce: str = "", luck: int = 0, quiet: bool = False, sight: bool = True
) -> tuple[State, Events]:
    """The state of turn 1, and the first events.

    Args:
        seed: what all dice hang on. nonce: hides it behind its hash. luck: which dice of the seed (branches).
        quiet: no events. sight: whether teams are told what they see (see `publish.Audience`).

    Raises:
        ValueError: seed or luck is not a whole number from 0 to 2^53.
    """
    for number in (seed, luck):
        if type(number) is not int or not 0 <= number <= LARGEST:
            raise ValueError("seed and luck must be whole numbers from 0 to 2^53")
    to = Audience(quiet, sight)
    layout, known = game.board.layout, dict.fromkeys(sorted(game.teams), blank(game))
    stage = Stage(luck=luck, drawn=_draw(game, seed, luck))
    before = State(game.board.start, stage, known, seed, nonce, layout)
    desk = desk_of(game, before, to)
    at_once(desk, NEWS, news)
    after = on_stage(desk, stage)
    taught, seen = tell(game, desk.cells, after, known, to)
    state = State(desk.cells, after, taught, seed, nonce, layout)
    if quiet:
        return state, ()
    opening = _opening(game, before, known)
    return state, (*opening, *events_of(game, before, desk.facts or ()), *seen, last(Stage(luck=luck), after))


def _draw(game: Game, seed: int, luck: int) -> dict[str, tuple[str, ...]]:
    """The secret aims of each actor: one of every group with the same `draw`, by keyed dice."""
    dice = Dice(seed, luck, 0)
    actors = game.board.universe.actors
    groups: dict[tuple[str, str], list[str]] = {}
    for aim in game.objectives:
        if aim.definition.draw:
            groups.setdefault((actors[aim.actor], aim.definition.draw), []).append(aim.id)
    drawn: dict[str, tuple[str, ...]] = {}
    for actor, group in sorted(groups):
        ids = sorted(groups[actor, group])
        pick = dice.uniform("start", DRAW, f"{actor},{group}", 0) * len(ids) >> 64
        drawn[actor] = tuple(sorted((*drawn.get(actor, ()), ids[pick])))
    return drawn


def _opening(game: Game, state: State, known: dict[str, Known]) -> Events:
    """What is declared before the first news."""
    layout = game.board.layout
    declared = {
        "title": game.board.definition.scenario.title,
        "turns": game.turns,
        "teams": {team: game.teams[team].title for team in sorted(known)},
        "seed_hash": seed_hash(state.nonce, state.seed),
        "drawn": {actor: list(aims) for actor, aims in state.stage.drawn.items()},
    }
    started = {
        "seed": state.seed,
        "nonce": state.nonce,
        "luck": state.stage.luck,
        "cells": {name: layout.outward(cell, state.cells[cell]) for cell, name in enumerate(layout.names)},
        "layout": plain_layout(layout),
    }
    turn = {"turn": 1, "date": date_of(game, 1)}
    plain = (("declared", declared), ("started", started), ("turn", turn))
    return tuple(Event(kind, fields, split.parts(game, state, kind, fields)) for kind, fields in plain)
