"""While a game is opened: reading a scenario takes a moment, and no key does anything yet."""

from __future__ import annotations

from textual.app import ComposeResult

from wargame.tui.pages.page import SETTING
from wargame.tui.screens.framed import FramedScreen
from wargame.tui.widgets.rows import Rows


class SettingScreen(FramedScreen):
    """An empty table that says what is going on."""

    def body(self) -> ComposeResult:
        yield Rows("setting", focusable=False)

    def on_mount(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        self.place(self.title_line("wargame"))
        self.say(SETTING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to go back to: Ctrl+Q is the only way out."""
        return False if action == "back" else super().check_action(action, parameters)
