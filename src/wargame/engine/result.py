"""How a game ended: the ending's words, the scores line by line, and what was secret."""

from __future__ import annotations

from typing import Any

from wargame.engine.endings import STOPPED, TIME, aims, points, scores
from wargame.model.state import Stage, State
from wargame.rules.compiled import Moment
from wargame.rules.game import Game

_WORDS = {TIME: "The last turn is over", STOPPED: "The game was ended"}


def ended_fields(
    game: Game, cells: tuple[int, ...], x: Moment, stage: Stage, state: State, reason: str = ""
) -> dict[str, Any]:
    """The fields of the `ended` event: everything is opened. Scores are millionths.

    `lines`: [actor, aim, points, secret] for each aim in play.
    """
    one = next((one for one in game.endings if one.id == stage.ended), None)
    actors = game.board.universe.actors
    return {
        "ending": stage.ended,
        "title": one.definition.title if one else _WORDS[stage.ended],
        "text": one.definition.text if one else "",
        "reason": reason,
        "scores": scores(game, cells, x, stage),
        "lines": [
            [actors[aim.actor], aim.id, points(aim, cells, x), bool(aim.definition.draw)]
            for aim in aims(game, stage.drawn)
        ],
        "drawn": {actor: list(ids) for actor, ids in stage.drawn.items()},
        "seed": state.seed,
        "nonce": state.nonce,
        "luck": stage.luck,
    }
