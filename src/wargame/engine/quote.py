"""Quotes: "what if we ordered this?", on what the team knows (machine, section 5).

Drafts are taken phase by phase; the team's own sure orders are settled before the next phase, so "march, then attack"
is quoted right. Own chancy orders and others' are only named in what the odds hang on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from wargame.engine.believed import moment, own_stage
from wargame.engine.quote_desk import Asked, Desk, Range, read_order
from wargame.engine.quote_fronts import Fronts, fronts
from wargame.engine.quote_outcomes import ContestQuote, fight, outcomes, run, settled
from wargame.engine.quote_warnings import Wish, breaks, clashes
from wargame.engine.view_words import Words
from wargame.model.commands import Order
from wargame.model.quote import OrderQuote, OutcomeQuote, Quote
from wargame.model.state import Act, State
from wargame.model.view import Refusal
from wargame.rules.game import CompiledAction, Game
from wargame.rules.registry import Entry
from wargame.rules.writes import Writes

Left = dict[str, dict[str, int]]
"""Actor -> stock -> cell units left."""


def desk_of(game: Game, state: State, team: str) -> Desk:
    """A team's beliefs, ready to be asked. Raises KeyError for an unknown team."""
    known = state.known[team]
    stage = own_stage(game, state.stage, team, known.values)
    return Desk(game, Words(game), frozenset(game.teams[team].actors), known, known.values, moment(stage))


def quote(game: Game, state: State, team: str, orders: Sequence[Order]) -> Quote:
    """What each of a team's drafts would cost and do, in the order asked. Reads nothing but `known[team]` and the
    team's own stage; changes nothing. A draft that cannot be read is refused with its reason, never an exception.
    """
    desk = desk_of(game, state, team)
    drafts = [_Draft.read(game, team, order) for order in orders]
    left = _reserve(desk, drafts)
    desk = _charged(desk, drafts)
    found: dict[int, OrderQuote] = {}
    for phase in sorted({draft.asked.action.phase for draft in drafts if draft.asked}):
        before = fronts(desk)
        here = [(i, d) for i, d in enumerate(drafts) if d.asked is not None and d.asked.action.phase == phase]
        entries = _entries(desk, [draft for _, draft in here])
        for i, draft in here:
            found[i] = _one(desk, before, draft, drafts, entries, left)
        desk = _after(desk, [draft for _, draft in here])
    quotes = tuple(found.get(i) or _unreadable(draft) for i, draft in enumerate(drafts))
    return Quote(orders=tuple(_warned(desk, q, d, drafts) for q, d in zip(quotes, drafts, strict=True)), left=left)


# ---------------------------------------------------------------- drafts: slots, limits, money


@attrs.define
class _Draft:
    """A draft on its way: as asked (None if unreadable), what refuses it so far, its price, what its best outcome
    asks for, and the cells that it asks it of.
    """

    order: Order
    asked: Asked | None
    refusals: list[Refusal]
    cost: dict[str, int] = attrs.field(factory=dict)
    wish: Wish | None = None

    @staticmethod
    def read(game: Game, team: str, order: Order) -> _Draft:
        asked = read_order(game, order)
        if isinstance(asked, Refusal):
            return _Draft(order, None, [asked])
        if game.team_of[asked.args[0]] != team:
            return _Draft(order, None, [Refusal("who", "We do not play this actor.")])
        return _Draft(order, asked, [])


def _reserve(desk: Desk, drafts: Iterable[_Draft]) -> Left:
    """Prices every draft in the order asked, notes who has no slot, limit or money left; returns what is left."""
    left: Left = {}
    actors = desk.game.board.universe.actors
    for actor in sorted(desk.actors):
        left[actors[actor]] = {stock: desk.cells[desk.game.board.layout.cell(stock, actor)] for stock in _stocks(desk)}
    slots: dict[int, int] = {}
    used: dict[tuple[int, str], int] = {}
    for draft in drafts:
        if draft.asked is None:
            continue
        action, args = draft.asked.action, draft.asked.args
        draft.refusals += desk.refusals(action, args)
        draft.cost = desk.price(action, args)
        taken = slots.get(args[0], 0) + action.definition.slots
        times = used.get((args[0], action.id), 0) + 1
        draft.refusals += _counts(desk, action, args[0], taken, times)
        purse = left[actors[args[0]]]
        lacking = {stock: n for stock, n in draft.cost.items() if n > purse.get(stock, 0)}
        if lacking:
            say = f"{desk.words.actor(args[0])} cannot pay {desk.words.price(lacking)}."
            draft.refusals.append(Refusal("money", say))
        if not draft.refusals:
            slots[args[0]], used[args[0], action.id] = taken, times
            for stock, n in draft.cost.items():
                purse[stock] -= n
    return left


