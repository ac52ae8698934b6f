"""The rule book as rows: an index of chapters, and the text of one."""

from __future__ import annotations

from collections.abc import Hashable

from wargame.model.sheet import ActionSheet, AgreementSheet, TextSheet
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line, prose, rule
from wargame.tui.facts import Facts


def rule_index(facts: Facts, width: int, palette: Palette) -> list[Row]:
    """Chapters. Keys: ("rules",) or (kind, id): phase, action, agreement, variable, ending, assumption."""
    sheet = facts.sheet
    groups: list[tuple[str, list[tuple[Hashable, str]]]] = [
        ("The rules", [(("rules",), sheet.rules_title or "The rules")]),
        ("A turn", [(("phase", phase.id), phase.title) for phase in sheet.phases]),
        ("Orders", [(("action", action.id), action.title) for action in sheet.actions]),
        ("Agreements", [(("agreement", kind.id), kind.title) for kind in sheet.agreements]),
        ("What changes", [(("variable", v.id), v.title) for v in sheet.variables if v.says or v.show != "no"]),
        ("How it may end", [(("ending", text.id), text.title) for text in sheet.endings]),
        ("Judgements behind it", [(("assumption", text.id), text.title) for text in sheet.assumptions]),
    ]
    found = []
    for title, entries in groups:
        if entries:
            found.append(Row(rule(title, width, palette)))
            found += [Row(line("  ", fit(words, width - 3)), key) for key, words in entries]
    return found


def rule_text(facts: Facts, key: Hashable, width: int, palette: Palette) -> list[Row]:
    """The text of a chapter."""
    sheet = facts.sheet
    match key:
        case ("action", str(ident)) if ident in facts.actions:
            return _action(facts, facts.actions[ident], width, palette)
        case ("agreement", str(ident)) if ident in facts.agreements:
            kind = facts.agreements[ident]
            terms = [f"{facts.label(t)}: {', '.join(facts.name(v) for v in t.values[:12])}" for t in kind.terms]
            return _pages(kind.title, [kind.says, f"Parties: {_parties(facts, kind)}.", *terms], width, palette)
        case ("phase", str(ident)):
            phase = next((phase for phase in sheet.phases if phase.id == ident), None)
            return _pages(phase.title, [phase.text], width, palette) if phase else []
        case ("variable", str(ident)) if ident in facts.variables:
            variable = facts.variables[ident]
            span = f"From {facts.amount(ident, variable.low)} to {facts.amount(ident, variable.high)}."
            bands = [f"From {facts.amount(ident, band.start)}: {band.title}. {band.text}" for band in variable.bands]
            return _pages(
                variable.title, [variable.says, span if variable.high is not None else "", *bands], width, palette
            )
        case ("ending", str(ident)):
            return _text(sheet.endings, ident, width, palette)
        case ("assumption", str(ident)):
            return _text(sheet.assumptions, ident, width, palette)
    return _pages(sheet.rules_title or "The rules", [sheet.rules_text, sheet.summary], width, palette)


def _parties(facts: Facts, kind: AgreementSheet) -> str:
    """Who signs, in words; a set of actors by the names of its members."""
    counts = {"2": "any two", "2+": "two or more"}
    return counts.get(kind.parties) or ", ".join(facts.title(actor) for actor in kind.members)


def _pages(title: str, texts: list[str], width: int, palette: Palette) -> list[Row]:
    found = [Row(rule(title, width, palette))]
    for text in texts:
        if text:
            found += [*prose(text, width - 1), Row(line(""))]
    return found


def _text(texts: tuple[TextSheet, ...], ident: str, width: int, palette: Palette) -> list[Row]:
    text = next((text for text in texts if text.id == ident), None)
    if text is None:
        return []
    source = f"Source: {text.source}" if text.source else ""
    return _pages(text.title, [text.text, source], width, palette)


def _action(facts: Facts, action: ActionSheet, width: int, palette: Palette) -> list[Row]:
    cost = ", ".join(f"{facts.title(stock)}: {formula}" for stock, formula in action.cost.items()) or "nothing"
    phase = facts.words.title(action.phase)
    texts = [
        action.says,
        f"Phase: {phase}. Category: {action.category or 'none'}. Severity: {action.severity}.",
        f"Costs {cost}.",
        f"Odds: {action.odds}." if action.odds else "It does not depend on dice.",
        *(f"{ident}: {text}" for ident, text in action.outcomes.items() if text),
        *(f"Only if {words}." for words in action.requires),
        *(f"Later: {words}" for words in action.later),
        f"At most {action.limit} a turn." if action.limit is not None else "",
    ]
    return _pages(action.title, texts, width, palette)
