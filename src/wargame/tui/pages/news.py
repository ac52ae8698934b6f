"""Page 3: the front page, and beside it what changed, what our orders came to, and choices that are ours."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from wargame.session import messages as m
from wargame.tui.draw import news
from wargame.tui.pages.page import SEALED, Page
from wargame.tui.widgets.rows import Rows


class NewsPage(Page):
    """What happened, as far as we know."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("paper")
            with Vertical(id="news-right", classes="column"):
                yield Rows("briefing")

    def _open(self) -> bool:
        choices = self.desk.view.choices if self.desk.view else ()
        return any(choice.mine and not choice.choice for choice in choices)

    def first(self) -> Widget | None:
        return self.query_one("#briefing" if self._open() else "#paper", Rows)

    def arrive(self, ident: str = "") -> None:
        super().arrive(ident)
        self.query_one("#paper", Rows).to_top()
        self.query_one("#briefing", Rows).scroll_home(animate=False)

    def show(self) -> None:
        facts, desk, palette = self.desk.facts, self.desk, self.palette
        if facts is None:
            return
        last = [item for item in desk.news if item.turn == max((i.turn for i in desk.news), default=0)]
        self.query_one("#paper", Rows).show(lambda width: news.paper_rows(facts, desk.news, width, palette))
        self.query_one("#briefing", Rows).show(
            lambda width: news.briefing_rows(facts, width, palette, desk.fresh or last)
        )
        self.turned()

    def prompt(self) -> str:
        if self._open():
            return "Choose how we answer: ↑↓, then Enter. It can change until orders close."
        if self.desk.closed:
            return SEALED
        return "Read the news. Enter takes a line apart; 1 goes to the table to give orders."

    @on(Rows.Marked)
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))

    @on(Rows.Picked, "#briefing")
    def _chosen(self, message: Rows.Picked) -> None:
        match message.row.key:
            case ("choice", str(inject), str(option)):
                self.post_message(self.Send(m.Choose(inject, option)))

    @on(Rows.Picked, "#paper")
    def _opened(self, message: Rows.Picked) -> None:
        facts = self.desk.facts
        match message.row.key:
            case ("news", int(n)) if facts is not None:
                self.post_message(self.Box("What happened", news.event_lines(facts, self.desk.news[n])))

    def why(self) -> bool:
        pane = self.query_one("#paper", Rows)
        if pane.has_focus and pane.row is not None:
            pane.action_pick()
            return True
        return False
