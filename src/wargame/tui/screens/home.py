"""Home: what can be played, and games to go on with. Then the start page of one scenario."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from wargame.tui.draw.text import Row, button, fit, line, paragraph, rule, spread
from wargame.tui.launch import ActorCard, Choices, Home, Setup
from wargame.tui.screens.framed import FramedScreen
from wargame.tui.widgets.rows import Rows

LOGO = (
    "█   █ ▄▀▀▄ █▀▀▄ █▀▀▀ ▄▀▀▄ █▄ ▄█ █▀▀▀",
    "█ █ █ █▀▀█ █▀▀▄ █ ▀█ █▀▀█ █ ▀ █ █▀▀",
    "▀▀ ▀▀ ▀  ▀ ▀  ▀ ▀▀▀▀ ▀  ▀ ▀   ▀ ▀▀▀▀",
)


class TwoPanes(FramedScreen):
    """A list, and beside it what is under its cursor."""

    class Play(Message):
        """Open this game."""

        def __init__(self, choices: Choices) -> None:
            super().__init__()
            self.choices = choices

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows("choices")
            with Vertical(classes="column", id="choice-right"):
                yield Rows("about", focusable=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.redraw)
        self.query_one("#choices", Rows).focus()

    def redraw(self) -> None:
        self.place(self.title_line(self.heading()))
        self.query_one("#choices", Rows).show(self.rows)
        self._about()
        self.say(self.prompt())

    def _about(self) -> None:
        pane = self.query_one("#choices", Rows)
        self.query_one("#about", Rows).show(lambda width: self.about(pane.key, width), top=True)

    @on(Rows.Marked, "#choices")
    def _marked(self, message: Rows.Marked) -> None:
        self.explain(message.row.explain)
        self._about()
        self.say(self.prompt())

    def heading(self) -> str:
        """Where are we?"""
        raise NotImplementedError

    def prompt(self) -> str:
        """What now?"""
        raise NotImplementedError

    def rows(self, width: int) -> list[Row]:
        """The list."""
        raise NotImplementedError

    def about(self, key: Hashable, width: int) -> list[Row]:
        """What is under the cursor."""
        raise NotImplementedError


class HomeScreen(TwoPanes):
    """Scenarios and saved games."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.quit_now", "quit"),
        Binding("T", "app.theme", "light or dark"),
    ]

    class Open(Message):
        """The start page of a scenario is wanted."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, home: Home) -> None:
        super().__init__()
        self.home = home

    def heading(self) -> str:
        return "wargame"

    def prompt(self) -> str:
        if not self.home.scenarios and not self.home.saves:
            return "No scenario was found. wargame new NAME makes one; q leaves."
        return "Choose what to play with ↑↓, then Enter. Saved games can be gone on with."

    def rows(self, width: int) -> list[Row]:
        palette = self.palette
        found = [Row(rule("Play", width, palette))]
        for card in self.home.scenarios:
            right = line((f"{card.turns} turns", palette.muted))
            found.append(Row(spread(line("  ", card.title), right, width), ("play", card.name), card.title))
        if self.home.saves:
            found.append(Row(rule("Go on", width, palette)))
        for save in self.home.saves:
            right = line((f"T{save.turn}", palette.muted))
            found.append(Row(spread(line("  ", save.title), right, width), ("resume", save.path), save.detail))
        return found

    def about(self, key: Hashable, width: int) -> list[Row]:
        palette = self.palette
        found = [Row(line(" ", (fit(text, width - 1), palette.accent))) for text in LOGO]
        found.append(Row(line("")))
        for card in self.home.scenarios:
            if key == ("play", card.name):
                found.append(Row(rule(card.title, width, palette, f"{card.turns} turns")))
                found += paragraph(card.summary, width - 1)
        for save in self.home.saves:
            if key == ("resume", save.path):
                found.append(Row(rule(save.title, width, palette, f"turn {save.turn}")))
                found += paragraph(save.detail, width - 1)
        return found

    @on(Rows.Picked, "#choices")
    def _picked(self, message: Rows.Picked) -> None:
        match message.row.key:
            case ("play", str(name)):
                self.post_message(self.Open(name))
            case ("resume", str(path)):
                self.post_message(self.Play(Choices(resume=path)))


class StartScreen(TwoPanes):
    """Who plays whom, how long; then Begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "tick", key_display="Space"),
        Binding("n", "begin", "to Begin"),
    ]

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.setup = setup
        self.actors: tuple[str, ...] = ()
        self.seating = ""
        self.format = ""

    def heading(self) -> str:
        return self.setup.title

    def prompt(self) -> str:
        if self.seating:
            return "Several teams share this keyboard. n goes to Begin; then it is passed round."
        if self.actors:
            return "Tick more, or press n for Begin, then Enter. Bots play the rest."
        return "Whom do you play? ↑↓ moves, Enter ticks. Or let teams share the keyboard."

    def rows(self, width: int) -> list[Row]:
        palette = self.palette
        found = [Row(rule("You play", width, palette))]
        for actor in self.setup.actors:
            found.append(
                self._tick(actor.id in self.actors, f"{actor.code}  {actor.title}", ("actor", actor.id), width)
            )
        if self.setup.seatings:
            found.append(Row(rule("Or share this keyboard", width, palette)))
        for seating in self.setup.seatings:
            words = seating.title or f"{len(seating.teams)} teams"
            found.append(self._tick(seating.id == self.seating, words, ("seating", seating.id), width))
        if self.setup.formats:
            found.append(Row(rule("How long", width, palette)))
            found.append(self._tick(not self.format, f"in full: {self.setup.turns} turns", ("format", ""), width))
        for entry in self.setup.formats:
            words = f"{entry.title or entry.id}: {entry.turns} turns"
            found.append(self._tick(entry.id == self.format, words, ("format", entry.id), width))
        ready = bool(self.actors or self.seating)
        begin = line("  ", button("Enter", "Begin", palette, live=ready))
        found += [Row(line("")), Row(begin, ("begin",), "Begin the game; bots play who is not ticked.")]
        return found

    def _tick(self, on: bool, words: str, key: Hashable, width: int) -> Row:
        palette = self.palette
        mark = (f"[{palette.signs.done}]", palette.good) if on else ("[ ]", palette.muted)
        return Row(line("  ", mark, f" {fit(words, width - 7)}"), key)

    def about(self, key: Hashable, width: int) -> list[Row]:
        palette = self.palette
        match key:
            case ("actor", str(ident)):
                card = next((actor for actor in self.setup.actors if actor.id == ident), ActorCard("", "", "", ""))
                found = [Row(rule(card.title, width, palette, card.code)), *paragraph(card.summary, width - 1)]
            case ("seating", str(ident)):
                teams = next((entry.teams for entry in self.setup.seatings if entry.id == ident), ())
                found = [
                    Row(rule("Teams", width, palette)),
                    *(Row(line(f"  {fit(team, width - 2)}")) for team in teams),
                ]
            case _:
                found = []
        found += [Row(line("")), Row(rule(self.setup.title, width, palette, f"{self.setup.turns} turns"))]
        return [*found, *paragraph(self.setup.summary, width - 1, palette.muted)]

    @on(Rows.Picked, "#choices")
    def _picked(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        pane = self.query_one("#choices", Rows)
        match pane.key:
            case ("actor", str(ident)):
                self.seating = ""
                self.actors = (
                    tuple(a for a in self.actors if a != ident) if ident in self.actors else (*self.actors, ident)
                )
            case ("seating", str(ident)):
                self.actors, self.seating = (), "" if self.seating == ident else ident
            case ("format", str(ident)):
                self.format = ident
            case ("begin",):
                self._begin()
                return
        self.redraw()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On to Begin once somebody is ticked."""
        return bool(self.actors or self.seating) if action == "begin" else super().check_action(action, parameters)

    def action_begin(self) -> None:
        self.query_one("#choices", Rows).put_cursor(("begin",))
        self.explain("Enter begins the game; bots play who is not ticked.")
        self._about()

    def _begin(self) -> None:
        if not self.actors and not self.seating:
            self.say("Tick somebody to play first: ↑ to the list, Enter on a name.")
            return
        self.post_message(self.Play(Choices(self.setup.name, self.actors, self.seating, self.format)))

    def step_back(self) -> None:
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()
