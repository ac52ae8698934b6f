"""Reading a log: every line checked, the chain verified, damage named by its line.

Nothing here needs a rule or a scenario. Only a last line without its newline is no damage: it was being written when
its process died, and is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from wargame.errors import LogError
from wargame.model.commands import Command
from wargame.model.events import WHITE_CELL, Event
from wargame.record import chain
from wargame.record.codec import canonical, command_of, is_hex, parse
from wargame.record.parts import join
from wargame.record.records import FORMAT

_FIELDS = {
    "header": {"engine", "format", "mechanics", "seed_hash"},
    "command": set(),
    "outcome": {"of"},
}
_OPTIONAL = {"header": {"parent"}, "command": set(), "outcome": {"turn"}}


@attrs.frozen
class Record:
    """One line of a log.

    Attributes:
        head: its fields but `parts` and `hash`.
        parts: audience -> the part's data, or its digest (text) where it is redacted.
        raw: the line without its newline.
    """

    n: int
    kind: str
    head: Mapping[str, Any]
    parts: Mapping[str, Any]
    hash: str
    raw: bytes = attrs.field(repr=False, eq=False)

    @property
    def whole(self) -> bool:
        """Whether no part is redacted."""
        return all(isinstance(part, dict) for part in self.parts.values())

    def entries(self) -> dict[str, list[list[Any]]]:
        """Audience -> entries of the parts that can be read."""
        return {who: part["events"] for who, part in self.parts.items() if isinstance(part, dict) and "events" in part}


@attrs.frozen
class Log:
    """A log whose chain holds.

    Attributes:
        name: of its file. torn: what stands after the last whole line.
        records: header, first outcome, then commands and outcomes in turn; it may end in a command.
    """

    name: str
    records: tuple[Record, ...]
    torn: bytes = b""

    @property
    def header(self) -> Record:
        return self.records[0]

    @property
    def head(self) -> str:
        """The hash of the last record; the same for every redaction of the log."""
        return self.records[-1].hash

    @property
    def redacted(self) -> bool:
        """Whether any part is missing; such a log is checked, but not played again."""
        return not all(record.whole for record in self.records)

    def command(self, record: Record) -> Command:
        """The command of a record. Raises LogError if it is redacted or not of this release."""
        for part in record.parts.values():
            if isinstance(part, dict):
                try:
                    return command_of(part.get("command"))
                except ValueError as error:
                    raise damage(self.name, record.n + 1, str(error)) from None
        raise damage(self.name, record.n + 1, "its command is redacted")

    def events(self, record: Record) -> tuple[Event, ...]:
        """The events of an outcome, in sequence. Raises LogError if any part is redacted."""
        white = record.parts.get(WHITE_CELL)
        if not record.whole or not isinstance(white, dict):
            raise damage(self.name, record.n + 1, "a part of it is redacted")
        try:
            return tuple(join(record.entries(), white.get("order", ())))
        except LogError as error:
            raise damage(self.name, record.n + 1, str(error)) from None

    def outcomes(self) -> Iterator[tuple[Command | None, tuple[Event, ...]]]:
        """Each command with its events; the first outcome has no command."""
        for record in self.records:
            if record.kind == "outcome":
                before = self.records[record.n - 1]
                yield (self.command(before) if before.kind == "command" else None), self.events(record)


def read_log(path: str | Path) -> Log:
    """Reads and verifies a log. Raises LogError that names the first damaged line."""
    path = Path(path)
    return verify(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a log. Raises LogError if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise LogError(f"there is no log {path}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no name of a file"
        raise LogError(f"{path} cannot be read: {reason.lower()}") from None


def split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Whole lines, and what stands after the last newline."""
    *lines, torn = raw.split(b"\n")
    return lines, torn


def verify(name: str, raw: bytes) -> Log:
    """The log in these bytes, line by line."""
    lines, torn = split(raw)
    if not lines:
        raise LogError(f"{name} is no log: it has no whole line")
    records: list[Record] = []
    prev = chain.FIRST
    for n, line in enumerate(lines):
        try:
            record = record_of(line, n, prev)
            _follows(record, records)
        except ValueError as error:
            raise damage(name, n + 1, str(error)) from None
        records.append(record)
        prev = record.hash
    return Log(name, tuple(records), torn)


