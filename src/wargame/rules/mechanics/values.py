"""What a mechanic's settings refer to: a variable, a property, a computed variable, a parameter or a plain number.

A mechanic asks for `value(settings, "garrison", default=0, over=(REGION,))` and gets something it can call on any
cells; whether the ruleset keeps it in a variable or works it out by a formula is the ruleset's business.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from wargame.errors import FormulaFailed
from wargame.model.layout import MILLION, Column, Kind
from wargame.rules.board import Board
from wargame.rules.build_columns import BASES, PRESETS
from wargame.rules.build_faults import suggest
from wargame.rules.build_universe import millionths
from wargame.rules.compiled import Moment
from wargame.rules.formulas.faults import FormulaErrors
from wargame.rules.formulas.syntax import parse_expression
from wargame.rules.registry import Settings


@attrs.frozen
class Value:
    """A thing that a setting refers to.

    Attributes:
        name: as the setting has it.
        whole: its values are whole numbers (else decimals in millionths, members or flags).
        reads: the variable it reads, computed ones by their own name; empty for properties and numbers.
        call: (s, x, *indexes) -> value in cell units.
        column: its cells, if it is a variable that can be written.
    """

    name: str
    whole: bool
    reads: tuple[str, ...]
    call: Callable[..., int]
    column: Column | None = None

    @property
    def scale(self) -> int:
        """Factor to millionths."""
        return MILLION if self.whole else 1

    def dec(self, s: Any, x: Moment, *indexes: int) -> int:
        """The value in millionths."""
        return self.call(s, x, *indexes) * self.scale


def value(
    settings: Settings, key: str, over: tuple[Kind, ...] = (), default: str | int | Decimal | None = None
) -> Value | None:
    """What setting `key` refers to; None if it is not set and has no default that the board knows.

    A default that is a name counts only if the board has it. Raises LookupError if the ruleset's own word is wrong.
    """
    said = settings.get(key)
    if said is None:
        settings.asked.add(key)
        if default is None or (isinstance(default, str) and not _has(settings.board, default)):
            return None
        said = default
    if isinstance(said, int | Decimal) and not isinstance(said, bool):
        return _number(settings, key, said)
    if not isinstance(said, str):
        raise LookupError(f"{settings.mechanic}: {key} is a name or a number, not {said!r}")
    return _named(settings, key, said, over)


def wanted(settings: Settings, key: str, over: tuple[Kind, ...], default: str | None = None) -> Value:
    """As `value`, for what a mechanic cannot do without."""
    found = value(settings, key, over, default)
    if found is None:
        hint = f" (it looked for {default!r})" if default else ""
        raise LookupError(f"{settings.mechanic}: needs the setting {key}{hint}")
    return found


def cells(settings: Settings, key: str, over: tuple[Kind, ...], default: str) -> tuple[Value, Column]:
    """As `wanted`, for a variable that the mechanic writes."""
    found = wanted(settings, key, over, default)
    if found.column is None:
        raise LookupError(f"{settings.mechanic}: {key} must be a variable that can be written, {found.name!r} is not")
    return found, found.column


def number(settings: Settings, key: str, default: int | Decimal) -> int:
    """A number in millionths: written out, or the name of a parameter or assumption."""
    found = value(settings, key, (), default)
    assert found is not None
    if found.reads:
        raise LookupError(f"{settings.mechanic}: {key} is a fixed number, {found.name!r} changes in play")
    return found.dec((), Moment(turn=0))


def choice(settings: Settings, key: str, values: tuple[str, ...]) -> str:
    """One of several words; the first is the default."""
    said = settings.get(key)
    settings.asked.add(key)
    if said is None:
        return values[0]
    if said not in values:
        raise LookupError(f"{settings.mechanic}: {key} is one of {', '.join(values)}, not {said!r}")
    return str(said)


def names_in(text: str) -> frozenset[str]:
    """Every name that a formula says; none if it cannot be read."""
    try:
        tree = parse_expression(text).tree
    except FormulaErrors:
        return frozenset()
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _has(board: Board, name: str) -> bool:
    return name in board.definition.variables or name in board.properties or name in board.numbers


def _number(settings: Settings, key: str, said: int | Decimal) -> Value:
    scaled = millionths(said)
    if scaled is None:
        raise LookupError(f"{settings.mechanic}: {key} = {said} has more than six places")
    return Value(str(said), False, (), lambda s, x, *_: scaled)


def _named(settings: Settings, key: str, name: str, over: tuple[Kind, ...]) -> Value:
    board = settings.board
    if name in board.numbers:
        found = board.numbers[name]
        return Value(name, found.kind.base == "whole", (), lambda s, x, *_: found.value)
    if name in board.properties:
        table = board.properties[name]
        _check_over(settings, key, name, tuple(k.base for k in table.over), over)
        return Value(name, table.kind.base == "whole", (), _from_table(table.values, table.shape))
    if name in board.layout.columns:
        column = board.layout.columns[name]
        _check_over(settings, key, name, tuple(k.base for k in column.over), over)
        return Value(name, column.kind.base == "whole", (name,), _from_cells(column), column)
    if name in board.definition.variables:
        entry = board.definition.variables[name]
        preset_over, preset_type, _ = PRESETS.get(entry.preset, ((), "whole", ()))
        _check_over(settings, key, name, preset_over if entry.over is None else entry.over, over)
        whole = BASES.get((entry.type or preset_type).rstrip("?")) == "whole"
        return Value(name, whole, (name,), _from_formula(settings.late.computed, name))
    known = {*board.definition.variables, *board.properties, *board.numbers}
    hint = suggest(name, known)
    raise LookupError(f"{settings.mechanic}: {key} names {name!r}, which is unknown{'; ' + hint if hint else ''}")


def _check_over(settings: Settings, key: str, name: str, has: tuple[str, ...], wants: tuple[Kind, ...]) -> None:
    if has != tuple(kind.base for kind in wants):
        shape = ", ".join(kind.base for kind in wants) or "nothing"
        raise LookupError(
            f"{settings.mechanic}: {key} must be over {shape}; {name!r} is over {', '.join(has) or 'nothing'}"
        )


def _from_table(values: tuple[int, ...], shape: tuple[int, ...]) -> Callable[..., int]:
    if not shape:
        return lambda s, x: values[0]
    if len(shape) == 1:
        return lambda s, x, i: values[i]

    def call(s: Any, x: Moment, *indexes: int) -> int:
        place = 0
        for n, i in zip(shape, indexes, strict=True):
            place = place * n + i
        return values[place]

    return call


def _from_cells(column: Column) -> Callable[..., int]:
    base, shape = column.offset, column.shape
    if not shape:
        return lambda s, x: s[base]
    if len(shape) == 1:
        return lambda s, x, i: s[base + i]
    if len(shape) == 2:
        width = shape[1]
        return lambda s, x, i, j: s[base + i * width + j]
    deep, width = shape[2], shape[1]
    return lambda s, x, i, j, k: s[base + (i * width + j) * deep + k]


def _from_formula(computed: Mapping[str, Any], name: str) -> Callable[..., int]:
    def call(s: Any, x: Moment, *indexes: int) -> int:
        formula = computed.get(name)
        if formula is None:
            raise FormulaFailed(f"{name} has no formula")
        return int(formula.call(s, x, *indexes))

    return call
