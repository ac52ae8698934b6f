"""The write log of one program: what it asked for, raw, never clamped (machine: worked examples 1-11).

`s` is the program's own copy of the cells where it reads what it writes; the methods ending in `_seen` keep that
copy as the program would read it: the phase's start (or its own `=`), plus its own sums and moves, rounded, clamped.
"""

from __future__ import annotations

from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.layout import LARGEST, Layout


class Writes:
    """What a program asked for.

    Attributes:
        sets: cell -> value; adds: cell -> sum; moves: (from, to, n); enters: (contest, place).
        tabled, ended: agreements that a mechanic lays on the table, or ends.
    """

    __slots__ = ("adds", "ended", "enters", "layout", "moves", "sets", "start", "tabled")

    def __init__(self, layout: Layout, start: Any = None) -> None:
        self.layout = layout
        self.start = start
        self.sets: dict[int, int] = {}
        self.adds: dict[int, int] = {}
        self.moves: list[tuple[int, int, int]] = []
        self.enters: dict[tuple[str, int], None] = {}
        self.tabled: list[tuple[Any, ...]] = []
        self.ended: list[tuple[Any, ...]] = []

    def set(self, cell: int, value: int) -> None:
        """`=`: drops the program's own sums to the cell before it."""
        if not -LARGEST <= value <= LARGEST:
            raise FormulaFailed("a number beyond 2^53")
        self.sets[cell] = value
        self.adds.pop(cell, None)

    def add(self, cell: int, n: int) -> None:
        """`+=` and `-=`: summed with everybody's at the end of the phase."""
        total = self.adds.get(cell, 0) + n
        if not -LARGEST <= total <= LARGEST:
            raise FormulaFailed("a number beyond 2^53")
        self.adds[cell] = total

    def move(self, source: int, target: int, n: int) -> None:
        """`move(cell, cell, n)`: n in cell units, not below 0; 0 moves nothing."""
        if n < 0:
            raise FormulaFailed("a move of less than nothing")
        if n and source != target:
            self.moves.append((source, target, n))

    def enter(self, contest: str, place: int) -> None:
        """Takes part in the contest at a place; twice counts once."""
        self.enters[contest, place] = None

    def seen(self, s: list[int], cell: int) -> None:
        """Refreshes the own copy of one cell after a write."""
        value = self.sets.get(cell, self.start[cell]) + self.adds.get(cell, 0)
        for source, target, n in self.moves:
            if source == cell:
                value -= n
            if target == cell:
                value += n
        s[cell] = self.layout.settle(cell, value)

    def own(self, s: Any) -> list[int]:
        """The program's own copy of the cells, for a program that reads what it writes."""
        self.start = s
        return list(s)

    def refresh(self, s: list[int]) -> None:
        """Refreshes the own copy of every cell written so far (after a procedure)."""
        moved = {cell for source, target, _ in self.moves for cell in (source, target)}
        for cell in self.sets.keys() | self.adds.keys() | moved:
            self.seen(s, cell)
