"""Who knows which cell: sight in two steps, estimates on a team's own values, told by comparison (machine, section 4).

Sight cannot tell what a team does not see: clauses that read state run on a list in which only the cells that the
team always sees are true. Estimates run on what the team was told, before any estimate of the same round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import attrs

from wargame.engine.believed import own_moment
from wargame.errors import FormulaFailed
from wargame.model.events import ALL, Event
from wargame.model.layout import Column
from wargame.model.state import ESTIMATED, GUESS, LAST_KNOWN, SEEN, Known, Stage
from wargame.rules.compiled import Expression, Moment
from wargame.rules.game import Game

Asked = tuple[int, Expression, tuple[tuple[int, ...], ...]]
"""A cell, a formula, and the argument tuples (viewer, *indexes) to ask it with."""


@attrs.frozen
class _Plan:
    """Sight of one team, worked out once.

    Attributes:
        always: cells it sees whatever happens, beyond the public ones.
        clauses: for each cell it may come to see, the formulas to ask; any that holds shows the cell.
        estimates: for each cell that it may have to guess, the formula and its arguments, asked by its first actor.
    """

    always: frozenset[int]
    clauses: tuple[Asked, ...]
    estimates: tuple[tuple[int, Expression, tuple[int, ...]], ...]


@attrs.define
class _Sight:
    """All teams' plans, and the last answer of each team's clauses, kept because cells rarely change what is seen."""

    public: tuple[int, ...]
    guess: tuple[int, ...]
    plans: Mapping[str, _Plan]
    last: dict[str, tuple[Any, frozenset[int]]] = attrs.field(factory=dict, eq=False)


def blank(game: Game) -> Known:
    """What a team believes before anybody told it anything: the variables' declared starts."""
    size = game.board.layout.size
    return Known(_sight(game).guess, bytes([GUESS]) * size, (-1,) * size)


def publish(
    game: Game, cells: tuple[int, ...], stage: Stage, known: Mapping[str, Known]
) -> tuple[dict[str, Known], tuple[Event, ...]]:
    """Tells each team what differs from what it was last told. Deterministic; asks no cell that a team may not see.

    Args:
        cells: the truth. stage: the stage after the change (its turn is the turn of publication).
        known: what each team was told so far (`blank` at the start of a game).

    Returns:
        What each team knows now, and the `seen`, `estimated` and `lost` events with their parts.
    """
    sight = _sight(game)
    names, layout = game.board.layout.names, game.board.layout
    after: dict[str, Known] = {}
    events: list[Event] = []
    first = True
    for team in sorted(game.teams):
        before = known.get(team) or blank(game)
        book = _Book(before, stage.turn)
        for cell in book.see(cells, sight.public):
            if first:
                fields: dict[str, Any] = {"cell": names[cell], "value": layout.outward(cell, cells[cell])}
                events.append(Event("seen", fields, {ALL: fields}))
        first = False
        seen = _seen(game, sight, team, cells, stage)
        events.extend(_own(game, team, book, "seen", book.see(cells, sorted(seen))))
        events.extend(_own(game, team, book, "lost", book.lose(frozenset(sight.public), seen)))
        estimates = _estimates(game, team, stage, sight, book)
        events.extend(_own(game, team, book, "estimated", book.estimate(estimates)))
        after[team] = book.close()
    return after, tuple(events)


def _own(game: Game, team: str, book: _Book, kind: str, cells: list[int]) -> Iterator[Event]:
    """One team's events, for cells that changed in its book."""
    layout = game.board.layout
    for cell in cells:
        fields: dict[str, Any] = {"cell": layout.names[cell]}
        if kind == "lost":
            fields["since"] = book.since[cell]
        else:
            fields["value"] = layout.outward(cell, book.values[cell])
        yield Event(kind, {"team": team, **fields}, {f"team:{team}": fields})


