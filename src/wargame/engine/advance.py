"""`advance(game, state, command) -> (state, events)`: the only way a game moves. A refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wargame.engine import checks, talks, white_cell
from wargame.engine.believed import moment, own_stage
from wargame.engine.closing import close
from wargame.engine.endings import STOPPED
from wargame.engine.publish import Audience, Events, events_of, last
from wargame.engine.sealing import seal
from wargame.engine.step import Fact
from wargame.engine.turn import at_once, cleared_stage, desk_of, on_stage, publish, resolve, wait
from wargame.model.commands import (
    Accept,
    Answer,
    Choose,
    Close,
    Command,
    End,
    Fire,
    Go,
    Order,
    Propose,
    Refuse,
    Rule,
    Say,
    Seal,
    Withdraw,
)
from wargame.model.state import Question, Stage, State, restage
from wargame.rules.compiled import Moment
from wargame.rules.game import Game

Result = tuple[State, Events]


def advance(game: Game, state: State, command: Command, *, quiet: bool = False, sight: bool = True) -> Result:
    """The state after a command, and what happened. `state` is left as it was.

    Args:
        quiet: make no events (batches); the new state is the same.
        sight: tell teams what they see; without it orders are judged on the truth (see `publish.Audience`).

    Raises:
        CommandRefused: the rules do not allow it now; the message is one sentence for whoever sent it.
    """
    handler = _HANDLERS.get(type(command))
    if handler is None:
        checks.refuse("type", "this is no command")
    if state.stage.ended:
        checks.refuse("ended", "the game is over")
    return handler(game, state, command, Audience(quiet, sight))


def _knows(game: Game, state: State, team: str, to: Audience) -> tuple[Any, Moment]:
    """The cells and the moment that a team's commands are judged on."""
    if not to.sight:
        return state.cells, moment(state.stage)
    return state.known[team].values, moment(own_stage(game, state.stage, team))


def _idle(state: State) -> None:
    if state.stage.phase >= 0:
        checks.refuse("phase", "the turn is being resolved")


def _moved(game: Game, state: State, stage: Stage, facts: list[Fact], to: Audience) -> Result:
    """A command that changes the stage alone."""
    after = state.on(state.cells, stage)
    if to.quiet:
        return after, ()
    return after, (*events_of(game, state, facts), last(state.stage, stage))


# ---------------------------------------------------------------- teams


def _seal(game: Game, state: State, command: Seal, to: Audience) -> Result:
    _idle(state)
    team, stage = checks.team(game, command.team), state.stage
    sealed = seal(game, team, checks.items(command.orders, Order, "orders"), *_knows(game, state, team, to))
    standing = {**stage.standing, team: tuple(one.order for one in sealed if one.order.standing)}
    after = restage(
        stage,
        orders={**stage.orders, team: sealed},
        standing={name: orders for name, orders in standing.items() if orders},
    )
    facts: list[Fact] = [] if to.quiet else [("sealed", team, sealed)]
    return _moved(game, state, after, facts, to)


def _talk(game: Game, state: State, command: Any, to: Audience) -> Result:
    _idle(state)
    team = checks.team(game, command.team)
    knows = _knows(game, state, team, to)
    talk = talks.Talk(game, state.stage, state.cells, moment(state.stage), knows)
    proposals, facts = _TALKS[type(command)](talk, command)
    return _moved(game, state, restage(state.stage, proposals=proposals), facts, to)


_TALKS: dict[type, Callable[[talks.Talk, Any], talks.Moved]] = {
    Propose: talks.propose,
    Accept: talks.accept,
    Refuse: talks.reject,
    Withdraw: talks.withdraw,
}


def _choose(game: Game, state: State, command: Choose, to: Audience) -> Result:
    _idle(state)
    team, stage = checks.team(game, command.team), state.stage
    inject = white_cell.inject_of(game, command.inject)
    if inject.actor is None or game.team_of[inject.actor] != team:
        checks.refuse("team", f"{team} does not choose here")
    if inject.id not in stage.open:
        checks.refuse("open", f"nothing is to be chosen: {inject.definition.title}")
    choice = checks.known(command.choice, {one.id for one in inject.choices}, "choice")
    answer = inject.definition.choices[choice].title
    fields = {
        "team": team, "inject": inject.id, "title": inject.definition.title, "choice": choice, "answer": answer,
        "applied": False,
    }  # fmt: skip
    after = restage(stage, choices={**stage.choices, inject.id: choice})
    return _moved(game, state, after, [("plain", "chosen", fields)], to)


