"""Pages 4 to 6: our side, the record, the rules. They are read, not worked."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from wargame.session import messages as m
from wargame.tui.draw import news, side
from wargame.tui.draw.rules import rule_index, rule_text
from wargame.tui.draw.text import Row, fit, line, rule
from wargame.tui.facts import Facts
from wargame.tui.pages.page import Page
from wargame.tui.widgets.rows import Rows


class SidePage(Page):
    """Our side: brief, aims, means, who is who."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("brief")
            with Vertical(id="side-right", classes="column"):
                yield Rows("means")

    def first(self) -> Widget | None:
        return self.query_one("#brief", Rows)

    def arrive(self, ident: str = "") -> None:
        super().arrive(ident)
        self.query_one("#brief", Rows).scroll_home(animate=False)

    def show(self) -> None:
        facts, desk, palette = self.desk.facts, self.desk, self.palette
        if facts is None:
            return
        self.query_one("#brief", Rows).show(lambda width: side.brief_rows(facts, width, palette))
        self.query_one("#means", Rows).show(lambda width: side.means_rows(facts, desk, width, palette))
        self.turned()

    def prompt(self) -> str:
        return "Read who we are and what we want: aims score at the end. 1 is the table."

    @on(Rows.Marked)
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))

    @on(Rows.Picked)
    def _picked(self, message: Rows.Picked) -> None:
        self.why()

    def why(self) -> bool:
        means = self.query_one("#means", Rows)
        if means.has_focus and isinstance(means.key, str):
            self.post_message(self.Send(m.Why(means.key)))
            return True
        row = self.query_one("#brief", Rows).row if not means.has_focus else means.row
        if row is not None and row.explain:
            title, _, words = row.explain.partition(": ")
            self.post_message(self.Box(title, (), words))
            return True
        return False


class RecordPage(Page):
    """All our news, newest first; typing filters it."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Type to filter: a name, a place, a word", id="filter")
        yield Rows("record-list")

    def first(self) -> Widget | None:
        return self.query_one("#record-list", Rows)

    def show(self) -> None:
        facts = self.desk.facts
        if facts is not None:
            self.query_one("#record-list", Rows).show(lambda width: self._rows(facts, width))
        self.turned()

    def _rows(self, facts: Facts, width: int) -> list[Row]:
        wanted = self.query_one("#filter", Input).value.lower().split()
        palette, found = self.palette, []
        for n, item in reversed(list(enumerate(self.desk.news))):
            text = f"{item.say} {facts.title(item.actor) if item.actor else ''} t{item.turn} {item.type}".lower()
            if all(word in text for word in wanted):
                sign, colour = news.mark(item, palette)
                head = line((f" T{item.turn:<2} ", palette.muted), (sign, colour), " ")
                found.append(Row(line(head, fit(item.say, width - head.cell_len)), n, item.say))
        return [Row(rule("Record", width, palette, f"{len(found)} of {len(self.desk.news)}")), *found]

    def prompt(self) -> str:
        return "Look back, newest first. Shift+Tab filters; Enter takes a line apart."

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self.show()

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        self.query_one("#record-list", Rows).focus()

    @on(Rows.Marked)
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))

    @on(Rows.Picked)
    def _picked(self, message: Rows.Picked) -> None:
        facts, n = self.desk.facts, message.row.key
        if facts is not None and isinstance(n, int):
            self.post_message(self.Box("What happened", news.event_lines(facts, self.desk.news[n])))

    def back(self) -> bool:
        field = self.query_one("#filter", Input)
        if field.has_focus:
            self.query_one("#record-list", Rows).focus()
            return True
        return False


class RulesPage(Page):
    """The rule book as far as this team may read it."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("rules-index")
            with Vertical(id="rules-right", classes="column"):
                yield Rows("rules-text")

    def first(self) -> Widget | None:
        return self.query_one("#rules-index", Rows)

    def show(self) -> None:
        facts, palette = self.desk.facts, self.palette
        if facts is None:
            return
        self.query_one("#rules-index", Rows).show(lambda width: rule_index(facts, width, palette))
        self._show_text()
        self.turned()

    def _show_text(self) -> None:
        facts, palette = self.desk.facts, self.palette
        key = self.query_one("#rules-index", Rows).key
        text = self.query_one("#rules-text", Rows)
        if facts is not None:
            text.show(lambda width: rule_text(facts, key, width, palette), top=True)

    def prompt(self) -> str:
        return "Choose a chapter with ↑↓; Tab goes to the text, to scroll it."

    @on(Rows.Marked, "#rules-index")
    def _marked(self) -> None:
        self._show_text()

    @on(Rows.Picked, "#rules-index")
    def _picked(self) -> None:
        self.query_one("#rules-text", Rows).focus()

    def back(self) -> bool:
        if self.query_one("#rules-text", Rows).has_focus:
            self.query_one("#rules-index", Rows).focus()
            return True
        return False
