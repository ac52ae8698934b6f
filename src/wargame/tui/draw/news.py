"""News, choices and the steps of a resolution as rows."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from wargame.model.quote import OrderQuote
from wargame.model.view import ChoiceView, NewsItem, View
from wargame.tui.desk import RESULTS
from wargame.tui.draw.gauge import die, faces, odds_bar, tone
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line, paragraph, rule, spread, wrap
from wargame.tui.facts import Facts
from wargame.wording.names import split_cell

QUIET = ("said", "proposed", "accepted", "refused", "withdrawn", "sealed", "costs", "chosen", "scheduled")
HEADLINES = ("fired", "signed", "breached", "ended", "ended_agreement", "contest")


def mark(item: NewsItem, palette: Palette) -> tuple[str, str]:
    """The sign of a piece of news: inject, agreement, battle, breach."""
    signs = {
        "fired": "!",
        "signed": "=",
        "contest": palette.signs.short,
        "breached": "!",
        "resolved": palette.signs.onto,
    }
    colours = {"fired": palette.warn, "signed": palette.good, "contest": palette.bad, "breached": palette.bad}
    return signs.get(item.type, palette.signs.pending), colours.get(item.type, palette.muted)


def paper_rows(facts: Facts, news: Sequence[NewsItem], width: int, palette: Palette) -> list[Row]:
    """The front page: newest turn first, what everybody talks of before what merely happened. Keys: ("news", n)."""
    found: list[Row] = [Row(line((f"  {facts.date} · turn {facts.view.turn} of {facts.view.turns}", palette.muted)))]
    turns = sorted({item.turn for item in news}, reverse=True)
    for turn in turns:
        found.append(Row(rule(f"Turn {turn}", width, palette)))
        items = [(n, item) for n, item in enumerate(news) if item.turn == turn and item.type not in QUIET]
        for n, item in sorted(items, key=lambda pair: pair[1].type not in HEADLINES):
            loud = item.type in HEADLINES
            sign, colour = mark(item, palette)
            parts = wrap(item.say, width - 4) or [""]
            style = f"bold {palette.text}" if loud else palette.text if item.own else palette.muted
            found.append(Row(line(" ", (sign, colour), " ", (parts[0], style)), ("news", n), item.say))
            found += [Row(line("   ", (part, style))) for part in parts[1:]]
    if len(found) == 1:
        found += paragraph("No news yet. The first turn begins.", width, palette.muted)
    return found


def briefing_rows(facts: Facts, width: int, palette: Palette, last: Sequence[NewsItem]) -> list[Row]:
    """Choices that are ours, what changed, what our orders came to. Keys: ("choice", inject, option)."""
    view, found = facts.view, []
    for choice in view.choices:
        if choice.mine:
            found += choice_rows(facts, choice, width, palette)
    changed = _changed(facts, view, width, palette)
    if changed:
        found += [Row(rule("Changed", width, palette)), *changed]
    own = [item for item in last if item.own and item.type in RESULTS]
    if own:
        found.append(Row(rule("Our orders came to", width, palette)))
        for item in own:
            found += paragraph(item.say, width)
    return found or paragraph("Nothing changed that we know of.", width, palette.muted)


def choice_rows(facts: Facts, choice: ChoiceView, width: int, palette: Palette) -> list[Row]:
    """An inject's open question with its options; the one taken so far is ticked."""
    done = "answered" if choice.choice else "by default: " + choice.options.get(choice.default, choice.default)
    found = [Row(rule(f"{facts.code(choice.actor)} chooses" if choice.actor else "Your choice", width, palette))]
    found += paragraph(choice.title, width, f"bold {palette.text}")
    found += paragraph(choice.text, width, palette.muted)
    for ident, title in choice.options.items():
        sign = (palette.signs.done, palette.good) if ident == choice.choice else (palette.signs.pending, palette.accent)
        says = choice.says.get(ident, "")
        text = line("  ", sign, f" {fit(title, width - 4)}")
        found.append(Row(text, ("choice", choice.inject, ident), f"{title}. {says}".strip()))
        found += [Row(line("      ", (part, palette.muted))) for part in wrap(says, width - 7)]
    found.append(Row(line((f" {fit(done, width - 2)}", f"italic {palette.muted}"))))
    return found


