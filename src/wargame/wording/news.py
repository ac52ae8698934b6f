"""News: what a team was told, in sentences. One item an event; small changes of one variable are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from wargame.model.commands import Value
from wargame.model.sheet import Sheet
from wargame.model.view import NewsItem
from wargame.wording.names import Lexicon, clean, fill, inside, listed, sentence, split_cell

Fields = Mapping[str, Any]
Tell = Callable[[Lexicon, Fields], str]
TOGETHER = 2
"""So many changed cells of one variable get a sentence each; more are told in one."""
QUIET = frozenset({"seen", "estimated", "lost"})
"""Types that are told grouped, not one by one."""


def news(sheet: Sheet, turn: int, phase: str, event_type: str, fields: Fields) -> NewsItem:
    """One event as a team was told it, with its sentence ("" for what makes no news).

    Args:
        fields: the event's part as the team knows it (`model.events.told`).
        phase: id of the phase it happened in, "" outside resolution.
    """
    return _item(Lexicon(sheet), turn, phase, event_type, fields)


def _item(lexicon: Lexicon, turn: int, phase: str, event_type: str, fields: Fields) -> NewsItem:
    tell = TELL.get(event_type)
    return NewsItem(
        turn=turn,
        phase=phase,
        type=event_type,
        say=tell(lexicon, fields) if tell else "",
        fields=_filled(lexicon, fields),
        own=_own(lexicon, fields),
        region=_region(lexicon, fields),
        actor=str(fields.get("actor") or fields.get("breaker") or ""),
    )


def stories(
    sheet: Sheet, turn: int, events: Iterable[tuple[str, Fields]], before: Mapping[str, Value]
) -> tuple[NewsItem, ...]:
    """The news of one outcome, in order: events with a sentence, then what changed, grouped by variable.

    Args:
        events: (type, fields as told) in order.
        before: cell -> value as the team last saw it; a cell that is not there is new and makes no news.
    """
    told = _without_fought(events)
    lexicon = Lexicon(sheet)
    items = [_item(lexicon, turn, _phase(lexicon, fields), kind, fields) for kind, fields in told if kind not in QUIET]
    changed: dict[str, list[tuple[str, Value, Value]]] = {}
    for kind, fields in told:
        if kind == "seen" and fields["cell"] in before and before[fields["cell"]] != fields["value"]:
            variable, _ = split_cell(fields["cell"])
            changed.setdefault(variable, []).append((fields["cell"], before[fields["cell"]], fields["value"]))
    aside: list[tuple[str, Value, Value]] = []
    for variable, cells in changed.items():
        show = lexicon.variables[variable].show if variable in lexicon.variables else "no"
        if show == "table":
            items.extend(_changes(lexicon, turn, variable, cells))
        elif show == "more":
            aside += cells
    items.extend(_together(lexicon, turn, "Also changed", aside, lexicon.cell))
    return tuple(item for item in items if item.say)


def _without_fought(events: Iterable[tuple[str, Fields]]) -> list[tuple[str, Fields]]:
    """The events without the orders that came to a contest, whose result tells more."""
    told = list(events)
    fought = {(actor, f["place"]) for kind, f in told if kind == "contest" for actor in f.get("attackers") or ()}
    return [
        (kind, fields)
        for kind, fields in told
        if kind != "resolved"
        or not any((fields.get("actor"), value) in fought for value in (fields.get("args") or {}).values())
    ]


def _phase(lexicon: Lexicon, fields: Fields) -> str:
    """Id of the phase of an event: its own, or its action's; "" outside resolution."""
    action = lexicon.actions.get(fields.get("action") or "")
    return str(fields.get("phase") or (action.phase if action else ""))


def _changes(lexicon: Lexicon, turn: int, variable: str, cells: list[tuple[str, Value, Value]]) -> Iterable[NewsItem]:
    """Items for the changed cells of one variable."""
    if len(cells) > TOGETHER:
        return _together(lexicon, turn, lexicon.variable(variable), cells, partial(_members, lexicon))
    return [_change(lexicon, turn, cell, changed(lexicon, cell, old, new), old, new) for cell, old, new in cells]


def _together(
    lexicon: Lexicon,
    turn: int,
    head: str,
    cells: list[tuple[str, Value, Value]],
    name: Callable[[str], str],
) -> Iterable[NewsItem]:
    """One item for many changed cells; `fields["cells"]` holds (cell, before, after) of each."""
    if not cells:
        return []
    words = []
    for cell, old, new in cells:
        variable, _ = split_cell(cell)
        words.append(f"{name(cell)} {lexicon.amount(variable, old)} → {lexicon.amount(variable, new)}")
    fields = {"cells": [list(entry) for entry in cells]}
    return [NewsItem(turn=turn, phase="", type="seen", say=f"{head}: {'; '.join(words)}.", fields=fields, own=False)]


