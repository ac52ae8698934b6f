"""What fronts do with men (table.md sections 3, 5): redeployment, muster, losses, ground that gives way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warmap import Bench, definition, play

from wargame.rules.build_faults import Faults
from wargame.rules.build_mechanics import bind_all
from wargame.rules.compiled import Moment
from wargame.rules.registry import Late

NOW = Moment(turn=1)


@pytest.fixture(scope="module")
def built() -> Bench:
    return play(definition())


@pytest.fixture
def table(built: Bench) -> Bench:
    return Bench(built.game)


def do(bench: Bench, procedure: str, *args: Any) -> Bench:
    """One procedure run on the cells."""
    late = Late(computed=dict(bench.game.computed))
    found = bind_all(bench.game.board, late, Faults()).procedures[procedure]
    w = bench.writes()
    found.call(tuple(bench.cells), NOW, w, *(bench.index(arg) if isinstance(arg, str) else arg for arg in args))
    return bench.after(w)


class TestRedeployment:
    def test_from_most_free_to_most_short(self, table: Bench) -> None:
        """Loyalists have 2 free in Damascus, 1 in Homs; all three go to Aleppo (−4) and Hama (−3) in turn."""
        after = do(table, "redeploy", "lo", 4)
        assert after.get("strength[sy,damascus]") == 6
        assert after.get("strength[sy,homs]") == 2
        assert after.get("strength[sy,aleppo]") + after.get("strength[sy,hama]") == 13
        assert after.ask("slack", "aleppo") == -2
        assert after.ask("slack", "hama") == -2
        assert after.men() == table.men()

    def test_at_most_so_many(self, table: Bench) -> None:
        """One man goes where most are missing."""
        after = do(table, "redeploy", "lo", 1)
        assert after.ask("slack", "aleppo") == -3
        assert after.ask("slack", "damascus") == 1

    def test_only_along_own_ground(self, table: Bench) -> None:
        """With Homs lost, Damascus is cut off: its free men stay."""
        table.put("control[homs]", "ca")
        after = do(table, "redeploy", "lo", 4)
        assert after.get("strength[sy,damascus]") == 8

    def test_to_the_main_effort_when_nobody_is_short_by_two(self, table: Bench) -> None:
        """The rebels gather in Idlib, which has most free beside Hama."""
        table.put("effort[re]", "hama")
        after = do(table, "redeploy", "re", 4)
        assert after.get("strength[reb,idlib]") == 19
        assert after.get("strength[reb,azaz]") == 5

    def test_without_an_effort_men_who_are_free_stay(self, table: Bench) -> None:
        """Nobody is short: nothing moves."""
        assert do(table, "redeploy", "re", 4).cells == table.cells

    @settings(max_examples=30, deadline=None)
    @given(n=st.integers(0, 8), packs=st.lists(st.integers(0, 3), min_size=5, max_size=5))
    def test_it_conserves_men_and_never_opens_a_hole(self, built: Bench, n: int, packs: list[int]) -> None:
        """Who gives keeps what he needs; who was short is never worse."""
        table = Bench(built.game)
        names = ("aleppo", "coast", "damascus", "hama", "homs")
        for name, count in zip(names, packs, strict=True):
            table.put(f"packs[{name}]", count)
        after = do(table, "redeploy", "lo", n)
        assert after.men("sy") == table.men("sy")
        assert after.men("ir") == table.men("ir")
        for name in names:
            assert after.ask("slack", name) >= min(0, table.ask("slack", name))


class TestMuster:
    def test_new_men_stand_up_where_the_side_is_shortest(self, table: Bench) -> None:
        """Aleppo is short of four."""
        assert do(table, "raise_men", "sy", 2).get("strength[sy,aleppo]") == 7

    def test_a_side_without_ground_raises_nobody(self, table: Bench) -> None:
        """There is nowhere to stand."""
        for region in ("idlib", "azaz", "ghouta", "daraa"):
            table.put(f"control[{region}]", "lo")
        assert do(table, "raise_men", "reb", 2).men("reb") == 37

    def test_worn_out_men_are_missed_where_most_are_free(self, table: Bench) -> None:
        """Damascus has two free, then one as Homs has: by id it loses the second too, and Homs the third."""
        after = do(table, "lose_men", "sy", 3)
        assert after.get("strength[sy,damascus]") == 6
        assert after.get("strength[sy,homs]") == 2

    def test_nobody_loses_more_than_he_has(self, table: Bench) -> None:
        """Iran has seven men there."""
        assert do(table, "lose_men", "ir", 20).men("ir") == 0


class TestYieldingGround:
    def test_a_line_is_lost(self, table: Bench) -> None:
        """Hama has three lines: two are left."""
        after = do(table, "yield_ground", "hama")
        assert (after.get("depth[hama]"), after.get("control[hama]")) == (2, "lo")

    def test_the_strongest_neighbour_walks_in(self, table: Bench) -> None:
        """At the last line the rebels of Idlib take Hama with half of their eight free men; its men reach Aleppo."""
        table.put("depth[hama]", 1)
        after = do(table, "yield_ground", "hama")
        assert (after.get("depth[hama]"), after.get("control[hama]")) == (2, "re")
        assert after.get("strength[reb,hama]") == 4
        assert after.get("strength[sy,aleppo]") == 10
        assert after.men() == table.men()

    def test_a_truce_leaves_it_to_the_others(self, table: Bench) -> None:
        """Without the rebels the caliphate's eight in Raqqa are strongest."""
        table.put("depth[hama]", 1)
        table.put("truce[re,lo]", True)
        assert do(table, "yield_ground", "hama").get("control[hama]") == "ca"

    def test_without_an_enemy_nothing_changes_hands(self, table: Bench) -> None:
        """Idlib under a truce with Damascus: lines crumble, nobody comes."""
        table.put("depth[idlib]", 1)
        table.put("truce[lo,re]", True)
        after = do(table, "yield_ground", "idlib")
        assert (after.get("depth[idlib]"), after.get("control[idlib]")) == (0, "re")
