"""A seat's end of the line. The screens, line mode and programs know a table only through this.

Loads no engine and no table: `server.local` joins the two ends on one machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import attrs

from wargame.session.messages import Inbound, Outbound

Listener = Callable[[Outbound], None]


class Client(Protocol):
    """One seat's connection to its table."""

    def listen(self, callback: Listener) -> None:
        """Takes what the table says, once, before Join. The callback runs on the table's thread, in order."""
        ...

    def send(self, message: Inbound) -> None:
        """Says something to the table. Answers come to the listener; none is returned here."""
        ...

    def close(self) -> None:
        """The seat gets up. What it was shown is kept; a later Join goes on from there."""
        ...


@attrs.frozen
class LocalSeat:
    """A seat of a game on this machine: its team's id and title, and its connection."""

    team: str
    title: str
    client: Client


@attrs.frozen
class LocalGame:
    """A game on this machine.

    Attributes:
        seats: one for each team that people play.
        close: ends threads and frees the log; the game can be resumed from `path`.
        path: the log, "" where none is kept.
    """

    seats: tuple[LocalSeat, ...]
    close: Callable[[], None]
    path: str
