"""Judging: odds, sight split at load, and what a package is worth at the table."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import attrs
import pytest
from warmap import Bench, little, play

from wargame.model.definition import Definition
from wargame.model.mechanisms import Action, Agreement, Modifier, Odds, OutcomeDef, Param, Require, Rule, Variable
from wargame.model.parties import Actor, Position
from wargame.model.state import Act, Signed
from wargame.rules.compiled import Moment
from wargame.rules.odds import odds, shift_of
from wargame.rules.positions import best_package, packages, weigh

NOW = Moment(turn=1)


def game() -> Definition:
    """The little map with an order, a secret, and an agreement with positions."""
    base = little()
    terms = {
        "role": Param("choice", values=("stays", "phased", "departs")),
        "months": Param("whole", range=(1, 3)),
    }
    actors = {
        "anna": Position(
            worth={"role": {"stays": "1", "phased": "4", "departs": "6"}},
            base="0.5 * months",
            least="2 + heat / 2",
            money="0.5",
        ),
        "rosa": Position(worth={"role": {"stays": "6", "phased": "3.5", "departs": "0"}}, least="3"),
    }
    return attrs.evolve(
        base,
        variables={
            **base.variables,
            "heat": Variable(preset="track", visible="all"),
            "plot": Variable(over=("actor",), type="whole"),
            "strength": Variable(
                preset="strength",
                visible="side(actor) == side(viewer) or any(strength[viewer, q] > 0 for q in neighbours(region))",
            ),
        },
        actors={
            name: attrs.evolve(actor, positions={"pact": actors[name]} if name in actors else {})
            for name, actor in base.actors.items()
        },
        actions={
            "raid": Action(
                "Raid",
                severity=28,
                phase="ground",
                params={"place": Param("region"), "n": Param("whole", range=(1, 3))},
                who="side(actor) != green",
                requires=(
                    Require("control[place] != side(actor)", "{place} is ours, {actor}"),
                    Require("12 / (3 - n) > 5", "{n} is too few"),
                ),
                warns=(Require("heat < 5", "tempers are high"),),
                odds=Odds(
                    "40 + heat",
                    (
                        Modifier("10 * n", "{n} companies", "n > 1"),
                        Modifier("-90", "a plot in {place}", "plot[actor] > 0"),
                    ),
                ),
                outcomes={"hit": OutcomeDef(), "miss": OutcomeDef()},
            )
        },
        agreements={
            "pact": Agreement(
                "Pact",
                parties="2",
                terms=terms,
                who="actor != gero",
                requires=(Require("heat < 9 or months == 1", "not for {months} months now"),),
            )
        },
        rules={"tabling": Rule(phase="ground", effects="table_best(pact)\ndrop_agreement(pact)")},
    )


@pytest.fixture(scope="module")
def built() -> Bench:
    return play(game())


@pytest.fixture
def bench(built: Bench) -> Bench:
    return Bench(built.game)


class TestOdds:
    def ask(self, bench: Bench, n: int) -> tuple[int, list[tuple[str, int]]]:
        """Odds of anna's raid on the gorge."""
        roll = bench.game.actions["raid"].rolls[0].odds
        assert roll is not None
        value, lines = odds(roll, bench.cells, NOW, (bench.index("anna"), bench.index("gorge"), n))
        return value, [(line.say, line.points) for line in lines]

    def test_the_working_adds_up(self, bench: Bench) -> None:
        """Base, then each modifier that holds."""
        bench.put("heat", 5)
        assert self.ask(bench, 1) == (45, [("base", 45)])
        assert self.ask(bench, 3) == (75, [("base", 45), ("{n} companies", 30)])

    def test_odds_are_clamped(self, bench: Bench) -> None:
        """Never below 0; the lines keep what they say."""
        bench.put("plot[anna]", 1)
        assert self.ask(bench, 1) == (0, [("base", 40), ("a plot in {place}", -90)])

    def test_a_contest_sums_its_shifts(self, bench: Bench) -> None:
        """Without modifiers: none."""
        contest = bench.game.contests["battle"]
        assert shift_of(contest.modifiers, bench.cells, NOW, 0, 0) == 0


class TestSight:
    def test_fixed_clauses_are_worked_out_at_load(self, bench: Bench) -> None:
        """Men of the own side are always seen; the clause that reads men is left to be asked."""
        sight = bench.game.sight["strength"]
        names = bench.layout.names
        assert {names[cell] for cell in sight.always["anna"]} == {
            f"strength[{actor},{region}]"
            for actor, region in product(("anna", "ben"), ("coast", "gorge", "north", "plain"))
        }
        assert [clause.args for clause in sight.clauses] == [("viewer", "actor", "region")]

    def test_a_team_sees_what_any_of_its_actors_sees(self) -> None:
        """anna and gero in one team see both sides' men."""
        made = game()
        from wargame.rules.build import build

        found, _ = build(made, human=("anna", "gero"))
        assert found is not None
        names = found.board.layout.names
        seen = {names[cell].partition("[")[2].partition(",")[0] for cell in found.sight["strength"].always["player"]}
        assert seen == {"anna", "ben", "gero"}

    def test_owner_is_the_first_actor(self) -> None:
        """A purse is its actor's; a side's secret is that of all its actors."""
        made = little(
            variables={
                **little().variables,
                "purse": Variable(preset="resource", visible="owner"),
                "plan": Variable(over=("side",), type="whole", visible="owner"),
            }
        )
        found = play(made).game
        names = found.board.layout.names
        assert [names[cell] for cell in found.sight["purse"].always["ben"]] == ["purse[ben]"]
        assert [names[cell] for cell in found.sight["plan"].always["ben"]] == ["plan[blue]"]


