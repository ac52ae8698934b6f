"""From a text to an `Expression` or `Program`: parse, one walk that checks and emits, and what the walk learnt."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from wargame.model.layout import LARGEST, Kind
from wargame.rules.compiled import Expression, Program
from wargame.rules.formulas import statements
from wargame.rules.formulas.code import Emitted
from wargame.rules.formulas.context import MOST_STEPS, Context
from wargame.rules.formulas.expressions import visit
from wargame.rules.formulas.faults import FormulaErrors
from wargame.rules.formulas.names import Names
from wargame.rules.formulas.syntax import Parsed, parse_expression, parse_program
from wargame.rules.formulas.values import Value
from wargame.rules.formulas.walk import Walk, render


def compile_expression(text: str, names: Names, args: Mapping[str, Kind], want: Kind | None) -> Expression:
    """Checks and compiles a formula.

    Args:
        text: the author's text. args: name -> kind of each argument, in call order.
        want: kind of the result; None lets the text tell.

    Raises:
        FormulaErrors: with every mistake of the text.
    """
    parsed = parse_expression(text)
    assert isinstance(parsed.tree, ast.Expression)
    ctx = _context(parsed, names, args)
    body = parsed.tree.body
    value = ctx.value(body, want) if want is not None else ctx.settled(body)
    if ctx.faults:
        raise FormulaErrors(ctx.faults)
    constant = value.constant if isinstance(value.constant, int) else None
    return Expression(
        text=text,
        kind=want or value.kind,
        args=tuple(args),
        reads=value.reads,
        constant=constant,
        work=value.work,
        code=Emitted(names, ("s", "x"), _emitted(args), (f"    return {_result(value)}",), value.prints),
    )


def _result(value: Value) -> str:
    """The value as callers get it: flags as 0 or 1."""
    if value.kind.base == "flag" and not value.kind.many and value.constant is None:
        return f"1 if {value.code} else 0"
    return value.code


def compile_program(text: str, names: Names, args: Mapping[str, Kind]) -> Program:
    """Checks and compiles an effects text. Raises FormulaErrors with every mistake of the text."""
    parsed = parse_program(text)
    assert isinstance(parsed.tree, ast.Module)
    ctx = _context(parsed, names, args)
    ctx.start = "s0"
    body = parsed.tree.body
    if parsed.shift and isinstance(body[0], ast.If):
        body = body[0].body
    walk = Walk(ctx)
    statements.block(walk, body)
    if walk.work > MOST_STEPS and not ctx.faults:
        ctx.fault(body[0], f"this can take {walk.work:,} steps", f"at most {MOST_STEPS:,}")
    if ctx.faults:
        raise FormulaErrors(ctx.faults)
    return _program(
        text,
        walk,
        tuple(args),
        Emitted(names, ("s", "x", "w"), _emitted(args), tuple(render(walk)), tuple(walk.prints[0])),
    )


def _program(text: str, walk: Walk, args: tuple[str, ...], code: Emitted) -> Program:
    writes = [touch for touch in walk.touches if touch.verb != "enter"]
    flows: dict[str, frozenset[str]] = {}
    for touch in writes:
        flows[touch.variable] = flows.get(touch.variable, frozenset()) | touch.hangs
    return Program(
        text=text,
        args=args,
        reads=frozenset(walk.reads),
        writes=frozenset(touch.variable for touch in writes),
        moves=frozenset(touch.variable for touch in writes if touch.verb == "move"),
        enters=frozenset(touch.variable for touch in walk.touches if touch.verb == "enter"),
        flows=tuple(sorted(flows.items())),
        touches=tuple(walk.touches),
        work=walk.work,
        code=code,
    )


def _context(parsed: Parsed, names: Names, args: Mapping[str, Kind]) -> Context:
    scope = {}
    for name, kind in args.items():
        low, high = (0, 1) if kind.base == "flag" else (-LARGEST, LARGEST)
        scope[name] = Value(kind, f"a_{name}", low, high)
    return Context(names, parsed, scope, visit)


def _emitted(args: Mapping[str, Kind]) -> tuple[str, ...]:
    return tuple(f"a_{name}" for name in args)


def compile_computed(texts: Mapping[str, tuple[str, Mapping[str, Kind]]], names: Names) -> Mapping[str, FormulaErrors]:
    """Compiles the computed variables (id -> text and index names) into `names.ready`, each after those it names.

    Returns the mistakes by id; one that hangs on itself, directly or through others, is among them.
    """
    wrong: dict[str, FormulaErrors] = {}
    order, tangled = _order({name: _names_in(text, set(texts)) for name, (text, _) in texts.items()})
    for name in tangled:
        wrong[name] = FormulaErrors([(0, len(texts[name][0]) or 1, f'"{name}" hangs on itself', "")])
    for name in order:
        text, args = texts[name]
        try:
            names.ready[name] = compile_expression(text, names, args, names.computed[name][1])
        except FormulaErrors as error:
            wrong[name] = error
    return wrong


def _names_in(text: str, known: set[str]) -> set[str]:
    try:
        tree = parse_expression(text).tree
    except FormulaErrors:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & known


def _order(needs: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """Names after all that they need, and those that cannot be ordered."""
    order: list[str] = []
    left = dict(sorted(needs.items()))
    while left:
        ready = [name for name, needed in left.items() if not needed & left.keys()]
        if not ready:
            break
        order += ready
        for name in ready:
            del left[name]
    return order, list(left)
