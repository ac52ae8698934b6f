"""Ways of filling an action's parameters that can ever be legal, worked out once a game.

A requirement such as "linked(source, target) and control[source] == side(actor)" has a part that hangs on the map
alone. Such parts are asked once for all ways; what they refuse is never tried again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import islice, product

import attrs

from wargame.errors import FormulaFailed
from wargame.model.layout import FLAG
from wargame.rules.build_compile import action_args
from wargame.rules.compiled import Expression
from wargame.rules.formulas.compiling import compile_expression
from wargame.rules.game import CompiledAction, Game

SEARCHED = 4096
"""Ways to fill an action's parameters that are tried."""
CHANGING = re.compile(r"\b[sx]\b")
"""In emitted Python: the cells, or the moment."""
Way = tuple[int, ...]


@attrs.frozen
class Questions:
    """An action's conditions as bots ask them; what hangs on the map alone is settled by `ways`.

    Attributes:
        once: those that name no parameter: one answer for all ways of an actor. each: the others.
    """

    once: tuple[Expression, ...]
    each: tuple[Expression, ...]


def ways(game: Game, action: CompiledAction, actor: int) -> tuple[Way, ...]:
    """(actor, *parameters) of every way that no fixed condition refuses, in canonical order."""
    kept: dict[tuple[str, int], tuple[Way, ...]] = game.derived.setdefault("bots.ways", {})
    found = kept.get((action.id, actor))
    if found is None:
        found = kept[action.id, actor] = tuple(_ways(game, action, actor))
    return found


def questions(game: Game, action: CompiledAction) -> Questions:
    """What is still to be asked of the ways of an action."""
    kept: dict[str, Questions] = game.derived.setdefault("bots.questions", {})
    found = kept.get(action.id)
    if found is None:
        changing = [whole for whole in _wholes(action) if not _is_fixed(whole)]
        once = tuple(one for one in changing if not names_parameter(action, one))
        found = kept[action.id] = Questions(once, tuple(one for one in changing if one not in once))
    return found


def names_parameter(action: CompiledAction, formula: Expression) -> bool:
    """Whether a formula of an action reads any of its parameters; else its value is the same for all ways."""
    names = "|".join(re.escape(slot.name) for slot in action.params)
    return bool(names) and re.search(rf"\b({names})\b", formula.text) is not None


def _wholes(action: CompiledAction) -> tuple[Expression, ...]:
    return (action.who, *(require.that for require in action.requires))


def _ways(game: Game, action: CompiledAction, actor: int) -> Iterator[Way]:
    conditions = [part for whole in _wholes(action) for part in _fixed(game, action, whole)]
    every = product(*(_values(slot.kind.many, slot.values) for slot in action.params))
    for values in islice(every, SEARCHED):
        if all(_holds(condition, (actor, *values)) for condition in conditions):
            yield (actor, *values)


def _holds(condition: Expression, args: Way) -> bool:
    """One that has no value refuses nothing: legality will say."""
    try:
        return bool(condition.call((), None, *args))
    except FormulaFailed:
        return True


def _fixed(game: Game, action: CompiledAction, whole: Expression) -> list[Expression]:
    """The parts of a condition, joined by `and`, that read neither cells nor the moment."""
    if _is_fixed(whole):
        return [whole]
    tree = ast.parse(whole.text.strip(), mode="eval").body
    if game.names is None or not (isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And)):
        return []
    args = action_args(action.params)
    parts = [compile_expression(ast.unparse(part), game.names, args, FLAG) for part in tree.values]
    return [part for part in parts if _is_fixed(part)]


def _is_fixed(expression: Expression) -> bool:
    body = expression.source.partition("\n")[2]
    return not expression.reads and CHANGING.search(body) is None


def _values(many: bool, values: tuple[int, ...]) -> tuple[int, ...]:
    """Values to try; of sets those of one member, all of them, and no others."""
    if not many:
        return values
    single = tuple(v for v in values if v and v & (v - 1) == 0)
    return (*single, values[-1]) if values and values[-1] not in single else single