class TestPositions:
    def test_margin_is_worth_less_least(self, bench: Bench) -> None:
        """phased for 2 months: 4 + 1 − 2 = 3 for anna; two units of money received add 1."""
        kind, anna = bench.game.agreements["pact"], bench.game.positions[bench.index("anna"), "pact"]
        role = bench.game.board.universe.enums["pact.role"].index("phased")
        found = weigh(anna, kind.terms, (role, 2), bench.cells, NOW)
        assert (found.worth, found.least, found.margin) == (5_000_000, 2_000_000, 3_000_000)
        assert found.working == (("base", 1_000_000), ("role", 4_000_000), ("least", 2_000_000))
        paid = weigh(anna, kind.terms, (role, 2), bench.cells, NOW, received=2_000_000)
        assert paid.margin == 4_000_000

    def test_the_best_package_has_the_best_worst_margin(self, bench: Bench) -> None:
        """phased, rosa's worst .5 wherever: the sum decides for three months."""
        kind = bench.game.agreements["pact"]
        positions = [bench.game.positions[bench.index(a), "pact"] for a in ("anna", "rosa")]
        found = best_package(kind, positions, 0b1001, bench.cells, NOW)
        every = {
            values: min(weigh(p, kind.terms, values, bench.cells, NOW).margin for p in positions)
            for values in packages(kind)
        }
        assert len(every) == 9
        assert found is not None
        assert found[1] == max(every.values()) == 500_000
        role = bench.game.board.universe.enums["pact.role"].index("phased")
        assert found[0] == (role, 3)

    def test_requirements_shut_packages_out(self, bench: Bench) -> None:
        """At heat 9 only one month is allowed."""
        bench.put("heat", 9)
        kind = bench.game.agreements["pact"]
        found = best_package(kind, [bench.game.positions[bench.index("rosa"), "pact"]], 0, bench.cells, NOW)
        assert found is not None
        assert found[0][1] == 1

    def test_a_conference_tables_and_ends_nothing_by_itself(self, bench: Bench) -> None:
        """`table_best` and `drop_agreement` leave their wish in the write log; cells do not change."""
        program = bench.game.rules["tabling"].program
        assert program is not None
        w = bench.writes()
        program.call(tuple(bench.cells), NOW, w)
        role = bench.game.board.universe.enums["pact.role"].index("phased")
        assert w.tabled == [("pact", (bench.index("anna"), bench.index("rosa")), (role, 3))]
        assert w.ended == [("pact",)]
        assert (w.sets, w.adds, w.moves) == ({}, {}, [])

    def test_the_margin_of_what_is_in_force(self, bench: Bench) -> None:
        """0 while nothing is signed; then by its terms."""
        margin = bench.game.queries["margin"]
        assert margin.call(bench.cells, NOW, bench.index("rosa"), "pact") == 0
        signed = Signed("x", "pact", ("anna", "rosa"), {"role": "stays", "months": 2}, 1, None)
        later = Moment(turn=2, agreements=(signed,))
        assert margin.call(bench.cells, later, bench.index("rosa"), "pact") == 3_000_000
        assert margin.call(bench.cells, later, bench.index("ben"), "pact") == 0

    def test_decimals_of_positions_are_exact(self) -> None:
        """.1 + .2 is .3."""
        made = game()
        actor = Actor("Ben", side="blue", positions={"pact": Position(base="0.1 + 0.2", least="0.3")})
        bench = play(attrs.evolve(made, actors={**made.actors, "ben": actor}))
        kind = bench.game.agreements["pact"]
        found = weigh(bench.game.positions[bench.index("ben"), "pact"], kind.terms, (0, 1), bench.cells, NOW)
        assert found.margin == 0
        assert Decimal(found.worth) / 1_000_000 == Decimal("0.3")


class TestDeeds:
    def test_severities_and_places(self, bench: Bench) -> None:
        """Two raids of anna's on the gorge, one of rosa's on the plain: 84 in all."""
        acts = (
            Act("anna", "raid", {"place": "gorge", "n": 1}),
            Act("anna", "raid", {"place": "gorge", "n": 2}),
            Act("rosa", "raid", {"place": "plain", "n": 1}),
        )
        x, queries = Moment(turn=1, acts=acts), bench.game.queries
        assert queries["severity"].call((), x) == 84
        assert queries["severity_of"].call((), x, bench.index("anna")) == 56
        assert queries["acted_at"].call((), x, "raid", bench.index("gorge")) == 2
        assert queries["places_of"].call((), x, "raid") == 2
