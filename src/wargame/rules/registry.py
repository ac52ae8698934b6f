"""Mechanics: rules that Python knows. A ruleset names them; a scenario file can never run Python.

A package adds one with the entry point group `wargame.mechanics`; ours stand in `rules.mechanics`.
No mechanism names an actor or a place: it is bound to a board and the ruleset's settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from wargame.rules.board import Board
from wargame.rules.compiled import Moment, Procedure, Query
from wargame.rules.writes import Writes


@attrs.frozen
class Entry:
    """One participant of a contest: the actor that entered and the place it entered at, in the universe's indexes."""

    actor: int
    place: int


@attrs.frozen
class Settlement:
    """What came of a contest with one die.

    Attributes:
        result: id of the result (row of the ruleset's table); title in words.
        tone: bad, even or good - for the attackers.
        holder: side index that holds the place afterwards, None if it stays.
        work: the working, plain data for the white cell and the owner's explanation (numbers in cell units).
    """

    result: str
    title: str
    tone: str
    holder: int | None
    work: Mapping[str, Any]


class ContestMechanic(Protocol):
    """A contest bound to a board."""

    faces: int
    reads: tuple[str, ...]
    writes: tuple[str, ...]

    def settle(
        self,
        s: Any,
        x: Moment,
        w: Writes,
        place: int,
        entries: tuple[Entry, ...],
        shift: Mapping[int, int],
        face: int,
    ) -> Settlement:
        """Settles one place on cells `s` with die `face` (1-based).

        `entries` are all entries of this contest in this phase, at every place: an actor's men are split over all
        that it attacks, and those at `place` are its attackers. shift: attacker there -> column shift (whole).
        """
        ...


@attrs.frozen
class Front:
    """Stretch of a side in a region: men = pinned + free; short = missing. Whole men."""

    men: int
    need: int
    pinned: int
    free: int
    short: int


class Fronts(Protocol):
    """What screens need of a fronts mechanic, bound to a board."""

    reads: tuple[str, ...]

    def front(self, s: Any, x: Moment, region: int) -> tuple[int, Front] | None:
        """(side, stretch) of the side that holds a region, None if nobody has men there."""
        ...

    def explain(self, s: Any, x: Moment, region: int) -> tuple[tuple[str, int], ...]:
        """The need of a region, line by line: words and men in millionths, the last line the rounded need."""
        ...


@attrs.frozen
class Bound:
    """A mechanic bound to a board."""

    name: str
    version: str
    queries: tuple[Query, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    contest: ContestMechanic | None = None
    fronts: Fronts | None = None


class Mechanic(Protocol):
    """A mechanic as registered: `bind` reads the board's numbers, properties and tables.

    `bind` reports what the ruleset lacks by raising LookupError with one clear sentence.
    """

    name: str
    version: str

    def bind(self, board: Board, settings: Mapping[str, Any]) -> Bound: ...
