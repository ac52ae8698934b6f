"""Settling a step: the write logs of all its programs become one change of each cell (machine, section 2, step 7).

Simultaneous means it: `=` first, then moves out of what is there, then all sums, one rounding, one clamp.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.model.layout import Layout
from wargame.rules.writes import Writes

KEEP = "keep"
"""The answer to a conflict that leaves the cell as it is."""

Change = tuple[int, int, int]
"""Cell, old value, new value."""


@attrs.frozen
class Settled:
    """What a step comes to: changes by cell, and cells with unlike `=` that nobody has ruled on yet."""

    changes: tuple[Change, ...]
    conflicts: tuple[tuple[int, tuple[int, ...]], ...]


def settle(
    layout: Layout, cells: tuple[int, ...], logs: Iterable[Writes], answers: Mapping[int, int | None] | None = None
) -> Settled:
    """Settles the write logs of one step on the cells at its start. The order of the logs never matters.

    Args:
        answers: cell -> the value ruled for a conflict, None to leave the cell as it is.
    """
    sets: dict[int, int | set[int]] = {}
    adds: dict[int, int] = {}
    moves: list[tuple[int, int, int]] = []
    for log in logs:
        for cell, value in log.sets.items():
            _gather(sets, cell, value)
        for cell, n in log.adds.items():
            adds[cell] = adds.get(cell, 0) + n
        if log.moves:
            moves += log.moves
    values: dict[int, int] = {}
    conflicts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    if sets:
        values, conflicts = _decide(layout, cells, sets, answers or {})
    if moves:
        _move(layout, cells, values, adds, moves)
    for cell, n in adds.items():
        values[cell] = values.get(cell, cells[cell]) + n
    changes = []
    for cell in sorted(values):
        new = layout.settle(cell, values[cell])
        if new != cells[cell]:
            changes.append((cell, cells[cell], new))
    return Settled(tuple(changes), conflicts)


def _gather(sets: dict[int, int | set[int]], cell: int, value: int) -> None:
    """Notes one `=`; a set of values only where they differ."""
    there = sets.get(cell)
    if there is None:
        sets[cell] = value
    elif isinstance(there, set):
        there.add(value)
    elif there != value:
        sets[cell] = {there, value}


def _decide(
    layout: Layout, cells: tuple[int, ...], sets: Mapping[int, int | set[int]], answers: Mapping[int, int | None]
) -> tuple[dict[int, int], tuple[tuple[int, tuple[int, ...]], ...]]:
    """The value of each cell after all `=`, by the variable's `on_conflict` where they differ."""
    values: dict[int, int] = {}
    conflicts = []
    for cell in sorted(sets):
        asked = sets[cell]
        if isinstance(asked, int):
            values[cell] = asked
            continue
        rule = layout.column_of[cell].on_conflict
        if rule == "highest":
            values[cell] = max(asked)
        elif rule == "question":
            if cell not in answers:
                conflicts.append((cell, tuple(sorted(asked))))
            ruled = answers.get(cell)
            values[cell] = cells[cell] if ruled is None else ruled
        else:
            values[cell] = cells[cell]
    return values, tuple(conflicts)


def _move(
    layout: Layout,
    cells: tuple[int, ...],
    values: dict[int, int],
    adds: dict[int, int],
    moves: list[tuple[int, int, int]],
) -> None:
    """Adds what moves to the sums: of what is there, each gets its share, rounded down to the unit."""
    asked: dict[int, int] = {}
    for source, _, n in moves:
        asked[source] = asked.get(source, 0) + n
    for source, target, n in moves:
        column = layout.column_of[source]
        have = max(0, values.get(source, cells[source]) - (column.low or 0))
        gone = n if asked[source] <= have else n * have // asked[source] // column.step * column.step
        adds[source] = adds.get(source, 0) - gone
        adds[target] = adds.get(target, 0) + gone
