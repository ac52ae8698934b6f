"""Tracks, troops and the actors of a team."""

from __future__ import annotations

from rich.text import Text

from wargame.tui.draw.gauge import gauge, meter, step
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line
from wargame.tui.facts import Facts


def track_rows(facts: Facts, width: int, palette: Palette, more: bool = False) -> list[Row]:
    """Gauges of the world: name, bar, number, last change, band. Keys: the cell's name."""
    found = []
    tracks = facts.tracks(more)
    room = max((len(track.title) for track in tracks), default=0)
    room = min(room, 12)
    bar = max(min(width // 4, 20), 4)
    for track in tracks:
        value = facts.value(track.id)
        if not isinstance(value, int):
            continue
        low, high = track.low or 0, track.high if track.high is not None else max(value, 1)
        before = facts.view.changed.get(track.id)
        text = line(f" {fit(track.title, room):<{room}} ", meter(value, low, high, bar, palette.warn, palette))
        text.append(f" {facts.amount(track.id, value):>4}", "bold")
        if isinstance(before, int) and not isinstance(before, bool) and before != value:
            sign = step(before, value, palette).plain[:1]
            text.append(f"{sign}{facts.amount(track.id, abs(value - before))}", palette.warn)
        text.append(" ")
        text.append(fit(facts.band(track, value), max(width - text.cell_len, 0)), palette.muted)
        explain = (
            f"{track.title} {facts.amount(track.id, value)}: {track.says or facts.band(track, value)} o shows why."
        )
        found.append(Row(text, track.id, explain))
    return found


def troops_line(facts: Facts, width: int, palette: Palette) -> Text:
    """The feel of the game: how many of our troops are pinned, free and missing."""
    side = facts.ground_side()
    fronts = [front for front in facts.view.fronts if front.side == side]
    if not fronts:
        return line((" No ground forces of ours are known.", palette.muted))
    pinned, free, short = (sum(getattr(f, name) for f in fronts) for name in ("pinned", "free", "short"))
    tail = line((f" {free} free", palette.good), (f" {short} short", palette.bad if short else palette.muted))
    head = line((" Our troops ", "bold"))
    return line(head, gauge(pinned, free, short, max(width - head.cell_len - tail.cell_len, 6), palette), tail)


def actor_switch(facts: Facts, actor: str, palette: Palette) -> tuple[Text, Text]:
    """The team's actors, the one shown lit."""
    text = Text()
    for own in facts.own:
        colour = facts.colour(own, palette)
        if own == actor:
            text.append_text(
                line((f" {facts.code(own)} {facts.title(own)} ", f"bold {palette.background} on {colour}"))
            )
        else:
            text.append_text(line((f"  {facts.code(own)} {facts.title(own)}", colour)))
    return text, line(("[ ]", f"bold {palette.accent}")) if len(facts.own) > 1 else Text()


def region_text(facts: Facts, region: str) -> str:
    """The author's words on a region."""
    sheet = facts.regions.get(region)
    return f"{sheet.title}: {sheet.text}" if sheet and sheet.text else facts.title(region)


def region_words(facts: Facts, region: str) -> str:
    """A region in a sentence: who holds it, with what, and how stretched we are there."""
    holder = facts.holder(region)
    force = ", ".join(f"{facts.title(f.actor)} {f.men}{'' if f.status == 1 else '?'}" for f in facts.forces(region))
    words = f"held by {facts.title(holder)}" if holder else "held by nobody we know"
    words += f"; {force}" if force else "; no known forces"
    front = facts.front(region)
    if front is not None and (front.men or front.need):
        lacks = (
            f"short by {front.short}: it may yield"
            if front.short
            else f"{front.free} free"
            if front.free
            else "just held"
        )
        words += f". Needs {front.need}, {lacks}"
    return words + "."
