"""Orders in resolution: the condition, legality on the truth, each roll, each program, what follows later."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

import attrs

from wargame.engine.conditions import holds
from wargame.engine.dice import drawn
from wargame.engine.plan import numbers, subject
from wargame.engine.step import Desk, Step
from wargame.errors import FormulaFailed
from wargame.model.commands import Order
from wargame.model.layout import half_even
from wargame.model.state import Act, Pending, Sealed
from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledAction, CompiledRequire, CompiledRoll, Game
from wargame.rules.odds import Line
from wargame.rules.odds import odds as odds_of


@attrs.frozen
class Job:
    """A sealed order, ready to run. `args` as formulas take them: (actor, *parameters)."""

    team: str
    sealed: Sealed
    action: CompiledAction
    args: tuple[int, ...]
    subject: str
    slot: int

    @property
    def rule(self) -> str:
        """The action's id: the first half of the job's key."""
        return self.action.id


@attrs.frozen
class Rolled:
    """One roll: the odds and their working, the uniform number, the outcome's place."""

    odds: int | None
    working: tuple[Line, ...]
    uniform: int
    outcome: int


@attrs.frozen
class Ready:
    """What sealing works out of an order: its arguments as formulas take them, and its subject."""

    args: tuple[int, ...]
    subject: str


def jobs(desk: Desk) -> tuple[list[Job], ...]:
    """The orders of each phase in canonical order: actor, action, parameters; slots count identical ones."""
    if desk.jobs is not None:
        return desk.jobs  # type: ignore[no-any-return]
    found = [(*canonical(one), team, one) for team, sealed in desk.orders.items() for one in _all_ready(desk, sealed)]
    found.sort(key=itemgetter(slice(7)))
    phases: tuple[list[Job], ...] = tuple([] for _ in desk.plan.phases)
    before, slot = None, 0
    for _, name, words, *_, team, one in found:
        slot = slot + 1 if (name, words) == before else 0
        before = (name, words)
        action = desk.plan.actions[name].action
        phases[action.phase].append(Job(team, one, action, one.ready.args, words, slot))
    desk.jobs = phases
    return phases


def _all_ready(desk: Desk, sealed: tuple[Sealed, ...]) -> tuple[Sealed, ...]:
    """Orders that come from a log, and not from sealing, are made ready here."""
    return tuple(one if one.ready else attrs.evolve(one, ready=_ready(desk, one.order)) for one in sealed)


def _ready(desk: Desk, order: Order) -> Ready:
    planned = desk.plan.actions[order.action]
    args = (desk.plan.actors[order.actor], *numbers(desk.game, planned.slots, order.args))
    return Ready(args, subject(order.actor, order.args, planned.names))


def canonical(sealed: Sealed) -> tuple[Any, ...]:
    """By which orders are sorted: nothing in it hangs on when or in which place an order was written."""
    order = sealed.order
    expect = -1 if order.expect is None else order.expect
    return order.actor, order.action, sealed.ready.subject, order.condition, order.standing, order.why, expect


def refusal(action: CompiledAction, s: Any, x: Moment, args: tuple[int, ...], lenient: bool) -> tuple[str, str] | None:
    """The first rule that refuses an order: its id and words, None if it is legal.

    `lenient`: a requirement that has no value counts as met (on what a team knows); else FormulaFailed is raised.
    """
    if action.who.constant != 1:
        try:
            if not action.who.call(s, x, *args):
                return "who", f"{action.definition.title}: not for this actor now"
        except FormulaFailed:
            if not lenient:
                raise
    return refusal_of(action.requires, s, x, args, lenient)


def refusal_of(
    requires: tuple[CompiledRequire, ...], s: Any, x: Moment, args: tuple[int, ...], lenient: bool
) -> tuple[str, str] | None:
    """The first requirement that does not hold: its id and words; `lenient` as in `refusal`."""
    for require in requires:
        try:
            if not require.that.call(s, x, *args):
                return require.id, require.say
        except FormulaFailed:
            if not lenient:
                raise
    return None


