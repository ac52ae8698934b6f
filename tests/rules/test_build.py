"""Building a game: boards, start values, and every fault with its path and a remedy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from warmap import Bench, definition, little, play

from wargame.model.definition import Assumption, Claim, Definition, Format, Parameter, Phase, Seat, Seating
from wargame.model.layout import SIDE
from wargame.model.mechanisms import (
    Action,
    Agreement,
    Choice,
    Inject,
    Later,
    Modifier,
    Odds,
    OutcomeDef,
    Param,
    Property,
    Require,
    Rule,
    Variable,
)
from wargame.model.parties import Actor, Doctrine, NamedSet, Objective, Offer, Position, Region, Weight
from wargame.rules.board import make_board
from wargame.rules.build import build
from wargame.rules.compiled import Fault


def faults_of(made: Definition, **how: Any) -> tuple[Fault, ...]:
    """Everything wrong with a definition."""
    game, faults = build(made, **how)
    assert (game is None) == bool(faults)
    return faults


def with_variable(name: str, **fields: Any) -> Definition:
    """The little map with one variable more."""
    return little(variables={**little().variables, name: Variable(**fields)})


def with_action(**fields: Any) -> Definition:
    """The little map with one action."""
    return little(actions={"act": Action("Act", **{"phase": "ground", **fields})})


class TestBoard:
    def test_cells_lie_by_variable_then_member(self) -> None:
        """control before strength; regions by id; last index fastest."""
        board, faults = make_board(little())
        assert faults == ()
        assert board.layout.names[:6] == (
            "control[coast]",
            "control[gorge]",
            "control[north]",
            "control[plain]",
            "strength[anna,coast]",
            "strength[anna,gorge]",
        )

    def test_start_values_come_from_actors_regions_and_start(self) -> None:
        """Later wins: the variable's own, the actor's, the region's, [start]."""
        made = little(
            variables={
                **little().variables,
                "funds": Variable(preset="resource", start=3),
                "trust": Variable(preset="relation"),
                "heat": Variable(preset="track", type="decimal", places=2, start=Decimal("1.5")),
            },
            actors={**little().actors, "anna": Actor("Anna", side="blue", start={"funds": 6, "trust": {"ben": 2}})},
            start={"heat": Decimal("2.25"), "trust": {"ben": {"anna": -1}}},
        )
        bench = play(made)
        assert (bench.get("funds[anna]"), bench.get("funds[ben]")) == (6, 3)
        assert (bench.get("trust[anna,ben]"), bench.get("trust[ben,anna]")) == (2, -1)
        assert bench.get("heat") == 2_250_000
        assert bench.get("strength[rosa,gorge]") == 3

    def test_income_is_a_property_of_each_resource(self) -> None:
        """`income_funds[actor]`."""
        made = little(
            variables={**little().variables, "funds": Variable(preset="resource")},
            actors={**little().actors, "gero": Actor("Gero", side="green", income={"funds": 2})},
        )
        table = play(made).game.board.properties["income_funds"]
        assert table.values == (0, 0, 2, 0)

    def test_an_actor_without_a_side_is_a_side(self) -> None:
        """It fights alone."""
        made = little(actors={**little().actors, "solo": Actor("Solo")})
        universe = play(made).game.board.universe
        assert universe.sides[universe.side_of[universe.actors.index("solo")]] == "solo"
        assert universe.members(SIDE) == ("blue", "green", "red", "solo")

    def test_a_parameter_may_take_an_assumption(self) -> None:
        """An integer literal is whole, any other a decimal."""
        made = little(
            assumptions={"belief": Assumption(Decimal("0.4"), "so")},
            parameters={"theta": Parameter("belief"), "most": Parameter(4)},
        )
        numbers = play(made).game.board.numbers
        assert (str(numbers["theta"].kind), numbers["theta"].value) == ("dec", 400_000)
        assert (str(numbers["most"].kind), numbers["most"].value) == ("whole", 4)

    def test_equal_lists_of_choices_are_one_type(self) -> None:
        """So a variable can keep the term that was signed."""
        made = little(
            variables={**little().variables, "office": Variable(type="enum", values=("stays", "departs"))},
            agreements={
                "deal": Agreement(
                    "Deal", terms={"role": Param("choice", values=("departs", "stays"))}, on_sign="office = role"
                )
            },
        )
        assert play(made).game.agreements["deal"].terms[0].kind.detail == "office"

    @pytest.mark.parametrize(
        ("region", "path", "words"),
        [
            (Region("R", links={"nowhere": Decimal(1)}), ("regions", "gorge", "links", "nowhere"), "unknown region"),
            (Region("R", links={"gorge": Decimal(1)}), ("regions", "gorge", "links", "gorge"), "linked to itself"),
            (Region("R", links={"north": Decimal(2)}), ("regions", "gorge", "links", "north"), "two lengths"),
            (Region("R", links={"north": Decimal(0)}), ("regions", "gorge", "links", "north"), "above 0"),
            (Region("R", values={"control": "bleu"}), ("regions", "gorge", "control"), "unknown side 'bleu'"),
            (Region("R", values={"contrl": "blue"}), ("regions", "gorge", "contrl"), "unknown variable"),
            (Region("R", values={"strength": {"ann": 1}}), ("regions", "gorge", "strength", "ann"), "unknown actor"),
            (Region("R", values={"strength": {"anna": -1}}), ("regions", "gorge", "strength", "anna"), "outside"),
            (Region("R", values={"garrison": Decimal("1.5")}), ("regions", "gorge", "garrison"), "whole number"),
        ],
    )
    def test_faults_of_a_region(self, region: Region, path: tuple[str, ...], words: str) -> None:
        """Each with its own path."""
        found = faults_of(little(regions={**little().regions, "gorge": region}))
        assert any(fault.path == path and words in fault.message for fault in found), found

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"preset": "ressource"}, "unknown preset"),
            ({"type": "wohle"}, "unknown type"),
            ({"type": "whole", "over": ("actr",)}, "unknown set"),
            ({"type": "whole", "range": (5, 1)}, "the least is above the greatest"),
            ({"type": "whole", "range": (1, 5), "start": 9}, "outside the range"),
            ({"type": "decimal", "start": Decimal("0.25")}, "more than 1 places"),
            ({"type": "decimal", "timer": True}, "a timer is a whole number"),
            ({"type": "enum"}, "needs its values"),
            ({"type": "whole?"}, "cannot be nobody"),
            ({"type": "whole", "visible": "owner"}, "nobody owns"),
            ({"type": "whole", "visible": "viewer =="}, "read"),
            ({"type": "whole", "value": "shadow + 1"}, "hangs on itself"),
            ({"type": "whole", "over": ("region",), "value": "need(region)", "visible": "all"}, None),
        ],
    )
    def test_faults_of_a_variable(self, fields: dict[str, Any], words: str | None) -> None:
        """One sentence each; the last is fine."""
        found = faults_of(with_variable("shadow", **fields))
        assert (words is None and not found) or any(words and words in fault.message for fault in found), found

    @pytest.mark.parametrize("name", ["in", "turn", "Anna", "anna", "income_x"])
    def test_a_name_that_formulas_cannot_say(self, name: str) -> None:
        """Python's keywords, the language's words, other tables' names."""
        assert faults_of(with_variable(name, type="whole"))

    def test_a_computed_variable_that_hangs_on_itself_by_way_of_a_mechanic(self) -> None:
        """hostility cannot ask for need, which asks for hostility."""
        made = definition()
        bad = attrs.evolve(made.variables["hostility"], value="1 if need(hama) > 0 else 0")
        found = faults_of(attrs.evolve(made, variables={**made.variables, "hostility": bad}))
        assert any("by way of a mechanic" in fault.message for fault in found)


