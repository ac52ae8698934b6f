"""The app: it opens games, keeps each seat's desk, and lets screens show them. It knows tables by clients alone."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import attrs
from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.errors import WargameError
from wargame.server.client import LocalGame
from wargame.session import messages as m
from wargame.tui.desk import Desk, receive
from wargame.tui.draw.palette import ASCII, NIGHT, PAPER, Palette
from wargame.tui.launch import Choices, Launch
from wargame.tui.screens.game import GameScreen
from wargame.tui.themes import THEMES, side_variables


class WargameApp(App[int]):
    """The terminal client."""

    CSS_PATH = "wargame.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "leave", show=False, priority=True),
        Binding("T", "theme", "light or dark", show=False),
    ]

    class Spoke(Message):
        """A table said something to one of our seats (posted from the table's thread)."""

        def __init__(self, seat: str, outbound: m.Outbound) -> None:
            super().__init__()
            self.seat, self.outbound = seat, outbound

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self.launch = launch
        self.game: LocalGame | None = None
        self.desks: dict[str, Desk] = {}
        self.pages: dict[str, GameScreen] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "night"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return side_variables()

    @property
    def palette(self) -> Palette:
        """Colours and signs as set."""
        palette = PAPER if self.theme == "paper" else NIGHT
        return attrs.evolve(palette, signs=ASCII) if self.launch.ascii else palette

    def on_mount(self) -> None:
        if self.launch.choices is not None:
            self.open(self.launch.choices)

    # ------------------------------------------------------------ games and seats

    def open(self, choices: Choices) -> str:
        """Open a game and sit down at every seat; the sentence of the error, "" when all is well."""
        try:
            game = self.launch.open_game(choices)
        except WargameError as error:
            return str(error)
        self.close_game()
        self.game = game
        for seat in game.seats:
            self.desks[seat.team] = Desk()
            self.pages[seat.team] = GameScreen(seat.team)
            seat.client.listen(partial(self._hear, seat.team))
        for seat in game.seats:
            seat.client.send(m.Join())
        self.push_screen(self.pages[game.seats[0].team])
        return ""

    def _hear(self, team: str, outbound: m.Outbound) -> None:
        self.post_message(self.Spoke(team, outbound))

    def close_game(self) -> None:
        """Leave the game under way, if any; it can be resumed from its log."""
        if self.game is not None:
            self.game.close()
        self.game = None
        self.desks.clear()
        self.pages.clear()

    @on(Spoke)
    def _spoke(self, message: Spoke) -> None:
        if message.seat not in self.desks:
            return
        desk = receive(self.desks[message.seat], message.outbound)
        if desk.sealing and isinstance(message.outbound, m.Viewed | m.Refused):
            sealed = isinstance(message.outbound, m.Viewed) and (message.outbound.view.sealed or not desk.drafts)
            desk = attrs.evolve(desk, sealing=False, ready=sealed)
            if sealed:
                self.tell(message.seat, m.Ready())
        self.desks[message.seat] = desk
        self.pages[message.seat].desk = desk

    def tell(self, seat: str, inbound: m.Inbound) -> None:
        """Say something to a seat's table."""
        for entry in self.game.seats if self.game else ():
            if entry.team == seat:
                entry.client.send(inbound)

    @on(GameScreen.Send)
    def _send(self, message: GameScreen.Send) -> None:
        self.tell(message.seat, message.inbound)

    @on(GameScreen.Kept)
    def _kept(self, message: GameScreen.Kept) -> None:
        self.desks[message.seat] = message.desk

    # ------------------------------------------------------------ keys

    def action_theme(self) -> None:
        self.theme = "night" if self.theme == "paper" else "paper"
        for screen in self.screen_stack:
            if isinstance(screen, GameScreen):
                screen.redraw()

    def action_leave(self) -> None:
        self.close_game()
        self.exit(0)


def run(launch: Launch) -> int:
    """Run the app until the player leaves; the exit code."""
    return WargameApp(launch).run() or 0
