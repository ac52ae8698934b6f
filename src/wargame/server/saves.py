"""Games kept on this machine: begun with a log, gone on with after a break or a crash.

Beside `LOG` stand `LOG.drafts.json` (orders not sealed yet) and `LOG.seats.json` (which teams programs play): neither
is a deed of the game, so neither is in the chain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from wargame.errors import LogError
from wargame.model.events import Event
from wargame.record import Journal, resume, states
from wargame.session.seats import one_each, people_of
from wargame.session.table import Table


@attrs.frozen
class Kept:
    """A table whose deeds are written down. `bots`: team -> kind of program; all other teams are people's."""

    table: Table
    journal: Journal
    bots: Mapping[str, str]


def create(table: Table, events: Sequence[Event], bots: Mapping[str, str], path: str) -> Kept:
    """Begins the log of a game that has just begun (`session.table.begin`).

    Raises:
        LogError: there is a file of that name, or none can be written there.
    """
    place = Path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LogError(f"No log can be written in {place.parent}: {error.strerror}.") from None
    journal = Journal(place, table.game, table.state, events)
    table.record = journal.append
    _seats_path(path).write_text(json.dumps({"bots": dict(bots)}, sort_keys=True), encoding="utf-8")
    return Kept(table, journal, dict(bots))


def go_on(path: str) -> Kept:
    """Opens a log to play on: same state, same news; drafts are read by whoever seats people.

    Raises:
        LogError: damaged, redacted or in use. AuditMismatch: the log does not give its own state here.
    """
    found = resume(path)
    table = Table(found.game, found.state, one_each(found.game))
    bots = _bots(path, table)
    table.programs = frozenset(bots)
    before = attrs.evolve(found.state, known={})
    for record, state in states(found.log):
        after = attrs.evolve(state, layout=found.game.board.layout)
        table.remember(found.log.events(record), before, after)
        before = after
    table.record = found.journal.append
    return Kept(table, found.journal, bots)


def _seats_path(log: str) -> Path:
    return Path(log + ".seats.json")


def _bots(path: str, table: Table) -> dict[str, str]:
    """Who is played by a program; without the file, all teams but those that the seating gives to people."""
    try:
        found = json.loads(_seats_path(path).read_text(encoding="utf-8"))["bots"]
        return {team: str(kind) for team, kind in found.items() if team in table.seats}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        people = people_of(table.game)
        return {team: "doctrine" for team in table.seats if team not in people}