class TestActions:
    @pytest.mark.parametrize(
        ("fields", "path", "words"),
        [
            ({"phase": "grund"}, ("phase",), "unknown phase 'grund'"),
            ({"visible": "everyone"}, ("visible",), "unknown choice"),
            ({"cost": {"funds": "1"}}, ("cost", "funds"), "unknown resource"),
            ({"params": {"x": Param("regin")}}, ("params", "x", "of"), "unknown kind of parameter"),
            ({"params": {"x": Param("whole")}}, ("params", "x"), "least and greatest"),
            ({"params": {"strength": Param("region")}}, ("params", "strength"), "already means something"),
            ({"text": "{actr} acts"}, ("text",), 'unknown parameter "actr"'),
            ({"effects": "strength[actor, gorge] += 1\nfoo = bar"}, ("effects",), "bar"),
            ({"odds": Odds("50")}, ("outcomes",), "two outcomes"),
            ({"outcomes": {"a": OutcomeDef(), "b": OutcomeDef()}}, ("outcomes",), "without odds"),
            ({"requires": (Require("1", "no"),)}, ("requires", 0, "that"), "needed here"),
            ({"later": {"then": Later("0", "strength[actor, gorge] += 1")}}, ("later", "then", "after"), "one turn"),
        ],
    )
    def test_faults_of_an_action(self, fields: dict[str, Any], path: tuple[str | int, ...], words: str) -> None:
        """Each where it stands."""
        found = faults_of(with_action(**fields))
        assert any(fault.path == ("actions", "act", *path) and words in fault.message for fault in found), found

    @pytest.mark.parametrize(("shares", "good"), [((60,), True), ((60, 50), False), ((None,), False)])
    def test_middle_outcomes_share_what_the_first_leaves(self, shares: tuple[int | None, ...], good: bool) -> None:
        """They add up to 100 per cent at most."""
        middle = {f"m{i}": OutcomeDef(share=share) for i, share in enumerate(shares)}
        made = with_action(odds=Odds("50"), outcomes={"hit": OutcomeDef(), **middle, "miss": OutcomeDef()})
        assert (faults_of(made) == ()) == good

    def test_every_fault_is_reported_at_once(self) -> None:
        """None stops the search for the next; offsets say where in the text."""
        made = with_action(who="strenth[actor, gorge] > 0", effects="strength[actor, gorg] += 1", phase="x")
        found = {fault.path[2]: fault for fault in faults_of(made)}
        assert set(found) == {"who", "effects", "phase"}
        assert (found["who"].offset, found["effects"].offset) == (0, 16)
        assert "strength" in found["who"].hint

    def test_arguments_are_actor_and_parameters(self) -> None:
        """In the file's order, in every formula."""
        made = with_action(params={"n": Param("whole", range=(1, 3)), "where": Param("region")})
        action = play(made).game.actions["act"]
        assert action.who.args == ("actor", "n", "where")
        assert [slot.values for slot in action.params] == [(1, 2, 3), (0, 1, 2, 3)]

    def test_named_sets_and_sets_of_regions_as_parameters(self) -> None:
        """A named set gives its members; a set is a bit mask."""
        made = little(
            sets={"hills": NamedSet("region", ("north", "gorge"))},
            actions={
                "act": Action(
                    "Act", phase="ground", params={"one": Param("hills"), "some": Param("regions", values=("plain",))}
                )
            },
        )
        one, some = play(made).game.actions["act"].params
        assert one.values == (1, 2)
        assert (str(some.kind), some.values) == ("set:region", (8,))


