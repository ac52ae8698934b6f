"""The map: arrows move, digits and Enter pick, the wheel scrolls. Tiles say what a marked order would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wargame.model.view import FrontView
from wargame.tui.draw import board, layout
from wargame.tui.draw.tile import Look
from wargame.tui.facts import Facts
from wargame.tui.widgets.look import palette_of


class MapView(ScrollView, can_focus=True, inherit_bindings=False):
    """The schematic map of any scenario."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(0,-1)", "move", show=False),
        Binding("down", "move(0,1)", "move", show=False),
        Binding("left", "move(-1,0)", "move", show=False),
        Binding("right", "move(1,0)", "move", show=False),
        Binding("enter", "pick", "choose", key_display="Enter"),
    ]

    class Moved(Message):
        """The cursor is on a region."""

        def __init__(self, region: str) -> None:
            super().__init__()
            self.region = region

    class Picked(Moved):
        """A region was chosen."""

    def __init__(self, ident: str, classes: str | None = None) -> None:
        super().__init__(id=ident, classes=classes)
        self.facts: Facts | None = None
        self.cursor = self.side = ""
        self.offered: tuple[str, ...] = ()
        self.afters: Mapping[str, FrontView] = {}
        self.plan: layout.Plan | None = None
        self._lines: list[Text] = []

    def show(
        self,
        facts: Facts,
        offered: Sequence[str] = (),
        afters: Mapping[str, FrontView] | None = None,
        cursor: str | None = None,
        side: str = "",
    ) -> None:
        """Draw the map; `offered` regions are lit and numbered in their order, the others dim."""
        self.facts, self.offered, self.afters, self.side = facts, tuple(offered), afters or {}, side
        if cursor is not None:
            self.cursor = cursor
        if self.cursor not in facts.regions:
            self.cursor = next(iter(facts.regions), "")
        self._replan()

    def on_resize(self) -> None:
        self._replan()

    def _replan(self) -> None:
        if self.facts is None or self.size.width < 8:
            return
        self.plan = layout.plan(self.facts.sheet.regions, self.size.width, self.size.height)
        self.virtual_size = Size(self.plan.width, self.plan.height)
        self._redraw()

    def _redraw(self) -> None:
        if self.facts is None or self.plan is None:
            return
        looks = {}
        for region in self.plan.rects:
            at = self.offered.index(region) + 1 if region in self.offered else 0
            looks[region] = Look(
                number=str(at) if 0 < at < 10 else "",
                lit=bool(at),
                dim=bool(self.offered) and not at,
                cursor=region == self.cursor and (self.has_focus or bool(self.offered)),
                side=self.side,
                after=self.afters.get(region),
            )
        self._lines = board.draw(self.facts, self.plan, looks, palette_of(self))
        rect = self.plan.rects.get(self.cursor)
        if rect:
            self.scroll_to_region(Region(rect.x, rect.y, rect.width, rect.height), animate=False, force=True)
        self.refresh()

    def on_focus(self) -> None:
        self._redraw()
        self.post_message(self.Moved(self.cursor))

    def on_blur(self) -> None:
        self._redraw()

    def put_cursor(self, region: str) -> None:
        """Move the cursor without telling anyone."""
        if region != self.cursor:
            self.cursor = region
            self._redraw()

    def _go(self, region: str) -> None:
        if region and region != self.cursor:
            self.put_cursor(region)
            self.post_message(self.Moved(region))

    def action_move(self, dx: int, dy: int) -> None:
        if self.plan and self.cursor in self.plan.rects:
            self._go(layout.toward(self.plan, self.cursor, dx, dy))

    def action_pick(self) -> None:
        if self.cursor:
            self.post_message(self.Picked(self.cursor))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or self.plan is None:
            return
        x, y = at.x + self.scroll_offset.x, at.y + self.scroll_offset.y
        for region, rect in self.plan.rects.items():
            if rect.holds(x, y):
                if region == self.cursor:
                    self.action_pick()
                else:
                    self._go(region)

    def render_line(self, y: int) -> Strip:
        n = y + self.scroll_offset.y
        width = self.size.width
        if n >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        text = self._lines[n]
        strip = Strip(text.render(self.app.console), text.cell_len)
        left = self.scroll_offset.x
        return strip.crop(left, left + width).adjust_cell_length(width, self.rich_style).apply_style(self.rich_style)
