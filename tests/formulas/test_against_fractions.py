"""The compiled formulas and a slow evaluator in exact fractions agree; what is read lies in the footprint."""

from __future__ import annotations

import random

import pytest
from benchmarks.soak.texts import DEC, FLAG, WHOLE, Writer
from hypothesis import given, settings
from hypothesis import strategies as st
from slow import Fails, Slow

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, LARGEST, REGION, Kind
from wargame.rules.compiled import Moment
from wargame.rules.formulas import FormulaErrors, compile_expression, compile_program

ARGS = {"actor": ACTOR, "region": REGION}


class Watched(list):
    """Cells that note which of them are read."""

    def __init__(self, cells):
        super().__init__(cells)
        self.read = set()

    def __getitem__(self, cell):
        self.read.add(cell)
        return super().__getitem__(cell)


def random_cells(board, dice):
    """A state within every variable's bounds; unbounded numbers are sometimes enormous."""
    cells = []
    for cell in range(board.layout.size):
        column = board.layout.column_of[cell]
        if column.kind.is_number:
            far = LARGEST if dice.random() < 0.03 else 30
            low = -far if column.low is None else column.low
            high = far if column.high is None else column.high
            cells.append(dice.randint(low // column.step, high // column.step) * column.step)
        elif column.kind.base == "flag":
            cells.append(dice.randrange(2))
        else:
            cells.append(dice.randrange(-1 if column.kind.optional else 0, len(board.universe.members(column.kind))))
    return cells


@given(seed=st.integers(0, 2**32), kind=st.sampled_from([WHOLE, DEC, FLAG]))
@settings(max_examples=400, deadline=None)
def test_compiled_and_slow_agree(names, seed, kind):
    """Same value, or both fail: on random formulas of the language over random states."""
    dice = random.Random(seed)
    text = Writer(dice).text(kind)
    try:
        made = compile_expression(text, names, ARGS, Kind(kind))
    except FormulaErrors as error:
        known = ("division by zero", "beyond", "steps")
        unknown = [fault for fault in error.faults if not any(words in fault[2] for words in known)]
        assert unknown == []
        return
    cells, actor, region = Watched(random_cells(names.board, dice)), dice.randrange(4), dice.randrange(4)
    try:
        _, exact = Slow(names.board, list(cells), 3, actor, region).value(text, kind)
        expected = exact * 1_000_000 if kind == DEC else int(exact)
    except Fails:
        with pytest.raises(FormulaFailed):
            made.call(cells, Moment(3), actor, region)
    else:
        found = made.call(cells, Moment(3), actor, region)
        assert type(found) is int
        assert found == expected
    assert cells.read <= made.footprint(Moment(3), actor, region)
    assert {names.board.layout.column_of[cell].id for cell in cells.read} <= made.reads


PROGRAMS = (
    "for q in neighbours(region):\n    if control[q] == side(actor):\n        score[actor] += strength[actor, q]\n",
    "x = 1 if alarm else 2\nscore[actor] += x * funds[actor]\nif score[actor] > 3:\n    escalation += 0.1\n",
    "if host[region] != nobody:\n    will[host[region]] -= worth[region]\n",
    "for a in actors:\n    for r in regions:\n        if rough[r] and men(a) > 3:\n            will[a] += 1\n",
    "score[leader] = men(leader)\nleader = actor\nscore[leader] += here[region] + at_start(score[leader])\n",
    "for a in (actor, leader):\n    mood[a] = angry if will[a] < 5 else mood[leader]\n",
)


@pytest.mark.parametrize("text", PROGRAMS)
def test_programs_read_within_their_footprint(names, text):
    """No short circuit, both branches; an index that reads cells stands for every member."""
    from wargame.rules.writes import Writes

    program = compile_program(text, names, ARGS)
    for seed in range(60):
        dice = random.Random(seed)
        cells, actor, region = Watched(random_cells(names.board, dice)), dice.randrange(4), dice.randrange(4)
        try:
            program.call(cells, Moment(3), Writes(names.board.layout, list(cells)), actor, region)
        except FormulaFailed:
            continue
        assert cells.read <= program.footprint(Moment(3), actor, region)
        assert {names.board.layout.column_of[cell].id for cell in cells.read} <= program.reads


def test_a_filter_that_reads_no_cell_is_kept(names):
    """Own side's men only: the others' cells are not in the footprint, so odds on them can be told."""
    text = "sum(strength[a, region] for a in actors if side(a) == side(actor))"
    made = compile_expression(text, names, ARGS, None)
    names_read = {names.board.layout.names[cell] for cell in made.footprint(Moment(1), 0, 1)}
    assert names_read == {"strength[anna,gorge]", "strength[ben,gorge]"}


def test_both_branches_count(names):
    """A secret behind `alarm and …` is in the footprint whatever alarm is."""
    made = compile_expression("alarm and funds[rosa] > 3", names, ARGS, None)
    assert {names.board.layout.names[cell] for cell in made.footprint(Moment(1), 0, 0)} == {"alarm", "funds[rosa]"}


def test_a_query_gives_its_variables_whole(names):
    """Nobody knows which cells Python reads."""
    made = compile_expression("men(actor)", names, ARGS, None)
    assert len(made.footprint(Moment(1), 0, 0)) == 16
