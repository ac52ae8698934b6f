"""Start values: what actors, regions and [start] of a file say about cells and properties.

An index left open is filled by the table that says it: in `[actors.a]` the first actor index is a, in
`[regions.r]` the region index is r. `[start]` leaves all open. Later wins: variables' own start, actors,
regions, `[start]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from wargame.model.definition import Definition
from wargame.model.layout import Column, Kind, Universe
from wargame.rules.build_columns import cell_value
from wargame.rules.build_faults import Faults
from wargame.rules.compiled import Path


class Start:
    """Writes start values into columns (variables) and tables (properties)."""

    def __init__(
        self, definition: Definition, universe: Universe, columns: Mapping[str, Column], tables: Mapping[str, Column]
    ) -> None:
        self.definition = definition
        self.universe = universe
        self.columns = columns
        self.tables = tables
        self.values = {
            name: [column.start] * column.size for group in (columns, tables) for name, column in group.items()
        }

    def fill(self, faults: Faults) -> None:
        """Takes every start value of the definition, reporting each that cannot be taken."""
        for name, entry in self.definition.properties.items():
            if isinstance(entry.start, Mapping):
                self._take(name, {}, entry.start, ("properties", name, "start"), faults)
        for name, actor in self.definition.actors.items():
            fixed = {"actor": self.universe.actors.index(name)}
            for key, value in actor.start.items():
                self._take(key, fixed, value, ("actors", name, "start", key), faults)
            for key, value in actor.income.items():
                path: Path = ("actors", name, "income", key)
                if f"income_{key}" not in self.tables:
                    faults.unknown(path, "resource", key, [c.id for c in self.columns.values() if c.stock])
                else:
                    self._take(f"income_{key}", fixed, value, path, faults)
        for name, region in self.definition.regions.items():
            fixed = {"region": self.universe.regions.index(name)}
            for key, value in region.values.items():
                self._take(key, fixed, value, ("regions", name, key), faults)
        for key, value in self.definition.start.items():
            self._take(key, {}, value, ("start", key), faults)

    def _take(self, name: str, fixed: Mapping[str, int], value: Any, path: Path, faults: Faults) -> None:
        column = self.columns.get(name) or self.tables.get(name)
        if column is None:
            computed = name in self.definition.variables
            if computed:
                faults.add(path, f"{name!r} is computed and cannot be set")
            else:
                faults.unknown(path, "variable or property", name, {*self.columns, *self.tables})
            return
        given: list[int | None] = [None] * len(column.over)
        for word, index in fixed.items():
            place = next((i for i, kind in enumerate(column.over) if kind.base == word), None)
            if place is None:
                faults.add(path, f"{name!r} is not over {word}", "set it in [start]")
                return
            given[place] = index
        for indexes, raw, at in self._spread(column, given, value, path, faults):
            try:
                found = cell_value(self.universe, column.kind, raw)
            except ValueError as error:
                faults.add(at, str(error))
                continue
            if (column.low is not None and found < column.low) or (column.high is not None and found > column.high):
                faults.add(at, f"{raw} lies outside the range of {name!r}")
            elif found % column.step:
                faults.add(at, f"{raw} has more places than {name!r} keeps")
            self.values[name][_place(column, indexes)] = found

    def _spread(
        self, column: Column, given: list[int | None], value: Any, path: Path, faults: Faults
    ) -> Iterator[tuple[tuple[int, ...], Any, Path]]:
        """Every cell that a value means: a table goes down one open index, anything else fills all that are open."""
        open_ = [i for i, index in enumerate(given) if index is None]
        if isinstance(value, Mapping):
            if not open_:
                faults.add(path, f"{column.id!r} takes one value here, not a table")
                return
            kind: Kind = column.over[open_[0]]
            for member, inner in value.items():
                try:
                    index = self.universe.index(kind, member)
                except KeyError:
                    faults.unknown((*path, member), kind.base, member, self.universe.members(kind))
                    continue
                deeper = [*given]
                deeper[open_[0]] = index
                yield from self._spread(column, deeper, inner, (*path, member), faults)
            return
        sizes = [range(n) if index is None else (index,) for n, index in zip(column.shape, given, strict=True)]
        for indexes in product(*sizes):
            yield indexes, value, path


def _place(column: Column, indexes: tuple[int, ...]) -> int:
    place = 0
    for n, i in zip(column.shape, indexes, strict=True):
        place = place * n + i
    return place