def _change(lexicon: Lexicon, turn: int, cell: str, say: str, old: Value, new: Value) -> NewsItem:
    _, members = split_cell(cell)
    return NewsItem(
        turn=turn,
        phase="",
        type="seen",
        say=say,
        fields={"cell": cell, "value": new, "before": old},
        own=any(member in lexicon.own for member in members),
        region=next((member for member in members if member in lexicon.regions), ""),
    )


def changed(lexicon: Lexicon, cell: str, old: Value, new: Value) -> str:
    """A change in a sentence: "Escalation rose from 4 to 5: Crisis."."""
    variable, _ = split_cell(cell)
    before, after = lexicon.amount(variable, old), lexicon.amount(variable, new)
    if isinstance(old, int) and isinstance(new, int) and not isinstance(new, bool):
        way = "rose" if new > old else "fell"
        band = lexicon.band(variable, new)
        named = f": {band}" if band and band != lexicon.band(variable, old) else ""
        return f"{lexicon.cell(cell)} {way} from {before} to {after}{named}."
    return f"{lexicon.cell(cell)}: {before} → {after}."


def _members(lexicon: Lexicon, cell: str) -> str:
    _, members = split_cell(cell)
    return ", ".join(lexicon.title(member) for member in members)


def _own(lexicon: Lexicon, fields: Fields) -> bool:
    """Whether an event is of the team's own doing or concerns its own actors."""
    named = {
        fields.get("actor"),
        fields.get("breaker"),
        *(fields.get("attackers") or ()),
        *(fields.get("parties") or ()),
    }
    return not lexicon.own.isdisjoint(named) or fields.get("team") == lexicon.sheet.team


def _region(lexicon: Lexicon, fields: Fields) -> str:
    """The first region that an event names."""
    named = [fields.get("place"), fields.get("member"), *(fields.get("args") or {}).values()]
    return next((name for name in named if isinstance(name, str) and name in lexicon.regions), "")


# ---------------------------------------------------------------- one sentence a type


def _words(lexicon: Lexicon, fields: Fields) -> dict[str, str]:
    """Words for the places of a template: the actor, the arguments, the member a rule ran over."""
    words = {name: lexicon.plain(value) for name, value in (fields.get("args") or {}).items()}
    if fields.get("actor"):
        words["actor"] = inside(lexicon.title(fields["actor"]))
    if fields.get("member"):
        words |= dict.fromkeys(("region", "side", "actor"), inside(lexicon.title(fields["member"]))) | words
    return words


def _filled(lexicon: Lexicon, fields: Fields) -> dict[str, Any]:
    """An event's fields with the lines of its working in words."""
    found = dict(fields)
    if "working" in found:
        words = _words(lexicon, fields)
        found["working"] = [[fill(clean(say), words) or "Base", points] for say, points in found["working"]]
    return found


def _text(lexicon: Lexicon, fields: Fields) -> str:
    return sentence(fill(clean(fields.get("text") or ""), _words(lexicon, fields)))


def _resolved(lexicon: Lexicon, fields: Fields) -> str:
    text = _text(lexicon, fields)
    if text:
        return text
    order = lexicon.order(fields["action"], fields.get("args") or {})
    if fields.get("also"):
        return ""
    title = clean(fields.get("title") or "") or "done"
    return f"{lexicon.title(fields['actor'])}, {order}: {title.lower()}."


def _failed(lexicon: Lexicon, fields: Fields) -> str:
    order = lexicon.order(fields["action"], fields.get("args") or {})
    reason = fill(clean(fields.get("say") or ""), _words(lexicon, fields)) or "circumstances had changed"
    return f"{lexicon.title(fields['actor'])} could not carry out {order}: {reason.rstrip('.')}."


def _held(lexicon: Lexicon, fields: Fields) -> str:
    order = lexicon.order(fields["action"], fields.get("args") or {})
    return f"{lexicon.title(fields['actor'])} held back {order}: its condition was not met."


def _contest(lexicon: Lexicon, fields: Fields) -> str:
    attackers = lexicon.titled(fields.get("attackers") or ())
    place, title = inside(lexicon.title(fields["place"])), clean(fields.get("title") or "")
    holder = fields.get("holder")
    after = f" It fell to {lexicon.title(holder)}." if holder else ""
    return sentence(f"{attackers} attacked {place}: {title[:1].lower() + title[1:]}.{after}")


