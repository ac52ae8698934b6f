"""The journal: appends to a log, and returns only when the bytes are on the disk.

A record is never written in place of another. Whatever dies while a line is written leaves a torn last line at
worst, which `resume` sets aside.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Self

from wargame.engine.dice import seed_hash
from wargame.errors import LogError
from wargame.model.commands import Command
from wargame.model.events import Event
from wargame.model.state import State
from wargame.record import lock
from wargame.record.records import Pen
from wargame.rules.game import Game


class Journal:
    """A log that is being written; the only writer of its file.

    `append` fits a table's `record`: it is called with each accepted command before anybody is told.
    """

    def __init__(
        self,
        path: str | Path,
        game: Game,
        state: State,
        events: Iterable[Event],
        salt_key: bytes | None = None,
        *,
        parent: Mapping[str, Any] | None = None,
        durable: bool = True,
    ) -> None:
        """Begins a new log with the header and the first outcome.

        Args:
            state, events: as `engine.start` gave them.
            salt_key: 32 bytes; drawn by chance unless a batch wants the same bytes again.
            durable: wait for the disk with each record; a batch, which can be run again, need not.
            parent: {"hash", "turn"} of the log that this one branches from.

        Raises:
            LogError: there is a file of this name already, or it cannot be written.
        """
        self.path = Path(path)
        self._game = game
        self._durable = durable
        self._pen = Pen(secrets.token_bytes(32) if salt_key is None else salt_key)
        try:
            self._stream: BinaryIO = self.path.open("xb", buffering=0)
        except FileExistsError:
            raise LogError(f"{self.path.name} is there already: a log is never written over") from None
        except OSError as error:
            raise LogError(f"{self.path.name} cannot be written: {_reason(error)}") from None
        lock.hold(self._stream, self.path.name)
        first = self._pen.header(game, seed_hash(state.nonce, state.seed), parent)
        self._write(first + self._pen.outcome(game, events, state))
        lock.settle_folder(str(self.path.parent))

    @classmethod
    def reopen(cls, path: Path, stream: BinaryIO, game: Game, pen: Pen) -> Self:
        """Goes on with a log that `resume` has read and locked; `pen` stands after its last record."""
        journal = cls.__new__(cls)
        journal.path, journal._stream, journal._game, journal._pen = path, stream, game, pen
        journal._durable = True
        return journal

    @property
    def head(self) -> str:
        """The hash of the last record: published at the end, it binds the whole log."""
        return self._pen.prev

    def append(self, command: Command, events: Iterable[Event], state: State) -> None:
        """Writes a command and what came of it. Returns when both are on the disk."""
        before = self._pen.n, self._pen.prev
        try:
            line = self._pen.command(command)
            self._write(line + self._pen.outcome(self._game, events, state))
        except LogError:
            self._pen.n, self._pen.prev = before
            raise

    def append_outcome(self, events: Iterable[Event], state: State) -> None:
        """Writes the outcome of a command that the log already ends in."""
        self._write(self._pen.outcome(self._game, events, state))

    def close(self) -> None:
        """Closes the file and lets go of it."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, data: bytes) -> None:
        """All of it or nothing: a disk that fills up must not leave half a line before later ones."""
        size = os.fstat(self._stream.fileno()).st_size
        try:
            done = 0
            while done < len(data):
                done += self._stream.write(data[done:]) or 0
            if self._durable:
                os.fsync(self._stream.fileno())
        except OSError as error:
            self._stream.truncate(size)
            self._stream.seek(size)
            raise LogError(f"{self.path.name} cannot be written: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()
