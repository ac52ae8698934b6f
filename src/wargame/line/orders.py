"""Line mode: finding an order by number or words, writing it, taking it back, sealing."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from wargame.line import words as say
from wargame.line.desk import Desk
from wargame.line.match import matching
from wargame.model.commands import Order
from wargame.model.view import OfferView, Target
from wargame.session import messages as m

SHOWN = 12
"""Ways of an order that are listed at once."""
SMALL = ("the", "and", "of", "a", "an")
Way = tuple[OfferView, Target]


def listed(desk: Desk, typed: str) -> Iterator[str]:
    """The offers, numbered; with words, those that they name."""
    offers = desk.offers()
    many = len(desk.own) > 1
    for number, offer in enumerate(offers, 1):
        if not typed or offer in matching(typed, offers, lambda o: _offer_name(desk, o)):
            yield say.offer(desk.words, number, offer, many)
    yield "Type an order's number or the beginnings of its words, such as: " + _example(desk)


def _example(desk: Desk) -> str:
    for offer in desk.offers():
        legal = [target for target in offer.targets if not target.refusals]
        if legal:
            name = desk.words.order(offer.action, legal[0].args).replace("▸", " ").replace(",", " ")
            return " ".join(word[:4].lower() for word in name.split() if word.lower() not in SMALL)
    return "seal"


def _offer_name(desk: Desk, offer: OfferView) -> str:
    return f"{desk.words.title(offer.actor)} {desk.words.title(offer.action)}"


def _way_name(desk: Desk, way: Way) -> str:
    offer, target = way
    return f"{desk.words.title(offer.actor)} {desk.words.order(offer.action, target.args)}"


def find(desk: Desk, typed: str) -> list[Way]:
    """The possible ways that a text names: "3", "3 2", "air pal"."""
    offers = desk.offers()
    first, _, rest = typed.strip().partition(" ")
    if first.isdigit():
        if not 0 < int(first) <= len(offers):
            return []
        ways = _ways(offers[int(first) - 1])
        return matching(rest, ways, lambda way: _way_name(desk, way)) if rest.strip() else ways
    every = [way for offer in offers for way in _ways(offer)]
    return matching(typed, every, lambda way: _way_name(desk, way)) or matching(typed, every, _way_id)


def _way_id(way: Way) -> str:
    """The same by ids, as the rule book's formulas and logs have them."""
    offer, target = way
    return " ".join((offer.actor, offer.action, *map(str, target.args.values())))


def _ways(offer: OfferView) -> list[Way]:
    return [(offer, target) for target in offer.targets if not target.refusals]


def refused(desk: Desk, typed: str) -> str:
    """Why what was typed cannot be ordered, if it names an order that is not possible; "" otherwise."""
    offers = desk.offers()
    every = [(offer, target) for offer in offers for target in offer.targets if target.refusals]
    found = matching(typed, every, lambda way: _way_name(desk, way)) if not typed.strip().isdigit() else []
    if found:
        offer, target = found[0]
        return f"{desk.words.order(offer.action, target.args)}: not possible – {target.refusals[0].say}"
    named = matching(typed, offers, lambda o: _offer_name(desk, o))
    if named and not _ways(named[0]):
        reason = named[0].refusals[0].say if named[0].refusals else "not now"
        return f"{desk.words.title(named[0].action)}: not possible – {reason}"
    return ""


def choices(desk: Desk, ways: list[Way]) -> Iterator[str]:
    """Several ways that a text could mean."""
    offers = desk.offers()
    for offer, target in ways[:SHOWN]:
        number = offers.index(offer) + 1
        place = _ways(offer).index((offer, target)) + 1
        name = desk.words.order(offer.action, target.args)
        yield f"{number} {place}. {name} ({say.price(desk.words, target)})"
    if len(ways) > SHOWN:
        yield f"… and {len(ways) - SHOWN} more; type more words to narrow them down."
    yield "Type both numbers, or more words."


