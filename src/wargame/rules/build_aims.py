"""Compiling what actors want and how bots play them, what the scenario brings, and how the game ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.model.definition import Claim, Ending
from wargame.model.layout import ACTOR, DEC, FLAG, WHOLE
from wargame.model.mechanisms import Inject
from wargame.model.parties import Doctrine, Objective, Offer
from wargame.rules.build_columns import cell_value
from wargame.rules.build_compile import Compiler, action_args
from wargame.rules.build_universe import millionths
from wargame.rules.compiled import Expression, Path
from wargame.rules.game import (
    CompiledAction,
    CompiledAgreement,
    CompiledChoice,
    CompiledClaim,
    CompiledDoctrine,
    CompiledEnding,
    CompiledInject,
    CompiledObjective,
    CompiledOffer,
    CompiledWeight,
    ParamSlot,
)

HOLDER = {"actor": ACTOR}


def compile_objective(compiler: Compiler, actor: str, name: str, entry: Objective) -> CompiledObjective | None:
    """One aim of an actor."""
    path: Path = ("actors", actor, "objectives", name)
    compiler.word((*path, "visible"), entry.visible, ("all", "owner", "white_cell"))
    when = compiler.maybe((*path, "when"), entry.when, HOLDER, FLAG)
    points = compiler.expression((*path, "points"), entry.points, HOLDER, DEC)
    if points is None:
        return None
    return CompiledObjective(name, entry, compiler.universe.actors.index(actor), when, points)


def compile_ending(compiler: Compiler, name: str, entry: Ending) -> CompiledEnding | None:
    """One ending."""
    when = compiler.expression(("endings", name, "when"), entry.when, {}, FLAG)
    points = compiler.expression(("endings", name, "points"), entry.points, HOLDER, DEC)
    return None if when is None or points is None else CompiledEnding(name, entry, when, points)


def compile_claim(compiler: Compiler, name: str, entry: Claim) -> CompiledClaim | None:
    """One claim of the analysis."""
    event = compiler.expression(("claims", name, "event"), entry.event, {}, FLAG)
    if entry.by_turn is not None and entry.at_turn is not None:
        compiler.faults.add(("claims", name, "at_turn"), "a claim is asked by a turn or at a turn, not both")
    return None if event is None else CompiledClaim(name, entry, event)


def compile_inject(compiler: Compiler, name: str, entry: Inject) -> CompiledInject | None:
    """One inject and the choice that it puts before an actor."""
    path: Path = ("injects", name)
    faults = compiler.faults
    compiler.word((*path, "visible"), entry.visible, ("all", "owner", "white_cell"))
    when = compiler.expression((*path, "when"), entry.when, {}, FLAG)
    chance = compiler.maybe((*path, "chance"), entry.chance, {}, WHOLE)
    choices = tuple(
        CompiledChoice(
            choice,
            spec,
            compiler.program((*path, "choices", choice, "effects"), spec.effects, {}, entry.reveals),
        )
        for choice, spec in entry.choices.items()
    )
    actors = compiler.universe.actors
    if entry.actor and entry.actor not in actors:
        faults.unknown((*path, "actor"), "actor", entry.actor, actors)
    if choices and not entry.actor:
        faults.add(path, "an inject with choices needs the actor who chooses", 'actor = "…"')
    if choices and entry.default not in entry.choices:
        faults.unknown((*path, "default"), "choice", entry.default, entry.choices)
    program = compiler.program((*path, "effects"), entry.effects, {}, entry.reveals, (when,))
    if when is None:
        return None
    actor = actors.index(entry.actor) if entry.actor in actors else None
    return CompiledInject(name, entry, when, chance, program, actor, choices)


def compile_doctrine(
    compiler: Compiler,
    actor: str,
    entry: Doctrine,
    actions: Mapping[str, CompiledAction],
    agreements: Mapping[str, CompiledAgreement],
) -> CompiledDoctrine:
    """How a bot plays an actor."""
    path: Path = ("actors", actor, "doctrine")
    orders: dict[str, list[CompiledWeight]] = {}
    for name, weight in entry.orders.items():
        at = (*path, "orders", name)
        if weight.action not in compiler.definition.actions:
            compiler.faults.unknown((*at, "action"), "action", weight.action, compiler.definition.actions)
            continue
        if weight.action not in actions:
            continue
        args = action_args(actions[weight.action].params)
        value = compiler.expression((*at, "weight"), weight.weight, args, DEC)
        when = compiler.maybe((*at, "when"), weight.when, args, FLAG)
        if value is not None:
            orders.setdefault(weight.action, []).append(CompiledWeight(name, weight.action, value, when))
    noise = millionths(entry.noise)
    if noise is None or noise < 0:
        compiler.faults.add((*path, "noise"), "the noise is a number from 0 with at most six places")
    return CompiledDoctrine(
        noise or 0,
        {action: tuple(weights) for action, weights in orders.items()},
        tuple(
            offer
            for name, spec in entry.proposals.items()
            if (offer := _offer(compiler, (*path, "proposals", name), name, spec, agreements)) is not None
        ),
        _choices(compiler, path, entry),
    )


def _offer(
    compiler: Compiler, path: Path, name: str, entry: Offer, agreements: Mapping[str, CompiledAgreement]
) -> CompiledOffer | None:
    actors = compiler.universe.actors
    for i, party in enumerate(entry.parties):
        if party not in actors:
            compiler.faults.unknown((*path, "parties", i), "actor", party, actors)
    if entry.kind not in compiler.definition.agreements:
        compiler.faults.unknown((*path, "kind"), "agreement", entry.kind, compiler.definition.agreements)
    weight = compiler.expression((*path, "weight"), entry.weight, HOLDER, DEC)
    when = compiler.maybe((*path, "when"), entry.when, HOLDER, FLAG)
    if entry.kind not in agreements or weight is None:
        return None
    parties = tuple(sorted(actors.index(party) for party in entry.parties if party in actors))
    terms = _terms(compiler, (*path, "terms"), entry.terms, agreements[entry.kind].terms)
    return CompiledOffer(name, entry.kind, parties, terms, weight, when)


def _terms(compiler: Compiler, path: Path, given: Mapping[str, Any], slots: tuple[ParamSlot, ...]) -> dict[str, int]:
    """Every term's value: as given, else its default, else its first."""
    names = {slot.name for slot in slots}
    for term in given:
        if term not in names:
            compiler.faults.unknown((*path, term), "term", term, names)
    found: dict[str, int] = {}
    for slot in slots:
        found[slot.name] = slot.values[0] if slot.default is None else slot.default
        if slot.name in given:
            raw = given[slot.name]
            try:
                raw = ",".join(raw) if isinstance(raw, list | tuple) else raw
                found[slot.name] = cell_value(compiler.universe, slot.kind, raw)
            except ValueError as error:
                compiler.faults.add((*path, slot.name), str(error))
    return found


def _choices(compiler: Compiler, path: Path, entry: Doctrine) -> dict[str, dict[str, Expression]]:
    injects = compiler.definition.injects
    found: dict[str, dict[str, Expression]] = {}
    for inject, pick in entry.choices.items():
        at = (*path, "choices", inject)
        if inject not in injects:
            compiler.faults.unknown(at, "inject", inject, injects)
            continue
        found[inject] = {}
        for choice, text in pick.weights.items():
            if choice not in injects[inject].choices:
                compiler.faults.unknown((*at, "weights", choice), "choice", choice, injects[inject].choices)
            formula = compiler.expression((*at, "weights", choice), text, HOLDER, DEC)
            if formula is not None:
                found[inject][choice] = formula
    return found
