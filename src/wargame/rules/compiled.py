"""What compiled rule text looks like: functions on a flat list of cells, and what they read and write.

Every compiled function takes `s` (cells, list or tuple of int) and `x` (the `Moment`), then its arguments as
indexes or numbers in cell units. Expressions return an int in cell units; programs write into a `Writes`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

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


class Code(Protocol):
    """Emitted Python, made when first asked for: a check of a scenario needs none of it."""

    @property
    def source(self) -> str:
        """The emitted function, for reading and goldens."""
        ...

    @property
    def call(self) -> Callable[..., Any]:
        """The compiled function."""
        ...

    @property
    def footprint(self) -> Callable[..., frozenset[int]]:
        """(x, *args) -> every cell that the text could read."""
        ...


@attrs.frozen
class Expression:
    """A compiled formula.

    Attributes:
        text: as the author wrote it.
        kind: type of the result.
        args: names of its arguments, in call order.
        reads: variables it can read. constant: its value if it hangs on nothing, else None.
        work: most loop steps that one call can take.
        code: where `source`, `call` and `footprint` come from.
    """

    text: str
    kind: Kind
    args: tuple[str, ...]
    reads: frozenset[str]
    constant: int | None
    work: int
    code: Code = attrs.field(repr=False, eq=False)

    @property
    def source(self) -> str:
        """The emitted Python."""
        return self.code.source

    @cached_property
    def call(self) -> Callable[..., int]:
        """(s, x, *args) -> int; raises FormulaFailed."""
        return self.code.call

    @cached_property
    def footprint(self) -> Callable[..., frozenset[int]]:
        """(x, *args) -> every cell it could read."""
        return self.code.footprint


@attrs.frozen
class Touch:
    """One write of a program: verb is `=`, `+=`, `-=`, `move` or `enter` (then `variable` is the contest's id).

    `offset` and `length` say where in the text; `hangs` are the variables that its value, its indexes, the `if`s
    around it and the locals in them read.
    """

    verb: str
    variable: str
    offset: int
    length: int
    hangs: frozenset[str]


@attrs.frozen
class Program:
    """A compiled effects text; `flows`: (variable written, variables it hangs on); `touches`: each write in place.

    `writes` holds every variable that is set, added to or moved; `moves` those that are moved.
    """

    text: str
    args: tuple[str, ...]
    reads: frozenset[str]
    writes: frozenset[str]
    moves: frozenset[str]
    enters: frozenset[str]
    flows: tuple[tuple[str, frozenset[str]], ...]
    touches: tuple[Touch, ...]
    work: int
    code: Code = attrs.field(repr=False, eq=False)

    @property
    def source(self) -> str:
        """The emitted Python."""
        return self.code.source

    @cached_property
    def call(self) -> Callable[..., None]:
        """(s, x, w, *args) -> None; raises FormulaFailed."""
        return self.code.call

    @cached_property
    def footprint(self) -> Callable[..., frozenset[int]]:
        """(x, *args) -> every cell it could read."""
        return self.code.footprint


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
    """A named effect that Python registers for programs: call(s, x, w, *indexes) -> None.

    `moves`: those of `writes` that it moves from cell to cell, so that nobody may set them.
    """

    name: str
    params: tuple[Kind, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    call: Callable[..., None]
    says: str = ""
    moves: tuple[str, ...] = ()


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
