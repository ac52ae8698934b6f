"""Yielding ground: what becomes of a place that has too few men to hold it.

    yield_ground(region)

takes one line of depth. When none is left, the strongest neighbour at war walks in: the side with most men in a
linked region, ties by id. Control changes, depth becomes `new_depth`, the men who held it fall back to that own
neighbour which has most men (all are lost if there is none), and half of the taker's free men there move in, at least
one. Where nobody hostile is near, nothing but depth is lost. How likely short ground gives way is ruleset text.
Source: table.md section 3; model.md section 4 (analysis, paragraphs 9, 21).
"""

from __future__ import annotations

from typing import Any

from wargame.model.layout import NOBODY, REGION, half_even
from wargame.rules.compiled import Moment, Procedure
from wargame.rules.mechanics.line import Line
from wargame.rules.mechanics.shares import shares, shares_capped
from wargame.rules.writes import Writes


def yield_procedure(line: Line) -> tuple[Procedure, ...]:
    """The procedure, bound to fronts."""
    depth = line.depth.column if line.depth is not None else None
    reads = tuple(sorted({*line.reads, *line.ground_reads}))
    writes = (line.strength.name, line.control.name, *((line.depth.name,) if depth and line.depth else ()))

    def yield_ground(s: Any, x: Moment, w: Writes, region: int) -> None:
        left = s[depth.offset + region] - 1 if depth is not None else 0
        taker = strongest(line, s, x, region)
        if depth is not None and (left > 0 or taker is None):
            w.add(depth.offset + region, -1 if left >= 0 else 0)
        elif taker is not None:
            if depth is not None:
                w.set(depth.offset + region, line.new_depth)
            _change_hands(line, s, x, w, region, taker)

    return (Procedure("yield_ground", (REGION,), reads, writes, yield_ground, "short ground gives way by one line"),)


def strongest(line: Line, s: Any, x: Moment, region: int) -> int | None:
    """The neighbour at war whose side has most men there, ties by id."""
    hostile = [q for q in line.neighbours[region] if line.at_war(s, x, region, q)]
    armed = [q for q in hostile if line.men(s, line.holder(s, q), q) > 0]
    return max(armed, key=lambda q: (line.men(s, line.holder(s, q), q), -q)) if armed else None


def _change_hands(line: Line, s: Any, x: Moment, w: Writes, region: int, base: int) -> None:
    loser, taker = line.holder(s, region), line.holder(s, base)
    w.set(line.control_column.offset + region, taker)
    retreat(line, s, w, region, loser, 100)
    members = line.members[taker]
    men = [s[line.cell(actor, base)] for actor in members]
    moving = min(sum(men), max(1, line.free(s, x, base) // 2))
    for actor, n in zip(members, shares_capped(moving, men, men), strict=True):
        w.move(line.cell(actor, base), line.cell(actor, region), n)


def retreat(
    line: Line, s: Any, w: Writes, region: int, side: int, per_cent: int, gone: dict[int, int] | None = None
) -> None:
    """A side's men leave a region: so many per cent reach the own neighbour with most men, the rest are lost.

    `gone`: actor -> men that the battle has taken there already.
    """
    members = line.members[side] if side != NOBODY else ()
    left = [max(0, s[line.cell(actor, region)] - (gone or {}).get(actor, 0)) for actor in members]
    havens = line.own_neighbours(s, side, region)
    saved = half_even(sum(left) * per_cent, 100) if havens else 0
    haven = max(havens, key=lambda q: (line.men(s, side, q), -q)) if havens else region
    for actor, men, safe in zip(members, left, shares(saved, left), strict=True):
        w.move(line.cell(actor, region), line.cell(actor, haven), safe)
        if men > safe:
            w.add(line.cell(actor, region), safe - men)