def _changed(facts: Facts, view: View, width: int, palette: Palette) -> list[Row]:
    found = []
    for cell, before in view.changed.items():
        variable, _ = split_cell(cell)
        now = view.cells.get(cell)
        sheet = facts.variables.get(variable)
        if now is None or sheet is None or sheet.show == "no" or now.value == before:
            continue
        right = f"{facts.amount(variable, before)} {palette.signs.to} {facts.amount(variable, now.value)}"
        left = line(f" {fit(facts.words.cell(cell), width - len(right) - 2)}")
        found.append(Row(spread(left, line((right, "bold")), width)))
    return found


def event_lines(facts: Facts, item: NewsItem) -> tuple[tuple[str, str], ...]:
    """A piece of news taken apart, for the box."""
    lines: list[tuple[str, str]] = [(item.say, "")]
    fields = item.fields
    if isinstance(fields.get("odds"), int):
        lines.append(("  odds", f"{fields['odds']} {'‰' if fields.get('per_mille') else '%'}"))
    for entry in fields.get("working") or ():
        say, points = (entry[0], entry[1]) if isinstance(entry, list | tuple) else (str(entry), "")
        lines.append((f"    {say}", f"{points}"))
    for name, words in (("roll", "  number drawn, 0 to 99"), ("die", "  die")):
        if isinstance(fields.get(name), int):
            lines.append((words, str(fields[name])))
    if fields.get("terms"):
        lines.append((f"  {facts.words.terms(str(fields.get('kind', '')), fields['terms'])}", " "))
    return tuple(lines)


# ---------------------------------------------------------------- resolution


def phase_rows(facts: Facts, steps: Sequence[NewsItem], at: int, width: int, palette: Palette) -> list[Row]:
    """Phases with the results shown so far; what is to come has no result yet."""
    found = []
    phases = [phase.id for phase in facts.sheet.phases]
    order = [*phases, *dict.fromkeys(item.phase for item in steps if item.phase not in phases)]
    for phase in order:
        items = [(n, item) for n, item in enumerate(steps) if item.phase == phase]
        if not items:
            continue
        shown = sum(1 for n, _ in items if n <= at)
        done = items[-1][0] < at
        now = items[0][0] <= at and not done
        sign = (
            (palette.signs.done, palette.good)
            if done
            else (palette.signs.cursor, f"bold {palette.accent}")
            if now
            else (palette.signs.pending, palette.muted)
        )
        title = facts.words.title(phase) if phase else "Otherwise"
        style = f"bold {palette.accent}" if now else "" if done else palette.muted
        count = f"{shown} of {len(items)}" if now else str(len(items))
        found.append(Row(spread(line(" ", sign, (f" {title}", style)), line((count, palette.muted)), width)))
        for n, item in items if now or done else ():
            if n <= at:
                found.append(_result_row(facts, item, n, n == at, width, palette))
    return found


def _result_row(facts: Facts, item: NewsItem, n: int, now: bool, width: int, palette: Palette) -> Row:
    who = item.actor or next(iter(item.fields.get("attackers") or ()), "")
    named = item.fields.get("action") or item.fields.get("kind") or item.fields.get("title") or item.type
    where = facts.short(item.region) if item.region else facts.title(str(named))
    colour = facts.colour(who, palette) if who in facts.actors else palette.muted
    code = facts.code(who) if who in facts.actors else "  "
    result = str(item.fields.get("title") or item.fields.get("outcome") or item.type)
    result = "" if facts.title(result) == where else result
    good = "good" if result_tone(item) == "good" else "bad" if result_tone(item) == "bad" else "even"
    right = line((fit(facts.name(result), 12), tone(good, palette)))
    left = line("    ", (code, f"bold {colour}"), f" {fit(where, max(width - 10 - right.cell_len, 3))}")
    if now:
        left.stylize(f"bold {palette.accent}", 3)
    return Row(spread(left, right, width), ("step", n), item.say)


def result_tone(item: NewsItem) -> str:
    """How a result is coloured: as told, else by whether an order succeeded."""
    if item.fields.get("tone"):
        return str(item.fields["tone"])
    return {"failed": "bad", "held": "even", "breached": "bad", "signed": "good"}.get(item.type, "even")


