"""The walk over a program: what it writes, where, and the Python for it."""

from __future__ import annotations

import ast
from collections.abc import Callable

import attrs

from wargame.model.layout import FLAG, WHOLE, Column, Kind
from wargame.rules.formulas import calls, cells, sets
from wargame.rules.formulas.context import MOST_STEPS, Context
from wargame.rules.formulas.prints import LoopPrint, Print
from wargame.rules.formulas.values import NOBODY_KIND, NOTHING, Members, Value, words
from wargame.rules.formulas.walk import Walk


def block(walk: Walk, body: list[ast.stmt]) -> None:
    """Checks statements in order."""
    for statement in body:
        handler = _HANDLERS.get(type(statement))
        if handler is None:
            walk.ctx.fault(
                statement, "this cannot stand in effects", "write v += n, if …:, for a in …:, or a procedure"
            )
        else:
            handler(walk, statement)
        walk.ctx.fresh.clear()


# ---------------------------------------------------------------- writes


def _assign(walk: Walk, node: ast.Assign) -> None:
    if len(node.targets) != 1:
        walk.ctx.fault(node, "one `=` a line", "")
        return
    _write(walk, node, node.targets[0], "=", node.value)


def _augment(walk: Walk, node: ast.AugAssign) -> None:
    if not isinstance(node.op, ast.Add | ast.Sub):
        walk.ctx.fault(node, "only =, += and -= write", "write v = v * n, or v += n")
        return
    _write(walk, node, node.target, "+=" if isinstance(node.op, ast.Add) else "-=", node.value)


def _write(walk: Walk, node: ast.stmt, target: ast.expr, verb: str, value: ast.expr) -> None:
    ctx = walk.ctx
    name = _target_name(ctx, target)
    if not name:
        ctx.settled(value)
    elif name in ctx.names.board.layout.columns and name not in ctx.scope:
        _write_cell(walk, node, target, verb, value, ctx.names.board.layout.columns[name])
    elif isinstance(target, ast.Name):
        _local(walk, node, target, verb, value)
    else:
        ctx.settled(value)
        ctx.unknown(target, "variable", name, set(ctx.names.board.layout.columns))


def _target_name(ctx: Context, target: ast.expr) -> str:
    """The name that is written; "" if a mistake was told."""
    name = target.value if isinstance(target, ast.Subscript) else target
    if not isinstance(name, ast.Name):
        ctx.fault(target, "only a variable or a local can be written")
        return ""
    for table, what in ((ctx.names.computed, "computed"), (ctx.names.board.properties, "a property")):
        if name.id in table and name.id not in ctx.scope:
            ctx.fault(target, f'"{name.id}" is {what}, it is never written')
            return ""
    return name.id


def _place(walk: Walk, target: ast.expr, column: Column) -> cells.Place | None:
    indexes: tuple[ast.expr, ...] = ()
    if isinstance(target, ast.Subscript):
        indexes = tuple(target.slice.elts) if isinstance(target.slice, ast.Tuple) else (target.slice,)
    return cells.locate(walk.ctx, column.id, column, indexes, target)


def _write_cell(walk: Walk, node: ast.stmt, target: ast.expr, verb: str, value: ast.expr, column: Column) -> None:
    ctx = walk.ctx
    place = _place(walk, target, column)
    if column.stock and verb != "+=":
        ctx.fault(target, f'"{column.id}" is a stock: it falls only by cost or move', "write a cost, or move(…)")
    if verb != "=" and not column.kind.is_number:
        ctx.settled(value)
        ctx.fault(target, f'"{column.id}" is {words(column.kind)}, nothing can be added to it', "write =")
        return
    found = ctx.value(value, column.kind)
    if place is None or found.broken:
        walk.took()
        return
    where = Value(WHOLE, place.code, reads=place.parts.reads, prints=place.parts.prints, work=place.parts.work)
    walk.took(found, where)
    walk.touch(verb, column.id, node, found, where)
    code = _stored(found)
    if verb == "=":
        walk.emit("w.set", column.id, (place.code,), code)
    else:
        walk.emit("w.add", column.id, (place.code,), code if verb == "+=" else _negative(found))
    walk.written.add(column.id)


def _stored(value: Value) -> str:
    """The value as a cell holds it: flags as 0 or 1."""
    if value.kind == FLAG and value.constant is None:
        return f"1 if {value.code} else 0"
    return value.code


def _negative(value: Value) -> str:
    return str(-value.number()) if value.constant is not None else f"-{value.code}"


