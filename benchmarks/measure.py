"""Paired timing: both sides in turn, many short runs, medians of ratios; never an absolute time."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

import attrs


@attrs.frozen
class Row:
    """One line of the table.

    Attributes:
        what: in words. ratio: median over the pairs. low, high: quartiles. goal: what is aimed at.
        more: True if a larger ratio is better.
    """

    what: str
    ratio: float
    low: float
    high: float
    goal: float
    more: bool = True

    def __str__(self) -> str:
        sign = "≥" if self.more else "≤"
        fine = "met" if (self.ratio >= self.goal) == self.more else "MISSED"
        return (
            f"{self.what:<66} {self.ratio:8.3f}  [{self.low:.3f} – {self.high:.3f}]  goal {sign} {self.goal:g}  {fine}"
        )


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def paired(
    what: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    pairs: int,
    goal: float,
    speed: bool = True,
    scale: float = 1.0,
) -> Row:
    """Runs both sides in turn and compares.

    Args:
        speed: the ratio is their time by ours (larger is better); else our time by theirs.
        scale: work of ours for one unit of theirs, where the two runs differ in size.
    """
    gc.collect()
    gc.freeze()
    ratios = []
    for i in range(pairs):
        first, second = (ours, theirs) if i % 2 else (theirs, ours)
        times = {first: seconds(first)}
        times[second] = seconds(second)
        ratios.append(scale * (times[theirs] / times[ours] if speed else times[ours] / times[theirs]))
    gc.unfreeze()
    ratios.sort()
    quarter = len(ratios) // 4
    return Row(what, statistics.median(ratios), ratios[quarter], ratios[-1 - quarter], goal, speed)
