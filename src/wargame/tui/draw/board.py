"""The map as lines of text: links below, tiles above, the legend in the largest free corner."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from rich.style import Style
from rich.text import Text

from wargame.tui.draw.layout import Plan, Rect
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import line
from wargame.tui.draw.tile import Look, tile
from wargame.tui.facts import Facts


@attrs.define
class Canvas:
    """A grid of single cells with a style each."""

    width: int
    height: int
    cells: dict[tuple[int, int], tuple[str, str | Style]] = attrs.field(factory=dict)

    def put(self, x: int, y: int, sign: str, style: str | Style) -> None:
        """One sign; outside the grid nothing happens."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self.cells[x, y] = sign, style

    def write(self, x: int, y: int, text: Text) -> None:
        """A line of text from (x, y) on, its styles kept."""
        base = text.style if isinstance(text.style, Style) else Style.parse(text.style or "")
        at = x
        for n, sign in enumerate(text.plain):
            style = base
            for span in text.spans:
                if span.start <= n < span.end:
                    style += span.style if isinstance(span.style, Style) else Style.parse(span.style)
            self.put(at, y, sign, style)
            width = Text(sign).cell_len
            for more in range(1, width):
                self.put(at + more, y, "", style)
            at += width

    def lines(self) -> list[Text]:
        """The grid as lines."""
        found = []
        for y in range(self.height):
            text = Text()
            for x in range(self.width):
                sign, style = self.cells.get((x, y), (" ", ""))
                text.append(sign, style)
            found.append(text)
        return found


def draw(facts: Facts, plan: Plan, looks: Mapping[str, Look], palette: Palette) -> list[Text]:
    """The whole map; `looks` says how each region is shown (a missing one: plainly)."""
    canvas = Canvas(plan.width, plan.height)
    drawn: set[tuple[str, ...]] = set()
    pairs = [(region.id, other) for region in facts.sheet.regions for other in region.links if other in plan.rects]
    # Fronts last: where two lines cross, the front stays whole.
    for a, b in sorted(pairs, key=lambda pair: facts.is_front(*pair)):
        if (pair := tuple(sorted((a, b)))) not in drawn:
            drawn.add(pair)
            link(canvas, plan.rects[a], plan.rects[b], facts.is_front(a, b), palette)
    for region, rect in plan.rects.items():
        for n, text in enumerate(tile(facts, region, plan.size, looks.get(region, Look()), palette)):
            canvas.write(rect.x, rect.y + n, text)
    _legend(canvas, plan, palette)
    return canvas.lines()


def link(canvas: Canvas, a: Rect, b: Rect, front: bool, palette: Palette) -> None:
    """A line from tile to tile; fronts thick and red. Drawn centre to centre; the tiles cover their part of it."""
    signs, style = palette.signs, palette.bad if front else palette.rule
    (ax, ay), (bx, by) = (a.centre, b.centre) if a.centre[1] <= b.centre[1] else (b.centre, a.centre)
    across, down = signs.front if front else signs.link, signs.front_down if front else signs.link_down
    if ay == by:
        for x in range(min(ax, bx), max(ax, bx) + 1):
            canvas.put(x, ay, across, style)
    elif ax == bx:
        for y in range(ay, by + 1):
            canvas.put(ax, y, down, style)
    else:
        _slant(canvas, (ax, ay), (bx, by), signs.falling if bx > ax else signs.rising, style)


def _slant(canvas: Canvas, start: tuple[int, int], end: tuple[int, int], sign: str, style: str) -> None:
    """A slanting line, one sign a row: so that between rows of tiles just the slant shows."""
    (ax, ay), (bx, by) = start, end
    for y in range(ay, by + 1):
        canvas.put(ax + ((bx - ax) * (y - ay) * 2 + (by - ay)) // (2 * (by - ay)), y, sign, style)


def _legend(canvas: Canvas, plan: Plan, palette: Palette) -> None:
    """The signs' key, where a tile's place is free."""
    signs = palette.signs
    words = (
        (signs.pinned, " pinned", palette.text),
        (signs.free, " free", palette.good),
        (signs.short, " short", palette.bad),
        (signs.front, " front", palette.bad),
    )
    spot = _free_spot(plan)
    if spot is None:
        return
    for n, (sign, word, style) in enumerate(words[: min(plan.size.height, 4)]):
        canvas.write(spot[0], spot[1] + n, line((sign, style), (word, palette.muted)))


def _free_spot(plan: Plan) -> tuple[int, int] | None:
    size = plan.size
    columns = sorted({rect.x for rect in plan.rects.values()})
    rows = sorted({rect.y for rect in plan.rects.values()})
    taken = {(rect.x, rect.y) for rect in plan.rects.values()}
    for y in reversed(rows):
        for x in reversed(columns):
            if (x, y) not in taken and x + size.width <= plan.width and y + size.height <= plan.height:
                return x, y
    return None
