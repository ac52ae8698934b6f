"""Odds: the chance of a roll's first outcome, and the shifts of a contest, each with the lines that make them up.

The same functions serve the truth and what a team believes: give them those cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledModifier, CompiledOdds


@attrs.frozen
class Line:
    """A line of the working: words (a template of the parameters), points, number of the modifier (-1: base)."""

    say: str
    points: int
    modifier: int = -1


def odds(roll: CompiledOdds, s: Any, x: Moment, args: Sequence[int]) -> tuple[int, tuple[Line, ...]]:
    """The chance, clamped to 0 and the roll's unit (100 or 1000), and its working: base, then modifiers that hold.

    Args:
        args: (actor, *parameters), as the action's formulas take them.

    Raises:
        FormulaFailed: where a formula has no value on these cells.
    """
    lines = [Line("base", roll.base.call(s, x, *args))]
    lines.extend(working(roll.modifiers, s, x, args))
    return max(0, min(roll.unit, sum(line.points for line in lines))), tuple(lines)


def working(modifiers: Iterable[CompiledModifier], s: Any, x: Moment, args: Sequence[int]) -> tuple[Line, ...]:
    """The modifiers that hold, with their points, in file order."""
    return tuple(
        Line(one.say, one.add.call(s, x, *args), i)
        for i, one in enumerate(modifiers)
        if one.when is None or one.when.call(s, x, *args)
    )


def shift_of(modifiers: Iterable[CompiledModifier], s: Any, x: Moment, actor: int, place: int) -> int:
    """Column shift of an attacker in a contest: the sum of the contest's modifiers that hold for it."""
    return sum(line.points for line in working(modifiers, s, x, (actor, place)))
