"""Random legal play, for tests: orders, proposals and choices drawn from a seed, whatever the scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from wargame.engine import advance, start
from wargame.errors import CommandRefused
from wargame.model.commands import Accept, Answer, Choose, Close, Command, Go, Order, Propose, Refuse, Seal, Value
from wargame.model.events import Event
from wargame.model.layout import outward
from wargame.model.state import State
from wargame.rules.game import Game, ParamSlot

Seen = Callable[[State, tuple[Event, ...]], None]


def values_of(game: Game, slots: tuple[ParamSlot, ...], rng: Random) -> dict[str, Value]:
    """A random value for each parameter."""
    return {slot.name: outward(game.board.universe, slot.kind, rng.choice(slot.values)) for slot in slots}


def random_order(game: Game, actor: str, rng: Random) -> Order:
    """Any order at all; most are not legal."""
    action = game.actions[rng.choice(sorted(game.actions))]
    return Order(actor, action.id, values_of(game, action.params, rng), standing=rng.random() < 0.1)


def random_orders(game: Game, state: State, team: str, rng: Random, tries: int = 12) -> tuple[Order, ...]:
    """Orders that the team may seal together, found by trying."""
    actors = [game.board.universe.actors[i] for i in game.teams[team].actors]
    found: tuple[Order, ...] = ()
    for _ in range(tries):
        more = (*found, random_order(game, rng.choice(actors), rng))
        try:
            advance(game, state, Seal(team, more), quiet=True)
        except CommandRefused:
            continue
        found = more
    return found


def random_seals(game: Game, state: State, rng: Random) -> list[Seal]:
    """One seal for each team."""
    return [Seal(team, random_orders(game, state, team, rng)) for team in sorted(game.teams)]


def random_talk(game: Game, state: State, rng: Random) -> Iterator[Command]:
    """A proposal, then answers to what is on the table; some of them will be refused."""
    actors = game.board.universe.actors
    if game.agreements:
        kind = game.agreements[rng.choice(sorted(game.agreements))]
        size = min(rng.randint(kind.fewest, kind.most), len(kind.members))
        parties = tuple(actors[i] for i in rng.sample(kind.members, size))
        actor = rng.choice(parties)
        team = game.team_of[actors.index(actor)]
        yield Propose(team, actor, kind.id, parties, values_of(game, kind.terms, rng))
    for proposal in state.stage.proposals:
        for actor in proposal.parties:
            team = game.team_of[actors.index(actor)]
            roll = rng.random()
            if roll < 0.7:
                yield Accept(team, actor, proposal.id)
            elif roll < 0.75:
                yield Refuse(team, actor, proposal.id)


def random_choices(game: Game, state: State, rng: Random) -> Iterator[Command]:
    """Answers to some of the open injects."""
    for name in state.stage.open:
        inject = game.injects[name]
        if inject.actor is not None and rng.random() < 0.7:
            yield Choose(game.team_of[inject.actor], name, rng.choice([choice.id for choice in inject.choices]))


def turn_commands(game: Game, state: State, rng: Random) -> list[Command]:
    """What all teams ask for in one turn, Orders not yet closed. Talks come first, then choices, then seals."""
    found: list[Command] = []
    for command in (*random_talk(game, state, rng), *random_choices(game, state, rng)):
        try:
            state, _ = advance(game, state, command, quiet=True)
        except CommandRefused:
            continue
        found.append(command)
    return [*found, *random_seals(game, state, rng)]


def close(game: Game, state: State, seen: Seen | None = None, *, stops: bool = False, quiet: bool = False) -> State:
    """Closes Orders, goes on after each stop, and answers every question with its default."""
    command: Command = Close(stops)
    while True:
        state, events = advance(game, state, command, quiet=quiet)
        if seen is not None:
            seen(state, events)
        if state.stage.phase < 0:
            return state
        questions = state.stage.questions
        command = Answer(questions[0].key, questions[0].default) if questions else Go()


def play(game: Game, seed: int, seen: Seen | None = None, *, stops: bool = False, turns: int = 99) -> State:
    """A whole game, or its first turns. `seen` gets every state with its events."""
    rng = Random(seed)
    state, events = start(game, seed)
    if seen is not None:
        seen(state, events)
    while not state.stage.ended and state.stage.turn <= turns:
        for command in turn_commands(game, state, rng):
            state, events = advance(game, state, command)
            if seen is not None:
                seen(state, events)
        state = close(game, state, seen, stops=stops)
    return state
