"""Lines: cutting, spreading, wrapping. Outside text is content, never markup, and loses its control characters here."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable

import attrs
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from wargame.tui.draw.palette import Palette
from wargame.wording import clean

PLAIN = Console(width=80, no_color=True)
"""Rich wraps words only through a console; this one never prints."""
Part = str | tuple[str, str] | Text


def line(*parts: Part) -> Text:
    """One line of text from plain strings, (string, style) pairs and finished texts."""
    text = Text()
    for part in parts:
        if isinstance(part, Text):
            text.append_text(part)
        elif isinstance(part, tuple):
            text.append(clean(part[0]), part[1])
        else:
            text.append(clean(part))
    return text


def fit(text: str, width: int, more: str = "…") -> str:
    """`text` in at most `width` cells, its cut end marked."""
    text = clean(text)
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return more[: max(width, 0)]
    return set_cell_size(text, width - 1).rstrip() + more


def pad(text: str, width: int) -> str:
    """`text` in exactly `width` cells."""
    return set_cell_size(fit(text, width), max(width, 0))


def cut(text: Text, width: int) -> Text:
    """A finished line in at most `width` cells."""
    if text.cell_len <= width:
        return text
    short = text.copy()
    short.truncate(max(width, 0), overflow="ellipsis")
    return short


def spread(left: Text, right: Text, width: int) -> Text:
    """`left` and `right` at the two ends of a line; the left gives way."""
    room = width - right.cell_len - (1 if right.cell_len else 0)
    left = cut(left, room)
    return line(left, " " * max(width - left.cell_len - right.cell_len, 0), right)


def wrap(text: str, width: int) -> list[str]:
    """Words over lines of at most `width` cells; a blank line parts paragraphs, a longer word is cut."""
    lines: list[str] = []
    for paragraph in text.strip().replace("\r\n", "\n").split("\n\n"):
        if lines:
            lines.append("")
        words = Text(" ".join(clean(paragraph).split()))
        lines += [part.plain.rstrip() for part in words.wrap(PLAIN, max(width, 1))]
    return lines


def rule(title: str, width: int, palette: Palette, right: str = "", style: str = "") -> Text:
    """A titled hairline: `── Title ─────── right`."""
    dash, faint = palette.signs.link, palette.rule
    title = fit(title, max(width - 6 - cell_len(right), 1))
    used = 4 + cell_len(title) + (cell_len(right) + 1 if right else 0)
    return line(
        (dash * 2 + " ", faint),
        (title, style or f"bold {palette.text}"),
        (" " + dash * max(width - used, 0), faint),
        (f" {right}" if right else "", palette.muted),
    )


@attrs.frozen
class Row:
    """A line of a list. `key`: what is chosen by it, None for a heading or text. `explain`: for the explainer."""

    text: Text
    key: Hashable = None
    explain: str = ""


def rows(texts: Iterable[Text | str], style: str = "") -> list[Row]:
    """Plain lines as rows that cannot be chosen."""
    return [Row(text if isinstance(text, Text) else line((text, style))) for text in texts]


def paragraph(text: str, width: int, style: str = "", indent: int = 1) -> list[Row]:
    """Wrapped text as rows, indented."""
    return rows([line(" " * indent, (part, style)) for part in wrap(text, max(width - indent, 1))])


EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*")


def emphasis(text: str) -> Text:
    """A scenario's text with its `**bold**` and `*italic*` words so drawn; every other sign is itself."""
    found, at = Text(), 0
    for match in EMPHASIS.finditer(text):
        found.append(text[at : match.start()])
        found.append(match[1] or match[2], "bold" if match[1] else "italic")
        at = match.end()
    found.append(text[at:])
    return found


def prose(text: str, width: int, indent: int = 1) -> list[Row]:
    """A scenario's paragraphs as rows, indented, emphasis kept; a blank line parts paragraphs."""
    found: list[Row] = []
    for part in text.strip().replace("\r\n", "\n").split("\n\n"):
        if found:
            found.append(Row(line("")))
        words = emphasis(" ".join(clean(part).split()))
        for one in words.wrap(PLAIN, max(width - indent, 1)):
            one.rstrip()
            found.append(Row(line(" " * indent, one)))
    return found


def button(key: str, words: str, palette: Palette, live: bool = True) -> Text:
    """A key to press with what it does: amber, muted when it is not the thing to do."""
    colour = palette.accent if live else palette.muted
    return line(
        (f" {key} ", f"bold {palette.background} on {colour}"), (f" {words}", f"bold {colour}" if live else colour)
    )
