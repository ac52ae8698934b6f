"""Effects: what a program asks for, and what it reads of its own writes."""

from __future__ import annotations

import pytest

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, REGION
from wargame.rules.compiled import Moment
from wargame.rules.formulas import compile_program
from wargame.rules.writes import Writes

ARGS = {"actor": ACTOR, "region": REGION}


def run(names, text, cells=None, actor=0, region=1):
    """The write log of a program for anna at the gorge: sets, adds, moves by cell names, and contests entered."""
    layout = names.board.layout
    s = list(names.board.start)
    for name, value in (cells or {}).items():
        s[layout.by_name[name]] = value
    before, w = list(s), Writes(layout, s)
    compile_program(text, names, ARGS).call(s, Moment(3), w, actor, region)
    assert s == before
    name = layout.names
    return {
        "sets": {name[cell]: value for cell, value in w.sets.items()},
        "adds": {name[cell]: value for cell, value in w.adds.items()},
        "moves": [(name[a], name[b], n) for a, b, n in w.moves],
        "enters": list(w.enters),
    }


def test_a_program_asks_and_never_changes_the_cells(names):
    """`=`, `+=`, `-=`, move and enter land in the write log, raw."""
    asked = run(
        names,
        "alarm = true\nescalation += 0.5\nstrength[actor, region] -= 20\n"
        "move(funds[actor], funds[ben], 2)\nenter(battle, region)\nenter(battle, region)\n",
    )
    assert asked == {
        "sets": {"alarm": 1},
        "adds": {"escalation": 500_000, "strength[anna,gorge]": -20},
        "moves": [("funds[anna]", "funds[ben]", 2)],
        "enters": [("battle", 1)],
    }


def test_2_an_own_read_is_clamped(names):
    """Worked example 2: will 9, `+= 3`, then `if will == 10`."""
    text = "will[actor] += 3\nif will[actor] == 10:\n    escalation += 1\n"
    assert run(names, text, {"will[anna]": 9_000_000})["adds"] == {"will[anna]": 3_000_000, "escalation": 1_000_000}


@pytest.mark.parametrize(("text", "sets", "adds"), [("+= 3|= 5", 5, None), ("= 5|+= 3", 5, 3), ("+= 3|+= 1", None, 4)])
def test_5_an_own_set_drops_own_sums_before_it(names, text, sets, adds):
    """Worked example 5."""
    first, second = text.split("|")
    asked = run(names, f"score[actor] {first}\nscore[actor] {second}")
    assert asked["sets"].get("score[anna]") == sets
    assert asked["adds"].get("score[anna]") == adds


def test_7_programs_read_the_start_of_the_phase(names):
    """Worked example 7: two programs that swap read what was there, not what the other wrote."""
    cells = {"will[anna]": 7_000_000, "will[ben]": 6_000_000}
    assert run(names, "will[anna] = will[ben]", cells)["sets"] == {"will[anna]": 6_000_000}
    assert run(names, "will[ben] = will[anna]", cells)["sets"] == {"will[ben]": 7_000_000}


def test_own_writes_show_in_sums_queries_and_computed_variables(names):
    """Moves, a procedure's writes and loops included; at_start reads what was there before."""
    text = (
        "strength[actor, region] += 4\n"
        "move(strength[actor, region], strength[actor, north], 1)\n"
        "muster(actor, plain)\n"
        "score[anna] = here[region]\n"
        "score[ben] = men(actor)\n"
        "score[gero] = at_start(men(actor))\n"
        "for i in range(3):\n"
        "    score[rosa] += score[rosa] + 1\n"
    )
    asked = run(names, text)
    assert asked["sets"] == {"score[anna]": 3, "score[ben]": 6, "score[gero]": 0}
    assert asked["adds"]["score[rosa]"] == 7


