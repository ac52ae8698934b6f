"""What a seat reads of an advance: the events as its team was told them, in sentences, with the phase of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.model.commands import Value
from wargame.model.events import Event, told
from wargame.model.sheet import Sheet
from wargame.model.state import Known
from wargame.model.view import NewsItem
from wargame.rules.game import Game
from wargame.wording import stories


def items(sheet: Sheet, turn: int, events: Iterable[Event], before: Mapping[str, Value]) -> tuple[NewsItem, ...]:
    """The news that a team has of some events, in order. `before`: cell -> value as it last saw it."""
    mine = [(event.type, fields) for event in events if (fields := told(event, sheet.team)) is not None]
    return stories(sheet, turn, mine, before)


def last_seen(game: Game, known: Known, events: Iterable[Event]) -> dict[str, Value]:
    """Cell -> value as a team knew it before the events, for the cells that they show; a mere guess is left out."""
    layout = game.board.layout
    shown = {layout.by_name[event.fields["cell"]] for event in events if event.type == "seen"}
    return {layout.names[c]: layout.outward(c, known.values[c]) for c in sorted(shown) if known.since[c] >= 0}
