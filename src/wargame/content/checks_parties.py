"""Checks of the parties: actors, their stocks, positions, doctrine; sides and blocs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from wargame.content.finding import missing_from, one_of, twice, unknown
from wargame.model.definition import Actor, Definition, Doctrine, Param
from wargame.rules.compiled import Fault, Path

_CODE = re.compile(r"[A-Z][A-Z0-9]\Z")
HUES = ("cool", "warm", "violet", "green")


def codes(definition: Definition) -> list[Fault]:
    """Every actor has two capital letters of its own for map and margins; a side may have them."""
    found = []
    for table, parties in (("actors", definition.actors), ("sides", definition.sides)):
        taken: dict[str, str] = {}
        for name, party in parties.items():
            path: Path = (table, name, "code")
            if not party.code and table == "sides":
                continue
            if not _CODE.match(party.code):
                hint = f'as code = "{_proposed(name)}"'
                found.append(Fault(path, "a code of two capital letters is needed", hint))
            elif taken.setdefault(party.code, name) != name:
                found.append(Fault(path, f'"{taken[party.code]}" already has the code {party.code}'))
    return found


def _proposed(name: str) -> str:
    letters = "".join(c for c in name if c.isascii() and c.isalpha()) + "XX"
    return letters[:2].upper()


def blocs(definition: Definition) -> list[Fault]:
    """Blocs have existing members; hues are those that exist."""
    found = []
    for name, bloc in definition.blocs.items():
        path: Path = ("blocs", name)
        found += missing_from((*path, "members"), "actor", bloc.members, definition.actors)
        found += twice((*path, "members"), bloc.members) + one_of((*path, "hue"), "hue", bloc.hue, HUES)
    for name, side in definition.sides.items():
        found += one_of(("sides", name, "hue"), "hue", side.hue, HUES)
    return found


def orders(definition: Definition) -> list[Fault]:
    """Somebody can do something: actors have order slots, and some action is not closed to all."""
    found = []
    for name, actor in definition.actors.items():
        if not 0 <= actor.orders <= 20:
            found.append(Fault(("actors", name, "orders"), "an actor has 0 to 20 orders a turn"))
    if not definition.actors:
        found.append(Fault(("scenario",), "a game needs actors", "begin with [actors.name] and a title"))
    elif all(action.who.strip() == "false" for action in definition.actions.values()):
        found.append(Fault(("scenario",), "nobody can ever order anything", "no action has a `who` that can hold"))
    return found


def positions(definition: Definition) -> list[Fault]:
    """Positions are about agreements that exist, their terms, and values that these can have."""
    found: list[Fault] = []
    for name, actor in definition.actors.items():
        for kind, position in actor.positions.items():
            path: Path = ("actors", name, "positions", kind)
            if kind not in definition.agreements:
                found.append(unknown(path, "agreement", kind, definition.agreements))
                continue
            terms = definition.agreements[kind].terms
            for term, worth in position.worth.items():
                if term not in terms:
                    found.append(unknown((*path, "worth", term), "term", term, terms))
                elif terms[term].of == "choice":
                    values = terms[term].values
                    found += [unknown((*path, "worth", term, v), "value", v, values) for v in worth if v not in values]
    return found


def doctrines(definition: Definition) -> list[Fault]:
    """Doctrine weighs actions, agreements and injects that exist, with parties and terms that they have."""
    found: list[Fault] = []
    for name, actor in definition.actors.items():
        path: Path = ("actors", name, "doctrine")
        if actor.doctrine.noise < 0:
            found.append(Fault((*path, "noise"), "noise is 0 or more"))
        for key, weight in actor.doctrine.orders.items():
            if weight.action not in definition.actions:
                place = (*path, "orders", key, "action")
                found.append(unknown(place, "action", weight.action, definition.actions))
        found += _offers(definition, actor.doctrine, path)
        found += _picks(definition, actor, path)
    return found


def _offers(definition: Definition, doctrine: Doctrine, path: Path) -> Iterator[Fault]:
    for key, offer in doctrine.proposals.items():
        place = (*path, "proposals", key)
        if offer.kind not in definition.agreements:
            yield unknown((*place, "kind"), "agreement", offer.kind, definition.agreements)
            continue
        terms: Mapping[str, Param] = definition.agreements[offer.kind].terms
        yield from missing_from((*place, "parties"), "actor", offer.parties, definition.actors)
        yield from twice((*place, "parties"), offer.parties)
        yield from (unknown((*place, "terms", term), "term", term, terms) for term in offer.terms if term not in terms)
        lacking = [t for t, spec in terms.items() if t not in offer.terms and spec.default is None]
        if lacking:
            yield Fault((*place, "terms"), f"the terms of {offer.kind} lack {', '.join(lacking)[:80]}")


def _picks(definition: Definition, actor: Actor, path: Path) -> Iterator[Fault]:
    for inject, pick in actor.doctrine.choices.items():
        place = (*path, "choices", inject)
        if inject not in definition.injects:
            yield unknown(place, "inject", inject, definition.injects)
            continue
        choices = definition.injects[inject].choices
        yield from (unknown((*place, "weights", c), "choice", c, choices) for c in pick.weights if c not in choices)


CHECKS: tuple[Callable[[Definition], list[Fault]], ...] = (codes, blocs, orders, positions, doctrines)
