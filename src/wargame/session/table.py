"""One table, sans-I/O: a seat's message in, messages to seats out. It keeps drafts, readiness and the teams' news.

Everything that happens goes through `engine.advance` and is recorded before anybody is told. What a seat gets hangs
on what its own team may know; of the others it learns only how many teams are awaited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from wargame import engine
from wargame.errors import CommandRefused, FormulaFailed, WargameError
from wargame.model import commands as c
from wargame.model.events import Event, told
from wargame.model.sheet import Sheet
from wargame.model.state import State
from wargame.model.view import NewsItem, View
from wargame.rules.game import Game
from wargame.session import messages as m
from wargame.session.news import items, last_seen
from wargame.session.shape import fault

Told = tuple[str, m.Outbound]
"""(seat, what the table says to it)."""
Record = Callable[[c.Command, tuple[Event, ...], State], None]
MOST_DRAFTS = 64
"""Drafts that a table keeps for a team: no team has so many slots, and a table cannot be filled up."""


Odds = tuple[int, str, str, int, bool]
Cells = Mapping[str, c.Value]
Keep = Callable[[Mapping[str, tuple[c.Order, ...]]], None]


def _unrecorded(_command: c.Command, _events: tuple[Event, ...], _state: State) -> None:
    """A table that keeps no log."""


def _unkept(_drafts: Mapping[str, tuple[c.Order, ...]]) -> None:
    """A table whose drafts live as long as it does."""


@attrs.define
class Table:
    """A running game and its seats.

    Attributes:
        game, state: what is played, and where it stands.
        seats: seat id -> team id. Teams without a seat are never awaited.
        record: writes an accepted command and its outcome for good; called before anybody is told.
        keep: writes all drafts beside the log, whenever they change.
        drafts: team -> orders written and not sealed. ready: teams that are done with this turn.
        news: team -> everything it was told so far.
        programs: teams that programs play: they read no news, so none is written for them.
        odds: odds and results so far, for the debrief.
        present: seats that sit at the table; only they are told anything.
    """

    game: Game
    state: State
    seats: Mapping[str, str]
    record: Record = _unrecorded
    keep: Keep = _unkept
    drafts: dict[str, tuple[c.Order, ...]] = attrs.Factory(dict)
    ready: set[str] = attrs.Factory(set)
    news: dict[str, list[NewsItem]] = attrs.Factory(dict)
    present: set[str] = attrs.Factory(set)
    programs: frozenset[str] = frozenset()
    odds: list[Odds] = attrs.Factory(list)
    _sheets: dict[str, Sheet] = attrs.Factory(dict)
    _seen: dict[str, tuple[int, Cells | None, Cells]] = attrs.Factory(dict)

    # ------------------------------------------------------------ for the room

    def receive(self, seat: str, message: m.Inbound) -> list[Told]:
        """What is said to whom because of one message. One that is not allowed gets `Refused` and changes nothing."""
        team = self.seats.get(seat)
        if team is None:
            return [(seat, m.Refused("table.seat", f"There is no seat {seat!r} at this table."))]
        wrong = fault(message)
        if wrong:
            return [(seat, m.Refused("table.message", f"That message cannot be read: {wrong}."))]
        try:
            return HANDLERS[type(message)](self, seat, team, message)
        except CommandRefused as refusal:
            return [(seat, m.Refused(refusal.rule, str(refusal)))]
        except FormulaFailed as failure:
            return [(seat, m.Refused("rules.formula", f"The rules cannot say: {failure}."))]

    def remember(self, events: Iterable[Event], before: State, after: State) -> dict[str, tuple[NewsItem, ...]]:
        """Adds events to what each team was told; returns what is new to each team that people play.

        A resumed table is brought up to date by this, one recorded outcome at a time.
        """
        events = tuple(events)
        self.odds.extend(engine.odds_of(before.stage.turn, events))
        fresh: dict[str, tuple[NewsItem, ...]] = {}
        for team in sorted(set(self.seats.values())):
            fresh[team] = ()
            if team in self.programs:
                continue
            known = before.known.get(team)
            seen = last_seen(self.game, known, events) if known else {}
            fresh[team] = items(self.sheet(team), after.stage.turn, events, seen)
            self.news.setdefault(team, []).extend(fresh[team])
        return fresh

    def sheet(self, team: str) -> Sheet:
        """The team's printed matter, made once."""
        if team not in self._sheets:
            self._sheets[team] = engine.sheet(self.game, self.state, team)
        return self._sheets[team]

    def view(self, team: str) -> View:
        """The team's view now. What changed is told against its first view of the turn before."""
        turn, before, now = self._seen.get(team, (0, None, {}))
        if turn != self.state.stage.turn:
            before = now or None
        view = engine.view(self.game, self.state, team, before)
        if turn != self.state.stage.turn:
            now = {name: cell.value for name, cell in view.cells.items()}
            self._seen[team] = (self.state.stage.turn, before, now)
        return attrs.evolve(view, awaited=self.awaited)

    def write(self, team: str, orders: tuple[c.Order, ...]) -> None:
        """Keeps a team's drafts as they stand now."""
        self.drafts[team] = orders
        self.keep(self.drafts)

    def believed(self, team: str) -> State:
        """What a team believes: all that a program in its seat is given."""
        return engine.believed(self.game, self.state, team)

    @property
    def awaited(self) -> int:
        """How many teams are not ready yet."""
        return len(set(self.seats.values()) - self.ready)

    @property
    def ended(self) -> bool:
        """Whether the game is over."""
        return bool(self.state.stage.ended)

    # ------------------------------------------------------------ play

    def play(self, team: str, command: c.Command) -> list[Told]:
        """Advances the game by one command of a team and tells those who may know. Raises CommandRefused."""
        self.still_on()
        fresh, informed = self._advance(command)
        return self._show([t for t in sorted(informed) if t == team or informed[t]], fresh)

    def close(self) -> list[Told]:
        """Orders close, the turn is resolved and published. Questions take their defaults: here nobody rules."""
        fresh, _ = self._advance(c.Close())
        while self.state.stage.questions:
            question = self.state.stage.questions[0]
            more, _ = self._advance(c.Answer(question.key, question.default, "nobody rules at this table"))
            fresh = {team: fresh[team] + more[team] for team in fresh}
        self.ready.clear()
        self.drafts.clear()
        self.keep(self.drafts)
        out = self._show(sorted(fresh), fresh)
        return out + self._end() if self.ended else out

    def _advance(self, command: c.Command) -> tuple[dict[str, tuple[NewsItem, ...]], dict[str, bool]]:
        """(news of each team, whether it was told anything at all)."""
        before = self.state
        after, events = engine.advance(self.game, before, command)
        self.record(command, events, after)
        self.state = after
        informed = {t: any(told(e, t) is not None for e in events) for t in set(self.seats.values())}
        return self.remember(events, before, after), informed

    def still_on(self) -> None:
        """Raises CommandRefused once the game is over."""
        if self.ended:
            raise CommandRefused("table.ended", "The game is over.")

    # ------------------------------------------------------------ telling

    def _of(self, team: str) -> list[str]:
        return sorted(seat for seat, its in self.seats.items() if its == team and seat in self.present)

    def _show(self, teams: Iterable[str], fresh: Mapping[str, tuple[NewsItem, ...]]) -> list[Told]:
        out: list[Told] = []
        for team in teams:
            seats = self._of(team)
            if seats:
                shown = m.Viewed(self.view(team), fresh.get(team, ()))
                out.extend((seat, shown) for seat in seats)
        return out

    def waiting(self) -> list[Told]:
        """How many teams are awaited, to everybody present."""
        return [(seat, m.Waiting(self.awaited)) for seat in sorted(self.present)]

    def _end(self) -> list[Told]:
        ended = m.Ended(engine.debrief(self.game, self.state, self.odds))
        return [(seat, ended) for seat in sorted(self.present)]


