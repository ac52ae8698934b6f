"""The grammar by example: what a formula says, what it is worth, what it reads."""

from __future__ import annotations

import pytest

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, REGION, Kind
from wargame.model.state import Act, Pending, Signed
from wargame.rules.compiled import Moment
from wargame.rules.formulas import compile_expression, compile_template

ARGS = {"actor": ACTOR, "region": REGION}
MOMENT = Moment(
    3,
    agreements=(Signed("a", "truce", ("anna", "rosa"), {"where": "gorge,north", "until": 4}, 1, None),),
    pending=(Pending("strike", "echo", "anna", {}, 0, 1, 5),),
    acts=(Act("anna", "strike", {"region": "gorge", "against": "rosa"}), Act("ben", "talk", {})),
)


def worth(names, text, want=None, cells=None, actor=0, region=1):
    """The value of a text for anna at the gorge, on the start cells changed by `cells`."""
    layout = names.board.layout
    s = list(names.board.start)
    for name, value in (cells or {}).items():
        s[layout.by_name[name]] = value
    return compile_expression(text, names, ARGS, want).call(s, MOMENT, actor, region)


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("1 / 3", 333_333),
        ("2 / 3", 666_667),
        ("-1 / 8", -125_000),
        ("1.5 * 0.333333", 500_000),
        ("0.5 * 0.000001", 0),
        ("0.5 * 0.000003", 2),
        ("0.1 + 0.2", 300_000),
        ("2 * 0.000001", 2),
        ("0.000001 / 2", 0),
        ("0.000003 / 2", 2),
        ("1 / 0.5", 2_000_000),
        ("7 / 2.0", 3_500_000),
    ],
)
def test_millionths_are_rounded_once_half_to_even(names, text, millionths):
    """Machine section 3, Millionths (1) and (2), with constants and through cells."""
    assert worth(names, text, Kind("dec")) == millionths


def test_arithmetic_on_cells_is_the_same_as_on_constants(names):
    """`will[anna] * 0.333333` at 1.5 rounds like the constants do."""
    assert worth(names, "will[anna] * 0.333333", cells={"will[anna]": 1_500_000}) == 500_000
    assert worth(names, "will[anna] / will[ben]", cells={"will[anna]": 1_000_000, "will[ben]": 3_000_000}) == 333_333
    assert worth(names, "funds[anna] / funds[rosa]") == 666_667
    assert worth(names, "funds[anna] / will[anna]", cells={"will[anna]": 4_000_000}) == 1_500_000


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("round(2.5)", 2),
        ("round(3.5)", 4),
        ("round(-2.5)", -2),
        ("floor(-0.1)", -1),
        ("ceil(-0.9)", 0),
        ("ceil(0.000001)", 1),
        ("floor(will[actor])", 5),
        ("round(will[actor] / 2)", 2),
    ],
)
def test_the_text_says_where_it_rounds(names, text, whole):
    """Millionths (3)."""
    assert worth(names, text, Kind("whole")) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4", 3),
        ("funds[actor] + base", 51),
        ("3 if escalation < 4 else 0", 3),
        ("abs(0 - funds[actor])", 6),
        ("clamp(funds[actor], 0, 5)", 5),
        ("min(funds[actor], 3, 9)", 3),
        ("max(1, funds[ben])", 4),
        ("turns - turn", 9),
        ("sum(funds[a] for a in actors)", 22),
        ("sum(funds[a] for a in actors if side(a) == blue)", 10),
        ("sum(funds[a] for a in members(side(actor)))", 10),
        ("max(funds[a] for a in (ben, gero))", 4),
        ("min(funds[a] for a in actors if funds[a] > 100)", 0),
        ("count(a for a in actors if funds[a] > 3)", 3),
        ("count(funds[a] > 3 for a in actors)", 3),
        ("count(r for r in uplands if rough[r])", 1),
        ("sum(1 for a in actors for b in actors if a != b)", 12),
        ("here[region] + twice[region]", 0),
        ("men(actor)", 0),
        ("in_force(truce)", 1),
        ("pending(strike, anna)", 1),
        ("acted(talk, ben)", 1),
        ("round(length(north, plain) * 10)", 5),
        ("round(worth[coast] * 2)", 3),
    ],
)
def test_numbers(names, text, expected):
    """Each function and loop of the language, once."""
    assert worth(names, text, Kind("whole")) == expected


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("true and not false", True),
        ("1 < 2 <= 2", True),
        ("turn in (1, 2, 3)", True),
        ("actor in allies", True),
        ("rosa not in allies", True),
        ("region in uplands", True),
        ("coast in neighbours(plain)", True),
        ("control[region] == nobody", True),
        ("control[region] != blue", True),
        ("host[region] == anna", False),
        ("leader == anna", True),
        ("mood[actor] == calm", True),
        ("alarm", False),
        ("alarm == false", True),
        ("rough[gorge]", True),
        ("side(actor) == side(ben)", True),
        ("linked(region, north)", True),
        ("linked(gorge, coast)", False),
        ("any(funds[a] > 8 for a in actors)", True),
        ("all(funds[a] > 8 for a in actors)", False),
        ("all(false for a in actors if false)", True),
        ("has_agreement(truce, anna, rosa)", True),
        ("has_agreement(truce, anna, ben)", False),
        ("has_agreement(truce, anna, rosa, gorge)", True),
        ("has_agreement(truce, anna, rosa, coast)", False),
        ("party(truce, rosa)", True),
        ("party(pact, rosa)", False),
        ("attacked(anna, rosa, gorge)", True),
        ("attacked(anna, rosa, coast)", False),
        ("attacked(rosa, anna, gorge)", False),
        ("will[actor] > 4", True),
        ("0.5 == 1 / 2", True),
        ("funds[anna] > 5.5", True),
        ("funds[anna] != 0 or 1 / count_down > 0", True),
        ("(anna if alarm else nobody) == nobody", True),
    ],
)
def test_conditions(names, text, holds):
    """Comparison, sets, flags, ids; `and` and `or` stop at the first answer."""
    assert worth(names, text, Kind("flag")) == int(holds)


