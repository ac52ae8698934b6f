"""Drives the app by keys and clicks, as a player does; answers with the screen as text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import attrs
import syria
from fake_client import FakeClient, launch
from textual.pilot import Pilot

from wargame.tui.app import WargameApp
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

NARROW, WIDE = (80, 24), (120, 40)
SETUP = Setup(
    "syria",
    syria.SHEET.title,
    syria.SHEET.summary,
    12,
    tuple(ActorCard(actor.id, actor.title, actor.code, actor.summary) for actor in syria.SHEET.actors),
    (SeatingCard("two", "Two teams", ("Moscow", "Washington")),),
    (FormatCard("lesson", "One lesson", 4),),
)


def screen(app: WargameApp) -> str:
    """What a player sees, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@attrs.define
class Hand:
    """A player's hands and eyes."""

    app: WargameApp
    pilot: Pilot[int]
    client: FakeClient

    async def press(self, *keys: str) -> str:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
        await self.settle()
        return screen(self.app)

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        for _ in range(2):
            await self.pilot.pause()

    @property
    def text(self) -> str:
        return screen(self.app)

    @property
    def prompt(self) -> str:
        return self.text.splitlines()[2]


Play = Callable[[Hand], Awaitable[None]]


def drive(play: Play, size: tuple[int, int] = NARROW, start: Launch | None = None, guided: bool = False) -> None:
    """Run the app in `size` and let `play` work it; the guide is closed unless wanted."""

    async def run() -> None:
        client = FakeClient()
        app = WargameApp(start or launch(client))
        async with app.run_test(size=size) as pilot:
            hand = Hand(app, pilot, client)
            await hand.settle()
            if not guided and start is None:
                await hand.press("escape")
            await play(hand)

    asyncio.run(run())


def two_seats() -> tuple[Launch, FakeClient, FakeClient]:
    """Moscow and Washington at one keyboard."""
    sheet = attrs.evolve(syria.SHEET, team="washington", team_title="Washington")
    first, second = FakeClient(), FakeClient(attrs.evolve(syria.VIEW, team="washington"), sheet)
    return launch(first, second), first, second


def at_home(first: FakeClient | None = None) -> Launch:
    """The home screen with a scenario and a saved game."""
    cards = (ScenarioCard("syria", syria.SHEET.title, syria.SHEET.summary, 12),)
    saves = (SavedGame("games/one.jsonl", "My game", 3, "as Russia"),)
    opened = launch(first or FakeClient())
    return attrs.evolve(opened, choices=None, home=Home(cards, saves), setup=lambda name: SETUP)


def asked(choices: list[Choices], client: FakeClient) -> Launch:
    """As `at_home`, noting what games were asked for."""
    opened = at_home(client)

    def open_game(chosen: Choices) -> object:
        choices.append(chosen)
        return opened.open_game(chosen)

    return attrs.evolve(opened, open_game=open_game)
