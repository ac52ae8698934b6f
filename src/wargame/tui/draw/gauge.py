"""Small pictures of numbers: stretch, tracks, odds, dice, always readable without colour."""

from __future__ import annotations

from rich.text import Text

from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import line

DICE = {
    1: ("       ", "   ●   ", "       "),
    2: (" ●     ", "       ", "     ● "),
    3: (" ●     ", "   ●   ", "     ● "),
    4: (" ●   ● ", "       ", " ●   ● "),
    5: (" ●   ● ", "   ●   ", " ●   ● "),
    6: (" ●   ● ", " ●   ● ", " ●   ● "),
}


def gauge(pinned: int, free: int, short: int, width: int, palette: Palette, known: bool = True) -> Text:
    """Troops pinned by their front, free to act, and missing: `■■■■××`; as `■9□1×2` when that is wider than `width`."""
    signs = palette.signs
    parts = (
        (signs.pinned, pinned, palette.text),
        (signs.free, free, palette.good),
        (signs.short, short, palette.bad),
    )
    if pinned + free + short <= width:
        text = line(*((sign * n, style) for sign, n, style in parts))
    else:
        text = line(*((f"{sign}{n}", style) for sign, n, style in parts if n))
    if not known and text.cell_len < width:
        text.append("?", palette.muted)
    return text


def balance(free: int, short: int, palette: Palette) -> Text:
    """What a front has over or lacks: `+2` or `−1`."""
    if short:
        return line((f"−{short}", f"bold {palette.bad}"))
    return line((f"+{free}" if free else "0", f"bold {palette.good}" if free else palette.muted))


def meter(value: int, low: int, high: int, width: int, colour: str, palette: Palette) -> Text:
    """A bounded number as a bar `━━━───`; a value that is not at the floor shows at least one cell."""
    span = max(high - low, 1)
    filled = min(max((value - low) * width // span, 1 if value > low else 0), width)
    return line((palette.signs.front * filled, colour), (palette.signs.link * (width - filled), palette.rule))


def odds_bar(chance: int, width: int, colour: str, palette: Palette) -> Text:
    """A chance in per cent as a bar."""
    filled = min(max((chance * width + 50) // 100, 1 if chance > 0 else 0), width)
    return line((palette.signs.full * filled, colour), (palette.signs.empty * (width - filled), palette.rule))


def step(before: int, after: int, palette: Palette) -> Text:
    """The sign of a change: `▲1`, `▼2`, nothing when equal."""
    if after == before:
        return Text()
    sign = palette.signs.up if after > before else palette.signs.down
    return line((f"{sign}{abs(after - before)}", palette.warn))


def die(face: int, palette: Palette) -> list[Text]:
    """A die as five lines of nine cells; a face out of range is an empty die."""
    pips = DICE.get(face, ("       ",) * 3)
    style = palette.accent
    middle = [f"│{row.replace('●', palette.signs.dot)}│" for row in pips]
    return [line((text, style)) for text in ("┌───────┐", *middle, "└───────┘")]


def tone(word: str, palette: Palette) -> str:
    """Colour of a result: bad, even or good for who looks."""
    return {"good": palette.good, "bad": palette.bad}.get(word, palette.muted)


def faces(results: list[tuple[str, str]], rolled: int, width: int, palette: Palette) -> list[Text]:
    """Six faces coloured by result, a mark over the roll, and each run's result below.

    Args:
        results: (title, tone) of faces 1 to 6. rolled: 1 to 6, or 0 before the roll.
    """
    cell = max(width // max(len(results), 1), 3)
    marks, boxes, names = Text(), Text(), Text()
    at = 0
    for n, (title, word) in enumerate(results, start=1):
        marks.append(("▼" if n == rolled else " ").center(cell), palette.accent)
        boxes.append(str(n).center(cell), f"bold {palette.background} on {tone(word, palette)}")
        if n == 1 or results[n - 2] != (title, word):
            run = 1
            while n - 1 + run < len(results) and results[n - 1 + run] == (title, word):
                run += 1
            names.append(" " * (at - names.cell_len))
            names.append(title[: run * cell - 1], tone(word, palette))
        at += cell
    return [marks, boxes, names]
