"""Fronts: every border with an enemy eats men merely to be held; only what is left over can attack.

    need(r) = garrison(r) + Σ over linked q that another side o controls:
                  length(r, q) × max(floor, theta × men(o, q)) × hostility(o, c) × calm(r, q)
              × Π (1 − easing(r))
    slack(r) = men(c, r) − need(r)          free = slack above 0, short = slack below 0, pinned = men − free

where c is the side that controls r. Men are whole; need is exact and rounded once, to the nearest man, half a man up.
calm(r, q) is `calm_factor` where both ends of the link are quiet, else 1.

| setting | default | what it names |
|---|---|---|
| strength | "strength" | variable over actor, region: men |
| control | "control" | variable over region: the side that holds it |
| garrison | "garrison" or 0 | over region: men needed without an enemy |
| theta | 0.35 | men eaten for each enemy man beside it, per unit of length |
| floor | 0.6 | the least that a hostile neighbour eats, per unit of length |
| hostility | 1 | over side, side: 1 at war, less under a truce, 0 among friends |
| easing | [] | names over region, each a share (0 to 1) of the threats taken away: air relief, trenches |
| calm, calm_factor | none, 0.4 | over region, quiet where above 0; what a quiet link still eats |
| value, depth, full_depth | none | over region: what ground is worth, lines left, lines when whole |
| new_depth | 2 | depth of ground that changed hands |
| effort | none | variable over side (region or nobody): where reserves gather |

Source: table.md sections 3 and 5; model.md section 4 (analysis, paragraphs 9, 15, 21).
"""

from __future__ import annotations

from wargame.model.layout import DEC, FLAG, REGION, SIDE, WHOLE
from wargame.rules.board import Board
from wargame.rules.compiled import Query
from wargame.rules.mechanics.line import Line
from wargame.rules.mechanics.muster import muster_procedures
from wargame.rules.mechanics.redeploy import redeploy_procedure
from wargame.rules.mechanics.yielding import yield_procedure
from wargame.rules.registry import Bound, Settings


class FrontsMechanic:
    """The mechanic."""

    name = "fronts"
    version = "1"
    needs: tuple[str, ...] = ()

    def bind(self, board: Board, settings: Settings) -> Bound:
        """Binds the line and everything that hangs on it: redeployment, muster, yielding ground."""
        line = Line(board, settings)
        procedures = (redeploy_procedure(line), *muster_procedures(line), *yield_procedure(line))
        return Bound(self.name, self.version, _queries(line), procedures, fronts=line)


def _queries(line: Line) -> tuple[Query, ...]:
    reads = line.reads
    return (
        Query(
            "men",
            (SIDE, REGION),
            WHOLE,
            (line.strength.name,),
            lambda s, x, d, r: line.men(s, d, r),
            "men of a side there",
        ),
        Query("need", (REGION,), WHOLE, reads, line.need, "men needed to hold it"),
        Query("slack", (REGION,), WHOLE, reads, line.slack, "men of the holder less need; below 0 it is short"),
        Query("free", (REGION,), WHOLE, reads, line.free, "men of the holder beyond need"),
        Query("short", (REGION,), WHOLE, reads, line.short, "men that are missing"),
        Query("stretch", (SIDE,), WHOLE, reads, line.stretch, "men less need, summed over the side's ground"),
        Query("free_of", (SIDE,), WHOLE, reads, line.free_of, "free men on all of the side's ground"),
        Query("short_of", (SIDE,), WHOLE, reads, line.short_of, "missing men on all of the side's ground"),
        Query(
            "need_if", (REGION, DEC), WHOLE, reads, line.need_if, "need with a further share of the threats taken away"
        ),
        Query(
            "threat", (REGION, SIDE), DEC, reads, line.threat_of, "men that the side's threat there eats, before easing"
        ),
        Query("front_share", (REGION, SIDE), DEC, reads, line.front_share, "the side's part of all threats there"),
        Query("facing", (REGION, SIDE), FLAG, reads, line.facing, "the side, at war with the holder, is its neighbour"),
        Query("exposed", (REGION,), FLAG, reads, line.exposed, "a side at war with the holder is its neighbour"),
        Query(
            "ground", (SIDE,), DEC, line.ground_reads, line.ground, "value × depth / full depth over the side's ground"
        ),
    )


MECHANIC = FrontsMechanic()