class TestMoved:
    def test_what_is_moved_is_not_set(self) -> None:
        """`=` to a variable that any other text moves is a fault, with its place."""
        made = little(
            variables={
                **little().variables,
                "hoard": Variable(over=("actor",), type="whole", range=(0,), visible="all"),
            },
            actions={"give": Action("Give", phase="ground", effects="move(hoard[actor], hoard[rosa], 1)")},
            rules={"reset": Rule(phase="ground", effects="hoard[anna] = 3")},
        )
        (fault,) = faults_of(made)
        assert (fault.path, fault.offset) == (("rules", "reset", "effects"), 0)
        assert "moved" in fault.message

    def test_what_is_moved_has_no_upper_end(self) -> None:
        """What does not fit would vanish."""
        made = little(
            variables={
                **little().variables,
                "hoard": Variable(over=("actor",), type="whole", range=(0, 9), visible="all"),
            },
            actions={"give": Action("Give", phase="ground", effects="move(hoard[actor], hoard[rosa], 1)")},
        )
        assert any("greatest value" in fault.message for fault in faults_of(made))

    def test_what_a_mechanic_moves_is_not_set_either(self) -> None:
        """Redeployment moves men, whether any text calls it or not."""
        made = little(rules={"reset": Rule(phase="ground", effects="strength[anna, north] = 3")})
        (fault,) = faults_of(made)
        assert fault.path == ("rules", "reset", "effects")


