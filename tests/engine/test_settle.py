"""Settling a step, by the worked examples 1 to 11 and 16 of the machine."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine.settle import settle
from wargame.model.layout import ACTOR, DEC, MILLION, WHOLE, Column, Layout, Universe
from wargame.rules.writes import Writes

ACTORS = ("anna", "ben", "gero")
UNIVERSE = Universe(ACTORS, (), (), {}, {}, (0, 0, 0), {})


def board(on_conflict: str = "nobody") -> Layout:
    """Funds and will of three actors, and how deep they are dug in."""
    columns = {
        "dug": Column("dug", (), (), WHOLE, 0, 9, 1, 0, 0, on_conflict=on_conflict),
        "funds": Column("funds", (ACTOR,), (3,), WHOLE, 0, None, 1, 1, 0, stock=True),
        "will": Column("will", (ACTOR,), (3,), DEC, 0, 10 * MILLION, MILLION // 10, 4, 0),
    }
    return Layout(UNIVERSE, columns, 7)


LAYOUT = board()
DUG, FUNDS, WILL = 0, 1, 4
ANNA, BEN, GERO = range(3)


def cells(dug: int = 0, funds: tuple[int, ...] = (0, 0, 0), will: tuple[float, ...] = (5, 5, 5)) -> tuple[int, ...]:
    """The cells, will in points."""
    return (dug, *funds, *(round(w * MILLION) for w in will))


def log(*writes: tuple[object, ...], layout: Layout = LAYOUT) -> Writes:
    """One program's write log: ("set", cell, n), ("add", cell, n), ("move", from, to, n)."""
    w = Writes(layout, ())
    for verb, *rest in writes:
        getattr(w, str(verb))(*rest)
    return w


def after(start: tuple[int, ...], *logs: Writes, layout: Layout = LAYOUT) -> list[int]:
    """The cells after settling."""
    found = list(start)
    for cell, old, new in settle(layout, start, logs).changes:
        assert found[cell] == old
        found[cell] = new
    return found


def test_1_sums_of_all_are_clamped_once() -> None:
    """Will 9, +3 and -1: 11, clamped to 10. One after the other would give 9 or 10."""
    start = cells(will=(9, 5, 5))
    assert after(start, log(("add", WILL, 3 * MILLION)), log(("add", WILL, -MILLION)))[WILL] == 10 * MILLION


@pytest.mark.parametrize(("adds", "becomes"), [((-0.25, -0.25), 6.5), ((-0.25,), 6.8), ((-0.35,), 6.6)])
def test_3_a_sum_is_rounded_once_half_to_even(adds: tuple[float, ...], becomes: float) -> None:
    """Two quarters are a half; one alone is rounded to the place that the variable keeps."""
    logs = [log(("add", WILL, round(n * MILLION))) for n in adds]
    assert after(cells(will=(7, 5, 5)), *logs)[WILL] == round(becomes * MILLION)


def test_4_setting_comes_before_sums() -> None:
    """`= 5` by one and `+= 1` by another: 6."""
    assert after(cells(), log(("set", DUG, 5)), log(("add", DUG, 1)))[DUG] == 6


def test_5_an_own_setting_drops_the_own_sums_before_it() -> None:
    """`+= 3` then `= 5` is 5; `= 5` then `+= 3` is 8."""
    assert after(cells(), log(("add", DUG, 3), ("set", DUG, 5)))[DUG] == 5
    assert after(cells(), log(("set", DUG, 5), ("add", DUG, 3)))[DUG] == 8


@pytest.mark.parametrize(("rule", "becomes"), [("nobody", 2), ("highest", 7)])
def test_6_unlike_settings_follow_the_variable(rule: str, becomes: int) -> None:
    """`= 5`, `= 4` and `+= 2`: nobody's counts, or the highest."""
    layout = board(rule)
    logs = [log((verb, DUG, n), layout=layout) for verb, n in (("set", 5), ("set", 4), ("add", 2))]
    assert after(cells(), *logs, layout=layout)[DUG] == becomes


