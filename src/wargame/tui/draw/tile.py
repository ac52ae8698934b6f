"""One region as a tile: name and holder, forces, stretch. Readable without colour."""

from __future__ import annotations

import attrs
from rich.text import Text

from wargame.model.view import FrontView
from wargame.tui.draw.gauge import balance, gauge
from wargame.tui.draw.layout import Size
from wargame.tui.draw.palette import Palette, mix
from wargame.tui.draw.text import cut, fit, line, spread
from wargame.tui.facts import Facts, Force
from wargame.wording import clean


@attrs.frozen
class Look:
    """How a tile is shown now.

    Attributes:
        number: its digit while regions are picked, "" otherwise. lit: may be picked; dim: may not.
        cursor: the cursor is on it. side: whose stretch is shown, ours unless said.
        after: its front as a marked order would leave it.
    """

    number: str = ""
    lit: bool = False
    dim: bool = False
    cursor: bool = False
    side: str = ""
    after: FrontView | None = None


def force(facts: Facts, one: Force, palette: Palette) -> Text:
    """`RE4`, with `?` behind what is estimated or no longer seen."""
    mark = "" if one.status == 1 else "?"
    return line((f"{facts.code(one.actor)}{one.men}{mark}", f"bold {facts.colour(one.actor, palette)}"))


def forces(facts: Facts, region: str, width: int, palette: Palette) -> Text:
    """Own troops, allies, then enemies; what does not fit is summed for allies (`+1`) or marked `…` for enemies."""
    entries = facts.forces(region)
    texts = [force(facts, entry, palette) for entry in entries]
    full = Text(" ").join(texts)
    if full.cell_len <= width:
        return full
    side = facts.holder(region)
    friends = [entry for entry in entries if facts.actors[entry.actor].side == side]
    others = [entry for entry in entries if facts.actors[entry.actor].side != side]
    shown = Text()
    if friends:
        shown = force(facts, friends[0], palette)
        if more := sum(entry.men for entry in friends[1:]):
            shown.append(f"+{more}", facts.colour(friends[1].actor, palette))
    for entry in others:
        text = force(facts, entry, palette)
        gap = 1 if shown.cell_len else 0
        last = entry is others[-1]
        if shown.cell_len + gap + text.cell_len + (0 if last else 1) > width:
            return line(cut(shown, width - 1), (palette.signs.more, f"bold {palette.bad}"))
        shown = line(shown, " " * gap, text)
    return cut(shown, width)


def stretch(front: FrontView | None, width: int, palette: Palette) -> Text:
    """A front's gauge and balance."""
    if front is None or not (front.men or front.need):
        return Text()
    pinned, free, short = front.pinned, front.free, front.short
    right = balance(free, short, palette)
    room = width - right.cell_len - 1
    if room < 3:
        return cut(gauge(pinned, free, short, width, palette, front.known), width)
    return spread(gauge(pinned, free, short, room, palette, front.known), right, width)


def head(facts: Facts, region: str, size: Size, look: Look) -> Text:
    """Name and holder, `Aleppo  SY`."""
    holder = facts.holder(region)
    code = facts.code(holder) if holder else ""
    name = facts.title(region) if size.width >= 15 else facts.short(region)
    number = clean(look.number)
    room = size.width - len(code) - len(number) - (1 if code and not number else 0)
    name = fit(name, max(room, 1))
    return line(number, name, " " * max(size.width - len(number) - len(code) - line(name).cell_len, 0), code)


def tile(facts: Facts, region: str, size: Size, look: Look, palette: Palette) -> list[Text]:
    """The tile's lines, each exactly `size.width` cells wide, on its ground colour."""
    holder = facts.holder(region)
    hue = facts.colour(holder, palette) if holder else palette.muted
    head_share, body_share = (13, 6) if look.dim else (40, 17)
    ground = mix(palette.background, hue, body_share)
    top = f"bold {palette.text} on {mix(palette.background, hue, head_share)}"
    if look.dim:
        top = f"{palette.muted} on {mix(palette.background, hue, head_share)}"
    if look.cursor:
        top = f"bold {palette.background} on {palette.accent}"
    elif look.lit:
        top = f"bold underline {palette.text} on {mix(palette.background, hue, head_share)}"
    lines = [line((head(facts, region, size, look).plain, top))]
    if look.number and not look.cursor:
        lines[0].stylize(f"bold {palette.background} on {palette.accent}", 0, len(look.number))
    bodies = _bodies(facts, region, size, look, palette)
    for body in bodies[: size.height - 1]:
        lines.append(_ground(body, size.width, ground))
    while len(lines) < size.height:
        lines.append(_ground(Text(), size.width, ground))
    return lines


def _bodies(facts: Facts, region: str, size: Size, look: Look, palette: Palette) -> list[Text]:
    width = size.width
    front = look.after or facts.front(region, look.side)
    if size.height <= 2:
        gauged = stretch(front, width, palette)
        return [gauged if gauged.cell_len else forces(facts, region, width, palette)]
    found = [forces(facts, region, width, palette), stretch(front, width, palette)]
    if size.height > 3 and front is not None and (front.men or front.need):
        short, free = front.short, front.free
        found[1] = cut(gauge(front.pinned, free, short, width, palette, front.known), width)
        if short:
            found.append(line((f" short {short} ", f"bold {palette.background} on {palette.bad}")))
        elif free:
            found.append(line((f"free {free}", palette.good)))
    return found


def _ground(text: Text, width: int, ground: str) -> Text:
    whole = line(text, " " * max(width - text.cell_len, 0))
    whole.style = f"on {ground}"
    return whole
