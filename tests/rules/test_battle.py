"""Battle (table.md section 4; machine.md section 2): one die, one column, losses, and who holds the place then."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warmap import Bench, definition, little, play

from wargame.model.mechanisms import Property, Variable
from wargame.rules.compiled import Moment
from wargame.rules.registry import Entry, Settlement

NOW = Moment(turn=1)


def entries(bench: Bench, *attacks: str) -> tuple[Entry, ...]:
    """`anna>gorge` for each attack."""
    pairs = (attack.split(">") for attack in attacks)
    return tuple(Entry(bench.index(actor), bench.index(place)) for actor, place in pairs)


def fight(
    bench: Bench, place: str, face: int, *attacks: str, shift: dict[str, int] | None = None
) -> tuple[Settlement, Bench]:
    """One contest settled, and the cells after it."""
    w = bench.writes()
    resolver = bench.game.contests["battle"].resolver
    shifts = {bench.index(actor): n for actor, n in (shift or {}).items()}
    found = resolver.settle(tuple(bench.cells), NOW, w, bench.index(place), entries(bench, *attacks), shifts, face)
    return found, bench.after(w)


@pytest.fixture(scope="module")
def small() -> Bench:
    return play(little())


@pytest.fixture(scope="module")
def table() -> Bench:
    return play(definition())


class TestWorkedExamples:
    """machine.md, battle examples 19 to 23; the die is 4."""

    def test_19_one_attacker_commits_its_share(self, small: Bench) -> None:
        """anna → pass: 5 × 4 ÷ 6 = 3.333333 against 3, ratio 1.11: column 3, total 7."""
        found, _ = fight(small, "gorge", 4, "anna>gorge")
        assert found.work["commitments"] == {"anna": 3_333_333}
        assert found.work["defence"] == 3_000_000
        assert (found.work["column"], found.result) == (3, "advance")

    def test_20_an_ally_stands_in_the_same_column(self, small: Bench) -> None:
        """anna, ben → pass: 3.333333 + 1.666666 against 3: column 4."""
        found, _ = fight(small, "gorge", 4, "anna>gorge", "ben>gorge")
        assert found.work["commitments"] == {"anna": 3_333_333, "ben": 1_666_666}
        assert (found.work["column"], found.result) == (4, "advance")

    @pytest.mark.parametrize(
        ("place", "men", "defence"), [("gorge", 2_222_222, 3_000_000), ("plain", 1_111_111, 2_000_000)]
    )
    def test_21_two_attacks_part_the_men_by_length(self, small: Bench, place: str, men: int, defence: int) -> None:
        """anna → pass and plain: 2.222222 and 1.111111 (1.0 : 0.5), ratios .74 and .56: column 1 and 1."""
        found, _ = fight(small, place, 4, "anna>gorge", "anna>plain")
        assert found.work["commitments"] == {"anna": men}
        assert found.work["defence"] == defence
        assert (found.work["column"], found.result) == (1, "bloodied")

    def test_22_the_side_with_most_takes_the_place(self, small: Bench) -> None:
        """anna, gero → plain: 3.333333 + 4.0 against 2: column 6, total 10; green has more."""
        found, after = fight(small, "plain", 4, "anna>plain", "gero>plain")
        assert found.work["commitments"] == {"anna": 3_333_333, "gero": 4_000_000}
        assert (found.work["column"], found.result) == (6, "breakthrough")
        assert found.holder == small.index("green")
        assert after.get("control[plain]") == "green"

    def test_23_losses_of_three_attackers(self, small: Bench) -> None:
        """At plain with rosa 5, and ben: column 4, total 8; rosa, anna and gero lose one, ben is too few."""
        bench = Bench(small.game)
        bench.put("strength[rosa,plain]", 5)
        found, after = fight(bench, "plain", 4, "anna>plain", "ben>plain", "gero>plain")
        assert (found.work["column"], found.result, found.holder) == (4, "advance", None)
        assert [after.men(a) - bench.men(a) for a in ("anna", "ben", "gero", "rosa")] == [-1, 0, -1, -1]

    def test_length_weights_the_split_only(self, small: Bench) -> None:
        """An actor with one target commits all there, however short the link."""
        found, _ = fight(small, "plain", 4, "anna>plain")
        assert found.work["commitments"] == {"anna": 3_333_333}


class TestTable:
    """The printed table of table.md: ≤ 3, 4–5, 6, 7–8, 9–10, ≥ 11."""

    def test_results_by_total(self, table: Bench) -> None:
        """Die 6 in column 6, with shifts that walk through the totals 3 to 11."""
        bench = Bench(table.game)
        bench.put("strength[reb,idlib]", 40)
        rows = [fight(bench, "hama", 6, "reb>hama", shift={"reb": total - 12})[0].result for total in range(3, 12)]
        assert rows == [
            *("repulsed", "bloodied", "bloodied", "grind", "advance", "advance"),
            *("breakthrough", "breakthrough", "rout"),
        ]

    def test_a_link_carries_its_length_and_a_bit(self, table: Bench) -> None:
        """Into Aleppo: idlib 8 free × 1 and azaz 3 free × 1 (.8 + .3 > 1), whole men."""
        assert table.ask("commit", "reb", "aleppo") == 11

    def test_defence_is_the_part_that_faces_the_attacker(self, table: Bench) -> None:
        """Hama: 6 men × .842105; against the caliphate at least half."""
        assert table.ask("defence", "hama", "re") == 5_052_630
        assert table.ask("defence", "hama", "ca") == 3_000_000

    def test_nobody_home_is_the_last_column(self, table: Bench) -> None:
        """A region without a man is walked into."""
        bench = Bench(table.game)
        bench.put("strength[sy,hama]", 0)
        bench.put("strength[ir,hama]", 0)
        assert bench.ask("column", "reb", "hama") == 6

    def test_who_commits_nothing_is_repulsed(self, table: Bench) -> None:
        """Pinned men never attack: Hama's have none to spare."""
        found, after = fight(table, "idlib", 6, "ir>idlib")
        assert found.result == "repulsed"
        assert after.cells == table.cells

    def test_the_attacker_loses_half_at_most(self, table: Bench) -> None:
        """Damascus has two free; syria's share, 1.6, spilling into Ghouta is one whole man: it loses none of it."""
        assert table.ask("commit", "sy", "ghouta") == 1
        found, after = fight(table, "ghouta", 1, "sy>ghouta")
        assert found.result == "repulsed"
        assert after.men() == table.men()


