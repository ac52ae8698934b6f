"""A stage as plain JSON data and back. What a digest hashes and a `stage` event holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import attrs

from wargame.model.commands import Order, Payment
from wargame.model.state import Act, Pending, Proposal, Question, Sealed, Signed, Stage, restage

Plain = dict[str, Any]


def plain_order(order: Order) -> Plain:
    """An order, field by field."""
    return {
        "actor": order.actor,
        "action": order.action,
        "args": dict(order.args),
        "why": order.why,
        "expect": order.expect,
        "standing": order.standing,
        "condition": order.condition,
    }


def plain_sealed(sealed: Sealed) -> Plain:
    """An order with its price."""
    return {**plain_order(sealed.order), "paid": dict(sealed.paid)}


def plain_payment(payment: Payment) -> Plain:
    """A side payment."""
    return {"payer": payment.payer, "payee": payment.payee, "stock": payment.stock, "amount": payment.amount}


def plain_proposal(proposal: Proposal) -> Plain:
    """An agreement on the table."""
    return {
        "id": proposal.id,
        "kind": proposal.kind,
        "actor": proposal.actor,
        "parties": list(proposal.parties),
        "terms": dict(proposal.terms),
        "payments": [plain_payment(payment) for payment in proposal.payments],
        "turn": proposal.turn,
        "accepted": list(proposal.accepted),
        "text": proposal.text,
        "counters": proposal.counters,
    }


def plain_signed(signed: Signed) -> Plain:
    """An agreement in force."""
    return {
        "id": signed.id,
        "kind": signed.kind,
        "parties": list(signed.parties),
        "terms": dict(signed.terms),
        "since": signed.since,
        "until": signed.until,
    }


def _plain_pending(pending: Pending) -> Plain:
    return {**attrs.asdict(pending, recurse=False), "args": dict(pending.args)}


def _plain_act(act: Act) -> Plain:
    return {"actor": act.actor, "action": act.action, "args": dict(act.args)}


def _plain_question(question: Question) -> Plain:
    return {**attrs.asdict(question, recurse=False), "options": list(question.options)}


def _order(data: Plain) -> Order:
    return Order(**{key: value for key, value in data.items() if key != "paid"})


def _sealed(data: Plain) -> Sealed:
    return Sealed(_order(data), data["paid"])


def _proposal(data: Plain) -> Proposal:
    payments = tuple(Payment(**payment) for payment in data["payments"])
    parties, accepted = tuple(data["parties"]), tuple(data["accepted"])
    return Proposal(**{**data, "parties": parties, "accepted": accepted, "payments": payments})


def _signed(data: Plain) -> Signed:
    return Signed(**{**data, "parties": tuple(data["parties"])})


def _question(data: Plain) -> Question:
    return Question(**{**data, "options": tuple(data["options"])})


def _same(value: Any) -> Any:
    return value


def _each(one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda items: [one(item) for item in items]


def _tuple(one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda items: tuple(one(item) for item in items)


def _by_key(many: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda table: {key: many(value) for key, value in table.items()}


_FIELDS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "turn": (_same, _same),
    "phase": (_same, _same),
    "ended": (_same, _same),
    "luck": (_same, _same),
    "stops": (_same, _same),
    "orders": (_by_key(_each(plain_sealed)), _by_key(_tuple(_sealed))),
    "standing": (_by_key(_each(plain_order)), _by_key(_tuple(_order))),
    "proposals": (_each(plain_proposal), _tuple(_proposal)),
    "agreements": (_each(plain_signed), _tuple(_signed)),
    "pending": (_each(_plain_pending), _tuple(lambda data: Pending(**data))),
    "fired": (list, tuple),
    "open": (list, tuple),
    "choices": (dict, dict),
    "drawn": (_by_key(list), _by_key(tuple)),
    "acts": (_each(_plain_act), _tuple(lambda data: Act(**data))),
    "answers": (dict, dict),
    "questions": (_each(_plain_question), _tuple(_question)),
    "held": (list, tuple),
}

_values = attrgetter(*_FIELDS)


def plain_stage(stage: Stage) -> Plain:
    """Every field of a stage, as JSON takes it."""
    return {name: out(getattr(stage, name)) for name, (out, _) in _FIELDS.items()}


def stage_changes(before: Stage, after: Stage) -> Plain:
    """The fields that differ, as `after` has them; of `orders` only the teams that differ, null where all are gone."""
    found: Plain = {}
    for name, old, new in zip(_FIELDS, _values(before), _values(after), strict=True):
        if new is not old and new != old:
            found[name] = _order_changes(before, after) if name == "orders" else _FIELDS[name][0](new)
    return found


def _order_changes(before: Stage, after: Stage) -> Plain | None:
    """Team -> its orders, null for none: eight teams that seal in turn would else write everything eight times."""
    if not after.orders:
        return None
    changed: Plain = {team: None for team in before.orders if team not in after.orders}
    for team, sealed in after.orders.items():
        if sealed is not before.orders.get(team) and sealed != before.orders.get(team):
            changed[team] = [plain_sealed(one) for one in sealed]
    return changed


def changed_stage(stage: Stage, changes: Mapping[str, Any]) -> Stage:
    """`stage` with the fields of `stage_changes` laid over it."""
    fields = {name: _FIELDS[name][1](value) for name, value in changes.items() if name != "orders"}
    if "orders" in changes:
        fields["orders"] = _merged_orders(stage, changes["orders"])
    return restage(stage, **fields)


def _merged_orders(stage: Stage, changes: Plain | None) -> dict[str, tuple[Sealed, ...]]:
    if changes is None:
        return {}
    orders = {team: sealed for team, sealed in stage.orders.items() if team not in changes}
    return orders | {team: tuple(_sealed(one) for one in found) for team, found in changes.items() if found is not None}
