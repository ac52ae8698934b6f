"""What a bot proposes, signs, refuses and counters: it obeys its positions, and asks for money or terms where short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from wargame.bots.options import Desk
from wargame.engine.believed import plays
from wargame.engine.orders import refusal_of
from wargame.engine.plan import numbers, plan
from wargame.engine.positions import margin
from wargame.engine.proposals import proposal_id, signer
from wargame.errors import FormulaFailed
from wargame.model.commands import Accept, Command, Payment, Propose, Refuse, Value
from wargame.model.layout import MILLION, outward
from wargame.model.state import Proposal, State
from wargame.rules.game import CompiledAgreement, CompiledOffer, ParamSlot

BRIDGED = MILLION
"""The shortfall of margin that money can bridge (one point)."""
PACKAGES = 512
"""Packages of terms that a bot thinks through for a counter."""


def answers(desk: Desk, believed: State, team: str) -> tuple[Command, ...]:
    """An answer for each own actor that has yet to sign something that this team sees."""
    found: list[Command] = []
    for proposal in believed.stage.proposals:
        waiting = {signer(desk.game, desk.cells, desk.moment, proposal.kind, party) for party in proposal.parties}
        for actor in sorted(one for one in waiting if one is not None):
            if plays(desk.game, team, actor) and actor not in proposal.accepted:
                found.append(_answer(desk, believed, team, actor, proposal))
    return tuple(found)


def _answer(desk: Desk, believed: State, team: str, actor: str, proposal: Proposal) -> Command:
    worth = _margin(desk, actor, proposal.kind, proposal.terms, proposal.payments)
    if worth is None:
        return Refuse(team, actor, proposal.id, "")
    if worth >= 0:
        return Accept(team, actor, proposal.id)
    return _counter(desk, believed, team, actor, proposal, worth) or Refuse(team, actor, proposal.id, "")


def _margin(
    desk: Desk, actor: str, kind: str, terms: Mapping[str, Value], payments: tuple[Payment, ...] = ()
) -> int | None:
    """What a package is worth above the least, in millionths; None without a position or a value."""
    index = plan(desk.game).actors[actor]
    try:
        found = margin(desk.game, desk.cells, desk.moment, index, kind, terms, payments)
    except (FormulaFailed, KeyError, ValueError):
        return None
    return None if found is None else found[2]


def _counter(desk: Desk, believed: State, team: str, actor: str, proposal: Proposal, worth: int) -> Propose | None:
    """The same package with money from its proposer, or else the nearest package that we can sign."""
    on_table = {one.id for one in believed.stage.proposals}
    kind = desk.game.agreements[proposal.kind]
    for terms, payments in _packages(desk, actor, proposal, worth):
        name = proposal_id(proposal.kind, proposal.parties, terms, payments)
        if name not in on_table and _allowed(desk, kind, actor, proposal.parties, terms):
            return Propose(team, actor, proposal.kind, proposal.parties, terms, payments, "", proposal.id)
    return None


def _packages(
    desk: Desk, actor: str, proposal: Proposal, worth: int
) -> Iterator[tuple[Mapping[str, Value], tuple[Payment, ...]]]:
    """Packages that we could sign, the nearest first: money before other terms.

    To what is itself a counter we add money alone, each of us once: so haggling comes to an end.
    """
    for payer in _payers(desk, actor, proposal) if worth >= -BRIDGED else ():
        for stock in plan(desk.game).stocks:
            payments = _bridge(desk, actor, payer, stock, proposal)
            if payments:
                yield proposal.terms, payments
    if proposal.counters:
        return
    slots = desk.game.agreements[proposal.kind].terms
    ranked: list[tuple[int, int, int, Mapping[str, Value]]] = []
    for terms in islice(_all_terms(desk, slots, proposal.terms), PACKAGES):
        mine = _margin(desk, actor, proposal.kind, terms, proposal.payments)
        if mine is not None and mine >= 0:
            changed = sum(terms[slot.name] != proposal.terms[slot.name] for slot in slots)
            ranked.append((changed, mine, len(ranked), terms))
    for entry in sorted(ranked, key=lambda entry: entry[:3]):
        yield entry[3], proposal.payments


def _payers(desk: Desk, actor: str, proposal: Proposal) -> list[str]:
    """Who might pay us: the proposer; for a package that nobody proposed, the other parties, richest first."""
    if actor not in proposal.parties or any(payment.payee == actor for payment in proposal.payments):
        return []
    others = [party for party in proposal.parties if party != actor]
    if proposal.actor in others and not proposal.counters:
        return [proposal.actor]
    stocks, layout, actors = plan(desk.game).stocks, desk.game.board.layout, plan(desk.game).actors
    if not stocks:
        return []
    return sorted(others, key=lambda party: (-desk.cells[layout.cell(stocks[0], actors[party])], party))


def _bridge(desk: Desk, actor: str, payer: str, stock: str, proposal: Proposal) -> tuple[Payment, ...]:
    """The least payment that lifts our margin to 0 and that the payer can make as we believe; () if there is none."""
    layout, actors = desk.game.board.layout, plan(desk.game).actors
    column = layout.columns[stock]
    purse = desk.cells[layout.cell(stock, actors[payer])] if len(column.over) == 1 else 0
    unit = MILLION if column.kind.base == "dec" else 1
    for n in range(1, 13):
        payments = (*proposal.payments, Payment(payer, actor, stock, n * unit))
        if n * unit > purse:
            return ()
        worth = _margin(desk, actor, proposal.kind, proposal.terms, payments)
        if worth is not None and worth >= 0:
            return tuple(sorted(payments, key=lambda p: (p.payer, p.payee, p.stock, p.amount)))
    return ()


def _all_terms(desk: Desk, slots: tuple[ParamSlot, ...], given: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Every package of terms; a term that is a set of places stays as it was proposed."""
    universe = desk.game.board.universe
    choices = [
        [given[slot.name]] if slot.kind.many else [outward(universe, slot.kind, value) for value in slot.values]
        for slot in slots
    ]
    for values in product(*choices):
        yield {slot.name: value for slot, value in zip(slots, values, strict=True)}


