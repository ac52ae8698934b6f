"""One simultaneous step: programs on their own copies, contests after them, one settling at the end.

A step is built from the cells and the stage at its start. While a question in it is open, nothing of it is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from wargame.engine.dice import Dice, face
from wargame.engine.plan import Plan
from wargame.engine.settle import KEEP, Settled, settle
from wargame.errors import FormulaFailed
from wargame.model.commands import Order
from wargame.model.layout import Layout
from wargame.model.state import Act, Pending, Proposal, Question, Sealed, Signed
from wargame.rules.compiled import Moment, Program
from wargame.rules.game import CompiledContest, Game
from wargame.rules.odds import shift_of
from wargame.rules.registry import Entry
from wargame.rules.writes import Writes

Fact = tuple[Any, ...]
"""An inner fact: its type, then what `engine.facts` needs to write its event."""

_STILL = Settled((), ())

NOTHING = "nothing"
"""The answer to a formula that failed: its program does nothing."""


Sees = Callable[["Desk", str], tuple[tuple[int, ...], Moment]]


@attrs.define
class Desk:
    """A turn under way: the truth, the parts of the stage that resolution changes, and the facts so far.

    Attributes:
        choices: inject -> answer, where a team gave one; open: injects whose choice is due.
        facts: None when nobody wants events.
        sees: (desk, team) -> the cells and the moment as the team sees them now, for conditional orders.
        met: how often a contest was settled at a place in this phase.
        jobs: the orders of each phase, ready to run; None until somebody asks.
    """

    game: Game
    plan: Plan
    dice: Dice
    turn: int
    cells: tuple[int, ...]
    orders: Mapping[str, tuple[Sealed, ...]]
    standing: Mapping[str, tuple[Order, ...]]
    choices: Mapping[str, str]
    answers: Mapping[str, str]
    fired: tuple[str, ...]
    open: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    agreements: tuple[Signed, ...]
    pending: tuple[Pending, ...]
    acts: tuple[Act, ...]
    facts: list[Fact] | None
    sees: Sees | None = None
    met: dict[tuple[str, int], int] = attrs.field(factory=dict)
    jobs: Any = None

    def trial(self) -> Desk:
        """A copy to resolve a phase on; `adopt` takes it over, and forgetting it undoes everything."""
        return Desk(
            self.game, self.plan, self.dice, self.turn, self.cells, self.orders, self.standing, self.choices,
            self.answers, self.fired, self.open, self.proposals, self.agreements, self.pending,
            self.acts, None if self.facts is None else [], self.sees, {}, self.jobs,
        )  # fmt: skip

    def adopt(self, trial: Desk) -> None:
        """Takes over what a trial came to."""
        self.cells, self.proposals, self.agreements = trial.cells, trial.proposals, trial.agreements
        self.pending, self.acts, self.fired, self.open = trial.pending, trial.acts, trial.fired, trial.open
        if self.facts is not None and trial.facts is not None:
            self.facts += trial.facts


class Step:
    """One step of resolution, on the desk as it stands."""

    __slots__ = (
        "acts", "cells", "desk", "ended", "entries", "facts", "game", "layout", "logs", "moment", "phase", "proposed",
        "questions", "scheduled", "signed", "tabled",
    )  # fmt: skip

    def __init__(self, desk: Desk, phase: str) -> None:
        self.desk, self.phase, self.game = desk, phase, desk.game
        self.layout: Layout = desk.game.board.layout
        self.cells = desk.cells
        self.moment = Moment(desk.turn, desk.agreements, desk.pending, desk.acts)
        self.facts: list[Fact] | None = None if desk.facts is None else []
        self.logs: list[Writes] = []
        self.questions: list[Question] = []
        self.entries: dict[str, set[tuple[int, int]]] = {}
        self.acts: list[Act] = []
        self.scheduled: list[Pending] = []
        self.signed: list[Signed] = []
        self.ended: dict[str, str] = {}
        self.tabled: list[tuple[Any, ...]] = []
        self.proposed: list[Proposal] = []

    # ------------------------------------------------------------ programs

    def ask(self, key: str, kind: str, text: str, options: tuple[str, ...], default: str) -> str | None:
        """The white cell's answer, None while it is open; then the question stops the phase."""
        answer = self.desk.answers.get(key)
        if answer is None:
            self.questions.append(Question(key, kind, text, options, default))
        return answer

    def failed(self, key: str, failure: FormulaFailed) -> None:
        """A formula has no value: a question, whose only answer is that nothing comes of it."""
        self.ask(key, "failed", str(failure), (NOTHING,), NOTHING)

    def log(self) -> Writes:
        """A write log of this step."""
        w = Writes(self.layout, self.cells)
        self.logs.append(w)
        return w

    def run(self, key: str, program: Program | None, args: tuple[int, ...], actor: int | None = None) -> Writes:
        """Runs a program on its own copy of the cells; what it asked for counts at the end of the step."""
        w = Writes(self.layout, self.cells)
        if program is None:
            return w
        try:
            program.call(self.cells, self.moment, w, *args)
            if w.enters and actor is None:
                raise FormulaFailed("a contest entered by nobody")
        except FormulaFailed as failure:
            self.failed(key, failure)
            return Writes(self.layout, self.cells)
        self.logs.append(w)
        if w.enters and actor is not None:
            for contest, place in w.enters:
                self.entries.setdefault(contest, set()).add((place, actor))
        if w.tabled:
            self.tabled += w.tabled
        return w

    def fact(self, *fact: Any) -> None:
        """Notes a fact and its phase, if anybody wants events."""
        if self.facts is not None:
            self.facts.append((fact[0], self.phase, *fact[1:]))

    # ------------------------------------------------------------ contests

    def contests(self) -> None:
        """Settles every contest that was entered, place by place, on the step's start."""
        for name in sorted(self.entries):
            contest = self.game.contests[name]
            entries = tuple(Entry(actor, place) for place, actor in sorted(self.entries[name]))
            for place in sorted({entry.place for entry in entries}):
                self._contest(contest, place, entries)

    def _contest(self, contest: CompiledContest, place: int, entries: tuple[Entry, ...]) -> None:
        where = self.game.board.universe.regions[place]
        slot = self.desk.met.get((contest.id, place), 0)
        self.desk.met[contest.id, place] = slot + 1
        key = f"{self.phase}/{contest.id}/{where}/{slot}"
        die = face(self.desk.dice.uniform(self.phase, contest.id, where, slot), contest.resolver.faces)
        attackers = tuple(entry.actor for entry in entries if entry.place == place)
        w = Writes(self.layout, self.cells)
        try:
            shift = {actor: shift_of(contest.modifiers, self.cells, self.moment, actor, place) for actor in attackers}
            came = contest.resolver.settle(self.cells, self.moment, w, place, entries, shift, die)
        except FormulaFailed as failure:
            self.failed(key, failure)
            return
        self.logs.append(w)
        self._attacks(contest, place, attackers)
        self.fact("contest", contest, place, attackers, die, shift, came, w)

    def _attacks(self, contest: CompiledContest, place: int, attackers: tuple[int, ...]) -> None:
        """Notes who attacked whom and where, for breach: the defender is whom the mechanic says."""
        defender = getattr(contest.resolver, "defender", None)
        side = None if defender is None else defender(self.cells, place)
        universe = self.game.board.universe
        args = {"place": universe.regions[place], "against": None if side is None else universe.sides[side]}
        self.acts += [Act(universe.actors[actor], contest.id, args) for actor in attackers]

    # ------------------------------------------------------------ the end of the step

    def settle(self) -> Settled:
        """All write logs as one change of each cell; unlike `=` may open questions."""
        if not self.logs:
            return _STILL
        settled = settle(self.layout, self.cells, self.logs)
        if not settled.conflicts:
            return settled
        ruled: dict[int, int | None] = {}
        for cell, values in settled.conflicts:
            name = self.layout.names[cell]
            words = {str(self.layout.outward(cell, value)): value for value in values}
            answer = self.ask(f"{self.phase}/{name}", "conflict", f"what is {name}?", (KEEP, *words), KEEP)
            if answer is not None:
                ruled[cell] = words.get(answer)
        return settle(self.layout, self.cells, self.logs, ruled)

    def apply(self, settled: Settled) -> None:
        """Puts the step's results on the desk."""
        desk = self.desk
        if settled.changes:
            cells = list(self.cells)
            for cell, _, new in settled.changes:
                cells[cell] = new
            desk.cells = tuple(cells)
        if self.facts is not None and desk.facts is not None:
            desk.facts += self.facts
            if settled.changes:
                desk.facts.append(("settled", self.phase, settled.changes))
        if self.acts:
            desk.acts = (*desk.acts, *self.acts)
        if self.signed or self.ended:
            kept = (a for a in desk.agreements if a.id not in self.ended)
            desk.agreements = tuple(sorted((*kept, *self.signed), key=lambda a: a.id))
        if self.proposed:
            desk.proposals = tuple(sorted((*desk.proposals, *self.proposed), key=lambda p: p.id))
        if self.scheduled:
            desk.pending = tuple(sorted((*desk.pending, *self.scheduled), key=_pending_order))


def _pending_order(pending: Pending) -> tuple[Any, ...]:
    args = repr(sorted(pending.args.items()))
    return pending.due, pending.action, pending.later, pending.actor, args, pending.ordered, pending.slot
