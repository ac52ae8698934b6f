"""Columns: where every variable and property lies, its type, range and declared start.

| preset | over | type | range | written by |
|---|---|---|---|---|
| resource | actor | whole | from 0 | `+=`, cost, move: a stock |
| track | – | whole | 0 to 10 | anything |
| strength | actor, region | whole | from 0 | anything |
| relation | actor, actor | whole | -5 to 5 | anything |
| control | region | side? | – | anything |
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from wargame.model.definition import Definition, Property, Variable
from wargame.model.layout import LARGEST, NOBODY, Column, Kind, Universe, inward
from wargame.rules.build_faults import Faults
from wargame.rules.build_universe import enum_of, millionths
from wargame.rules.compiled import Path

PRESETS: Mapping[str, tuple[tuple[str, ...], str, tuple[int, ...]]] = {
    "resource": (("actor",), "whole", (0,)),
    "track": ((), "whole", (0, 10)),
    "strength": (("actor", "region"), "whole", (0,)),
    "relation": (("actor", "actor"), "whole", (-5, 5)),
    "control": (("region",), "side?", ()),
}
BASES = {
    "whole": "whole",
    "decimal": "dec",
    "flag": "flag",
    "enum": "enum",
    "actor": "actor",
    "side": "side",
    "region": "region",
}


@attrs.frozen
class Spec:
    """A variable or property with its preset applied, still in the file's words."""

    id: str
    path: Path
    over: tuple[str, ...]
    type: str
    values: tuple[str, ...]
    range: tuple[Any, ...]
    places: int
    start: Any
    stock: bool
    timer: bool
    on_conflict: str


def specs(definition: Definition, faults: Faults) -> tuple[dict[str, Spec], dict[str, Spec]]:
    """(variables, properties) by id, sorted; properties with one `income_x` for each resource x."""
    variables = {name: _variable(name, definition.variables[name], faults) for name in sorted(definition.variables)}
    properties = {name: _property(name, entry) for name, entry in definition.properties.items()}
    for name, spec in variables.items():
        if spec.stock and spec.over == ("actor",):
            income = attrs.evolve(spec, id=f"income_{name}", range=(), start=None, stock=False, timer=False)
            properties[income.id] = income
    return variables, dict(sorted(properties.items()))


def make_columns(
    entries: Mapping[str, Spec], universe: Universe, definition: Definition, faults: Faults
) -> dict[str, Column]:
    """One column after the other, by id; computed variables have none."""
    offset, found = 0, {}
    for name, spec in entries.items():
        if name in definition.variables and definition.variables[name].value:
            continue
        column = _column(spec, universe, offset, faults)
        if column is not None:
            found[name] = column
            offset += column.size
    return found


def kind_of(spec: Spec, universe: Universe, faults: Faults) -> Kind | None:
    """The kind of a variable's values; None after a fault."""
    word, optional = spec.type.removesuffix("?"), spec.type.endswith("?")
    if word not in BASES:
        faults.unknown((*spec.path, "type"), "type", spec.type, BASES)
        return None
    if optional and word in ("whole", "decimal", "flag"):
        faults.add((*spec.path, "type"), f"a {word} cannot be nobody", "leave out the question mark")
        return None
    detail = (enum_of(universe.enums, spec.values) or spec.id) if word == "enum" else ""
    return Kind(BASES[word], detail, optional)


def over_of(spec: Spec, faults: Faults) -> tuple[Kind, ...] | None:
    """The kinds of a variable's indexes; None after a fault."""
    for i, word in enumerate(spec.over):
        if word not in ("actor", "side", "region"):
            faults.unknown((*spec.path, "over", i), "set", word, ("actor", "side", "region"))
            return None
    if len(spec.over) > 3:
        faults.add((*spec.path, "over"), "a variable has at most three indexes")
        return None
    return tuple(Kind(word) for word in spec.over)


