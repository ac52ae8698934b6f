"""Who may see a variable: `visible` split at its top `or` into what is fixed and what reads the state.

Fixed clauses (`owner`, `side(actor) == side(viewer)`) are worked out here, once, into each team's always-seen cells.
Clauses that read state are left to be asked on those cells only, so a rule can never tell what its team does not see.
A team sees what any of its actors sees.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import product

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, FLAG, Column, Kind
from wargame.model.mechanisms import Variable
from wargame.rules.build_compile import Compiler, index_args
from wargame.rules.compiled import Expression, Moment, Path, Team
from wargame.rules.formulas.syntax import Parsed, parse_expression
from wargame.rules.game import CompiledSight

WORDS = ("all", "owner", "white_cell")
STAGE_WORDS = frozenset({"turn", "turns", "has_agreement", "party", "in_force", "pending", "acted", "attacked"})


def compile_sight(
    compiler: Compiler, name: str, entry: Variable, column: Column, teams: Mapping[str, Team]
) -> CompiledSight:
    """The sight of one variable. A formula with a fault hides."""
    path: Path = ("variables", name)
    estimate = None
    args = {"viewer": ACTOR, **index_args(column.over)}
    if entry.estimate.strip():
        estimate = compiler.expression((*path, "estimate"), entry.estimate, args, column.kind)
    rule = entry.visible or "white_cell"
    if rule == "owner":
        return CompiledSight(rule, _owned(compiler, path, column, teams), (), estimate)
    if rule in WORDS:
        return CompiledSight(rule, {}, (), estimate)
    fixed, open_ = _clauses(compiler, (*path, "visible"), rule, args)
    always = {
        team.id: frozenset(
            cell
            for cell, indexes in cells_of(column)
            if any(_holds(compiler, clause, viewer, indexes) for clause in fixed for viewer in team.actors)
        )
        for team in teams.values()
    }
    return CompiledSight("formula", always, tuple(open_), estimate)


def cells_of(column: Column) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(cell, indexes) of a column, in order."""
    return zip(
        range(column.offset, column.offset + column.size), product(*(range(n) for n in column.shape)), strict=True
    )


def _owned(compiler: Compiler, path: Path, column: Column, teams: Mapping[str, Team]) -> dict[str, frozenset[int]]:
    """Cells whose first actor, or first side, is one of the team's."""
    bases = [kind.base for kind in column.over]
    place = next((bases.index(base) for base in ("actor", "side") if base in bases), None)
    if place is None:
        compiler.faults.add((*path, "visible"), "nobody owns a variable that is over no actor and no side")
        return {}
    found = {}
    for team in teams.values():
        own = team.actors
        if bases[place] == "side":
            own = tuple(compiler.universe.side_of[actor] for actor in team.actors)
        found[team.id] = frozenset(cell for cell, indexes in cells_of(column) if indexes[place] in own)
    return found


def _clauses(
    compiler: Compiler, path: Path, text: str, args: Mapping[str, Kind]
) -> tuple[list[Expression], list[Expression]]:
    """(fixed, state-reading) clauses of a formula. The whole is compiled first, so that faults are where they are."""
    whole = compiler.expression(path, text, args, FLAG)
    if whole is None:
        return [], []
    parsed = parse_expression(text)
    fixed: list[Expression] = []
    open_: list[Expression] = []
    for node in _alternatives(parsed):
        clause = compiler.expression(path, parsed.source(node), args, FLAG)
        if clause is not None:
            names = {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}
            (open_ if clause.reads or names & STAGE_WORDS else fixed).append(clause)
    return fixed, open_


def _alternatives(parsed: Parsed) -> list[ast.expr]:
    tree = parsed.tree
    body = tree.body if isinstance(tree, ast.Expression) else None
    if isinstance(body, ast.BoolOp) and isinstance(body.op, ast.Or):
        return body.values
    return [body] if body is not None else []


def _holds(compiler: Compiler, clause: Expression, viewer: int, indexes: tuple[int, ...]) -> bool:
    """A fixed clause of one cell; one that fails hides."""
    try:
        return bool(clause.call(compiler.names.board.start, Moment(turn=1), viewer, *indexes))
    except FormulaFailed:
        return False