def _local(walk: Walk, node: ast.stmt, target: ast.Name, verb: str, value: ast.expr) -> None:
    ctx, name = walk.ctx, target.id
    known = ctx.scope.get(name)
    if known is None and verb != "=":
        ctx.settled(value)
        ctx.unknown(target, "variable", name, set(ctx.names.board.layout.columns) | set(ctx.scope))
        return
    if (known is None or name in ctx.loops or known.code.startswith("a_")) and not ctx.new_name(target, name):
        ctx.settled(value)
        return
    found = ctx.value(value, known.kind) if known else ctx.settled(value)
    if found.kind == NOBODY_KIND:
        ctx.fault(value, "a local cannot begin as nobody", "give it an actor, a side or a region first")
        return
    walk.took(found)
    if verb != "=" and not found.broken and not found.kind.is_number:
        ctx.fault(target, f'"{name}" is {words(found.kind)}, nothing can be added to it', "write =")
        return
    walk.hangs[name] = walk.hangs.get(name, NOTHING) | found.reads | walk.guards | walk.used(value)
    ctx.scope[name] = Value(found.kind, f"v_{name}", plain=False)
    ctx.halves.discard(name)
    if verb == "=":
        walk.emit(f"v_{name} = {_stored(found)}")
    else:
        walk.emit(f"v_{name} = _n(v_{name} {verb[0]} {found.code})")


def _call(walk: Walk, node: ast.Expr) -> None:
    ctx, call = walk.ctx, node.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        ctx.settled(call)
        ctx.fault(call, "this line does nothing", "write v += n, or a procedure")
        return
    name = call.func.id
    if call.keywords:
        ctx.fault(call.keywords[0], "arguments have no names here", "write them in order")
    elif name == "move":
        _move(walk, call)
    elif name == "enter":
        _enter(walk, call)
    elif name in ctx.names.procedures:
        _procedure(walk, call, name)
    else:
        before = len(ctx.faults)
        ctx.settled(call)
        if len(ctx.faults) == before:
            ctx.fault(call, "this line does nothing", "write v += n, or a procedure")


def _move(walk: Walk, call: ast.Call) -> None:
    ctx = walk.ctx
    if len(call.args) != 3:
        ctx.fault(call, '"move" takes 3 arguments', "write move(cell, cell, n)")
        return
    source, target, amount = call.args
    columns = [_column(walk, node) for node in (source, target)]
    a, b = columns
    if a is None or b is None:
        ctx.settled(amount)
        return
    if a.id != b.id:
        ctx.fault(target, f'"{a.id}" cannot move into "{b.id}"', "write two cells of one variable")
        return
    if not a.kind.is_number:
        ctx.fault(source, f'"{a.id}" is {words(a.kind)}, only numbers move')
        return
    places = [_place(walk, node, a) for node in (source, target)]
    n = ctx.value(amount, a.kind)
    if n.broken or places[0] is None or places[1] is None:
        walk.took()
        return
    spots = [Value(WHOLE, p.code, reads=p.parts.reads, prints=p.parts.prints, work=p.parts.work) for p in places if p]
    walk.took(n, *spots)
    walk.touch("move", a.id, call, n, *spots)
    walk.emit("w.move", a.id, (spots[0].code, spots[1].code), n.code)
    walk.written.add(a.id)


def _column(walk: Walk, node: ast.expr) -> Column | None:
    name = node.value if isinstance(node, ast.Subscript) else node
    if isinstance(name, ast.Name):
        column = walk.ctx.names.board.layout.columns.get(name.id)
        if column is not None and name.id not in walk.ctx.scope:
            return column
        walk.ctx.unknown(name, "variable", name.id, set(walk.ctx.names.board.layout.columns))
        return None
    walk.ctx.fault(node, "a cell is needed here", "write variable[member]")
    return None


def _enter(walk: Walk, call: ast.Call) -> None:
    ctx = walk.ctx
    if len(call.args) != 2:
        ctx.fault(call, '"enter" takes 2 arguments', "write enter(contest, place)")
        return
    contest, place = call.args
    if not isinstance(contest, ast.Name) or contest.id not in ctx.names.contests:
        if isinstance(contest, ast.Name):
            ctx.unknown(contest, "contest", contest.id, set(ctx.names.contests))
        else:
            ctx.fault(contest, "a contest's id is needed here")
        ctx.settled(place)
        return
    base = ctx.names.board.definition.contests[contest.id].place
    found = ctx.value(place, Kind(base if base in ("actor", "side", "region") else "region"))
    walk.took(found)
    if not found.broken:
        walk.touch("enter", contest.id, call, found)
        walk.emit(f"w.enter({contest.id!r}, {found.code})")


def _procedure(walk: Walk, call: ast.Call, name: str) -> None:
    ctx = walk.ctx
    procedure = ctx.names.procedures[name]
    if len(call.args) != len(procedure.params):
        shape = f"{name}({', '.join(str(kind) for kind in procedure.params)})"
        ctx.fault(call, f'"{name}" takes {len(procedure.params)} arguments', f"write {shape}")
        return
    values = calls.arguments(ctx, call, procedure.params)
    if values is None:
        return
    reads = frozenset(name for name in procedure.reads if name in ctx.names.board.layout.columns)
    ctx.fresh |= reads
    parts = Value(WHOLE, "", reads=reads, prints=(cells.ranges(ctx, tuple(sorted(reads))),) if reads else (), work=10)
    walk.took(*values, parts)
    for variable in procedure.writes:
        walk.touch("+=", variable, call, *values, parts)
        walk.written.add(variable)
    walk.emit(
        f"d_{name}({', '.join(['s', 'x', 'w', *(value.code for value in values)])})", "*" if procedure.writes else ""
    )