def test_a_set_argument_can_be_gone_through_and_asked(names):
    """A term such as `where` is a set of regions."""
    args = {"where": Kind("region", many=True), "parties": Kind("actor", many=True)}
    some = compile_expression("count(r for r in where if r in uplands)", names, args, Kind("whole"))
    assert some.call(names.board.start, MOMENT, 0b0111, 0) == 2
    attacked = compile_expression("anna in parties and attacked(anna, rosa, where)", names, args, Kind("flag"))
    assert attacked.call(names.board.start, MOMENT, 0b0010, 0b0001) == 1
    assert attacked.call(names.board.start, MOMENT, 0b0001, 0b0001) == 0


def test_a_bare_id_is_read_by_its_surroundings(names):
    """`low` may be a member of two enums; the variable beside it tells which."""
    assert worth(names, "calm == mood[actor]") == 1
    assert worth(names, "mood[actor] in (calm, angry)") == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1 / count_down", "a division by zero"),
        ("will[actor] / (escalation - escalation)", "a division by zero"),
        ("will[host[region]]", "nobody where somebody is needed"),
        ("funds[anna] * funds[anna] * funds[anna]", "a number beyond 2^53"),
        ("clamp(1, count_down + 1, 0)", "clamp with a lower bound above the upper one"),
    ],
)
def test_a_formula_without_a_value_fails(names, text, reason):
    """Division by zero, nobody as an index, a number beyond 2^53: FormulaFailed, never a wrong number."""
    with pytest.raises(FormulaFailed, match=reason.replace("^", r"\^")):
        worth(names, text, cells={"funds[anna]": 2**30})


def test_numbers_up_to_the_limit_are_kept_exactly(names):
    """2^53 itself is a number; one more is not, in a sum as in a product."""
    assert worth(names, "funds[anna] + 0", cells={"funds[anna]": 2**53}) == 2**53
    with pytest.raises(FormulaFailed):
        worth(names, "funds[anna] + 1", cells={"funds[anna]": 2**53})
    with pytest.raises(FormulaFailed):
        worth(names, "sum(funds[a] for a in actors)", cells={"funds[anna]": 2**53})
    with pytest.raises(FormulaFailed):
        worth(names, "funds[anna]", Kind("dec"), cells={"funds[anna]": 2**53})


def test_what_is_known_at_load_is_worked_out_at_load(names):
    """Parameters, assumptions and members of fixed sets leave nothing to do in play."""
    assert compile_expression("base * 2 + 10", names, {}, Kind("whole")).constant == 100
    assert compile_expression("rate * resolve", names, {}, None).constant == 45_000
    assert compile_expression("side(anna)", names, {}, Kind("side")).constant == 0
    assert compile_expression("funds[anna]", names, {}, None).constant is None
    source = compile_expression("sum(funds[a] for a in actors if side(a) == blue)", names, {}, None).source
    funds = names.board.layout.columns["funds"].offset
    assert f"s[{funds} + 0] + s[{funds} + 1]" in source


def test_emitted_source_is_readable(names):
    """One function a text; constant indexes are cell numbers."""
    found = compile_expression("strength[anna, north] >= 2 and not alarm", names, ARGS, Kind("flag"))
    cell = names.board.layout.by_name["strength[anna,north]"]
    alarm = names.board.layout.by_name["alarm"]
    assert found.source == (
        f"def formula(s, x, a_actor, a_region):\n    return 1 if ((s[{cell}] >= 2) and (not s[{alarm}])) else 0\n"
    )
    assert found.reads == {"strength", "alarm"}


def test_formulas_over_several_lines_and_with_comments(names):
    """TOML's long strings: line breaks, CRLF and comments mean nothing."""
    assert worth(names, "\n  funds[actor] # é\n  + 1\n") == 7
    assert worth(names, "\r\nfunds[actor]\r\n+ 1\r\n") == 7


def test_templates_have_places_for_parameters_only():
    """`{region}` is a place; the words around it are themselves."""
    words = compile_template("{actor} strikes {region}: {actor}!", ("actor", "region"))
    assert words.parts == ("", "actor", " strikes ", "region", ": ", "actor", "!")
