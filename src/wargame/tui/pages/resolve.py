"""The resolution, step by step, at each player's own pace."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from wargame.tui.draw import news
from wargame.tui.pages.page import Page
from wargame.tui.widgets.rows import Rows


class ResolvePage(Page):
    """Phases on the left, one result on the right. `Desk.seen` is how many were shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,full_stop", "step(1)", "next", key_display="Enter", priority=True),
        Binding("comma", "step(-1)", "back", key_display=","),
        Binding("greater_than_sign", "phase", "next phase", key_display=">"),
        Binding("end", "all", "all", key_display="End", priority=True),
    ]

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)
        self.at = 0

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("phases")
            with Vertical(id="resolve-right", classes="column"):
                yield Rows("result")

    def first(self) -> Widget | None:
        return self.query_one("#phases", Rows)

    def arrive(self, ident: str = "") -> None:
        self.at = min(self.desk.seen, max(len(self.desk.fresh) - 1, 0))
        super().arrive(ident)

    def show(self) -> None:
        facts, steps, palette, at = self.desk.facts, self.desk.fresh, self.palette, self.at
        foretold = self.desk.foretold
        if facts is None:
            return
        phases = self.query_one("#phases", Rows)
        phases.show(lambda width: news.phase_rows(facts, steps, at, width, palette), ("step", at))
        item = steps[at] if at < len(steps) else None
        self.query_one("#result", Rows).show(
            lambda width: news.step_rows(facts, item, foretold, width, palette) if item else [], top=True
        )
        self.turned()

    def prompt(self) -> str:
        left = len(self.desk.fresh) - self.at - 1
        if left > 0:
            return f"The dice fall. Enter shows the next result; {left} to come. End skips them."
        return "That was the last result. Enter goes to the news."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back and phases only where there are any."""
        if action == "phase":
            return self.at < len(self.desk.fresh) - 1
        return self.at > 0 if action == "step" and parameters == (-1,) else True

    def action_step(self, by: int) -> None:
        if self.at + by >= len(self.desk.fresh):
            self._finish()
            return
        self.at = max(self.at + by, 0)
        self.show()

    def action_phase(self) -> None:
        steps = self.desk.fresh
        later = [n for n in range(self.at, len(steps)) if steps[n].phase != steps[self.at].phase]
        if later:
            self.at = later[0]
            self.show()
        else:
            self._finish()

    def action_all(self) -> None:
        self._finish()

    def _finish(self) -> None:
        self.post_message(self.Stepped(len(self.desk.fresh)))
        self.post_message(self.GoTo("end" if self.desk.debrief is not None else "news"))

    @on(Rows.Marked, "#phases")
    def _marked(self, message: Rows.Marked) -> None:
        match message.row.key:
            case ("step", int(n)) if n != self.at and n < len(self.desk.fresh):
                self.at = n
                self.show()

    def back(self) -> bool:
        if self.desk.to_step:
            self._finish()
            return True
        return False

    def why(self) -> bool:
        facts = self.desk.facts
        if facts is None or self.at >= len(self.desk.fresh):
            return False
        self.post_message(self.Box("What happened", news.event_lines(facts, self.desk.fresh[self.at])))
        return True