class TestConquest:
    @pytest.fixture
    def storm(self, table: Bench) -> Bench:
        """Idlib full of rebels before a Hama of one line."""
        bench = Bench(table.game)
        bench.put("strength[reb,idlib]", 30)
        bench.put("depth[hama]", 1)
        return bench

    def test_control_depth_and_men_change(self, storm: Bench) -> None:
        """A rout: three men lost, seven in ten of the rest reach the fullest own neighbour, three fifths move in."""
        found, after = fight(storm, "hama", 6, "reb>hama")
        assert found.result == "rout"
        assert after.get("control[hama]") == "re"
        assert after.get("depth[hama]") == 2
        assert storm.men("sy", "ir") - after.men("sy", "ir") == 3 + 1
        assert after.get("strength[sy,aleppo]") + after.get("strength[ir,aleppo]") == 8 + 2
        assert after.get("strength[reb,hama]") == 22 * 6 // 10
        assert after.men("reb") == storm.men("reb")

    def test_a_tie_leaves_the_owner(self) -> None:
        """Two sides with the same commitment: nobody takes it."""
        bench = play(little())
        for cell, men in (("strength[anna,north]", 5), ("strength[ben,north]", 0)):
            bench.put(cell, men)
        found, after = fight(bench, "plain", 6, "anna>plain", "gero>plain")
        assert found.result == "rout"
        assert found.holder is None
        assert after.get("control[plain]") == "red"

    def test_the_beaten_are_lost_without_a_haven(self, table: Bench) -> None:
        """Ghouta has no rebel neighbour: who does not fall there is gone with it."""
        bench = Bench(table.game)
        bench.put("strength[sy,damascus]", 40)
        bench.put("depth[ghouta]", 1)
        _, after = fight(bench, "ghouta", 6, "sy>ghouta")
        assert after.get("control[ghouta]") == "lo"
        assert after.get("strength[reb,ghouta]") == 0
        assert bench.men("reb") - after.men("reb") == 5

    def test_depth_falls_line_by_line(self, table: Bench) -> None:
        """An advance takes one line, no more."""
        bench = Bench(table.game)
        bench.put("strength[reb,idlib]", 30)
        bench.put("depth[hama]", 3)
        found, after = fight(bench, "hama", 2, "reb>hama")
        assert found.result == "advance"
        assert (after.get("depth[hama]"), after.get("control[hama]")) == (2, "lo")


