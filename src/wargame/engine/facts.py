"""From inner facts to the fields of events: names for numbers, one function a type. Who may know what: `split`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.engine.orders import Job, Rolled, shown
from wargame.engine.step import Fact
from wargame.model.plain import plain_order, plain_payment, plain_proposal, plain_sealed
from wargame.model.state import Pending, Proposal, Sealed, Signed
from wargame.rules.game import (
    CompiledChoice,
    CompiledContest,
    CompiledInject,
    CompiledLater,
    CompiledRoll,
    CompiledRule,
    Game,
)
from wargame.rules.registry import Settlement
from wargame.rules.writes import Writes

Fields = dict[str, Any]


def fields(game: Game, fact: Fact) -> tuple[str, Fields]:
    """Type and fields of one fact."""
    kind = fact[0]
    if kind == "plain":
        return fact[1], fact[2]
    return kind, _WRITERS[kind](game, *fact[1:])


def type_of(fact: Fact) -> str:
    """The type of the event that a fact becomes."""
    kind: str = fact[1] if fact[0] == "plain" else fact[0]
    return kind


def asked_for(game: Game, w: Writes) -> Fields:
    """A write log with names: what a program asked for, raw."""
    layout = game.board.layout
    names, outward = layout.names, layout.outward
    found: Fields = {
        "sets": {names[cell]: outward(cell, w.sets[cell]) for cell in sorted(w.sets)} if w.sets else {},
        "adds": {names[cell]: w.adds[cell] for cell in sorted(w.adds)} if w.adds else {},
        "moves": [[names[source], names[target], n] for source, target, n in w.moves] if w.moves else [],
    }
    if w.enters:
        found["enters"] = [[contest, game.board.universe.regions[place]] for contest, place in sorted(w.enters)]
    return found


def _order(job: Job) -> Fields:
    order = job.sealed.order
    return {"action": order.action, "actor": order.actor, "args": dict(order.args), "slot": job.slot}


def _resolved(game: Game, phase: str, job: Job, roll: CompiledRoll, rolled: Rolled, w: Writes) -> Fields:
    outcome = roll.outcomes[rolled.outcome]
    unit = roll.odds.unit if roll.odds else 100
    order = job.sealed.order
    return {
        "phase": phase,
        **_order(job),
        "also": roll.id,
        "outcome": outcome.id,
        "title": outcome.title,
        "text": outcome.text,
        "roll": shown(rolled, unit),
        "odds": rolled.odds,
        "per_mille": unit == 1000,
        "working": [[line.say, line.points] for line in rolled.working],
        "paid": {} if roll.id else dict(job.sealed.paid),
        "why": order.why,
        "expect": order.expect,
        **asked_for(game, w),
    }


def _failed(game: Game, phase: str, job: Job, refused: tuple[str, str], back: Fields) -> Fields:
    return {"phase": phase, **_order(job), "rule": refused[0], "say": refused[1], "refund": back}


def _held(game: Game, phase: str, job: Job) -> Fields:
    return {"phase": phase, **_order(job), "condition": job.sealed.order.condition}


def _contest(
    game: Game,
    phase: str,
    contest: CompiledContest,
    place: int,
    attackers: tuple[int, ...],
    die: int,
    shift: Mapping[int, int],
    came: Settlement,
    w: Writes,
) -> Fields:
    universe = game.board.universe
    return {
        "phase": phase,
        "contest": contest.id,
        "place": universe.regions[place],
        "attackers": [universe.actors[actor] for actor in attackers],
        "die": die,
        "faces": contest.resolver.faces,
        "result": came.result,
        "title": came.title,
        "tone": came.tone,
        "holder": None if came.holder is None else universe.sides[came.holder],
        "work": came.work,
        "shift": {universe.actors[actor]: n for actor, n in shift.items()},
        **asked_for(game, w),
    }


def _rule(
    game: Game,
    phase: str,
    rule: CompiledRule,
    member: str,
    odds: int | None,
    roll: int | None,
    happens: bool,
    w: Writes,
) -> Fields:
    return {
        "phase": phase,
        "rule": rule.id,
        "title": rule.definition.title,
        "text": rule.definition.text,
        "member": member,
        "odds": odds,
        "roll": roll,
        "per_mille": rule.unit == 1000,
        "outcome": happens,
        **asked_for(game, w),
    }


def _later(pending: Pending) -> Fields:
    return {
        "action": pending.action,
        "later": pending.later,
        "actor": pending.actor,
        "args": dict(pending.args),
        "slot": pending.slot,
        "ordered": pending.ordered,
        "due": pending.due,
    }


def _scheduled(game: Game, phase: str, pending: Pending) -> Fields:
    return {"phase": phase, **_later(pending)}


def _due(game: Game, phase: str, pending: Pending, later: CompiledLater, w: Writes) -> Fields:
    return {"phase": phase, **_later(pending), "text": later.text, **asked_for(game, w)}


def _package(agreement: Proposal | Signed) -> Fields:
    return {
        "id": agreement.id,
        "kind": agreement.kind,
        "parties": list(agreement.parties),
        "terms": dict(agreement.terms),
    }


def _proposed(game: Game, phase: str, proposal: Proposal, signing: tuple[str, ...]) -> Fields:
    return {"phase": phase, **plain_proposal(proposal), "signers": list(signing)}


def _signed(game: Game, phase: str, signed: Signed, proposal: Proposal) -> Fields:
    return {
        "phase": phase,
        **_package(signed),
        "payments": [plain_payment(payment) for payment in proposal.payments],
        "since": signed.since,
        "until": signed.until,
        "proposal": proposal.id,
        "signers": list(proposal.accepted),
    }


def _clashed(game: Game, phase: str, proposal: Proposal, signing: tuple[str, ...]) -> Fields:
    return _lapsed(game, phase, proposal, signing, "it clashes with another agreement")


def _lapsed(game: Game, phase: str, proposal: Proposal, signing: tuple[str, ...], reason: str) -> Fields:
    return {"phase": phase, **_package(proposal), "actor": proposal.actor, "signers": list(signing), "reason": reason}


def _ended_agreement(game: Game, phase: str, signed: Signed, reason: str) -> Fields:
    return {"phase": phase, **_package(signed), "reason": reason}


def _breached(game: Game, phase: str, signed: Signed, breaker: str) -> Fields:
    return {"phase": phase, **_package(signed), "breaker": breaker}


def _fired(game: Game, phase: str, inject: CompiledInject, by: str, w: Writes) -> Fields:
    words = {"title": inject.definition.title, "text": inject.definition.text}
    return {"phase": phase, "inject": inject.id, **words, "reason": by, **asked_for(game, w)}


def _drawn(game: Game, phase: str, inject: CompiledInject, odds: int, roll: int, happens: bool) -> Fields:
    return {"phase": phase, "inject": inject.id, "odds": odds, "roll": roll, "outcome": happens}


def _chosen(
    game: Game, phase: str, inject: CompiledInject, choice: CompiledChoice, defaulted: bool, w: Writes
) -> Fields:
    return {
        "phase": phase,
        "inject": inject.id,
        "title": inject.definition.title,
        "choice": choice.id,
        "answer": choice.definition.title,
        "applied": True,
        "defaulted": defaulted,
        **asked_for(game, w),
    }


def _settled(game: Game, phase: str, changes: tuple[tuple[int, int, int], ...]) -> Fields:
    layout = game.board.layout
    changed = [[layout.names[cell], layout.outward(cell, old), layout.outward(cell, new)] for cell, old, new in changes]
    return {"phase": phase, "changed": changed}


def _sealed(game: Game, team: str, orders: tuple[Sealed, ...]) -> Fields:
    """A team's sealed orders with their prices."""
    return {"team": team, "orders": [plain_sealed(one) for one in orders]}


def _dropped(order: Any, refused: tuple[str, str]) -> Fields:
    plain = plain_order(order)
    return {"phase": "orders", **plain, "slot": 0, "rule": refused[0], "say": refused[1], "refund": {}}


def dropped(order: Any, refused: tuple[str, str]) -> Fact:
    """A standing order that cannot be sealed again, or an order that cannot be paid when Orders close."""
    return ("plain", "failed", _dropped(order, refused))


_WRITERS: Mapping[str, Callable[..., Fields]] = {
    "resolved": _resolved,
    "failed": _failed,
    "held": _held,
    "contest": _contest,
    "rule": _rule,
    "scheduled": _scheduled,
    "due": _due,
    "proposed": _proposed,
    "signed": _signed,
    "clashed": _clashed,
    "lapsed": _lapsed,
    "ended_agreement": _ended_agreement,
    "breached": _breached,
    "fired": _fired,
    "drawn": _drawn,
    "chosen": _chosen,
    "sealed": _sealed,
    "settled": _settled,
}
