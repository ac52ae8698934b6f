"""Start figures of the flagship, as worked out by hand on the table (men, need, free, short)."""

from __future__ import annotations

from collections import Counter

import pytest

from wargame.content import load
from wargame.rules.compiled import Moment
from wargame.rules.game import Game
from wargame.rules.registry import Front


@pytest.fixture(scope="module")
def bare() -> Game:
    """The start without Russian aircraft."""
    return load("syria_2015", variant="no_russian_air")


def front(game: Game, region: str, **cells: int) -> Front:
    """The front of a region at the start; `calm` sets the ceasefire there and in Idlib."""
    layout = game.board.layout
    values = list(game.board.start)
    for name, value in cells.items():
        variable, _, where = name.partition("__")
        index = game.board.universe.regions.index(where)
        members = (game.board.universe.actors.index("russia"), index) if variable == "air" else (index,)
        values[layout.cell(variable, *members)] = value
    found = game.fronts.front(tuple(values), Moment(1), game.board.universe.regions.index(region))
    assert found is not None
    return found[1]


def test_the_balance_of_each_side(bare: Game) -> None:
    """Loyalists are five men short, rebels have fifteen over, the caliphate two."""
    slack: Counter[str] = Counter()
    for region in range(len(bare.board.universe.regions)):
        side, stretch = bare.fronts.front(bare.board.start, Moment(1), region)
        slack[bare.board.universe.sides[side]] += stretch.men - stretch.need
    assert slack == {"loyalists": -5, "opposition": 15, "caliphate": 2}


def test_hama_needs_nine_men_and_has_six(bare: Game) -> None:
    """Garrison 1 and 7.98 of threats: nine, three short."""
    assert front(bare, "hama") == Front(men=6, need=9, pinned=6, free=0, short=3)


def test_a_pack_over_hama_lets_it_hold_but_frees_nobody() -> None:
    """One pack takes a fifth of the threats: need seven; one short, and still no man to attack with."""
    assert front(load("syria_2015"), "hama", air__hama=1) == Front(men=6, need=7, pinned=6, free=0, short=1)


def test_a_ceasefire_at_hama_frees_a_man(bare: Game) -> None:
    """With the guns silent at Idlib need falls to five: what a truce does not pin may be used elsewhere."""
    assert front(bare, "hama", calm__hama=2, calm__idlib=2) == Front(men=6, need=5, pinned=5, free=1, short=0)


def test_a_ceasefire_frees_the_other_side_too(bare: Game) -> None:
    """The same truce lets men of Idlib go."""
    war, truce = front(bare, "idlib"), front(bare, "idlib", calm__hama=2, calm__idlib=2)
    assert truce.free > war.free


def test_a_settlement_sets_men_free_on_both_sides() -> None:
    """What state and rebels no longer need against each other they have for the caliphate."""
    war, peace = load("syria_2015", variant="no_russian_air"), load("syria_2015", variant="settled")
    for region in ("hama", "aleppo", "idlib", "azaz"):
        before, after = front(war, region), front(peace, region)
        assert after.men - after.need > before.men - before.need