class TestSettings:
    def test_barred_men_take_no_part(self) -> None:
        """A flag over actor and region: rosa's neighbours may hold anna back from the plain."""
        made = little(
            variables={
                **little().variables,
                "barred": Variable(
                    over=("actor", "region"), type="flag", value="actor == anna and region == plain", visible="all"
                ),
            },
            mechanics={"fronts": {"theta": 0, "floor": 0}, "battle": {"least_share": 1, "bar": "barred"}},
        )
        bench = play(made)
        assert bench.ask("commit", "anna", "plain") == 0
        assert bench.ask("commit", "anna", "gorge") == 3

    def test_a_commander_takes_an_ally_along(self) -> None:
        """anna commands ben's men; he loses his part, and his own attack elsewhere comes first."""
        made = little(
            variables={
                **little().variables,
                "leads": Variable(
                    over=("actor", "actor", "region"),
                    type="flag",
                    value="actor == anna and other == ben",
                    visible="all",
                ),
            },
            mechanics={"fronts": {"theta": 0, "floor": 0}, "battle": {"least_share": 1, "commands": "leads"}},
        )
        bench = play(made)
        found, _ = fight(bench, "gorge", 4, "anna>gorge")
        assert found.work["commitments"] == {"anna": 4_999_999}
        found, _ = fight(bench, "gorge", 4, "anna>gorge", "ben>plain")
        assert found.work["commitments"] == {"anna": 3_333_333}

    def test_terrain_multiplies_the_defender(self) -> None:
        """A property over region."""
        made = little(
            properties={**little().properties, "terrain": Property(over=("region",), type="decimal", start=2)}
        )
        assert play(made).ask("defence", "gorge", "blue") == 6_000_000

    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ({"columns": [1, 1]}, "columns are ratios above 0, ascending"),
            ({"hit": {"to": 3, "tone": "great"}}, "tone is bad, even or good"),
            ({"hit": {"to": 3, "looses": 1}}, "unknown key 'looses'"),
            ({"hit": {"to": 3}, "miss": {"to": 3}}, "two results have the same `to`"),
        ],
    )
    def test_a_table_that_cannot_be_used_is_named(self, table: dict[str, Any], words: str) -> None:
        """Each with one clear sentence."""
        from wargame.rules.build import build

        _, faults = build(little(tables={"battle": table}))
        assert any(words in fault.message for fault in faults)


MEN = st.integers(0, 12)
ATTACKS = st.lists(
    st.sampled_from(["anna>gorge", "anna>plain", "ben>gorge", "ben>plain", "gero>plain"]), min_size=1, unique=True
)
CELLS = ("anna,north", "ben,north", "gero,coast", "rosa,gorge", "rosa,plain")


def at(small: Bench, men: list[int]) -> Bench:
    """The little map with other numbers of men."""
    bench = Bench(small.game)
    for cell, n in zip(CELLS, men, strict=True):
        bench.put(f"strength[{cell}]", n)
    return bench


ROWS = ("repulsed", "bloodied", "grind", "advance", "breakthrough", "rout")


