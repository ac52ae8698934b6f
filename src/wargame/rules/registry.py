"""Mechanics: rules that Python knows. A ruleset names them; a scenario file can never run Python.

A package adds one with the entry point group `wargame.mechanics`; ours stand in `rules.mechanics`.
No mechanism names an actor or a place: it is bound to a board and the ruleset's settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Protocol

import attrs

from wargame.rules.board import Board
from wargame.rules.compiled import Expression, Moment, Procedure, Query
from wargame.rules.game import CompiledAgreement, CompiledModifier, CompiledPosition
from wargame.rules.writes import Writes

OURS = ("battle", "deeds", "fronts", "skirmish", "talks")
"""Mechanics that come with the package, each a module of `rules.mechanics` with the constant MECHANIC."""
ALWAYS = ("deeds", "talks")
"""Those that every ruleset has without asking."""
GROUP = "wargame.mechanics"


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

    def defender(self, s: Any, place: int) -> int | None:
        """The side that is attacked at a place on cells `s`; None if nobody holds it."""
        ...

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
        """(side, stretch) of the side that holds a region, None if nobody holds it."""
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


@attrs.frozen
class Late:
    """What is compiled after mechanics are bound; filled then.

    Attributes:
        computed: computed variable -> its formula. modifiers: contest -> its modifiers.
        agreements: kind -> agreement. positions: (actor, kind) -> position.
    """

    computed: dict[str, Expression] = attrs.field(factory=dict)
    modifiers: dict[str, tuple[CompiledModifier, ...]] = attrs.field(factory=dict)
    agreements: dict[str, CompiledAgreement] = attrs.field(factory=dict)
    positions: dict[tuple[int, str], CompiledPosition] = attrs.field(factory=dict)


class Settings(Mapping[str, Any]):
    """The settings of `[mechanics.x]` (and of `[contests.y]` on top), and what they may refer to.

    Attributes:
        mechanic: its name, for messages.
        board: what it is bound to.
        late: what is compiled after mechanics are bound, so look it up when called.
        others: mechanics bound before this one, by name.
        asked: keys that the mechanic has looked at; the rest are mistakes.
    """

    def __init__(
        self,
        mechanic: str,
        board: Board,
        data: Mapping[str, Any],
        late: Late | None = None,
        others: Mapping[str, Bound] | None = None,
    ) -> None:
        self.mechanic = mechanic
        self.board = board
        self.late = late or Late()
        self.others = others or {}
        self.asked: set[str] = set()
        self._data = data

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self._data[key]

    def contests(self) -> tuple[str, ...]:
        """The contests that this mechanic settles."""
        return tuple(key for key, one in self.board.definition.contests.items() if one.mechanic == self.mechanic)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


class Mechanic(Protocol):
    """A mechanic as registered: `bind` reads the board's numbers, properties and tables.

    Attributes:
        needs: mechanics that must be bound before, if the ruleset has them (found in `Settings.others`).

    `bind` reports what the ruleset lacks by raising LookupError with one clear sentence.
    """

    name: str
    version: str
    needs: tuple[str, ...]

    def bind(self, board: Board, settings: Settings) -> Bound: ...


def find(name: str) -> Mechanic | None:
    """The mechanic of a name: ours, or one that an installed package registers; None if there is none."""
    if name in OURS:
        module = import_module(f"wargame.rules.mechanics.{name}")
        ours: Mechanic = module.MECHANIC
        return ours
    for entry in entry_points(group=GROUP):
        if entry.name == name:
            theirs: Mechanic = entry.load()
            return theirs
    return None


def known() -> tuple[str, ...]:
    """Every name that `find` knows, sorted."""
    return tuple(sorted({*OURS, *(entry.name for entry in entry_points(group=GROUP))}))
