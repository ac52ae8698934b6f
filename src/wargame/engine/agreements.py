"""Agreements in resolution: signing, standing effects, breach, and the end of their term.

All of a step's agreements are signed on its start, in canonical order. Clashing ones are not signed, and lapse.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from wargame.engine.plan import numbers
from wargame.engine.proposals import proposal_id, signers, waiting
from wargame.engine.step import Step
from wargame.engine.view_words import Words
from wargame.errors import FormulaFailed
from wargame.model.layout import outward
from wargame.model.state import Proposal, Signed
from wargame.rules.compiled import Moment, Program
from wargame.rules.game import CompiledAgreement

Place = tuple[Any, ...]


def mask(step: Step, parties: Iterable[str]) -> int:
    """Parties as formulas take them: a set of actors."""
    return sum(1 << step.desk.plan.actors[party] for party in parties)


def _terms(step: Step, signed: Signed | Proposal) -> tuple[int, ...]:
    return numbers(step.game, step.desk.plan.terms[signed.kind], signed.terms)


def _key(step: Step, what: str, signed: Signed | Proposal) -> str:
    return f"{step.phase}/{signed.kind}.{what}/{signed.id}/0"


def _place(kind: CompiledAgreement, signed: Signed | Proposal) -> Place:
    """Kind, parties and place terms: two agreements alike in these clash."""
    return kind.id, signed.parties, tuple(signed.terms[kind.terms[i].name] for i in kind.place_terms)


# ---------------------------------------------------------------- signing


def sign(step: Step) -> None:
    """Signs every proposal that all parties accept, ends what they replace, runs standing effects, drops stale ones."""
    desk = step.desk
    complete = [p for p in desk.proposals if not waiting(step.game, step.cells, step.moment, p)]
    places: dict[Place, int] = {}
    for proposal in complete:
        place = _place(step.game.agreements[proposal.kind], proposal)
        places[place] = places.get(place, 0) + 1
    spent: dict[int, int] = {}
    for proposal in complete:
        kind = step.game.agreements[proposal.kind]
        place = _place(kind, proposal)
        in_force = [a for a in desk.agreements if _place(step.game.agreements[a.kind], a) == place]
        if places[place] > 1 or (in_force and kind.id not in kind.definition.replaces):
            step.fact("clashed", proposal, _signing(step, proposal))
            continue
        _sign(step, kind, proposal, spent)
    kept = [p for p in desk.proposals if p not in complete]
    for proposal in kept:
        if proposal.turn < desk.turn:
            step.fact("lapsed", proposal, _signing(step, proposal), "nobody completed it")
    desk.proposals = tuple(p for p in kept if p.turn >= desk.turn)
    for signed in (*desk.agreements, *step.signed):
        if signed.id not in step.ended:
            _run(step, "effects", step.game.agreements[signed.kind].effects, signed)


def _signing(step: Step, proposal: Proposal) -> tuple[str, ...]:
    """Who signs for the parties now: they learn what becomes of it."""
    return signers(step.game, step.cells, step.moment, proposal.kind, proposal.parties)


def _sign(step: Step, kind: CompiledAgreement, proposal: Proposal, spent: dict[int, int]) -> None:
    """Signs one, unless a requirement does not hold on the truth or a payer cannot pay."""
    refused = _refused(step, kind, proposal) or _payments(step, proposal, spent)
    if refused:
        step.fact("lapsed", proposal, _signing(step, proposal), refused)
        return
    turn = step.desk.turn
    life = None
    if kind.life is not None:
        try:
            life = max(1, kind.life.call(step.cells, step.moment, *_terms(step, proposal)))
        except FormulaFailed as failure:
            step.failed(_key(step, "life", proposal), failure)
            return
    until = None if life is None else turn + life - 1
    signed = Signed(f"{proposal.id}.{turn}", kind.id, proposal.parties, proposal.terms, turn, until)
    for other in step.desk.agreements:
        if other.kind in kind.definition.replaces and _overlaps(step, other, signed):
            end(step, other, "replaced")
    step.signed.append(signed)
    step.fact("signed", signed, proposal)
    _run(step, "on_sign", kind.on_sign, signed)


def _overlaps(step: Step, old: Signed, new: Signed) -> bool:
    """Same parties, and the same place terms where both kinds have any."""
    before, after = _place(step.game.agreements[old.kind], old), _place(step.game.agreements[new.kind], new)
    return old.parties == new.parties and (before[2] == after[2] or not before[2] or not after[2])


def _refused(step: Step, kind: CompiledAgreement, proposal: Proposal) -> str:
    """The first requirement that does not hold, in the rule's own words; "" if all do."""
    args = (mask(step, proposal.parties), *_terms(step, proposal))
    try:
        for require in kind.requires:
            if not require.that.call(step.cells, step.moment, *args):
                return Words(step.game).fill(require.say, kind.terms, args[1:])
    except FormulaFailed as failure:
        step.failed(_key(step, "requires", proposal), failure)
        return str(failure)
    return ""


