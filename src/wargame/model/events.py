"""Events: what happened, as the log's vocabulary. One class; `type` is from a closed list, and each audience
gets only the fields that `engine.split` allows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

ALL, WHITE_CELL = "all", "white_cell"

TYPES = (
    "declared",  # first outcome: the table's static facts by audience (title, actors, drawn aims)
    "started",  # first outcome: start cells (white cell), luck
    "sealed",  # own team: how many orders, prices
    "said",  # a message to teams, or a public statement
    "proposed",
    "accepted",
    "refused",
    "withdrawn",
    "signed",
    "clashed",
    "lapsed",  # a proposal nobody completed
    "ended_agreement",
    "breached",
    "fired",  # an inject
    "drawn",  # dice asked whether an inject comes - white cell only
    "chosen",
    "costs",  # prices charged when Orders close
    "resolved",  # an order: outcome, roll, odds, working
    "failed",  # an order not legal on the truth
    "held",  # a conditional order whose condition was not met
    "contest",  # one contest with all its participants
    "rule",  # what happens by itself
    "scheduled",
    "due",
    "asked",  # a question stops resolution
    "answered",
    "ruling",
    "settled",  # cells changed: [[cell, old, new], ...] - white cell only
    "stage",  # the stage after this advance - white cell only
    "turn",  # publication: turn number and date
    "seen",
    "estimated",
    "lost",
    "ended",  # the ending, scores, what was secret, the seed
)


Fields = Mapping[str, Any]
Parts = Mapping[str, Fields]
Content = tuple[Fields, Parts]


class Event:
    """One fact. It never changes, but what it says may be written down only when somebody first asks (`late`).

    Attributes:
        type: one of TYPES.
        fields: everything, as the white cell sees it; plain JSON data.
        parts: audience ("all", "team:x", "white_cell") -> the fields that it may know. The white cell's own
            entry is `fields`. A team's entry is what it knows beyond the "all" entry.
    """

    __slots__ = ("_content", "_write", "type")

    def __init__(self, kind: str, fields: Fields, parts: Parts) -> None:
        self.type = kind
        self._content: Content | None = (fields, parts)
        self._write: Callable[[], Content] | None = None

    @classmethod
    def late(cls, kind: str, write: Callable[[], Content]) -> Event:
        """An event whose fields and parts `write` gives, once; it must hang on nothing that changes meanwhile."""
        event = cls(kind, {}, {})
        event._content, event._write = None, write
        return event

    @property
    def fields(self) -> Fields:
        return self._written()[0]

    @property
    def parts(self) -> Parts:
        return self._written()[1]

    def _written(self) -> Content:
        content = self._content
        if content is None:
            assert self._write is not None
            content = self._content = self._write()
            self._write = None
        return content

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return self.type == other.type and self._written() == other._written()

    __hash__ = None  # type: ignore[assignment]  # what it says is in dicts

    def __repr__(self) -> str:
        return f"Event({self.type!r}, {self.fields!r}, {self.parts!r})"


def told(event: Event, team: str) -> Mapping[str, Any] | None:
    """What `team` knows of an event: the public fields and its own; None if nothing."""
    public, own = event.parts.get(ALL), event.parts.get(f"team:{team}")
    if public is None and own is None:
        return None
    return {**(public or {}), **(own or {})}
