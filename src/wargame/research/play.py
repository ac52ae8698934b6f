"""One game played by bots, straight on the engine: no session, and no events unless somebody wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wargame.bots import KINDS, Bot, make
from wargame.engine import advance, believed, start
from wargame.engine.dice import seed_hash
from wargame.errors import CommandRefused, WargameError
from wargame.model.commands import Answer, Close, Command, Seal
from wargame.model.events import Event
from wargame.model.state import State
from wargame.rules.game import Game

ROUNDS = 6
"""How often in a turn bots may answer what others have said since."""
Opened = Callable[[State, tuple[Event, ...]], None]
Advanced = Callable[[Command, tuple[Event, ...], State], None]
Closed = Callable[[State, State], None]


def kinds(game: Game, spec: str) -> dict[str, str]:
    """Team -> kind of bot.

    Args:
        spec: a kind for all ("random"), or "russia=lookahead,usa=random" by team or actor; the rest play doctrine.

    Raises:
        WargameError: an unknown kind, team or actor.
    """
    found = dict.fromkeys(sorted(game.teams), "doctrine")
    for entry in filter(None, (part.strip() for part in spec.split(","))):
        who, given, kind = entry.partition("=")
        if not given:
            found = dict.fromkeys(found, who)
        else:
            found[_team(game, who.strip())] = kind.strip()
    for kind in found.values():
        if kind not in KINDS:
            raise WargameError(f"There is no bot called {kind!r}; there are {', '.join(KINDS)}.")
    return found


def seat_bots(game: Game, spec: str, seed: int, nonce: str) -> dict[str, Bot]:
    """A bot for every team; `spec` as in `kinds`."""
    key = seed_hash(nonce, seed)
    return {team: make(kind, game, team, key) for team, kind in kinds(game, spec).items()}


def _team(game: Game, name: str) -> str:
    """The team of that id, or the one that plays the actor of that id."""
    if name in game.teams:
        return name
    actors = game.board.universe.actors
    if name in actors:
        return game.team_of[actors.index(name)]
    raise WargameError(f"There is no team or actor called {name!r}; there are {', '.join(sorted(game.teams))}.")


def play(
    game: Game,
    bots: Mapping[str, Bot],
    seed: int,
    *,
    nonce: str = "",
    turns: int | None = None,
    opened: Opened | None = None,
    advanced: Advanced | None = None,
    closed: Closed | None = None,
) -> State:
    """A whole game; the state at its end, or after `turns` turns.

    Args:
        opened: given the first state and events. advanced: given each command with its events and the state after.
            Where neither is given no event is made. closed: given the states before and after each turn is resolved.
    """
    table = _Table(game, quiet=opened is None and advanced is None, advanced=advanced)
    state, events = start(game, seed, nonce=nonce, quiet=table.quiet)
    if opened:
        opened(state, events)
    while not state.stage.ended and (turns is None or state.stage.turn <= turns):
        before = _written(table, state, bots)
        state = table.close(before)
        if closed:
            closed(before, state)
    return state


def play_bots(game: Game, *, bots: str = "doctrine", seed: int = 1, turns: int | None = None) -> State:
    """A whole game among bots: the state at its end. `bots` as in `kinds`. Raises WargameError for an unknown bot."""
    return play(game, seat_bots(game, bots, seed, ""), seed, turns=turns)


class _Table:
    """The engine with its events told to whoever listens."""

    def __init__(self, game: Game, quiet: bool, advanced: Advanced | None) -> None:
        self.game, self.quiet, self.advanced = game, quiet, advanced

    def do(self, state: State, command: Command) -> State:
        after, events = advance(self.game, state, command, quiet=self.quiet)
        if self.advanced:
            self.advanced(command, events, after)
        return after

    def close(self, state: State) -> State:
        """Resolves the turn; questions take their defaults."""
        state = self.do(state, Close())
        while state.stage.questions:
            question = state.stage.questions[0]
            state = self.do(state, Answer(question.key, question.default, "nobody rules in a batch"))
        return state


def _written(table: _Table, state: State, bots: Mapping[str, Bot]) -> State:
    """The turn as it stands when Orders close: talks until nobody has heard anything new, then everybody's orders."""
    heard: dict[str, frozenset[str]] = {}
    for _ in range(ROUNDS):
        quiet = True
        for team, bot in bots.items():
            own = believed(table.game, state, team)
            on_table = frozenset(p.id for p in own.stage.proposals)
            if team in heard and on_table <= heard[team]:
                continue
            speak = bot.answer if team in heard else bot.talk
            heard[team], quiet = on_table, False
            for command in speak(own):
                state = _try(table, state, command)
        if quiet:
            break
    for team, bot in bots.items():
        state = _try(table, state, Seal(team, tuple(bot.orders(believed(table.game, state, team)))))
    return state


def _try(table: _Table, state: State, command: Command) -> State:
    """A command that the truth refuses is no command: bots know only what they believe."""
    try:
        return table.do(state, command)
    except CommandRefused:
        return state
