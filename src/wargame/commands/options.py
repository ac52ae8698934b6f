"""The options of every command. Parsing imports nothing heavy: each command's module is named, not loaded."""

from __future__ import annotations

import argparse
from typing import Any

from wargame.version import __version__


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="wargame", description="Tabletop policy wargames, from TOML to debrief.")
    top.add_argument("--version", action="version", version=f"wargame {__version__}")
    top.set_defaults(module="play", call="home")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_play, _run_games, _check, _audit, _replay, _rules, _schema):
        add(commands)
    return top


Commands = Any
"""What `add_subparsers` gives: argparse has no public name for it."""


def _command(commands: Commands, name: str, module: str, call: str, says: str) -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    found.set_defaults(module=module, call=call)
    return found


def _composed(found: argparse.ArgumentParser) -> None:
    found.add_argument("scenario", metavar="SCENARIO", help="a shipped name or a path")
    found.add_argument("--variant", default="", metavar="NAME", help="a variant of the scenario")
    found.add_argument("--format", default="", metavar="NAME", help="lesson, day …: how long the game is")


def _play(commands: Commands) -> None:
    found = _command(commands, "play", "play", "play", "Play against bots, or several at one keyboard.")
    found.add_argument("scenario", metavar="SCENARIO", nargs="?", default="", help="a shipped name or a path")
    found.add_argument("--variant", default="", metavar="NAME")
    found.add_argument("--format", default="", metavar="NAME", help="lesson, day …: how long the game is")
    found.add_argument("--as", dest="actors", action="append", default=[], metavar="ACTOR", help="play this actor")
    found.add_argument("--seating", default="", metavar="NAME", help="several teams at one keyboard")
    found.add_argument("--bots", default="doctrine", metavar="KINDS", help="random, or russia=lookahead,usa=random")
    found.add_argument("--seed", type=_seed, metavar="N", help="drawn by chance unless given")
    found.add_argument("--line", action="store_true", help="plain prompts, for scripts and screen readers")
    found.add_argument("--ascii", action="store_true", help="screens with plain signs")
    found.add_argument("--log", default="", metavar="FILE", help="where the game is kept")
    found.add_argument("--resume", default="", metavar="LOG", help="go on with a game")


def _run_games(commands: Commands) -> None:
    found = _command(commands, "run", "run", "run", "Play games among bots, without a screen.")
    _composed(found)
    found.add_argument("--seating", default="", metavar="NAME")
    found.add_argument("--games", type=_count, default=1, metavar="N")
    found.add_argument("--bots", default="doctrine", metavar="KINDS", help="random, or russia=lookahead,usa=random")
    found.add_argument("--seed", type=_seed, metavar="N", help="of the first game; each next one adds 1")
    found.add_argument("--turns", type=_count, metavar="N", help="stop after so many turns")
    found.add_argument("--out", default="", metavar="DIR", help="games.csv and turns.csv")
    found.add_argument("--logs", action="store_true", help="one log a game, in DIR")
    found.add_argument("--jobs", type=_count, metavar="N", help="processes (default: one a core)")
    found.add_argument("--json", action="store_true", help="one JSON object instead of words")


def _check(commands: Commands) -> None:
    found = _command(commands, "check", "check", "check", "Find every mistake in scenarios and rulesets.")
    found.add_argument("files", metavar="FILE", nargs="+", help="a scenario: a shipped name or a path")
    found.add_argument("--play", action="store_true", help="also play it at random")
    found.add_argument("--json", action="store_true", help="one JSON object")


def _audit(commands: Commands) -> None:
    found = _command(commands, "audit", "logs", "audit", "Execute logs again and compare.")
    found.add_argument("logs", metavar="LOG", nargs="+")
    found.add_argument("--json", action="store_true", help="one JSON object")


def _replay(commands: Commands) -> None:
    found = _command(commands, "replay", "logs", "replay", "The state of a recorded game at a turn.")
    found.add_argument("log", metavar="LOG")
    found.add_argument("--turn", type=_count, metavar="N", help="as turn N begins (default: where the log ends)")
    found.add_argument("--seat", default="", metavar="TEAM", help="as that team knew it")
    found.add_argument("--json", action="store_true", help="one JSON object")


def _rules(commands: Commands) -> None:
    found = _command(commands, "rules", "rules", "rules", "The rule book and team briefs, as markdown.")
    _composed(found)
    found.add_argument("--seating", default="", metavar="NAME")
    found.add_argument("--html", action="store_true", help="as one page of HTML")


def _schema(commands: Commands) -> None:
    _command(commands, "schema", "check", "schema", "JSON Schema of scenarios and rulesets, for editors.")


def _count(text: str) -> int:
    """A whole number from 1."""
    if not text.isdigit() or not 0 < int(text) < 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _seed(text: str) -> int:
    """A whole number from 0 to 2^53."""
    if not text.isdigit() or int(text) > 2**53 - 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to 2^53")
    return int(text)
