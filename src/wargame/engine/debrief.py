"""The debrief: what is opened to everybody once the game has ended."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.engine.believed import moment
from wargame.engine.endings import STOPPED, TIME, aims, points, scores
from wargame.errors import CommandRefused
from wargame.model.events import Event
from wargame.model.layout import MILLION, half_even
from wargame.model.quote import Debrief, ScoreLine
from wargame.model.state import State
from wargame.rules.game import Game

WORDS = {
    TIME: ("Time is up", "The last turn is over."),
    STOPPED: ("The game was ended", "The white cell ended the game."),
}
"""Endings that no scenario writes."""

Odds = tuple[int, str, str, int, bool]
"""Turn, actor, action, odds in per cent, and whether it came off."""


def debrief(game: Game, state: State, odds: Iterable[Odds] = ()) -> Debrief:
    """Scores, aims with the secret ones, seed and nonce. Points are whole: each aim is rounded once, half to even.

    Args:
        odds: what was told of odds and results during the game (`odds_of`), which a state does not keep.

    Raises CommandRefused while the game runs: seeds and secrets stay closed until the end.
    """
    if not state.stage.ended:
        raise CommandRefused("running", "The game has not ended; its secrets open when it has.")
    s, x, actors = state.cells, moment(state.stage), game.board.universe.actors
    lines = tuple(
        ScoreLine(
            actor=actors[aim.actor],
            objective=aim.id,
            title=aim.definition.title,
            points=half_even(points(aim, s, x), MILLION),
            secret=bool(aim.definition.draw),
        )
        for aim in aims(game, state.stage.drawn)
    )
    title, text = _words(game, state.stage.ended)
    return Debrief(
        ending=state.stage.ended,
        title=title,
        text=text,
        scores={actor: half_even(n, MILLION) for actor, n in scores(game, s, x, state.stage).items()},
        lines=lines,
        pars={},
        seed=str(state.seed),
        nonce=state.nonce,
        odds=tuple(odds),
    )


def _words(game: Game, ending: str) -> tuple[str, str]:
    for one in game.endings:
        if one.id == ending:
            return one.definition.title, one.definition.text
    return WORDS.get(ending, (ending.replace("_", " ").capitalize(), ""))


def odds_of(turn: int, events: Iterable[Event]) -> tuple[Odds, ...]:
    """The odds and results among the events of one outcome, for the debrief: main rolls that were left to chance."""
    found = []
    for event in events:
        fields = event.fields
        if event.type != "resolved" or fields.get("odds") is None or fields.get("also"):
            continue
        unit = 1000 if fields.get("per_mille") else 100
        came_off = fields["roll"] < fields["odds"]
        found.append((turn, fields["actor"], fields["action"], fields["odds"] * 100 // unit, came_off))
    return tuple(found)