def begin(game: Game, seats: Mapping[str, str], *, seed: int, nonce: str) -> tuple[Table, tuple[Event, ...]]:
    """A new game at its table, with its first events: they are to be recorded before anybody sits down."""
    state, events = engine.start(game, seed, nonce=nonce)
    table = Table(game, state, seats)
    table.remember(events, attrs.evolve(state, known={}), state)
    return table, events


# ---------------------------------------------------------------- one handler a message


def _join(table: Table, seat: str, team: str, _message: m.Join) -> list[Told]:
    return _welcome(table, seat, team, 0)


def _resume(table: Table, seat: str, team: str, message: m.Resume) -> list[Told]:
    return _welcome(table, seat, team, max(message.n, 0))


def _welcome(table: Table, seat: str, team: str, seen: int) -> list[Told]:
    table.present.add(seat)
    news = tuple(table.news.get(team, ())[seen:])
    out: list[Told] = [
        (seat, m.Welcome(seat, team, table.sheet(team), table.drafts.get(team, ()), news)),
        (seat, m.Viewed(table.view(team))),
    ]
    if table.ended:
        out.append((seat, m.Ended(engine.debrief(table.game, table.state, table.odds))))
    return out


def _draft(table: Table, _seat: str, team: str, message: m.Draft) -> list[Told]:
    table.still_on()
    if len(message.orders) > MOST_DRAFTS:
        raise CommandRefused("table.drafts", f"A team keeps at most {MOST_DRAFTS} drafts.")
    table.write(team, message.orders)
    return []


