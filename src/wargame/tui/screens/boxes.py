"""Boxes over a screen: something to read. Esc or Enter closes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from wargame.tui.draw.text import Row, line, paragraph, rule, spread
from wargame.tui.widgets.look import palette_of
from wargame.tui.widgets.rows import Rows


class ReadBox(ModalScreen[None]):
    """A titled box of lines: a derivation, a rule, the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,o", "dismiss(None)", "close", key_display="Esc"),
    ]

    def __init__(self, title: str, lines: tuple[tuple[str, str], ...], text: str = "") -> None:
        super().__init__()
        self.title, self.lines, self.text = title, lines, text

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Rows("read")

    def on_mount(self) -> None:
        pane = self.query_one(Rows)
        pane.show(self._draw)
        pane.focus()

    def _draw(self, width: int) -> list[Row]:
        palette = palette_of(self)
        rows = [Row(rule(self.title or "", width, palette, "Esc closes"))]
        for words, number in self.lines:
            if not number and not words.startswith(" "):
                rows.append(Row(line((words, f"bold {palette.text}"))))
            else:
                rows.append(Row(spread(line(words), line((number, "bold")), width - 1)))
        if self.text:
            rows += [Row(line("")), *paragraph(self.text, width - 1, palette.muted, 0)]
        return rows
