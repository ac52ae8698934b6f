"""The look-ahead bot: a few sets of orders, each played on for some turns in imagined futures; the best own score wins.

It imagines from what its team believes. All candidates meet the same futures (same luck, same opponents' minds), so
that they differ by their causes alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.bots.doctrine import Doctrine
from wargame.bots.luck import Luck
from wargame.engine import advance
from wargame.engine.believed import moment
from wargame.engine.endings import scores
from wargame.errors import CommandRefused
from wargame.model.commands import Answer, Close, Command, Order, Seal
from wargame.model.state import State
from wargame.rules.game import Game

CANDIDATES = 6
FUTURES = 6
TURNS = 3
THRIFT = 300_000
"""What a unit of stock left counts in the score of a future, in millionths of a point."""
Orders = tuple[Order, ...]


@attrs.frozen
class LookAhead:
    """Plays a team by looking ahead. `key` as in `Doctrine`, whose talk it shares."""

    game: Game
    team: str
    key: str
    candidates: int = CANDIDATES
    futures: int = FUTURES
    turns: int = TURNS

    def talk(self, believed: State) -> tuple[Command, ...]:
        """As doctrine has it."""
        return self._mind("").talk(believed)

    def orders(self, believed: State) -> Orders:
        """The candidate with the best mean score; of equals the first, which is doctrine's own."""
        sets = self._candidates(believed)
        if len(sets) == 1:
            return sets[0]
        totals = [0] * len(sets)
        for future in range(self.futures):
            start = self._imagine(believed, future)
            minds = self._minds(future)
            theirs = {team: mind.orders(start) for team, mind in minds.items() if team != self.team}
            for i, mine in enumerate(sets):
                totals[i] += self._play(start, minds, {**theirs, self.team: mine})
        return sets[max(range(len(sets)), key=lambda i: (totals[i], -i))]

    def _mind(self, sample: str) -> Doctrine:
        return Doctrine(self.game, self.team, self.key + sample)

    def _candidates(self, believed: State) -> list[Orders]:
        """Doctrine's own orders, other draws of its noise, and the first without its least wanted order."""
        drawn = [self._mind(f"/{sample}" if sample else "").orders(believed) for sample in range(self.candidates)]
        found: list[Orders] = []
        for orders in (*drawn, drawn[0][:-1]):
            if orders not in found:
                found.append(orders)
        return found

    def _imagine(self, believed: State, future: int) -> State:
        """A whole state: what the team believes, with a seed of its own."""
        luck = Luck(f"{self.key}/{self.team}/future", believed.stage.turn)
        known = dict.fromkeys(sorted(self.game.teams), believed.known[self.team])
        return attrs.evolve(believed, seed=luck.uniform(str(future)) >> 11, known=known)

    def _minds(self, future: int) -> dict[str, Doctrine]:
        return {
            team: Doctrine(self.game, team, f"{self.key}/{self.team}/mind/{future}") for team in sorted(self.game.teams)
        }

    def _play(self, state: State, minds: dict[str, Doctrine], orders: dict[str, Sequence[Order]]) -> int:
        """The own score at the end of an imagined future, in millionths."""
        for turn in range(self.turns):
            if turn:
                orders = {team: mind.orders(state) for team, mind in minds.items()}
            state = _turn(self.game, state, orders)
            if state.stage.ended:
                break
        return self._score(state)

    def _score(self, state: State) -> int:
        universe, layout = self.game.board.universe, self.game.board.layout
        points = scores(self.game, state.cells, moment(state.stage), state.stage)
        total = 0
        for actor in self.game.teams[self.team].actors:
            total += points[universe.actors[actor]]
            for stock, column in layout.columns.items():
                if column.stock and len(column.over) == 1:
                    unit = 1_000_000 if column.kind.base == "dec" else 1
                    total += state.cells[layout.cell(stock, actor)] * THRIFT // unit
        return total


def _turn(game: Game, state: State, orders: dict[str, Sequence[Order]]) -> State:
    """One imagined turn: orders sealed where the rules allow, everything closed with its defaults."""
    for team in sorted(orders):
        try:
            state, _ = advance(game, state, Seal(team, tuple(orders[team])), quiet=True, sight=False)
        except CommandRefused:  # what we believe of its purse may be wrong: then it does nothing
            continue
    state, _ = advance(game, state, Close(), quiet=True, sight=False)
    while state.stage.questions:
        question = state.stage.questions[0]
        state, _ = advance(game, state, Answer(question.key, question.default), quiet=True, sight=False)
    return state
