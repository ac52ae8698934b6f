"""The line: threats, need and slack of every region, in whole numbers. What `fronts` binds and others stand on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wargame.model.layout import ACTOR, MILLION, NOBODY, REGION, SIDE, half_even
from wargame.rules.board import Board
from wargame.rules.compiled import Moment
from wargame.rules.mechanics.values import Value, cells, number, value
from wargame.rules.registry import Front, Settings

EXACT = MILLION**4
"""Threats are exact in units of 10^-24: length × men × hostility × calm, each in millionths."""


class Line:
    """Fronts bound to a board. Everything takes cells `s` and a moment `x`; regions and sides are indexes.

    Attributes:
        strength, control: what is read and, by procedures, written.
        reads: names of the variables behind need; ground_reads: behind ground.
    """

    def __init__(self, board: Board, settings: Settings) -> None:
        universe = board.universe
        self.board = board
        self.strength, self.strength_column = cells(settings, "strength", (ACTOR, REGION), "strength")
        self.control, self.control_column = cells(settings, "control", (REGION,), "control")
        self.garrison = value(settings, "garrison", (REGION,), "garrison")
        self.theta, self.floor = number(settings, "theta", Decimal("0.35")), number(settings, "floor", Decimal("0.6"))
        self.hostility = value(settings, "hostility", (SIDE, SIDE), 1)
        self.easing = _easing(settings)
        self.calm = value(settings, "calm", (REGION,))
        self.calm_factor = number(settings, "calm_factor", Decimal("0.4"))
        self.value = value(settings, "value", (REGION,), "value")
        self.depth = value(settings, "depth", (REGION,), "depth")
        self.full_depth = value(settings, "full_depth", (REGION,), "full_depth")
        self.new_depth = number(settings, "new_depth", 2) // MILLION
        self.effort = value(settings, "effort", (SIDE,))
        self.sides, self.regions = range(len(universe.sides)), range(len(universe.regions))
        self.members = tuple(tuple(a for a, d in enumerate(universe.side_of) if d == side) for side in self.sides)
        self._men = tuple(
            tuple(tuple(self.cell(actor, region) for actor in self.members[side]) for region in self.regions)
            for side in self.sides
        )
        self.side_of, self.neighbours, self.length = universe.side_of, universe.neighbours, universe.links
        named = (self.strength, self.control, self.garrison, self.hostility, *self.easing, self.calm)
        self.reads = tuple(sorted({read for one in named if one is not None for read in one.reads}))
        ground = (self.control, self.value, self.depth, self.full_depth)
        self.ground_reads = tuple(sorted({read for one in ground if one is not None for read in one.reads}))

    # ------------------------------------------------------------ men

    def cell(self, actor: int, region: int) -> int:
        """The cell of an actor's men in a region."""
        return self.strength_column.offset + actor * self.strength_column.shape[1] + region

    def holder(self, s: Any, region: int) -> int:
        """The side that controls a region, or nobody (-1)."""
        return int(s[self.control_column.offset + region])

    def men(self, s: Any, side: int, region: int) -> int:
        """Men of a side in a region."""
        return sum([s[cell] for cell in self._men[side][region]]) if side != NOBODY else 0

    def own(self, s: Any, side: int) -> tuple[int, ...]:
        """Regions that a side controls, ascending."""
        return tuple(region for region in self.regions if self.holder(s, region) == side)

    def own_neighbours(self, s: Any, side: int, region: int) -> tuple[int, ...]:
        """Regions linked to a region that a side controls, ascending."""
        return tuple(q for q in self.neighbours[region] if self.holder(s, q) == side)

    # ------------------------------------------------------------ threats and need

    def threats(self, s: Any, x: Moment, region: int) -> tuple[tuple[int, int, int], ...]:
        """(neighbour, its side, what it eats in 10^-24 men before easing) of each hostile neighbour."""
        kept = remembered(s, x, self)
        if kept is not None and ("threats", region) in kept:
            known: tuple[tuple[int, int, int], ...] = kept["threats", region]
            return known
        found = tuple(self._threats(s, x, region))
        if kept is not None:
            kept["threats", region] = found
        return found

    def _threats(self, s: Any, x: Moment, region: int) -> list[tuple[int, int, int]]:
        side = self.holder(s, region)
        found: list[tuple[int, int, int]] = []
        if side == NOBODY:
            return found
        for q in self.neighbours[region]:
            other = self.holder(s, q)
            if other in (NOBODY, side):
                continue
            hostile = self.enmity(s, x, other, side)
            if hostile <= 0:
                continue
            eaten = max(self.floor, self.theta * self.men(s, other, q))
            calm = self.calm_factor if self.quiet(s, x, region, q) else MILLION
            found.append((q, other, self.length[region, q] * eaten * hostile * calm))
        return found

    def enmity(self, s: Any, x: Moment, side: int, other: int) -> int:
        """Hostility of two sides in millionths."""
        assert self.hostility is not None
        return self.hostility.dec(s, x, side, other)

    def at_war(self, s: Any, x: Moment, region: int, q: int) -> bool:
        """Two regions of different sides whose front eats all that it can: full hostility, and no calm."""
        side, other = self.holder(s, region), self.holder(s, q)
        if side == other or NOBODY in (side, other):
            return False
        return self.enmity(s, x, other, side) >= MILLION and not self.quiet(s, x, region, q)

    def quiet(self, s: Any, x: Moment, region: int, q: int) -> bool:
        """A ceasefire holds at both ends of a link."""
        calm = self.calm
        return calm is not None and calm.call(s, x, region) > 0 and calm.call(s, x, q) > 0

    def need(self, s: Any, x: Moment, region: int) -> int:
        """Men needed to hold a region: the exact sum, rounded once; half a man is a man."""
        return self.need_if(s, x, region, 0)

    def need_if(self, s: Any, x: Moment, region: int, extra: int) -> int:
        """Need with a further share `extra` (millionths) of the threats taken away."""
        kept = remembered(s, x, self)
        if kept is not None and ("need", region, extra) in kept:
            known: int = kept["need", region, extra]
            return known
        total, unit = sum(eaten for _, _, eaten in self.threats(s, x, region)), EXACT
        for share in (*(one.dec(s, x, region) for one in self.easing), extra):
            total, unit = total * min(MILLION, max(0, MILLION - share)), unit * MILLION
        found = (2 * (self.base(s, x, region) * (unit // MILLION) + total) + unit) // (2 * unit)
        if kept is not None:
            kept["need", region, extra] = found
        return found

    def base(self, s: Any, x: Moment, region: int) -> int:
        """The garrison in millionths."""
        return 0 if self.garrison is None else self.garrison.dec(s, x, region)

    # ------------------------------------------------------------ slack

    def slack(self, s: Any, x: Moment, region: int) -> int:
        """Men of the holder less need; 0 where nobody holds."""
        side = self.holder(s, region)
        return 0 if side == NOBODY else self.men(s, side, region) - self.need(s, x, region)

    def free(self, s: Any, x: Moment, region: int) -> int:
        """Men beyond need."""
        return max(0, self.slack(s, x, region))

    def short(self, s: Any, x: Moment, region: int) -> int:
        """Missing men."""
        return max(0, -self.slack(s, x, region))

    def stretch(self, s: Any, x: Moment, side: int) -> int:
        """Slack of a side, summed over its ground."""
        return sum(self.slack(s, x, region) for region in self.own(s, side))

    def free_of(self, s: Any, x: Moment, side: int) -> int:
        """Free men on a side's ground."""
        return sum(self.free(s, x, region) for region in self.own(s, side))

    def short_of(self, s: Any, x: Moment, side: int) -> int:
        """Missing men on a side's ground."""
        return sum(self.short(s, x, region) for region in self.own(s, side))

    # ------------------------------------------------------------ who faces whom

    def threat_of(self, s: Any, x: Moment, region: int, side: int) -> int:
        """What a side's threat on a region eats, in millionths of a man, before easing."""
        return half_even(sum(eaten for _, other, eaten in self.threats(s, x, region) if other == side), MILLION**3)

    def front_share(self, s: Any, x: Moment, region: int, side: int) -> int:
        """A side's part of all threats on a region, in millionths; 0 if there are none."""
        threats = self.threats(s, x, region)
        total = sum(eaten for _, _, eaten in threats)
        return half_even(sum(e for _, other, e in threats if other == side) * MILLION, total) if total else 0

    def facing(self, s: Any, x: Moment, region: int, side: int) -> int:
        """1 if `side` controls a neighbour that is at war with the region."""
        return int(any(self.holder(s, q) == side and self.at_war(s, x, region, q) for q in self.neighbours[region]))

    def exposed(self, s: Any, x: Moment, region: int) -> int:
        """1 if any neighbour is at war with the region."""
        return int(any(self.at_war(s, x, region, q) for q in self.neighbours[region]))

    def ground(self, s: Any, x: Moment, side: int) -> int:
        """Σ value × depth / full depth over a side's ground, in millionths, rounded once a region."""
        total = 0
        for region in self.own(s, side):
            worth = MILLION if self.value is None else self.value.dec(s, x, region)
            if self.depth is not None and self.full_depth is not None:
                full = self.full_depth.dec(s, x, region)
                worth = half_even(worth * self.depth.dec(s, x, region), full) if full > 0 else 0
            total += worth
        return total

    # ------------------------------------------------------------ for screens

    def front(self, s: Any, x: Moment, region: int) -> tuple[int, Front] | None:
        """(side, stretch) of the side that holds a region, None if nobody holds it."""
        side = self.holder(s, region)
        if side == NOBODY:
            return None
        men, need = self.men(s, side, region), self.need(s, x, region)
        return side, Front(men, need, min(men, need), max(0, men - need), max(0, need - men))

    def explain(self, s: Any, x: Moment, region: int) -> tuple[tuple[str, int], ...]:
        """The need of a region, line by line: words and men in millionths, the last line the rounded need."""
        universe, definition = self.board.universe, self.board.definition
        lines = [("garrison", self.base(s, x, region))]
        threats = self.threats(s, x, region)
        for q, _, eaten in threats:
            name = universe.regions[q]
            title = definition.regions[name].title if name in definition.regions else name
            lines.append((f"front with {title}", half_even(eaten, MILLION**3)))
        left, unit = sum(eaten for _, _, eaten in threats), MILLION**3
        for one in self.easing:
            share = one.dec(s, x, region)
            if share and left:
                gone = left * min(MILLION, max(0, share))
                lines.append((_words(self.board, one), -half_even(gone, unit * MILLION)))
                left, unit = left * MILLION - gone, unit * MILLION
        lines.append(("need", self.need(s, x, region) * MILLION))
        return tuple(lines)


def _easing(settings: Settings) -> tuple[Value, ...]:
    """The settings `easing`: one name or a list of names over region."""
    said = settings.get("easing", ())
    settings.asked.add("easing")
    names = (said,) if isinstance(said, str) else tuple(said)
    found = []
    for name in names:
        inner = Settings(settings.mechanic, settings.board, {"easing": name}, settings.late, settings.others)
        one = value(inner, "easing", (REGION,))
        if one is not None:
            found.append(one)
    return tuple(found)


def _words(board: Board, one: Value) -> str:
    variable = board.definition.variables.get(one.name)
    return (variable.title if variable and variable.title else one.name.replace("_", " ")).lower()


def remembered(s: Any, x: Moment, owner: object) -> dict[Any, Any] | None:
    """What was worked out for these very cells: only for tuples, which cannot change under us."""
    if type(s) is not tuple:
        return None
    kept = x.cache.get(owner)
    if kept is None or kept[0] is not s:
        kept = x.cache[owner] = (s, {})
    return kept[1]