class TestLaws:
    @settings(max_examples=60, deadline=None)
    @given(men=st.lists(MEN, min_size=5, max_size=5), attacks=ATTACKS, face=st.integers(1, 6))
    def test_men_are_moved_or_lost_and_never_made(
        self, small: Bench, men: list[int], attacks: list[str], face: int
    ) -> None:
        """What is gone is what the working says was lost, or was left behind by a beaten side."""
        bench = at(small, men)
        place = attacks[0].split(">")[1]
        found, after = fight(bench, place, face, *attacks)
        lost = sum(n for _, _, n in found.work["losses"]) + sum(found.work["beaten"].values())
        if found.holder is None:
            assert bench.men() - after.men() == lost
        assert bench.men() - lost >= after.men() >= bench.men("anna", "ben", "gero") - lost
        assert all(value >= 0 for value in after.cells if value != -1)

    @settings(max_examples=60, deadline=None)
    @given(men=st.lists(MEN, min_size=5, max_size=5), attacks=ATTACKS)
    def test_a_better_die_is_never_worse(self, small: Bench, men: list[int], attacks: list[str]) -> None:
        """Read monotonically: results, the defender's losses and the fall of the place never go back."""
        bench = at(small, men)
        place = attacks[0].split(">")[1]
        faces = [fight(bench, place, face, *attacks)[0] for face in range(1, 7)]
        ranks = [ROWS.index(found.result) for found in faces]
        beaten = [sum(found.work["beaten"].values()) for found in faces]
        assert ranks == sorted(ranks)
        assert beaten == sorted(beaten)

    @settings(max_examples=60, deadline=None)
    @given(men=st.lists(MEN, min_size=5, max_size=5), attacks=ATTACKS, face=st.integers(1, 6), data=st.data())
    def test_the_order_of_entries_changes_nothing(
        self, small: Bench, men: list[int], attacks: list[str], face: int, data: st.DataObject
    ) -> None:
        """Nor does entering twice."""
        bench = at(small, men)
        place = attacks[0].split(">")[1]
        shuffled = data.draw(st.permutations([*attacks, attacks[0]]))
        found, after = fight(bench, place, face, *attacks)
        again, after_again = fight(bench, place, face, *shuffled)
        assert (found, after.cells) == (again, after_again.cells)

    @settings(max_examples=80, deadline=None)
    @given(men=st.lists(MEN, min_size=5, max_size=5), face=st.integers(1, 6), data=st.data())
    def test_an_ally_never_makes_the_result_worse(
        self, small: Bench, men: list[int], face: int, data: st.DataObject
    ) -> None:
        """Neither one who joins, of the own side or another, nor one who attacks elsewhere."""
        bench = at(small, men)
        more = data.draw(st.sampled_from(["ben>plain", "gero>plain", "ben>gorge"]))
        before, _ = fight(bench, "plain", face, "anna>plain")
        after, _ = fight(bench, "plain", face, "anna>plain", more)
        if bench.ask("commit", "anna", "plain"):
            assert ROWS.index(after.result) >= ROWS.index(before.result)
            assert after.work["column"] >= before.work["column"]

    @pytest.mark.parametrize("attack", ["reb>hama", "sy>palmyra", "isi>hama"])
    def test_the_distribution_is_every_face(self, table: Bench, attack: str) -> None:
        """Exact: the mechanic run for each face."""
        place = attack.split(">")[1]
        resolver = table.game.contests["battle"].resolver
        found = resolver.distribution(tuple(table.cells), NOW, table.index(place), entries(table, attack), {})
        assert found == tuple(fight(table, place, face, attack)[0] for face in range(1, 7))

    def test_shifts_of_their_own(self, small: Bench) -> None:
        """Unlike shifts: each attacker reads its own row; the defender's loss is parted by commitment, rounded once."""
        bench = at(small, [6, 0, 6, 0, 8])
        found, _ = fight(bench, "plain", 3, "anna>plain", "gero>plain", shift={"gero": 6})
        assert found.work["results"] == {"anna": "grind", "gero": "rout"}
        assert found.work["beaten"] == {"rosa": 2}


def test_decimal_settings_may_be_parameters() -> None:
    """`spill` as a number or the name of one."""
    bench = play(little(mechanics={"fronts": {"theta": 0, "floor": 0}, "battle": {"spill": Decimal("0.1")}}))
    assert bench.ask("commit", "anna", "plain") == 2
