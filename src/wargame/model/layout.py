"""Cells: every variable's place in one flat list of integers, and how a cell is named and written in a log.

A whole number is itself, a decimal counts millionths, a flag is 0 or 1; an actor, side, region or enum member
is its place in the sorted ids, nobody is -1. Columns lie by variable id, members by id, last index fastest.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

MILLION = 1_000_000
LARGEST = 2**53
NOBODY = -1


@attrs.frozen
class Kind:
    """The type of a value: whole, dec, flag, actor, side, region, enum, or a set of members (`many`).

    Attributes:
        base: one of the words above.
        detail: id of the enum (enum) or of the named set it is drawn from ("" otherwise).
        optional: may be nobody (-1).
        many: a set of members of `base`, as a bit mask over their indexes (terms and parameters only).
    """

    base: str
    detail: str = ""
    optional: bool = False
    many: bool = False

    def __str__(self) -> str:
        text = f"enum:{self.detail}" if self.base == "enum" else self.base
        return ("set:" if self.many else "") + text + ("?" if self.optional else "")

    @property
    def is_number(self) -> bool:
        return self.base in ("whole", "dec")


WHOLE, DEC, FLAG = Kind("whole"), Kind("dec"), Kind("flag")
ACTOR, SIDE, REGION = Kind("actor"), Kind("side"), Kind("region")


@attrs.frozen
class Universe:
    """All members of all sets, sorted by id; an index here is the integer that stands in a cell.

    Attributes:
        actors, sides, regions: ids, sorted.
        enums: enum (variable, property, term or parameter) id -> its members, sorted.
        sets: named set id -> (base, indexes ascending).
        side_of: actor index -> side index.
        links: (region index, region index) -> length in millionths, both directions.
    """

    actors: tuple[str, ...]
    sides: tuple[str, ...]
    regions: tuple[str, ...]
    enums: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, tuple[str, tuple[int, ...]]]
    side_of: tuple[int, ...]
    links: Mapping[tuple[int, int], int]

    def members(self, kind: Kind) -> tuple[str, ...]:
        """Ids of a set kind, in index order."""
        if kind.base == "enum":
            return self.enums[kind.detail]
        return {"actor": self.actors, "side": self.sides, "region": self.regions}[kind.base]

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        table = {
            ("actor", ""): self.actors,
            ("side", ""): self.sides,
            ("region", ""): self.regions,
        } | {("enum", name): members for name, members in self.enums.items()}
        return {key: {member: i for i, member in enumerate(members)} for key, members in table.items()}

    def index(self, kind: Kind, member: str) -> int:
        """Index of a member; KeyError if there is none."""
        return self._index[kind.base, kind.detail if kind.base == "enum" else ""][member]

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """Region index -> indexes of the regions linked to it, ascending."""
        return tuple(tuple(sorted(b for a, b in self.links if a == region)) for region in range(len(self.regions)))


@attrs.frozen
class Column:
    """One variable as cells `offset … offset + size - 1`.

    Attributes:
        over: kinds of its indexes; shape: their sizes.
        low, high: bounds in cell units, None where open.
        step: cell units of the least difference kept (1; for decimals 10^(6 - places)).
        stock: a resource that only `cost` and `move` lower.
        start: declared start in cell units (what a team guesses), never the scenario's.
    """

    id: str
    over: tuple[Kind, ...]
    shape: tuple[int, ...]
    kind: Kind
    low: int | None
    high: int | None
    step: int
    offset: int
    start: int
    stock: bool = False
    timer: bool = False
    on_conflict: str = "nobody"

    @property
    def size(self) -> int:
        size = 1
        for n in self.shape:
            size *= n
        return size


def half_even(n: int, d: int) -> int:
    """n / d to the nearest integer, halves to even; d > 0."""
    q, r = divmod(n, d)
    return q + (r * 2 > d or (r * 2 == d and q % 2 == 1))


@attrs.frozen
class Layout:
    """Every column, and the way from names to cells and back."""

    universe: Universe
    columns: Mapping[str, Column]
    size: int

    def cell(self, variable: str, *indexes: int) -> int:
        """Cell number of a variable's member."""
        column = self.columns[variable]
        place = 0
        for n, i in zip(column.shape, indexes, strict=True):
            place = place * n + i
        return column.offset + place

    @cached_property
    def column_of(self) -> tuple[Column, ...]:
        """Cell number -> its column."""
        found: list[Column] = []
        for column in sorted(self.columns.values(), key=lambda c: c.offset):
            found.extend([column] * column.size)
        return tuple(found)

    def members_of(self, cell: int) -> tuple[int, ...]:
        """Indexes of a cell in its column."""
        column = self.column_of[cell]
        place, indexes = cell - column.offset, []
        for n in reversed(column.shape):
            place, i = divmod(place, n)
            indexes.append(i)
        return tuple(reversed(indexes))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Cell number -> name: `escalation`, `funds[anna]`, `strength[anna,north]`."""
        found = []
        for cell in range(self.size):
            column = self.column_of[cell]
            ids = [self.universe.members(kind)[i] for kind, i in zip(column.over, self.members_of(cell), strict=True)]
            found.append(f"{column.id}[{','.join(ids)}]" if ids else column.id)
        return tuple(found)

    @cached_property
    def by_name(self) -> Mapping[str, int]:
        """Name -> cell number."""
        return {name: cell for cell, name in enumerate(self.names)}

    def outward(self, cell: int, value: int) -> int | str | bool | None:
        """A cell's value as a log or view shows it: ids, null for nobody, true/false; decimals stay millionths."""
        return outward(self.universe, self.column_of[cell].kind, value)

    def inward(self, cell: int, value: object) -> int:
        """The reverse of `outward`. Raises ValueError or KeyError on a value that the cell cannot hold."""
        return inward(self.universe, self.column_of[cell].kind, value)

    def settle(self, cell: int, value: int) -> int:
        """A sum as the cell keeps it: rounded half to even to its places, then clamped to its range."""
        column = self.column_of[cell]
        if column.step > 1:
            value = half_even(value, column.step) * column.step
        if column.low is not None and value < column.low:
            return column.low
        if column.high is not None and value > column.high:
            return column.high
        return value


def outward(universe: Universe, kind: Kind, value: int) -> int | str | bool | None:
    """A value of `kind` for a log, view or message. Sets of members come as a comma-joined string of ids."""
    if kind.many:
        return ",".join(m for i, m in enumerate(universe.members(kind)) if value >> i & 1)
    if kind.is_number:
        return value
    if kind.base == "flag":
        return bool(value)
    return None if value == NOBODY else universe.members(kind)[value]


def inward(universe: Universe, kind: Kind, value: object) -> int:
    """The reverse of `outward`; ValueError or KeyError for anything that is not a value of `kind`."""
    if kind.many:
        if not isinstance(value, str):
            raise ValueError(f"expected ids joined by commas, found {value!r}")
        return sum({1 << universe.index(kind, member) for member in value.split(",") if member})
    if kind.base == "flag":
        if type(value) is not bool:
            raise ValueError(f"expected true or false, found {value!r}")
        return int(value)
    if kind.is_number:
        if type(value) is not int or not -LARGEST <= value <= LARGEST:
            raise ValueError(f"expected a whole number, found {value!r}")
        return value
    if value is None and kind.optional:
        return NOBODY
    if type(value) is not str:
        raise ValueError(f"expected an id, found {value!r}")
    return universe.index(kind, value)
