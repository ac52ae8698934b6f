"""Fronts (table.md section 3; model.md section 4): need, slack, and who faces whom."""

from __future__ import annotations

import pytest
from warmap import Bench, definition, play

from wargame.rules.compiled import Moment

# Rounded once per region from the figures of table.md section 2; slack = men - need.
START = {
    "aleppo": -4,
    "hama": -3,
    "coast": -1,
    "homs": 1,
    "damascus": 2,
}


@pytest.fixture(scope="module")
def built() -> Bench:
    return play(definition())


@pytest.fixture
def table(built: Bench) -> Bench:
    return Bench(built.game)


class TestNeed:
    def test_hama_needs_nine_and_is_short_of_three(self, table: Bench) -> None:
        """Worked example: 1 + 6.72 + .84 + .42 = 8.98, rounded to 9; six men are there."""
        assert table.ask("need", "hama") == 9
        assert table.ask("short", "hama") == 3
        assert table.ask("free", "hama") == 0

    def test_one_pack_lowers_it_to_seven_and_frees_nobody(self, table: Bench) -> None:
        """Air takes over a fifth of the threats, 1 + 7.98 × .8 = 7.38, and adds no man."""
        table.put("packs[hama]", 1)
        assert table.ask("need", "hama") == 7
        assert table.ask("short", "hama") == 1
        assert table.ask("free", "hama") == 0

    def test_a_ceasefire_lowers_it_to_five_and_frees_a_man(self, table: Bench) -> None:
        """Under a truce the rebel front eats .4 of what it did: 1 + 2.688 + 1.26 = 4.948."""
        table.put("truce[re,lo]", True)
        table.put("truce[lo,re]", True)
        assert table.ask("need", "hama") == 5
        assert table.ask("free", "hama") == 1

    def test_trenches_take_a_tenth_of_what_air_leaves(self, table: Bench) -> None:
        """Shares multiply: 1 + 7.98 × .8 × .9 = 6.7456."""
        table.put("packs[hama]", 1)
        table.put("dug[hama]", 2)
        assert table.ask("need", "hama") == 7
        assert table.ask("need_if", "hama", 200_000) == 6

    @pytest.mark.parametrize(("region", "slack"), START.items())
    def test_the_start_of_the_table(self, table: Bench, region: str, slack: int) -> None:
        """Aleppo −4, Hama −3, the coast −1, Homs +1, Damascus +2."""
        assert table.ask("slack", region) == slack

    @pytest.mark.parametrize(("side", "stretch"), [("lo", -5), ("re", 15), ("ca", 2)])
    def test_each_side_at_the_start(self, table: Bench, side: str, stretch: int) -> None:
        """L −5, R +15, I +2 without cover."""
        assert table.ask("stretch", side) == stretch

    def test_a_front_is_men_pinned_free_and_short(self, table: Bench) -> None:
        """pinned + free = men; need − men = short."""
        fronts = table.game.fronts
        for region in range(len(table.game.board.universe.regions)):
            _, front = fronts.front(tuple(table.cells), Moment(turn=1), region)
            assert front.pinned + front.free == front.men
            assert front.men - front.need == front.free - front.short

    def test_no_threat_from_ground_that_nobody_holds(self, table: Bench) -> None:
        """Idlib given up by all: what is left of Hama's need is the garrison and the caliphate."""
        table.put("control[idlib]", None)
        assert table.ask("need", "hama") == 2

    def test_the_floor_holds_however_few_the_enemies(self, table: Bench) -> None:
        """An empty hostile region still eats .6 for each unit of front: 1 + .72 + .84 + .42 = 2.98."""
        table.put("strength[reb,idlib]", 0)
        assert table.ask("need", "hama") == 3


class TestExplanation:
    def test_every_line_of_hama(self, table: Bench) -> None:
        """The derivation lists garrison, each front, each easing, and the rounded need."""
        table.put("packs[hama]", 1)
        lines = table.game.fronts.explain(tuple(table.cells), Moment(turn=1), table.index("hama"))
        assert lines == (
            ("garrison", 1_000_000),
            ("front with Idlib", 6_720_000),
            ("front with Palmyra", 420_000),
            ("front with Raqqa", 840_000),
            ("relief", -1_596_000),
            ("need", 7_000_000),
        )


class TestWhoFacesWhom:
    def test_the_parts_of_a_front_add_up(self, table: Bench) -> None:
        """Hama faces the rebels with 6.72 of 7.98, the caliphate with 1.26."""
        assert table.ask("threat", "hama", "re") == 6_720_000
        assert table.ask("front_share", "hama", "re") == 842_105
        assert table.ask("front_share", "hama", "ca") == 157_895
        assert table.ask("front_share", "hama", "lo") == 0

    def test_facing_and_exposed_mean_war(self, table: Bench) -> None:
        """Ghouta is exposed to Damascus until there is a truce."""
        assert table.ask("exposed", "ghouta") == 1
        assert table.ask("facing", "ghouta", "lo") == 1
        table.put("truce[lo,re]", True)
        assert table.ask("exposed", "ghouta") == 0
        assert table.ask("facing", "ghouta", "lo") == 0

    def test_ground_is_value_by_depth(self, table: Bench) -> None:
        """Loyalist ground at the start: 18 less a quarter of Hama's 2."""
        assert table.ask("ground", "lo") == 17_500_000


class TestMemory:
    def test_a_list_that_changes_is_never_remembered(self, table: Bench) -> None:
        """A program's own copy is asked afresh; a tuple's answers are kept for that very tuple."""
        need, hama, x = table.game.queries["need"], table.index("hama"), Moment(turn=1)
        cells = list(table.cells)
        assert need.call(cells, x, hama) == 9
        cells[table.layout.by_name["packs[hama]"]] = 1
        assert need.call(cells, x, hama) == 7
        assert need.call(tuple(table.cells), x, hama) == 9
        assert need.call(tuple(cells), x, hama) == 7