def _payments(step: Step, proposal: Proposal, spent: dict[int, int]) -> str:
    """Reserves the side payments of one agreement and moves them; words if a payer cannot pay."""
    due: dict[int, int] = {}
    for payment in proposal.payments:
        cell = step.layout.cell(payment.stock, step.desk.plan.actors[payment.payer])
        due[cell] = due.get(cell, 0) + payment.amount
    for cell, amount in due.items():
        if spent.get(cell, 0) + amount > step.cells[cell]:
            return "a payer cannot pay"
    for cell, amount in due.items():
        spent[cell] = spent.get(cell, 0) + amount
    if proposal.payments:
        log = step.log()
        for payment in proposal.payments:
            payer, payee = step.desk.plan.actors[payment.payer], step.desk.plan.actors[payment.payee]
            log.move(step.layout.cell(payment.stock, payer), step.layout.cell(payment.stock, payee), payment.amount)
    return ""


def _run(step: Step, what: str, program: Program | None, signed: Signed) -> None:
    if program is not None:
        step.run(_key(step, what, signed), program, (mask(step, signed.parties), *_terms(step, signed)))


# ---------------------------------------------------------------- the end


def end(step: Step, signed: Signed, reason: str) -> None:
    """Ends an agreement at the end of this step; its `on_end` runs within it, once."""
    if signed.id in step.ended:
        return
    step.ended[signed.id] = reason
    step.fact("ended_agreement", signed, reason)
    _run(step, "on_end", step.game.agreements[signed.kind].on_end, signed)


def breaches(step: Step) -> None:
    """The last phase: who broke what, from the acts of the whole turn, and what follows."""
    x = attrs.evolve(step.moment, acts=(*step.desk.acts, *step.acts), cache={})
    for signed in step.desk.agreements:
        kind = step.game.agreements[signed.kind]
        if kind.breach is None:
            continue
        for breaker in signed.parties:
            others = tuple(party for party in signed.parties if party != breaker)
            if _broke(step, x, kind, signed, breaker, others):
                step.fact("breached", signed, breaker)
                if kind.on_breach is not None:
                    args = (step.desk.plan.actors[breaker], mask(step, others), *_terms(step, signed))
                    step.run(_key(step, f"on_breach.{breaker}", signed), kind.on_breach, args)
                if kind.definition.breach_ends:
                    end(step, signed, "breach")


def _broke(
    step: Step, x: Moment, kind: CompiledAgreement, signed: Signed, breaker: str, others: tuple[str, ...]
) -> bool:
    assert kind.breach is not None
    actors, terms = step.desk.plan.actors, _terms(step, signed)
    try:
        return any(kind.breach.call(step.cells, x, actors[breaker], actors[other], *terms) for other in others)
    except FormulaFailed as failure:
        step.failed(_key(step, f"breach.{breaker}", signed), failure)
        return False


def expire(step: Step) -> None:
    """The last phase: agreements whose last turn this is."""
    for signed in step.desk.agreements:
        if signed.until is not None and signed.until <= step.desk.turn:
            end(step, signed, "term")


def finish(step: Step) -> None:
    """What programs of this step asked for beyond cells: agreements ended, and packages laid on the table."""
    for log in tuple(step.logs):
        for kind, *parties in log.ended:
            names = {step.game.board.universe.actors[i] for i in (parties[0] if parties else ())}
            for signed in step.desk.agreements:
                if signed.kind == kind and names <= set(signed.parties):
                    end(step, signed, "act")
    for kind, parties, terms in step.tabled:
        table(step, kind, parties, terms)


def table(step: Step, kind: str, parties: tuple[int, ...], terms: tuple[int, ...]) -> None:
    """Lays a package on the table that nobody has proposed; parties accept it or not."""
    universe = step.game.board.universe
    names = tuple(sorted(universe.actors[i] for i in parties))
    slots = step.desk.plan.terms[kind]
    values = {slot.name: outward(universe, slot.kind, value) for slot, value in zip(slots, terms, strict=True)}
    found = Proposal(proposal_id(kind, names, values, ()), kind, "", names, values, (), step.desk.turn, ())
    if all(found.id != proposal.id for proposal in (*step.desk.proposals, *step.proposed)):
        step.proposed.append(found)
        step.fact("proposed", found, _signing(step, found))
