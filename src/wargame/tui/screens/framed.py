"""The frame of every screen: where, pages, prompt, body, explainer, keys; below 80 by 24 one page says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen

from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import line
from wargame.tui.widgets.frame import Explainer, KeyBar, OneLine, Prompt, Tabs
from wargame.tui.widgets.look import palette_of

LEAST = (80, 24)


class FramedScreen(Screen[None]):
    """Five fixed lines around a body. Irreversible acts ask once, in the prompt line."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own declaration is not ClassVar
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "yes, do it", key_display="Enter", priority=True),
        Binding("escape", "back", "back", key_display="Esc"),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pending: tuple[str, Callable[[], None]] | None = None

    @property
    def palette(self) -> Palette:
        """Colours and signs of the app."""
        return palette_of(self)

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield OneLine("top")
            yield Tabs("tabs")
            yield Prompt("prompt")
            with Container(id="body"):
                yield from self.body()
            yield Explainer("explainer")
            yield KeyBar("keys")
        yield Prompt("size")

    def body(self) -> ComposeResult:
        """What stands between prompt and explainer."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.query_one(KeyBar).refresh())

    def on_resize(self, event: events.Resize) -> None:
        small = event.size.width < LEAST[0] or event.size.height < LEAST[1]
        self.set_class(small, "-tiny")
        if small:
            size = f"{event.size.width} by {event.size.height}"
            self.query_one("#size", Prompt).say(f"Make the window at least 80 by 24 (now {size}).")
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        """A screen that was replaced meanwhile has nothing left to draw on."""
        if self.query("#top"):
            self.redraw()

    def redraw(self) -> None:
        """Draw everything anew: another size, other colours."""

    # ------------------------------------------------------------ fixed places

    def place(self, left: Text, right: Text | None = None) -> None:
        """The top line: where are we?"""
        self.query_one("#top", OneLine).put(left, right)

    def say(self, sentence: str) -> None:
        """The prompt: what should I do now? A question that waits for Enter stays."""
        self.query_one("#prompt", Prompt).say(self._pending[0] if self._pending else sentence)

    def explain(self, sentence: str) -> None:
        """The explainer: what is the thing under the cursor?"""
        self.query_one(Explainer).say(sentence)

    def title_line(self, words: str) -> Text:
        """A top line that only says where."""
        return line((f" {words} ", f"bold {self.palette.background} on {self.palette.accent}"))

    # ------------------------------------------------------------ asking once

    def ask(self, sentence: str, act: Callable[[], None]) -> None:
        """Ask in the prompt line; Enter acts, Esc forgets."""
        self._pending = (sentence, act)
        self.say(sentence)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter confirms only while something is asked."""
        return self._pending is not None if action == "confirm" else True

    def action_confirm(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending[1]()
        self.refresh_bindings()
        self.redraw()

    def action_back(self) -> None:
        if self._pending is not None:
            self._forget()
        else:
            self.step_back()

    def on_key(self, event: events.Key) -> None:
        """Any other key than the two answers forgets the question: Enter must never confirm what is out of sight."""
        if self._pending is not None and event.key not in ("enter", "escape"):
            self._forget()

    def _forget(self) -> None:
        self._pending = None
        self.refresh_bindings()
        self.redraw()

    def step_back(self) -> None:
        """Esc where nothing is asked."""
