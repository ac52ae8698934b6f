"""Line mode: proposals – laid on the table, weighed, answered; choices and messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.errors import WargameError
from wargame.line import words as say
from wargame.line.desk import Desk
from wargame.line.match import matching
from wargame.model.commands import Payment, Value
from wargame.model.sheet import AgreementSheet, ParamSheet
from wargame.model.view import ProposalView
from wargame.session import messages as m


class Unclear(WargameError):
    """What was typed names nothing, or several things; the message helps on."""


@attrs.frozen
class Package:
    """An agreement as typed."""

    actor: str
    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value]
    payments: tuple[Payment, ...]


def how(desk: Desk) -> str:
    """An example in this game's own words."""
    assert desk.sheet is not None
    if not desk.sheet.agreements:
        return "Nothing can be agreed here."
    kind = next((kind for kind in desk.sheet.agreements if kind.terms), desk.sheet.agreements[0])
    others = [actor.id for actor in desk.sheet.actors if actor.id not in desk.own]
    terms = " ".join(f"{term.name}={_values(desk, term).split(' ')[0]}" for term in kind.terms if term.values)
    stocks = [variable.id for variable in desk.sheet.variables if variable.preset == "resource"]
    pay = f" pay={others[0]}>{desk.own[0]}:2:{stocks[0]}" if others and stocks and desk.own else ""
    return f"Say it like: propose {kind.id} with {', '.join(others[:1])} {terms}{pay}"


def listed(desk: Desk) -> Iterator[str]:
    """Proposals on the table and agreements in force; if there are none, what could be proposed."""
    for number, entry in enumerate(desk.now.proposals, 1):
        yield from say.proposal(desk.words, number, entry)
    for signed in desk.now.agreements:
        until = f" until turn {signed.until}" if signed.until is not None else ""
        terms = desk.words.terms(signed.kind, signed.terms)
        name = f"{desk.words.title(signed.kind)}, {desk.words.titled(signed.parties)}"
        yield f"In force{until}: {name}{f' ({terms})' if terms else ''}."
    if not desk.now.proposals and not desk.now.agreements:
        yield "Nothing is on the table and nothing is signed."
    assert desk.sheet is not None
    for kind in desk.sheet.agreements:
        terms = ", ".join(f"{term.name} ({_values(desk, term)})" for term in kind.terms)
        yield f"You can propose {kind.id}: {kind.title}{f'; terms {terms}' if terms else ''}."
    if desk.sheet.agreements:
        yield how(desk)


def _values(desk: Desk, term: ParamSheet) -> str:
    shown = [str(value).lower() if isinstance(value, bool) else str(value) for value in term.values]
    return " | ".join(shown[:8]) + (" …" if len(shown) > 8 else "")


def one(desk: Desk, typed: str) -> ProposalView:
    """The proposal of a number or words; alone on the table it needs none. Raises Unclear."""
    entries = list(desk.now.proposals)
    if not typed:
        waiting = [entry for entry in entries if entry.waits]
        entries = waiting if len(waiting) == 1 else entries
    found = matching(typed, entries, lambda e: f"{desk.words.title(e.kind)} {desk.words.titled(e.parties)}")
    found = found if typed else entries
    if len(found) != 1:
        which = "Which proposal? proposals lists them with their numbers."
        raise Unclear(which if entries else "Nothing is on the table.")
    return found[0]


def answer(desk: Desk, typed: str, verb: str) -> Iterator[str]:
    """accept, refuse or withdraw NUMBER [reason]."""
    number, _, text = typed.partition(" ")
    entry = one(desk, number)
    actors = _answering(desk, entry, verb)
    if not actors:
        yield "No actor of yours has anything to say to that proposal."
    for actor in actors:
        answers: dict[str, m.Inbound] = {
            "accept": m.Accept(actor, entry.id),
            "refuse": m.Refuse(actor, entry.id, text),
            "withdraw": m.Withdraw(actor, entry.id),
        }
        wrong = [said.say for said in desk.ask(answers[verb]) if isinstance(said, m.Refused)]
        done = {"accept": "will sign", "refuse": "refuses", "withdraw": "takes it back"}[verb]
        yield from wrong or [f"{desk.words.title(actor)} {done}."]


