"""What compiled rule text looks like: functions on a flat list of cells, and what they read and write.

Every compiled function takes `s` (cells, list or tuple of int) and `x` (the `Moment`), then its arguments as
indexes or numbers in cell units. Expressions return an int in cell units; programs write into a `Writes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from wargame.model.layout import Kind
from wargame.model.state import Act, Pending, Signed

Path = tuple[str | int, ...]


@attrs.frozen
class Fault:
    """A mistake in a definition: the path of the value, what is wrong, and a remedy.

    `offset` is the character inside the text at `path` (-1: the value as a whole), `length` how many characters.
    """

    path: Path
    message: str
    hint: str = ""
    offset: int = -1
    length: int = 1


@attrs.define
class Moment:
    """What formulas may ask besides cells: the turn, and the parts of the stage that queries read.

    On a team's own knowledge this holds only what that team may see.
    """

    turn: int
    agreements: tuple[Signed, ...] = ()
    pending: tuple[Pending, ...] = ()
    acts: tuple[Act, ...] = ()
    cache: dict[Any, Any] = attrs.field(factory=dict, eq=False)
    """For bound queries, valid for one (cells, moment): a resolver makes a new Moment when cells change."""


@attrs.frozen
class Expression:
    """A compiled formula.

    Attributes:
        text: as the author wrote it; source: the emitted Python, for reading and goldens.
        kind: type of the result.
        args: names of its arguments, in call order.
        call: (s, x, *args) -> int; raises FormulaFailed.
        reads: variables it can read. constant: its value if it reads nothing and has no arguments, else None.
        footprint: (x, *args) -> every cell it could read.
    """

    text: str
    source: str
    kind: Kind
    args: tuple[str, ...]
    call: Callable[..., int]
    reads: frozenset[str]
    footprint: Callable[..., frozenset[int]]
    constant: int | None = None


@attrs.frozen
class Program:
    """A compiled effects text. call: (s, x, w, *args) -> None; `flows`: (variable written, variables it hangs on)."""

    text: str
    source: str
    args: tuple[str, ...]
    call: Callable[..., None]
    reads: frozenset[str]
    writes: frozenset[str]
    moves: frozenset[str]
    enters: frozenset[str]
    flows: tuple[tuple[str, frozenset[str]], ...]
    footprint: Callable[..., frozenset[int]]


@attrs.frozen
class Query:
    """A named question that Python registers for formulas: call(s, x, *indexes) -> int in cell units."""

    name: str
    params: tuple[Kind, ...]
    result: Kind
    reads: tuple[str, ...]
    call: Callable[..., int]
    says: str = ""


@attrs.frozen
class Procedure:
    """A named effect that Python registers for programs: call(s, x, w, *indexes) -> None."""

    name: str
    params: tuple[Kind, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    call: Callable[..., None]
    says: str = ""


@attrs.frozen
class Team:
    """Who plays what: index of the actors in the universe."""

    id: str
    title: str
    actors: tuple[int, ...]


@attrs.frozen
class Source:
    """A file as it was read: its name (never a machine's path) and text."""

    name: str
    text: str


@attrs.frozen
class Scope:
    """What a formula's text may name besides the board's own names: its arguments, in call order."""

    args: Mapping[str, Kind] = {}
