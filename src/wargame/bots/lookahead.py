"""The look-ahead bot: a few sets of orders, each played on for some turns in imagined futures; the best own score wins.

It imagines from what its team believes. All candidates meet the same futures (same luck, same opponents' minds), so
that they differ by their causes alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.bots.doctrine import Doctrine
from wargame.bots.luck import Luck
from wargame.bots.options import desk_of, legal, order_of
from wargame.engine import advance
from wargame.engine.believed import moment
from wargame.engine.endings import scores
from wargame.errors import CommandRefused
from wargame.model.commands import Answer, Close, Command, Order, Seal
from wargame.model.state import State
from wargame.rules.game import Game

DRAWS = 3
"""Candidates that are other draws of doctrine's noise."""
IDEAS = 8
"""Candidates that are doctrine's orders with one legal order, any, put first."""
FIRST, MORE = 4, 10
"""Futures that every candidate meets, and further ones for the best of them."""
KEPT = 3
"""Candidates that meet the further futures, doctrine's own besides."""
TURNS = 3
"""Turns of an imagined future, the one that is being ordered included."""
THRIFT = 300_000
"""What a unit of stock left counts in the score of a future, in millionths of a point."""
Orders = tuple[Order, ...]
Scores = list[list[int]]
"""For each candidate, its score in each future that it met."""


@attrs.frozen
class LookAhead:
    """Plays a team by looking ahead. `key` as in `Doctrine`, whose talk it shares."""

    game: Game
    team: str
    key: str
    turns: int = TURNS

    def talk(self, believed: State) -> tuple[Command, ...]:
        """As doctrine has it."""
        return self._mind("").talk(believed)

    def answer(self, believed: State) -> tuple[Command, ...]:
        """As doctrine has it."""
        return self._mind("").answer(believed)

    def orders(self, believed: State) -> Orders:
        """The candidate that is best over its futures; doctrine's own unless another is clearly better."""
        sets = self._candidates(believed)
        if len(sets) == 1:
            return sets[0]
        met: Scores = [[] for _ in sets]
        for future in range(FIRST):
            self._meet(believed, future, sets, range(len(sets)), met)
        best = sorted(range(1, len(sets)), key=lambda i: (-sum(met[i]), i))[:KEPT]
        for future in range(FIRST, FIRST + MORE):
            self._meet(believed, future, sets, (0, *best), met)
        better = [i for i in best if clearly(met[i], met[0])]
        return sets[max(better, key=lambda i: (sum(met[i]), -i))] if better else sets[0]

    def _meet(
        self, believed: State, future: int, sets: Sequence[Orders], candidates: Sequence[int], met: Scores
    ) -> None:
        """Plays one future for each candidate: the same dice and the same opponents' minds for all."""
        start = self._imagine(believed, future)
        minds = self._minds(future)
        theirs = {team: mind.orders(start) for team, mind in minds.items() if team != self.team}
        for i in candidates:
            met[i].append(self._play(start, minds, {**theirs, self.team: sets[i]}))

    def _mind(self, sample: str) -> Doctrine:
        return Doctrine(self.game, self.team, self.key + sample)

    def _candidates(self, believed: State) -> list[Orders]:
        """Doctrine's own orders first; other draws of its noise; and its orders with something else put first."""
        drawn = [self._mind(f"/{sample}" if sample else "").orders(believed) for sample in range(DRAWS + 1)]
        found: list[Orders] = []
        for orders in (*drawn, drawn[0][:-1], *self._ideas(believed, drawn[0])):
            if orders not in found:
                found.append(orders)
        return found

    def _ideas(self, believed: State, own: Orders) -> list[Orders]:
        """Doctrine's orders, each time with one other legal order before them; what no longer fits is left out."""
        desk = desk_of(self.game, believed)
        luck = Luck(f"{self.key}/{self.team}/ideas", believed.stage.turn)
        actors = self.game.teams[self.team].actors
        options = [option for actor in actors for option in legal(desk, actor, self.game.actions.values())]
        found = []
        for n in range(IDEAS if options else 0):
            names = sorted({option.action.id for option in options})
            name = names[luck.below(len(names), str(n), "action")]
            ways = [option for option in options if option.action.id == name]
            idea = order_of(self.game, ways[luck.below(len(ways), str(n), "way")])
            found.append(self._fitting(believed, (idea, *(order for order in own if order != idea))))
        return found

    def _fitting(self, believed: State, orders: Orders) -> Orders:
        """The orders that can be sealed together, taken from the first on."""
        fits: Orders = ()
        for order in orders:
            try:
                advance(self.game, believed, Seal(self.team, (*fits, order)), quiet=True)
            except CommandRefused:
                continue
            fits = (*fits, order)
        return fits

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


def clearly(scores: Sequence[int], others: Sequence[int]) -> bool:
    """Whether scores beat others, future by future: the mean difference is above its own standard error.

    In whole numbers: D = sum of differences, Q = sum of their squares, n futures: (n - 1) D^2 > n Q - D^2.
    """
    differences = [one - other for one, other in zip(scores, others, strict=True)]
    n, total = len(differences), sum(differences)
    return total > 0 and (n - 1) * total * total > n * sum(d * d for d in differences) - total * total


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