def record_of(line: bytes, n: int, prev: str) -> Record:
    """One line, checked by itself and against the hash before it. Raises ValueError with a short reason."""
    data = parse(line)
    if not isinstance(data, dict):
        raise ValueError("it is no record")
    if n == 0 and data.get("format") != FORMAT:
        raise ValueError(f"it is no header of a {FORMAT}")
    kind, parts, stated = data.get("kind"), data.pop("parts", None), data.pop("hash", None)
    if not isinstance(kind, str) or kind not in _FIELDS or type(data.get("n")) is not int or data["n"] != n:
        raise ValueError(f"it is not record {n}")
    if not data.keys() >= _FIELDS[kind] or not data.keys() - {"n", "kind"} <= _FIELDS[kind] | _OPTIONAL[kind]:
        raise ValueError(f"it has not the fields of a record of kind {kind}")
    if kind == "header" and not _is_header(data):
        raise ValueError("its release, mechanics or seed hash are not proper")
    if not isinstance(parts, dict) or not is_hex(stated, 32):
        raise ValueError("it has no parts or no hash")
    try:
        whole, digests = _digests(kind, parts)
        if chain.record_hash(data, digests, prev) != stated:
            raise ValueError("its hash does not fit: the line was changed, or one before it is missing")
        if chain.written({**data, "hash": stated}, whole) != line + b"\n":
            raise ValueError("it is not in canonical form: the line was changed")
    except (LogError, RecursionError) as error:
        raise ValueError(str(error) or "it is nested too deeply") from None
    return Record(n, kind, data, parts, stated, line)


def _digests(kind: str, parts: Mapping[str, Any]) -> tuple[dict[str, bytes], dict[str, str]]:
    """(audience -> JSON as written, audience -> digest)."""
    whole: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    for who, part in parts.items():
        whole[who] = canonical(part)
        if isinstance(part, dict):
            _proper(kind, who, part)
            digests[who] = chain.part_digest(whole[who])
        elif is_hex(part, 32):
            digests[who] = part
        else:
            raise ValueError("a part is neither data nor a digest")
    return whole, digests


def _proper(kind: str, who: str, part: Mapping[str, Any]) -> None:
    """The shape of a part, as far as readers rely on it."""
    if not is_hex(part.get("salt"), 16):
        raise ValueError("a part has no salt")
    if kind != "outcome":
        return
    events, order = part.get("events"), part.get("order", [])
    if not isinstance(events, list) or not all(_is_entry(entry) for entry in events):
        raise ValueError(f"the part {who[:40]} has no proper events")
    if not isinstance(order, list) or not all(_is_run(run) for run in order):
        raise ValueError("the order of its events is not proper")


def _is_header(data: Mapping[str, Any]) -> bool:
    mechanics = data["mechanics"]
    return (
        isinstance(data["engine"], str)
        and is_hex(data["seed_hash"], 32)
        and isinstance(mechanics, dict)
        and all(isinstance(version, str) for version in mechanics.values())
    )


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) == 3
        and type(entry[0]) is int
        and type(entry[1]) is str
        and isinstance(entry[2], dict)
    )


def _is_run(run: Any) -> bool:
    return isinstance(run, list) and len(run) == 2 and type(run[0]) is str and type(run[1]) is int


def _follows(record: Record, before: list[Record]) -> None:
    """Header, its outcome, then a command and its outcome, over and over."""
    last = before[-1].kind if before else ""
    wanted = {"": "header", "header": "outcome", "command": "outcome", "outcome": "command"}[last]
    if record.kind != wanted:
        raise ValueError(f"it is a record of kind {record.kind}, where a record of kind {wanted} belongs")
    if wanted == "outcome" and record.head["of"] != record.n - 1:
        raise ValueError("it is not the outcome of the record before")


def damage(name: str, line: int, reason: str) -> LogError:
    """A LogError that names a line."""
    return LogError(f"{name}:{line}: this line is damaged: {reason}")
