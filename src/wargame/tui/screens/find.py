"""Find anything: every legal order written out, pages, people. Words are matched from their beginnings."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

import attrs
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from wargame.tui.draw.orders import chance
from wargame.tui.draw.text import Row, line, spread
from wargame.tui.facts import Facts
from wargame.tui.widgets.look import palette_of
from wargame.tui.widgets.rows import Rows

MOST = 200


@attrs.frozen
class Entry:
    """Something that can be found: its words, what stands at the right, and what it opens."""

    words: str
    right: str
    key: Hashable


def entries(facts: Facts, pages: tuple[tuple[str, str], ...]) -> list[Entry]:
    """Everything that can be found now. Keys: ("order", actor, action, n), ("page", id), ("talk", team)."""
    found = [Entry(f"Go to {title}", str(n), ("page", ident)) for n, (ident, title) in enumerate(pages, start=1)]
    for offer in facts.view.offers:
        for n, target in enumerate(offer.targets):
            if not target.refusals:
                args = facts.arguments(target.args)
                words = f"{facts.title(offer.action)}{', ' if args else ''}{args}"
                odds = chance(target.odds, target.odds)
                right = f"{facts.code(offer.actor)} {facts.price(target.cost)} {odds}"
                found.append(Entry(words, right, ("order", offer.actor, offer.action, n)))
    for team in facts.sheet.teams:
        if team != facts.sheet.team:
            found.append(Entry(f"Message {facts.words.team(team)}", "m", ("talk", team)))
    return found


def matches(wanted: str, entry: Entry) -> bool:
    """Does each typed word begin a word of the entry?"""
    words = entry.words.lower().replace(",", " ").replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in wanted.lower().split())


class FindBox(ModalScreen[Hashable]):
    """Type, arrows, Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", key_display="Esc"),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("down", "move(1)", "down", show=False, priority=True),
    ]

    def __init__(self, found: list[Entry]) -> None:
        super().__init__()
        self.found = found

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="tall"):
            yield Input(placeholder="Find an order, a page, a person: air pal", id="find")
            yield Rows("found", focusable=False)

    def on_mount(self) -> None:
        self.query_one("#find", Input).focus()
        self._show()

    def _show(self) -> None:
        wanted, palette = self.query_one("#find", Input).value, palette_of(self)
        hits = [entry for entry in self.found if matches(wanted, entry)][:MOST]

        def draw(width: int) -> list[Row]:
            if not hits:
                return [Row(line(("  nothing begins so", palette.muted)))]
            return [Row(spread(line(" ", e.words), line((e.right, palette.muted)), width - 1), e.key) for e in hits]

        self.query_one("#found", Rows).show(draw, cursor=hits[0].key if hits else None, top=True)

    @on(Input.Changed, "#find")
    def _typed(self) -> None:
        self._show()

    @on(Input.Submitted, "#find")
    @on(Rows.Picked, "#found")
    def _picked(self) -> None:
        self.dismiss(self.query_one("#found", Rows).key)

    def action_move(self, by: int) -> None:
        self.query_one("#found", Rows).action_move(by)