def _answering(desk: Desk, entry: ProposalView, verb: str) -> list[str]:
    """Own actors that the verb is for."""
    if verb == "withdraw":
        return [actor for actor in entry.accepted if actor in desk.own][:1]
    waiting = [actor for actor in entry.waiting if actor in desk.own]
    if waiting:
        return waiting
    return [actor for actor in entry.parties if actor in desk.own and actor not in entry.accepted]


def weigh(desk: Desk, typed: str) -> Iterator[str]:
    """What a package would be worth, before it is proposed."""
    package = _package(desk, typed, None)
    for said in desk.ask(m.Weigh(package.kind, package.parties, package.terms, package.payments)):
        if isinstance(said, m.Weighed):
            yield from say.margins(desk.words, said.margins)
            yield from (f"  Not possible: {refusal}" for refusal in said.refusals)
            if not said.margins and not said.refusals:
                yield "You have no position on this; judge for yourself."
        elif isinstance(said, m.Refused):
            yield said.say


def propose(desk: Desk, typed: str, counters: ProposalView | None = None) -> Iterator[str]:
    """Lays a package on the table, or answers a proposal with another."""
    package = _package(desk, typed, counters)
    message = m.Propose(
        package.actor, package.kind, package.parties, package.terms, package.payments,
        counters=counters.id if counters else "",
    )  # fmt: skip
    wrong = [said.say for said in desk.ask(message) if isinstance(said, m.Refused)]
    yield from wrong or ["It is on the table. proposals shows who has agreed."]


def counter(desk: Desk, typed: str) -> Iterator[str]:
    """counter NUMBER TERM=VALUE …: the same package with other terms."""
    number, _, rest = typed.partition(" ")
    yield from propose(desk, rest, one(desk, number))


def _package(desk: Desk, typed: str, old: ProposalView | None) -> Package:
    """Reads "KIND with A, B term=value pay=A>B:N:STOCK". Raises Unclear."""
    head, pairs = _pairs(typed)
    kind_words, _, with_words = head.partition(" with ")
    kind = _kind(desk, kind_words if old is None else old.kind)
    terms: dict[str, Value] = dict(old.terms) if old else _defaults(kind)
    payments = list(old.payments) if old else []
    for name, value in pairs:
        if name == "pay":
            payments.append(_payment(desk, value))
        else:
            term = _only(desk, matching(name, kind.terms, lambda t: t.name), f"a term called {name!r}")
            terms[term.name] = _term(desk, term, value)
    missing = [term.name for term in kind.terms if term.name not in terms]
    if missing:
        raise Unclear(f"Say also {', '.join(f'{name}=…' for name in missing)}. {how(desk)}")
    parties = old.parties if old else _parties(desk, kind, with_words)
    own = [actor for actor in desk.own if actor in parties] or list(desk.own)
    return Package(own[0], kind.id, parties, terms, tuple(payments))


def _pairs(typed: str) -> tuple[str, list[tuple[str, str]]]:
    """The words before the first `name=value`, and all such pairs; a value runs to the next pair."""
    head: list[str] = []
    pairs: list[tuple[str, str]] = []
    for word in typed.split():
        name, given, value = word.partition("=")
        if given:
            pairs.append((name, value))
        elif pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {word}")
        else:
            head.append(word)
    return " ".join(head) + " ", pairs


def _only(desk: Desk, found: list[ParamSheet], what: str) -> ParamSheet:
    if len(found) != 1:
        raise Unclear(f"There is no {what.removeprefix('a ')}. {how(desk)}" if not found else f"{what}: which one?")
    return found[0]


def _kind(desk: Desk, typed: str) -> AgreementSheet:
    assert desk.sheet is not None
    found = matching(typed, desk.sheet.agreements, lambda k: f"{k.title}")
    found = found or matching(typed, desk.sheet.agreements, lambda k: k.id)
    if len(found) != 1:
        names = ", ".join(kind.id for kind in desk.sheet.agreements)
        raise Unclear(f"Which agreement? There are: {names}. {how(desk)}" if names else "Nothing can be agreed here.")
    return found[0]


def _defaults(kind: AgreementSheet) -> dict[str, Value]:
    """A term with one value needs no word."""
    return {term.name: term.values[0] for term in kind.terms if len(term.values) == 1}


