"""What the turn asks of a game again and again, worked out once and kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.model.commands import Value
from wargame.model.layout import ACTOR, Kind, inward, outward
from wargame.rules.game import CompiledAction, CompiledRule, Game, ParamSlot


@attrs.frozen
class Slot:
    """A parameter or term: the way from a log's value to a number. `table` None: a set of members."""

    name: str
    kind: Kind
    table: Mapping[Value, int] | None


@attrs.frozen
class ActionPlan:
    """An action, its parameters in the order that formulas take them, and their names sorted."""

    action: CompiledAction
    slots: tuple[Slot, ...]
    names: tuple[str, ...]


@attrs.frozen
class RulePlan:
    """A rule with the arguments and the subject of each run."""

    rule: CompiledRule
    runs: tuple[tuple[tuple[int, ...], str, int | None], ...]


@attrs.frozen
class Plan:
    """Tables of one game.

    Attributes:
        actors: id -> index. actions, terms: by id. rules: for each phase, by id.
        phases: id and whether it resolves in turn; signing: index of the phase in which agreements are signed.
        stocks: variables of which an actor has an amount, and can pay another.
        read: orders that were read before, by their content: random play and bots ask for the same ones again.
    """

    actors: Mapping[str, int]
    actions: Mapping[str, ActionPlan]
    terms: Mapping[str, tuple[Slot, ...]]
    phases: tuple[tuple[str, bool], ...]
    rules: tuple[tuple[RulePlan, ...], ...]
    signing: int
    stocks: tuple[str, ...]
    read: dict[Any, Any] = attrs.field(factory=dict, eq=False, repr=False)


def plan(game: Game) -> Plan:
    """The game's tables, made at the first question."""
    found: Plan | None = game.derived.get("plan")
    if found is None:
        found = game.derived["plan"] = _make(game)
    return found


def _make(game: Game) -> Plan:
    universe = game.board.universe
    phases = tuple((name, phase.resolve == "in_turn") for name, phase in game.phases)
    ids = [name for name, _ in phases]
    rules: list[list[RulePlan]] = [[] for _ in phases]
    for name in sorted(game.rules):
        rules[game.rules[name].phase].append(_rule(game, game.rules[name]))
    return Plan(
        actors={actor: i for i, actor in enumerate(universe.actors)},
        actions={
            name: ActionPlan(action, _slots(game, action.params), tuple(sorted(p.name for p in action.params)))
            for name, action in game.actions.items()
        },
        terms={name: _slots(game, kind.terms) for name, kind in game.agreements.items()},
        phases=phases,
        rules=tuple(tuple(found) for found in rules),
        signing=ids.index("agreements") if "agreements" in ids else 0,
        stocks=tuple(sorted(name for name, c in game.board.layout.columns.items() if c.stock and c.over == (ACTOR,))),
    )


def _slots(game: Game, params: tuple[ParamSlot, ...]) -> tuple[Slot, ...]:
    universe = game.board.universe
    return tuple(
        Slot(p.name, p.kind, None if p.kind.many else {outward(universe, p.kind, value): value for value in p.values})
        for p in params
    )


def _rule(game: Game, rule: CompiledRule) -> RulePlan:
    """Each member a rule runs over: arguments, subject, and the actor that acts (for contests)."""
    if rule.members is None:
        return RulePlan(rule, (((), "", None),))
    universe = game.board.universe
    each = rule.definition.each
    base = universe.sets[each][0] if each in universe.sets else each.rstrip("s")
    ids = universe.members(Kind(base))
    return RulePlan(rule, tuple(((i,), ids[i], i if base == "actor" else None) for i in rule.members))


def number(game: Game, slot: Slot, value: Any) -> int:
    """A parameter's or term's value as formulas take it; ValueError or KeyError for anything that does not fit."""
    if slot.table is None:
        mask = inward(game.board.universe, slot.kind, value)
        if not mask:
            raise ValueError("an empty set")
        return mask
    if isinstance(value, bool) is not (slot.kind.base == "flag"):
        raise ValueError(f"unexpected {value!r}")
    return slot.table[value]


def numbers(game: Game, slots: tuple[Slot, ...], values: Mapping[str, Any]) -> tuple[int, ...]:
    """All values, in the order that formulas take them."""
    return tuple(number(game, slot, values[slot.name]) for slot in slots)


def word(value: Value) -> str:
    """A value inside a subject: the die's key, so its bytes are part of the log's contract."""
    if value is None:
        return "nobody"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def subject(actor: str, args: Mapping[str, Value], names: tuple[str, ...]) -> str:
    """`actor,k=v,k=v`, parameters by name."""
    return ",".join((actor, *(f"{name}={word(args[name])}" for name in names)))
