"""What the command line hands to the screens: what can be played, and how a game is opened. Plain data."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from wargame.server.client import LocalGame


@attrs.frozen
class ScenarioCard:
    """A scenario that can be played."""

    name: str
    title: str
    summary: str
    turns: int


@attrs.frozen
class SavedGame:
    """A game that can be gone on with."""

    path: str
    title: str
    turn: int
    detail: str


@attrs.frozen
class Home:
    """What the home screen offers."""

    scenarios: tuple[ScenarioCard, ...] = ()
    saves: tuple[SavedGame, ...] = ()


@attrs.frozen
class ActorCard:
    """An actor that people can play."""

    id: str
    title: str
    code: str
    summary: str


@attrs.frozen
class SeatingCard:
    """A way to share the actors among teams; `teams` are the teams' titles."""

    id: str
    title: str
    teams: tuple[str, ...]


@attrs.frozen
class FormatCard:
    """How long a game is."""

    id: str
    title: str
    turns: int


@attrs.frozen
class Setup:
    """A scenario's start page."""

    name: str
    title: str
    summary: str
    turns: int
    actors: tuple[ActorCard, ...]
    seatings: tuple[SeatingCard, ...] = ()
    formats: tuple[FormatCard, ...] = ()


@attrs.frozen
class Choices:
    """What the player chose: actors that one person plays together, or a seating for several at one keyboard.

    `resume` is the path of a log; then nothing else counts.
    """

    scenario: str = ""
    actors: tuple[str, ...] = ()
    seating: str = ""
    format: str = ""
    resume: str = ""


@attrs.frozen
class Launch:
    """How the app begins: with `choices` in the game, with `start` on the start page, else at home.

    Attributes:
        open_game: opens a game; raises WargameError, whose sentence is shown.
        setup: reads one scenario for its start page; the same errors.
    """

    open_game: Callable[[Choices], LocalGame]
    setup: Callable[[str], Setup]
    home: Home = Home()
    start: Setup | None = None
    choices: Choices | None = None
    ascii: bool = False
