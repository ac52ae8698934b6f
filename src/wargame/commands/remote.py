"""A bot that thinks in a process of its own, so that a screen never waits for the interpreter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import attrs

from wargame.bots import Bot, make
from wargame.content import load_texts
from wargame.model.commands import Command, Order
from wargame.model.state import State
from wargame.rules.game import Game


@attrs.frozen
class Recipe:
    """How to load a game again from its texts: what `content.load_texts` takes."""

    texts: Mapping[str, str]
    root: str
    variant: str
    format: str
    seating: str
    human: tuple[str, ...]


class Remote:
    """Look-ahead in a worker process, which loads the game from its texts once. Its questions block their thread."""

    def __init__(self, game: Game, team: str, key: str) -> None:
        texts = {source.name: source.text for source in game.sources}
        how = Recipe(texts, _root(game), game.variant, game.format, game.seating, _human(game))
        self._near = make("doctrine", game, team, key)
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), _open, (how, team, key))

    def talk(self, believed: State) -> Sequence[Command]:
        """Doctrine's answers, which look-ahead shares: they are quick."""
        return self._near.talk(believed)

    def answer(self, believed: State) -> Sequence[Command]:
        """The same."""
        return self._near.answer(believed)

    def orders(self, believed: State) -> Sequence[Order]:
        """Look-ahead's orders, from the worker."""
        return self._pool.submit(_orders, believed).result()

    def close(self) -> None:
        """Ends the worker."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _root(game: Game) -> str:
    """The scenario's own file among the sources."""
    name = game.name.removesuffix(".toml")
    return next(one.name for one in reversed(game.sources) if one.name.removesuffix(".toml").endswith(name))


def _human(game: Game) -> tuple[str, ...]:
    """The actors that one person plays, if that is how the teams were made."""
    team = game.teams.get("player")
    return tuple(game.board.universe.actors[i] for i in team.actors) if team else ()


_bots: list[Bot] = []


def _open(how: Recipe, team: str, key: str) -> None:
    game = load_texts(how.texts, how.root, variant=how.variant, format=how.format, seating=how.seating, human=how.human)
    _bots.append(make("lookahead", game, team, key))


def _orders(believed: State) -> Sequence[Order]:
    return _bots[0].orders(believed)
