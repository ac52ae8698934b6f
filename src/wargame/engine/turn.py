"""The turn: phases resolve, the turn ends, everybody is told. It waits at questions and, if asked, after phases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from wargame.engine import knowledge, split
from wargame.engine.believed import moment, own_stage
from wargame.engine.calendar import date_of
from wargame.engine.dice import Dice
from wargame.engine.endings import ending
from wargame.engine.facts import fields
from wargame.engine.injects import NEWS, news
from wargame.engine.phases import resolve_phase
from wargame.engine.plan import plan
from wargame.engine.publish import Audience, Events, events_of, last, tell
from wargame.engine.result import ended_fields
from wargame.engine.step import Desk, Step
from wargame.model.events import Event
from wargame.model.state import Question, Stage, State, restage
from wargame.rules.compiled import Moment
from wargame.rules.game import Game

END = "end"
"""The name of the last step of a turn: timers and endings."""


def desk_of(game: Game, state: State, to: Audience) -> Desk:
    """The state of a turn, laid out for resolution."""
    stage = state.stage

    def sees(desk: Desk, team: str) -> tuple[tuple[int, ...], Moment]:
        now = on_stage(desk, stage)
        if not to.sight:
            return desk.cells, moment(now)
        known, _ = knowledge.publish(game, desk.cells, now, {team: state.known[team]})
        return known[team].values, moment(own_stage(game, now, team))

    return Desk(
        game=game,
        plan=plan(game),
        dice=Dice(state.seed, stage.luck, stage.turn),
        turn=stage.turn,
        cells=state.cells,
        orders=stage.orders,
        standing=stage.standing,
        choices=stage.choices,
        answers=stage.answers,
        fired=stage.fired,
        open=stage.open,
        proposals=stage.proposals,
        agreements=stage.agreements,
        pending=stage.pending,
        acts=stage.acts,
        facts=None if to.quiet else [],
        sees=sees,
    )


def on_stage(desk: Desk, stage: Stage, **more: Any) -> Stage:
    """The stage with what resolution changed."""
    return restage(
        stage,
        orders=desk.orders,
        standing=desk.standing,
        choices=desk.choices,
        fired=desk.fired,
        open=desk.open,
        proposals=desk.proposals,
        agreements=desk.agreements,
        pending=desk.pending,
        acts=desk.acts,
        **more,
    )


def at_once(desk: Desk, phase: str, build: Callable[[Step], None]) -> None:
    """A step outside the phases; what fails in it has no effect, for there is nobody to ask yet."""
    trial = desk.trial()
    step = Step(trial, phase)
    build(step)
    settled = step.settle()
    if step.questions:
        answers = {**desk.answers, **{question.key: question.default for question in step.questions}}
        trial = desk.trial()
        trial.answers = answers
        step = Step(trial, phase)
        build(step)
        settled = step.settle()
    step.apply(settled)
    desk.adopt(trial)


def resolve(game: Game, state: State, desk: Desk, index: int, stops: bool, to: Audience) -> tuple[State, Events]:
    """Resolves from phase `index` on, until a stop, a question, or the end of the turn."""
    phases = len(desk.plan.phases)
    while index < phases:
        questions = resolve_phase(desk, index)
        if questions:
            return wait(game, state, desk, index, stops, questions, to)
        index, desk.answers = index + 1, {}
        if stops:
            return wait(game, state, desk, index, stops, (), to)
    result = _end(desk)
    if not isinstance(result, str):
        return wait(game, state, desk, index, stops, result, to)
    return _publish(game, state, desk, result, to)


def wait(
    game: Game, state: State, desk: Desk, index: int, stops: bool, questions: tuple[Question, ...], to: Audience
) -> tuple[State, Events]:
    """Resolution waits. The white cell learns what has happened; teams learn nothing before publication."""
    stage = state.stage
    if desk.facts is not None:
        desk.facts += [
            ("plain", "asked", _asked(question)) for question in questions if question not in stage.questions
        ]
    told = [] if desk.facts is None else [fields(game, fact) for fact in desk.facts]
    held = (*stage.held, *([kind, plain] for kind, plain in told if kind not in _WHITE))
    answers = desk.answers if questions else {}
    after = on_stage(desk, stage, phase=index, stops=stops, questions=questions, answers=answers, held=held)
    events = tuple(Event(kind, plain, {}) for kind, plain in told)
    if not to.quiet:
        events = (*events, last(stage, after))
    return state.on(desk.cells, after), events


_WHITE = frozenset({"settled", "asked", "answered", "ruling", "drawn", "stage"})
"""Types that no team is ever told of."""


def _asked(question: Question) -> dict[str, Any]:
    return {**attrs.asdict(question, recurse=False), "options": list(question.options)}


# ---------------------------------------------------------------- the end of a turn


def _end(desk: Desk) -> str | tuple[Question, ...]:
    """Timers, endings, the next turn and its news: all of it, or questions. Returns the ending, "" for none."""
    trial = desk.trial()
    step = Step(trial, END)
    _timers(step)
    step.apply(step.settle())
    step = Step(trial, END)
    over = ending(step)
    if step.questions:
        return tuple(sorted(step.questions, key=lambda question: question.key))
    if not over:
        trial.turn, trial.acts, trial.open, trial.orders, trial.choices = trial.turn + 1, (), (), {}, {}
        desk_turn(trial)
        step = Step(trial, NEWS)
        news(step)
        settled = step.settle()
        if step.questions:
            return tuple(sorted(step.questions, key=lambda question: question.key))
        step.apply(settled)
    desk.adopt(trial)
    desk.turn, desk.dice = trial.turn, trial.dice
    return over


def desk_turn(desk: Desk) -> None:
    """Turns the page: the new turn's dice, and the event that says so."""
    desk.dice = desk.dice.of_turn(desk.turn)
    if desk.facts is not None:
        desk.facts.append(("plain", "turn", {"turn": desk.turn, "date": date_of(desk.game, desk.turn)}))


