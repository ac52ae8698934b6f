"""What the walk over one text carries: names in scope, mistakes found, loops around."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

import attrs

from wargame.model.layout import Kind
from wargame.rules.formulas.faults import Mistake, did_you_mean, listed
from wargame.rules.formulas.names import Names
from wargame.rules.formulas.syntax import Parsed
from wargame.rules.formulas.values import BROKEN, NOBODY_KIND, Value, broken, constant, to_decimal, words

MOST_STEPS = 20_000
"""Loop steps that one call of a text may take: nesting times set sizes."""


@attrs.define
class Context:
    """The state of one walk.

    Attributes:
        scope: argument, local or loop variable -> its value; the key is the author's name.
        visit: the walk itself (set by `expressions`), so that calls and sets can go on with it.
        state: name of the cells in emitted code now; start: the name inside at_start; starting: we are inside it.
        fresh: variables read where the program's own writes show, since the last statement began.
        halves: locals that only one branch or a loop gave a value, to say so.
    """

    names: Names
    parsed: Parsed
    scope: dict[str, Value]
    visit: Callable[[Context, ast.expr, Kind | None], Value]
    faults: set[Mistake] = attrs.field(factory=set)
    state: str = "s"
    start: str = "s"
    starting: bool = False
    uses_start: bool = False
    loops: set[str] = attrs.field(factory=set)
    fresh: set[str] = attrs.field(factory=set)
    halves: set[str] = attrs.field(factory=set)

    def fault(self, node: ast.AST, message: str, hint: str = "") -> Value:
        """Notes a mistake at a node."""
        offset, length = self.parsed.place(node)
        self.faults.add((offset, length, message, hint))
        return broken()

    def value(self, node: ast.expr, want: Kind | None = None) -> Value:
        """Checks a node; with `want` the value is of that kind, or broken."""
        value = self.visit(self, node, want)
        return self.fit(value, want, node) if want is not None else value

    def settled(self, node: ast.expr) -> Value:
        """Checks a node whose kind nothing around it tells: a bare id takes its first meaning."""
        value = self.visit(self, node, None)
        return self.mean(value, value.meanings[0][0]) if value.meanings else value

    def mean(self, value: Value, kind: Kind) -> Value:
        """A bare id as a member of a kind, if it is one."""
        for meaning, index in value.meanings:
            if meaning.base == kind.base and (kind.base != "enum" or meaning.detail == kind.detail):
                return constant(meaning, index)
        return value

    def fit(self, value: Value, want: Kind, node: ast.expr) -> Value:
        """The value as the wanted kind; notes a mistake where it cannot be."""
        if value.broken or want.base == "broken":
            return value
        if value.meanings:
            value = self.mean(value, want)
        have = value.kind
        if want.many and not have.many and have.base == want.base and not have.optional:
            code = str(1 << value.number()) if value.constant is not None else f"(1 << {value.code})"
            fixed = 1 << value.number() if value.constant is not None else None
            return attrs.evolve(value, kind=want, code=code, constant=fixed, low=0, high=0)
        if have.many != want.many:
            return self.fault(node, f"{words(want)} is needed here, this is {words(have)}")
        if have.base == "nobody":
            return value if want.optional else self._misfit(value, want, node)
        if have.base == "whole" and want.base == "dec":
            return to_decimal(value)
        if have.base != want.base or (want.base == "enum" and have.detail != want.detail):
            return self._misfit(value, want, node)
        if have.optional and not want.optional:
            return attrs.evolve(
                value, kind=attrs.evolve(have, optional=False), code=f"_some({value.code})", plain=False
            )
        return value

    def _misfit(self, value: Value, want: Kind, node: ast.expr) -> Value:
        hint = ""
        if value.kind.base == "dec" and want.base == "whole":
            hint = "write round(…), floor(…) or ceil(…)"
        elif want.base == "flag" and value.kind.is_number:
            hint = "write a comparison, such as … > 0"
        elif want.base == "enum":
            hint = f"it is one of {listed(self.names.board.universe.enums[want.detail])}"
        elif value.meanings or value.kind.base in ("actor", "side", "region"):
            hint = "write side(…)" if want.base == "side" and value.kind.base == "actor" else ""
        return self.fault(node, f"{words(want)} is needed here, this is {words(value.kind)}", hint)

    def unknown(self, node: ast.AST, what: str, name: str, known: Iterable[str]) -> Value:
        """Notes a name that is not known."""
        return self.fault(node, f'unknown {what} "{name}"', did_you_mean(name, known))

    def alike(self, nodes: list[ast.expr], *, exact: bool = False, lax: bool = False) -> list[Value]:
        """Values of one kind: bare ids take the kind of the others, whole numbers become decimal beside decimals.

        `exact`: for comparing only, where a decimal may go beyond the limit. `lax`: any of them may be nobody.
        """
        values = [self.visit(self, node, None) for node in nodes]
        told = _shared_kind(values)
        if told is not None:
            values = [self.mean(value, told) if value.meanings else value for value in values]
            values = [attrs.evolve(v, kind=v.meanings[0][0], meanings=()) if v.meanings else v for v in values]
        for value, node in zip(values, nodes, strict=True):
            if told is not None and not same_kind(told, value.kind) and not (lax and value.kind == NOBODY_KIND):
                self._unlike(node, told, value.kind)
                return [broken()] * len(values)
        if any(value.kind.base == "dec" for value in values):
            values = [to_decimal(value, exact=exact) for value in values]
        return values

    def _unlike(self, node: ast.expr, told: Kind, kind: Kind) -> None:
        if NOBODY_KIND in (told, kind):
            self.fault(node, f"{words(told)} is never nobody")
            return
        hint = "write side(…)" if {told.base, kind.base} == {"actor", "side"} else ""
        self.fault(node, f"{words(told)} and {words(kind)} do not go together", hint)

    def new_name(self, node: ast.AST, name: str) -> bool:
        """Whether a local or loop variable may have this name; notes a mistake if not."""
        if name in self.scope and (name in self.loops or self.scope[name].code.startswith("a_")):
            self.fault(node, f'"{name}" is already taken', "choose another name")
            return False
        if self.names.taken(name):
            self.fault(node, f'"{name}" already means something in this ruleset', "choose another name")
            return False
        return True


def same_kind(a: Kind, b: Kind) -> bool:
    """Whether two values can be compared or stand in one set."""
    if BROKEN in (a, b):
        return True
    if a.is_number and b.is_number:
        return True
    if NOBODY_KIND in (a, b):
        return all(kind.optional for kind in (a, b)) or a.base == b.base
    return a.base == b.base and a.many == b.many and (a.base != "enum" or a.detail == b.detail)


def _can_mean(value: Value, kind: Kind) -> bool:
    if not value.meanings:
        return value.broken or value.kind == NOBODY_KIND
    return any(meaning == kind for meaning, _ in value.meanings)


def _shared_kind(values: list[Value]) -> Kind | None:
    """The kind that a row of values takes; None if all are broken or nobody."""
    told = next((v.kind for v in values if not v.meanings and not v.broken and v.kind != NOBODY_KIND), None)
    if told is None:
        shared = [m for v in values for m, _ in v.meanings if all(_can_mean(other, m) for other in values)]
        told = shared[0] if shared else next((v.kind for v in values if v.meanings), None)
    return told
