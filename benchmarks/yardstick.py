"""The yardstick game on our engine: a random policy, whole games, and recorded orders to play again."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache

from benchmarks.plain_loop import ACTORS, KINDS, MOVE, NEIGHBOURS, ORDERS, RECRUIT
from wargame.content.load import load
from wargame.engine.advance import advance
from wargame.engine.digest import digest
from wargame.engine.start import start
from wargame.model.commands import Close, Order, Seal
from wargame.model.state import State
from wargame.rules.game import Game

ACTOR = [f"a{i}" for i in range(ACTORS)]
REGION = [f"r{i:02d}" for i in range(14)]
Turn = tuple[Seal, ...]


@cache
def yardstick() -> Game:
    """The game, loaded once."""
    return load("yardstick")


def random_seals(game: Game, state: State, rand: random.Random) -> Turn:
    """A turn's random orders of every actor that owns a region, as its team seals them."""
    column, draw = game.board.layout.columns["control"], rand.random
    owned: list[list[int]] = [[] for _ in range(ACTORS)]
    for region in range(column.size):
        owner = state.cells[column.offset + region]
        if owner >= 0:
            owned[owner].append(region)
    return tuple(
        Seal(ACTOR[actor], tuple(_order(actor, mine, nth, draw) for nth in range(1, ORDERS + 1)))
        for actor, mine in enumerate(owned)
        if mine
    )


def _order(actor: int, mine: list[int], nth: int, draw: object) -> Order:
    region = mine[int(draw() * len(mine))]  # type: ignore[operator]
    kind = KINDS[int(draw() * 8)]  # type: ignore[operator]
    if kind == MOVE:
        target = NEIGHBOURS[region][int(draw() * 4)]  # type: ignore[operator]
        return Order(ACTOR[actor], "move", {"nth": nth, "source": REGION[region], "target": REGION[target]})
    if kind in (RECRUIT, RECRUIT + 1):
        return Order(ACTOR[actor], "recruit" if kind == RECRUIT else "fortify", {"place": REGION[region]})
    other = int(draw() * 7)  # type: ignore[operator]
    other += other >= actor
    return Order(ACTOR[actor], "influence", {"place": REGION[region], "against": ACTOR[other]})


def play(seed: int, *, quiet: bool = False, digests: bool = True, turns: int = 10) -> tuple[State, int, list[Turn]]:
    """One random game: (last state, number of events, the orders of each turn)."""
    game, rand = yardstick(), random.Random(seed)
    state, events = start(game, seed, quiet=quiet, sight=False)
    count, played = len(events), []
    for _ in range(turns):
        seals = random_seals(game, state, rand)
        played.append(seals)
        state, n = _turn(game, state, seals, quiet, digests)
        count += n
    return state, count, played


def replay(seed: int, played: list[Turn], *, quiet: bool = False, digests: bool = True) -> State:
    """The same game from its orders."""
    game = yardstick()
    state, _ = start(game, seed, quiet=quiet, sight=False)
    for seals in played:
        state, _ = _turn(game, state, seals, quiet, digests)
    return state


def _turn(game: Game, state: State, seals: Turn, quiet: bool, digests: bool) -> tuple[State, int]:
    count = 0
    for command in (*seals, Close()):
        state, events = advance(game, state, command, quiet=quiet, sight=False)
        count += len(events)
    if digests:
        digest(game, state)
    return state, count


def scores(state: State) -> Mapping[str, int]:
    """Worth of regions and funds of each actor."""
    layout, worth = yardstick().board.layout, yardstick().board.properties["worth"].values
    control, funds = layout.columns["control"], layout.columns["funds"]
    found = {actor: state.cells[funds.offset + i] for i, actor in enumerate(ACTOR)}
    for region in range(control.size):
        if (owner := state.cells[control.offset + region]) >= 0:
            found[ACTOR[owner]] += worth[region]
    return found


def means(games: int, seed: int = 1) -> list[float]:
    """Mean scores, sorted from lowest to highest actor in each game."""
    totals = [0] * ACTORS
    for game in range(games):
        state, _, _ = play(seed * 1_000_003 + game, quiet=True, digests=False)
        for rank, score in enumerate(sorted(scores(state).values())):
            totals[rank] += score
    return [total / games for total in totals]
