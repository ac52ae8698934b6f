"""The board: a definition's sets, cells, properties and numbers, resolved and numbered."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.definition import Definition
from wargame.model.layout import Kind, Layout, Universe


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
