"""The app: it opens games, keeps each seat's desk, and lets screens show them. It knows tables by clients alone."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import attrs
from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from wargame.errors import WargameError
from wargame.server.client import LocalGame
from wargame.session import messages as m
from wargame.tui.desk import Desk, receive
from wargame.tui.draw.palette import ASCII, NIGHT, PAPER, Palette
from wargame.tui.launch import Choices, Launch
from wargame.tui.screens.boxes import ReadBox, explained, help_lines
from wargame.tui.screens.framed import FramedScreen
from wargame.tui.screens.game import GameScreen
from wargame.tui.screens.handover import HandOverScreen
from wargame.tui.screens.home import HomeScreen, StartScreen, TwoPanes
from wargame.tui.screens.setting import SettingScreen
from wargame.tui.themes import THEMES, side_variables
from wargame.tui.widgets.frame import KeyBar


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
        self.seated = ""
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
        elif self.launch.start is not None:
            self.push_screen(StartScreen(self.launch.start))
        else:
            self.push_screen(HomeScreen(self.launch.home))

    # ------------------------------------------------------------ opening a game

    @on(HomeScreen.Open)
    def _start_page(self, message: HomeScreen.Open) -> None:
        try:
            setup = self.launch.setup(message.name)
        except WargameError as error:
            self._complain(str(error))
        else:
            self.push_screen(StartScreen(setup))

    @on(TwoPanes.Play)
    def _play(self, message: TwoPanes.Play) -> None:
        self.open(message.choices)

    def open(self, choices: Choices) -> None:
        """Open a game in a thread of its own: reading a scenario must not stop the screen."""
        self.push_screen(SettingScreen())
        self.run_worker(partial(self._open, choices), thread=True, exclusive=True)

    def _open(self, choices: Choices) -> None:
        try:
            game = self.launch.open_game(choices)
        except WargameError as error:
            self.call_from_thread(self._complain, str(error))
        else:
            self.call_from_thread(self._sit_down, game, not choices.resume)

    def _complain(self, sentence: str) -> None:
        """An error in the prompt; where there is no screen yet, the app ends with it."""
        if isinstance(self.screen, SettingScreen):
            self.pop_screen()
        if isinstance(self.screen, FramedScreen):
            self.screen.say(sentence.splitlines()[0])
            self.screen.explain(" ".join(sentence.splitlines()[1:2]))
        else:
            self.exit(1, message=sentence)

    def _sit_down(self, game: LocalGame, fresh: bool) -> None:
        """Sit down at every seat of an opened game."""
        self.close_game()
        self.game = game
        for seat in game.seats:
            self.desks[seat.team] = Desk()
            screen = self.pages[seat.team] = GameScreen(seat.team)
            screen.guided = 0 if fresh else None
            self.install_screen(screen, f"seat-{seat.team}")
            seat.client.listen(partial(self._hear, seat.team))
        for seat in game.seats:
            seat.client.send(m.Join())
        self.seat_at(game.seats[0].team, "The game begins.")

    def close_game(self) -> None:
        """Leave the game under way, if any; it can be resumed from its log."""
        if self.game is not None:
            self.game.close()
        self.game = None
        self.desks.clear()
        self.pages.clear()

    # ------------------------------------------------------------ seats at one keyboard

    def seat_at(self, seat: str, why: str) -> None:
        """Bring a seat's screen up, by way of the hand-over screen if several teams share the keyboard."""
        if self.game is None:
            return
        title = next(entry.title for entry in self.game.seats if entry.team == seat)
        if len(self.game.seats) > 1 and self.seated != seat:
            self.seated = ""
            self._change(HandOverScreen(seat, title, why))
        else:
            self._sit(seat)

    def _change(self, screen: Screen[None] | str) -> None:
        """Put a screen in the place of all others: nothing of the last team stays below it."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(HandOverScreen.Taken)
    def _taken(self, message: HandOverScreen.Taken) -> None:
        self._sit(message.seat)

    def _sit(self, seat: str) -> None:
        self.seated = seat
        self._change(f"seat-{seat}")
        self.pages[seat].desk = self.desks[seat]

    def _next_seat(self) -> str:
        """The next team at this keyboard that has not sealed, "" if all have."""
        seats = [entry.team for entry in self.game.seats] if self.game else []
        at = seats.index(self.seated) if self.seated in seats else -1
        return next((seat for seat in seats[at + 1 :] + seats[: at + 1] if not self.desks[seat].ready), "")

    # ------------------------------------------------------------ what tables say, what seats say

    def _hear(self, team: str, outbound: m.Outbound) -> None:
        self.post_message(self.Spoke(team, outbound))

    @on(Spoke)
    def _spoke(self, message: Spoke) -> None:
        if message.seat not in self.desks:
            return
        before = self.desks[message.seat]
        desk = receive(before, message.outbound)
        sealed = False
        if before.sealing and isinstance(message.outbound, m.Viewed | m.Refused):
            sealed = isinstance(message.outbound, m.Viewed)
            desk = attrs.evolve(desk, sealing=False, ready=sealed)
        self.desks[message.seat] = desk
        self.pages[message.seat].desk = desk
        if sealed:
            self.tell(message.seat, m.Ready())
        if isinstance(message.outbound, m.Explained) and message.seat == self.seated:
            self.push_screen(explained(message.outbound, desk))
        if message.seat == self.seated and len(self.desks) > 1:
            self._pass_on(before, desk, sealed)

    def _pass_on(self, before: Desk, desk: Desk, sealed: bool) -> None:
        """At one keyboard: after sealing the next team, after a resolution the first."""
        if before.view and desk.view and before.view.turn != desk.view.turn and self.game:
            self.seat_at(self.game.seats[0].team, "The turn was resolved.")
        elif sealed and (seat := self._next_seat()):
            self.seat_at(seat, "The team before has sealed its orders.")

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
        if message.seat in self.desks:
            self.desks[message.seat] = attrs.evolve(self.desks[message.seat], **message.fields)

    # ------------------------------------------------------------ keys

    def action_theme(self) -> None:
        self.theme = "night" if self.theme == "paper" else "paper"
        for screen in self.screen_stack:
            if isinstance(screen, FramedScreen):
                screen.redraw()

    def action_leave(self) -> None:
        """Out of the app; from a game only after asking, with any box over it closed."""
        if self.game is None:
            self.action_quit_now()
            return
        while not isinstance(self.screen, FramedScreen):
            self.pop_screen()
        kept = "It is kept in its log. " if self.game.path else ""
        self.screen.ask(f"Leave the game? {kept}Enter leaves, Esc stays.", self.action_quit_now)

    def action_quit_now(self) -> None:
        self.close_game()
        self.exit(0)

    def action_help(self) -> None:
        bar = self.screen.query(KeyBar)
        here = bar.first().entries() if bar else []
        self.push_screen(ReadBox("Keys and signs", help_lines(here)))


def run(launch: Launch) -> int:
    """Run the app until the player leaves; the exit code."""
    return WargameApp(launch).run() or 0
