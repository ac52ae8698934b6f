"""A pane of lines with a cursor over those that can be chosen. Lists, cards, forms and papers are all drawn by it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

import attrs
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wargame.tui.draw.palette import mix
from wargame.tui.draw.text import Row, cut, line
from wargame.tui.widgets.look import palette_of

Draw = Callable[[int], Sequence[Row]]


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines drawn by a function of the width. A click moves the cursor, a second click on it is Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "up", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("home", "edge(-1)", "first", show=False),
        Binding("end", "edge(1)", "last", show=False),
        Binding("enter", "pick", "choose", key_display="Enter"),
    ]

    class Marked(Message):
        """The cursor came to rest on a row."""

        def __init__(self, pane: Rows, row: Row) -> None:
            super().__init__()
            self.pane, self.row = pane, row

        @property
        def control(self) -> Rows:
            return self.pane

    class Picked(Marked):
        """Enter, or a second click, on a row."""

    def __init__(self, ident: str, classes: str | None = None, focusable: bool = True) -> None:
        super().__init__(id=ident, classes=classes)
        self.can_focus = focusable
        self.rows: list[Row] = []
        self.cursor: int | None = None
        self._draw: Draw = lambda width: ()

    # ------------------------------------------------------------ data down

    def show(self, draw: Draw, cursor: Hashable = None, top: bool = False) -> None:
        """Draw anew. The cursor goes to `cursor` if given, else stays on its key, else on the first choice."""
        wanted = cursor if cursor is not None else self.key
        self._draw = draw
        self._redraw(wanted, follow=cursor is not None or self._in_sight())
        if top:
            self.scroll_home(animate=False)

    def _in_sight(self) -> bool:
        """Is the cursor's row on the screen? Who has scrolled away from it, or has not come to it, is left there."""
        return self.cursor is not None and 0 <= self.cursor - self.scroll_offset.y < self.size.height

    def _redraw(self, wanted: Hashable, follow: bool) -> None:
        width = self.scrollable_content_region.width
        self.rows = [attrs.evolve(row, text=cut(row.text, max(width, 8))) for row in self._draw(max(width, 8))]
        self.virtual_size = Size(max(width, 1), len(self.rows))
        keys = [n for n, row in enumerate(self.rows) if row.key is not None]
        self.cursor = next((n for n in keys if self.rows[n].key == wanted), keys[0] if keys else None)
        if follow:
            self._reveal()
        self.refresh()

    def on_resize(self) -> None:
        self._redraw(self.key, follow=self._in_sight())

    # ------------------------------------------------------------ the cursor

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor is not None and self.cursor < len(self.rows) else None

    @property
    def key(self) -> Hashable:
        """The key of the row under the cursor, or None."""
        return self.row.key if self.row else None

    def to_top(self) -> None:
        """Cursor on the first choice, the first line in sight."""
        self.cursor = next((n for n, row in enumerate(self.rows) if row.key is not None), None)
        self.scroll_home(animate=False)
        self.refresh()

    def put_cursor(self, key: Hashable) -> None:
        """Move the cursor to a row without telling anyone."""
        for n, row in enumerate(self.rows):
            if row.key is not None and row.key == key:
                self.cursor = n
                self._reveal()
                self.refresh()

    def _reveal(self) -> None:
        if self.cursor is not None:
            top = self.cursor
            while top > 0 and self.rows[top - 1].key is None and self.cursor - top < 2:
                top -= 1
            region = Region(0, top, 1, self.cursor - top + 1)
            self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """To the next row that can be chosen; without any, scroll."""
        keys = [n for n, row in enumerate(self.rows) if row.key is not None]
        if self.cursor is None or not keys or not self._in_sight():
            self.scroll_relative(y=by, animate=False)
            return
        at = keys.index(self.cursor) if self.cursor in keys else 0
        if (at == 0 and by < 0) or (at == len(keys) - 1 and by > 0):
            self.scroll_relative(y=by, animate=False)
        self._go(keys[min(max(at + by, 0), len(keys) - 1)])

    def action_page(self, by: int) -> None:
        keys = [n for n, row in enumerate(self.rows) if row.key is not None]
        if self.cursor is None or not keys:
            self.scroll_relative(y=by * max(self.size.height - 1, 1), animate=False)
            return
        target = self.cursor + by * max(self.size.height - 1, 1)
        self._go(min(keys, key=lambda n: abs(n - target)))

    def action_edge(self, end: int) -> None:
        keys = [n for n, row in enumerate(self.rows) if row.key is not None]
        if keys:
            self._go(keys[0] if end < 0 else keys[-1])
        elif end < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)

    def _go(self, to: int) -> None:
        if to != self.cursor:
            self.cursor = to
            self._reveal()
            self.refresh()
            self.post_message(self.Marked(self, self.rows[to]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter only where there is something to choose."""
        return self.row is not None if action == "pick" else True

    def action_pick(self) -> None:
        if self.row is not None:
            self.post_message(self.Picked(self, self.row))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        n = at.y + self.scroll_offset.y
        if n < len(self.rows) and self.rows[n].key is not None:
            if n == self.cursor:
                self.action_pick()
            else:
                self._go(n)

    def on_focus(self) -> None:
        if self.row is not None:
            self.post_message(self.Marked(self, self.row))
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # ------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        n = y + self.scroll_offset.y
        if n >= len(self.rows):
            return Strip.blank(width, base)
        palette = palette_of(self)
        text = self.rows[n].text
        if n == self.cursor:
            ground = mix(palette.background, palette.accent, 30 if self.has_focus else 14)
            base += Style.parse(f"on {ground}")
            if self.has_focus and text.plain[:1] in ("", " "):
                text = line((palette.signs.cursor, f"bold {palette.accent}"), text[1:])
        strip = Strip(text.render(self.app.console), text.cell_len)
        return strip.adjust_cell_length(width, base).apply_style(base)
