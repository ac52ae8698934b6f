"""Checking a scenario against reading its TOML alone.

python -m benchmarks.check [--pairs 9]
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from benchmarks.measure import Row, paired
from wargame.content.load import load

ROOT = Path(__file__).parents[1]


def rows(pairs: int, names: tuple[str, ...] = ("syria_2015", "yardstick")) -> list[Row]:
    """One row for each shipped scenario: everything that `load` checks, by the time that tomllib takes."""
    return [_row(name, pairs) for name in names]


def _row(name: str, pairs: int) -> Row:
    scenario = (ROOT / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    ruleset = tomllib.loads(scenario)["scenario"]["ruleset"]
    rules = (ROOT / "rules" / f"{ruleset}.toml").read_text(encoding="utf-8")
    lines = scenario.count("\n") + rules.count("\n")
    return paired(
        f"check of {name} and its rules, {lines:,} lines : tomllib (time)",
        lambda: load(name),
        lambda: (tomllib.loads(scenario), tomllib.loads(rules)),
        pairs=pairs,
        goal=10,
        speed=False,
    )


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9)
    for row in rows(parser.parse_args().pairs):
        print(row)


if __name__ == "__main__":
    main()
