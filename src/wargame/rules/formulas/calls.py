"""Functions, queries of Python and what they take."""

from __future__ import annotations

import ast
from collections.abc import Callable

import attrs

from wargame.model.layout import LARGEST, MILLION, WHOLE, Kind
from wargame.rules.compiled import Query
from wargame.rules.formulas import cells, sets
from wargame.rules.formulas.context import Context
from wargame.rules.formulas.runtime import nearest
from wargame.rules.formulas.values import Value, broken, constant, together, words

ACTOR, SIDE, REGION, DEC, FLAG = Kind("actor"), Kind("side"), Kind("region"), Kind("dec"), Kind("flag")


def call(ctx: Context, node: ast.Call, want: Kind | None) -> Value:
    """A call: a function of the language, or a query that Python registered."""
    if not isinstance(node.func, ast.Name):
        return ctx.fault(node.func, "only a name can stand before ( )")
    name = node.func.id
    if node.keywords:
        return ctx.fault(node.keywords[0], "arguments have no names here", "write them in order")
    if name in sets.AGGREGATES and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
        return sets.aggregate(ctx, node, name, node.args[0])
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](ctx, node)
    if name in sets.AGGREGATES:
        return ctx.fault(node, f'"{name}" needs a loop', f"write {name}(… for a in actors)")
    if name in ("neighbours", "members"):
        return ctx.fault(node, f'"{name}" gives a set, not one value', f"write x in {name}(…), or for x in {name}(…)")
    if name in ctx.names.all_queries:
        return _query(ctx, node, name)
    if name in ctx.names.procedures or name in ("move", "enter", "range"):
        return ctx.fault(node, f'"{name}" has no value', "write it as a line of its own in effects")
    if name in ctx.names.sayable or name in ctx.scope:
        return ctx.fault(node.func, f'"{name}" takes no ( )', f"write {name}[…]")
    return ctx.unknown(node.func, "function", name, ctx.names.callable_names)


def _query(ctx: Context, node: ast.Call, name: str) -> Value:
    forms = ctx.names.all_queries[name]
    form = next((form for form in forms if len(form.params) == len(node.args)), None)
    if form is None:
        shapes = " or ".join(f"{name}({', '.join(str(kind) for kind in form.params)})" for form in forms)
        return ctx.fault(node, f'"{name}" takes {_arity(forms)}', f"write {shapes}")
    values = arguments(ctx, node, form.params)
    if values is None:
        return broken()
    parts = together(values)
    reads = _real(ctx, form.reads)
    if not ctx.starting:
        ctx.fresh |= reads
    code = f"q_{name}_{len(values)}({', '.join([ctx.state, 'x', *(value.code for value in values)])})"
    prints = (*parts.prints, cells.ranges(ctx, tuple(sorted(reads)))) if reads else parts.prints
    stage = not form.reads and name not in ctx.names.queries
    return Value(
        form.result,
        code.replace(f"({ctx.state}, x", "(None, x") if stage else code,
        reads=parts.reads | reads,
        plain=stage and parts.plain,
        prints=prints,
        work=parts.work + 1,
    )


def _arity(forms: tuple[Query, ...]) -> str:
    counts = sorted({len(form.params) for form in forms})
    return " or ".join(str(n) for n in counts) + (" argument" if counts == [1] else " arguments")


def _real(ctx: Context, reads: tuple[str, ...]) -> frozenset[str]:
    """The written-down variables behind what a query declares: computed ones stand for what they read."""
    found: set[str] = set()
    for name in reads:
        ready = ctx.names.ready.get(name)
        found |= ready.reads if ready else {name} if name in ctx.names.board.layout.columns else set()
    return frozenset(found)


def arguments(ctx: Context, node: ast.Call, params: tuple[Kind, ...]) -> list[Value] | None:
    """The arguments of a query or procedure; None if a mistake was told."""
    values = [_argument(ctx, arg, kind) for arg, kind in zip(node.args, params, strict=True)]
    return None if any(value.broken for value in values) else values


def _argument(ctx: Context, node: ast.expr, kind: Kind) -> Value:
    known = {"agreement": ctx.names.agreements, "action": tuple(ctx.names.board.definition.actions)}
    known["contest"] = ctx.names.contests
    if kind.base not in known:
        return ctx.value(node, kind)
    if not isinstance(node, ast.Name):
        return ctx.fault(node, f"{words(kind)} is needed here")
    if node.id not in known[kind.base]:
        return ctx.unknown(node, kind.base, node.id, set(known[kind.base]))
    return Value(kind, repr(node.id), constant=node.id)


# ---------------------------------------------------------------- functions of the language


def _numbers(ctx: Context, node: ast.Call, least: int, most: int, shape: str) -> list[Value]:
    """Arguments as numbers of one kind; empty if a mistake was told."""
    if not least <= len(node.args) <= most:
        ctx.fault(node, f'"{shape.partition("(")[0]}" takes other arguments', f"write {shape}")
        return []
    values = ctx.alike(node.args)
    for value, arg in zip(values, node.args, strict=True):
        if not value.broken and (not value.kind.is_number or value.kind.many):
            ctx.fault(arg, f"a number is needed here, this is {words(value.kind)}")
            return []
    return [] if any(value.broken for value in values) else values