def write(desk: Desk, way: Way) -> Iterator[str]:
    """Adds an order to the drafts and says what it would come to."""
    offer, target = way
    desk.drafts.append(Order(offer.actor, offer.action, target.args))
    if wrong := _keep(desk):
        desk.drafts.pop()
        yield from wrong
        return
    yield from quoted(desk, len(desk.drafts) - 1)
    used = sum(1 for draft in desk.drafts if draft.actor == offer.actor)
    slots = desk.now.slots[offer.actor]
    yield f"Order {len(desk.drafts)} is written ({used} of {desk.words.title(offer.actor)}'s {slots}). seal seals."


def quoted(desk: Desk, place: int) -> Iterator[str]:
    """What a draft would come to, together with the others."""
    for said in desk.ask(m.Ask(tuple(desk.drafts))):
        if isinstance(said, m.Quoted):
            yield from say.quoted(desk.words, said.quote.orders[place])
        elif isinstance(said, m.Refused):
            yield said.say


def drafts(desk: Desk) -> Iterator[str]:
    """What is written, and what is sealed."""
    for number, draft in enumerate(desk.drafts, 1):
        why = f" – {draft.why}" if draft.why else ""
        expect = f" – we expect {draft.expect} per cent" if draft.expect is not None else ""
        name = f"{desk.words.title(draft.actor)}, {desk.words.order(draft.action, draft.args)}"
        yield f"{number}. {name}{why}{expect}"
    for sealed in desk.now.orders:
        order = sealed.order
        yield f"Sealed: {desk.words.title(order.actor)}, {desk.words.order(order.action, order.args)}"
    if not desk.drafts and not desk.now.orders:
        yield "No orders are written."


def undo(desk: Desk, typed: str) -> Iterator[str]:
    """Takes back a draft: the last, or the one of a number."""
    if not desk.drafts:
        yield "There is nothing to take back; reopen takes back what is sealed."
        return
    place = int(typed) - 1 if typed.isdigit() else len(desk.drafts) - 1
    if not 0 <= place < len(desk.drafts):
        yield f"There are {len(desk.drafts)} orders; undo NUMBER takes one back."
        return
    gone = desk.drafts.pop(place)
    _keep(desk)
    yield f"Taken back: {desk.words.order(gone.action, gone.args)}."


def note(desk: Desk, number: str, change: str, text: str) -> Iterator[str]:
    """Keeps a reason ("because 2 …") or an estimate ("expect 2 60") with a draft."""
    if not number.isdigit() or not 0 < int(number) <= len(desk.drafts):
        yield f"Say which order: {change} NUMBER …; drafts lists them."
        return
    place = int(number) - 1
    if change == "because":
        desk.drafts[place] = attrs.evolve(desk.drafts[place], why=text)
    elif text.isdigit() and int(text) <= 100:
        desk.drafts[place] = attrs.evolve(desk.drafts[place], expect=int(text))
    else:
        yield "An estimate is a whole number from 0 to 100."
        return
    _keep(desk)
    yield "Kept."


def seal(desk: Desk) -> Iterator[str]:
    """Seals the drafts and says that the team is done."""
    answers = desk.ask(m.Seal(tuple(desk.drafts))) if desk.drafts or not desk.now.sealed else []
    wrong = [said.say for said in answers if isinstance(said, m.Refused)]
    if wrong:
        yield from wrong
        yield "Nothing was sealed; undo takes an order back."
        return
    desk.drafts.clear()
    desk.ready, turn = True, desk.now.turn
    yield "Your orders are sealed."
    waiting = [said.teams for said in desk.ask(m.Ready()) if isinstance(said, m.Waiting)]
    if waiting and waiting[-1] and desk.now.turn == turn and desk.debrief is None:
        yield f"{waiting[-1]} more team{'s are' if waiting[-1] > 1 else ' is'} awaited."


def reopen(desk: Desk) -> Iterator[str]:
    """Opens sealed orders again."""
    sealed = [entry.order for entry in desk.now.orders]
    wrong = [said.say for said in desk.ask(m.Reopen()) if isinstance(said, m.Refused)]
    if wrong:
        yield from wrong
        return
    desk.drafts = [*sealed, *(draft for draft in desk.drafts if draft not in sealed)]
    desk.ready = False
    yield "Your orders are open again."


def _keep(desk: Desk) -> list[str]:
    """Has the table keep the drafts; what it says against it, if anything."""
    return [said.say for said in desk.ask(m.Draft(tuple(desk.drafts))) if isinstance(said, m.Refused)]
