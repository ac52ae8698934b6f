"""A phase of resolution: asked whole, on a trial copy of the desk, and taken over only when nothing is open."""

from __future__ import annotations

from wargame.engine import agreements
from wargame.engine.dice import drawn
from wargame.engine.injects import chosen
from wargame.engine.orders import Job, due, jobs, resolve
from wargame.engine.plan import RulePlan
from wargame.engine.step import Desk, Step
from wargame.errors import FormulaFailed
from wargame.model.state import Question


def resolve_phase(desk: Desk, index: int) -> tuple[Question, ...]:
    """Resolves a phase. If it asks anything the desk is as it was, and the questions come back, sorted by key."""
    name, in_turn = desk.plan.phases[index]
    orders = jobs(desk)[index]
    if not orders and _idle(desk, index):
        return ()
    trial = desk.trial()
    if in_turn:
        questions = _in_turn(trial, index, orders)
    else:
        step = Step(trial, name)
        _others(step, index)
        for job in orders:
            resolve(step, job)
        questions = _close(step, index, last=index == len(desk.plan.phases) - 1)
    if not questions:
        desk.adopt(trial)
    return questions


def _idle(desk: Desk, index: int) -> bool:
    """Whether a phase without orders has nothing to do at all."""
    tables = desk.plan
    if index in (0, tables.signing, len(tables.phases) - 1) or tables.rules[index]:
        return False
    return all(tables.actions[pending.action].action.phase != index for pending in desk.pending)


def _in_turn(trial: Desk, index: int, orders: list[Job]) -> tuple[Question, ...]:
    """Programs of rules and later effects first, then one order at a time, in the initiative's order."""
    name, _ = trial.plan.phases[index]
    last = index == len(trial.plan.phases) - 1
    step = Step(trial, name)
    try:
        orders = _by_initiative(step, index, orders)
    except FormulaFailed as failure:
        step.failed(f"{name}/initiative", failure)
    questions: tuple[Question, ...] = ()
    if not _idle(trial, index) or step.questions:
        _others(step, index)
        questions = _close(step, index, last=last and not orders)
    for place, job in enumerate(orders):
        if questions:
            return questions
        step = Step(trial, name)
        resolve(step, job)
        questions = _close(step, index, last=last and place == len(orders) - 1)
    return questions


def _by_initiative(step: Step, index: int, orders: list[Job]) -> list[Job]:
    """Highest initiative first; ties, and all where the phase states none, in canonical order."""
    formula = step.game.initiative.get(index)
    if formula is None:
        return orders
    first = {job.args[0]: formula.call(step.cells, step.moment, job.args[0]) for job in orders}
    return sorted(orders, key=lambda job: -first[job.args[0]])


def _others(step: Step, index: int) -> None:
    """Everything but orders: choices, signings and standing effects, later effects that are due, rules."""
    desk = step.desk
    if index == 0:
        chosen(step)
    if index == desk.plan.signing:
        agreements.sign(step)
    ready = [p for p in desk.pending if p.due <= desk.turn and desk.plan.actions[p.action].action.phase == index]
    for pending in ready:
        due(step, pending)
    if ready:
        desk.pending = tuple(p for p in desk.pending if p not in ready)
    for rule in desk.plan.rules[index]:
        _rule(step, rule)


def _rule(step: Step, planned: RulePlan) -> None:
    """What happens by itself: each member whose `when` holds, if the die says so."""
    rule = planned.rule
    s, x = step.cells, step.moment
    for args, subject, actor in planned.runs:
        key = f"{step.phase}/{rule.id}/{subject}/0"
        odds, uniform, happens = None, 0, True
        try:
            if rule.when is not None and not rule.when.call(s, x, *args):
                continue
            if rule.chance is not None:
                odds = min(max(rule.chance.call(s, x, *args), 0), rule.unit)
                uniform = step.desk.dice.uniform(step.phase, rule.id, subject, 0)
                happens = uniform * rule.unit < odds << 64
        except FormulaFailed as failure:
            step.failed(key, failure)
            continue
        w = step.run(key, rule.program if happens else None, args, actor)
        if odds is not None or w.sets or w.adds or w.moves or w.enters:
            step.fact("rule", rule, subject, odds, None if odds is None else drawn(uniform, rule.unit), happens, w)


def _close(step: Step, index: int, last: bool) -> tuple[Question, ...]:
    """The end of a step: contests, breach in the last one, ended agreements, settling."""
    step.contests()
    if last:
        agreements.breaches(step)
        agreements.expire(step)
    agreements.finish(step)
    settled = step.settle()
    if step.questions:
        return tuple(sorted(step.questions, key=lambda question: question.key))
    step.apply(settled)
    return ()
