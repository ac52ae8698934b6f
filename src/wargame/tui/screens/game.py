"""A team's screen: the pages of the game over one desk."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, ClassVar

import attrs
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import ContentSwitcher

from wargame.model.commands import Order
from wargame.model.view import Waits
from wargame.session import messages as m
from wargame.tui.desk import Desk
from wargame.tui.draw.text import line
from wargame.tui.guide import CARDS, Moment, advance
from wargame.tui.pages.end import EndPage
from wargame.tui.pages.news import NewsPage
from wargame.tui.pages.page import SETTING, Page
from wargame.tui.pages.reading import RecordPage, RulesPage, SidePage
from wargame.tui.pages.resolve import ResolvePage
from wargame.tui.pages.table import TablePage
from wargame.tui.pages.talks import TalksPage
from wargame.tui.screens.boxes import ReadBox
from wargame.tui.screens.find import FindBox, entries
from wargame.tui.screens.framed import FramedScreen
from wargame.tui.widgets.frame import KeyBar, Tab, Tabs
from wargame.tui.widgets.guide_card import GuideCard

TABS = (
    ("table", "Table"),
    ("talks", "Talks"),
    ("news", "News"),
    ("side", "Our side"),
    ("record", "Record"),
    ("rules", "Rules"),
)
WAITS_AT = {"choice": "news", "proposal": "talks", "orders": "table", "news": "news"}


class GameScreen(FramedScreen):
    """All pages of one seat. Data comes down as one desk; what the player wants goes up as messages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "seal", "seal"),
        Binding("n", "next", "next"),
        Binding("o", "why", "why"),
        Binding("tab", "app.focus_next", "next part", key_display="Tab"),
        Binding("slash,ctrl+p", "find", "find", key_display="/"),
        Binding("7", "page('end')", "Result", show=False),
        *(Binding(str(n + 1), f"page('{ident}')", title, show=False) for n, (ident, title) in enumerate(TABS)),
    ]

    class Send(Message):
        """Something for this seat's table."""

        def __init__(self, seat: str, inbound: m.Inbound) -> None:
            super().__init__()
            self.seat, self.inbound = seat, inbound

    class Kept(Message):
        """The player changed these fields of the desk (drafts, what was read): they are to be kept."""

        def __init__(self, seat: str, fields: Mapping[str, Any]) -> None:
            super().__init__()
            self.seat, self.fields = seat, fields

    desk: reactive[Desk] = reactive(Desk, init=False)

    def __init__(self, seat: str) -> None:
        super().__init__()
        self.seat = seat
        self.guided: int | None = None
        self._last_wait: Waits | None = None

    def body(self) -> ComposeResult:
        with ContentSwitcher(initial="table", id="pages"):
            yield TablePage("table")
            yield TalksPage("talks")
            yield NewsPage("news")
            yield SidePage("side")
            yield RecordPage("record")
            yield RulesPage("rules")
            yield ResolvePage("resolve")
            yield EndPage("end")
        yield GuideCard("guide")

    # ------------------------------------------------------------ data down

    def watch_desk(self, old: Desk, new: Desk) -> None:
        if not self.is_mounted:
            return
        for page in self.query(Page):
            page.desk = new
        if new.debrief is not None and old.debrief is None and not new.to_step:
            self.go("end")
        elif new.to_step and new.fresh is not old.fresh:
            self.go("resolve")
        elif old.view is None and new.view is not None:
            self.go("side" if new.view.turn == 1 and not over(new) else "table")
        elif old.view is not None and new.view is not None and old.view.turn != new.view.turn:
            self.go("news")
        self.refresh_frame()

    def on_mount(self) -> None:
        for page in self.query(Page):
            page.desk = self.desk
        self.page.arrive()
        self.refresh_frame()

    def redraw(self) -> None:
        self.page.show()
        self.refresh_frame()

    @property
    def page(self) -> Page:
        """The page in sight."""
        current = self.query_one("#pages", ContentSwitcher).current
        return self.query_one(f"#{current}", Page)

    def refresh_frame(self) -> None:
        """Top line, tabs, prompt and key bar as the desk and the page have them."""
        self.place(self._where(), self._how_far())
        self._show_tabs()
        self.say(self._prompt())
        bar = self.query_one(KeyBar)
        bar.words = self._key_words()
        self._lead()
        self.refresh_bindings()
        bar.refresh()

    def _key_words(self) -> Mapping[str, str]:
        if self.desk.facts is None:
            return {"app.focus_next": ""}
        return {**self.page.words, "seal": "open again"} if self.desk.ready else self.page.words

    def _prompt(self) -> str:
        if self.desk.facts is None:
            return self.desk.said or SETTING
        return self.desk.said or self.page.prompt()

    def _show_tabs(self) -> None:
        if self.desk.facts is None:
            self.query_one(Tabs).show((), "", 0)
            return
        desk, badges = self.desk, {"talks": self.desk.unread()}
        view = desk.view
        if view is not None:
            badges["talks"] += sum(1 for wait in view.waits if wait.kind == "proposal")
            badges["news"] = sum(1 for wait in view.waits if wait.kind == "choice")
        shown = (*TABS, ("end", "Result")) if desk.debrief is not None else TABS
        tabs = [Tab(ident, title, badges.get(ident, 0)) for ident, title in shown]
        waits = len(view.waits) if view and not desk.ready else 0
        self.query_one(Tabs).show(tabs, str(self.page.id), waits, self.page.plain_digits())

    def _where(self) -> Text:
        desk, palette = self.desk, self.palette
        facts = desk.facts
        if facts is None:
            return self.title_line("Waiting for the table")
        lead = facts.own[0] if facts.own else ""
        codes = "+".join(facts.code(actor) for actor in facts.own)
        team = line(
            (f" {codes} {facts.sheet.team_title} ", f"bold {palette.background} on {facts.colour(lead, palette)}")
        )
        return line(team, f" T{facts.view.turn}/{facts.view.turns} {facts.date} ")

    def _how_far(self) -> Text:
        desk, palette = self.desk, self.palette
        if desk.facts is None:
            return Text()
        if desk.to_step:
            return line((f"{desk.to_step} results to see ", palette.warn))
        if desk.ready:
            awaited = f"{desk.awaited} awaited" if desk.awaited else "resolving"
            return line((f"{self.palette.signs.done} sealed, {awaited} ", palette.good))
        if over(desk):
            return line(("The game is over ", palette.warn))
        return line((" ORDERS ", f"bold {palette.background} on {palette.accent}"), " ")

    # ------------------------------------------------------------ messages up

    @on(Page.Send)
    def _send(self, message: Page.Send) -> None:
        self._forget_said()
        self.post_message(self.Send(self.seat, message.inbound))

    @on(Page.Drafted)
    def _drafted(self, message: Page.Drafted) -> None:
        self.keep(drafts=message.orders, said="")
        self.post_message(self.Send(self.seat, m.Draft(message.orders)))
        if message.orders:
            self.post_message(self.Send(self.seat, m.Ask(message.orders)))

    @on(Page.Confirm)
    def _confirm(self, message: Page.Confirm) -> None:
        self.ask(message.sentence, lambda: self._tell(*message.inbound))

    def _tell(self, *inbound: m.Inbound) -> None:
        for entry in inbound:
            self.post_message(self.Send(self.seat, entry))

    @on(Page.Heard)
    def _heard(self, message: Page.Heard) -> None:
        self.keep(heard={**self.desk.heard, message.key: message.count})

    @on(Page.Stepped)
    def _stepped(self, message: Page.Stepped) -> None:
        self.keep(seen=message.seen)

    @on(Page.Explain)
    def _explain(self, message: Page.Explain) -> None:
        self._forget_said()
        self.explain(message.words)

    @on(Page.Turned)
    def _turned(self) -> None:
        self.refresh_frame()

    @on(Page.GoTo)
    def _go_to(self, message: Page.GoTo) -> None:
        self.go(message.page, message.ident)

    @on(Page.Box)
    def _box(self, message: Page.Box) -> None:
        self.app.push_screen(ReadBox(message.title, message.lines, message.text))

    @on(Page.Seal)
    def _seal_wanted(self) -> None:
        self.action_seal()

    def keep(self, **fields: Any) -> None:
        """The player's own change of the desk. Only the fields go up: the table may have changed others meanwhile."""
        self.desk = attrs.evolve(self.desk, **fields)
        self.post_message(self.Kept(self.seat, fields))

    def _forget_said(self) -> None:
        if self.desk.said:
            self.keep(said="")

    # ------------------------------------------------------------ going places

    def go(self, page: str, ident: str = "") -> None:
        """Turn to a page, there to an id."""
        self.query_one("#pages", ContentSwitcher).current = page
        self.explain("")
        self.page.arrive(ident)
        self.refresh_frame()

    @on(Tabs.Chosen)
    def _tab(self, message: Tabs.Chosen) -> None:
        self.go(message.page)

    @on(Tabs.NextWanted)
    def _next_clicked(self) -> None:
        self.action_next()

    def action_page(self, ident: str) -> None:
        if ident != "end" or self.desk.debrief is not None:
            self.go(ident)

    def action_next(self) -> None:
        """On to the next thing that waits, one after the other, round and round."""
        waits = self.desk.view.waits if self.desk.view else ()
        if not waits:
            self.explain("Nothing waits for us. s seals our orders when we are done.")
            return
        at = waits.index(self._last_wait) + 1 if self._last_wait in waits else 0
        wait = waits[at % len(waits)]
        self._last_wait = wait
        self.go(WAITS_AT.get(wait.kind, "table"), wait.id)
        self.explain(wait.say)

    def action_why(self) -> None:
        if not self.page.why():
            self.explain("o explains the number under the cursor: odds, a front, a track. There is none here.")

    def step_back(self) -> None:
        if self.page.back():
            return
        if self.guided is not None:
            self.guided = None
            self.refresh_frame()
        elif self.page.id != "table":
            self.go("table")

    # ------------------------------------------------------------ sealing

    def action_seal(self) -> None:
        desk = self.desk
        if desk.ready:
            self.keep(ready=False)
            self._tell(m.Reopen())
            return
        left = desk.open_orders
        if left:
            orders = "order" if left == 1 else "orders"
            self.ask(f"Seal with {left} {orders} unused? Enter seals, Esc goes back.", self._seal)
        else:
            self.ask("Seal and end our turn? Enter seals, Esc goes back.", self._seal)

    def _seal(self) -> None:
        orders: tuple[Order, ...] = self.desk.drafts
        self.keep(sealing=True, said="")
        self._tell(m.Seal(orders))

    # ------------------------------------------------------------ finding, help, the guide

    def action_find(self) -> None:
        if self.desk.facts is not None:
            self.app.push_screen(FindBox(entries(self.desk.facts, TABS)), self._found)

    def _found(self, key: Hashable) -> None:
        match key:
            case ("page", str(ident)):
                self.go(ident)
            case ("order", str(actor), str(action), int(n)):
                self.go("table")
                self.query_one(TablePage).column.fill(actor, action, n)
            case ("talk", str(team)):
                self.go("talks")
                self.query_one(TalksPage).talk_to(team)

    def _lead(self) -> None:
        """The guide's card for this moment; at its end the guide is gone."""
        card = self.query_one("#guide", GuideCard)
        if self.guided is None or self.desk.view is None:
            card.display = False
            return
        form = self.query_one(TablePage).form
        self.guided = advance(self.guided, Moment(str(self.page.id), form.step if form else "", self.desk))
        if self.guided == len(CARDS):
            self.guided, card.display = None, False
            return
        card.display = self.page.id in CARDS[self.guided].pages
        card.put(self.guided)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing before the first view; no sealing while results are to be seen, nor after the end."""
        desk = self.desk
        if desk.facts is None and action in ("seal", "next", "why", "page", "find", "back"):
            return False
        if action == "seal":
            return not over(desk) and not desk.to_step and not desk.sealing
        if action == "next":
            return bool(desk.view and desk.view.waits) and not desk.to_step and not desk.closed
        return super().check_action(action, parameters)


def over(desk: Desk) -> bool:
    """Is the game over, as this desk knows?"""
    return desk.debrief is not None or bool(desk.view and desk.view.ended)
