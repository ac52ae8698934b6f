"""Asking what an order would do on one team's beliefs: refusals, price, odds with their range.

A modifier is *open* if an earlier phase may change what it reads, or if it reads a cell that the team does not see.
Low takes every open modifier at its worst, high at its best; nothing searches over others' orders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from wargame.engine.orders import price
from wargame.engine.plan import numbers, plan
from wargame.engine.view_words import Words
from wargame.errors import FormulaFailed
from wargame.model.commands import Order
from wargame.model.events import ALL
from wargame.model.quote import Working
from wargame.model.state import SEEN, Known
from wargame.model.view import Refusal
from wargame.rules.compiled import Expression, Moment, Program
from wargame.rules.formulas.builtins import stage_queries
from wargame.rules.game import CompiledAction, CompiledModifier, CompiledRequire, CompiledRoll, Game

SIGNED = frozenset({"has_agreement", "party", "in_force"})
"""Queries that ask what is signed, and nothing else of the stage."""
NAME = re.compile(r"[a-z_]\w*")
UNSAID = "cannot say"


@attrs.frozen
class Range:
    """Odds as believed, and their range; `odds` None with low 0 and high `unit`: nothing can be said."""

    odds: int | None
    low: int
    high: int
    unit: int
    working: tuple[Working, ...]
    hangs: tuple[str, ...]


@attrs.frozen
class Asked:
    """An order ready to be asked about: its action, and (actor, *parameters) as formulas take them."""

    order: Order
    action: CompiledAction
    args: tuple[int, ...]


def read_order(game: Game, order: Order) -> Asked | Refusal:
    """An order's numbers, or why it is no order of this game."""
    planned = plan(game).actions.get(order.action)
    actor = plan(game).actors.get(order.actor)
    if planned is None:
        return Refusal("unknown", f"There is no action called {order.action}.")
    if actor is None:
        return Refusal("unknown", f"There is no actor called {order.actor}.")
    if set(order.args) != set(planned.names):
        return Refusal("unknown", f"{planned.action.definition.title} needs {', '.join(planned.names) or 'nothing'}.")
    try:
        return Asked(order, planned.action, (actor, *numbers(game, planned.slots, order.args)))
    except (KeyError, ValueError, TypeError):
        return Refusal("unknown", f"{planned.action.definition.title}: a value that does not fit.")


@attrs.define
class Desk:
    """One team's beliefs while it asks: its actors, what it sees, cells (a tuple), and the moment."""

    game: Game
    words: Words
    actors: frozenset[int]
    known: Known
    cells: tuple[int, ...]
    moment: Moment

    def changed(self, cells: tuple[int, ...], acts: Iterable[Any] = ()) -> Desk:
        """The same beliefs after something was done."""
        moment = attrs.evolve(self.moment, acts=(*self.moment.acts, *acts), cache={})
        return Desk(self.game, self.words, self.actors, self.known, cells, moment)

    # ------------------------------------------------------------ legality and price

    def refusals(self, action: CompiledAction, args: tuple[int, ...]) -> tuple[Refusal, ...]:
        """Every rule that refuses an order on these beliefs, in words."""
        if not self.may(action, args):
            return (Refusal("who", f"{self.words.actor(args[0])} cannot do this now."),)
        return tuple(self.said(action, args, require) for require in self.failing(action, args))

    def may(self, action: CompiledAction, args: tuple[int, ...]) -> bool:
        """Whether the action is this actor's at all."""
        return self._holds(action.who, args)

    def failing(self, action: CompiledAction, args: tuple[int, ...]) -> Iterator[CompiledRequire]:
        """The requirements that do not hold on these beliefs. One that has no value counts as met."""
        return (require for require in action.requires if not self._holds(require.that, args))

    def said(self, action: CompiledAction, args: tuple[int, ...], require: CompiledRequire) -> Refusal:
        """A failing requirement in words."""
        return Refusal(require.id, self.words.fill(require.say, action.params, args[1:], args[0]))

    def warnings(self, action: CompiledAction, args: tuple[int, ...]) -> tuple[str, ...]:
        """The rule's own warnings that apply."""
        return tuple(
            self.words.fill(warn.say, action.params, args[1:], args[0])
            for warn in action.warns
            if not self._holds(warn.that, args)
        )

    def _holds(self, formula: Expression, args: tuple[int, ...]) -> bool:
        try:
            return bool(formula.call(self.cells, self.moment, *args))
        except FormulaFailed:
            return True

    def price(self, action: CompiledAction, args: tuple[int, ...]) -> dict[str, int]:
        """Stock -> cell units; nothing where the price has no value on these beliefs."""
        try:
            return price(self.game, action, self.cells, self.moment, args)
        except FormulaFailed:
            return {}

    # ------------------------------------------------------------ odds

    def odds(self, action: CompiledAction, roll: CompiledRoll, args: tuple[int, ...]) -> Range | None:
        """Odds of one roll with their range and working; None if it is sure."""
        if roll.odds is None:
            return None
        unit = roll.odds.unit
        try:
            base = roll.odds.base.call(self.cells, self.moment, *args)
        except FormulaFailed:
            return Range(None, 0, unit, unit, (), (f"base: {UNSAID}",))
        working, hangs = [Working("Base", base)], []
        reason = self.open_reason(action.phase, roll.odds.base, args)
        if reason:
            hangs.append(f"base: {reason}")
        total, low, high = base, base, base
        for modifier in roll.odds.modifiers:
            holds, points, why = self._modifier(action, modifier, args)
            say = self.words.fill(modifier.say, action.params, args[1:], args[0])
            if holds:
                total += points
                working.append(Working(say, points, bool(why)))
            if why:
                hangs.append(f"{say} ({points:+d}): {why}")
                low, high = low + min(points, 0), high + max(points, 0)
            elif holds:
                low, high = low + points, high + points
        odds, low, high = (min(max(n, 0), unit) for n in (total, low, high))
        return Range(odds, low, high, unit, tuple(working), tuple(hangs))

    def _modifier(
        self, action: CompiledAction, modifier: CompiledModifier, args: tuple[int, ...]
    ) -> tuple[bool, int, str]:
        """(holds as believed, points, why it is open or "")."""
        try:
            points = modifier.add.call(self.cells, self.moment, *args)
        except FormulaFailed:
            return False, 0, UNSAID
        why = self.open_reason(action.phase, modifier.add, args)
        if modifier.when is None:
            return True, points, why
        why = self.open_reason(action.phase, modifier.when, args) or why
        try:
            return bool(modifier.when.call(self.cells, self.moment, *args)), points, why
        except FormulaFailed:
            return False, points, UNSAID

    def open_reason(self, phase: int, formula: Expression, args: tuple[int, ...]) -> str:
        """Why a formula's value may differ when the phase comes, "" if it cannot."""
        tables = openness(self.game)
        earlier = sorted(formula.reads & tables.written[phase])
        if earlier:
            return f"{', '.join(self.words.variable(name) for name in earlier)} may change before"
        if phase > 0 and tables.asks_stage(formula):
            return "what is signed and done may change before"
        cells = sorted(formula.footprint(self.moment, *args))
        if any(self._charged(cell) for cell in cells):
            return "others pay for their orders before"
        unseen = [cell for cell in cells if self.known.status[cell] != SEEN]
        if unseen:
            named = dict.fromkeys(self.words.cell(cell) for cell in unseen[:2])
            more = f" and {len(unseen) - 2} more" if len(unseen) > 2 else ""
            return f"not in sight: {', '.join(named)}{more}"
        return ""

    def _charged(self, cell: int) -> bool:
        """Whether others' orders may lower a stock before the first phase."""
        layout = self.game.board.layout
        return layout.column_of[cell].stock and layout.members_of(cell)[0] not in self.actors