def _parties(desk: Desk, kind: AgreementSheet, typed: str) -> tuple[str, ...]:
    """Named actors and, if none of ours is among them, our first; a fixed circle needs no names."""
    if not typed.strip() and kind.members and not kind.parties[:1].isdigit():
        return kind.members
    found = [_actor(desk, name) for name in typed.replace(" and ", ",").split(",") if name.strip()]
    if not found:
        raise Unclear(f"With whom? {how(desk)}")
    own = [] if any(actor in desk.own for actor in found) else [next(a for a in desk.own)]
    return tuple(sorted({*own, *found}))


def _actor(desk: Desk, typed: str) -> str:
    assert desk.sheet is not None
    found = matching(typed, desk.sheet.actors, lambda actor: actor.title)
    found = found or matching(typed, desk.sheet.actors, lambda actor: actor.id)
    if len(found) != 1:
        raise Unclear(f"Who is {typed.strip()!r}? There are {', '.join(actor.id for actor in desk.sheet.actors)}.")
    return found[0].id


def _term(desk: Desk, term: ParamSheet, typed: str) -> Value:
    """A term's value by its id, title or number; places joined by commas."""
    parts = [part.strip() for part in typed.split(",")] if term.of.startswith(("regions", "set", "actors")) else [typed]
    values: list[Value] = []
    for part in parts:
        same = [v for v in term.values if str(v).lower() == part.lower()]
        found = same or [v for v in term.values if matching(part, [desk.words.plain(v)], str)]
        if len(found) != 1 and not (len(parts) > 1 or same):
            raise Unclear(f"{term.name} can be {_values(desk, term)}.")
        values.append(found[0] if found else part)
    return values[0] if len(values) == 1 else ",".join(sorted(str(value) for value in values))


def _payment(desk: Desk, typed: str) -> Payment:
    """anna>rosa:2:funds."""
    who, _, rest = typed.partition(":")
    amount, _, stock = rest.partition(":")
    payer, given, payee = who.partition(">")
    stocks = [variable for variable in desk.words.variables.values() if variable.preset == "resource"]
    named = matching(stock, stocks, lambda v: v.title or v.id) if stock else stocks[:1]
    if not given or not amount.isdigit() or len(named) != 1:
        raise Unclear(f"A payment is PAYER>PAYEE:AMOUNT:STOCK. {how(desk)}")
    unit = 1_000_000 if named[0].type == "decimal" else 1
    return Payment(_actor(desk, payer), _actor(desk, payee), named[0].id, int(amount) * unit)


def choose(desk: Desk, typed: str) -> Iterator[str]:
    """The answer to what has happened: choose NUMBER, or the beginnings of its words."""
    mine = [choice for choice in desk.now.choices if choice.mine]
    if not mine:
        yield "Nothing asks you to choose now."
        return
    options = [(choice, option) for choice in mine for option in choice.options]
    found = matching(typed, options, lambda o: o[0].options[o[1]]) or matching(typed, options, lambda o: o[1])
    if len(found) != 1:
        for number, (choice, option) in enumerate(options, 1):
            mark = " (if you say nothing)" if choice.default == option and not choice.choice else ""
            mark = " (chosen)" if choice.choice == option else mark
            more = f" – {choice.says[option]}" if choice.says.get(option) else ""
            yield f"{number}. {choice.title}: {choice.options[option]}{more}{mark}"
        yield "Type choose and a number."
        return
    choice, option = found[0]
    wrong = [said.say for said in desk.ask(m.Choose(choice.inject, option)) if isinstance(said, m.Refused)]
    yield from wrong or [f"{choice.title}: {choice.options[option]}."]


def speak(desk: Desk, typed: str) -> Iterator[str]:
    """say [to TEAM, TEAM:] text."""
    assert desk.sheet is not None
    to: tuple[str, ...] = ()
    text = typed
    if typed.startswith("to ") and ":" in typed:
        names, _, text = typed[3:].partition(":")
        teams = [team for team in desk.sheet.teams if team != desk.sheet.team]
        for name in names.split(","):
            found = matching(name, teams, desk.words.team)
            if len(found) != 1:
                raise Unclear(f"Who is {name.strip()!r}? The teams are {', '.join(teams)}.")
            to = (*to, found[0])
    if not text.strip():
        raise Unclear("Say what: say to TEAM: TEXT, or say TEXT for a public statement.")
    wrong = [said.say for said in desk.ask(m.Say(tuple(sorted(to)), text.strip())) if isinstance(said, m.Refused)]
    yield from wrong or ["Said."]
