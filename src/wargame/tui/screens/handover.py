"""Between two teams at one keyboard: nothing of either is on the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from wargame.tui.draw.text import Row, line, paragraph
from wargame.tui.screens.framed import FramedScreen
from wargame.tui.widgets.frame import Prompt
from wargame.tui.widgets.rows import Rows


class HandOverScreen(FramedScreen):
    """Pass the keyboard on; Enter when only the next team looks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "take", "we are here", key_display="Enter")]

    class Taken(Message):
        """The team sits at the keyboard."""

        def __init__(self, seat: str) -> None:
            super().__init__()
            self.seat = seat

    def __init__(self, seat: str, title: str, why: str) -> None:
        super().__init__()
        self.seat, self.team, self.why = seat, title, why

    def body(self) -> ComposeResult:
        yield Rows("handover", focusable=False)

    def on_mount(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        self.place(self.title_line("Pass the keyboard"))
        self.query_one("#prompt", Prompt).say(f"Pass the keyboard to {self.team}; press Enter when only they look.")
        self.query_one(Rows).show(self._draw)

    def _draw(self, width: int) -> list[Row]:
        palette = self.palette
        lead = [Row(line("")) for _ in range(5)]
        words = [Row(line((f"   {self.team}".upper(), f"bold {palette.accent}"))), Row(line(""))]
        return [*lead, *words, *paragraph(self.why, width - 6, palette.muted, indent=3)]

    def action_take(self) -> None:
        self.post_message(self.Taken(self.seat))
