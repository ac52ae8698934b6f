"""Compiling what can be done and what happens by itself: actions, contests, rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.model.layout import ACTOR, DEC, FLAG, WHOLE, Kind
from wargame.model.mechanisms import Action, Odds, OutcomeDef, Rule
from wargame.rules.build_compile import CONTEST_ARGS, Compiler, action_args
from wargame.rules.compiled import Expression, Path
from wargame.rules.game import (
    CompiledAction,
    CompiledContest,
    CompiledLater,
    CompiledOdds,
    CompiledOutcome,
    CompiledRoll,
    CompiledRule,
)

SEEN_BY = ("all", "owner", "white_cell")


def compile_action(compiler: Compiler, name: str, action: Action) -> CompiledAction | None:
    """One action; None if any of its formulas is at fault."""
    path: Path = ("actions", name)
    before = len(compiler.faults.found)
    slots = compiler.slots((*path, "params"), action.params, name)
    args = action_args(slots)
    compiler.word((*path, "visible"), action.visible, SEEN_BY)
    who = compiler.expression((*path, "who"), action.who, args, FLAG)
    cost = _costs(compiler, path, action.cost, args)
    requires = compiler.requires((*path, "requires"), action.requires, name, args)
    warns = compiler.requires((*path, "warns"), action.warns, name, args)
    outcomes = action.outcomes or {"done": OutcomeDef("Done", action.text, action.effects)}
    if action.outcomes and action.effects.strip():
        compiler.faults.add((*path, "effects"), "an action with outcomes has its effects there", "move them")
    rolls = [_roll(compiler, path, "", action.odds, outcomes, args, action.reveals, not action.outcomes)]
    for also, spec in action.also.items():
        at = (*path, "also", also)
        rolls.append(_roll(compiler, at, also, spec.odds, spec.outcomes, args, action.reveals, False))
    later = _later(compiler, path, action, args)
    rank = compiler.maybe((*path, "rank"), action.rank, args, DEC)
    phase = compiler.phase((*path, "phase"), action.phase)
    if len(compiler.faults.found) > before or who is None:
        return None
    return CompiledAction(
        name, action, slots, who, cost, requires, warns, tuple(r for r in rolls if r), later, rank, phase
    )


def compile_contest(compiler: Compiler, name: str, resolver: Any) -> CompiledContest:
    """One contest; `resolver` is its mechanic, bound."""
    contest = compiler.definition.contests[name]
    path: Path = ("contests", name)
    compiler.word((*path, "visible"), contest.visible, ("all", "white_cell"))
    compiler.word((*path, "place"), contest.place, ("region",))
    if name in compiler.definition.actions:
        what = f"{name!r} is also an action, and acts of this turn are told apart by name"
        compiler.faults.add(path, what, "choose another name for the contest")
    compiler.template((*path, "text"), contest.text, ("region", "place"))
    return CompiledContest(
        name,
        contest,
        compiler.modifiers((*path, "modifiers"), contest.modifiers, CONTEST_ARGS),
        resolver,
        compiler.phase((*path, "phase"), contest.phase),
    )


def compile_rule(compiler: Compiler, name: str, rule: Rule) -> CompiledRule:
    """One rule that works by itself."""
    path: Path = ("rules", name)
    compiler.word((*path, "visible"), rule.visible, SEEN_BY)
    members, args = _each(compiler, path, rule.each)
    when = compiler.maybe((*path, "when"), rule.when, args, FLAG)
    chance = compiler.maybe((*path, "chance"), rule.chance, args, WHOLE)
    compiler.template((*path, "text"), rule.text, args)
    return CompiledRule(
        id=name,
        definition=rule,
        members=members,
        when=when,
        chance=chance,
        unit=1000 if rule.per_mille else 100,
        program=compiler.program((*path, "effects"), rule.effects, args, rule.reveals, (when,)),
        phase=compiler.phase((*path, "phase"), rule.phase),
    )


def _each(compiler: Compiler, path: Path, each: str) -> tuple[tuple[int, ...] | None, dict[str, Kind]]:
    universe = compiler.universe
    if not each:
        return None, {}
    if each in universe.sets:
        base, members = universe.sets[each]
        return members, {base: Kind(base)}
    base = each.removesuffix("s")
    if base in ("actor", "side", "region"):
        return tuple(range(len(universe.members(Kind(base))))), {base: Kind(base)}
    compiler.faults.unknown((*path, "each"), "set", each, {"actor", "side", "region", *universe.sets})
    return (), {}


def _costs(compiler: Compiler, path: Path, costs: Mapping[str, Any], args: Mapping[str, Kind]) -> dict[str, Expression]:
    columns, found = compiler.names.board.layout.columns, {}
    for stock, text in costs.items():
        at = (*path, "cost", stock)
        column = columns.get(stock)
        if column is None or not column.stock or column.over != (ACTOR,):
            known = [c.id for c in columns.values() if c.stock and c.over == (ACTOR,)]
            compiler.faults.unknown(at, "resource", stock, known)
            continue
        formula = compiler.expression(at, text, args, column.kind)
        if formula is not None:
            found[stock] = formula
    return found


def _roll(
    compiler: Compiler,
    path: Path,
    name: str,
    odds: Odds | None,
    outcomes: Mapping[str, OutcomeDef],
    args: Mapping[str, Kind],
    reveals: bool,
    plain: bool,
) -> CompiledRoll | None:
    """One roll; `plain`: the single outcome `done` made of the action's own effects and text."""
    compiled = _odds(compiler, (*path, "odds"), odds, args) if odds else None
    _check_shares(compiler, path, odds is not None, outcomes)
    found = []
    for outcome, spec in outcomes.items():
        at = path if plain else (*path, "outcomes", outcome)
        compiler.template((*at, "text"), spec.text, args)
        program = compiler.program((*at, "effects"), spec.effects, args, reveals)
        title = spec.title or outcome.replace("_", " ").capitalize()
        found.append(CompiledOutcome(outcome, title, spec.text, program, spec.share))
    if odds and compiled is None:
        return None
    return CompiledRoll(name, compiled, tuple(found))