def _timers(step: Step) -> None:
    """Every timer above 0 falls by one, that of its setting included."""
    log = step.log()
    for column in step.layout.columns.values():
        if column.timer:
            for cell in range(column.offset, column.offset + column.size):
                if step.cells[cell] > 0:
                    log.add(cell, -min(column.step if column.kind.base == "whole" else 1_000_000, step.cells[cell]))


def _publish(game: Game, state: State, desk: Desk, over: str, to: Audience) -> tuple[State, Events]:
    """Ends the turn: the stage is cleared, everybody is told."""
    cleared = cleared_stage(on_stage(desk, state.stage), turn=desk.turn, ended=over, open=() if over else desk.open)
    return publish(game, state, desk, cleared, to)


def cleared_stage(stage: Stage, **changes: Any) -> Stage:
    """A stage in which nothing is being resolved and no order stands."""
    return restage(
        stage,
        phase=-1,
        stops=False,
        orders={},
        choices={},
        acts=(),
        answers={},
        questions=(),
        held=(),
        **changes,
    )


def publish(game: Game, state: State, desk: Desk, after: Stage, to: Audience, reason: str = "") -> tuple[State, Events]:
    """Tells everybody: what was held back, what happened since, what each team sees now, and the ending if there is."""
    if after.ended and desk.facts is not None:
        moment_now = Moment(after.turn, after.agreements, after.pending, desk.acts)
        desk.facts.append(("plain", "ended", ended_fields(game, desk.cells, moment_now, after, state, reason)))
    events: Events = ()
    if desk.facts is not None:
        resolved = state.on(desk.cells, on_stage(desk, state.stage))
        held = tuple(Event(kind, {}, split.parts(game, resolved, kind, plain)) for kind, plain in state.stage.held)
        events = (*held, *events_of(game, resolved, desk.facts))
    known, seen = tell(game, desk.cells, after, state.known, to)
    if not to.quiet:
        events = (*events, *seen, last(state.stage, after))
    return state.on(desk.cells, after, known), events
