"""Queries about the stage: what is signed, what is under way, what was done this turn.

They read the `Moment` only, which on a team's own knowledge holds what that team may see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.model.definition import Definition
from wargame.model.layout import ACTOR, FLAG, REGION, WHOLE, Kind
from wargame.model.state import Act, Signed
from wargame.rules.board import Board
from wargame.rules.compiled import Moment, Query

AGREEMENT, ACTION = Kind("agreement"), Kind("action")
"""Kinds of names that only arguments of these queries have; they reach the query as text."""
REGIONS = Kind("region", many=True)


def stage_queries(board: Board) -> Mapping[str, tuple[Query, ...]]:
    """The queries of every ruleset, bound to a board: name -> its forms by number of arguments."""
    actors, regions, sides = board.universe.actors, board.universe.regions, board.universe.sides
    side_of = board.universe.side_of
    places = place_terms(board.definition)

    def has(_: Any, x: Moment, kind: str, a: int, b: int) -> int:
        pair = {actors[a], actors[b]}
        return int(any(pair <= parties for parties, _ in _signed(x, kind, places)))

    def has_at(_: Any, x: Moment, kind: str, a: int, b: int, region: int) -> int:
        pair, place = {actors[a], actors[b]}, regions[region]
        return int(any(pair <= p and (where is None or place in where) for p, where in _signed(x, kind, places)))

    def party(_: Any, x: Moment, kind: str, a: int) -> int:
        return int(any(actors[a] in parties for parties, _ in _signed(x, kind, places)))

    def in_force(_: Any, x: Moment, kind: str) -> int:
        return len(_signed(x, kind, places))

    def pending(_: Any, x: Moment, action: str, a: int) -> int:
        return sum(later.action == action and later.actor == actors[a] for later in x.pending)

    def acted(_: Any, x: Moment, action: str, a: int) -> int:
        return sum(act.action == action and act.actor == actors[a] for act in x.acts)

    def attacked(_: Any, x: Moment, a: int, b: int, where: int) -> int:
        victims = {actors[b], sides[side_of[b]]}
        return int(any(act.actor == actors[a] and _hits(act, victims, regions, where) for act in x.acts))

    return _forms(
        _query("has_agreement", (AGREEMENT, ACTOR, ACTOR), FLAG, has, "both are parties to such an agreement"),
        _query("has_agreement", (AGREEMENT, ACTOR, ACTOR, REGION), FLAG, has_at, "… and it covers the region"),
        _query("party", (AGREEMENT, ACTOR), FLAG, party, "is a party to such an agreement"),
        _query("in_force", (AGREEMENT,), WHOLE, in_force, "how many such agreements hold"),
        _query("pending", (ACTION, ACTOR), WHOLE, pending, "how many later effects of this action are still to come"),
        _query("acted", (ACTION, ACTOR), WHOLE, acted, "how often the actor did this in this turn"),
        _query(
            "attacked", (ACTOR, ACTOR, REGIONS), FLAG, attacked, "the first acted against the second there this turn"
        ),
    )


def place_terms(definition: Definition) -> Mapping[str, tuple[str, ...]]:
    """Agreement kind -> its terms that name regions."""
    of_regions = {"region", "regions"} | {name for name, found in definition.sets.items() if found.over == "region"}
    return {
        kind: tuple(name for name, term in agreement.terms.items() if term.of in of_regions)
        for kind, agreement in definition.agreements.items()
    }


def _signed(
    x: Moment, kind: str, places: Mapping[str, tuple[str, ...]]
) -> list[tuple[frozenset[str], frozenset[str] | None]]:
    """(parties, regions or None for everywhere) of each agreement of a kind in force; kept in the moment's cache."""
    key = ("signed", kind)
    found: list[tuple[frozenset[str], frozenset[str] | None]] | None = x.cache.get(key)
    if found is None:
        terms = places.get(kind, ())
        found = [(frozenset(signed.parties), _where(signed, terms)) for signed in x.agreements if signed.kind == kind]
        x.cache[key] = found
    return found


def _where(signed: Signed, terms: tuple[str, ...]) -> frozenset[str] | None:
    if not terms:
        return None
    return frozenset(place for term in terms for place in str(signed.terms.get(term) or "").split(","))


def _hits(act: Act, victims: set[str], regions: tuple[str, ...], where: int) -> bool:
    """Whether an act names one of `victims` as `against`, and a region of the set `where`."""
    if act.args.get("against") not in victims:
        return False
    places = {place for value in act.args.values() if isinstance(value, str) for place in value.split(",")}
    return any(where >> i & 1 for i, region in enumerate(regions) if region in places)


def _query(name: str, params: tuple[Kind, ...], result: Kind, call: Callable[..., int], says: str) -> Query:
    return Query(name, params, result, (), call, says)


def _forms(*queries: Query) -> Mapping[str, tuple[Query, ...]]:
    found: dict[str, tuple[Query, ...]] = {}
    for query in queries:
        found[query.name] = (*found.get(query.name, ()), query)
    return found
