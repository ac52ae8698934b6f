"""Hostile texts against the formula language: nothing but FormulaErrors may come out, and none may be slow.

python -m benchmarks.soak.formulas --texts 10000 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "formulas"))

from benchmarks.soak.texts import hostile
from wargame.model.layout import ACTOR, REGION
from wargame.rules.board import make_board
from wargame.rules.formulas import FormulaErrors, Names, compile_expression, compile_program

ARGS = {"actor": ACTOR, "region": REGION}


def soak(names: Names, seed: int, n: int) -> tuple[int, float, str]:
    """Compiles `n` hostile texts as formula and as program: (refused, slowest in seconds, that text)."""
    refused, slowest, which = 0, 0.0, ""
    for text in hostile(seed, n):
        begun = time.perf_counter()
        for compile_text in (
            lambda t: compile_expression(t, names, ARGS, None),
            lambda t: compile_program(t, names, ARGS),
        ):
            try:
                made = compile_text(text)
                _emit = made.call, made.footprint
            except FormulaErrors as error:
                refused += 1
                placed = all(0 <= fault[0] <= len(text) and fault[2] for fault in error.faults)
                if not error.faults or not placed:
                    raise RuntimeError(f"a mistake without a place: {text!r}") from error
        if (took := time.perf_counter() - begun) > slowest:
            slowest, which = took, text
    return refused, slowest, which


def main() -> None:
    """Prints what was refused and the slowest text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    from conftest import definition, names_of

    board, _ = make_board(definition())
    refused, slowest, which = soak(names_of(board), given.seed, given.texts)
    print(f"{given.texts} texts, each as formula and as program: {refused} refusals, no other exception")
    print(f"slowest {slowest * 1000:.1f} ms: {which[:70]!r}")


if __name__ == "__main__":
    main()