def test_6_unlike_settings_can_be_a_question() -> None:
    """The cell and the values asked for come back; an answer decides, and so does leaving it as it is."""
    layout = board("question")
    logs = [log((verb, DUG, n), layout=layout) for verb, n in (("set", 5), ("set", 4), ("add", 2))]
    assert settle(layout, cells(1), logs).conflicts == ((DUG, (4, 5)),)
    assert settle(layout, cells(1), logs, {DUG: 4}).changes == ((DUG, 1, 6),)
    assert settle(layout, cells(1), logs, {DUG: None}).changes == ((DUG, 1, 3),)


@pytest.mark.parametrize("rule", ["nobody", "highest", "question"])
def test_6_the_same_setting_twice_is_no_conflict(rule: str) -> None:
    """`= 5` by two programs is 5."""
    settled = settle(board(rule), cells(), [log(("set", DUG, 5)), log(("set", DUG, 5))])
    assert settled.changes == ((DUG, 0, 5),)
    assert settled.conflicts == ()


def test_8_claims_beyond_what_is_there_get_their_share() -> None:
    """Ben has 4 and gives 3 and 2: 3 x 4 / 5 = 2 and 2 x 4 / 5 = 1; he keeps 1."""
    start = cells(funds=(0, 4, 0))
    logs = [log(("move", FUNDS + BEN, FUNDS + ANNA, 3)), log(("move", FUNDS + BEN, FUNDS + GERO, 2))]
    assert after(start, *logs)[FUNDS : FUNDS + 3] == [2, 1, 1]


def test_9_equal_claims_to_one_unit_get_nothing() -> None:
    """One coin and two claims of one: nobody gets it."""
    start = cells(funds=(0, 1, 0))
    logs = [log(("move", FUNDS + BEN, FUNDS + ANNA, 1)), log(("move", FUNDS + BEN, FUNDS + GERO, 1))]
    assert after(start, *logs) == list(start)


def test_10_what_arrives_cannot_leave_in_the_same_step() -> None:
    """Ben gives Anna 4, Anna has 6 and gives Gero 8: he gets the 6."""
    start = cells(funds=(6, 4, 3))
    logs = [log(("move", FUNDS + BEN, FUNDS + ANNA, 4)), log(("move", FUNDS + ANNA, FUNDS + GERO, 8))]
    assert after(start, *logs)[FUNDS : FUNDS + 3] == [4, 0, 9]


def test_11_who_left_was_not_hit() -> None:
    """Two men, two move out, one is shot: none here, two there."""
    start = cells(funds=(2, 0, 0))
    logs = [log(("move", FUNDS + ANNA, FUNDS + BEN, 2)), log(("add", FUNDS + ANNA, -1))]
    assert after(start, *logs)[FUNDS : FUNDS + 2] == [0, 2]


def test_16_a_small_sum_is_rounded_to_the_place_kept() -> None:
    """5.3 less 0.207 is 5.093, kept as 5.1."""
    assert after(cells(will=(5.3, 5, 5)), log(("add", WILL, -207_000)))[WILL] == 5_100_000


WRITES = st.one_of(
    st.tuples(st.just("set"), st.integers(0, 3), st.integers(0, 9)),
    st.tuples(st.just("add"), st.integers(0, 6), st.integers(-9, 9)),
    st.tuples(st.just("move"), st.integers(1, 3), st.integers(1, 3), st.integers(0, 9)),
)


@given(st.lists(st.lists(WRITES, max_size=4), min_size=1, max_size=4), st.integers(0, 5))
def test_the_order_of_programs_never_matters(programs: list[list[tuple[object, ...]]], purse: int) -> None:
    """All orders of the same write logs settle alike."""
    start = cells(funds=(purse, 3, 1))
    found = {tuple(after(start, *(log(*writes) for writes in order))) for order in permutations(programs)}
    assert len(found) == 1


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 9)), max_size=8))
def test_moves_alone_lose_and_make_nothing(moves: list[tuple[int, int, int]]) -> None:
    """What is moved is still there, somewhere, and nobody falls below 0."""
    start = cells(funds=(4, 2, 1))
    found = after(start, *(log(("move", *move)) for move in moves))[FUNDS : FUNDS + 3]
    assert sum(found) == 7
    assert min(found) >= 0
