"""The claims of the analysis, put to the model: held, refuted or undecided.

    python -m benchmarks.claims [--games 40] [--seed 30000] [--jobs 2] [--draws] [--sdf]

Each claim stands in the scenario with its event, horizon, band and the arm it is compared with. Bands follow ICD 203;
a word of likelihood binds on its own side: a result beyond its far edge holds and is "stronger than said".
`--draws` draws every assumption from its range for each game (the same in all arms): the joint range, not one setting.
All seats are doctrine bots. Seeds below 20,000 were used while the scenario was made.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import blake2b

import attrs

from benchmarks.tally import Arm, Game1, games, share, wilson
from wargame.content import load
from wargame.model.definition import Assumption, Claim

BANDS = {
    "almost_certain": (95, 100),
    "very_likely": (80, 95),
    "likely": (55, 80),
    "even": (45, 55),
    "unlikely": (20, 45),
    "very_unlikely": (5, 20),
    "remote": (0, 5),
}


def drawn(assumptions: dict[str, Assumption], seed: int) -> str:
    """An overlay that draws every assumption from its range; whole where the value is whole."""
    lines = []
    for name, entry in sorted(assumptions.items()):
        low, high = entry.range
        u = int.from_bytes(blake2b(f"{seed}/{name}".encode(), digest_size=8).digest(), "big")
        if isinstance(entry.value, int):
            value = str(int(low) + (u * (int(high) - int(low) + 1) >> 64))
        else:
            value = f"{float(low) + (float(high) - float(low)) * u / 2**64:.3f}"
        lines.append(f"[assumptions.{name}]\nvalue = {value}\n")
    return "".join(lines)


def verdict(claim: Claim, hits: int, n: int) -> str:
    """What a share says of a band: refuted only if the whole interval lies on the wrong side."""
    low, high = BANDS[claim.expect]
    p, at_least, at_most = wilson(hits, n)
    if claim.expect == "even":
        return "held" if at_least <= high and at_most >= low else "refuted"
    rare = high <= 45
    if (rare and at_least > high) or (not rare and at_most < low):
        return "refuted"
    if (rare and p > high) or (not rare and p < low):
        return "undecided"
    return "held" if low <= p <= high else "held, stronger than said"


def direction(claim: Claim, here: tuple[int, int], there: tuple[int, int]) -> str:
    """Whether the other arm lies where the claim says, seen from the scenario as it is."""
    (a, low_a, high_a), (b, low_b, high_b) = wilson(*here), wilson(*there)
    want = claim.against["direction"]
    if want == "same":
        return "held" if low_a <= high_b and low_b <= high_a else "refuted"
    if want == "lower":
        (a, low_a, high_a), (b, low_b, high_b) = (b, low_b, high_b), (a, low_a, high_a)
    if low_b > high_a:
        return "held"
    return "refuted" if low_a > high_b else "not shown"


def hits(found: Sequence[Game1], claim: str) -> tuple[int, int]:
    """(games in which the claim's event came true, games)."""
    return sum(game.claims.get(claim, 0) > 0 for game in found), len(found)


def judge(scenario: str, games_: int, seed: int, jobs: int, draws: bool) -> None:
    """Plays every arm that a claim asks for, and prints a line a claim."""
    definition = load(scenario).board.definition
    seeds = range(seed, seed + games_)
    horizons = {name: (claim.by_turn or claim.at_turn or 0) for name, claim in definition.claims.items()}
    for form, names in (
        ("", [name for name, turns in horizons.items() if turns <= 12]),
        ("long", [name for name, turns in horizons.items() if turns > 12]),
    ):
        variants = dict.fromkeys(["", *(definition.claims[n].against.get("variant", "") for n in names)])
        arms = [Arm(scenario, variant, form) for variant in variants]
        found = _played(arms, seeds, jobs, dict(definition.assumptions) if draws else {})
        numbers = "drawn from their ranges" if draws else "as given"
        print(f"\n{scenario}, {form or 'twelve turns'}, seeds {seeds[0]} to {seeds[-1]}, assumptions {numbers}")
        for name in names:
            _line(definition.claims[name], name, {arm.variant: found[arm] for arm in arms})


def _played(arms: list[Arm], seeds: range, jobs: int, assumptions: dict[str, Assumption]) -> dict[Arm, list[Game1]]:
    if not assumptions:
        return games(arms, seeds, jobs)
    found: dict[Arm, list[Game1]] = {arm: [] for arm in arms}
    for seed in seeds:
        overlay = drawn(assumptions, seed)
        laid = {arm: attrs.evolve(arm, overlay=overlay) for arm in arms}
        for arm, one in games(laid.values(), [seed], 1).items():
            found[next(a for a in arms if laid[a] == arm)].extend(one)
    return found


def _line(claim: Claim, name: str, found: dict[str, list[Game1]]) -> None:
    here = hits(found[""], name)
    words = [f"{name:34} {share(*here):22}"]
    if claim.expect:
        words.append(f"{claim.expect}: {verdict(claim, *here)}")
    if claim.against:
        there = hits(found[claim.against["variant"]], name)
        asked = f"{claim.against['variant']} {share(*there).strip()} should be {claim.against['direction']}"
        words.append(f"{asked}: {direction(claim, here, there)}")
    print("  " + "  | ".join(words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--games", type=int, default=40)
    parser.add_argument("--seed", type=int, default=30_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--draws", action="store_true")
    parser.add_argument("--sdf", action="store_true")
    given = parser.parse_args()
    scenario = "syria_2015_sdf" if given.sdf else "syria_2015"
    judge(scenario, given.games, given.seed, given.jobs, given.draws)


if __name__ == "__main__":
    main()
