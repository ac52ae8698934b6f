"""What the walk over a program gathers: emitted lines, writes and what they hang on, and what needs an own copy."""

from __future__ import annotations

import ast

import attrs

from wargame.rules.compiled import Touch
from wargame.rules.formulas.context import Context
from wargame.rules.formulas.prints import Print
from wargame.rules.formulas.values import NOTHING, Value

_FLAT = "    "


@attrs.frozen
class Line:
    """One emitted line. A write has the variable ("*": of a procedure) and the emitted numbers of its cells."""

    depth: int
    code: str
    variable: str = ""
    cells: tuple[str, ...] = ()
    value: str = ""


@attrs.define
class Walk:
    """What the walk over one program gathers.

    Attributes:
        written: variables written so far; own: variables that are read after they were written.
        guards: variables that the conditions and loops around read.
        hangs: local -> variables that its value hangs on.
        prints: what the statements read, innermost loop last.
    """

    ctx: Context
    lines: list[Line] = attrs.field(factory=list)
    touches: list[Touch] = attrs.field(factory=list)
    written: set[str] = attrs.field(factory=set)
    own: set[str] = attrs.field(factory=set)
    guards: frozenset[str] = NOTHING
    hangs: dict[str, frozenset[str]] = attrs.field(factory=dict)
    prints: list[list[Print]] = attrs.field(factory=lambda: [[]])
    read_here: list[set[str]] = attrs.field(factory=list)
    reads: set[str] = attrs.field(factory=set)
    times: int = 1
    work: int = 0
    depth: int = 1

    def emit(self, code: str, variable: str = "", cells: tuple[str, ...] = (), value: str = "") -> None:
        """Adds a line at the present depth; for a write `code` is the method of `Writes`."""
        self.lines.append(Line(self.depth, code, variable, cells, value))

    def took(self, *values: Value) -> None:
        """Notes what values of the present statement read."""
        for value in values:
            self.reads |= value.reads
            self.prints[-1] += value.prints
            self.work += self.times * (1 + value.work)
        self.own |= self.ctx.fresh & self.written
        for seen in self.read_here:
            seen.update(self.ctx.fresh)
        self.ctx.fresh.clear()

    def touch(self, verb: str, variable: str, node: ast.AST, *values: Value) -> None:
        """Notes a write and what it hangs on."""
        hangs = self.guards.union(*(value.reads for value in values)) | self.used(node)
        self.touches.append(Touch(verb, variable, *self.ctx.parsed.place(node), frozenset(hangs)))

    def used(self, node: ast.AST) -> frozenset[str]:
        """Variables behind the locals that a statement names."""
        found: frozenset[str] = NOTHING
        if self.hangs:
            for name in ast.walk(node):
                if isinstance(name, ast.Name) and name.id in self.hangs:
                    found |= self.hangs[name.id]
        return found


def render(walk: Walk) -> list[str]:
    """The emitted body: an own copy first if the program reads what it has written."""
    own = bool(walk.own)
    lines = [f"{_FLAT}s0 = s"] if walk.ctx.uses_start else []
    if own:
        lines.append(f"{_FLAT}s = w.own(s)")
    for line in walk.lines:
        lines += [_FLAT * line.depth + code for code in _rendered(line, walk.own)]
    return lines or [f"{_FLAT}pass"]


def _rendered(line: Line, own: set[str]) -> list[str]:
    """A line as Python; writes of variables that are read afterwards refresh the own copy."""
    if not line.variable:
        return [line.code]
    if line.variable == "*":
        return [line.code, "w.refresh(s)"] if own else [line.code]
    if line.variable not in own:
        return [f"{line.code}({', '.join((*line.cells, line.value))})"]
    names = [cell if cell.isdigit() else f"k{i}" for i, cell in enumerate(line.cells)]
    before = [f"{name} = {cell}" for name, cell in zip(names, line.cells, strict=True) if name != cell]
    return [*before, f"{line.code}({', '.join((*names, line.value))})", *(f"w.seen(s, {name})" for name in names)]
