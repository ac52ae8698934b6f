"""The engine against the plain loop of the yardstick game, and its own costs.

python -m benchmarks.engine [--pairs 15]
"""

from __future__ import annotations

import argparse
import random
from hashlib import blake2b

from benchmarks import plain_loop, yardstick
from benchmarks.measure import Row, paired
from wargame.engine.dice import Dice


def rows(pairs: int, games: int = 1) -> list[Row]:
    """The engine's rows; `games` a run of ours, ten times as many of the plain loop's."""
    seeds = range(games)
    played = [yardstick.play(seed)[2] for seed in seeds]
    plain = [_plain_orders(seed) for seed in range(games * 10)]
    long, short = yardstick.play(7, turns=10)[2], yardstick.play(7, turns=5)[2]
    return [
        paired(
            "yardstick, whole games, events, digests : plain loop with events",
            lambda: [yardstick.play(seed) for seed in seeds],
            lambda: [plain_loop.play(seed) for seed in range(games * 10)],
            pairs=pairs,
            goal=0.4,
            scale=0.1,
        ),
        paired(
            "… resolution alone (orders given) : the same of the plain loop",
            lambda: [yardstick.replay(seed, orders) for seed, orders in zip(seeds, played, strict=True)],
            lambda: [_plain_replay(seed, orders) for seed, orders in enumerate(plain)],
            pairs=pairs,
            goal=0.4,
            scale=0.1,
        ),
        paired(
            "yardstick, batch without events : plain loop with events",
            lambda: [yardstick.play(seed, quiet=True, digests=False) for seed in seeds],
            lambda: [plain_loop.play(seed) for seed in range(games * 10)],
            pairs=pairs,
            goal=0.75,
            scale=0.1,
        ),
        paired(
            "dice, share of the yardstick's time (time)",
            _dice,
            lambda: yardstick.replay(0, played[0]),
            pairs=pairs,
            goal=0.25,
            speed=False,
        ),
        paired(
            "time per turn in games of 10 turns : in games of 5 (time)",
            lambda: yardstick.replay(7, long),
            lambda: yardstick.replay(7, short),
            pairs=pairs,
            goal=1.1,
            speed=False,
            scale=len(short) / len(long),
        ),
    ]


def _plain_orders(seed: int) -> list[list[plain_loop.Order]]:
    """A random game's orders, turn by turn."""
    rand = random.Random(seed)
    owner, strength, fort, funds = plain_loop.start()
    played = []
    for _ in range(plain_loop.TURNS):
        orders = plain_loop.random_orders(owner, rand)
        played.append(orders)
        plain_loop.resolve(owner, strength, fort, funds, orders, rand.random, None)
    return played


def _plain_replay(seed: int, played: list[list[plain_loop.Order]]) -> None:
    rand = random.Random(seed)
    owner, strength, fort, funds = plain_loop.start()
    events: list[tuple[object, ...]] = []
    for orders in played:
        plain_loop.resolve(owner, strength, fort, funds, orders, rand.random, events)


def _dice() -> None:
    """As many blocks as a game of the yardstick draws: about 30 influences and 50 fights."""
    for turn in range(10):
        dice = Dice(1, 0, turn)
        for i in range(8):
            dice.uniform("battle", "skirmish", "r01", i)
        for i in range(5):
            blake2b(f"{i}\0{turn}\0".encode(), digest_size=64, person=b"wargame-skirmish").digest()


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    for row in rows(parser.parse_args().pairs):
        print(row)


if __name__ == "__main__":
    main()