class TestFlows:
    def secret(self, **rule: Any) -> Definition:
        """A rule that writes a public variable by a secret one."""
        return little(
            variables={
                **{key: attrs.evolve(value, visible="all") for key, value in little().variables.items()},
                "plot": Variable(over=("actor",), type="whole"),
                "purse": Variable(over=("actor",), type="whole", visible="owner"),
                "heat": Variable(preset="track", visible="all"),
            },
            rules={"leak": Rule(phase="ground", **rule)},
        )

    @pytest.mark.parametrize(
        "rule",
        [
            {"effects": "heat += plot[anna]"},
            {"effects": "if plot[anna] > 1:\n    heat += 1"},
            {"effects": "n = plot[anna]\nheat += n"},
            {"effects": "heat += 1", "when": "plot[anna] > 2"},
        ],
    )
    def test_a_write_that_tells_is_named(self, rule: dict[str, str]) -> None:
        """By value, by condition, by a local, by `when`: both variables are named."""
        (fault,) = faults_of(self.secret(**rule))
        assert "`heat`" in fault.message
        assert "`plot`" in fault.message
        assert "reveals" in fault.hint

    @pytest.mark.parametrize(
        "rule",
        [
            {"effects": "heat += plot[anna]", "reveals": True},
            {"effects": "plot[anna] += heat"},
            {"effects": "heat += 1", "chance": "plot[anna]"},
            {"effects": "purse[anna] += heat\npurse[ben] += purse[anna]"},
            {"effects": "if plot[anna] > 1:\n    plot[ben] += 1\nheat += 1"},
        ],
    )
    def test_what_tells_nothing_or_means_to_is_fine(self, rule: dict[str, Any]) -> None:
        """Flow by flow: one secret `if` does not taint the rest of a text."""
        assert faults_of(self.secret(**rule)) == ()


