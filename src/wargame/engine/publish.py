"""The door: inner facts become events with parts, and each team is told what differs from what it knew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import attrs

from wargame.engine import knowledge, split
from wargame.engine.facts import fields, type_of
from wargame.engine.step import Fact
from wargame.model.events import Content, Event
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
    """Facts as events with their parts; `state` says what teams had been told when they happened.

    They are written down when somebody asks, so nothing in a fact may change once it is noted.
    """
    return tuple([Event.late(type_of(fact), partial(_content, game, state, fact)) for fact in facts])


def _content(game: Game, state: State, fact: Fact) -> Content:
    kind, plain = fields(game, fact)
    return plain, split.parts(game, state, kind, plain)


def last(before: Stage, after: Stage) -> Event:
    """The event that ends every advance: what changed of the stage, for the white cell and the fold."""
    return Event.late("stage", lambda: (stage_changes(before, after), {}))


def tell(
    game: Game, cells: tuple[int, ...], stage: Stage, known: Mapping[str, Known], to: Audience
) -> tuple[Mapping[str, Known], Events]:
    """Publication: what each team knows now, and the events that told it."""
    if not to.sight:
        return known, ()
    return knowledge.publish(game, cells, stage, known)
