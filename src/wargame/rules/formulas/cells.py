"""Variables and properties: which cell a name with indexes means."""

from __future__ import annotations

import ast

import attrs

from wargame.model.layout import LARGEST, Column, Kind
from wargame.rules.board import PropertyTable
from wargame.rules.formulas.context import Context
from wargame.rules.formulas.prints import CallPrint, CellPrint, Index, RangePrint
from wargame.rules.formulas.values import Parts, Value, broken, constant, together


@attrs.frozen
class Place:
    """A cell (or a property's value): emitted number, the number if known, and what the indexes read."""

    code: str
    number: int | None
    indexes: tuple[Index, ...]
    parts: Parts


def read(
    ctx: Context, node: ast.Name, name: str, indexes: tuple[ast.expr, ...], whole: ast.expr | None = None
) -> Value:
    """The value of a variable, property or computed variable at its indexes."""
    board, names = ctx.names.board, ctx.names
    if name in names.computed:
        return _computed(ctx, node, name, indexes, whole or node)
    if name in board.layout.columns:
        column = board.layout.columns[name]
        place = locate(ctx, name, column, indexes, whole or node)
        return broken() if place is None else _cell(ctx, column, place)
    if name in board.properties:
        table = board.properties[name]
        place = locate(ctx, name, table, indexes, whole or node)
        return broken() if place is None else _property(table, place)
    if name in names.callable_names:
        return ctx.fault(node, f'"{name}" takes round brackets', f"write {name}(…)")
    if name in names.sayable or name in ctx.scope:
        return ctx.fault(node, f'"{name}" has no members', "write it without [ ]")
    return ctx.unknown(node, "variable", name, {*board.layout.columns, *board.properties, *names.computed})


def locate(
    ctx: Context, name: str, table: Column | PropertyTable, indexes: tuple[ast.expr, ...], node: ast.expr
) -> Place | None:
    """Where a variable's or property's value lies; None if a mistake was told."""
    values = _indexes(ctx, name, table.over, indexes, node)
    if values is None:
        return None
    strides, step = [], 1
    for size in reversed(table.shape):
        strides.append(step)
        step *= size
    offset = table.offset if isinstance(table, Column) else 0
    terms, fixed, prints = [], offset, []
    for value, stride, size in zip(values, reversed(strides), table.shape, strict=True):
        prints.append((value.code if value.plain else "", stride, size))
        if value.constant is not None:
            fixed += value.number() * stride
        else:
            terms.append(value.code if stride == 1 else f"{value.code} * {stride}")
    if fixed or not terms:
        terms.insert(0, str(fixed))
    return Place(
        " + ".join(terms), None if len(terms) > 1 or not terms[0].isdigit() else fixed, tuple(prints), together(values)
    )


def _indexes(
    ctx: Context, name: str, over: tuple[Kind, ...], indexes: tuple[ast.expr, ...], node: ast.expr
) -> list[Value] | None:
    if len(indexes) != len(over):
        shape = f"{name}[{', '.join(kind.base for kind in over)}]" if over else name
        ctx.fault(node, f'"{name}" has {len(over) or "no"} index{"es" if len(over) > 1 else ""}', f"write {shape}")
        return None
    values = [ctx.value(index, kind) for index, kind in zip(indexes, over, strict=True)]
    return None if any(value.broken for value in values) else values


def _cell(ctx: Context, column: Column, place: Place) -> Value:
    if not ctx.starting:
        ctx.fresh.add(column.id)
    low, high = bounds(column)
    return Value(
        column.kind,
        f"{ctx.state}[{place.code}]",
        low,
        high,
        None,
        place.parts.reads | {column.id},
        False,
        (*place.parts.prints, CellPrint(column.offset, place.indexes)),
        place.parts.work,
    )


def bounds(column: Column) -> tuple[int, int]:
    """What a variable's value lies between, in cell units."""
    if column.kind.base == "flag":
        return 0, 1
    return (
        -LARGEST if column.low is None else column.low,
        LARGEST if column.high is None else column.high,
    )


def _property(table: PropertyTable, place: Place) -> Value:
    if place.number is not None:
        return attrs.evolve(constant(table.kind, table.values[place.number]), prints=place.parts.prints)
    low, high = (min(table.values), max(table.values)) if table.values else (0, 0)
    parts = place.parts
    return Value(
        table.kind, f"p_{table.id}[{place.code}]", low, high, None, parts.reads, parts.plain, parts.prints, parts.work
    )


def _computed(ctx: Context, node: ast.Name, name: str, indexes: tuple[ast.expr, ...], whole: ast.expr) -> Value:
    over, kind = ctx.names.computed[name]
    values = _indexes(ctx, name, over, indexes, whole)
    if values is None:
        return broken()
    parts = together(values)
    ready = ctx.names.ready.get(name)
    reads = parts.reads | (ready.reads if ready else frozenset())
    if not ctx.starting:
        ctx.fresh |= ready.reads if ready else frozenset()
    prints = tuple(
        (value.code if value.plain else "", 1, size) for value, size in zip(values, _sizes(ctx, over), strict=True)
    )
    code = f"c_{name}({', '.join([ctx.state, 'x', *(value.code for value in values)])})"
    work = parts.work + (ready.work if ready else 0)
    return Value(
        kind, code, reads=reads, plain=False, prints=(*parts.prints, CallPrint(f"f_{name}", prints)), work=work
    )


def _sizes(ctx: Context, over: tuple[Kind, ...]) -> list[int]:
    return [len(ctx.names.board.universe.members(kind)) for kind in over]


def ranges(ctx: Context, variables: frozenset[str] | tuple[str, ...]) -> RangePrint:
    """Whole variables, as a query declares them."""
    columns = ctx.names.board.layout.columns
    return RangePrint(tuple((columns[name].offset, columns[name].size) for name in variables if name in columns))
