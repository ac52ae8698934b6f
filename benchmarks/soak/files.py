"""Bent scenario files against the checker: problems with places may come out, never a traceback, and none may be slow.

python -m benchmarks.soak.files --files 2000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from wargame.content.load import load_texts
from wargame.errors import LoadError

ROOT = Path(__file__).parents[2]
SCENARIO, RULES = "toy.toml", "toy_rules.toml"
BITS = (
    "",
    "\x00",
    "\ufeff",
    "é",
    '"',
    "'''",
    "[",
    "]]",
    "=",
    "{",
    "\n\n",
    "\r\n",
    "1979-05-27",
    "inf",
    "nan",
    "-1",
    "9" * 400,
    "1e999",
    "true",
    "[]",
    "{}",
    '""',
    "[actors.__class__]",
    'effects = "while true: pass"',
    'extends = "toy"',
    'remove = ["actors"]',
    "range = [9, 0]",
    "[" * 300,
)


def texts() -> dict[str, str]:
    """The toy scenario and its ruleset: small, with one of everything."""
    folder = ROOT / "tests" / "toy"
    return {name: (folder / name).read_text(encoding="utf-8") for name in (SCENARIO, RULES)}


def bent(dice: random.Random, text: str) -> str:
    """A file with a few lines or pieces cut, doubled, moved or replaced."""
    for _ in range(dice.randrange(1, 5)):
        i = dice.randrange(len(text))
        j = min(len(text), i + dice.choice((1, 3, 10, 80, 400)))
        piece = text[i:j]
        new = dice.choice(("", piece * 2, piece[::-1], dice.choice(BITS), dice.choice(BITS) + piece))
        text = text[:i] + new + text[j:] or " "
    return text


def soak(seed: int, n: int) -> tuple[Counter[str], float]:
    """Loads `n` bent pairs of files: (how many were refused and how many load, the slowest in seconds)."""
    dice, plain = random.Random(seed), texts()
    came, slowest = Counter[str](), 0.0
    for _ in range(n):
        files = dict(plain)
        name = dice.choice((SCENARIO, RULES))
        files[name] = bent(dice, files[name])
        begun = time.perf_counter()
        try:
            load_texts(files, SCENARIO)
            came["loads"] += 1
        except LoadError as error:
            came["refused"] += 1
            if not error.problems or not all(problem.file and problem.message for problem in error.problems):
                raise RuntimeError(f"a problem without a place in {files[name]!r}") from error
        slowest = max(slowest, time.perf_counter() - begun)
    return came, slowest


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    came, slowest = soak(given.seed, given.files)
    print(f"{given.files} bent files: {dict(came)}, no other exception; slowest {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
