"""Where the regions of any scenario lie on a map of text cells: `at` pressed into a grid, a tile size that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from wargame.model.sheet import RegionSheet


@attrs.frozen
class Size:
    """A tile size with the least gaps between tiles."""

    name: str
    width: int
    height: int
    gap_x: int
    gap_y: int


LARGE = Size("M", 15, 4, 3, 1)
MIDDLE = Size("S", 10, 3, 2, 1)
SMALL = Size("XS", 8, 2, 1, 1)
SIZES = (LARGE, MIDDLE, SMALL)


@attrs.frozen
class Rect:
    """A tile's place on the canvas, in cells."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def holds(self, x: int, y: int) -> bool:
        """Does the cell (x, y) lie in it?"""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@attrs.frozen
class Plan:
    """A drawn-up map: tile size, tiles, canvas size (may be larger than the room: then it scrolls)."""

    size: Size
    rects: Mapping[str, Rect]
    width: int
    height: int


Grid = dict[str, tuple[int, int]]


def press(regions: Sequence[RegionSheet], columns: int, rows: int) -> Grid:
    """Columns and rows for all regions, order kept; neighbouring lines are merged, nearest first, while more than
    `columns` or `rows` are left and no two regions would fall on one place.
    """
    lines = [_groups(region.at[axis] for region in regions) for axis in (0, 1)]
    while True:
        merges = [
            (groups[i + 1][0] - groups[i][-1], axis, i)
            for axis, (groups, most) in enumerate(zip(lines, (columns, rows), strict=True))
            if len(groups) > most
            for i in range(len(groups) - 1)
        ]
        for _, axis, i in sorted(merges):
            merged = [*lines[axis][:i], lines[axis][i] + lines[axis][i + 1], *lines[axis][i + 2 :]]
            trial = [merged if axis == 0 else lines[0], merged if axis == 1 else lines[1]]
            if len(set(_grid(regions, trial).values())) == len(regions):
                lines = trial
                break
        else:
            return _apart(_grid(regions, lines))


def _groups(values: Iterable[int]) -> list[list[int]]:
    return [[value] for value in sorted(set(values))]


def _grid(regions: Sequence[RegionSheet], lines: list[list[list[int]]]) -> Grid:
    places = [{value: n for n, group in enumerate(groups) for value in group} for groups in lines]
    return {region.id: (places[0][region.at[0]], places[1][region.at[1]]) for region in regions}


def _apart(grid: Grid) -> Grid:
    """Regions that the file puts on one spot go to the next free column."""
    taken: set[tuple[int, int]] = set()
    found: Grid = {}
    for region, (first, row) in grid.items():
        column = next(n for n in range(first, first + len(grid)) if (n, row) not in taken)
        taken.add((column, row))
        found[region] = (column, row)
    return found


def plan(regions: Sequence[RegionSheet], width: int, height: int) -> Plan:
    """The largest tiles whose map fits in `width` × `height`; else small tiles on a canvas that scrolls."""
    for size in SIZES:
        columns = (width + size.gap_x) // (size.width + size.gap_x)
        rows = (height + size.gap_y) // (size.height + size.gap_y)
        grid = press(regions, columns, rows)
        if _extent(grid, 0) <= columns and _extent(grid, 1) <= rows:
            return _lay(grid, size, width, height)
    grid = press(regions, columns, rows)
    need_x = _extent(grid, 0) * (MIDDLE.width + MIDDLE.gap_x) - MIDDLE.gap_x
    need_y = _extent(grid, 1) * (MIDDLE.height + MIDDLE.gap_y) - MIDDLE.gap_y
    return _lay(grid, MIDDLE, max(need_x, width), max(need_y, height))


def _extent(grid: Grid, axis: int) -> int:
    return 1 + max((place[axis] for place in grid.values()), default=0)


def _lay(grid: Grid, size: Size, width: int, height: int) -> Plan:
    step_x, left = _spacing(_extent(grid, 0), size.width, size.gap_x, width)
    step_y, top = _spacing(_extent(grid, 1), size.height, size.gap_y, height)
    rects = {
        region: Rect(left + column * step_x, top + row * step_y, size.width, size.height)
        for region, (column, row) in grid.items()
    }
    return Plan(size, rects, width, height)


def _spacing(count: int, tile: int, gap: int, room: int) -> tuple[int, int]:
    """Step from tile to tile, and the margin before the first: gaps grow with the room, to three times the least."""
    if count > 1:
        gap = max(gap, min((room - count * tile) // (count - 1), gap * 3 + 1))
    used = count * tile + (count - 1) * gap
    return tile + gap, max((room - used) // 2, 0)


def toward(plan: Plan, region: str, dx: int, dy: int) -> str:
    """The nearest region in an arrow's direction; the same one if there is none."""
    x, y = plan.rects[region].centre
    best, found = None, region
    for other, rect in plan.rects.items():
        ox, oy = rect.centre
        along = (ox - x) * dx + (oy - y) * 2 * dy
        across = abs((oy - y) * 2 * dx) + abs((ox - x) * dy)
        if other == region or along <= 0:
            continue
        rank = (along + across * 2, other)
        if best is None or rank < best:
            best, found = rank, other
    return found