class TestRest:
    def test_teams_of_a_seating_and_of_a_person(self) -> None:
        """Actors in no team have one of their own."""
        made = little(seating={"two": Seating(teams={"north": Seat("North", ("anna", "ben"))})})
        game, _ = build(made, seating="two")
        assert game is not None
        assert game.team_of == ("north", "north", "gero", "rosa")
        game, _ = build(made, human=("anna",))
        assert game is not None
        assert game.team_of == ("player", "ben", "gero", "rosa")

    @pytest.mark.parametrize("how", [{"seating": "three"}, {"human": ("ana",)}, {"format": "leson"}])
    def test_unknown_choices_are_named(self, how: dict[str, Any]) -> None:
        """Seating, actor, format."""
        assert faults_of(little(), **how)

    def test_a_format_may_shorten_the_game(self) -> None:
        """Its turns win."""
        game, _ = build(little(formats={"lesson": Format(turns=4)}), format="lesson")
        assert game is not None
        assert game.turns == 4

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"mechanics": {"frontz": {}}}, ("mechanics", "frontz")),
            ({"mechanics": {"fronts": {"thetta": 1}}}, ("mechanics", "fronts", "thetta")),
            ({"mechanics": {"fronts": {"garrison": "garson"}}}, ("mechanics", "fronts")),
            (
                {"mechanics": {"fronts": {"garrison": "control"}, "battle": {"terrain": "strength"}}},
                ("mechanics", "battle"),
            ),
            ({"mechanics": {"battle": {}}}, ("mechanics", "battle")),
            ({"injects": {"i": Inject("I", choices={"a": Choice("A")}, default="b")}}, ("injects", "i", "default")),
            ({"claims": {"c": Claim("C", "1 > 0", by_turn=1, at_turn=2)}}, ("claims", "c", "at_turn")),
            ({"phases": {"ground": Phase("G", resolve="in_turn")}}, ("phases", "ground")),
            ({"agreements": {"a": Agreement("A", parties="all")}}, ("agreements", "a", "parties")),
            (
                {"agreements": {"a": Agreement("A", on_breach="strength[braker, gorge] += 1")}},
                ("agreements", "a", "on_breach"),
            ),
            ({"rules": {"r": Rule(phase="ground", each="regins")}}, ("rules", "r", "each")),
        ],
    )
    def test_faults_elsewhere(self, changes: dict[str, Any], path: tuple[str, ...]) -> None:
        """Mechanics and their settings, injects, claims, phases, agreements, rules."""
        found = faults_of(little(**changes))
        assert any(fault.path[: len(path)] == path for fault in found), found

    @pytest.mark.parametrize(
        ("fields", "path"),
        [
            ({"objectives": {"o": Objective("O", points="many")}}, ("objectives", "o", "points")),
            ({"positions": {"pact": Position(worth={"lenght": {}})}}, ("positions", "pact", "worth", "lenght")),
            (
                {"positions": {"pact": Position(worth={"kind": {"hot": "1"}})}},
                ("positions", "pact", "worth", "kind", "hot"),
            ),
            ({"positions": {"packt": Position()}}, ("positions", "packt")),
            ({"doctrine": Doctrine(orders={"w": Weight("atack", "1")})}, ("doctrine", "orders", "w", "action")),
            (
                {"doctrine": Doctrine(proposals={"p": Offer("pact", ("anna", "bob"))})},
                ("doctrine", "proposals", "p", "parties", 1),
            ),
        ],
    )
    def test_faults_of_an_actor(self, fields: dict[str, Any], path: tuple[str | int, ...]) -> None:
        """Aims, positions, doctrine."""
        made = little(
            agreements={"pact": Agreement("Pact", terms={"kind": Param("choice", values=("soft", "hard"))})},
            actors={**little().actors, "anna": Actor("Anna", side="blue", **fields)},
        )
        found = faults_of(made)
        assert any(fault.path == ("actors", "anna", *path) for fault in found), found

    def test_a_property_given_by_members(self) -> None:
        """`start` as a table."""
        made = little(properties={**little().properties, "rank": Property(over=("actor",), start={"anna": 2})})
        assert play(made).game.board.properties["rank"].values == (2, 0, 0, 0)

    def test_modifiers_of_a_contest_know_attacker_and_place(self) -> None:
        """Arguments (actor, region); `battle_shift` sums those that hold."""
        made = little()
        contest = attrs.evolve(
            made.contests["battle"],
            modifiers=(
                Modifier("2", "anna leads", "actor == anna"),
                Modifier("-1", "high walls", "region == gorge"),
            ),
        )
        bench: Bench = play(attrs.evolve(made, contests={"battle": contest}))
        assert bench.ask("battle_shift", "anna", "gorge") == 1
        assert bench.ask("battle_shift", "gero", "plain") == 0
