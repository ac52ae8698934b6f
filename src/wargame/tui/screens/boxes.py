"""Boxes over a screen: something to read. Esc or Enter closes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from wargame.session import messages as m
from wargame.tui.desk import Desk
from wargame.tui.draw.text import Row, line, paragraph, rule, spread
from wargame.tui.widgets.look import palette_of
from wargame.tui.widgets.rows import Rows
from wargame.wording.names import split_cell


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


def explained(answer: m.Explained, desk: Desk) -> ReadBox:
    """The box of an answer to "why": each line with its points in the units of what is explained."""
    variable, _ = split_cell(answer.cell)
    facts = desk.facts
    lines = []
    for work in answer.lines:
        number = facts.amount(variable, work.points) if facts else str(work.points)
        lines.append((f"  {work.say}" + (" – may change" if work.open else ""), number))
    return ReadBox(answer.title or variable, tuple(lines), answer.text)


SIGNS = (
    ("■ □ ×", "a troop pinned by its front, free to act, missing"),
    ("━ ┃", "a front between enemies, red; thin lines are quiet links"),
    ("RE4  SY1?", "troops by actor; ? is an estimate or no longer seen"),
    ("▲1 ▼1", "how a track moved last turn"),
    ("►", "the line or step under way"),
    ("✓ ? ×", "done or agreed; waits for you; not legal"),
)
EVERYWHERE = (
    ("n", "next thing that waits for us"),
    ("1 – 6", "the pages"),
    ("↑↓ ←→", "move; a click does the same, a second click is Enter"),
    ("Enter", "do it"),
    ("Esc", "back; drafts are kept"),
    ("Tab", "next part of the page"),
    ("o", "why this number"),
    ("/", "find any order, page or person"),
    ("s", "seal our orders, or open them again"),
    ("T", "light or dark"),
    ("Ctrl+Q", "leave; the game is kept"),
)


def help_lines(here: list[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """The help: keys of this page as they are bound now, keys everywhere, and the signs."""
    known = {key for key, _ in EVERYWHERE}
    lines = [("Here", "")]
    lines += [(f"  {shown:<10} {words}", "") for shown, words, _ in here if shown not in known]
    lines.append(("Everywhere", ""))
    lines += [(f"  {key:<10} {words}", "") for key, words in EVERYWHERE]
    lines.append(("Signs", ""))
    return (*lines, *((f"  {sign:<10} {words}", "") for sign, words in SIGNS))