class _Book:
    """A team's knowledge while it is being compared with what the team sees now."""

    __slots__ = ("before", "changed", "since", "status", "turn", "values")

    def __init__(self, before: Known, turn: int) -> None:
        self.before = before
        self.values: Any = before.values
        self.status: Any = before.status
        self.since: Any = before.since
        self.turn = turn
        self.changed = False

    def _open(self) -> None:
        """Copies on the first write: most publications change little, and known is shared until written."""
        if not self.changed:
            self.values, self.status = list(self.values), bytearray(self.status)
            self.since, self.changed = list(self.since), True

    def see(self, cells: tuple[int, ...], shown: tuple[int, ...] | list[int]) -> list[int]:
        """Notes the true values of the cells shown; returns those whose value or status differed."""
        values, status = self.values, self.status
        told = [cell for cell in shown if status[cell] != SEEN or values[cell] != cells[cell]]
        if told:
            self._open()
        for cell in told:
            self.values[cell], self.status[cell], self.since[cell] = cells[cell], SEEN, self.turn
        return told

    def lose(self, public: frozenset[int], shown: frozenset[int]) -> list[int]:
        """Notes the cells that went out of sight since the last publication."""
        gone = [c for c, s in enumerate(self.status) if s == SEEN and c not in shown and c not in public]
        if gone:
            self._open()
        for cell in gone:
            self.status[cell], self.since[cell] = LAST_KNOWN, max(self.since[cell], self.turn - 1)
        return gone

    def estimate(self, values: Mapping[int, int]) -> list[int]:
        """Notes new estimates of cells never seen."""
        told = [c for c, v in values.items() if self.status[c] != ESTIMATED or self.values[c] != v]
        if told:
            self._open()
        for cell in told:
            self.values[cell], self.status[cell] = values[cell], ESTIMATED
        return told

    def close(self) -> Known:
        if not self.changed:
            return self.before
        return Known(tuple(self.values), bytes(self.status), tuple(self.since))


# ---------------------------------------------------------------- sight


def _seen(game: Game, sight: _Sight, team: str, cells: tuple[int, ...], stage: Stage) -> frozenset[int]:
    """The cells a team sees beyond the public ones."""
    plan = sight.plans[team]
    if not plan.clauses:
        return plan.always
    x = own_moment(game, stage, team)
    safe = list(sight.guess)
    for cell in sight.public:
        safe[cell] = cells[cell]
    for cell in plan.always:
        safe[cell] = cells[cell]
    key = (tuple(safe), x.turn, x.agreements, x.pending, x.acts)
    found = sight.last.get(team)
    if found is not None and found[0] == key:
        return found[1]
    shown = plan.always | {
        cell for cell, clause, questions in plan.clauses if any(_holds(clause, safe, x, args) for args in questions)
    }
    sight.last[team] = (key, shown)
    return shown


def _holds(clause: Expression, s: list[int], x: Moment, args: tuple[int, ...]) -> bool:
    """A clause that fails hides."""
    try:
        return bool(clause.call(s, x, *args))
    except FormulaFailed:
        return False


def _estimates(game: Game, team: str, stage: Stage, sight: _Sight, book: _Book) -> dict[int, int]:
    """Estimates of the cells that the team never saw, all on its values before this round; a failure guesses."""
    plan = sight.plans[team]
    if not plan.estimates:
        return {}
    before, x = tuple(book.values), own_moment(game, stage, team)
    found: dict[int, int] = {}
    for cell, formula, args in plan.estimates:
        if book.status[cell] in (SEEN, LAST_KNOWN):
            continue
        try:
            found[cell] = formula.call(before, x, *args)
        except FormulaFailed:
            found[cell] = sight.guess[cell]
    return found


# ---------------------------------------------------------------- plans


def _sight(game: Game) -> _Sight:
    """The game's sight plans, made at the first question and kept with the game."""
    found: _Sight | None = game.derived.get("sight")
    if found is None:
        found = game.derived["sight"] = _make(game)
    return found


def _make(game: Game) -> _Sight:
    columns = game.board.layout.columns
    public = frozenset(
        cell for name, column in columns.items() if game.sight[name].rule == ALL for cell in _cells(column)
    )
    guess = tuple(column.start for column in game.board.layout.column_of)
    plans = {team: _plan(game, team, public) for team in sorted(game.teams)}
    return _Sight(tuple(sorted(public)), guess, plans)


def _cells(column: Column) -> range:
    return range(column.offset, column.offset + column.size)


def _plan(game: Game, team: str, public: frozenset[int]) -> _Plan:
    actors = game.teams[team].actors
    always: set[int] = set()
    clauses: list[Asked] = []
    estimates: list[tuple[int, Expression, tuple[int, ...]]] = []
    for name in sorted(game.board.layout.columns):
        column, sight = game.board.layout.columns[name], game.sight[name]
        mine = sight.always.get(team, frozenset()) - public
        always |= mine
        for cell, indexes in zip(_cells(column), product(*(range(n) for n in column.shape)), strict=True):
            if cell in mine or cell in public:
                continue
            questions = tuple((viewer, *indexes) for viewer in actors)
            clauses.extend((cell, clause, questions) for clause in sight.clauses)
            if sight.estimate is not None:
                estimates.append((cell, sight.estimate, questions[0]))
    return _Plan(frozenset(always), tuple(clauses), tuple(estimates))
