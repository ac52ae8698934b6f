"""Hostile commands and messages against engine and table: a refusal with a sentence, and the state as it was.

Commands to the engine have the right types and wrong contents; messages to the table may hold anything. What happens to
be allowed is counted apart: then the state it was asked of must still be as it was (states never change in place).

python -m benchmarks.soak.orders --orders 10000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import attrs

from wargame import engine
from wargame.content import load
from wargame.errors import CommandRefused
from wargame.model import commands as c
from wargame.model.state import State
from wargame.research.play import play, seat_bots
from wargame.rules.game import Game
from wargame.session import messages as m
from wargame.session.seats import one_each
from wargame.session.table import Table

JUNK: tuple[c.Value, ...] = (
    None, True, False, 0, -1, 1, 3, 10**30, -(2**63), "", " ", "nobody", "x", "\x00", "é" * 40, "\u202e", "[/b]",
    "__class__", "aleppo,aleppo", ",", "a" * 9_000, "1 if", "9**9**9", "true", "will[russia] > 0",
)  # fmt: skip
WRONG: tuple[Any, ...] = (1.5, float("nan"), b"x", [], {}, (), object(), "\ud800", ["russia"], {"a": []}, "a" * 20_000)
ENGINE = (
    c.Seal, c.Propose, c.Accept, c.Refuse, c.Withdraw, c.Choose, c.Say, c.Go, c.Answer, c.Rule, c.Fire,
)  # fmt: skip
TABLE = (m.Draft, m.Ask, m.Seal, m.Say, m.Propose, m.Weigh, m.Accept, m.Refuse, m.Withdraw, m.Choose, m.Why, m.Resume)


@attrs.frozen
class Forger:
    """Makes commands and messages out of true names and junk. `wild`: a field may be of a wrong type."""

    dice: random.Random
    game: Game
    names: tuple[str, ...]
    wild: bool = False

    def value(self) -> Any:
        """A name of this game, or junk."""
        if self.wild and self.dice.random() < 0.1:
            return self.dice.choice(WRONG)
        return self.dice.choice(self.names) if self.dice.random() < 0.6 else self.dice.choice(JUNK)

    def text(self) -> Any:
        """The same, as a text unless it is wild."""
        value = self.value()
        return value if isinstance(value, str) or self.wild else str(value)

    def order(self) -> Any:
        """An order whose action or actor mostly exists."""
        actions = [*self.game.actions, *self.game.actions, "no_such"]
        action = self.dice.choice(actions)
        params = [slot.name for slot in self.game.actions[action].params] if action in self.game.actions else []
        args = {name: self.value() for name in params if self.dice.random() < 0.9}
        if self.dice.random() < 0.1:
            args[str(self.dice.choice(JUNK))] = self.value()
        actor = self.dice.choice(self.game.board.universe.actors) if self.dice.random() < 0.8 else self.text()
        condition = str(self.dice.choice(JUNK)) if self.dice.random() < 0.1 else ""
        expect = self.dice.choice((None, None, -1, 50, 101, 10**20))
        return c.Order(actor, action, args, "", expect, self.dice.random() < 0.1, condition)

    def payment(self) -> Any:
        """A side payment, mostly of nonsense."""
        return c.Payment(self.text(), self.text(), self.text(), self.dice.choice((-1, 0, 1, 10**30)))

    def make(self, kind: type) -> Any:
        """A command or message of a kind."""
        return kind(**{field.name: self._field(field.name) for field in attrs.fields(kind)})

    def _field(self, name: str) -> Any:
        if self.wild and self.dice.random() < 0.05:
            return self.dice.choice(WRONG)
        several = self.dice.choice((0, 1, 1, 2, 4))
        makers: dict[str, Callable[[], Any]] = {
            "orders": lambda: tuple(self.order() for _ in range(several)),
            "payments": lambda: tuple(self.payment() for _ in range(several % 3)),
            "terms": lambda: {self.text() if not self.wild else "x": self.value() for _ in range(several)},
            "changes": lambda: {str(self.text()): self.value() for _ in range(several)},
            "team": lambda: self.dice.choice((*self.game.teams, "nobody")),
            "n": lambda: self.dice.choice((-1, 0, 10**9)),
            **dict.fromkeys(("to", "parties", "end", "drop"), lambda: tuple(self.text() for _ in range(several))),
        }
        return makers.get(name, self.text)()


def names_of(game: Game, state: State) -> tuple[str, ...]:
    """Everything in the game that has a name."""
    definition, universe = game.board.definition, game.board.universe
    found = {*universe.actors, *universe.regions, *game.actions, *game.teams, *definition.variables}
    found |= {*definition.agreements, *definition.injects, *(proposal.id for proposal in state.stage.proposals)}
    return tuple(sorted(found))


def against_engine(game: Game, state: State, seed: int, n: int) -> tuple[Counter[str], float]:
    """`n` commands: (how many were refused and allowed, the slowest in seconds). RuntimeError for anything else."""
    dice, came, slowest = random.Random(seed), Counter[str](), 0.0
    forger, before = Forger(dice, game, names_of(game, state)), engine.digest(game, state)
    for _ in range(n):
        command = forger.make(dice.choice(ENGINE))
        begun = time.perf_counter()
        try:
            engine.advance(game, state, command)
            came["allowed"] += 1
        except CommandRefused as refused:
            came["refused"] += 1
            if len(str(refused)) < 5:
                raise RuntimeError(f"no sentence for {command}") from refused
        slowest = max(slowest, time.perf_counter() - begun)
        if engine.digest(game, state) != before:
            raise RuntimeError(f"the state was changed by {command}")
    return came, slowest


def against_table(game: Game, state: State, seed: int, n: int) -> tuple[Counter[str], float]:
    """The same with messages to a table."""
    dice, came, slowest = random.Random(seed), Counter[str](), 0.0
    forger, before = Forger(dice, game, names_of(game, state), wild=True), engine.digest(game, state)
    table = Table(game, state, one_each(game))
    for seat in table.seats:
        table.receive(seat, m.Join())
    for _ in range(n):
        message = forger.make(dice.choice(TABLE)) if dice.random() < 0.97 else dice.choice(WRONG)
        seat = dice.choice((*table.seats, *table.seats, "nobody"))
        begun = time.perf_counter()
        said = table.receive(seat, message)
        slowest = max(slowest, time.perf_counter() - begun)
        refusals = [out for _, out in said if isinstance(out, m.Refused)]
        came["refused" if refusals else "allowed"] += 1
        if any(len(refusal.say) < 5 for refusal in refusals) or (refusals and table.state is not state):
            raise RuntimeError(f"no clean refusal of {message}: {refusals}")
        table.state = state
        if engine.digest(game, state) != before:
            raise RuntimeError(f"the state was changed by {message}")
    return came, slowest


def a_state(seed: int, turns: int = 2) -> tuple[Game, State]:
    """The shipped scenario after some turns among doctrine bots."""
    game = load("syria_2015")
    return game, play(game, seat_bots(game, "doctrine", seed, ""), seed, turns=turns)


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    game, state = a_state(given.seed)
    for name, soak in (("commands to the engine", against_engine), ("messages to the table", against_table)):
        came, slowest = soak(game, state, given.seed, given.orders // 2)
        print(f"{given.orders // 2} {name}: {dict(came)}, no other exception; slowest {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
