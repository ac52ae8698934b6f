"""An independent evaluator for formulas: exact fractions over the syntax tree, slow and plain.

It shares nothing with the compiler but the board. Values are Fractions; kinds are worked out as the language says.
"""

from __future__ import annotations

import ast
from fractions import Fraction

MILLION = 1_000_000
LIMIT = Fraction(2**53)


class Fails(Exception):
    """The formula has no value here."""


class Slow:
    """Evaluates one text on cells, with `actor` and `region` given."""

    def __init__(self, board, cells, turn, actor, region):
        self.board, self.cells, self.turn = board, cells, turn
        self.universe = board.universe
        self.bound = {
            "actor": ("actor", self.universe.actors[actor]),
            "region": ("region", self.universe.regions[region]),
        }

    def value(self, text, want=None):
        """(kind, Fraction, bool or id) of a text, as the wanted kind."""
        tree = ast.parse(text, mode="eval").body
        self.text = text
        kind, value = self.work(tree)
        return (want, self.whole_to(kind, value, want)) if want else (kind, value)

    def whole_to(self, kind, value, want):
        if kind == "whole" and want == "dec" and abs(value * MILLION) > LIMIT:
            raise Fails
        return value

    def kind(self, node):
        """whole, dec or other, without evaluating."""
        if isinstance(node, ast.Constant):
            return "dec" if "." in ast.get_source_segment(self.text, node) else "whole"
        if isinstance(node, ast.Name):
            if node.id in ("escalation", "rate", "resolve"):
                return "dec"
            return "whole"
        if isinstance(node, ast.Subscript):
            return "dec" if node.value.id in ("will", "worth") else "whole"
        if isinstance(node, ast.UnaryOp):
            return self.kind(node.operand)
        if isinstance(node, ast.BinOp):
            both = {self.kind(node.left), self.kind(node.right)}
            return "dec" if isinstance(node.op, ast.Div) or "dec" in both else "whole"
        if isinstance(node, ast.IfExp):
            return "dec" if "dec" in (self.kind(node.body), self.kind(node.orelse)) else "whole"
        if isinstance(node, ast.Call):
            if node.func.id in ("floor", "ceil", "round", "count"):
                return "whole"
            parts = [arg.elt if isinstance(arg, ast.GeneratorExp) else arg for arg in node.args]
            return "dec" if "dec" in map(self.kind, parts) else "whole"
        return "other"

    def work(self, node):
        return getattr(self, "on_" + type(node).__name__)(node)

    def number(self, kind, value):
        """A result, within 2^53 of its units."""
        if abs(value * (MILLION if kind == "dec" else 1)) > LIMIT:
            raise Fails
        return kind, value

    def on_Constant(self, node):  # noqa: N802
        return self.kind(node), Fraction(ast.get_source_segment(self.text, node))

    def on_Name(self, node):  # noqa: N802
        name, universe = node.id, self.universe
        if name in self.bound:
            return self.bound[name]
        if name in ("true", "false"):
            return "flag", name == "true"
        if name == "turn":
            return "whole", Fraction(self.turn)
        if name in self.board.numbers:
            number = self.board.numbers[name]
            return self.kind(node), Fraction(number.value, MILLION if number.kind.base == "dec" else 1)
        if name in self.board.layout.by_name:
            return self.cell(name)
        return ("actor" if name in universe.actors else "region"), name

    def cell(self, name):
        cell = self.board.layout.by_name[name]
        kind, raw = self.board.layout.column_of[cell].kind, self.cells[cell]
        if kind.is_number:
            return kind.base, Fraction(raw, MILLION if kind.base == "dec" else 1)
        if kind.base == "flag":
            return "flag", bool(raw)
        return kind.base, self.universe.members(kind)[raw]

    def on_Subscript(self, node):  # noqa: N802
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        ids = [self.work(part)[1] for part in parts]
        if node.value.id in self.board.properties:
            table = self.board.properties[node.value.id]
            raw = table.values[self.universe.regions.index(ids[0])]
            return ("flag", bool(raw)) if table.kind.base == "flag" else ("dec", Fraction(raw, MILLION))
        return self.cell(f"{node.value.id}[{','.join(ids)}]")

    def on_UnaryOp(self, node):  # noqa: N802
        kind, value = self.work(node.operand)
        return (kind, not value) if isinstance(node.op, ast.Not) else (kind, -value)

    def on_BinOp(self, node):  # noqa: N802
        (a_kind, a), (b_kind, b) = self.work(node.left), self.work(node.right)
        kind = self.kind(node)
        if isinstance(node.op, ast.Mult):
            value = a * b
        elif isinstance(node.op, ast.Div):
            if b == 0:
                raise Fails
            value = a / b
        else:
            a, b = self.whole_to(a_kind, a, kind), self.whole_to(b_kind, b, kind)
            value = a + b if isinstance(node.op, ast.Add) else a - b
        if kind == "dec":
            value = Fraction(round(value * MILLION), MILLION)
        return self.number(kind, value)

    def on_IfExp(self, node):  # noqa: N802
        kind, value = self.work(node.body if self.work(node.test)[1] else node.orelse)
        want = self.kind(node) if kind in ("whole", "dec") else kind
        return want, self.whole_to(kind, value, want)

    def on_BoolOp(self, node):  # noqa: N802
        last = isinstance(node.op, ast.And)
        for part in node.values:
            if self.work(part)[1] != last:
                return "flag", not last
        return "flag", last

    def on_Compare(self, node):  # noqa: N802
        left = self.work(node.left)[1]
        for op, part in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                inside = left in (
                    [self.work(item)[1] for item in part.elts] if isinstance(part, ast.Tuple) else self.ids(part)
                )
                return "flag", inside == isinstance(op, ast.In)
            right = self.work(part)[1]
            holds = {
                ast.Lt: lambda a, b: a < b,
                ast.LtE: lambda a, b: a <= b,
                ast.Gt: lambda a, b: a > b,
                ast.GtE: lambda a, b: a >= b,
                ast.Eq: lambda a, b: a == b,
                ast.NotEq: lambda a, b: a != b,
            }[type(op)](left, right)
            if not holds:
                return "flag", False
            left = right
        return "flag", True

    def ids(self, node):
        """Members of a set, in order of their ids."""
        universe = self.universe
        if isinstance(node, ast.Call):
            here = self.work(node.args[0])[1]
            return sorted(b for b in universe.regions if self.linked(here, b))
        if node.id in universe.sets:
            base, found = universe.sets[node.id]
            return [(universe.actors if base == "actor" else universe.regions)[i] for i in found]
        return getattr(universe, node.id)

    def linked(self, a, b):
        regions = self.universe.regions
        return (regions.index(a), regions.index(b)) in self.universe.links

    def on_Call(self, node):  # noqa: N802
        name = node.func.id
        if isinstance(node.args[0], ast.GeneratorExp):
            return self.loop(name, node)
        kind = self.kind(node)
        values = [self.work(arg) for arg in node.args]
        if name in ("floor", "ceil", "round"):
            work = {"floor": lambda v: v // 1, "ceil": lambda v: -(-v // 1), "round": round}[name]
            return "whole", Fraction(work(values[0][1]))
        numbers = [self.whole_to(k, v, kind) for k, v in values]
        if name == "clamp":
            if numbers[1] > numbers[2]:
                raise Fails
            return kind, max(numbers[1], min(numbers[0], numbers[2]))
        return kind, {"min": min, "max": max, "abs": lambda values: abs(values[0])}[name](numbers)

    def loop(self, name, node):
        source = node.args[0]
        (generator,) = source.generators
        members, variable = self.ids(generator.iter), generator.target.id
        held = "region" if members and members[0] in self.universe.regions else "actor"
        found = []
        for member in members:
            self.bound[variable] = (held, member)
            if all(self.work(test)[1] for test in generator.ifs):
                _, value = self.work(source.elt)
                found.append(value)
                if (name == "any" and value) or (name == "all" and not value):
                    break
        self.bound.pop(variable, None)
        if name in ("any", "all"):
            return "flag", {"any": any, "all": all}[name](found)
        if name == "count":
            return "whole", Fraction(sum(found))
        kind = self.kind(node)
        if name == "sum":
            return self.number(kind, sum(found, Fraction(0)))
        return kind, {"min": min, "max": max}[name](found, default=Fraction(0))
