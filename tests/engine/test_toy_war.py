"""The toy's war: battles as contests, and a ceasefire that an attack breaks."""

from __future__ import annotations

from little import after, named, order, seals
from toys import toy

from wargame.engine import advance, start
from wargame.model.commands import Accept, Close, Propose
from wargame.model.state import State


def ceasefire() -> State:
    """Gero and Rosa have agreed not to fight on the plain and the coast; Orders are still open."""
    table = toy()
    state, _ = start(table, 1)
    terms = {"where": "coast,plain", "months": 3, "watch": "observers"}
    state, _ = advance(table, state, Propose("gero", "gero", "ceasefire", ("gero", "rosa"), terms))
    return advance(table, state, Accept("rosa", "rosa", state.stage.proposals[0].id))[0]


def test_an_attack_under_a_ceasefire_breaks_it() -> None:
    """Gero attacks Rosa's plain in the turn of signing: legal, found out, and paid for."""
    state, events = after(toy(), ceasefire(), *seals(order("gero", "attack", place="plain")), Close())
    assert [battle["place"] for battle in named(events, "contest")] == ["plain"]
    assert [(one["breaker"], one["parties"]) for one in named(events, "breached")] == [("gero", ["gero", "rosa"])]
    assert state.stage.agreements == ()


def test_an_attack_elsewhere_breaks_nothing() -> None:
    """The gorge is not in the ceasefire, and Anna is no party to it."""
    attacks = seals(order("anna", "attack", place="plain"), order("ben", "attack", place="gorge"))
    state, events = after(toy(), ceasefire(), *attacks, Close())
    assert named(events, "breached") == []
    assert len(state.stage.agreements) == 1


def test_all_who_attack_a_place_share_one_die() -> None:
    """Anna and Gero at the plain: one contest with two attackers; another place has a die of its own."""
    table = toy()
    state, _ = start(table, 4)
    attacks = [order(a, "attack", place=p) for a, p in (("anna", "plain"), ("gero", "plain"), ("ben", "gorge"))]
    _, events = after(table, state, *seals(*attacks), Close())
    battles = {battle["place"]: battle["attackers"] for battle in named(events, "contest")}
    assert battles == {"gorge": ["ben"], "plain": ["anna", "gero"]}
