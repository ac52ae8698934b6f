"""`wargame check` and `wargame schema`: what is wrong with a scenario, and what may stand in one."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from typing import Any

import attrs

from wargame.content import check as check_file
from wargame.content import load
from wargame.errors import Problem
from wargame.research.play import play, seat_bots

SEEDS = (1, 2, 3)
"""Seeds of the games that `--play` plays at random."""


def check(args: argparse.Namespace) -> int:
    """Prints every problem of every file; the exit code is 1 if there is any."""
    found: dict[str, tuple[Problem, ...]] = {name: check_file(name) for name in args.files}
    played: dict[str, list[str]] = {}
    if args.play:
        played = {name: _played(name) for name, problems in found.items() if not problems}
    if args.json:
        print(json.dumps(_plain(found, played), ensure_ascii=False))
    else:
        for name in args.files:
            _print(name, found[name], played.get(name))
    return 1 if any(found.values()) else 0


def _played(name: str) -> list[str]:
    """The endings of a few games at random."""
    game = load(name)
    return [play(game, seat_bots(game, "random", seed, ""), seed).stage.ended for seed in SEEDS]


def _plain(found: dict[str, tuple[Problem, ...]], played: dict[str, list[str]]) -> dict[str, Any]:
    files = [
        {"file": name, "problems": [attrs.asdict(problem) for problem in problems], "endings": played.get(name, [])}
        for name, problems in found.items()
    ]
    return {"ok": not any(found.values()), "files": files}


def _print(name: str, problems: tuple[Problem, ...], endings: list[str] | None) -> None:
    for problem in problems:
        print(problem)
        if problem.excerpt:
            print(problem.excerpt)
    if problems:
        print(f"{name}: {len(problems)} problem{'s' if len(problems) > 1 else ''}.")
        return
    more = f"; played at random, it ended by {', '.join(endings)}" if endings else ""
    print(f"{name}: nothing wrong{more}.")


def schema(_args: argparse.Namespace) -> int:
    """Prints the JSON Schema."""
    made = import_module("wargame.content.schema").schema()
    print(json.dumps(made, indent=2, ensure_ascii=False))
    return 0
