"""Commitment: the men that each attacker brings to a place, and from where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.model.layout import ACTOR, MILLION, REGION
from wargame.rules.compiled import Moment
from wargame.rules.mechanics.line import Line
from wargame.rules.mechanics.values import number, value
from wargame.rules.registry import Entry, Settings


@attrs.frozen
class Force:
    """What one attacker brings.

    Attributes:
        actor: who attacks.
        parts: (owner of the men, region they come from) -> men in millionths.
        men: their sum, rounded down to whole men where links spill.
    """

    actor: int
    parts: Mapping[tuple[int, int], int]
    men: int


class Commitment:
    """How men are counted; settings `spill`, `bar` and `commands` of battle."""

    def __init__(self, settings: Settings, line: Line) -> None:
        self.line = line
        self.spill = None if settings.get("spill") is None else number(settings, "spill", 0)
        settings.asked.add("spill")
        self.bar = value(settings, "bar", (ACTOR, REGION))
        self.commands = value(settings, "commands", (ACTOR, ACTOR, REGION))
        self.values = (self.bar, self.commands)

    def forces(self, s: Any, x: Moment, place: int, entries: tuple[Entry, ...]) -> tuple[Force, ...]:
        """The forces at a place, by id of the attacker; `entries` are all of the contest, at every place."""
        attacks = sorted({(entry.actor, entry.place) for entry in entries})
        here = sorted({actor for actor, where in attacks if where == place})
        owners = here if self.commands is None else range(len(self.line.side_of))
        plans = {owner: self._plan(s, x, owner, attacks) for owner in owners}
        found = []
        for attacker in here:
            parts: dict[tuple[int, int], int] = {}
            for owner, plan in plans.items():
                if (attacker, place) in plan:
                    places = [where for _, where in plan]
                    parts.update(self._parts(s, x, owner, place, places))
            men = sum(parts.values())
            found.append(Force(attacker, parts, men if self.spill is None else men // MILLION * MILLION))
        return tuple(found)

    def _plan(self, s: Any, x: Moment, owner: int, attacks: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The attacks that an actor's men take part in: its own, or else those of an ally who commands them."""
        open_ = [(a, place) for a, place in attacks if not self._barred(s, x, owner, place)]
        own = [(a, place) for a, place in attacks if a == owner]
        if own or self.commands is None:
            return [pair for pair in open_ if pair[0] == owner]
        found: dict[int, int] = {}
        for attacker, place in open_:
            ally = self.line.side_of[attacker] == self.line.side_of[owner]
            if ally and place not in found and self.commands.call(s, x, attacker, owner, place):
                found[place] = attacker
        return [(attacker, place) for place, attacker in sorted(found.items())]

    def _barred(self, s: Any, x: Moment, owner: int, place: int) -> bool:
        return self.bar is not None and bool(self.bar.call(s, x, owner, place))

    def _parts(self, s: Any, x: Moment, owner: int, place: int, places: list[int]) -> dict[tuple[int, int], int]:
        """(owner, region) -> men in millionths from each own neighbour of the place, rounded down."""
        line = self.line
        side = line.side_of[owner]
        found: dict[tuple[int, int], int] = {}
        for q in line.own_neighbours(s, side, place):
            own, men = s[line.cell(owner, q)], line.men(s, side, q)
            free = line.free(s, x, q)
            if not own or not free:
                continue
            length = line.length[q, place]
            split = sum(line.length[q, other] for other in places if (q, other) in line.length)
            carry = MILLION if self.spill is None else min(MILLION, length + self.spill)
            n = free * own * length * carry // (men * split)
            if n:
                found[owner, q] = n
        return found
