"""The toy game for tests of secrecy: random legal play, canonical JSON of what a seat gets, hidden things swapped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs

from wargame import engine
from wargame.content import load
from wargame.errors import CommandRefused
from wargame.model.commands import Accept, Choose, Close, Command, Order, Propose, Seal
from wargame.model.events import Event, told
from wargame.model.layout import outward
from wargame.model.state import SEEN, State
from wargame.rules.game import Game

SEED = 7_777_123_456
NONCE = "never-before-the-end"
M = 1_000_000


@cache
def toy() -> Game:
    """The toy game, every actor a team of its own."""
    return load(str(Path(__file__).parent.parent / "toy" / "toy.toml"))


@cache
def syria() -> Game:
    """The crisis at its real size."""
    return load("syria_2015")


def opening(game: Game, seed: int = SEED) -> tuple[State, tuple[Event, ...]]:
    """A game's first state and events."""
    return engine.start(game, seed, nonce=NONCE)


def plain(thing: Any) -> Any:
    """Anything a seat gets as plain JSON data."""
    if attrs.has(type(thing)):
        return {field.name: plain(getattr(thing, field.name)) for field in attrs.fields(type(thing))}
    if isinstance(thing, dict):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [plain(value) for value in thing]
    if isinstance(thing, bytes):
        return list(thing)
    return thing


def canonical(thing: Any) -> str:
    """Canonical JSON: the bytes that a seat would get."""
    return json.dumps(plain(thing), sort_keys=True, ensure_ascii=False)


def told_to(events: Iterable[Event], team: str) -> list[list[Any]]:
    """What a team is told of some events."""
    return [[event.type, part] for event in events if (part := told(event, team)) is not None]


def orders(game: Game, state: State, team: str, rng: Random) -> tuple[Order, ...]:
    """Random orders that a team may seal together."""
    found: tuple[Order, ...] = ()
    for actor in game.teams[team].actors:
        legal = engine.legal_orders(game, state, team, game.board.universe.actors[actor])
        for _ in range(3 if legal else 0):
            more = (*found, rng.choice(legal)[0])
            try:
                engine.advance(game, state, Seal(team, more), quiet=True)
            except CommandRefused:
                continue
            found = more
    return found


def commands(game: Game, state: State, rng: Random) -> Iterator[Command]:
    """One turn of random commands before Orders close; some proposals are accepted."""
    actors = game.board.universe.actors
    for inject in state.stage.open:
        found = game.injects[inject]
        if found.actor is not None and rng.random() < 0.5:
            yield Choose(game.team_of[found.actor], inject, rng.choice([one.id for one in found.choices]))
    kind = game.agreements[rng.choice(sorted(game.agreements))]
    parties = tuple(sorted(rng.sample(actors, 2)))
    terms = {slot.name: outward(game.board.universe, slot.kind, rng.choice(slot.values)) for slot in kind.terms}
    yield Propose(parties[0], parties[0], kind.id, parties, terms)
    for team in sorted(game.teams):
        yield Seal(team, orders(game, state, team, rng))


def play(game: Game, seed: int, turns: int) -> Iterator[tuple[State, State, tuple[Event, ...]]]:
    """Every step of a random game: (before, after, events), the start first (before = after)."""
    rng = Random(seed)
    state, events = opening(game, seed)
    yield state, state, events
    for _ in range(turns):
        if state.stage.ended:
            return
        for command in (*commands(game, state, rng), Close()):
            try:
                after, events = engine.advance(game, state, command)
            except CommandRefused:
                continue
            yield state, after, events
            new = [p for p in after.stage.proposals if p not in state.stage.proposals]
            state = after
            if isinstance(command, Propose) and new and rng.random() < 0.6:
                other = command.parties[1]
                after, events = engine.advance(game, state, Accept(other, other, new[0].id))
                yield state, after, events
                state = after


def swapped(game: Game, state: State, team: str, rng: Random) -> State:
    """The same state with everything changed that the team may not know: hidden cells, what others were told, their
    sealed orders, answers, later effects and secret aims, and the seed.
    """
    layout, known = game.board.layout, state.known[team]
    cells = list(state.cells)
    for cell, status in enumerate(known.status):
        column = layout.column_of[cell]
        if status != SEEN and column.kind.is_number:
            cells[cell] = layout.settle(cell, cells[cell] + rng.randint(0, 3) * max(column.step, 1))
    own = {game.board.universe.actors[i] for i in game.teams[team].actors}
    stage = state.stage
    stage = attrs.evolve(
        stage,
        orders={t: one for t, one in stage.orders.items() if t == team},
        pending=tuple(p for p in stage.pending if p.actor in own),
        drawn={a: aims if a in own else ("other",) for a, aims in stage.drawn.items()},
        choices={i: c for i, c in stage.choices.items() if game.team_of[game.injects[i].actor or 0] == team},
        proposals=tuple(p for p in stage.proposals if own.intersection(p.parties)),
    )
    others = {t: known if t == team else attrs.evolve(k, values=tuple(cells)) for t, k in state.known.items()}
    return attrs.evolve(state, cells=tuple(cells), stage=stage, known=others, seed=state.seed + 1)