# ---------------------------------------------------------------- what may change before a phase


@attrs.frozen
class Openness:
    """What a formula's value may hang on besides the cells that its team sees.

    Attributes:
        written: for each phase the variables that something may write before it.
        staged: names that ask the stage (queries, and computed variables that use them) -> whether what they ask may
            be secret: what is under way and done always, what is signed if some kind of agreement is.
    """

    written: tuple[frozenset[str], ...]
    staged: Mapping[str, bool]

    def asks_stage(self, formula: Expression) -> bool:
        """Whether a formula asks what is signed, under way or done."""
        return any(name in self.staged for name in NAME.findall(formula.text))

    def asks_secrets(self, formula: Expression) -> bool:
        """Whether it asks a part of the stage that some team may not know."""
        return any(self.staged.get(name, False) for name in NAME.findall(formula.text))


def openness(game: Game) -> Openness:
    """The game's table, made at the first question."""
    found: Openness | None = game.derived.get("openness")
    if found is None:
        found = game.derived["openness"] = Openness(_written(game), _staged(game))
    return found


def _programs(game: Game) -> Iterator[tuple[int, Program | None]]:
    """Every program that can run, with its phase."""
    for action in game.actions.values():
        yield from ((action.phase, one.program) for roll in action.rolls for one in roll.outcomes)
        yield from ((action.phase, late.program) for late in action.later)
    yield from ((rule.phase, rule.program) for rule in game.rules.values())
    signing = plan(game).signing
    for kind in game.agreements.values():
        yield from ((signing, program) for program in (kind.on_sign, kind.effects, kind.on_end))
    yield from ((0, choice.program) for inject in game.injects.values() for choice in inject.choices)


def _written(game: Game) -> tuple[frozenset[str], ...]:
    writes: list[set[str]] = [set() for _ in game.phases]
    for phase, program in _programs(game):
        if program is not None:
            writes[phase] |= program.writes | program.moves
    for contest in game.contests.values():
        writes[contest.phase] |= set(contest.resolver.writes)
    written, before = [], frozenset[str]()
    for found in writes:
        written.append(before)
        before |= found
    return tuple(written)


def _staged(game: Game) -> dict[str, bool]:
    """Queries that read the stage, and the computed variables that hang on them, directly or through one another."""
    secret_kinds = any(kind.definition.visible != ALL for kind in game.agreements.values())
    found = {name: secret_kinds or name not in SIGNED for name in stage_queries(game.board)}
    for query in game.queries.values():
        if not query.reads or any(kind.base in ("agreement", "action") for kind in query.params):
            found[query.name] = True
    before = 0
    while len(found) > before:
        before = len(found)
        for name, formula in game.computed.items():
            named = [found[word] for word in NAME.findall(formula.text) if word in found]
            if named:
                found[name] = any(named)
    return found
