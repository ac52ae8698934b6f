"""Endings and scores: the first ending that holds ends the game, the last turn always does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.engine.step import NOTHING, Step
from wargame.errors import FormulaFailed
from wargame.model.state import Stage
from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledEnding, CompiledObjective, Game

TIME = "time"
"""The ending of a game whose last turn is over while no ending of the scenario holds."""
STOPPED = "ended"
"""The ending of a game that the white cell ended."""


def ending(step: Step) -> str:
    """The id of the ending that holds now, "" while the game goes on. A formula that fails is a question."""
    for one in step.game.endings:
        try:
            if one.when.call(step.cells, step.moment):
                return one.id
        except FormulaFailed as failure:
            step.ask(f"end/{one.id}//0", "failed", str(failure), (NOTHING,), NOTHING)
    return TIME if step.desk.turn >= step.game.turns else ""


def aims(game: Game, drawn: Mapping[str, tuple[str, ...]]) -> tuple[CompiledObjective, ...]:
    """The aims in play: all that are not drawn for, and those that were drawn."""
    actors = game.board.universe.actors
    return tuple(
        aim for aim in game.objectives if not aim.definition.draw or aim.id in drawn.get(actors[aim.actor], ())
    )


def points(aim: CompiledObjective, s: Any, x: Moment) -> int:
    """What an aim is worth now, in millionths; 0 where its formula has no value."""
    try:
        if aim.when is not None and not aim.when.call(s, x, aim.actor):
            return 0
        return aim.points.call(s, x, aim.actor)
    except FormulaFailed:
        return 0


def scores(game: Game, s: Any, x: Moment, stage: Stage) -> dict[str, int]:
    """Actor -> its score in millionths: its aims, and the points of the ending."""
    actors = game.board.universe.actors
    found = dict.fromkeys(actors, 0)
    for aim in aims(game, stage.drawn):
        found[actors[aim.actor]] += points(aim, s, x)
    ended = next((one for one in game.endings if one.id == stage.ended), None)
    if ended is not None:
        for i, actor in enumerate(actors):
            found[actor] += _ending_points(ended, s, x, i)
    return found


def _ending_points(ended: CompiledEnding, s: Any, x: Moment, actor: int) -> int:
    try:
        return ended.points.call(s, x, actor)
    except FormulaFailed:
        return 0