def _stocks(desk: Desk) -> list[str]:
    columns = desk.game.board.layout.columns.values()
    return [column.id for column in columns if column.stock and column.shape == (len(desk.game.team_of),)]


def _counts(desk: Desk, action: CompiledAction, actor: int, slots: int, used: int) -> list[Refusal]:
    """Refusals by the number of orders a turn."""
    found = []
    name = desk.game.board.universe.actors[actor]
    most = desk.game.board.definition.actors[name].orders
    if slots > most and action.definition.slots:
        found.append(Refusal("slots", f"{desk.words.actor(actor)} has {most} orders a turn."))
    if action.definition.limit is not None and used > action.definition.limit:
        times = "once" if action.definition.limit == 1 else f"{action.definition.limit} times"
        found.append(Refusal("limit", f"{action.definition.title}: at most {times} a turn."))
    return found


def _charged(desk: Desk, drafts: Iterable[_Draft]) -> Desk:
    """The beliefs once Orders have closed: every draft that can be sealed is paid."""
    cells = list(desk.cells)
    for draft in drafts:
        if draft.asked is not None and not draft.refusals:
            for stock, n in draft.cost.items():
                cells[desk.game.board.layout.cell(stock, draft.asked.args[0])] -= n
    return desk.changed(tuple(cells))


# ---------------------------------------------------------------- phase by phase


def _sure(draft: _Draft) -> bool:
    """An order that will do one thing and nothing else, as far as its team can know."""
    return (
        draft.asked is not None
        and not draft.refusals
        and all(roll.odds is None for roll in draft.asked.action.rolls)
        and not draft.order.condition
    )


def _entries(desk: Desk, drafts: Iterable[_Draft]) -> dict[str, tuple[Entry, ...]]:
    """Contest -> the team's own entries of one phase."""
    found: dict[str, set[tuple[int, int]]] = {}
    for draft in drafts:
        if draft.asked is None or not _sure(draft):
            continue
        for roll in draft.asked.action.rolls:
            w = run(desk, roll.outcomes[0].program, draft.asked.args)
            for contest, place in w.enters if w is not None else ():
                found.setdefault(contest, set()).add((place, draft.asked.args[0]))
    return {name: tuple(Entry(actor, place) for place, actor in sorted(pairs)) for name, pairs in found.items()}


def _after(desk: Desk, drafts: Iterable[_Draft]) -> Desk:
    """The beliefs after a phase: its sure orders settled together; what is left to dice does not happen here."""
    logs: list[Writes] = []
    acts: list[Act] = []
    for draft in drafts:
        if draft.asked is None or not _sure(draft):
            continue
        for roll in draft.asked.action.rolls:
            w = run(desk, roll.outcomes[0].program, draft.asked.args)
            if w is not None:
                logs.append(w)
        acts.append(Act(draft.order.actor, draft.order.action, draft.order.args))
    after, _ = settled(desk, logs)
    return after.changed(after.cells, acts)


