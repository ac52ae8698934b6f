"""Games played for a measurement, several arms at a time, and the arithmetic that goes with shares and means."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import attrs

from wargame.bots import Bot, make
from wargame.bots.options import desk_of, legal
from wargame.engine import believed
from wargame.engine.believed import moment
from wargame.engine.endings import scores
from wargame.engine.plan import plan
from wargame.model.layout import MILLION
from wargame.model.state import State
from wargame.research.play import play, seat_bots
from wargame.research.rows import Keeper
from wargame.research.run import nonce_of
from wargame.rules.game import Game

Z = 1.959964
Loader = Callable[["Arm"], Game]


@attrs.frozen
class Arm:
    """What to play: a scenario under a variant and a format, who plays it, and overlaid parts of the file.

    `overlay` is TOML text laid over the scenario (a strategy, a drawn assumption); `{seed}` has no meaning in it.
    """

    scenario: str = "syria_2015"
    variant: str = ""
    format: str = ""
    bots: str = "doctrine"
    overlay: str = ""
    menus: bool = False


@attrs.frozen
class Game1:
    """One game: its end, points, peaks, what was ordered when it could be, and how its claims came out."""

    seed: int
    ending: str
    turns: int
    scores: Mapping[str, float]
    peak: int
    claims: Mapping[str, int]
    ordered: Mapping[tuple[str, str], int]
    possible: Mapping[tuple[str, str], int]
    menu: Mapping[str, float]
    cells: Mapping[str, int]


class Watch:
    """Looks at each turn of a game as it is resolved."""

    def __init__(self, game: Game, keeper: Keeper, menus: bool) -> None:
        self.game, self.keeper, self.menus = game, keeper, menus
        self.peak = 0
        self.ordered: Counter[tuple[str, str]] = Counter()
        self.possible: Counter[tuple[str, str]] = Counter()
        self.menu: Counter[str] = Counter()

    def closed(self, before: State, after: State) -> None:
        """One turn: the claims, the peak of escalation, who ordered what."""
        self.keeper.closed(before, after)
        layout = self.game.board.layout
        self.peak = max(self.peak, after.cells[layout.cell("escalation")])
        given = {(sealed.order.actor, sealed.order.action) for team in before.stage.orders.values() for sealed in team}
        self.ordered.update(given)
        if self.menus:
            self._menus(before)

    def _menus(self, before: State) -> None:
        """Which orders each actor could have given and paid, as it believed."""
        actions = [action.action for action in plan(self.game).actions.values()]
        for team in self.game.teams.values():
            desk = desk_of(self.game, believed(self.game, before, team.id))
            for actor in team.actors:
                name = self.game.board.universe.actors[actor]
                options = list(legal(desk, actor, [a for a in actions if a.definition.slots]))
                self.menu[name] += len(options)
                self.possible.update({(name, option.action.id) for option in options})


@cache
def loaded(arm: Arm) -> Game:
    """The game of an arm; kept by each process."""
    from wargame.content import load, load_texts

    plain = load(arm.scenario, variant=arm.variant, format=arm.format)
    if not arm.overlay:
        return plain
    texts = {source.name: source.text for source in plain.sources}
    root = next(name for name in texts if name.endswith(f"{arm.scenario}.toml"))
    head = f'format = 1\n[scenario]\nextends = "{arm.scenario}"\ntitle = "{plain.board.definition.scenario.title}"\n'
    overlaid = f"{root.removesuffix('.toml')}_overlay.toml"
    return load_texts({**texts, overlaid: head + arm.overlay}, overlaid, variant=arm.variant, format=arm.format)


def one(arm: Arm, seed: int) -> Game1:
    """Plays one game."""
    game, nonce = loaded(arm), nonce_of(seed)
    watch = Watch(game, Keeper(game, 0, seed), arm.menus)
    state = play(game, seat_bots(game, arm.bots, seed, nonce), seed, nonce=nonce, closed=watch.closed)
    points = scores(game, state.cells, moment(state.stage), state.stage)
    turns = len(watch.keeper.turns)
    layout = game.board.layout
    return Game1(
        seed,
        state.stage.ended,
        turns,
        {actor: n / MILLION for actor, n in points.items()},
        watch.peak,
        dict(watch.keeper.met),
        dict(watch.ordered),
        dict(watch.possible),
        {actor: n / turns for actor, n in watch.menu.items()},
        {name: state.cells[cell] for cell, name in enumerate(layout.names) if "," not in name},
    )


def _chunk(work: tuple[Arm, tuple[int, ...]]) -> list[Game1]:
    return [one(work[0], seed) for seed in work[1]]


def games(arms: Iterable[Arm], seeds: Sequence[int], jobs: int = 2) -> dict[Arm, list[Game1]]:
    """Every arm on the same seeds."""
    work = [(arm, tuple(seeds[i : i + 5])) for arm in arms for i in range(0, len(seeds), 5)]
    found: dict[Arm, list[Game1]] = {}
    if jobs <= 1:
        results = map(_chunk, work)
        for (arm, _), part in zip(work, results, strict=True):
            found.setdefault(arm, []).extend(part)
        return found
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for (arm, _), part in zip(work, pool.map(_chunk, work), strict=True):
            found.setdefault(arm, []).extend(part)
    return found


# ---------------------------------------------------------------- arithmetic


def wilson(hits: int, n: int) -> tuple[float, float, float]:
    """Share and its 95 % Wilson interval, per cent."""
    if not n:
        return 0.0, 0.0, 100.0
    p = hits / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return 100 * p, 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def mean(values: Sequence[float]) -> tuple[float, float]:
    """Mean and half of its 95 % interval."""
    n = len(values)
    middle = sum(values) / n
    if n < 2:
        return middle, float("inf")
    spread = math.sqrt(sum((v - middle) ** 2 for v in values) / (n - 1))
    return middle, Z * spread / math.sqrt(n)


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's r; 0 where one does not vary."""
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    below = math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))
    return top / below if below else 0.0


def share(hits: int, n: int) -> str:
    """`12.5 [8.6, 17.8]`."""
    p, low, high = wilson(hits, n)
    return f"{p:5.1f} [{low:.1f}, {high:.1f}]"


__all__ = ["Arm", "Bot", "Game1", "correlation", "games", "make", "mean", "share", "wilson"]
