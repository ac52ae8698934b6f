"""Where every key and value of a TOML text stands, and every character of its strings.

Runs on text that `tomllib` has accepted, so it validates nothing. Offsets count characters of the file's text,
CRLF as two. Only wrong files need positions: a correct one is never walked.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_ATOM = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:[^\s,\]}#]*+)?|[^\s,\]}#]++")
_PIECE = re.compile(
    r"(?P<plain>[^\\\r]{1,4096}+)"
    r"|(?P<fold>\\[ \t]*+\r?\n[ \t\r\n]*+)"
    r"|(?P<one>\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|\r\n|\r)",
    re.DOTALL,
)


class Spans:
    """Offsets of one text: `keys` (where a key's name begins) and `values` (where its value begins), by path.

    The value of a table that has a header begins at its `[`; elements of arrays have their index in the path.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._document()

    def place(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def row(self, line: int) -> str:
        """The text of a 1-based line, without its end."""
        end = self._lines[line] if line < len(self._lines) else len(self.text)
        return self.text[self._lines[line - 1] : end].rstrip("\r\n")

    def inside(self, path: Path, offset: int) -> int:
        """Offset in the file of character `offset` of the decoded string at `path`.

        Counts escapes, CRLF, the newline trimmed after an opening delimiter and backslashes at line ends.
        """
        start = self.values[path]
        match = _STRING.match(self.text, start)
        return string_offset(self.text, start, offset) if match else start

    def _document(self) -> None:
        base: Path = ()
        i = self._blank(0)
        while i < len(self.text):
            if self.text[i] == "[":
                base, i = self._header(i)
            else:
                i = self._pair(base, i)
            i = self._blank(i)

    def _blank(self, i: int) -> int:
        match = _BLANK.match(self.text, i)
        return match.end() if match else i

    def _header(self, start: int) -> tuple[Path, int]:
        array = self.text.startswith("[[", start)
        names, offsets, i = self._names(start + 1 + array)
        base: Path = ()
        for n, name in enumerate(names):
            base += (name,)
            self.keys.setdefault(base, offsets[n])
            self.values.setdefault(base, start)
            if array and n == len(names) - 1:
                self._tables[base] = self._tables.get(base, -1) + 1
            if base in self._tables:
                base += (self._tables[base],)
                self.values.setdefault(base, start)
        return base, i + 1 + array

    def _names(self, i: int) -> tuple[list[str], list[int], int]:
        """A dotted key: names, their offsets, and where it ends."""
        names: list[str] = []
        offsets: list[int] = []
        while True:
            i = self._space(i)
            offsets.append(i)
            quoted = self.text[i] in "\"'"
            match = (_STRING if quoted else _BARE).match(self.text, i)
            if match is None:
                raise ValueError(f"no key at {i}")
            names.append(tomllib.loads(f"k={match[0]}")["k"] if quoted else match[0])
            i = self._space(match.end())
            if self.text[i] != ".":
                return names, offsets, i
            i += 1

    def _space(self, i: int) -> int:
        match = _SPACE.match(self.text, i)
        return match.end() if match else i

    def _pair(self, base: Path, i: int) -> int:
        names, offsets, i = self._names(i)
        for name, offset in zip(names, offsets, strict=True):
            base += (name,)
            self.keys.setdefault(base, offset)
            self.values.setdefault(base, offset)
        return self._value(base, self._space(i + 1))

    def _value(self, path: Path, i: int) -> int:
        self.values[path] = i
        first = self.text[i]
        if first not in "[{":
            match = (_STRING if first in "\"'" else _ATOM).match(self.text, i)
            if match is None:
                raise ValueError(f"no value at {i}")
            return match.end()
        i, n = self._blank(i + 1), 0
        while self.text[i] not in "]}":
            i = self._value((*path, n), i) if first == "[" else self._pair(path, i)
            i, n = self._blank(i), n + 1
            if self.text[i] == ",":
                i = self._blank(i + 1)
        return i + 1


def string_offset(text: str, start: int, offset: int) -> int:
    """Offset in `text` of character `offset` of the string literal that begins at `start`, in any of four forms."""
    quote = text[start]
    long = text.startswith(quote * 3, start)
    i = start + (3 if long else 1)
    if long:
        i += 2 if text.startswith("\r\n", i) else text.startswith("\n", i)
    if quote == "'":
        return _literal_offset(text, i, offset)
    left = offset
    while True:
        match = _PIECE.match(text, i)
        if match is None:
            return i
        if match["plain"] is not None:
            if left < match.end() - i:
                return i + left
            left -= match.end() - i
        elif match["one"] is not None:
            if left == 0:
                return i
            left -= 1
        i = match.end()


def _literal_offset(text: str, i: int, offset: int) -> int:
    """A literal string decodes to itself, but for CRLF, which is one newline."""
    while True:
        crlf = text.find("\r\n", i)
        if crlf < 0 or crlf - i >= offset:
            return i + offset
        offset -= crlf - i + 1
        i = crlf + 2