def _odds(compiler: Compiler, path: Path, odds: Odds, args: Mapping[str, Kind]) -> CompiledOdds | None:
    base = compiler.expression((*path, "base"), odds.base, args, WHOLE)
    modifiers = compiler.modifiers((*path, "modifiers"), odds.modifiers, args)
    return None if base is None else CompiledOdds(base, modifiers, 1000 if odds.per_mille else 100)


def _check_shares(compiler: Compiler, path: Path, chancy: bool, outcomes: Mapping[str, OutcomeDef]) -> None:
    """Outcomes add up: the first has the odds, the last what is left, those between share what the first leaves."""
    faults, ids = compiler.faults, list(outcomes)
    if chancy and len(ids) < 2:
        faults.add((*path, "outcomes"), "odds need two outcomes or more", "add what happens otherwise, even if nothing")
    if not chancy and len(ids) != 1:
        faults.add((*path, "outcomes"), "outcomes without odds", "add the odds of the first, or keep one outcome")
    total = 0
    for i, name in enumerate(ids):
        share, at = outcomes[name].share, (*path, "outcomes", name)
        if 0 < i < len(ids) - 1:
            if share is None:
                faults.add(at, "a middle outcome needs its share", "share = per cent of what the first leaves")
            elif not 0 <= share <= 100:
                faults.add((*at, "share"), "a share is 0 to 100 per cent")
            total += share or 0
        elif share is not None:
            hint = "the first has the odds, the last what is left"
            faults.add((*at, "share"), "only outcomes between the first and the last have a share", hint)
    if total > 100:
        faults.add((*path, "outcomes"), f"the shares of the middle outcomes add up to {total} per cent")


def _later(compiler: Compiler, path: Path, action: Action, args: Mapping[str, Kind]) -> tuple[CompiledLater, ...]:
    found = []
    for name, spec in action.later.items():
        at = (*path, "later", name)
        after = compiler.expression((*at, "after"), spec.after, args, WHOLE)
        program = compiler.program((*at, "effects"), spec.effects, args, action.reveals)
        compiler.template((*at, "text"), spec.text, args)
        if after is not None and after.constant is not None and after.constant < 1:
            compiler.faults.add((*at, "after"), "what comes later comes at least one turn later")
        if after is not None and program is not None:
            found.append(CompiledLater(name, after, program, spec.text))
    return tuple(found)
