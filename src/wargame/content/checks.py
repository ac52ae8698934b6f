"""Cross-checks of a definition: what shapes cannot say. Each check is a small function that returns faults.

What formulas name is checked where they are compiled (`rules.build`); here is everything else that refers to
something: phases, seats, doctrine, injects, variants, the map.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

import attrs

from wargame.content import checks_frame, checks_map, checks_parties, checks_play
from wargame.content.finding import unknown
from wargame.content.overlay import Composed
from wargame.errors import Problem
from wargame.model.definition import Definition
from wargame.rules.compiled import Fault, Path

ID = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
FORMAT = 1


def all_faults(definition: Definition) -> tuple[Fault, ...]:
    """Everything that the checks find, unordered."""
    found: list[Fault] = []
    for check in (
        ids,
        *checks_frame.CHECKS,
        *checks_parties.CHECKS,
        *checks_map.CHECKS,
        *checks_play.CHECKS,
    ):
        found.extend(check(definition))
    return tuple(found)


def heads(composed: Composed) -> list[Problem]:
    """Each file says its format, and is what its place asks for: a scenario or a ruleset."""
    found = []
    scenarios = [layer.file for layer in composed.layers if not layer.prefix]
    for file in composed.files:
        given = file.data.get("format")
        if given is None:
            found.append(file.problem((), "`format` is missing", "begin the file with format = 1"))
        elif type(given) is not int or given != FORMAT:
            found.append(file.problem(("format",), "this is no format that this release reads", "format = 1"))
    if not isinstance(scenarios[-1].data.get("scenario"), dict):
        kind = "ruleset" if "ruleset" in scenarios[-1].data else "file"
        hint = "give a scenario, which names it" if kind == "ruleset" else "a scenario has a title and a ruleset"
        found.append(scenarios[-1].problem((), f"this {kind} has no [scenario]", hint))
    return found


def choices(
    definition: Definition, variants: tuple[str, ...], chosen: str, seating: str, human: tuple[str, ...]
) -> tuple[Fault, ...]:
    """What the caller asked for exists."""
    asked = (
        *(("variants", variant, definition.variants) for variant in variants),
        ("formats", chosen, definition.formats),
        ("seating", seating, definition.seating),
        *(("actors", actor, definition.actors) for actor in human),
    )
    words = {"variants": "variant", "formats": "format", "seating": "seating", "actors": "actor"}
    return tuple(
        unknown((table,), words[table], name, known) for table, name, known in asked if name not in ("", *known)
    )


def ids(definition: Definition) -> list[Fault]:
    """Every key that names something is snake_case."""
    tables = [field.name for field in attrs.fields(Definition) if field.name not in ("format", "mechanics", "tables")]
    found = chain.from_iterable(_ids((table,), getattr(definition, table)) for table in tables)
    return list(found)


_NAMED = ("objectives", "choices", "outcomes", "also", "later", "params", "terms", "questions", "teams", "bands")


def _ids(path: Path, table: Any) -> Iterable[Fault]:
    if not isinstance(table, dict) or path[0] in ("start", "scenario"):
        return
    for name, entry in table.items():
        if not ID.match(name):
            yield Fault((*path, name), f"{name[:40]!r} is no id", "small letters, digits and _, a letter first")
        for inner in _NAMED:
            if attrs.has(type(entry)) and hasattr(entry, inner):
                yield from _ids((*path, name, inner), getattr(entry, inner))
