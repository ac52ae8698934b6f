"""One TOML file as it was read: the only place that reads TOML.

UTF-8 with or without a byte order mark, LF or CRLF, at most 1 MB. Floats are read as `Decimal`. Whatever is wrong
with a text becomes one `Problem` with its place; nothing here raises anything but `LoadError`.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

import attrs

from wargame.content.spans import Path, Spans
from wargame.errors import LoadError, Problem

LARGEST_FILE = 1_000_000
DEEPEST = 24
"""Levels of tables and arrays; the format itself needs nine."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DOTTED = re.compile(
    r"""(?<![\w\\-])(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)++""",
)
_LONGEST_KEY = 200
"""Parts of a dotted key; the parser's time grows with their square."""


@attrs.define(slots=False)
class TomlFile:
    """A file's text and data.

    Attributes:
        name: as a log records it, never a machine's path; `wargame/rules/crisis.toml` for one that is shipped.
        shown: as messages call it.
        local: may refer to other files of its folder (a shipped file refers to shipped names only).
    """

    name: str
    shown: str
    text: str
    data: dict[str, Any]
    local: bool = True

    @cached_property
    def spans(self) -> Spans:
        """Positions of all keys and values, made when the first is asked for."""
        return Spans(self.text)

    def problem(self, path: Path, message: str, hint: str = "", offset: int = -1, key: str = "") -> Problem:
        """A problem at a path of this file (its nearest known parent), or at a character of the string there."""
        known = path
        while known and known not in self.spans.values:
            known = known[:-1]
        if not known:
            place = 0
        elif known == path and offset >= 0:
            place = self.spans.inside(known, offset)
        else:
            place = self._start(known)
        return self._at(place, path, message, hint, key)

    def key_problem(self, path: Path, message: str, hint: str = "", key: str = "") -> Problem:
        """A problem with a key itself, as an unknown one."""
        if path not in self.spans.keys:
            return self.problem(path, message, hint, key=key)
        return self._at(self.spans.keys[path], path, message, hint, key)

    def _at(self, offset: int, path: Path, message: str, hint: str, key: str) -> Problem:
        line, column = self.spans.place(offset)
        row = self.spans.row(line)
        return _problem(self.shown, row, (line, column), key or ".".join(map(str, path)), message, hint)

    def _start(self, path: Path) -> int:
        """Where a caret belongs: below the value, but below the name of a table."""
        value = self.spans.values[path]
        return self.spans.keys.get(path, value) if self.text[value] in "[{" else value


def parse(name: str, shown: str, text: str, *, local: bool = True) -> TomlFile:
    """Parses a text. Raises LoadError with one problem."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST_FILE:
        raise whole(shown, "the file is larger than 1 MB", "split it, or cut long texts")
    for match in _DOTTED.finditer(text):
        if match.end() - match.start() > 2 * _LONGEST_KEY and match[0].count(".") > _LONGEST_KEY:
            raise LoadError((_at_offset(shown, text, match.start(), "a key of more than 200 parts", ""),))
    try:
        data = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise LoadError((_syntax(shown, text, str(error)),)) from None
    except RecursionError:
        raise whole(shown, "tables or arrays are nested too deeply", "at most 24 levels") from None
    except ValueError:
        raise whole(shown, "a number has more than 4,300 digits", "") from None
    file = TomlFile(name, shown, text, data, local)
    deep = _too_deep(data)
    if deep is not None:
        raise LoadError((file.problem(deep, "tables or arrays are nested too deeply", "at most 24 levels"),))
    return file


def decode(shown: str, raw: bytes) -> str:
    """The text of a file's bytes. Raises LoadError with the place of the first byte that is not UTF-8."""
    if len(raw) > LARGEST_FILE:
        raise whole(shown, "the file is larger than 1 MB", "split it, or cut long texts")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise whole(shown, "the file is UTF-16, not UTF-8", "save it as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = raw.rfind(b"\n", 0, error.start) + 1
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise LoadError((Problem(shown, line, column, "", message, "save the file as UTF-8"),)) from None


def whole(shown: str, message: str, hint: str) -> LoadError:
    """A LoadError about a file as a whole."""
    return LoadError((Problem(shown, 0, 0, "", message, hint),))


def _problem(shown: str, row: str, place: tuple[int, int], key: str, message: str, hint: str) -> Problem:
    """A problem with the line and a caret below the column; of a long line the part around it."""
    line, column = place
    first = max(0, column - 70) if len(row) > 100 else 0
    visible = "".join(c if c.isprintable() else " " for c in row[first : first + 100])
    caret = f"{visible}\n{' ' * (column - 1 - first)}^"
    return Problem(shown, line, column, _plain(key), _plain(message), _plain(hint), caret)


def _plain(words: str) -> str:
    """Words that may quote a file: nothing that moves a terminal's cursor, nothing endless."""
    words = (
        words if words.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)
    )
    return words if len(words) <= 240 else words[:240] + "…"


def _at_offset(shown: str, text: str, offset: int, message: str, hint: str) -> Problem:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    row = text[start : end if end >= 0 else None].rstrip("\r")
    return _problem(shown, row, (text.count("\n", 0, offset) + 1, offset - start + 1), "", message, hint)


def _decimal(literal: str) -> Decimal:
    """A float literal; what has no finite value becomes NaN, which every use of it refuses with its place."""
    try:
        value = Decimal(literal)
    except InvalidOperation:
        return Decimal("NaN")
    return value if value.is_finite() and abs(value.adjusted()) <= 30 else Decimal("NaN")


def _syntax(shown: str, text: str, error: str) -> Problem:
    """tomllib's message ends in its place; on Python 3.11 to 3.13 that is the only way to learn it."""
    match = _PLACE.search(error)
    message = error[: match.start()] if match else error
    message = message[:1].lower() + message[1:]
    rows = text.split("\n")
    place = (int(match[1]), int(match[2])) if match and match[1] else (len(rows), len(rows[-1]) + 1)
    return _problem(shown, rows[place[0] - 1].rstrip("\r"), place, "", message, _advice(message))


def _advice(message: str) -> str:
    """A remedy for the mistakes that people make in TOML."""
    for part, hint in (
        ("cannot overwrite a value", "the same key stands twice"),
        ("cannot declare", "the same table stands twice"),
        ("invalid value", 'text needs quotes: "…"'),
        ("expected '=' after a key", "an entry is written key = value"),
        ("unescaped '\\'", "write \\\\, or put the text in '…'"),
        ("found invalid character", "an invisible character stands here: delete it"),
        ("illegal character '\\n'", "a text over several lines needs '''…'''"),
        ("unclosed inline table", "a table in {…} stands on one line"),
    ):
        if part in message:
            return hint
    return ""


def _too_deep(data: dict[str, Any]) -> Path | None:
    """The path of the first value below DEEPEST levels."""
    todo: list[tuple[Path, Any]] = [((), data)]
    while todo:
        path, value = todo.pop()
        if len(path) > DEEPEST:
            return path
        items = value.items() if type(value) is dict else enumerate(value)
        todo.extend((((*path, key)), inner) for key, inner in items if type(inner) in (dict, list))
    return None
