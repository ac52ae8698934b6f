"""What a seat reads of an advance: the events as its team was told them, with the author's words and the phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from wargame.model.commands import Value
from wargame.model.events import Event, told
from wargame.model.state import Known
from wargame.model.view import NewsItem, Sheet
from wargame.rules.game import Game
from wargame.wording import stories

Fields = Mapping[str, Any]


def items(
    game: Game, sheet: Sheet, turn: int, events: Iterable[Event], before: Mapping[str, Value]
) -> tuple[NewsItem, ...]:
    """The news that a team has of some events, in order. `before`: cell -> value as it last saw it."""
    mine = [(event.type, fields) for event in events if (fields := told(event, sheet.team)) is not None]
    found = stories(sheet, turn, "", [(kind, _worded(game, kind, fields)) for kind, fields in mine], before)
    return tuple(attrs.evolve(item, phase=_phase(game, item)) for item in found)


def last_seen(game: Game, known: Known, events: Iterable[Event]) -> dict[str, Value]:
    """Cell -> value as a team knew it before the events, for the cells that they show; a mere guess is left out."""
    layout = game.board.layout
    number = {name: cell for cell, name in enumerate(layout.names)}
    shown = {event.fields["cell"] for event in events if event.type == "seen"}
    cells = [cell for name in shown if known.since[cell := number[name]] >= 0]
    return {layout.names[cell]: layout.outward(cell, known.values[cell]) for cell in cells}


def _worded(game: Game, kind: str, fields: Fields) -> Fields:
    """The fields, with titles and texts that the author wrote for such an event and that its audience may read."""
    if kind in ("fired", "chosen") and fields["inject"] in game.injects:
        inject = game.injects[fields["inject"]].definition
        choice = inject.choices.get(fields.get("choice", ""))
        words = {"title": inject.title, "text": inject.text if kind == "fired" else ""}
        return {**words, "answer": choice.title if choice else "", **fields}
    if kind == "resolved":
        return {"text": _outcome(game, fields), **fields}
    if kind == "due":
        return {"text": game.board.definition.actions[fields["action"]].later[fields["later"]].text, **fields}
    if kind == "rule":
        return {"text": game.board.definition.rules[fields["rule"]].text, **fields}
    return fields


def _outcome(game: Game, fields: Fields) -> str:
    """The text of an order's outcome; a sure action's own."""
    action = game.actions[fields["action"]]
    for roll in action.rolls:
        if roll.id == fields.get("also", ""):
            return next((o.text for o in roll.outcomes if o.id == fields["outcome"]), "") or action.definition.text
    return ""


def _phase(game: Game, item: NewsItem) -> str:
    """Id of the phase in which an event of resolution happens; "" for any other."""
    fields = item.fields
    if item.type in ("resolved", "failed", "held", "due"):
        return game.actions[fields["action"]].definition.phase
    if item.type == "contest":
        return game.contests[fields["contest"]].definition.phase
    if item.type == "rule":
        return game.rules[fields["rule"]].definition.phase
    return item.phase
