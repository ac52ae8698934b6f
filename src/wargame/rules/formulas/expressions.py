"""The walk over an expression: checks every node and emits Python for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

import attrs

from wargame.errors import FormulaFailed
from wargame.model.layout import FLAG, MILLION, WHOLE, Kind
from wargame.rules.formulas import calls, cells, sets
from wargame.rules.formulas.context import Context
from wargame.rules.formulas.faults import did_you_mean
from wargame.rules.formulas.runtime import divide, times
from wargame.rules.formulas.values import (
    NOBODY_KIND,
    Value,
    broken,
    constant,
    limited,
    to_decimal,
    together,
    words,
)

DEC = Kind("dec")
_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Attribute: ("a dot cannot stand here", "write name[member]"),
    ast.Lambda: ("`lambda` cannot stand in a formula", ""),
    ast.NamedExpr: ("`:=` cannot stand in a formula", "write a line of its own: name = …"),
    ast.ListComp: ("a list cannot stand in a formula", "write sum(… for a in …) without [ ]"),
    ast.List: ("a list cannot stand in a formula", "write (a, b) with round brackets"),
    ast.Tuple: ("several values stand where one is needed", ""),
    ast.GeneratorExp: ("`for` cannot stand here", "write sum(…), any(…), all(…), min(…), max(…) or count(…) around it"),
    ast.Starred: ("`*` cannot stand here", ""),
}


def visit(ctx: Context, node: ast.expr, want: Kind | None) -> Value:
    """The value of a node. `want` helps to read bare ids; the caller fits the kind."""
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        return handler(ctx, node, want)
    message, hint = _REFUSED.get(type(node), ("this cannot stand in a formula", ""))
    return ctx.fault(node, message, hint)


def _literal(ctx: Context, node: ast.Constant, want: Kind | None) -> Value:
    if node.value is True or node.value is False:
        return ctx.fault(node, f"`{node.value}` means nothing in a formula", f"write {str(node.value).lower()}")
    if node.value is None:
        return ctx.fault(node, "`None` means nothing in a formula", "write nobody")
    text = ctx.parsed.source(node)
    found = _NUMBER.fullmatch(text)
    if not found:
        return ctx.fault(node, f"`{text[:20]}` is no number of this language", "write digits, and a point for decimals")
    whole, places = found[1], found[2]
    if places is not None and len(places) > 6:
        return ctx.fault(node, "a decimal number has six places at most", "")
    if len(whole) > 16:
        return ctx.fault(node, "a number beyond 2^53", "")
    kind = WHOLE if places is None else DEC
    n = int(whole) if places is None else int(whole) * MILLION + int(places.ljust(6, "0"))
    if n > 2**53:
        return ctx.fault(node, "a number beyond 2^53", "")
    return constant(kind, n)


def _name(ctx: Context, node: ast.Name, want: Kind | None) -> Value:
    name = node.id
    if name in ctx.scope:
        return ctx.scope[name]
    names, board = ctx.names, ctx.names.board
    if name in ("true", "false"):
        return constant(FLAG, int(name == "true"))
    if name == "nobody":
        return constant(NOBODY_KIND, -1)
    if name == "turn":
        return Value(WHOLE, "x.turn", 0, 1_000_000)
    if name == "turns":
        return constant(WHOLE, names.turns or board.definition.scenario.turns)
    if name in board.layout.columns or name in names.computed or name in board.properties:
        return cells.read(ctx, node, name, ())
    if name in board.numbers:
        number = board.numbers[name]
        return constant(number.kind, number.value)
    if name in names.members:
        meanings = names.members[name]
        if len(meanings) == 1:
            return constant(meanings[0][0], meanings[0][1])
        return Value(meanings[0][0], "0", meanings=meanings)
    return _unknown_name(ctx, node, name)


def _unknown_name(ctx: Context, node: ast.Name, name: str) -> Value:
    if name in ctx.names.callable_names:
        return ctx.fault(node, f'"{name}" needs brackets', f"write {name}(…)")
    if name in ctx.names.board.universe.sets or name in ("actors", "sides", "regions"):
        return ctx.fault(node, f'"{name}" is a set, not one value', f"write … in {name}, or for x in {name}")
    if name in ctx.halves:
        return ctx.fault(node, f'"{name}" has a value in one branch only', "give it one before the if or the loop")
    known = ctx.names.sayable | set(ctx.scope)
    return ctx.fault(node, f'unknown name "{name}"', did_you_mean(name, known))


def _subscript(ctx: Context, node: ast.Subscript, want: Kind | None) -> Value:
    if not isinstance(node.value, ast.Name):
        return ctx.fault(node.value, "only a variable or property has [ ]")
    indexes = tuple(node.slice.elts) if isinstance(node.slice, ast.Tuple) else (node.slice,)
    return cells.read(ctx, node.value, node.value.id, indexes, whole=node)


def _unary(ctx: Context, node: ast.UnaryOp, want: Kind | None) -> Value:
    if isinstance(node.op, ast.Not):
        value = ctx.value(node.operand, FLAG)
        if value.broken:
            return value
        if value.constant is not None:
            return constant(FLAG, 1 - value.number())
        return attrs.evolve(value, code=f"(not {value.code})")
    if not isinstance(node.op, ast.USub | ast.UAdd):
        return ctx.fault(node, "this sign cannot stand in a formula")
    value = _numeric(ctx, node.operand)
    if value.broken or isinstance(node.op, ast.UAdd):
        return value
    if value.constant is not None:
        return attrs.evolve(constant(value.kind, -value.number()), reads=value.reads, prints=value.prints)
    return attrs.evolve(value, code=f"(-{value.code})", low=-value.high, high=-value.low)


def _numeric(ctx: Context, node: ast.expr) -> Value:
    value = ctx.settled(node)
    if value.broken or (value.kind.is_number and not value.kind.many):
        return value
    hint = "write count(…), or 1 if … else 0" if value.kind.base == "flag" else ""
    return ctx.fault(node, f"a number is needed here, this is {words(value.kind)}", hint)


def _binary(ctx: Context, node: ast.BinOp, want: Kind | None) -> Value:
    a, b = _numeric(ctx, node.left), _numeric(ctx, node.right)
    if not isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        hint = "write a - floor(a / b) * b" if isinstance(node.op, ast.Mod) else ""
        return ctx.fault(node, "only + - * / calculate in a formula", hint)
    if a.broken or b.broken:
        return broken()
    if isinstance(node.op, ast.Mult):
        return _product(a, b)
    if isinstance(node.op, ast.Div):
        return _quotient(ctx, node, a, b)
    if DEC in (a.kind, b.kind):
        a, b = to_decimal(a), to_decimal(b)
    sign = "+" if isinstance(node.op, ast.Add) else "-"
    low, high = (a.low + b.low, a.high + b.high) if sign == "+" else (a.low - b.high, a.high - b.low)
    return _combined(a, b, a.kind, f"({a.code} {sign} {b.code})", low, high)


def _combined(a: Value, b: Value, kind: Kind, code: str, low: int, high: int) -> Value:
    """A number made of two; known at load if both are."""
    parts = together((a, b))
    value = Value(kind, code, reads=parts.reads, plain=parts.plain, prints=parts.prints, work=parts.work)
    if a.constant is not None and b.constant is not None and low == high and abs(low) <= 2**53:
        return attrs.evolve(constant(kind, low), reads=parts.reads, prints=parts.prints)
    return limited(value, low, high)


def _product(a: Value, b: Value) -> Value:
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = min(corners), max(corners)
    if a.kind == DEC and b.kind == DEC:
        if a.constant is not None and b.constant is not None:
            try:
                low = high = times(a.number(), b.number())
            except FormulaFailed:
                pass
            else:
                return _combined(a, b, DEC, "", low, high)
        value = _combined(a, b, DEC, f"_mul({a.code}, {b.code})", 0, 0)
        return attrs.evolve(value, low=_bound(low // MILLION), high=_bound(high // MILLION + 1), plain=False)
    return _combined(a, b, DEC if DEC in (a.kind, b.kind) else WHOLE, f"({a.code} * {b.code})", low, high)


def _quotient(ctx: Context, node: ast.BinOp, a: Value, b: Value) -> Value:
    scale = MILLION * (MILLION if b.kind == DEC and a.kind == WHOLE else 1)
    if a.kind == DEC and b.kind == WHOLE:
        scale = 1
    if b.constant == 0:
        return ctx.fault(node.right, "a division by zero")
    if a.constant is not None and b.constant is not None:
        try:
            n = divide(a.number() * scale, b.number())
        except FormulaFailed as error:
            return ctx.fault(node, str(error))
        return _combined(a, b, DEC, "", n, n)
    top = f"{a.code} * {scale}" if scale != 1 else a.code
    value = _combined(a, b, DEC, f"_div({top}, {b.code})", 0, 0)
    most = max(abs(a.low), abs(a.high)) * scale
    least = min(abs(b.low), abs(b.high)) if b.low > 0 or b.high < 0 else 1
    bound = _bound(most // least + 1)
    return attrs.evolve(value, low=-bound, high=bound, plain=False)


def _bound(n: int) -> int:
    return max(-(2**53), min(2**53, n))


def _bool(ctx: Context, node: ast.BoolOp, want: Kind | None) -> Value:
    values = [ctx.value(part, FLAG) for part in node.values]
    if any(value.broken for value in values):
        return broken()
    word = " and " if isinstance(node.op, ast.And) else " or "
    parts = together(values)
    code = "(" + word.join(value.code for value in values) + ")"
    known = None
    if all(value.constant is not None for value in values):
        combine = all if isinstance(node.op, ast.And) else any
        known = int(combine(value.constant for value in values))
        code = str(known)
    return Value(FLAG, code, 0, 1, known, parts.reads, parts.plain, parts.prints, parts.work)


def _conditional(ctx: Context, node: ast.IfExp, want: Kind | None) -> Value:
    test = ctx.value(node.test, FLAG)
    if want is not None:
        a, b = ctx.value(node.body, want), ctx.value(node.orelse, want)
    else:
        a, b = ctx.alike([node.body, node.orelse], lax=True)
    if test.broken or a.broken or b.broken:
        return broken()
    kind = a.kind
    if NOBODY_KIND in (a.kind, b.kind) or a.kind.optional != b.kind.optional:
        kind = attrs.evolve(b.kind if a.kind == NOBODY_KIND else a.kind, optional=True)
    parts = together((test, a, b))
    if test.constant is not None:
        chosen = a if test.constant else b
        return attrs.evolve(chosen, kind=kind, reads=parts.reads, prints=parts.prints)
    code = f"({a.code} if {test.code} else {b.code})"
    low, high = min(a.low, b.low), max(a.high, b.high)
    return Value(kind, code, low, high, None, parts.reads, parts.plain, parts.prints, parts.work)


def _compare(ctx: Context, node: ast.Compare, want: Kind | None) -> Value:
    if any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
        return sets.contains(ctx, node)
    for op in node.ops:
        if type(op) not in _SIGNS:
            return ctx.fault(node, "`is` cannot stand in a formula", "write ==")
    values = ctx.alike([node.left, *node.comparators], exact=True)
    if any(value.broken for value in values):
        return broken()
    ordering = any(not isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
    if ordering and not values[0].kind.is_number:
        return ctx.fault(
            node, f"only numbers are greater or smaller, this is {words(values[0].kind)}", "write == or !="
        )
    if any(value.kind.many for value in values):
        return ctx.fault(node, "sets cannot be compared", "write x in …")
    parts = together(values)
    code = values[0].code
    for op, value in zip(node.ops, values[1:], strict=True):
        code += f" {_SIGNS[type(op)]} {value.code}"
    known = None
    if all(value.constant is not None for value in values):
        known = int(all(_holds(op, a, b) for op, a, b in zip(node.ops, values, values[1:], strict=False)))
    code = f"({code})" if known is None else str(known)
    return Value(FLAG, code, 0, 1, known, parts.reads, parts.plain, parts.prints, parts.work)


def _holds(op: ast.cmpop, a: Value, b: Value) -> bool:
    x, y = a.number(), b.number()
    return {"==": x == y, "!=": x != y, "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[_SIGNS[type(op)]]


_HANDLERS: dict[type[ast.AST], Callable[..., Value]] = {
    ast.Constant: _literal,
    ast.Name: _name,
    ast.Subscript: _subscript,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _bool,
    ast.IfExp: _conditional,
    ast.Compare: _compare,
    ast.Call: calls.call,
}
