"""`wargame rules`: the rule book of a scenario with its team briefs, as markdown or a page of HTML."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from html import escape

from wargame.content import load
from wargame.model.definition import Action, Agreement, Definition
from wargame.rules.game import Game
from wargame.wording import clean

Lines = Iterator[str]


def rules(args: argparse.Namespace) -> int:
    """Prints the rule book."""
    game = load(args.scenario, variant=args.variant, format=args.format, seating=args.seating)
    lines = list(book(game))
    print(page(lines, game.board.definition.scenario.title) if args.html else "\n".join(lines))
    return 0


def book(game: Game) -> Lines:
    """The whole book: what everybody reads first, then what each team alone may read."""
    definition = game.board.definition
    for part in (_frame, _map, _variables, _actions, _agreements, _by_itself, _endings, _assumptions):
        yield from part(game, definition)
    for team in game.teams.values():
        yield from _brief(game, definition, team.id)


def _frame(game: Game, definition: Definition) -> Lines:
    info, rule_book = definition.scenario, definition.ruleset
    yield f"# {clean(info.title)}"
    yield from _text(info.summary)
    begins = f" It begins on {info.start_date}." if info.start_date else ""
    yield from ("", f"{game.turns} turns of {info.turn}.{begins}")
    if rule_book.title:
        yield from ("", f"## {clean(rule_book.title)}")
        yield from _text(rule_book.summary, rule_book.text)
    yield from ("", "## A turn", "")
    for number, (_, phase) in enumerate(game.phases, 1):
        yield f"{number}. **{clean(phase.title)}**{_after(phase.text)}"


def _map(_game: Game, definition: Definition) -> Lines:
    if not definition.regions:
        return
    yield from ("", "## Map", "", "| region | place | held by | linked to (length) |", "|---|---|---|---|")
    ways: dict[str, list[str]] = {region: [] for region in definition.regions}
    for region, entry in definition.regions.items():
        for other, length in entry.links.items():
            word, back = f"{definition.regions[other].title} {length}", f"{entry.title} {length}"
            ways[region].append(word)
            if region not in definition.regions[other].links:
                ways[other].append(back)
    for region, entry in definition.regions.items():
        at = ", ".join(map(str, entry.at))
        held = _cell(str(entry.values.get("control", "")))
        yield f"| {_cell(entry.title)} | {at} | {held} | {', '.join(ways[region])} |"


def _variables(_game: Game, definition: Definition) -> Lines:
    shown = {name: entry for name, entry in definition.variables.items() if entry.show != "no"}
    if shown:
        yield from ("", "## What is counted", "")
    for name, entry in shown.items():
        span = f", {entry.range[0]} to {entry.range[1]}" if len(entry.range) == 2 else ""
        bands = "; ".join(f"from {band.start} {clean(band.title)}" for band in entry.bands.values())
        yield f"* **{clean(entry.title or name)}**{span}{_after(entry.says)}{f' Bands: {bands}.' if bands else ''}"


def _actions(game: Game, definition: Definition) -> Lines:
    yield from ("", "## Orders")
    titles = {name: phase.title for name, phase in game.phases}
    for entry in definition.actions.values():
        yield from ("", f"### {clean(entry.title)}")
        yield from _text(entry.says)
        yield ""
        yield from (f"* {line}" for line in _action(entry, titles))


def _action(entry: Action, phases: dict[str, str]) -> Lines:
    for name, param in entry.params.items():
        yield f"{name}: {_of(param.of, param.values, param.range)}"
    cost = ", ".join(f"{price} {stock}" for stock, price in entry.cost.items()) or "nothing"
    slots = "no order" if entry.slots == 0 else "1 order" if entry.slots == 1 else f"{entry.slots} orders"
    limit = f"; at most {entry.limit} a turn" if entry.limit else ""
    phase = clean(phases.get(entry.phase, entry.phase))
    yield f"Phase {phase}; takes {slots}; costs {cost}{limit}; severity {entry.severity}"
    if entry.who not in ("true", ""):
        yield f"Who: `{entry.who}`"
    yield from (f"Needs `{need.that}` – else: {clean(need.say)}" for need in entry.requires)
    if entry.odds:
        yield f"Odds: `{entry.odds.base}` {'per mille' if entry.odds.per_mille else 'per cent'}"
        for one in entry.odds.modifiers:
            yield f"  `{one.add}` {clean(one.say)}" + (f", if `{one.when}`" if one.when else "")
    for name, outcome in entry.outcomes.items():
        yield f"{clean(outcome.title or name.replace('_', ' ').capitalize())}: {_program(outcome.effects)}"
    if entry.effects:
        yield f"Effect: {_program(entry.effects)}"
    for later in entry.later.values():
        yield f"After {later.after} turns: {_program(later.effects)}"


def _agreements(_game: Game, definition: Definition) -> Lines:
    if definition.agreements:
        yield from ("", "## Agreements")
    for entry in definition.agreements.values():
        yield from ("", f"### {clean(entry.title)}")
        yield from _text(entry.says)
        yield ""
        yield from (f"* {line}" for line in _agreement(entry))


def _agreement(entry: Agreement) -> Lines:
    yield f"Parties: {entry.parties}"
    for name, term in entry.terms.items():
        yield f"{name}: {_of(term.of, term.values, term.range)}"
    yield from (f"Needs `{need.that}` – else: {clean(need.say)}" for need in entry.requires)
    words = (("Lasts", entry.life), ("When signed", entry.on_sign), ("While it holds", entry.effects))
    more = (("When it ends", entry.on_end), ("Broken if", entry.breach), ("Then", entry.on_breach))
    yield from (f"{word}: {_program(text)}" for word, text in (*words, *more) if str(text).strip())


def _by_itself(_game: Game, definition: Definition) -> Lines:
    shown = {name: rule for name, rule in definition.rules.items() if rule.title or rule.says}
    if shown:
        yield from ("", "## What happens by itself", "")
    for name, rule in shown.items():
        yield f"* **{clean(rule.title or name)}**{_after(rule.says)} {_program(rule.effects)}"


def _endings(_game: Game, definition: Definition) -> Lines:
    if definition.endings:
        yield from ("", "## How it ends", "")
    for entry in definition.endings.values():
        yield f"* **{clean(entry.title)}**, if `{entry.when}`.{_after(entry.text)}"


def _assumptions(_game: Game, definition: Definition) -> Lines:
    if definition.assumptions:
        yield from ("", "## Assumptions", "", "| name | value | range | what | source |", "|---|---|---|---|---|")
    for name, entry in definition.assumptions.items():
        span = " to ".join(map(str, entry.range))
        yield f"| {name} | {entry.value} | {span} | {_cell(entry.says)} | {_cell(entry.source)} |"


def _brief(game: Game, definition: Definition, team: str) -> Lines:
    """A page of its own for a team: hand it to nobody else."""
    yield from ("", "---", "", f"# For {clean(game.teams[team].title)} only")
    for index in game.teams[team].actors:
        actor = definition.actors[game.board.universe.actors[index]]
        yield from ("", f"## {clean(actor.title)}")
        yield from _text(actor.summary, actor.brief)
        start = ", ".join(f"{name} {value}" for name, value in actor.start.items())
        income = ", ".join(f"{name} +{value}" for name, value in actor.income.items())
        yield from ("", f"{actor.orders} orders a turn." + (f" Start: {start}." if start else ""))
        if income:
            yield f"Each turn: {income}."
        yield ""
        for aim in actor.objectives.values():
            secret = " (one of these is drawn, in secret)" if aim.draw else ""
            when = f", if `{aim.when}`" if aim.when else ""
            yield f"* **{clean(aim.title)}**{secret}: `{aim.points}` points{when}.{_after(aim.text)}"
        for kind, position in actor.positions.items():
            yield f"* Signs {kind.replace('_', ' ')} if it is worth `{position.least}` or more.{_after(position.says)}"


# ---------------------------------------------------------------- small words


def _of(of: str, values: Iterable[str], span: Iterable[int]) -> str:
    if list(values):
        return " | ".join(map(str, values))
    ends = list(span)
    return f"{ends[0]} to {ends[-1]}" if ends else of


def _program(text: str) -> str:
    """A rule's own text, on one line."""
    lines = [line.strip() for line in str(text).strip().splitlines() if line.strip()]
    return f"`{' ; '.join(lines)}`" if lines and lines != ["pass"] else "nothing at once"


def _after(text: str) -> str:
    return f" {clean(text).strip()}" if text.strip() else ""


def _text(*texts: str) -> Lines:
    for text in texts:
        if text.strip():
            yield ""
            yield from (clean(line) for line in text.strip().splitlines())


def _cell(text: str) -> str:
    return clean(text).replace("|", "\\|")


def page(lines: list[str], title: str) -> str:
    """The book as one page that any browser shows and prints: its own markdown, escaped, with headings marked."""
    body = []
    for line in lines:
        depth = len(line) - len(line.lstrip("#"))
        if depth and line[depth : depth + 1] == " ":
            body.append(f"<h{depth}>{escape(line[depth + 1 :])}</h{depth}>")
        elif line == "---":
            body.append("<hr>")
        else:
            body.append(f"<p>{escape(line)}</p>" if line else "")
    style = "body{max-width:46em;margin:2em auto;font-family:serif}p{margin:.2em 0}hr{page-break-after:always}"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{style}</style>'
    return f"<!doctype html><html><head>{head}</head><body>{''.join(body)}</body></html>"