def step_rows(facts: Facts, item: NewsItem, foretold: Sequence[OrderQuote], width: int, palette: Palette) -> list[Row]:
    """One result: what was tried, the odds, the die over its faces, what came of it."""
    fields = item.fields
    title = _step_title(facts, item)
    found = [Row(rule(title[:1].upper() + title[1:], width, palette))]
    found += [Row(Text()), *_drawn(item, _quoted(item, foretold), width, palette)]
    if isinstance(fields.get("die"), int):
        picture = die(fields["die"], palette)
        words = wrap(item.say, max(width - 14, 10))
        found.append(Row(Text()))
        for n, part in enumerate(picture):
            said = words[n - 1] if 0 < n <= len(words) else ""
            found.append(Row(line("  ", part, "   ", (said, f"bold {palette.text}"))))
        found += [Row(line("              ", part)) for part in words[len(picture) - 1 :]]
    else:
        found.append(Row(Text()))
        found += paragraph(item.say, width, f"bold {palette.text}")
    working = fields.get("working") or ()
    if working:
        found += [Row(Text()), Row(rule("How the odds came about", width, palette))]
        for entry in working:
            say, points = (entry[0], entry[1]) if isinstance(entry, list | tuple) else (str(entry), "")
            found.append(Row(spread(line(f" {say}"), line((f"{points}", "bold")), width)))
    return found


def _step_title(facts: Facts, item: NewsItem) -> str:
    fields = item.fields
    if item.type == "contest":
        who = facts.words.titled(fields.get("attackers") or ())
        return f"{who} attack {facts.title(str(fields.get('place', '')))}"
    if fields.get("action"):
        order = facts.words.order(str(fields["action"]), fields.get("args") or {})
        return f"{facts.title(item.actor)}: {order}" if item.actor else order
    return facts.title(str(fields.get("kind") or fields.get("title") or fields.get("rule") or item.type))


def _quoted(item: NewsItem, foretold: Sequence[OrderQuote]) -> OrderQuote | None:
    """What was said before of this result: of the same order, or of an own attack on the same place."""
    for quote in foretold:
        args = dict(quote.order.args)
        if item.type == "resolved" and (quote.order.action, args) == (
            item.fields.get("action"),
            item.fields.get("args"),
        ):
            return quote
        attackers = item.fields.get("attackers") or ()
        if item.type == "contest" and quote.order.actor in attackers and item.fields.get("place") in args.values():
            return quote
    return None


def _drawn(item: NewsItem, quote: OrderQuote | None, width: int, palette: Palette) -> list[Row]:
    """Odds as a bar with the number drawn under it; a contest's faces as they were foretold to us."""
    fields, found = item.fields, []
    die_faces = sorted(quote.faces, key=lambda face: face.face) if quote else []
    if die_faces and isinstance(fields.get("die"), int):
        results = [(face.title, face.tone) for face in die_faces]
        found += [Row(line(" ", text)) for text in faces(results, fields["die"], width - 2, palette)]
        found.append(Row(line((" as it looked to us before the dice", palette.muted))))
    odds, roll = fields.get("odds"), fields.get("roll")
    most = 1000 if fields.get("per_mille") else 100
    if isinstance(odds, int):
        room = max(width - 22, 10)
        found.append(
            Row(
                line(
                    f" Odds {odds:>3} {'%' if most == 100 else '‰'}  ",
                    odds_bar(odds * 100 // most, room, palette.good, palette),
                )
            )
        )
        if isinstance(roll, int):
            at = min(roll * room // most, room - 1)
            below = "below: it succeeds" if roll < odds else "not below: it does not"
            found.append(
                Row(line(" " * (13 + at), ("▲" if palette.signs.up == "▲" else "^", f"bold {palette.accent}")))
            )
            found.append(Row(line(f" Drawn {roll}, ", (below, palette.good if roll < odds else palette.bad))))
    elif isinstance(roll, int) and "die" not in fields:
        found.append(Row(line((f" Drawn {roll} of {most}; the odds were not told to us.", palette.muted))))
    if quote is not None and quote.order.expect is not None:
        found.append(Row(line((f" We had expected {quote.order.expect} %.", palette.muted))))
    return found
