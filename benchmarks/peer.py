"""`syria_2015` with all seats played by doctrine bots, against random self-play of the Python package `diplomacy`.

The package is no dependency: install it in an environment of its own and name that environment's interpreter.

python -m benchmarks.peer --python OTHER_ENV/bin/python [--pairs 5]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from wargame.content.load import load
from wargame.model.commands import Seal
from wargame.research.play import play, seat_bots

THEIRS = """
import random, sys, time
from diplomacy import Game
games, orders, processing, begun = int(sys.argv[1]), 0, 0.0, time.perf_counter()
for seed in range(games):
    random.seed(seed)
    game = Game()
    while not game.is_game_done and int(game.get_current_phase()[1:5] or 9999) < 1906:
        possible = game.get_all_possible_orders()
        for power in game.powers:
            places = [place for place in game.get_orderable_locations(power) if possible[place]]
            chosen = [random.choice(possible[place]) for place in places]
            game.set_orders(power, chosen)
            orders += len(chosen)
        started = time.perf_counter()
        game.process()
        processing += time.perf_counter() - started
print(orders / (time.perf_counter() - begun), orders / processing)
"""


def ours(seed: int) -> float:
    """Orders resolved a second in one whole game of doctrine bots, bots included, events kept."""
    game = load("syria_2015")
    orders = 0

    def count(command: object, events: object, state: object) -> None:
        nonlocal orders
        orders += len(command.orders) if isinstance(command, Seal) else 0

    begun = time.perf_counter()
    play(game, seat_bots(game, "doctrine", seed, ""), seed, advanced=count)
    return orders / (time.perf_counter() - begun)


def theirs(python: str) -> tuple[float, float]:
    """(orders a second in random self-play, in processing alone)."""
    done = subprocess.run([python, "-c", THEIRS, "1"], check=True, capture_output=True, text=True)
    whole, processing = done.stdout.split()
    return float(whole), float(processing)


def main() -> None:
    """Prints medians of ratios, both sides in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--pairs", type=int, default=5)
    given = parser.parse_args()
    ours(0)
    ratios = []
    for pair in range(given.pairs):
        whole, processing = theirs(given.python)
        mine = ours(pair)
        ratios.append(mine / whole)
        print(f"ours {mine:,.0f} orders/s with bots; theirs {whole:,.0f}, processing alone {processing:,.0f}")
    print(f"whole games, ours : theirs {statistics.median(ratios):.3f}  goal ≥ 3")


if __name__ == "__main__":
    main()
