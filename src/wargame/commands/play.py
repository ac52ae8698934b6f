"""`wargame play`, and `wargame` alone: opens a game on this machine, on screens or line by line."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from wargame.bots import Bot, make
from wargame.content import define, load, shipped
from wargame.engine.dice import seed_hash
from wargame.errors import LogError, WargameError
from wargame.record import read_log
from wargame.rules.game import Game
from wargame.server.client import LocalGame
from wargame.server.local import seat_people
from wargame.server.saves import Kept, create, go_on
from wargame.session.seats import one_each, people_of
from wargame.session.table import begin


def home(_args: argparse.Namespace) -> int:
    """What one can do: the home screen, or its words where there is no terminal."""
    if not _on_screen():
        print("Play:    wargame play NAME [--as ACTOR] [--line]")
        for summary in shipped():
            print(f"  {summary.name}: {summary.title} ({summary.turns} turns)")
        print("Go on:   wargame play --resume LOG\nMore:    wargame --help")
        return 0
    from wargame.commands.screens import run_screens

    return run_screens(None)


def play(args: argparse.Namespace) -> int:
    """A game against bots, or several teams at one keyboard."""
    if not args.scenario and not args.resume:
        raise WargameError("Say which scenario, or --resume LOG; `wargame` alone lists what there is.")
    if args.actors and args.seating:
        raise WargameError("Say --as or --seating, not both: a seating already says who plays whom.")
    if args.line:
        return _in_lines(args)
    if not _on_screen():
        raise WargameError("There is no terminal to draw on; use --line for plain prompts.")
    from wargame.commands.screens import run_screens

    return run_screens(args)


def _on_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _in_lines(args: argparse.Namespace) -> int:
    from wargame.line.shell import play as play_lines

    if not args.resume and not args.actors and not args.seating:
        chosen = _ask_actor(args.scenario)
        if chosen is None:
            return 0
        args.actors = [chosen]
    game = open_game(args, threads=False)
    try:
        return play_lines(game, _read, print, _clear if sys.stdout.isatty() else lambda: None)
    finally:
        game.close()


def _read(prompt: str) -> str | None:
    """A line from the keyboard or a script; None at its end, or when somebody stops it: both leave politely."""
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        print()
        return None


def _clear() -> None:
    """Empties the terminal, with what has scrolled out of it."""
    print("\x1b[2J\x1b[3J\x1b[H", end="")


def _ask_actor(scenario: str) -> str | None:
    """Whom a person plays who did not say so."""
    actors = {name: actor for name, actor in define(scenario).actors.items() if actor.playable}
    for number, (name, actor) in enumerate(actors.items(), 1):
        print(f"{number}. {actor.title} ({name})")
    while (typed := _read("Whom do you play? ")) is not None:
        word = typed.strip().lower()
        found = [name for name in actors if name.startswith(word)] if word else []
        if word.isdigit() and 0 < int(word) <= len(actors):
            return list(actors)[int(word) - 1]
        if len(found) == 1:
            return found[0]
        print("Type a number, or the beginning of a name.")
    return None


# ---------------------------------------------------------------- opening a game, for lines and screens


def open_game(args: argparse.Namespace, *, threads: bool) -> LocalGame:
    """Opens what the options ask for: a new game with its log, or one that goes on.

    Raises:
        LoadError, LogError, WargameError: with a sentence for the user.
    """
    kept = go_on(args.resume) if args.resume else _begin(args)
    table = kept.table
    key = seed_hash(table.state.nonce, table.state.seed)
    bots = {team: _bot(kind, kept, team, key, threads) for team, kind in kept.bots.items()}
    path = str(kept.journal.path)

    def end() -> None:
        for bot in bots.values():
            close = getattr(bot, "close", None)
            if close:
                close()
        kept.journal.close()

    return seat_people(table, bots, path=path, threads=threads, end=end)


def _begin(args: argparse.Namespace) -> Kept:
    game = load(
        args.scenario,
        variant=args.variant,
        format=args.format,
        seating=args.seating,
        human=tuple(dict.fromkeys(args.actors)),
    )
    people = people_of(game)
    kinds = kinds_of(game, args.bots)
    seed = secrets.randbelow(2**53) if args.seed is None else args.seed
    bots = {team: kinds[team] for team in game.teams if team not in people}
    table, events = begin(game, one_each(game), seed=seed, nonce=secrets.token_hex(16))
    return create(table, events, bots, args.log or str(new_log(game)))


def kinds_of(game: Game, spec: str) -> Mapping[str, str]:
    """Team -> kind of bot, as `--bots` says."""
    from wargame.research.play import kinds

    return kinds(game, spec)


def new_log(game: Game) -> Path:
    """A new log's place: the user's own folder of games."""
    name = Path(game.name).stem
    return log_folder() / f"{name}-{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.jsonl"


def log_folder() -> Path:
    """Where games are kept unless somebody says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("wargame", appauthor=False) / "games"


def saved() -> list[tuple[str, str, int, str]]:
    """(path, title, turn, what it is) of the games in the folder, newest first; one that cannot be read is left out."""
    found = []
    for path in sorted(log_folder().glob("*.jsonl"), reverse=True):
        try:
            log = read_log(path)
            told = [event for _, events in log.outcomes() for event in events if event.type in ("declared", "turn")]
            ended = any(event.type == "ended" for _, events in log.outcomes() for event in events)
        except LogError:
            continue
        title = next((str(event.fields["title"]) for event in told if event.type == "declared"), path.stem)
        turn = max((int(event.fields["turn"]) for event in told if event.type == "turn"), default=1)
        found.append((str(path), title, turn, "over" if ended else "running"))
    return found


def _bot(kind: str, kept: Kept, team: str, key: str, threads: bool) -> Bot:
    """The bot of a team; look-ahead beside a screen thinks in a process of its own."""
    if kind == "lookahead" and threads:
        from wargame.commands.remote import Remote

        return Remote(kept.table.game, team, key)
    return make(kind, kept.table.game, team, key)