def _joined(values: list[Value], code: str, low: int, high: int, kind: Kind | None = None) -> Value:
    parts = together(values)
    return Value(
        kind or values[0].kind,
        code,
        low,
        high,
        reads=parts.reads,
        plain=parts.plain,
        prints=parts.prints,
        work=parts.work,
    )


def _extreme(name: str) -> Callable[[Context, ast.Call], Value]:
    pick = min if name == "min" else max

    def check(ctx: Context, node: ast.Call) -> Value:
        values = _numbers(ctx, node, 2, 20, f"{name}(a, b)")
        if not values:
            return broken()
        if all(value.constant is not None for value in values):
            return constant(values[0].kind, pick(value.number() for value in values))
        code = f"{name}({', '.join(value.code for value in values)})"
        return _joined(values, code, pick(v.low for v in values), pick(v.high for v in values))

    return check


def _abs(ctx: Context, node: ast.Call) -> Value:
    values = _numbers(ctx, node, 1, 1, "abs(x)")
    if not values:
        return broken()
    value = values[0]
    if value.constant is not None:
        return constant(value.kind, abs(value.number()))
    low = 0 if value.low <= 0 <= value.high else min(abs(value.low), abs(value.high))
    return _joined(values, f"abs({value.code})", low, max(abs(value.low), abs(value.high)))


def _clamp(ctx: Context, node: ast.Call) -> Value:
    values = _numbers(ctx, node, 3, 3, "clamp(x, low, high)")
    if not values:
        return broken()
    _, low, high = values
    code = f"_clamp({', '.join(value.code for value in values)})"
    return attrs.evolve(_joined(values, code, low.low, max(high.high, low.low)), plain=False)


def _rounding(name: str) -> Callable[[Context, ast.Call], Value]:
    emitted = {"floor": f"({{}} // {MILLION})", "ceil": f"(-(-{{}} // {MILLION}))", "round": "_round({})"}[name]
    work = {"floor": lambda n: n // MILLION, "ceil": lambda n: -(-n // MILLION), "round": nearest}[name]

    def check(ctx: Context, node: ast.Call) -> Value:
        values = _numbers(ctx, node, 1, 1, f"{name}(x)")
        if not values:
            return broken()
        value = values[0]
        if value.kind == WHOLE:
            return value
        if value.constant is not None:
            return constant(WHOLE, work(value.number()))
        return _joined(values, emitted.format(value.code), work(value.low), work(value.high), WHOLE)

    return check


def _at_start(ctx: Context, node: ast.Call) -> Value:
    if len(node.args) != 1:
        return ctx.fault(node, '"at_start" takes 1 argument', "write at_start(x)")
    if ctx.starting:
        return ctx.fault(node, "at_start inside at_start")
    ctx.state, ctx.starting, ctx.uses_start = ctx.start, True, True
    try:
        return ctx.settled(node.args[0])
    finally:
        ctx.state, ctx.starting = "s", False


def _side(ctx: Context, node: ast.Call) -> Value:
    return _table(ctx, node, "side", (ACTOR,), SIDE, "side_of[{}]")


def _length(ctx: Context, node: ast.Call) -> Value:
    value = _table(ctx, node, "length", (REGION, REGION), DEC, "length_of.get(({}, {}), 0)")
    most = max(ctx.names.board.universe.links.values(), default=0)
    return value if value.broken or value.constant is not None else attrs.evolve(value, low=0, high=min(most, LARGEST))


def _linked(ctx: Context, node: ast.Call) -> Value:
    return _table(ctx, node, "linked", (REGION, REGION), FLAG, "({1} in near_of[{0}])")


def _table(ctx: Context, node: ast.Call, name: str, params: tuple[Kind, ...], kind: Kind, emitted: str) -> Value:
    """A fixed table of the board, asked with indexes."""
    if len(node.args) != len(params):
        shape = f"{name}({', '.join(str(param) for param in params)})"
        return ctx.fault(
            node, f'"{name}" takes {len(params)} argument{"s" if len(params) > 1 else ""}', f"write {shape}"
        )
    values = arguments(ctx, node, params)
    if values is None:
        return broken()
    code = emitted.format(*(value.code for value in values))
    if all(value.constant is not None for value in values):
        return constant(kind, int(eval(code, ctx.names.space)))
    return _joined(values, code, 0, 1, kind)


_FUNCTIONS: dict[str, Callable[[Context, ast.Call], Value]] = {
    "min": _extreme("min"),
    "max": _extreme("max"),
    "abs": _abs,
    "clamp": _clamp,
    "floor": _rounding("floor"),
    "ceil": _rounding("ceil"),
    "round": _rounding("round"),
    "at_start": _at_start,
    "side": _side,
    "length": _length,
    "linked": _linked,
}
