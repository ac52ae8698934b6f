"""A whole game on this machine: table, log, programs and people's seats, joined without a socket.

`threads=True` gives screens what they need: `send` returns at once, the table answers on its own thread, programs
think on another. `threads=False` does everything within `send`, for line mode, scripts and tests.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import attrs

from wargame.errors import LogError
from wargame.model import commands as c
from wargame.server.client import Listener, LocalGame, LocalSeat
from wargame.server.room import Errand, Player, Room
from wargame.session import messages as m
from wargame.session.shape import fault
from wargame.session.table import Table


class Pump(Protocol):
    """What moves messages between seats and a room."""

    room: Room

    def post(self, seat: str, message: m.Inbound) -> None:
        """A seat's message, to be taken in order."""
        ...

    def close(self) -> None:
        """No more messages."""
        ...


@attrs.define
class Inline:
    """Everything at once, on the caller's thread; a message sent from inside a listener waits its turn."""

    room: Room
    _waiting: list[tuple[str, m.Inbound]] = attrs.Factory(list)
    _busy: bool = False

    def post(self, seat: str, message: m.Inbound) -> None:
        """Takes the message, then lets the programs think until all is quiet."""
        self._waiting.append((seat, message))
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self.room.receive(*self._waiting.pop(0))
                while not self._waiting and (errand := self.room.next_errand()):
                    self.room.take(errand, errand.think())
        finally:
            self._busy = False

    def close(self) -> None:
        """Nothing to end."""


class Threaded:
    """A thread for the table and one for the programs' thoughts, so that no screen waits for either."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thinkers = ThreadPoolExecutor(1, "bots")
        self._thinking = False
        self._thread = threading.Thread(target=self._run, name="table", daemon=True)
        self._thread.start()

    def post(self, seat: str, message: m.Inbound) -> None:
        """Queues the message and returns."""
        self._tasks.put(lambda: self._receive(seat, message))

    def close(self) -> None:
        """Ends both threads; a thought under way is not waited for."""
        self._tasks.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=5)
        self._thinkers.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
            if not self._thinking and (errand := self.room.next_errand()):
                self._thinking = True
                self._thinkers.submit(errand.think).add_done_callback(self._back(errand))

    def _back(self, errand: Errand) -> Callable[[Future[Sequence[c.Command]]], None]:
        def done(thought: Future[Sequence[c.Command]]) -> None:
            self._tasks.put(lambda: self._take(errand, thought))

        return done

    def _take(self, errand: Errand, thought: Future[Sequence[c.Command]]) -> None:
        self._thinking = False
        if thought.cancelled():
            return
        # A program that breaks does nothing this turn; people must not wait for it for ever.
        commands = () if thought.exception() else tuple(thought.result())
        self._guarded(errand.team, lambda: self.room.take(errand, commands))

    def _receive(self, seat: str, message: m.Inbound) -> None:
        self._guarded(seat, lambda: self.room.receive(seat, message))

    def _guarded(self, seat: str, deed: Callable[[], None]) -> None:
        """Does something for a seat. What goes wrong is said to all: a table that is silent looks like one that thinks.

        Nothing of a failed deed stands: the table takes a new state only when it is on the record.
        """
        try:
            deed()
        except (LogError, OSError) as error:
            self._say(seat, m.Refused("table.log", f"The log cannot be written: {error}. The game stands as it was."))
        except Exception as error:  # the last guard of a thread that everybody waits for
            kind = f"{type(error).__name__}: {error}"
            self._say(seat, m.Refused("table.fault", f"The program failed ({kind}). The game stands as it was."))

    def _say(self, seat: str, refused: m.Refused) -> None:
        listeners = self.room.listeners
        for listener in [listeners[seat]] if seat in listeners else list(listeners.values()):
            listener(refused)


@attrs.frozen
class Loopback:
    """A seat's client on the same machine as its table."""

    seat: str
    pump: Pump

    def listen(self, callback: Listener) -> None:
        """Takes what the table says to this seat; see `server.client.Client`."""
        self.pump.room.listeners[self.seat] = callback

    def send(self, message: m.Inbound) -> None:
        """Says something to the table."""
        self.pump.post(self.seat, message)

    def close(self) -> None:
        """The seat gets up."""
        self.pump.room.listeners.pop(self.seat, None)
        self.pump.post(self.seat, m.Leave())


def seat_people(
    table: Table, players: Mapping[str, Player], *, path: str = "", threads: bool = True, end: Callable[[], None]
) -> LocalGame:
    """Opens a table on this machine: the teams in `players` are programs', all others are people's.

    Args:
        path: the log; drafts are kept beside it. `end`: called at the close, to free the log.
    """
    if path:
        table.drafts.update(read_drafts(path))
        table.keep = lambda drafts: write_drafts(path, drafts)
    table.programs = frozenset(players)
    room = Room(table, players)
    pump: Pump = Threaded(room) if threads else Inline(room)
    teams = [team for team in table.game.teams.values() if team.id in table.seats.values() and team.id not in players]

    def close() -> None:
        pump.close()
        end()

    return LocalGame(tuple(LocalSeat(team.id, team.title, Loopback(team.id, pump)) for team in teams), close, path)


# ---------------------------------------------------------------- drafts, kept beside the log


def drafts_path(log: str) -> Path:
    """Where the drafts of a game are kept: they are nobody's deed yet, so they stand beside the chain."""
    return Path(log + ".drafts.json")


def write_drafts(log: str, drafts: Mapping[str, tuple[c.Order, ...]]) -> None:
    """Replaces the file of drafts in one step; none left, no file."""
    place = drafts_path(log)
    kept = {team: [attrs.asdict(order) for order in orders] for team, orders in drafts.items() if orders}
    if not kept:
        place.unlink(missing_ok=True)
        return
    new = place.with_name(place.name + ".new")
    new.write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
    new.replace(place)


def read_drafts(log: str) -> dict[str, tuple[c.Order, ...]]:
    """The drafts as left; a file that cannot be read holds none (a draft is no deed, a game must not hang on it)."""
    try:
        kept = json.loads(drafts_path(log).read_text(encoding="utf-8"))
        found = {team: tuple(c.Order(**order) for order in orders) for team, orders in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {team: orders for team, orders in found.items() if not fault(m.Draft(orders))}
