"""Bots by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from wargame.bots.chance import Chance
from wargame.bots.doctrine import Doctrine
from wargame.bots.lookahead import LookAhead
from wargame.errors import WargameError
from wargame.model.commands import Command, Order
from wargame.model.state import State
from wargame.rules.game import Game


class Bot(Protocol):
    """A policy for one team. All questions are pure functions of what the team believes, and of the bot's key."""

    def talk(self, believed: State) -> Sequence[Command]:
        """Choices, proposals and answers: everything but orders."""
        ...

    def answer(self, believed: State) -> Sequence[Command]:
        """Answers to proposals that came after it has talked this turn, and nothing else."""
        ...

    def orders(self, believed: State) -> Sequence[Order]:
        """The orders to seal; all of them together can be paid as the team believes."""
        ...


KINDS: Mapping[str, Callable[[Game, str, str], Bot]] = {
    "random": Chance,
    "doctrine": Doctrine,
    "lookahead": LookAhead,
}


def make(kind: str, game: Game, team: str, key: str) -> Bot:
    """A bot of a kind for a team; `key` names its luck (the game's seed hash). Raises WargameError for another word."""
    if kind not in KINDS:
        raise WargameError(f"There is no bot called {kind!r}; there are {', '.join(KINDS)}.")
    return KINDS[kind](game, team, key)
