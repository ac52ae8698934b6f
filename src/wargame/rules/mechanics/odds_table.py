"""The printed odds table of a battle: columns by ratio, rows by total of die, column and shifts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs

from wargame.model.layout import MILLION
from wargame.rules.board import Board
from wargame.rules.build_universe import millionths
from wargame.rules.registry import Settings

COLUMNS = ("0.5", "0.75", "1", "1.5", "2", "3")
DEFAULT: Mapping[str, Mapping[str, Any]] = {
    "repulsed": {"to": 3, "title": "Repulsed", "tone": "bad", "attacker": 2},
    "bloodied": {"to": 5, "title": "Bloodied", "tone": "bad", "attacker": 1},
    "grind": {"to": 6, "title": "Grind", "tone": "even", "attacker": 1, "defender": 1},
    "advance": {"to": 8, "title": "Advance", "tone": "good", "attacker": 1, "defender": 1, "depth": 1},
    "breakthrough": {
        "to": 10,
        "title": "Breakthrough",
        "tone": "good",
        "attacker": 1,
        "defender": 2,
        "depth": 2,
        "falls": True,
    },
    "rout": {"title": "Rout", "tone": "good", "defender": 3, "depth": 3, "falls": True},
}
"""The table of table.md, section 4, for a ruleset that prints none."""


@attrs.frozen
class Row:
    """One result: `to` the highest total that gives it (None: the rest), and what it costs each."""

    id: str
    to: int | None
    title: str
    tone: str
    attacker: int
    defender: int
    depth: int
    falls: bool


@attrs.frozen
class OddsTable:
    """Rows worst to best for the attacker, and the ratios (millionths) at which a further column begins."""

    rows: tuple[Row, ...]
    columns: tuple[int, ...]

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.columns)

    def column(self, men: int, defence: int) -> int:
        """How many ratios men : defence reaches (both in millionths)."""
        return sum(men * MILLION >= ratio * defence for ratio in self.columns) if men else 0

    def row(self, total: int) -> Row:
        """The result of a total."""
        return next((row for row in self.rows if row.to is None or total <= row.to), self.rows[-1])

    @classmethod
    def read(cls, board: Board, settings: Settings) -> OddsTable:
        """The table that the setting `table` names; LookupError if it cannot be used."""
        name = settings.get("table", "battle")
        settings.asked.update(("table", "columns"))
        tables = board.definition.tables
        if name not in tables and "table" in settings:
            raise LookupError(f"{settings.mechanic}: there is no table {name!r}")
        found = tables.get(name, {})
        columns = settings.get("columns", found.get("columns", [Decimal(ratio) for ratio in COLUMNS]))
        entries = {key: row for key, row in found.items() if isinstance(row, Mapping)} or DEFAULT
        rows = [_row(name, key, row) for key, row in entries.items()]
        rows.sort(key=lambda row: (row.to is None, row.to or 0))
        if any(a.to == b.to for a, b in pairwise(rows)):
            raise LookupError(f"tables.{name}: two results have the same `to`")
        return cls(tuple(rows), _ratios(name, columns))


def _row(table: str, name: str, entry: Mapping[str, Any]) -> Row:
    numbers = {key: entry.get(key, 0) for key in ("attacker", "defender", "depth")}
    to, tone = entry.get("to"), entry.get("tone", "even")
    if any(type(n) is not int or n < 0 for n in numbers.values()) or type(to) not in (int, type(None)):
        raise LookupError(f"tables.{table}.{name}: to, attacker, defender and depth are whole numbers")
    if tone not in ("bad", "even", "good"):
        raise LookupError(f"tables.{table}.{name}: tone is bad, even or good, not {tone!r}")
    unknown = set(entry) - {"to", "title", "tone", "attacker", "defender", "depth", "falls"}
    if unknown:
        raise LookupError(f"tables.{table}.{name}: unknown key {sorted(unknown)[0]!r}")
    title = str(entry.get("title", name.replace("_", " ").capitalize()))
    return Row(name, to, title, tone, **numbers, falls=bool(entry.get("falls", False)))


def _ratios(table: str, columns: Any) -> tuple[int, ...]:
    found = [millionths(ratio) for ratio in columns if isinstance(ratio, int | Decimal)]
    ratios = tuple(ratio for ratio in found if ratio is not None and ratio > 0)
    if len(ratios) != len(columns) or list(ratios) != sorted(set(ratios)):
        raise LookupError(f"tables.{table}: columns are ratios above 0, ascending")
    return ratios
