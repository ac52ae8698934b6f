"""Redeployment: reserves shift along own ground to where men are missing. Free, at most so many men a turn.

    redeploy(side, n)

One man after the other, on the phase's start: from the region with most free men to the one that misses most, if own
ground connects them; ties by id. When nobody misses two men or more and the side has a main effort (setting `effort`
of fronts), what is left of n goes to that own region beside the effort which has most free men already.
The men are those of the actor that has most there. Source: table.md section 5; model.md section 4 (analysis, 21).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.layout import NOBODY, SIDE, WHOLE
from wargame.rules.compiled import Moment, Procedure
from wargame.rules.mechanics.line import Line
from wargame.rules.writes import Writes

MOST = 100


def redeploy_procedure(line: Line) -> Procedure:
    """The procedure, bound to fronts."""
    effort = line.effort.reads if line.effort is not None else ()

    def redeploy(s: Any, x: Moment, w: Writes, side: int, n: int) -> None:
        if not 0 <= n <= MOST:
            raise FormulaFailed(f"redeploy moves 0 to {MOST} men")
        for (actor, source, target), men in sorted(moves(line, s, x, side, n).items()):
            w.move(line.cell(actor, source), line.cell(actor, target), men)

    name = line.strength.name
    says = "shifts a side's reserves"
    return Procedure("redeploy", (SIDE, WHOLE), (*line.reads, *effort), (name,), redeploy, says, (name,))


def moves(line: Line, s: Any, x: Moment, side: int, n: int) -> Counter[tuple[int, int, int]]:
    """(actor, from, to) -> men, at most n in all."""
    own = line.own(s, side)
    slack = {region: line.slack(s, x, region) for region in own}
    men = {(actor, region): s[line.cell(actor, region)] for actor in line.members[side] for region in own}
    islands = _islands(line, own)
    effort = line.effort.call(s, x, side) if line.effort is not None else NOBODY
    found: Counter[tuple[int, int, int]] = Counter()
    for _ in range(n):
        pair = _to_the_short(slack, islands) or _to_the_effort(line, slack, islands, effort)
        if pair is None:
            break
        source, target = pair
        actor = max(line.members[side], key=lambda a: (men[a, source], -a))
        if men[actor, source] < 1:
            break
        men[actor, source] -= 1
        slack[source] -= 1
        slack[target] += 1
        found[actor, source, target] += 1
    return found


def _to_the_short(slack: dict[int, int], islands: dict[int, int]) -> tuple[int, int] | None:
    for target in sorted((r for r in slack if slack[r] < 0), key=lambda r: (slack[r], r)):
        source = _most_free(slack, islands, target, (target,))
        if source is not None:
            return source, target
    return None


def _to_the_effort(line: Line, slack: dict[int, int], islands: dict[int, int], effort: int) -> tuple[int, int] | None:
    if effort == NOBODY or any(value <= -2 for value in slack.values()):
        return None
    beside = [r for r in line.neighbours[effort] if r in slack]
    if not beside:
        return None
    target = max(beside, key=lambda r: (slack[r], -r))
    source = _most_free(slack, islands, target, beside)
    return None if source is None else (source, target)


def _most_free(slack: dict[int, int], islands: dict[int, int], target: int, without: Iterable[int]) -> int | None:
    """The connected region with most free men, ties by id; None if no man is free."""
    barred = set(without)
    free = [r for r in slack if slack[r] >= 1 and r not in barred and islands[r] == islands[target]]
    return max(free, key=lambda r: (slack[r], -r)) if free else None


def _islands(line: Line, own: tuple[int, ...]) -> dict[int, int]:
    """Region -> the least region of the connected own ground it belongs to."""
    found: dict[int, int] = {}
    for start in own:
        if start in found:
            continue
        open_ = [start]
        while open_:
            region = open_.pop()
            if region not in found:
                found[region] = start
                open_.extend(q for q in line.neighbours[region] if q in own)
    return found
