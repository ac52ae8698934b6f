"""The four fixed places: where are we, what now, what is this, which keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from wargame.tui.draw.text import cut, fit, line, spread
from wargame.tui.widgets.look import palette_of


class OneLine(Widget):
    """A widget of one line; what it shows is set with `put`."""

    def __init__(self, ident: str, classes: str | None = None) -> None:
        super().__init__(id=ident, classes=classes)
        self.left, self.right = Text(), Text()

    def put(self, left: Text, right: Text | None = None) -> None:
        """Show a line with something at its right end."""
        right = right or Text()
        if (left, right) != (self.left, self.right) or left.spans != self.left.spans or right.spans != self.right.spans:
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> Text:
        return spread(self.left, self.right, max(self.size.width, 1))


class Prompt(OneLine):
    """`» ` and a full sentence: what to do now. Never empty."""

    words = ""

    def say(self, sentence: str) -> None:
        palette = palette_of(self)
        self.words = sentence
        room = max((self.size.width or self.app.size.width) - 4, 8)
        self.put(line((f" {palette.signs.prompt} {fit(sentence, room)}", f"bold {palette.accent}")))


class Explainer(OneLine):
    """What is under the cursor."""

    def say(self, sentence: str) -> None:
        self.put(
            line(" ", (fit(sentence, max((self.size.width or self.app.size.width) - 2, 8)), palette_of(self).text))
        )


@attrs.frozen
class Tab:
    """A page tab: its id, words, and how many unread things lie there."""

    id: str
    title: str
    badge: int = 0


class Tabs(OneLine):
    """The pages; a click goes there. While regions are numbered the digits are left out."""

    class Chosen(Message):
        """A page was clicked."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    class NextWanted(Message):
        """The "things wait" mark was clicked."""

    spots: Sequence[tuple[int, int, str]] = ()

    def show(self, tabs: Sequence[Tab], current: str, waits: int, digits: bool = True) -> None:
        palette = palette_of(self)
        text, spots = Text(" "), []
        for n, tab in enumerate(tabs, start=1):
            begin = text.cell_len
            number = f"{n} " if digits else "  "
            on = tab.id == current
            text.append_text(
                line((f"{number}{tab.title}", f"bold {palette.background} on {palette.text}" if on else ""))
            )
            if not on:
                text.stylize(f"bold {palette.accent}", begin, begin + 1)
            if tab.badge:
                text.append(f"{palette.signs.dot}{tab.badge}", palette.warn)
            spots.append((begin, text.cell_len, tab.id))
            text.append("  ")
        self.spots = spots
        text.rstrip()
        right = Text()
        if waits:
            things = "1 thing waits" if waits == 1 else f"{waits} things wait"
            right = line(("n", f"bold {palette.accent}"), (f" {palette.signs.onto} {things} ", palette.warn))
            if text.cell_len + right.cell_len >= (self.size.width or self.app.size.width):
                right = line(("n", f"bold {palette.accent}"), (f" {palette.signs.onto} {waits} ", palette.warn))
        self.put(text, right)

    def on_click(self, event: events.Click) -> None:
        for begin, end, page in self.spots:
            if begin <= event.x < end:
                self.post_message(self.Chosen(page))
                return
        if self.right.cell_len and event.x >= self.size.width - self.right.cell_len:
            self.post_message(self.NextWanted())


RANK = {"Enter": 0, "s": 5, "n": 6, "o": 7, "Tab": 8, "v": 9, "z": 9, "Esc": 10, "/": 11}
"""Order in the key bar; a page's own keys come after Enter. What does not fit is in the help."""


class KeyBar(OneLine):
    """Keys that work here, from the live bindings: it cannot lie. A click presses the key."""

    spots: Sequence[tuple[int, int, str]] = ()
    words: Mapping[str, str] = {}

    def entries(self) -> list[tuple[str, str, str]]:
        """(shown, words, key) of what works now, in order."""
        typing = isinstance(self.screen.focused, Input)
        found: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            shown = binding.key_display or binding.key
            words = self.words.get(binding.action, binding.description)
            if not binding.show or not active.enabled or not words or (typing and len(shown) == 1):
                continue
            found.setdefault(shown, (shown, words, binding.key))
        return sorted(found.values(), key=lambda entry: RANK.get(entry[0], 1))

    def render(self) -> Text:
        palette = palette_of(self)
        width = max(self.size.width, 1)
        text, spots = Text(" "), []
        help_text = line(("?", f"bold {palette.accent}"), (" help ", palette.muted))
        if isinstance(self.screen.focused, Input):
            help_text = Text()
        for shown, words, key in self.entries():
            entry = line((shown, f"bold {palette.accent}"), (f" {words}", palette.muted))
            if text.cell_len + entry.cell_len + help_text.cell_len < width:
                spots.append((text.cell_len, text.cell_len + entry.cell_len, key))
                text.append_text(entry)
                text.append("  ")
        text.rstrip()
        if help_text.cell_len:
            spots.append((width - help_text.cell_len, width, "question_mark"))
        self.spots = spots
        return cut(spread(text, help_text, width), width)

    def on_click(self, event: events.Click) -> None:
        for begin, end, key in self.spots:
            if begin <= event.x < end:
                self.app.simulate_key(key)
                return