def test_own_reads_round_to_the_places_that_the_variable_keeps(names):
    """6.75 reads as 6.8, 6.65 as 6.6: half to even, once."""
    for start, reads in ((6_750_000, 6_800_000), (6_650_000, 6_600_000)):
        asked = run(names, f"will[actor] = {start / 1_000_000}\nwill[ben] = will[actor]")
        assert asked["sets"]["will[ben]"] == reads


def test_no_copy_is_made_where_nothing_own_is_read(names):
    """The copy costs; a program that reads first and writes later needs none."""
    reads_first = compile_program("will[actor] += will[ben]\nfunds[actor] += 1", names, ARGS)
    assert "w.own" not in reads_first.source
    reads_own = compile_program("will[actor] += 1\nwill[ben] = will[actor]", names, ARGS)
    assert "w.own" in reads_own.source
    in_a_loop = compile_program("for a in actors:\n    will[a] += will[leader]", names, ARGS)
    assert "w.own" in in_a_loop.source


def test_emitted_programs_read_like_the_text(names):
    """The worked compile of the rules: an own copy only where needed, constants folded."""
    layout = names.board.layout
    strength, will, escalation = (layout.columns[name].offset for name in ("strength", "will", "escalation"))
    text = "strength[actor, region] -= 1\nif will[actor] > 3:\n    escalation += 1\nescalation += 0.5\n"
    assert compile_program(text, names, ARGS).source == (
        "def formula(s, x, w, a_actor, a_region):\n"
        f"    w.add({strength} + a_actor * 4 + a_region, -1)\n"
        f"    if (s[{will} + a_actor] > 3000000):\n"
        f"        w.add({escalation}, 1000000)\n"
        f"    w.add({escalation}, 500000)\n"
    )


def test_locals_and_branches(names):
    """A local exists after an `if` when both branches gave it a value; elif and else as in Python."""
    text = "if turn > 5:\n    n = 1\nelif turn > 2:\n    n = 2\nelse:\n    n = 3\nn += 10\nscore[actor] = n\n"
    assert run(names, text)["sets"] == {"score[anna]": 12}


def test_a_text_that_is_indented_as_a_whole_is_read(names):
    """TOML's long strings are often indented with the table."""
    assert run(names, "\n    alarm = true\n    if alarm:\n        count_down = 1\n")["sets"] == {
        "alarm": 1,
        "count_down": 1,
    }


def test_what_a_write_hangs_on(names):
    """Flows: the value, the index, the ifs around, and the locals in them - write by write, with its place."""
    text = "n = funds[rosa]\nif alarm:\n    score[leader] += n\nescalation += 0.1\n"
    program = compile_program(text, names, ARGS)
    assert dict(program.flows) == {"score": {"funds", "alarm", "leader"}, "escalation": frozenset()}
    first = program.touches[0]
    assert text[first.offset : first.offset + first.length] == "score[leader] += n"
    assert (first.verb, first.variable) == ("+=", "score")


def test_a_program_says_what_it_moves_and_enters(names):
    """So that `=` to a moved variable can be refused once all texts are known."""
    program = compile_program(
        "move(funds[anna], funds[ben], 1)\nenter(battle, north)\nmuster(anna, north)", names, ARGS
    )
    assert program.moves == {"funds"}
    assert program.writes == {"funds", "strength"}
    assert program.enters == {"battle"}


@pytest.mark.parametrize(
    "text",
    [
        "count_down = 1 / count_down * 0 + 1",
        "score[actor] += 9007199254740992\nscore[actor] += 1",
        "move(funds[anna], funds[ben], 0 - 1)",
    ],
)
def test_a_program_without_a_value_fails(names, text):
    """Division by zero, sums beyond 2^53, a move of less than nothing."""
    text = text.replace("1 / count_down * 0 + 1", "round(1 / count_down)")
    with pytest.raises(FormulaFailed):
        run(names, text)


def test_nobody_can_be_written_where_a_variable_may_hold_it(names):
    """`control` may be nobody's."""
    assert run(names, "control[region] = nobody\nhost[region] = actor")["sets"] == {
        "control[gorge]": -1,
        "host[gorge]": 0,
    }