def _say(game: Game, state: State, command: Say, to: Audience) -> Result:
    team = checks.team(game, command.team)
    others = tuple(sorted({checks.team(game, other) for other in checks.items(command.to, str, "to")}))
    fields = {"team": team, "to": list(others), "text": checks.text(command.text, "text")}
    return _moved(game, state, state.stage, [("plain", "said", fields)], to)


# ---------------------------------------------------------------- resolution


def _close(game: Game, state: State, command: Close, to: Audience) -> Result:
    _idle(state)
    stops = checks.flag(command.stops, "stops")
    desk = desk_of(game, state, to)
    close(desk, state.stage, lambda team: _knows(game, state, team, to))
    return resolve(game, state, desk, 0, stops, to)


def _go(game: Game, state: State, command: Go, to: Audience) -> Result:
    if state.stage.phase < 0:
        checks.refuse("phase", "nothing is being resolved")
    if state.stage.questions:
        checks.refuse("question", "a question is open")
    return resolve(game, state, desk_of(game, state, to), state.stage.phase, state.stage.stops, to)


def _answer(game: Game, state: State, command: Answer, to: Audience) -> Result:
    stage = state.stage
    key, answer = checks.text(command.question, "question"), checks.text(command.answer, "answer")
    fields = {"key": key, "answer": answer, "reason": checks.text(command.reason, "reason")}
    question: Question | None = next((one for one in stage.questions if one.key == key), None)
    if question is None:
        checks.refuse("question", "no such question is open")
    if answer not in question.options:
        checks.refuse("answer", f"the answer must be one of: {', '.join(question.options)}")
    after = restage(
        stage,
        answers={**stage.answers, key: answer},
        questions=tuple(one for one in stage.questions if one.key != key),
    )
    told: Fact = ("plain", "answered", fields)
    if after.questions:
        return _moved(game, state, after, [told], to)
    desk = desk_of(game, state.on(state.cells, after), to)
    if desk.facts is not None:
        desk.facts.append(told)
    return resolve(game, state, desk, stage.phase, stage.stops, to)


# ---------------------------------------------------------------- the white cell


def _rule(game: Game, state: State, command: Rule, to: Audience) -> Result:
    desk = desk_of(game, state, to)
    cells = white_cell.read(game, desk, command)
    if desk.facts is not None:
        desk.facts.append(("plain", "ruling", white_cell.ruling_fields(command)))
    at_once(desk, white_cell.RULING, lambda step: white_cell.rule(step, command, cells))
    if state.stage.phase < 0:
        return publish(game, state, desk, on_stage(desk, state.stage), to)
    stage = state.stage
    return wait(game, state, desk, stage.phase, stage.stops, stage.questions, to)


def _fire(game: Game, state: State, command: Fire, to: Audience) -> Result:
    _idle(state)
    inject, reason = white_cell.inject_of(game, command.inject), checks.text(command.reason, "reason")
    desk = desk_of(game, state, to)
    at_once(desk, "news", lambda step: white_cell.fire(step, inject, reason))
    return publish(game, state, desk, on_stage(desk, state.stage), to)


def _end(game: Game, state: State, command: End, to: Audience) -> Result:
    reason = checks.text(command.reason, "reason")
    desk = desk_of(game, state, to)
    after = cleared_stage(state.stage, ended=STOPPED, open=())
    return publish(game, state, desk, after, to, reason)


_HANDLERS: dict[type, Callable[[Game, State, Any, Audience], Result]] = {
    Seal: _seal,
    Propose: _talk,
    Accept: _talk,
    Refuse: _talk,
    Withdraw: _talk,
    Choose: _choose,
    Say: _say,
    Close: _close,
    Go: _go,
    Answer: _answer,
    Rule: _rule,
    Fire: _fire,
    End: _end,
}
