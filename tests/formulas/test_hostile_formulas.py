"""Text that means harm comes back as mistakes with places: no traceback, no wait."""

from __future__ import annotations

import pytest
from benchmarks.soak.formulas import soak

from wargame.rules.formulas import FormulaErrors, compile_expression, compile_program


def test_five_hundred_hostile_texts(names):
    """Known tricks, bent formulas and noise, each as formula and as program, none slower than a second."""
    refused, slowest, which = soak(names, seed=7, n=500)
    assert refused > 800
    assert slowest < 1, which


@pytest.mark.parametrize("text", ["", "   ", "\n", "# only a comment"])
def test_nothing_is_a_mistake(names, text):
    """An empty formula has no value."""
    with pytest.raises(FormulaErrors, match="nothing is written"):
        compile_expression(text, names, {}, None)


def test_too_long_is_said_at_the_place_where_it_is_too_long(names):
    """4,000 characters for a formula, 8,000 for effects."""
    with pytest.raises(FormulaErrors) as caught:
        compile_expression("1 + " * 1_001, names, {}, None)
    assert caught.value.faults[0][0] == 4_000
    with pytest.raises(FormulaErrors) as caught:
        compile_program("alarm = true\n" * 700, names, {})
    assert caught.value.faults[0][0] == 8_000


def test_emitted_code_reaches_no_python(names):
    """The globals of a formula hold no builtins but the arithmetic ones."""
    assert names.space["__builtins__"] == {}
    assert not {"open", "eval", "exec", "getattr", "__import__", "type"} & set(names.space)


def test_a_parameter_may_have_any_name(names):
    """Arguments named as Python's or the emitter's own words do not get in their way."""
    from wargame.model.layout import WHOLE

    args = {"s": WHOLE, "x": WHOLE, "w": WHOLE, "found": WHOLE, "k0": WHOLE}
    made = compile_expression("s + 10 * x + 100 * w + 1000 * found + k0 + turn", names, args, WHOLE)
    from wargame.rules.compiled import Moment

    assert made.call((), Moment(0), 1, 2, 3, 4, 0) == 4321
