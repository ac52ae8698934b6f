"""The door: inner facts become events with parts, and each team is told what differs from what it knew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.engine import knowledge, split
from wargame.engine.facts import fields
from wargame.engine.step import Fact
from wargame.model.events import Event
from wargame.model.plain import stage_changes
from wargame.model.state import Known, Stage, State
from wargame.rules.game import Game

Events = tuple[Event, ...]


@attrs.frozen
class Audience:
    """Who listens to an `advance`.

    Attributes:
        quiet: nobody wants events (batches); cells, stage and what teams know are the same.
        sight: teams are told what they see. Without it everybody acts on the truth and `known` stays as it is:
            for games without secrets, and for measuring.
    """

    quiet: bool = False
    sight: bool = True


def events_of(game: Game, state: State, facts: Iterable[Fact]) -> Events:
    """Facts as events with their parts; `state` says what teams had been told when they happened."""
    found = []
    for fact in facts:
        kind, plain = fields(game, fact)
        found.append(Event(kind, plain, split.parts(game, state, kind, plain)))
    return tuple(found)


def last(before: Stage, after: Stage) -> Event:
    """The event that ends every advance: what changed of the stage, for the white cell and the fold."""
    return Event("stage", stage_changes(before, after), {})


def tell(
    game: Game, cells: tuple[int, ...], stage: Stage, known: Mapping[str, Known], to: Audience
) -> tuple[Mapping[str, Known], Events]:
    """Publication: what each team knows now, and the events that told it."""
    if not to.sight:
        return known, ()
    return knowledge.publish(game, cells, stage, known)
