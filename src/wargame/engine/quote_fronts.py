"""Stretch as a team believes it: the fronts now, and the fronts as they would be after something changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from wargame.engine.quote_desk import Desk
from wargame.model.layout import Kind
from wargame.model.state import SEEN
from wargame.model.view import FrontView
from wargame.rules.compiled import Moment
from wargame.rules.game import Game

Fronts = Mapping[int, FrontView]
"""Region index -> the front there."""


def fronts(desk: Desk, regions: Iterable[int] | None = None) -> dict[int, FrontView]:
    """The fronts of some regions (None: all) on a desk's cells; regions that nobody holds have none."""
    found: dict[int, FrontView] = {}
    mechanic = desk.game.fronts
    if mechanic is None:
        return found
    universe = desk.game.board.universe
    for region in range(len(universe.regions)) if regions is None else regions:
        front = mechanic.front(desk.cells, desk.moment, region)
        if front is None:
            continue
        side, stretch = front
        found[region] = FrontView(
            region=universe.regions[region],
            side=universe.sides[side],
            men=stretch.men,
            need=stretch.need,
            pinned=stretch.pinned,
            free=stretch.free,
            short=stretch.short,
            known=all(desk.known.status[cell] == SEEN for cell in _holders(desk.game, region, side)),
        )
    return found


def moved(desk: Desk, before: Fronts, after: Desk, cells: Iterable[int]) -> list[tuple[FrontView, FrontView]]:
    """Fronts before and after a change of `cells`, where they differ; by region."""
    if desk.game.fronts is None:
        return []
    found = []
    for region, front in sorted(fronts(after, touched(desk.game, cells)).items()):
        old = before.get(region)
        if old is not None and old != front:
            found.append((old, front))
    return found


def touched(game: Game, cells: Iterable[int]) -> list[int]:
    """Regions whose stretch a change of these cells can move."""
    table = _touch(game)
    return sorted({region for cell in cells for region in table.get(cell, ())})


def _touch(game: Game) -> Mapping[int, set[int]]:
    """For each cell the regions whose stretch it can move, worked out once.

    What a front reads itself moves its region and the neighbours; what it reads through a computed variable over
    region (air relief, trenches) moves that region alone; anything without a region moves all.
    """
    found: dict[int, set[int]] | None = game.derived.get("front_touch")
    if found is None:
        found = game.derived["front_touch"] = {}
        for cell, regions in _touches(game):
            found.setdefault(cell, set()).update(regions)
    return found


def _touches(game: Game) -> Iterator[tuple[int, Iterable[int]]]:
    layout, universe = game.board.layout, game.board.universe
    every = range(len(universe.regions))
    for name in sorted(game.fronts.reads):
        if name in game.computed:
            formula, over = game.computed[name], game.board.definition.variables[name].over
            alone = over == ("region",)
            sets = [range(len(universe.members(Kind(word)))) for word in over or ()]
            for indexes in product(*sets):
                for cell in formula.footprint(Moment(turn=1), *indexes):
                    yield cell, indexes if alone else every
            continue
        column = layout.columns[name]
        for cell in range(column.offset, column.offset + column.size):
            members = zip(column.over, layout.members_of(cell), strict=True)
            places = [i for kind, i in members if kind.base == "region"]
            near = [q for place in places for q in (place, *universe.neighbours[place])]
            yield cell, near if places else every


def front_reads(game: Game) -> frozenset[str]:
    """The variables that stretch hangs on, those behind computed ones included."""
    found: frozenset[str] | None = game.derived.get("front_reads")
    if found is None:
        direct = frozenset(game.fronts.reads)
        behind = (game.computed[name].reads for name in direct if name in game.computed)
        found = game.derived["front_reads"] = direct.union(*behind)
    return found


def _holders(game: Game, region: int, side: int) -> tuple[int, ...]:
    """The cells that say how many men a side has in a region, and who holds it: those that its front reads there."""
    known: dict[tuple[int, int], tuple[int, ...]] = game.derived.setdefault("front_cells", {})
    found = known.get((region, side))
    if found is None:
        found = known[region, side] = tuple(_men(game, region, side))
    return found


def _men(game: Game, region: int, side: int) -> Iterator[int]:
    layout, universe = game.board.layout, game.board.universe
    for name in sorted(set(game.fronts.reads) & set(layout.columns)):
        column = layout.columns[name]
        for cell in range(column.offset, column.offset + column.size):
            members = list(zip((kind.base for kind in column.over), layout.members_of(cell), strict=True))
            theirs = all(universe.side_of[i] == side for base, i in members if base == "actor")
            if ("region", region) in members and theirs and all(i == side for base, i in members if base == "side"):
                yield cell
