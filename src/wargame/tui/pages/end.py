"""The end: how it came out, all scores, and how the odds kept their word."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from wargame.tui.draw.end import calibration_rows, result_rows
from wargame.tui.pages.page import Page
from wargame.tui.widgets.rows import Rows


class EndPage(Page):
    """The debrief: everything is open."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("ending")
            with Vertical(id="end-right", classes="column"):
                yield Rows("calibration")

    def first(self) -> Widget | None:
        return self.query_one("#ending", Rows)

    def show(self) -> None:
        facts, debrief, palette = self.desk.facts, self.desk.debrief, self.palette
        if facts is None or debrief is None:
            return
        self.query_one("#ending", Rows).show(lambda width: result_rows(facts, debrief, width, palette))
        self.query_one("#calibration", Rows).show(lambda width: calibration_rows(facts, debrief, width, palette))
        self.turned()

    def prompt(self) -> str:
        return "The game is over and everything is open. 5 has the record, Ctrl+Q leaves."

    @on(Rows.Marked)
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))
