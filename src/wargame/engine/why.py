"""Why this number: the derivation of a front, a computed variable, a cell or an aim, on what the team knows."""

from __future__ import annotations

import re
from typing import Any

import attrs

from wargame.engine.quote import desk_of
from wargame.engine.quote_desk import Desk
from wargame.engine.sheet import shown
from wargame.engine.view_words import decimal
from wargame.errors import FormulaFailed
from wargame.model.definition import Variable
from wargame.model.layout import MILLION, Kind
from wargame.model.quote import Working
from wargame.model.state import ESTIMATED, LAST_KNOWN, SEEN, State
from wargame.rules.compiled import Expression
from wargame.rules.game import Game

NAME = re.compile(r"(\w+)(?:\[([\w,]*)\])?\Z")
STATUS = {SEEN: "We see it now.", LAST_KNOWN: "Last seen in turn {since}.", ESTIMATED: "An estimate: we do not see it."}


@attrs.frozen
class Explanation:
    """A derivation: the title of what is explained, lines of working, and the rule's text."""

    title: str
    lines: tuple[Working, ...]
    text: str


def why(game: Game, state: State, team: str, cell: str) -> Explanation:
    """Where a number comes from, as far as the team knows.

    Args:
        cell: a cell's or computed variable's name ("men[coast]"), or "front:REGION".

    An unknown name, or one that seats may not know of, is explained as nothing known.
    """
    desk = desk_of(game, state, team)
    if cell.startswith("front:"):
        return _front(desk, cell.removeprefix("front:"))
    match = NAME.match(cell)
    variable, members = (match[1], tuple(filter(None, (match[2] or "").split(",")))) if match else ("", ())
    entry = game.board.definition.variables.get(variable)
    if entry is None or not shown(game, variable):
        return _nothing()
    if variable in game.computed:
        return _computed(desk, variable, entry, members)
    found = game.board.layout.by_name.get(cell)
    return _nothing() if found is None else _cell(desk, found, entry)


def _nothing() -> Explanation:
    return Explanation("Nothing known", (), "Nothing is known of this.")


def _front(desk: Desk, region: str) -> Explanation:
    """The need of a region line by line, from the mechanic that works it out."""
    universe, mechanic = desk.game.board.universe, desk.game.fronts
    if mechanic is None or region not in universe.regions:
        return _nothing()
    index = universe.regions.index(region)
    title = desk.words.member(Kind("region"), index)
    lines = tuple(Working(say, points) for say, points in mechanic.explain(desk.cells, desk.moment, index))
    front = mechanic.front(desk.cells, desk.moment, index)
    if front is None:
        return Explanation(title, lines, "Nobody holds it with men.")
    side, stretch = front
    text = (
        f"{desk.words.member(Kind('side'), side)}: {stretch.men} men, need {stretch.need}: "
        f"{stretch.pinned} pinned, {stretch.free} free, {stretch.short} short."
    )
    return Explanation(title, lines, text)


def _cell(desk: Desk, cell: int, entry: Variable) -> Explanation:
    """A cell that play changes: its value, how it is known, its band."""
    column = desk.game.board.layout.column_of[cell]
    value, status = desk.known.values[cell], desk.known.status[cell]
    how = STATUS.get(status, "Nobody has told us: what the rules give at first.")
    text = [entry.says, _band(entry, column.kind, value), how.format(since=desk.known.since[cell])]
    scaled = value if column.kind.base == "dec" else value * MILLION
    lines = (Working("Value", scaled),) if column.kind.is_number else ()
    return Explanation(f"{desk.words.cell(cell)}: {desk.words.cell_value(cell, value)}", lines, _joined(text))


def _computed(desk: Desk, variable: str, entry: Variable, members: tuple[str, ...]) -> Explanation:
    """A computed variable: its value, and the values of what its formula reads for these members."""
    universe, formula = desk.game.board.universe, desk.game.computed[variable]
    kinds = [Kind(word) for word in entry.over or ()]
    try:
        indexes = tuple(universe.index(kind, member) for kind, member in zip(kinds, members, strict=True))
        value = formula.call(desk.cells, desk.moment, *indexes)
    except (KeyError, ValueError):
        return _nothing()
    except FormulaFailed:
        return Explanation(desk.words.variable(variable), (), "This cannot be said on what we know.")
    names = ", ".join(desk.words.member(kind, i) for kind, i in zip(kinds, indexes, strict=True))
    title = desk.words.variable(variable) + (f": {names}" if names else "")
    title = f"{title}: {desk.words.value(formula.kind, value)}"
    text = _joined([entry.says, _band(entry, formula.kind, value), f"Rule: {formula.text}"])
    return Explanation(title, _reads(desk, formula, indexes), text)


def _reads(desk: Desk, formula: Expression, indexes: tuple[int, ...], most: int = 12) -> tuple[Working, ...]:
    """The numbers that a formula reads and that are not nothing, at most `most`; open where they are not seen."""
    layout = desk.game.board.layout
    lines = []
    for cell in sorted(formula.footprint(desk.moment, *indexes)):
        kind, value = layout.column_of[cell].kind, desk.known.values[cell]
        if not kind.is_number or not value or not shown(desk.game, layout.column_of[cell].id):
            continue
        scaled = value if kind.base == "dec" else value * MILLION
        lines.append(Working(desk.words.cell(cell), scaled, desk.known.status[cell] != SEEN))
    return tuple(lines[:most])


def _band(entry: Variable, kind: Kind, value: int) -> str:
    """The band that a number lies in, with its text."""
    if not kind.is_number:
        return ""
    scale = MILLION if kind.base == "dec" else 1
    lying = [band for band in entry.bands.values() if value >= band.start * scale]
    if not lying:
        return ""
    band = max(lying, key=lambda one: one.start)
    return f"{band.title} (from {decimal(int(band.start * MILLION))}): {band.text}" if band.text else f"{band.title}."


def _joined(parts: list[Any]) -> str:
    return " ".join(part for part in parts if part)
