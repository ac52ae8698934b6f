"""Checks of the frame: how long, how fast, who sits where, what is claimed."""

from __future__ import annotations

import re
from collections.abc import Callable

from wargame.content.finding import missing_from, one_of, twice, unknown
from wargame.model.definition import Definition
from wargame.rules.compiled import Fault, Path

_DURATION = re.compile(r"(\d{1,4}) ?(s|sec|seconds?|min|minutes?|h|hours?|d|days?)\Z")
_TURN = re.compile(r"(\d{1,4}) (turn|hour|day|week|month|quarter|year)s?\Z")
_DEADLINE = re.compile(r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )+([01]\d|2[0-3]):[0-5]\d\Z")
_ZONE = re.compile(r"UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]+){1,2}\Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
TIMERS = ("news", "talks", "orders", "arguments")
BANDS = ("almost_certain", "very_likely", "likely", "even", "unlikely", "very_unlikely", "remote")
MOST_TURNS = 500


def seconds(duration: str) -> int | None:
    """`"6 min"`, `"90 s"`, `"2 h"`, `"3 days"` in seconds; None for anything else."""
    match = _DURATION.match(duration)
    return int(match[1]) * _SECONDS[match[2][0]] if match else None


def length(definition: Definition) -> list[Fault]:
    """Turns are counted in whole turns and lie within reason."""
    info, found = definition.scenario, []
    if not 1 <= info.turns <= MOST_TURNS:
        found.append(Fault(("scenario", "turns"), f"a game has 1 to {MOST_TURNS} turns"))
    if not _TURN.match(info.turn):
        found.append(
            Fault(("scenario", "turn"), f'"{info.turn[:40]}" is no length of a turn', 'as "1 month" or "2 weeks"')
        )
    for name, form in definition.formats.items():
        if form.turns is not None and not 1 <= form.turns <= MOST_TURNS:
            found.append(Fault(("formats", name, "turns"), f"a game has 1 to {MOST_TURNS} turns"))
    return found


def pace(definition: Definition) -> list[Fault]:
    """Timers and deadlines of formats can be kept, and their variants exist."""
    found: list[Fault] = []
    for name, form in definition.formats.items():
        path: Path = ("formats", name)
        for step, duration in form.timers.items():
            if step not in TIMERS:
                found.append(unknown((*path, "timers", step), "step", step, TIMERS))
            if not seconds(duration):
                found.append(Fault((*path, "timers", step), f'"{duration[:40]}" is no time', 'as "6 min" or "90 s"'))
        if form.deadlines and not _DEADLINE.match(form.deadlines):
            hint = 'weekdays and an hour, as "Tue Fri 18:00"'
            found.append(Fault((*path, "deadlines"), f'"{form.deadlines[:40]}" is no deadline', hint))
        if form.timezone and not _ZONE.match(form.timezone):
            hint = 'as "Europe/London" or "UTC"'
            found.append(Fault((*path, "timezone"), f'"{form.timezone[:40]}" is no time zone', hint))
        if form.variant and form.variant not in definition.variants:
            found.append(unknown((*path, "variant"), "variant", form.variant, definition.variants))
    return found


def seats(definition: Definition) -> list[Fault]:
    """Each seating gives existing actors to teams, each actor to one team at most."""
    found: list[Fault] = []
    for name, seating in definition.seating.items():
        taken: dict[str, str] = {}
        for team, seat in seating.teams.items():
            path: Path = ("seating", name, "teams", team, "actors")
            found += missing_from(path, "actor", seat.actors, definition.actors) + twice(path, seat.actors)
            if not seat.actors:
                found.append(Fault(path, "a team without actors has nothing to play"))
            for n, actor in enumerate(seat.actors):
                if taken.setdefault(actor, team) != team:
                    found.append(Fault((*path, n), f'"{actor}" is already played by "{taken[actor]}"'))
    return found


def claims(definition: Definition) -> list[Fault]:
    """A claim is asked at one time, against a variant that exists, with a band fixed in advance."""
    found: list[Fault] = []
    for name, claim in definition.claims.items():
        path: Path = ("claims", name)
        if claim.by_turn is not None and claim.at_turn is not None:
            found.append(Fault((*path, "at_turn"), "a claim is asked by a turn or at a turn, not both"))
        found += one_of((*path, "expect"), "band", claim.expect, BANDS)
        variant = claim.against.get("variant", "")
        if variant and variant not in definition.variants:
            found.append(unknown((*path, "against", "variant"), "variant", variant, definition.variants))
        direction = claim.against.get("direction", "")
        found += one_of((*path, "against", "direction"), "direction", direction, ("higher", "lower", "same"))
    return found


def numbers(definition: Definition) -> list[Fault]:
    """An assumption lies in its range; a parameter that takes its number from an assumption names one."""
    found: list[Fault] = []
    for name, assumption in definition.assumptions.items():
        found += _in_range(("assumptions", name), assumption.value, assumption.range)
    for name, parameter in definition.parameters.items():
        path: Path = ("parameters", name)
        if isinstance(parameter.value, str):
            if parameter.value not in definition.assumptions:
                found.append(unknown((*path, "value"), "assumption", parameter.value, definition.assumptions))
        else:
            found += _in_range(path, parameter.value, parameter.range)
    return found


def _in_range(path: Path, value: object, limits: tuple[object, ...]) -> list[Fault]:
    if not limits:
        return []
    if len(limits) != 2 or not limits[0] <= limits[1]:  # type: ignore[operator]
        return [Fault((*path, "range"), "a range is its least and its greatest value", "as [0.2, 0.8]")]
    if not limits[0] <= value <= limits[1]:  # type: ignore[operator]
        return [Fault((*path, "value"), f"{value} lies outside its range")]
    return []


def people(definition: Definition) -> list[Fault]:
    """What is asked of people is one of the words that exist."""
    words = ("required", "optional", "off")
    found = one_of(("ask", "why"), "way to ask", definition.ask.why, words)
    found += one_of(("ask", "expect"), "way to ask", definition.ask.expect, words)
    for name, survey in definition.surveys.items():
        for key, question in survey.questions.items():
            path: Path = ("surveys", name, "questions", key)
            found += one_of((*path, "type"), "type of question", question.type, ("scale", "choice", "text"))
            if question.type == "choice" and len(question.values) < 2:
                found.append(Fault(path, "a choice needs its values", 'as values = ["yes", "no"]'))
            if question.type == "scale" and not (len(question.range) == 2 and question.range[0] < question.range[1]):
                found.append(Fault(path, "a scale needs its range", "as range = [1, 7]"))
    return found


CHECKS: tuple[Callable[[Definition], list[Fault]], ...] = (length, pace, seats, claims, numbers, people)
