"""Events sorted into parts by audience, and back.

An entry is `[at, type, fields]`; `at` counts the events of this record's `all` part that come before it. What a team
knows beyond an event of `all`, and what the white cell knows beyond all others, is an entry of type `more`. The
white cell's part holds `order`: which audiences each event has, in runs, so that the events come back in sequence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wargame.errors import LogError
from wargame.model.events import ALL, WHITE_CELL, Event

MORE = "more"
Entries = list[list[Any]]


def sort(events: Iterable[Event]) -> tuple[dict[str, Entries], list[list[Any]]]:
    """(audience -> entries, order): `order` is a list of [audiences joined by "+", how many events in a row]."""
    parts: dict[str, Entries] = {}
    order: list[list[Any]] = []
    public = 0
    for event in events:
        told = event.parts
        shared = ALL in told
        if shared:
            parts.setdefault(ALL, []).append([public, event.type, told[ALL]])
            public += 1
        teams = sorted(audience for audience in told if audience != ALL)
        for team in teams:
            parts.setdefault(team, []).append([public, MORE if shared else event.type, told[team]])
        audiences = [ALL, *teams] if shared else teams
        rest = _rest(event, audiences)
        if rest is not None:
            audiences = [*audiences, WHITE_CELL]
            parts.setdefault(WHITE_CELL, []).append([public, *rest])
        word = "+".join(audiences)
        if order and order[-1][0] == word:
            order[-1][1] += 1
        else:
            order.append([word, 1])
    return parts, order


def _guess(audiences: list[str], told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """An event's fields as far as its parts give them: the public ones, and those of a sole team with its name."""
    found = dict(told[ALL]) if ALL in told else {}
    teams = [audience for audience in audiences if audience.startswith("team:")]
    if len(teams) == 1:
        found |= told[teams[0]]
        if ALL not in told:
            found = {"team": teams[0].removeprefix("team:"), **found}
    return found


def _rest(event: Event, audiences: list[str]) -> tuple[str, Mapping[str, Any]] | None:
    """What only the white cell knows: fields to lay over the guess, or all of them, or nothing."""
    if not audiences:
        return event.type, event.fields
    guess = _guess(audiences, event.parts)
    if not guess.keys() <= event.fields.keys():
        return event.type, event.fields
    rest = {key: value for key, value in event.fields.items() if key not in guess or not _same(guess[key], value)}
    return (MORE, rest) if rest else None


def _same(a: Any, b: Any) -> bool:
    return a is b or (type(a) is type(b) and a == b)


def join(parts: Mapping[str, Entries], order: Iterable[Any]) -> Iterator[Event]:
    """The events of a record, in sequence. Raises LogError if the parts do not fit the order."""
    queues = {audience: iter(entries) for audience, entries in parts.items()}
    try:
        for word, count in order:
            audiences = word.split("+")
            for _ in range(count):
                yield _event(audiences, {audience: next(queues[audience]) for audience in audiences})
    except (StopIteration, RuntimeError, KeyError, ValueError, TypeError, AttributeError, IndexError):
        raise LogError("its parts do not fit together") from None


def _event(audiences: list[str], entries: Mapping[str, list[Any]]) -> Event:
    told = {audience: entries[audience][2] for audience in audiences if audience != WHITE_CELL}
    kind = entries[audiences[0]][1]
    fields = _guess([a for a in audiences if a != WHITE_CELL], told)
    if WHITE_CELL in entries:
        _, word, rest = entries[WHITE_CELL]
        fields = {**fields, **rest} if word == MORE else rest
    return Event(kind, fields, told)
