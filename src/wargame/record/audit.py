"""Audit: play a log again from its recorded texts, and compare every byte of every record.

Commands in a log are accepted inputs, so an audit needs no bot, socket or clock. A redacted log cannot be played
again; of it the chain is verified, and the dice that it shows are checked against the opened seed.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

import attrs

from wargame import engine
from wargame.content import load_texts
from wargame.errors import AuditMismatch, CommandRefused, LoadError, LogError
from wargame.model.events import WHITE_CELL
from wargame.model.state import State
from wargame.record import chain
from wargame.record.codec import canonical
from wargame.record.log import Log, Record, damage, read_bytes, record_of, split, verify
from wargame.record.records import Pen
from wargame.record.rolls import check_dice, has_ended
from wargame.rules.game import Game
from wargame.version import __version__


@attrs.frozen
class AuditReport:
    """What an audit found: nothing amiss, or it would have raised.

    Attributes:
        records: checked; turn: the last one reached; ended: whether the game is over.
        replayed: played again and equal in every byte; without it only the chain and `dice` dice were checked.
        head: hash of the last record. torn: bytes after the last whole line.
        notes: one sentence each, such as that another version recorded it.
    """

    name: str
    records: int
    turn: int
    ended: bool
    replayed: bool
    dice: int
    head: str
    torn: int
    notes: tuple[str, ...] = ()


def audit(path: str | Path) -> AuditReport:
    """Checks a log.

    Raises:
        LogError: a line is damaged; the message names it.
        AuditMismatch: the log is sound, but the rules give something else; the first difference is named.
    """
    path = Path(path)
    raw = read_bytes(path)
    lines, torn = split(raw)
    header = _header(path.name, lines)
    if not isinstance(header.parts.get(WHITE_CELL), dict):
        return _redacted(verify(path.name, raw))
    try:
        game = _game(path.name, header)
        replay = _Replay(path.name, lines, header, game, Pen(salt_key_of(path.name, header), 1, header.hash))
        state = replay.run()
    except LogError:
        if verify(path.name, raw).redacted:
            return _redacted(verify(path.name, raw))
        raise
    turn, ended = (state.stage.turn, bool(state.stage.ended)) if state else (0, False)
    notes = notes_of(header, game)
    return AuditReport(path.name, len(lines), turn, ended, True, 0, replay.pen.prev, len(torn), notes)


def game_of(log: Log) -> Game:
    """The game as recorded, from the header's texts. Raises LogError if they do not load here."""
    if not isinstance(log.header.parts.get(WHITE_CELL), dict):
        raise LogError(f"{log.name} is a redacted log: it has no scenario in it")
    return _game(log.name, log.header)


def salt_key_of(name: str, header: Record) -> bytes:
    """The key of the log's salts. Raises LogError."""
    part = header.parts.get(WHITE_CELL)
    try:
        key = bytes.fromhex(part["salt_key"]) if isinstance(part, dict) else b""
    except (KeyError, TypeError, ValueError):
        key = b""
    if len(key) != 32:
        raise damage(name, 1, "it holds no key of salts")
    return key


def notes_of(header: Record, game: Game | None) -> tuple[str, ...]:
    """What differs between the release that recorded a log and this one."""
    found = []
    recorded = header.head["engine"]
    if recorded != __version__:
        found.append(f"recorded with wargame {recorded}, this is {__version__}: pip install wargame=={recorded}")
    if game is not None:
        for name, version in sorted(dict(header.head["mechanics"]).items()):
            here = game.mechanics.get(name, "none")
            if here != version:
                found.append(f"recorded with mechanic {name} {version}, here it is {here}")
    return tuple(found)


def _header(name: str, lines: list[bytes]) -> Record:
    if not lines:
        raise LogError(f"{name} is no log: it has no whole line")
    try:
        return record_of(lines[0], 0, chain.FIRST)
    except ValueError as error:
        raise damage(name, 1, str(error)) from None


def _game(name: str, header: Record) -> Game:
    part: Any = header.parts.get(WHITE_CELL)
    try:
        texts = {file["name"]: file["text"] for file in part["files"]}
        sums = {file["name"]: file["sha256"] for file in part["files"]}
        if any(sha256(text.encode()).hexdigest() != sums[file] for file, text in texts.items()):
            raise damage(name, 1, "a file's text is not that of its sum")
        return load_texts(
            texts,
            part["root"],
            variant=part["variant"],
            format=part["format"],
            seating=part["seating"],
            human=tuple(part["human"]),
        )
    except LoadError as error:
        notes = "; ".join(notes_of(header, None))
        reason = f"{len(error.problems)} problems, the first: {error.problems[0]}" + (f" ({notes})" if notes else "")
        raise AuditMismatch(f"{name}: the recorded texts do not load here: {reason}") from None
    except (KeyError, TypeError, AttributeError, ValueError):
        raise damage(name, 1, "it does not say what was played") from None


