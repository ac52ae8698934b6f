"""Sets that a text goes through: `actors`, named sets, `neighbours(r)`, `members(side)`, set arguments, `(a, b)`."""

from __future__ import annotations

import ast
import re

import attrs

from wargame.model.layout import FLAG, WHOLE, Kind
from wargame.rules.formulas.context import MOST_STEPS, Context
from wargame.rules.formulas.prints import LoopPrint, Print
from wargame.rules.formulas.values import Members, Parts, Value, broken, limited, together, words

LONGEST_UNROLLED = 1_200
"""Characters up to which a loop over a fixed set is written out."""
AGGREGATES = frozenset({"sum", "any", "all", "min", "max", "count"})
_NAMES = re.compile(r"\b(?:[av]_\w+|x|s|s0|q_\w+|c_\w+)\b")


def members(ctx: Context, node: ast.expr) -> Members | None:
    """The set that a node names; None if a mistake was told."""
    if isinstance(node, ast.Name):
        return _named(ctx, node)
    if isinstance(node, ast.Tuple):
        return _listed(ctx, node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("neighbours", "members"):
        return _asked(ctx, node, node.func.id)
    value = ctx.settled(node)
    if not value.broken:
        ctx.fault(node, f"a set is needed here, this is {words(value.kind)}", "write actors, a named set, or (a, b)")
    return None


def _named(ctx: Context, node: ast.Name) -> Members | None:
    universe, name = ctx.names.board.universe, node.id
    if name in ctx.scope:
        value = ctx.scope[name]
        if value.kind.many:
            kind = attrs.evolve(value.kind, many=False)
            size = len(universe.members(kind))
            return Members(kind, f"_set({value.code})", size, mask=value.code)
        if not value.broken:
            ctx.fault(node, f'"{name}" is {words(value.kind)}, not a set')
        return None
    tables = {"actors": universe.actors, "sides": universe.sides, "regions": universe.regions}
    if name in tables:
        return static(Kind(name[:-1]), tuple(range(len(tables[name]))))
    if name in universe.sets:
        base, indexes = universe.sets[name]
        return static(Kind(base), indexes)
    ctx.unknown(node, "set", name, {*tables, *universe.sets, *(n for n, v in ctx.scope.items() if v.kind.many)})
    return None


def static(kind: Kind, indexes: tuple[int, ...]) -> Members:
    """A set that is known at load."""
    return Members(kind, _tuple([str(i) for i in indexes]), len(indexes), static=indexes)


def _tuple(codes: list[str]) -> str:
    return "(" + ", ".join(codes) + ("," if len(codes) == 1 else "") + ")"


def _listed(ctx: Context, node: ast.Tuple) -> Members | None:
    values = ctx.alike(list(node.elts))
    if not values:
        ctx.fault(node, "an empty set")
        return None
    if any(value.broken for value in values):
        return None
    kind = next((value.kind for value in values if not value.kind.optional), values[0].kind)
    if any(value.kind.optional for value in values):
        kind = attrs.evolve(kind, optional=True)
    if kind.many:
        ctx.fault(node, "a set of sets")
        return None
    known = tuple(value.number() for value in values if value.constant is not None)
    parts = together(values)
    return Members(
        kind,
        _tuple([value.code for value in values]),
        len(values),
        known if len(known) == len(values) else None,
        reads=parts.reads,
        plain=parts.plain,
        prints=parts.prints,
        work=parts.work,
        low=min(value.low for value in values),
        high=max(value.high for value in values),
    )


def _asked(ctx: Context, node: ast.Call, name: str) -> Members | None:
    base, kind, table = (
        ("region", Kind("region"), "neighbours_of")
        if name == "neighbours"
        else (
            "side",
            Kind("actor"),
            "members_of",
        )
    )
    if len(node.args) != 1 or node.keywords:
        ctx.fault(node, f'"{name}" takes one argument', f"write {name}({base})")
        return None
    value = ctx.value(node.args[0], Kind(base))
    if value.broken:
        return None
    rows = ctx.names.space[table]
    size = max((len(row) for row in rows), default=0)
    if value.constant is not None:
        return static(kind, rows[value.number()])
    return Members(
        kind,
        f"{table}[{value.code}]",
        size,
        reads=value.reads,
        plain=value.plain,
        prints=value.prints,
        work=value.work,
    )


def contains(ctx: Context, node: ast.Compare) -> Value:
    """`x in SET` and `x not in SET`."""
    if len(node.ops) != 1:
        return ctx.fault(node, "`in` cannot stand in a chain", "write … and …")
    word = "in" if isinstance(node.ops[0], ast.In) else "not in"
    right = node.comparators[0]
    if isinstance(right, ast.Tuple):
        item, *_ = values = ctx.alike([node.left, *right.elts], exact=True)
        if any(value.broken for value in values) or not right.elts:
            return broken() if right.elts else ctx.fault(right, "an empty set")
        parts = together(values)
        return _flag(f"({item.code} {word} {_tuple([value.code for value in values[1:]])})", parts)
    found = members(ctx, right)
    item = ctx.value(node.left, attrs.evolve(found.kind, optional=True)) if found else ctx.settled(node.left)
    if found is None or item.broken:
        return broken()
    parts = together((item, found))
    if found.mask:
        code = f"({found.mask} >> {item.code} & 1)"
        if item.kind.optional:
            code = f"({item.code} in {found.code})"
        return _flag(code if word == "in" else f"(not {code})", parts)
    return _flag(f"({item.code} {word} {found.code})", parts)


def _flag(code: str, parts: Parts) -> Value:
    return Value(FLAG, code, 0, 1, None, parts.reads, parts.plain, parts.prints, parts.work)


# ---------------------------------------------------------------- sum, any, all, min, max, count


@attrs.define
class _Loop:
    """One `for x in SET if …` of an aggregate."""

    name: str
    members: Members
    filters: list[Value]


def aggregate(ctx: Context, node: ast.Call, name: str, source: ast.GeneratorExp) -> Value:
    """`sum(BODY for x in SET if …)` and the like."""
    loops: list[_Loop] = []
    try:
        for generator in source.generators:
            loop = _enter(ctx, generator)
            if loop is None:
                return broken()
            loops.append(loop)
        body = ctx.settled(source.elt)
    finally:
        for loop in reversed(loops):
            leave(ctx, loop.name)
    if body.broken or any(value.broken for loop in loops for value in loop.filters):
        return broken()
    size = 1
    for loop in loops:
        size *= loop.members.size
    value = _aggregate(ctx, source, name, body, "".join(_clause(loop) for loop in loops), size)
    if value.broken:
        return value
    return _finish(ctx, node, _unrolled(name, value, body, loops), body, loops, size)


def enter(ctx: Context, target: ast.expr, iterable: ast.expr) -> tuple[str, Members] | None:
    """Binds a loop variable; None if a mistake was told."""
    found = members(ctx, iterable)
    if not isinstance(target, ast.Name):
        ctx.fault(target, "a loop has one variable")
        return None
    if not ctx.new_name(target, target.id) or found is None:
        return None
    ctx.scope[target.id] = Value(found.kind, f"v_{target.id}", found.low, found.high)
    ctx.loops.add(target.id)
    return target.id, found


def leave(ctx: Context, name: str) -> None:
    """A loop variable goes out of scope."""
    ctx.scope.pop(name, None)
    ctx.loops.discard(name)


def _enter(ctx: Context, generator: ast.comprehension) -> _Loop | None:
    bound = enter(ctx, generator.target, generator.iter)
    if bound is None:
        return None
    name, found = bound
    filters = [ctx.value(test, FLAG) for test in generator.ifs]
    if found.static is not None:
        found, filters = _sift(ctx, name, found, filters)
    return _Loop(name, found, filters)


def _sift(ctx: Context, name: str, found: Members, filters: list[Value]) -> tuple[Members, list[Value]]:
    """A fixed set without the members that a filter refuses for ever."""
    left = []
    kept = found.static or ()
    for test in filters:
        if not test.plain or test.broken or set(_NAMES.findall(test.code)) - {f"v_{name}"}:
            left.append(test)
            continue
        code = compile(test.code, "<filter>", "eval")
        kept = tuple(i for i in kept if eval(code, ctx.names.space, {f"v_{name}": i}))
    return static(found.kind, kept) if len(left) < len(filters) else found, left


def _clause(loop: _Loop) -> str:
    tests = "".join(f" if {test.code}" for test in loop.filters)
    return f" for v_{loop.name} in {loop.members.code}{tests}"


def _aggregate(ctx: Context, node: ast.GeneratorExp, name: str, body: Value, clauses: str, size: int) -> Value:
    kind = body.kind
    if name in ("any", "all"):
        if kind != FLAG:
            return ctx.fault(node.elt, f"{name}(…) asks for true or false, this is {words(kind)}", "write a comparison")
        return Value(FLAG, f"{name}({body.code}{clauses})", 0, 1)
    if name == "count":
        one = "1" if kind != FLAG else f"1{clauses} if {body.code}"
        return Value(WHOLE, f"sum([{one}{clauses if kind != FLAG else ''}])", 0, size)
    if not kind.is_number or kind.many:
        hint = "write count(…)" if kind == FLAG and name == "sum" else ""
        return ctx.fault(node.elt, f"{name}(…) asks for a number, this is {words(kind)}", hint)
    if name == "sum":
        low, high = min(0, body.low * size), max(0, body.high * size)
        return limited(Value(kind, f"sum([{body.code}{clauses}])"), low, high)
    return Value(kind, f"{name}([{body.code}{clauses}], default=0)", min(0, body.low), max(0, body.high))


def _unrolled(name: str, value: Value, body: Value, loops: list[_Loop]) -> Value:
    """A short loop over one fixed set, written out member by member: no generator to build in play."""
    static = loops[0].members.static
    if len(loops) > 1 or not static or name not in _JOINS:
        return value
    piece = body.code if name != "count" or body.kind == FLAG else "1"
    for test in reversed(loops[0].filters):
        piece = _FILTERED[name].format(test.code, piece)
    if len(piece) * len(static) > LONGEST_UNROLLED:
        return value
    variable = re.compile(rf"\bv_{loops[0].name}\b")
    code = _JOINS[name].join(variable.sub(str(i) if i >= 0 else f"({i})", piece) for i in static)
    if name == "count" and len(static) == 1:
        code = f"+{code}"
    return attrs.evolve(value, code=f"_n({code})" if value.code.startswith("_n(") else f"({code})")


_JOINS = {"sum": " + ", "count": " + ", "any": " or ", "all": " and "}
_FILTERED = {
    "sum": "({1} if {0} else 0)",
    "count": "({1} if {0} else 0)",
    "any": "({0} and {1})",
    "all": "(not {0} or {1})",
}


def _finish(ctx: Context, node: ast.Call, value: Value, body: Value, loops: list[_Loop], size: int) -> Value:
    pieces = [body, *(test for loop in loops for test in loop.filters)]
    parts = together([*pieces, *(loop.members for loop in loops)])
    prints = body.prints
    for loop in reversed(loops):
        prints = wrap(ctx, loop.name, loop.members, loop.filters, prints)
    work = size * (1 + sum(piece.work for piece in pieces)) + sum(loop.members.work for loop in loops)
    if work > MOST_STEPS:
        return ctx.fault(node, f"this can take {work:,} steps", f"at most {MOST_STEPS:,}: nest fewer loops")
    plain = parts.plain and not value.code.startswith("_n(")
    return attrs.evolve(value, reads=parts.reads, plain=plain, prints=prints, work=work)


def wrap(ctx: Context, name: str, found: Members, filters: list[Value], prints: tuple[Print, ...]) -> tuple[Print, ...]:
    """Prints of a loop: every member that it could meet, without the members that a plain filter refuses."""
    code = found.code
    if not found.plain:
        code = f"range({len(ctx.names.board.universe.members(found.kind))})" if not found.kind.is_number else "(0,)"
    plain = [test.code for test in filters if test.plain]
    body = tuple(one for test in filters for one in test.prints)
    inner = LoopPrint(f"v_{name}", code, " and ".join(plain), prints)
    outer = (LoopPrint(f"v_{name}", code, "", body),) if body else ()
    return (*found.prints, *outer, inner)