def _ask(table: Table, seat: str, team: str, message: m.Ask) -> list[Told]:
    if len(message.orders) > MOST_DRAFTS:
        raise CommandRefused("table.drafts", f"A team asks about at most {MOST_DRAFTS} orders.")
    return [(seat, m.Quoted(engine.quote(table.game, table.state, team, message.orders)))]


def _seal(table: Table, _seat: str, team: str, message: m.Seal) -> list[Told]:
    out = table.play(team, c.Seal(team, message.orders))
    table.write(team, ())
    return out


def _reopen(table: Table, _seat: str, team: str, _message: m.Reopen) -> list[Told]:
    """Sealed orders become drafts again, before those written since."""
    table.still_on()
    sealed = tuple(entry.order for entry in table.state.stage.orders.get(team, ()))
    written = table.drafts.get(team, ())
    # Kept first: should the process die before the empty seal is on record, the orders are there twice, never nowhere.
    table.write(team, (*sealed, *(order for order in written if order not in sealed)))
    try:
        out = table.play(team, c.Seal(team, ()))
    except WargameError:
        table.write(team, written)
        raise
    table.ready.discard(team)
    return out + table.waiting()


def _ready(table: Table, _seat: str, team: str, _message: m.Ready) -> list[Told]:
    table.still_on()
    table.ready.add(team)
    return table.waiting() if table.awaited else table.close()


def _weigh(table: Table, seat: str, team: str, message: m.Weigh) -> list[Told]:
    margins, refusals = engine.weigh(
        table.game, table.state, team, message.kind, message.parties, message.terms, message.payments
    )
    return [(seat, m.Weighed(margins, refusals))]


def _why(table: Table, seat: str, team: str, message: m.Why) -> list[Told]:
    found = engine.why(table.game, table.state, team, message.cell)
    return [(seat, m.Explained(message.cell, found.title, found.lines, found.text))]


def _leave(table: Table, seat: str, _team: str, _message: m.Leave) -> list[Told]:
    table.present.discard(seat)
    return []


def _say(table: Table, _seat: str, team: str, message: m.Say) -> list[Told]:
    return table.play(team, c.Say(team, message.to, message.text))


def _propose(table: Table, _seat: str, team: str, message: m.Propose) -> list[Told]:
    return table.play(team, c.Propose(team, **attrs.asdict(message, recurse=False)))


def _accept(table: Table, _seat: str, team: str, message: m.Accept) -> list[Told]:
    return table.play(team, c.Accept(team, message.actor, message.proposal))


def _refuse(table: Table, _seat: str, team: str, message: m.Refuse) -> list[Told]:
    return table.play(team, c.Refuse(team, message.actor, message.proposal, message.text))


def _withdraw(table: Table, _seat: str, team: str, message: m.Withdraw) -> list[Told]:
    return table.play(team, c.Withdraw(team, message.actor, message.proposal))


def _choose(table: Table, _seat: str, team: str, message: m.Choose) -> list[Told]:
    return table.play(team, c.Choose(team, message.inject, message.choice))


HANDLERS: Mapping[type, Callable[..., list[Told]]] = {
    m.Join: _join,
    m.Resume: _resume,
    m.Draft: _draft,
    m.Ask: _ask,
    m.Seal: _seal,
    m.Reopen: _reopen,
    m.Ready: _ready,
    m.Say: _say,
    m.Propose: _propose,
    m.Weigh: _weigh,
    m.Accept: _accept,
    m.Refuse: _refuse,
    m.Withdraw: _withdraw,
    m.Choose: _choose,
    m.Why: _why,
    m.Leave: _leave,
}