# ---------------------------------------------------------------- branches and loops


def _if(walk: Walk, node: ast.If) -> None:
    _branch(walk, node, "if")


def _branch(walk: Walk, node: ast.If, word: str) -> None:
    ctx = walk.ctx
    test = ctx.value(node.test, FLAG)
    walk.took(test)
    outer, before = walk.guards, dict(ctx.scope)
    walk.guards = outer | test.reads | walk.used(node.test)
    walk.emit(f"{word} {test.code}:")
    _inside(walk, node.body)
    first, ctx.scope = dict(ctx.scope), dict(before)
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        _branch(walk, node.orelse[0], "elif")
    elif node.orelse:
        walk.emit("else:")
        _inside(walk, node.orelse)
    walk.guards = outer
    ctx.halves |= ctx.scope.keys() ^ first.keys()
    ctx.scope = {name: _joined(walk, node, name, value, first) for name, value in ctx.scope.items() if name in first}


def _joined(walk: Walk, node: ast.If, name: str, value: Value, first: dict[str, Value]) -> Value:
    """A local after both branches: of one kind, or the second branch is at fault."""
    other = first[name]
    if value.kind != other.kind and not value.broken and not other.broken:
        walk.ctx.fault(node, f'"{name}" is {words(other.kind)} in one branch and {words(value.kind)} in the other')
    return value


def _inside(walk: Walk, body: list[ast.stmt]) -> None:
    walk.depth += 1
    start = len(walk.lines)
    block(walk, body)
    if len(walk.lines) == start:
        walk.emit("pass")
    walk.depth -= 1


def _for(walk: Walk, node: ast.For) -> None:
    ctx = walk.ctx
    if node.orelse:
        ctx.fault(node.orelse[0], "`else` cannot follow a loop")
    bound = _range(walk, node) if _is_range(node.iter) else sets.enter(ctx, node.target, node.iter)
    if bound is None:
        return
    name, found = bound
    walk.took(Value(WHOLE, "", reads=found.reads, prints=found.prints, work=found.work))
    outer, before, times = walk.guards, dict(ctx.scope), walk.times
    walk.guards = outer | found.reads
    walk.times = times * max(1, found.size)
    walk.prints.append([])
    walk.read_here.append(set())
    walk.emit(f"for v_{name} in {found.code}:")
    first = len(walk.touches)
    _inside(walk, node.body)
    walk.guards, walk.times = outer, times
    walk.own |= walk.read_here.pop() & {touch.variable for touch in walk.touches[first:]}
    inner = tuple(walk.prints.pop())
    walk.prints[-1] += _loop_prints(ctx, name, found, inner)
    sets.leave(ctx, name)
    ctx.halves |= ctx.scope.keys() - before.keys()
    ctx.scope = {known: ctx.scope.get(known, value) for known, value in before.items() if known != name}
    if walk.work > MOST_STEPS:
        ctx.fault(node, f"this can take {walk.work:,} steps", f"at most {MOST_STEPS:,}: nest fewer loops")


def _loop_prints(ctx: Context, name: str, found: Members, prints: tuple[Print, ...]) -> list[Print]:
    if not prints:
        return []
    wrapped = sets.wrap(ctx, name, attrs.evolve(found, prints=()), [], prints)
    return [one for one in wrapped if isinstance(one, LoopPrint)]


def _is_range(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def _range(walk: Walk, node: ast.For) -> tuple[str, Members] | None:
    ctx, call = walk.ctx, node.iter
    assert isinstance(call, ast.Call)
    n = call.args[0] if len(call.args) == 1 and not call.keywords else None
    if not isinstance(n, ast.Constant) or type(n.value) is not int or not 0 < n.value <= 10:
        ctx.fault(call, "range takes a number from 1 to 10, written out", "write range(3)")
        return None
    if not isinstance(node.target, ast.Name):
        ctx.fault(node.target, "a loop has one variable")
        return None
    if not ctx.new_name(node.target, node.target.id):
        return None
    ctx.scope[node.target.id] = Value(WHOLE, f"v_{node.target.id}", 0, n.value - 1)
    ctx.loops.add(node.target.id)
    found = sets.static(WHOLE, tuple(range(n.value)))
    return node.target.id, attrs.evolve(found, code=f"range({n.value})", low=0, high=n.value - 1)


def _pass(walk: Walk, node: ast.Pass) -> None:
    """Nothing happens."""


_HANDLERS: dict[type[ast.stmt], Callable[..., None]] = {
    ast.Assign: _assign,
    ast.AugAssign: _augment,
    ast.Expr: _call,
    ast.If: _if,
    ast.For: _for,
    ast.Pass: _pass,
}
