"""How the flagship plays: is skill worth anything, is there more than one way, does anything always pay?

    python -m benchmarks.balance [--games 40] [--seed 20000] [--jobs 2] [--part health,shares,random,...]

All seats are bots; figures are about bots and say so. Seeds below 20,000 were used while the scenario was made.
Differences are paired by seed. Shares come with 95 % Wilson intervals, means with 95 % intervals.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from benchmarks.strategies import STRATEGIES
from benchmarks.tally import Arm, Game1, correlation, games, mean, share

ACTORS = ("russia", "syria", "iran", "usa", "turkey", "gulf", "rebels")
BLOCS = (("russia", "syria", "iran"), ("usa", "turkey", "gulf", "rebels"))
PARTS = ("health", "shares", "random", "strategies", "lookahead")


def against(other: Sequence[Game1], base: Sequence[Game1], actor: str) -> str:
    """Own points of an actor in one arm less those in another, `+2.1 ± 1.3`."""
    middle, half = mean([a.scores[actor] - b.scores[actor] for a, b in zip(other, base, strict=True)])
    return f"{middle:+6.1f} ± {half:.1f}"


def health(base: Sequence[Game1]) -> None:
    """Endings, length, escalation, settlements, points and how they go together."""
    n = len(base)
    print(f"\nHealth, {n} games of doctrine bots")
    for ending, count in Counter(game.ending for game in base).most_common():
        print(f"  ending {ending:14} {share(count, n)} %")
    print(f"  length          {mean([game.turns for game in base])[0]:.1f} turns")
    print(f"  escalation >= 7 {share(sum(game.peak >= 7 for game in base), n)} %   asked: a third")
    print(f"  settled         {share(sum(game.claims.get('no_settlement', 0) for game in base), n)} % signed")
    for actor in ACTORS:
        points = sorted(game.scores[actor] for game in base)
        low, par, high = points[n // 10], points[n // 2], points[-n // 10]
        print(f"  par {actor:8} {par:4.0f}   ({low:.0f} to {high:.0f})")
    print("  scores inside a bloc go together (asked: below .60):")
    for bloc in BLOCS:
        for a, b in combinations(bloc, 2):
            r = correlation([game.scores[a] for game in base], [game.scores[b] for game in base])
            print(f"    {a}-{b}: {r:.2f}")


def shares(base: Sequence[Game1]) -> None:
    """In how many of the turns in which an order was legal and could be paid it was given."""
    ordered: Counter[tuple[str, str]] = Counter()
    possible: Counter[tuple[str, str]] = Counter()
    for game in base:
        ordered.update(game.ordered)
        possible.update(game.possible)
    print(f"\nOrders: share of the turns in which they could be given, {len(base)} games (asked: none above 60 %)")
    for actor in ACTORS:
        menu = mean([game.menu[actor] for game in base])[0]
        found = [(100 * ordered[key] / possible[key], key[1]) for key in possible if key[0] == actor]
        words = ", ".join(f"{name} {value:.0f}" for value, name in sorted(found, reverse=True))
        print(f"  {actor:8} {menu:4.1f} ways a turn: {words}")


def arms_of(part: str) -> dict[tuple[str, str], Arm]:
    """(actor, name) -> arm, for the parts that compare with doctrine."""
    if part == "strategies":
        return {(a, name): Arm(overlay=text) for a in ACTORS for name, text in STRATEGIES[a].items()}
    return {(a, part): Arm(bots=f"{a}={part}") for a in ACTORS}


def compare(part: str, seeds: range, jobs: int) -> None:
    """One actor plays otherwise, everybody else doctrine."""
    asked = {"random": "at most -8", "strategies": "two within 5", "lookahead": "above 0"}[part]
    base, arms = Arm(), arms_of(part)
    found = games([base, *arms.values()], seeds, jobs)
    print(f"\n{part}: own points less doctrine's, {len(seeds)} games (asked: {asked})")
    for (actor, name), arm in arms.items():
        print(f"  {actor:8} {name:16} {against(found[arm], found[base], actor)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--games", type=int, default=40)
    parser.add_argument("--seed", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--part", default="health,shares,random,strategies")
    given = parser.parse_args()
    parts, seeds = given.part.split(","), range(given.seed, given.seed + given.games)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"seeds {seeds[0]} to {seeds[-1]}")
    if {"health", "shares"} & set(parts):
        arm = Arm(menus="shares" in parts)
        base = games([arm], seeds, given.jobs)[arm]
        for part, show in (("health", health), ("shares", shares)):
            if part in parts:
                show(base)
    for part in parts:
        if part not in ("health", "shares"):
            compare(part, seeds, given.jobs)


if __name__ == "__main__":
    main()