@attrs.define
class _Replay:
    """Plays a log on, line by line. Lines that come out equal need no look at the chain: it is in their bytes."""

    name: str
    lines: list[bytes]
    header: Record
    game: Game
    pen: Pen

    def run(self) -> State | None:
        """The last state; None for a log that ends in its header."""
        if len(self.lines) < 2:
            return None
        state = self._first()
        for n in range(2, len(self.lines), 2):
            state = self._turn(n, state)
        return state

    def _first(self) -> State:
        white: Any = self._read(1).parts.get(WHITE_CELL)
        try:
            started = next(entry[2] for entry in white["events"] if entry[1] == "started")
            seed, nonce, luck = started["seed"], started["nonce"], started["luck"]
            state, events = engine.start(self.game, seed, nonce=nonce, luck=luck)
        except (StopIteration, ValueError, KeyError, TypeError):
            raise damage(self.name, 2, "it does not say how the game began") from None
        self._same(1, self.pen.prev, self.pen.outcome(self.game, events, state))
        return state

    def _turn(self, n: int, state: State) -> State:
        """A command and its outcome; a log may end in a command."""
        record = self._read(n)
        command = Log(self.name, (record,)).command(record)
        self._same(n, self.pen.prev, self.pen.command(command))
        try:
            after, events = engine.advance(self.game, state, command)
        except CommandRefused as refused:
            raise self._differs(n, f"the command is refused: {refused}") from None
        if n + 1 < len(self.lines):
            self._same(n + 1, self.pen.prev, self.pen.outcome(self.game, events, after))
        return after

    def _read(self, n: int) -> Record:
        try:
            return record_of(self.lines[n], n, self.pen.prev)
        except ValueError as error:
            raise damage(self.name, n + 1, str(error)) from None

    def _same(self, n: int, prev: str, ours: bytes) -> None:
        if self.lines[n] + b"\n" == ours:
            return
        try:
            recorded, again = record_of(self.lines[n], n, prev), record_of(ours[:-1], n, prev)
        except ValueError as error:
            raise damage(self.name, n + 1, str(error)) from None
        raise self._differs(n, _difference(recorded, again))

    def _differs(self, n: int, what: str) -> AuditMismatch:
        notes = "".join(f"; {note}" for note in notes_of(self.header, self.game))
        return AuditMismatch(f"{self.name}:{n + 1}: played again, this record differs: {what}{notes}")


def _difference(recorded: Record, again: Record) -> str:
    """The first event that is not the same, in the part of whoever is told most."""
    if recorded.head != again.head:
        return f"the log says {_short(recorded.head)}, the rules give {_short(again.head)}"
    for who in sorted({*recorded.parts, *again.parts}, reverse=True):
        theirs, ours = recorded.parts.get(who), again.parts.get(who)
        if not isinstance(theirs, dict) or not isinstance(ours, dict):
            return f"the part {who} is there only {'in the log' if ours is None else 'when played again'}"
        for n, (a, b) in enumerate(zip_longest(theirs.get("events", ()), ours.get("events", ())), 1):
            if a != b:
                return f"event {n} of {who} is {_short(a)} in the log, the rules give {_short(b)}"
        for key in sorted({*theirs, *ours} - {"events"}):
            if theirs.get(key) != ours.get(key):
                return f"{key} of {who} is {_short(theirs.get(key))} in the log, the rules give {_short(ours.get(key))}"
    return "the line is written otherwise"


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    text = canonical(value).decode()
    return text if len(text) <= 200 else text[:200] + "…"


def _redacted(log: Log) -> AuditReport:
    """The chain holds; the dice that can be seen are checked."""
    outcomes = [record for record in log.records if "turn" in record.head]
    return AuditReport(
        name=log.name,
        records=len(log.records),
        turn=outcomes[-1].head["turn"] if outcomes else 0,
        ended=has_ended(log),
        replayed=False,
        dice=check_dice(log),
        head=log.head,
        torn=len(log.torn),
        notes=(*notes_of(log.header, None), "a redacted log: its chain holds, but it cannot be played again"),
    )
