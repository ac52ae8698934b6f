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
        sure: cells it sees whatever happens, beyond the public ones, ascending.
        visible: these and the public ones. key: those of them that its clauses can read.
        clauses: for each cell it may come to see, the formulas to ask; any that holds shows the cell.
        sometimes: the cells that it sees at times, ascending.
        estimates: for each cell that it may have to guess, the formula and its arguments, asked by its first actor.
    """

    sure: tuple[int, ...]
    visible: tuple[int, ...]
    key: tuple[int, ...]
    clauses: tuple[Asked, ...]
    sometimes: tuple[int, ...]
    estimates: tuple[tuple[int, Expression, tuple[int, ...]], ...]


@attrs.define
class _Sight:
    """All teams' plans, and the last answer of each team's clauses, kept because cells rarely change what is seen.

    `timed`: whether a clause may ask the turn.
    """

    public: tuple[int, ...]
    guess: tuple[int, ...]
    plans: Mapping[str, _Plan]
    timed: bool
    last: dict[str, tuple[Any, tuple[int, ...]]] = attrs.field(factory=dict, eq=False)


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
    told: list[int] | None = None
    for team in sorted(game.teams):
        plan, book = sight.plans[team], _Book(known.get(team) or blank(game), stage.turn)
        if told is None:
            told = book.see(cells, sight.public)
            for cell in told:
                fields: dict[str, Any] = {"cell": names[cell], "value": layout.outward(cell, cells[cell])}
                events.append(Event("seen", fields, {ALL: fields}))
        else:
            # What everybody sees was told to everybody at once, so what differs for one differs for all.
            book.see(cells, told)
        shown = _shown(game, sight, team, cells, stage)
        seen = sorted((*book.see(cells, plan.sure), *book.see(cells, shown)))
        events.extend(_own(game, team, book, "seen", seen))
        events.extend(_own(game, team, book, "lost", book.lose(plan.sometimes, shown)))
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

    def lose(self, sometimes: tuple[int, ...], shown: tuple[int, ...]) -> list[int]:
        """Notes the cells that went out of sight since the last publication."""
        status, here = self.status, set(shown)
        gone = [cell for cell in sometimes if status[cell] == SEEN and cell not in here]
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


def _shown(game: Game, sight: _Sight, team: str, cells: tuple[int, ...], stage: Stage) -> tuple[int, ...]:
    """The cells that a team's clauses show it now, ascending; asked again only if something they read has changed."""
    plan = sight.plans[team]
    if not plan.clauses:
        return ()
    x = own_moment(game, stage, team)
    turn = x.turn if sight.timed else 0
    key = (tuple([cells[cell] for cell in plan.key]), turn, x.agreements, x.pending, x.acts)
    found = sight.last.get(team)
    if found is not None and found[0] == key:
        return found[1]
    safe = list(sight.guess)
    for cell in plan.visible:
        safe[cell] = cells[cell]
    shown: set[int] = set()
    for cell, clause, questions in plan.clauses:
        if cell not in shown and _holds(clause, safe, x, questions):
            shown.add(cell)
    sight.last[team] = key, tuple(sorted(shown))
    return sight.last[team][1]


def _holds(clause: Expression, s: list[int], x: Moment, questions: tuple[tuple[int, ...], ...]) -> bool:
    """Whether any question is answered yes; a clause that fails hides."""
    for args in questions:
        try:
            if clause.call(s, x, *args):
                return True
        except FormulaFailed:
            continue
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
    asked = [clause.text for sight in game.sight.values() for clause in sight.clauses]
    asked += [formula.text for formula in game.computed.values()] if asked else []
    return _Sight(tuple(sorted(public)), guess, plans, any("turn" in text for text in asked))


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
    reads = frozenset(name for _, clause, _ in clauses for name in clause.reads)
    visible = tuple(sorted(public | always))
    return _Plan(
        sure=tuple(sorted(always)),
        visible=visible,
        key=tuple(cell for cell in visible if game.board.layout.column_of[cell].id in reads),
        clauses=tuple(clauses),
        sometimes=tuple(sorted({cell for cell, _, _ in clauses})),
        estimates=tuple(estimates),
    )