def _package(lexicon: Lexicon, fields: Fields) -> str:
    """Kind and terms: "Ceasefire (Where: Idlib; Months: 3)"."""
    terms = lexicon.terms(fields["kind"], fields.get("terms") or {})
    return lexicon.title(fields["kind"]) + (f" ({terms})" if terms else "")


def _proposed(lexicon: Lexicon, fields: Fields) -> str:
    others = [party for party in fields["parties"] if party != fields["actor"]]
    words = f": {clean(fields['text'])}" if fields.get("text") else ""
    if not fields["actor"]:
        return f"On the table for {lexicon.titled(others)}: {_package(lexicon, fields)}."
    return sentence(
        f"{lexicon.title(fields['actor'])} proposed to {lexicon.titled(others)}: {_package(lexicon, fields)}{words}"
    )


def _signed(lexicon: Lexicon, fields: Fields) -> str:
    until = fields.get("until")
    life = f" It holds until turn {until}." if until is not None else ""
    return sentence(f"{lexicon.titled(fields['parties'])} signed: {_package(lexicon, fields)}.{life}")


def _answered(verb: str) -> Tell:
    def tell(lexicon: Lexicon, fields: Fields) -> str:
        words = f": {clean(fields['text'])}" if fields.get("text") else ""
        return sentence(f"{lexicon.title(fields['actor'])} {verb} {lexicon.title(fields['kind'])}{words}")

    return tell


def _came_to(what: str) -> Tell:
    def tell(lexicon: Lexicon, fields: Fields) -> str:
        return f"{_package(lexicon, fields)} between {lexicon.titled(fields['parties'])} {what}."

    return tell


def _ended_agreement(lexicon: Lexicon, fields: Fields) -> str:
    reason = f": {clean(fields['reason'])}" if fields.get("reason") else ""
    return f"{_package(lexicon, fields)} between {lexicon.titled(fields['parties'])} has ended{reason}."


def _breached(lexicon: Lexicon, fields: Fields) -> str:
    others = [party for party in fields["parties"] if party != fields["breaker"]]
    return f"{lexicon.title(fields['breaker'])} broke its {_package(lexicon, fields)} with {lexicon.titled(others)}."


def _said(lexicon: Lexicon, fields: Fields) -> str:
    to = f" to {listed(lexicon.team(team) for team in fields['to'])}" if fields.get("to") else ", in public"
    return f"{lexicon.team(fields['team'])}{to}: {clean(fields['text'])}"


def _sealed(lexicon: Lexicon, fields: Fields) -> str:
    count = len(fields.get("orders") or ())
    return "Our orders are sealed: none." if not count else f"Our orders are sealed: {count}."


def _fired(lexicon: Lexicon, fields: Fields) -> str:
    title, text = clean(fields.get("title") or ""), clean(fields.get("text") or "")
    return f"{sentence(title)} {text}".strip()


def _chosen(lexicon: Lexicon, fields: Fields) -> str:
    return sentence(
        f"{clean(fields.get('title') or fields['inject'])}: {clean(fields.get('answer') or fields['choice'])}"
    )


def _scheduled(lexicon: Lexicon, fields: Fields) -> str:
    order = lexicon.order(fields["action"], fields.get("args") or {})
    return f"{lexicon.title(fields['actor'])}, {order}: under way, due in turn {fields['due']}."


def _costs(lexicon: Lexicon, fields: Fields) -> str:
    paid = [f"{lexicon.title(a)} {lexicon.price(cost)}" for a, cost in (fields.get("paid") or {}).items() if cost]
    return f"Our orders cost: {'; '.join(paid)}." if paid else ""


def _ended(lexicon: Lexicon, fields: Fields) -> str:
    title = clean(fields.get("title") or "") or "The game has ended"
    return f"{sentence(title)} {clean(fields.get('text') or '')}".strip()


TELL: Mapping[str, Tell] = {
    "sealed": _sealed,
    "said": _said,
    "proposed": _proposed,
    "accepted": _answered("agreed to"),
    "refused": _answered("refused"),
    "withdrawn": _answered("took back"),
    "lapsed": _came_to("was not signed and has lapsed"),
    "clashed": _came_to("clashed with another, and neither was signed"),
    "signed": _signed,
    "ended_agreement": _ended_agreement,
    "breached": _breached,
    "fired": _fired,
    "chosen": _chosen,
    "costs": _costs,
    "resolved": _resolved,
    "failed": _failed,
    "held": _held,
    "contest": _contest,
    "rule": _text,
    "scheduled": _scheduled,
    "due": _text,
    "ended": _ended,
}
"""Type -> its sentence. The others make no news: the white cell's, what is told grouped, and `turn`, which is the
heading of the page."""