# ---------------------------------------------------------------- own proposals


def offers(desk: Desk, believed: State, team: str) -> tuple[Command, ...]:
    """The proposals that the doctrine of an own actor wants on the table now, and that the actor itself would sign."""
    found: list[Command] = []
    for actor in desk.game.teams[team].actors:
        doctrine = desk.game.doctrine.get(actor)
        for offer in doctrine.offers if doctrine else ():
            command = _offer(desk, believed, team, actor, offer)
            if command is not None:
                found.append(command)
    return tuple(found)


def _offer(desk: Desk, believed: State, team: str, actor: int, offer: CompiledOffer) -> Propose | None:
    universe, kind = desk.game.board.universe, desk.game.agreements[offer.kind]
    name, parties = universe.actors[actor], tuple(sorted(universe.actors[i] for i in offer.parties))
    terms = {slot.name: outward(universe, slot.kind, offer.terms[slot.name]) for slot in kind.terms}
    stage = believed.stage
    there = {(p.kind, p.parties) for p in stage.proposals} | {(a.kind, a.parties) for a in stage.agreements}
    if (offer.kind, parties) in there:
        return None
    if not _wanted(desk, actor, offer) or not _allowed(desk, kind, name, parties, terms):
        return None
    worth = _margin(desk, name, offer.kind, terms)
    return None if worth is not None and worth < 0 else Propose(team, name, offer.kind, parties, terms)


def _wanted(desk: Desk, actor: int, offer: CompiledOffer) -> bool:
    try:
        if offer.when is not None and not offer.when.call(desk.cells, desk.moment, actor):
            return False
        return offer.weight.call(desk.cells, desk.moment, actor) > 0
    except FormulaFailed:
        return False


def _allowed(
    desk: Desk, kind: CompiledAgreement, actor: str, parties: Sequence[str], terms: Mapping[str, Value]
) -> bool:
    """Whether the rules let an actor table a package, as we believe."""
    s, x, actors = desk.cells, desk.moment, plan(desk.game).actors
    try:
        if not kind.proposer.call(s, x, actors[actor]) or not all(kind.who.call(s, x, actors[p]) for p in parties):
            return False
    except FormulaFailed:
        return False
    circle = sum(1 << actors[party] for party in parties)
    args = (circle, *numbers(desk.game, plan(desk.game).terms[kind.id], terms))
    return refusal_of(kind.requires, s, x, args, lenient=True) is None