def resolve(step: Step, job: Job) -> None:
    """Resolves one order within a step."""
    key = f"{step.phase}/{job.rule}/{job.subject}/{job.slot}"
    try:
        if job.sealed.order.condition and not holds(step.desk, job.team, job.sealed.order):
            refund(step, job, 100)
            step.fact("held", job)
            return
        refused = refusal(job.action, step.cells, step.moment, job.args, lenient=False)
        rolls = [] if refused else [(roll, _roll(step, job, roll)) for roll in job.action.rolls]
        after = (
            []
            if refused
            else [(later, later.after.call(step.cells, step.moment, *job.args)) for later in job.action.later]
        )
    except FormulaFailed as failure:
        step.failed(key, failure)
        refused = ("circumstances", str(failure))
    if refused:
        step.fact("failed", job, refused, refund(step, job, job.action.definition.refund))
        return
    for roll, rolled in rolls:
        program = roll.outcomes[rolled.outcome].program
        step.fact("resolved", job, roll, rolled, step.run(key, program, job.args, job.args[0]))
    for later, turns in after:
        _schedule(step, job, later.id, turns)
    order = job.sealed.order
    step.acts.append(Act(order.actor, order.action, order.args))


def refund(step: Step, job: Job, share: int) -> dict[str, int]:
    """Gives back `share` per cent of the price, rounded down to the unit; added with the step's sums."""
    back: dict[str, int] = {}
    for stock, paid in job.sealed.paid.items():
        unit = step.layout.columns[stock].step
        n = paid * share // 100 // unit * unit
        if n:
            back[stock] = n
            step.log().add(step.layout.cell(stock, job.args[0]), n)
    return back


def _roll(step: Step, job: Job, roll: CompiledRoll) -> Rolled:
    """Odds at the step's start, and one uniform number read against them, best outcome first."""
    if roll.odds is None:
        return Rolled(None, (), 0, 0)
    odds, working = odds_of(roll.odds, step.cells, step.moment, job.args)
    rule = f"{job.rule}.{roll.id}" if roll.id else job.rule
    uniform = step.desk.dice.uniform(step.phase, rule, job.subject, job.slot)
    return Rolled(odds, working, uniform, outcome(roll, odds, uniform))


def outcome(roll: CompiledRoll, odds: int, uniform: int) -> int:
    """Which outcome a uniform number of 64 bits gives: the first has the odds, the others their shares of the rest."""
    assert roll.odds is not None
    unit = roll.odds.unit
    if uniform * unit < odds << 64:
        return 0
    shares = 0
    for place, one in enumerate(roll.outcomes[1:-1], 1):
        shares += one.share or 0
        if uniform * unit * 100 < (odds * 100 + (unit - odds) * shares) << 64:
            return place
    return len(roll.outcomes) - 1


def shown(rolled: Rolled, unit: int) -> int | None:
    """The number drawn as players see it; None where nothing was left to chance."""
    return None if rolled.odds is None else drawn(rolled.uniform, unit)


def _schedule(step: Step, job: Job, later: str, turns: int) -> None:
    """Notes a later effect; one that is due at once runs in this step."""
    order, turn = job.sealed.order, step.desk.turn
    pending = Pending(order.action, later, order.actor, order.args, job.slot, turn, turn + max(turns, 0))
    step.fact("scheduled", pending)
    if turns > 0:
        step.scheduled.append(pending)
    else:
        due(step, pending)


def due(step: Step, pending: Pending) -> None:
    """Runs a later effect that has come due, on the step's start with the stored arguments."""
    planned = step.desk.plan.actions[pending.action]
    later = next(one for one in planned.action.later if one.id == pending.later)
    args = (step.desk.plan.actors[pending.actor], *numbers(step.game, planned.slots, pending.args))
    words = subject(pending.actor, pending.args, planned.names)
    key = f"{step.phase}/{pending.action}.{pending.later}/{words}/{pending.ordered}.{pending.slot}"
    step.fact("due", pending, later, step.run(key, later.program, args, args[0]))


def price(game: Game, action: CompiledAction, s: Any, x: Moment, args: tuple[int, ...]) -> dict[str, int]:
    """What an order costs: stock -> cell units, never below 0. FormulaFailed if a price has no value."""
    found = {}
    for stock, formula in action.cost.items():
        column = game.board.layout.columns[stock]
        n = formula.call(s, x, *args)
        if column.kind.base == "dec" and formula.kind.base == "whole":
            n *= 1_000_000
        n = half_even(n, column.step) * column.step
        if n > 0:
            found[stock] = n
    return found