def cell_value(universe: Universe, kind: Kind, value: Any) -> int:
    """A value of a file in cell units. Raises ValueError with what was expected."""
    if kind.base == "dec":
        scaled = millionths(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        if scaled is None or abs(scaled) > LARGEST:
            raise ValueError(f"expected a number with at most six places, found {value!r}")
        return scaled
    if kind.optional and value == "nobody":
        return NOBODY
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    try:
        return inward(universe, kind, value)
    except KeyError:
        raise ValueError(f"unknown {kind.base if kind.base != 'enum' else 'value'} {value!r}") from None


def _variable(name: str, entry: Variable, faults: Faults) -> Spec:
    path: Path = ("variables", name)
    over, word, preset_range = PRESETS.get(entry.preset, ((), "whole", ()))
    if entry.preset and entry.preset not in PRESETS:
        faults.unknown((*path, "preset"), "preset", entry.preset, PRESETS)
    if entry.on_conflict not in ("nobody", "highest", "question"):
        faults.unknown((*path, "on_conflict"), "choice", entry.on_conflict, ("nobody", "highest", "question"))
    places = 1 if entry.places is None else entry.places
    if not 0 <= places <= 6:
        faults.add((*path, "places"), "a decimal keeps 0 to 6 places")
        places = 6
    if entry.value and (entry.timer or entry.start is not None or entry.range):
        faults.add((*path, "value"), "a computed variable has no start, range or timer")
    span: tuple[Any, ...] = entry.range or preset_range or ((0,) if entry.timer else ())
    return Spec(
        id=name,
        path=path,
        over=over if entry.over is None else entry.over,
        type=entry.type or word,
        values=entry.values,
        range=span,
        places=places,
        start=entry.start,
        stock=entry.preset == "resource",
        timer=entry.timer,
        on_conflict=entry.on_conflict,
    )


def _property(name: str, entry: Property) -> Spec:
    start = None if isinstance(entry.start, Mapping) else entry.start
    return Spec(name, ("properties", name), entry.over, entry.type, entry.values, (), 6, start, False, False, "nobody")


def _column(spec: Spec, universe: Universe, offset: int, faults: Faults) -> Column | None:
    kind, over = kind_of(spec, universe, faults), over_of(spec, faults)
    if kind is None or over is None:
        return None
    if spec.timer and kind.base != "whole":
        faults.add((*spec.path, "timer"), "a timer is a whole number of turns")
    low, high = _bounds(spec, universe, kind, faults)
    return Column(
        id=spec.id,
        over=over,
        shape=tuple(len(universe.members(k)) for k in over),
        kind=kind,
        low=low,
        high=high,
        step=10 ** (6 - spec.places) if kind.base == "dec" else 1,
        offset=offset,
        start=_declared(spec, universe, kind, low, high, faults),
        stock=spec.stock,
        timer=spec.timer,
        on_conflict=spec.on_conflict,
    )


def _bounds(spec: Spec, universe: Universe, kind: Kind, faults: Faults) -> tuple[int | None, int | None]:
    if kind.base == "flag":
        return 0, 1
    if not spec.range:
        return None, None
    if not kind.is_number or len(spec.range) > 2:
        faults.add((*spec.path, "range"), "a range is the least and the greatest of a number")
        return None, None
    found: list[int | None] = []
    for i, bound in enumerate(spec.range):
        try:
            found.append(cell_value(universe, kind, bound))
        except ValueError as error:
            faults.add((*spec.path, "range", i), str(error))
            return None, None
    low, high = [*found, None][:2]
    if low is not None and high is not None and low > high:
        faults.add((*spec.path, "range"), "the least is above the greatest")
    return low, high


def _declared(spec: Spec, universe: Universe, kind: Kind, low: int | None, high: int | None, faults: Faults) -> int:
    if spec.start is not None:
        try:
            value = cell_value(universe, kind, spec.start)
        except ValueError as error:
            faults.add((*spec.path, "start"), str(error))
            return 0
        if (low is not None and value < low) or (high is not None and value > high):
            faults.add((*spec.path, "start"), "the start lies outside the range")
        if value % (10 ** (6 - spec.places)) and kind.base == "dec":
            faults.add((*spec.path, "start"), f"the start has more than {spec.places} places")
        return value
    if kind.is_number or kind.base == "flag":
        least = max(0, 0 if low is None else low)
        return least if high is None else min(least, high)
    if kind.optional:
        return NOBODY
    return universe.index(kind, spec.values[0]) if kind.base == "enum" and spec.values else 0
