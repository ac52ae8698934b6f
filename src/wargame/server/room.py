"""A table and those who sit at it on this machine: people behind listeners, and programs that are asked to play.

Everything here runs on one thread. `next_errand` says which program has something to think about; whoever runs the
room decides where it thinks (`server.local`), and brings the answer back to `take`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import attrs

from wargame.model import commands as c
from wargame.model.state import State
from wargame.server.client import Listener
from wargame.session import messages as m
from wargame.session.table import Table, Told

MOST_TALKS = 24
"""How often a program may speak in one turn: two programs must not haggle for ever."""


class Player(Protocol):
    """A program in a seat. It is given what its team believes, never the truth, and must not keep state of its own."""

    def talk(self, believed: State) -> Sequence[c.Command]:
        """Choices, proposals, and answers to proposals that it can see."""
        ...

    def answer(self, believed: State) -> Sequence[c.Command]:
        """Answers to proposals that came after it has talked this turn."""
        ...

    def orders(self, believed: State) -> Sequence[c.Order]:
        """The orders to seal this turn."""
        ...


@attrs.frozen
class Errand:
    """Something for a program to think about: `think` may run anywhere, on the state given here."""

    team: str
    turn: int
    think: Callable[[], Sequence[c.Command]]
    closes: bool


@attrs.define
class Room:
    """A table with its listeners and programs.

    Attributes:
        players: team -> its program; such a team's seat has the team's own id.
        listeners: seat -> where what the table says to it goes.
        refused: refusals that programs got, newest last: none in a good program.
    """

    table: Table
    players: Mapping[str, Player]
    listeners: dict[str, Listener] = attrs.Factory(dict)
    refused: list[tuple[str, m.Refused]] = attrs.Factory(list)
    _heard: dict[str, tuple[int, frozenset[str]]] = attrs.Factory(dict)
    _talks: dict[str, int] = attrs.Factory(dict)

    def receive(self, seat: str, message: m.Inbound) -> None:
        """Takes a seat's message to the table and delivers what it says."""
        self._deliver(self.table.receive(seat, message))

    def next_errand(self) -> Errand | None:
        """What a program should think about now, None if all have done so. Talks come before orders."""
        if self.table.ended:
            return None
        believed = {team: self.table.believed(team) for team in sorted(self.players)}
        for team, state in believed.items():
            if self._waits(team, state):
                return self._talk(team, state)
        for team, state in believed.items():
            if team not in self.table.ready:
                return self._order(team, state)
        return None

    def take(self, errand: Errand, commands: Sequence[c.Command]) -> None:
        """Plays what a program has thought of, unless the turn has passed meanwhile."""
        if self.table.ended or self.table.state.stage.turn != errand.turn:
            return
        for command in commands:
            self._play(errand.team, _message(command))
        if errand.closes:
            self._play(errand.team, m.Ready())

    def _play(self, team: str, message: m.Inbound) -> None:
        said = self.table.receive(team, message)
        self.refused.extend((seat, out) for seat, out in said if seat == team and isinstance(out, m.Refused))
        self._deliver(said)

    def _deliver(self, said: Sequence[Told]) -> None:
        for seat, out in said:
            listener = self.listeners.get(seat)
            if listener is not None:
                listener(out)

    def _waits(self, team: str, believed: State) -> bool:
        """Whether there is something that the program has not heard of yet."""
        seen = (believed.stage.turn, frozenset(p.id for p in believed.stage.proposals))
        before = self._heard.get(team)
        if before is None or before[0] != seen[0]:
            self._talks[team] = 0
            return True
        return not seen[1] <= before[1] and self._talks[team] < MOST_TALKS

    def _talk(self, team: str, believed: State) -> Errand:
        stage = believed.stage
        self._heard[team] = (stage.turn, frozenset(p.id for p in stage.proposals))
        self._talks[team] += 1
        player = self.players[team]
        speak = player.talk if self._talks[team] == 1 else player.answer
        return Errand(team, stage.turn, lambda: speak(believed), closes=False)

    def _order(self, team: str, believed: State) -> Errand:
        player, turn = self.players[team], believed.stage.turn
        if team in believed.stage.orders:  # a resumed table: it has sealed before
            return Errand(team, turn, lambda: (), closes=True)
        return Errand(team, turn, lambda: (c.Seal(team, tuple(player.orders(believed))),), closes=True)


def _message(command: c.Command) -> m.Inbound:
    """The message by which a seat asks for a command: the same words without the team."""
    kind = MESSAGES[type(command)]
    message: m.Inbound = kind(**{name: getattr(command, name) for name in attrs.fields_dict(kind)})
    return message


MESSAGES: Mapping[type, Any] = {
    c.Seal: m.Seal,
    c.Propose: m.Propose,
    c.Accept: m.Accept,
    c.Refuse: m.Refuse,
    c.Withdraw: m.Withdraw,
    c.Choose: m.Choose,
    c.Say: m.Say,
}
"""Commands that a program may give."""
