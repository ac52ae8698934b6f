"""Joins the screens with the rooms that they may not see: what can be played, and how a game is opened."""

from __future__ import annotations

import argparse

from wargame.commands.play import open_game, saved
from wargame.content import define, shipped
from wargame.server.client import LocalGame
from wargame.tui.app import run
from wargame.tui.launch import (
    ActorCard,
    Choices,
    FormatCard,
    Home,
    Launch,
    SavedGame,
    ScenarioCard,
    SeatingCard,
    Setup,
)


def run_screens(args: argparse.Namespace | None) -> int:
    """Runs the app: at home without options, on the start page of a scenario, or straight in a game."""
    options = args or argparse.Namespace(
        scenario="", variant="", format="", actors=[], seating="", bots="doctrine", seed=None, log="", resume=""
    )
    launch = Launch(
        open_game=lambda choices: _open(options, choices),
        setup=setup,
        home=_home(),
        start=setup(options.scenario) if options.scenario else None,
        choices=_choices(options),
        ascii=getattr(options, "ascii", False),
    )
    return run(launch)


def _home() -> Home:
    cards = tuple(ScenarioCard(one.name, one.title, one.summary, one.turns) for one in shipped())
    return Home(cards, tuple(SavedGame(*game) for game in saved()))


def _choices(options: argparse.Namespace) -> Choices | None:
    """What the options already decide; None if the start page has to ask."""
    if not (options.resume or options.actors or options.seating):
        return None
    return Choices(options.scenario, tuple(options.actors), options.seating, options.format, options.resume)


def _open(options: argparse.Namespace, choices: Choices) -> LocalGame:
    """Opens what was chosen on the screen; seed, log, variant and bots stay as the command line has them."""
    merged = argparse.Namespace(**vars(options))
    merged.scenario = choices.scenario or options.scenario
    merged.actors, merged.seating = list(choices.actors), choices.seating
    merged.format, merged.resume = choices.format, choices.resume
    return open_game(merged, threads=True)


def setup(name: str) -> Setup:
    """A scenario's start page."""
    found = define(name)
    return Setup(
        name=name,
        title=found.scenario.title,
        summary=found.scenario.summary,
        turns=found.scenario.turns,
        actors=tuple(
            ActorCard(actor, one.title, one.code, one.summary) for actor, one in found.actors.items() if one.playable
        ),
        seatings=tuple(
            SeatingCard(seating, one.title, tuple(seat.title for seat in one.teams.values()))
            for seating, one in found.seating.items()
        ),
        formats=tuple(
            FormatCard(name, one.title, one.turns or found.scenario.turns) for name, one in found.formats.items()
        ),
    )
