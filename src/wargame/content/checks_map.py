"""Checks of the map: every place can be told apart, shown and reached."""

from __future__ import annotations

from collections.abc import Callable

from wargame.model.definition import Definition
from wargame.rules.compiled import Fault

LONGEST_SHORT = 7


def short_names(definition: Definition) -> list[Fault]:
    """A map shows names of at most seven letters."""
    found = []
    for name, region in definition.regions.items():
        if len(region.short) > LONGEST_SHORT:
            found.append(
                Fault(("regions", name, "short"), f"more than {LONGEST_SHORT} letters", "the map has room for 7")
            )
        if not region.short and len(region.title) > LONGEST_SHORT:
            hint = f'add short = "{region.title[:LONGEST_SHORT].rstrip()}" or better'
            found.append(Fault(("regions", name), "the map needs a `short` name of at most 7 letters", hint))
    return found


def places(definition: Definition) -> list[Fault]:
    """Each region stands alone at two coordinates."""
    found = []
    taken: dict[tuple[int, ...], str] = {}
    for name, region in definition.regions.items():
        if len(region.at) != 2 or not all(0 <= n <= 200 for n in region.at):
            found.append(Fault(("regions", name, "at"), "a place is two whole numbers, column and row", "as [9, 5]"))
            continue
        other = taken.setdefault(region.at, name)
        if other != name:
            found.append(Fault(("regions", name, "at"), f'"{other}" already stands at {list(region.at)}'))
    return found


def reachable(definition: Definition) -> list[Fault]:
    """A region is linked to another one."""
    if len(definition.regions) < 2:
        return []
    linked = {other for region in definition.regions.values() for other in region.links}
    linked |= {name for name, region in definition.regions.items() if region.links}
    message, hint = "nothing is linked to this region", "as links = { homs = 1.0 }"
    return [Fault(("regions", name), message, hint) for name in definition.regions if name not in linked]


CHECKS: tuple[Callable[[Definition], list[Fault]], ...] = (short_names, places, reachable)
