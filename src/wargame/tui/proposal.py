"""A proposal while it is written: kind, parties, terms, side payments, words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.commands import Payment, Value
from wargame.model.sheet import AgreementSheet, ParamSheet
from wargame.model.view import ProposalView
from wargame.session import messages as m
from wargame.tui.facts import Facts
from wargame.wording.names import MILLION

Key = tuple[str, ...]


@attrs.frozen
class Field:
    """One line of the form: `key` names it, `many` if several values can be ticked, `free` if it is typed."""

    key: Key
    title: str
    values: tuple[Value, ...] = ()
    many: bool = False
    free: bool = False


@attrs.frozen
class ProposalForm:
    """A proposal half written. `was` is the proposal that it counters."""

    kind: str
    actor: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value] = {}
    payments: tuple[Payment, ...] = ()
    text: str = ""
    was: ProposalView | None = None

    # ------------------------------------------------------------ making one

    @staticmethod
    def new(facts: Facts, kind: str = "", actor: str = "") -> ProposalForm:
        """A fresh form with the first kind and its first values."""
        kind = kind or next(iter(facts.agreements), "")
        actor = actor or (facts.own[0] if facts.own else "")
        sheet = facts.agreements.get(kind)
        others = [other for other in (sheet.members if sheet else ()) if other != actor]
        if sheet and sheet.parties == "2":
            others = others[:1]  # a package between two starts with two, not with everybody to be ticked off
        form = ProposalForm(kind, actor, tuple(sorted({actor, *others})))
        return attrs.evolve(form, terms=_first_terms(sheet))

    @staticmethod
    def counter(facts: Facts, proposal: ProposalView) -> ProposalForm:
        """The same package, to be changed, from one of our parties."""
        own = [actor for actor in facts.own if actor in proposal.parties]
        return ProposalForm(
            proposal.kind,
            own[0] if own else (facts.own[0] if facts.own else ""),
            proposal.parties,
            dict(proposal.terms),
            proposal.payments,
            "",
            proposal,
        )

    # ------------------------------------------------------------ its lines

    def fields(self, facts: Facts) -> tuple[Field, ...]:
        """All lines, in order."""
        sheet = facts.agreements.get(self.kind)
        found = []
        if self.was is None:
            found.append(Field(("kind",), "Kind", tuple(facts.agreements)))
        if len(facts.own) > 1:
            found.append(Field(("actor",), "From", facts.own))
        members = (sheet.members if sheet else ()) or tuple(actor.id for actor in facts.sheet.actors)
        found.append(Field(("parties",), "Parties", tuple(members), many=True))
        found += [_term_field(facts, param) for param in (sheet.terms if sheet else ())]
        for n, _ in enumerate(self.payments):
            nth = str(n)
            found.append(Field(("pay", nth, "payer"), "Paid by", self.parties))
            found.append(Field(("pay", nth, "payee"), "  to", self.parties))
            found.append(Field(("pay", nth, "stock"), "  in", _stocks(facts)))
            found.append(Field(("pay", nth, "amount"), "  amount", tuple(_amounts(facts, self.payments[n].stock))))
        found.append(Field(("text",), "Words", free=True))
        return tuple(found)

    def value(self, key: Key) -> Value:
        """The value of a line."""
        match key:
            case ("kind",):
                return self.kind
            case ("actor",):
                return self.actor
            case ("parties",):
                return ",".join(self.parties)
            case ("text",):
                return self.text
            case ("term", name):
                return self.terms.get(name)
            case ("pay", n, "payer"):
                return self.payments[int(n)].payer
            case ("pay", n, "payee"):
                return self.payments[int(n)].payee
            case ("pay", n, "stock"):
                return self.payments[int(n)].stock
            case ("pay", n, _):
                return self.payments[int(n)].amount
        return None

    def put(self, facts: Facts, key: Key, value: Value) -> ProposalForm:
        """A line set."""
        match key:
            case ("kind",):
                return ProposalForm.new(facts, str(value), self.actor)
            case ("actor",):
                parties = {str(value), *self.parties} - ({self.actor} if self.was is None else set())
                return attrs.evolve(self, actor=str(value), parties=tuple(sorted(parties)))
            case ("parties",):
                chosen = {party for party in str(value).split(",") if party} | {self.actor}
                return attrs.evolve(self, parties=tuple(sorted(chosen)))
            case ("text",):
                return attrs.evolve(self, text=str(value))
            case ("term", name):
                return attrs.evolve(self, terms={**self.terms, name: value})
            case ("pay", n, name):
                payments = list(self.payments)
                payments[int(n)] = _paid(payments[int(n)], name, value)
                return attrs.evolve(self, payments=tuple(payments))
        return self

    def turn(self, facts: Facts, key: Key, by: int) -> ProposalForm:
        """A line's next or previous value."""
        field = next((field for field in self.fields(facts) if field.key == key), None)
        if field is None or field.many or field.free or not field.values:
            return self
        now = self.value(key)
        at = field.values.index(now) if now in field.values else -by
        return self.put(facts, key, field.values[min(max(at + by, 0), len(field.values) - 1)])

    def tick(self, facts: Facts, key: Key, member: str) -> ProposalForm:
        """A member of a set taken in or out."""
        chosen = [part for part in str(self.value(key) or "").split(",") if part]
        chosen = [part for part in chosen if part != member] if member in chosen else sorted([*chosen, member])
        return self.put(facts, key, ",".join(chosen))

    def pay(self, facts: Facts) -> ProposalForm:
        """One more side payment, ours to the first other party."""
        stocks = _stocks(facts)
        if not stocks:
            return self
        payee = next((party for party in self.parties if party != self.actor), self.actor)
        new = Payment(self.actor, payee, stocks[0], _amounts(facts, stocks[0])[0])
        return attrs.evolve(self, payments=(*self.payments, new))

    def drop(self, key: Key) -> ProposalForm:
        """The side payment of a line taken out."""
        if key[0] != "pay":
            return self
        kept = tuple(payment for n, payment in enumerate(self.payments) if str(n) != key[1])
        return attrs.evolve(self, payments=kept)

    # ------------------------------------------------------------ what is sent

    def propose(self) -> m.Propose:
        """The message that lays it on the table."""
        counters = self.was.id if self.was else ""
        return m.Propose(self.actor, self.kind, self.parties, self.terms, self.payments, self.text, counters)

    def weigh(self) -> m.Weigh:
        """The question what it is worth to us."""
        return m.Weigh(self.kind, self.parties, self.terms, self.payments)


