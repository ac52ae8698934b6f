"""Going on with a log: its game, where it stands, and a journal that writes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import attrs

from wargame import engine
from wargame.errors import AuditMismatch, CommandRefused, LogError
from wargame.model.events import WHITE_CELL
from wargame.model.fold import EMPTY
from wargame.model.state import State
from wargame.record import lock
from wargame.record.audit import game_of, salt_key_of
from wargame.record.fold import after
from wargame.record.journal import Journal
from wargame.record.log import Log, read_bytes, verify
from wargame.record.records import Pen
from wargame.rules.game import Game


@attrs.frozen
class Resumed:
    """A game that goes on.

    Attributes:
        log: as it was read; its outcomes bring a table's news up to date.
        torn: bytes of a last line that was never finished, set aside in `LOG.torn`.
    """

    game: Game
    state: State
    journal: Journal
    log: Log
    torn: int


def resume(path: str | Path) -> Resumed:
    """Opens a log to play on. A command without its outcome is executed now: nobody was told anything yet.

    Raises:
        LogError: the log is damaged, redacted, or in use by another process.
        AuditMismatch: the recorded texts do not give the recorded state here.
    """
    path = Path(path)
    read_bytes(path)
    try:
        stream: BinaryIO = path.open("r+b", buffering=0)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise LogError(f"{path.name} cannot be written: {reason}") from None
    try:
        lock.hold(stream, path.name)
        return _go_on(path, stream)
    except BaseException:
        stream.close()
        raise


def _go_on(path: Path, stream: BinaryIO) -> Resumed:
    raw = read_bytes(path)
    log = verify(path.name, raw)
    game = game_of(log)
    torn = _set_aside(path, stream, log, len(raw))
    key = salt_key_of(path.name, log.header)
    journal = Journal.reopen(path, stream, game, Pen(key, len(log.records), log.head))
    if len(log.records) == 1:
        raise LogError(f"{path.name} ends before its game began: begin it anew")
    state = _state(log, game)
    last = log.records[-1]
    if last.kind == "command":
        try:
            state, events = engine.advance(game, state, log.command(last))
        except CommandRefused as refused:
            raise AuditMismatch(f"{path.name}:{last.n + 1}: the command is refused here: {refused}") from None
        journal.append_outcome(events, state)
        log = verify(path.name, read_bytes(path))
    return Resumed(game, state, journal, log, torn)


def _set_aside(path: Path, stream: BinaryIO, log: Log, size: int) -> int:
    """Moves a torn last line to `LOG.torn`; the log ends in a whole line then."""
    if log.torn:
        with path.with_name(path.name + ".torn").open("ab") as beside:
            beside.write(log.torn + b"\n")
        stream.truncate(size - len(log.torn))
    stream.seek(0, 2)
    return len(log.torn)


def _state(log: Log, game: Game) -> State:
    """The folded state, which must be the one whose digest was published last."""
    state = EMPTY
    for record in log.records:
        if record.kind != "outcome":
            continue
        state = after(log, record, state)
        white: Any = record.parts[WHITE_CELL]
        if "digest" in white and white["digest"] != engine.digest(game, state):
            raise AuditMismatch(f"{log.name}:{record.n + 1}: the events of this record do not give its state")
    return attrs.evolve(state, layout=game.board.layout)