def _one(
    desk: Desk,
    before: Fronts,
    draft: _Draft,
    drafts: Sequence[_Draft],
    entries: Mapping[str, tuple[Entry, ...]],
    left: Left,
) -> OrderQuote:
    """One readable draft, on the beliefs as its phase begins."""
    assert draft.asked is not None
    action, args = draft.asked.action, draft.asked.args
    main = action.rolls[0]
    range_ = desk.odds(action, main, args)
    wish = run(desk, main.outcomes[0].program, args)
    draft.wish = Wish(draft.asked, wish, desk.cells) if wish is not None else None
    results = outcomes(desk, before, draft.asked, main, None if range_ is None else range_.odds)
    fought = _fought(desk, before, draft.asked, entries) if range_ is None else None
    hangs = [*_own_chances(desk, draft, drafts), *(range_.hangs if range_ else ())]
    if fought is not None:
        results = list(fought.outcomes)
        hangs.append("whoever else attacks there, and what the defenders do before")
    later = [desk.words.fill(one.text, action.params, args[1:], args[0]) for one in action.later if one.text]
    return OrderQuote(
        order=draft.order,
        title=desk.words.order(action.id, args[1:]),
        refusals=tuple(draft.refusals),
        warnings=(*desk.warnings(action, args), *breaks(desk, draft.asked)),
        cost=draft.cost,
        left=dict(left[draft.order.actor]),
        odds=fought.good if fought else range_.odds if range_ else None,
        low=range_.low if range_ else None,
        high=range_.high if range_ else None,
        per_mille=bool(range_ and range_.unit == 1000),
        working=fought.working if fought else range_.working if range_ else (),
        hangs=tuple(dict.fromkeys(hangs)),
        outcomes=(*results, *_also(desk, before, draft.asked)),
        later=tuple(later),
        faces=fought.faces if fought else (),
    )


def _also(desk: Desk, before: Fronts, asked: Asked) -> list[OutcomeQuote]:
    """Outcomes of an action's second, independent rolls; their ids are "roll.outcome"."""
    found = []
    for roll in asked.action.rolls[1:]:
        range_: Range | None = desk.odds(asked.action, roll, asked.args)
        for one in outcomes(desk, before, asked, roll, range_.odds if range_ else None):
            chance = one.chance if range_ is None or range_.unit == 100 else (one.chance + 5) // 10
            found.append(attrs.evolve(one, id=f"{roll.id}.{one.id}", chance=chance))
    return found


def _fought(desk: Desk, before: Fronts, asked: Asked, entries: Mapping[str, tuple[Entry, ...]]) -> ContestQuote | None:
    """The contest that a sure order enters, with the team's other entries of the phase; None if it enters none."""
    w = run(desk, asked.action.rolls[0].outcomes[0].program, asked.args)
    if w is None:
        return None
    for name, place in w.enters:
        mine = {(entry.place, entry.actor) for entry in entries.get(name, ())} | {(place, asked.args[0])}
        all_entries = tuple(Entry(actor, where) for where, actor in sorted(mine))
        return fight(desk, before, desk.game.contests[name], place, asked.args[0], all_entries)
    return None


def _own_chances(desk: Desk, draft: _Draft, drafts: Sequence[_Draft]) -> list[str]:
    """Own orders of earlier phases that are left to dice and write what this one reads."""
    assert draft.asked is not None
    reads: set[str] = set()
    for roll in draft.asked.action.rolls:
        if roll.odds is not None:
            for modifier in roll.odds.modifiers:
                reads |= modifier.add.reads | (modifier.when.reads if modifier.when else frozenset())
            reads |= roll.odds.base.reads
    found = []
    for other in drafts:
        if other.asked is None or other.refusals or _sure(other):
            continue
        if other.asked.action.phase >= draft.asked.action.phase:
            continue
        programs = [one.program for roll in other.asked.action.rolls for one in roll.outcomes if one.program]
        if any((program.writes | program.moves) & reads for program in programs):
            found.append(f"our own {desk.words.order(other.asked.action.id, other.asked.args[1:])}")
    return found


# ---------------------------------------------------------------- the rest


def _warned(desk: Desk, found: OrderQuote, draft: _Draft, drafts: Sequence[_Draft]) -> OrderQuote:
    """Adds what a draft has against the team's other drafts."""
    if draft.wish is None:
        return found
    more = clashes(desk, draft.wish, [other.wish for other in drafts if other is not draft and other.wish is not None])
    return attrs.evolve(found, warnings=(*found.warnings, *more)) if more else found


def _unreadable(draft: _Draft) -> OrderQuote:
    """The quote of a draft that is no order: its refusals alone."""
    return OrderQuote(
        order=draft.order,
        title=draft.order.action,
        refusals=tuple(draft.refusals),
        warnings=(),
        cost={},
        left={},
        odds=None,
        low=None,
        high=None,
        per_mille=False,
        working=(),
        hangs=(),
        outcomes=(),
        later=(),
    )