def _paid(payment: Payment, name: str, value: Value) -> Payment:
    if name == "amount":
        return attrs.evolve(payment, amount=value if isinstance(value, int) else payment.amount)
    words = str(value)
    if name == "payer":
        return attrs.evolve(payment, payer=words)
    return attrs.evolve(payment, payee=words) if name == "payee" else attrs.evolve(payment, stock=words)


def _term_field(facts: Facts, param: ParamSheet) -> Field:
    title = facts.label(param)
    return Field(("term", param.name), title, param.values, many=is_set(param))


def is_set(param: ParamSheet) -> bool:
    """Whether a term holds several members."""
    return param.of.startswith("set:") or param.of in ("regions", "actors", "sides")


def _first_terms(sheet: AgreementSheet | None) -> dict[str, Value]:
    terms: dict[str, Value] = {}
    for param in sheet.terms if sheet else ():
        if is_set(param):
            terms[param.name] = ""
        elif param.values:
            terms[param.name] = param.values[0]
    return terms


def _stocks(facts: Facts) -> tuple[str, ...]:
    return tuple(v.id for v in facts.sheet.variables if v.preset == "resource")


def _amounts(facts: Facts, stock: str) -> list[int]:
    sheet = facts.variables.get(stock)
    unit = MILLION if sheet is not None and sheet.type == "decimal" else 1
    return [unit * n for n in range(1, 13)]
