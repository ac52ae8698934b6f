"""Legality: why an order may not be given. The same rules on the truth and on what a team believes.

Who may, and what the action requires. Slots, limits, costs and sealing are matters of the turn, and the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.layout import outward
from wargame.model.view import Refusal
from wargame.rules.board import Board
from wargame.rules.compiled import Moment
from wargame.rules.formulas import compile_template, fill
from wargame.rules.game import CompiledAction, CompiledAgreement, CompiledRequire, Game, ParamSlot

NOT_AMONG = "this is not among what can be named"


def refusals(
    game: Game,
    s: Any,
    x: Moment,
    action: CompiledAction,
    actor: int,
    args: Sequence[int],
    *,
    believed: bool = False,
) -> tuple[Refusal, ...]:
    """Everything that forbids an order; () if it is legal.

    Args:
        args: the action's parameters in `action.params` order, cell units.
        believed: the cells are what a team believes: a requirement that has no value there counts as met.

    Raises:
        FormulaFailed: on the truth, where a formula has no value.
    """
    values = (actor, *args)
    found = []
    for slot, value in zip(action.params, args, strict=True):
        if not possible(slot, value):
            found.append(Refusal(f"{action.id}.params.{slot.name}", f"{slot.title}: {NOT_AMONG}"))
    if found:
        return tuple(found)
    if not _holds(action.who, s, x, values, believed):
        title = game.board.definition.actors[game.board.universe.actors[actor]].title
        return (Refusal(f"{action.id}.who", f"{title} cannot do this"),)
    return _unmet(game.board, action.requires, s, x, values, words_of(game, action, actor, args), believed)


def warnings(game: Game, s: Any, x: Moment, action: CompiledAction, actor: int, args: Sequence[int]) -> tuple[str, ...]:
    """What the author warns of: the words of each `warns` whose condition does not hold on what a team believes."""
    words = words_of(game, action, actor, args)
    return tuple(one.say for one in _unmet(game.board, action.warns, s, x, (actor, *args), words, True))


def agreement_refusals(
    game: Game,
    s: Any,
    x: Moment,
    kind: CompiledAgreement,
    parties: Sequence[int],
    terms: Sequence[int],
    *,
    believed: bool = False,
) -> tuple[Refusal, ...]:
    """Everything that forbids an agreement between parties on terms (in `kind.terms` order)."""
    actors = game.board.universe.actors
    if not kind.fewest <= len(set(parties)) <= kind.most or not set(parties) <= set(kind.members):
        return (Refusal(f"{kind.id}.parties", f"the parties of this agreement are {kind.definition.parties}"),)
    for slot, value in zip(kind.terms, terms, strict=True):
        if not possible(slot, value):
            return (Refusal(f"{kind.id}.terms.{slot.name}", f"{slot.title}: {NOT_AMONG}"),)
    for party in parties:
        if not _holds(kind.who, s, x, (party,), believed):
            title = game.board.definition.actors[actors[party]].title
            return (Refusal(f"{kind.id}.who", f"{title} cannot be a party"),)
    mask = sum(1 << party for party in set(parties))
    titles = ", ".join(game.board.definition.actors[actors[party]].title for party in sorted(set(parties)))
    words = {"parties": titles} | {
        slot.name: said(game.board, slot, value) for slot, value in zip(kind.terms, terms, strict=True)
    }
    return _unmet(game.board, kind.requires, s, x, (mask, *terms), words, believed)


def possible(slot: ParamSlot, value: int) -> bool:
    """Whether a parameter can have a value; a set of members must be one of its members or more."""
    if not slot.kind.many:
        return value in slot.values
    every = 0
    for one in slot.values:
        every |= one
    return value > 0 and value & ~every == 0


def words_of(game: Game, action: CompiledAction, actor: int, args: Sequence[int]) -> dict[str, str]:
    """Parameter -> the words that templates show: titles of members, numbers as they are."""
    found = {"actor": game.board.definition.actors[game.board.universe.actors[actor]].title}
    return found | {slot.name: said(game.board, slot, value) for slot, value in zip(action.params, args, strict=True)}


def said(board: Board, slot: ParamSlot, value: int) -> str:
    """A parameter's value in words."""
    definition, shown = board.definition, outward(board.universe, slot.kind, value)
    if slot.kind.is_number or slot.kind.base == "flag" or shown is None:
        return "nobody" if shown is None else str(shown).lower()
    tables: Mapping[str, Mapping[str, Any]] = {
        "actor": definition.actors,
        "side": {**definition.actors, **definition.sides},
        "region": definition.regions,
    }
    table = tables.get(slot.kind.base, {})
    ids = str(shown).split(",")
    return ", ".join(table[one].title if one in table else one.replace("_", " ") for one in ids if one)


def _unmet(
    board: Board,
    requires: Sequence[CompiledRequire],
    s: Any,
    x: Moment,
    values: Sequence[int],
    words: Mapping[str, str],
    believed: bool,
) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(one.id, fill(compile_template(one.say, words), words))
        for one in requires
        if not _holds(one.that, s, x, values, believed)
    )


def _holds(formula: Any, s: Any, x: Moment, values: Sequence[int], believed: bool) -> bool:
    try:
        return bool(formula.call(s, x, *values))
    except FormulaFailed:
        if not believed:
            raise
        return True
