"""The board: a definition's sets, cells, properties and numbers, resolved and numbered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import attrs

from wargame.model.definition import Definition
from wargame.model.layout import DEC, WHOLE, Kind, Layout, Universe
from wargame.rules.build_columns import make_columns, specs
from wargame.rules.build_faults import Faults
from wargame.rules.build_start import Start
from wargame.rules.build_universe import make_universe, millionths
from wargame.rules.compiled import Fault, Path


@attrs.frozen
class PropertyTable:
    """A property's values in cell units, laid out like a column from 0."""

    id: str
    over: tuple[Kind, ...]
    shape: tuple[int, ...]
    kind: Kind
    values: tuple[int, ...]


@attrs.frozen
class Named:
    """A number that formulas can name: a parameter or an assumption, in cell units."""

    kind: Kind
    value: int


@attrs.frozen
class Board:
    """Everything that formulas and mechanics are bound to.

    Attributes:
        numbers: parameter or assumption id -> number (an integer literal is whole, any other dec).
        start: start value of every cell (before aims are drawn).
    """

    definition: Definition
    universe: Universe
    layout: Layout
    properties: Mapping[str, PropertyTable]
    numbers: Mapping[str, Named]
    start: tuple[int, ...]


def make_board(definition: Definition) -> tuple[Board, tuple[Fault, ...]]:
    """The board of a definition and everything wrong with it. With faults the board is for further checks only."""
    faults = Faults()
    universe = make_universe(definition, faults)
    variables, properties = specs(definition, faults)
    columns = make_columns(variables, universe, definition, faults)
    tables = make_columns(properties, universe, definition, faults)
    start = Start(definition, universe, columns, tables)
    start.fill(faults)
    board = Board(
        definition=definition,
        universe=universe,
        layout=Layout(universe, columns, sum(column.size for column in columns.values())),
        properties={
            name: PropertyTable(name, column.over, column.shape, column.kind, tuple(start.values[name]))
            for name, column in tables.items()
        },
        numbers=_numbers(definition, faults),
        start=tuple(value for name in columns for value in start.values[name]),
    )
    return board, tuple(faults.found)


def _numbers(definition: Definition, faults: Faults) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for name, assumption in definition.assumptions.items():
        path: Path = ("assumptions", name)
        found[name] = _number(assumption.value, (*path, "value"), faults)
        for i, bound in enumerate(assumption.range):
            _number(bound, (*path, "range", i), faults)
    for name, parameter in definition.parameters.items():
        path = ("parameters", name, "value")
        if not isinstance(parameter.value, str):
            found[name] = _number(parameter.value, path, faults)
        elif parameter.value in definition.assumptions:
            found[name] = found[parameter.value]
        else:
            faults.unknown(path, "assumption", parameter.value, definition.assumptions)
            found[name] = Named(WHOLE, 0)
    return found


def _number(value: int | Decimal, path: Path, faults: Faults) -> Named:
    if isinstance(value, int):
        return Named(WHOLE, value)
    scaled = millionths(value)
    if scaled is None:
        faults.add(path, f"{value} has more than six places")
    return Named(DEC, scaled or 0)
