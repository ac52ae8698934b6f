"""Skirmish: attackers fight for a place one after another, with handfuls of dice. A contest of the yardstick game.

The attackers come in the order of actors, each with its men on the march to the place. Up to `rounds` rounds: each side
throws as many dice as it has men, at most `dice` (the defender's fort counts as men); a 5 or a 6 takes one man from the
other side, both at once. If the defenders are gone and attackers are left, the place is theirs and the fort is gone;
otherwise the attackers are lost. An attacker whose side holds the place by then joins it.

| setting | default | what it is |
|---|---|---|
| strength, fort | "strength", "fort" | men and walls, over region |
| marching | "marching" | men on their way, over actor and region |
| control | "control" | the side that holds a region |
| rounds, dice | 3, 3 | rounds of a fight; most dice of one side |

All dice of a place hang on its one die: BLAKE2b of its number and a counter, bytes below 252, 1 + byte mod 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

import attrs

from wargame.model.layout import Column
from wargame.rules.board import Board
from wargame.rules.compiled import Moment
from wargame.rules.registry import Bound, Entry, Settings, Settlement
from wargame.rules.writes import Writes

FACES = 2**48
"""The place's die has so many faces that further dice can be drawn from its number."""
HIT = 4
"""Dice show 0 to 5 here; from this on they hit."""


def dice(number: int) -> Iterator[int]:
    """Six-sided dice, counted from 0, without end."""
    counter = 0
    while True:
        block = blake2b(f"{number}\0{counter}\0".encode(), digest_size=64, person=b"wargame-skirmish").digest()
        yield from (byte % 6 for byte in block if byte < 252)
        counter += 1


@attrs.define
class Skirmish:
    """The contest, bound to its variables."""

    strength: Column
    fort: Column
    marching: Column
    control: Column
    side_of: tuple[int, ...]
    rounds: int
    dice: int
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    faces: int = FACES

    def defender(self, s: Any, place: int) -> int | None:
        """The side that holds a place; None if it is neutral."""
        side = s[self.control.offset + place]
        return None if side < 0 else int(side)

    def settle(
        self,
        s: Any,
        x: Moment,
        w: Writes,
        place: int,
        entries: tuple[Entry, ...],
        shift: Mapping[int, int],
        face: int,
    ) -> Settlement:
        """All attackers of a place, in the order of actors."""
        thrown, regions = dice(face), self.control.size
        holder = before = s[self.control.offset + place]
        men, walls = s[self.strength.offset + place], s[self.fort.offset + place]
        for entry in entries:
            if entry.place != place:
                continue
            cell = self.marching.offset + entry.actor * regions + place
            attackers = s[cell]
            w.set(cell, 0)
            if holder == self.side_of[entry.actor]:
                men += attackers
                continue
            left, attackers = self._fight(men, walls, attackers, thrown)
            if left == 0 and attackers:
                holder, men, walls = self.side_of[entry.actor], attackers, 0
            else:
                men = left
        w.set(self.strength.offset + place, men)
        w.set(self.fort.offset + place, walls)
        w.set(self.control.offset + place, holder)
        fell = holder != before
        words = ("falls", "The place falls", "good") if fell else ("holds", "The place holds", "bad")
        return Settlement(*words, holder if fell else None, {"men": men, "walls": walls})

    def _fight(self, men: int, walls: int, attackers: int, thrown: Iterator[int]) -> tuple[int, int]:
        """(defenders, attackers) that are left of one fight."""
        most = self.dice
        for _ in range(self.rounds):
            if men <= 0 or attackers <= 0:
                break
            hit = sum([next(thrown) >= HIT for _ in range(min(attackers, most))])
            lost = sum([next(thrown) >= HIT for _ in range(min(men + walls, most))])
            men, attackers = men - hit, attackers - lost
        return max(men, 0), max(attackers, 0)


class SkirmishMechanic:
    """Binds the contest to a board."""

    name = "skirmish"
    version = "1"
    needs = ()

    def bind(self, board: Board, settings: Settings) -> Bound:
        """Raises LookupError if the ruleset lacks one of the four variables."""
        found: dict[str, Column] = {}
        for role, over in (("strength", 1), ("fort", 1), ("marching", 2), ("control", 1)):
            name = settings.get(role, role)
            column = board.layout.columns.get(name)
            if column is None or len(column.over) != over or column.over[-1].base != "region":
                raise LookupError(
                    f"skirmish needs a variable {name} over {'actor and region' if over > 1 else 'region'}"
                )
            found[role] = column
        names = tuple(sorted(column.id for column in found.values()))
        contest = Skirmish(
            strength=found["strength"],
            fort=found["fort"],
            marching=found["marching"],
            control=found["control"],
            side_of=board.universe.side_of,
            rounds=int(settings.get("rounds", 3)),
            dice=int(settings.get("dice", 3)),
            reads=names,
            writes=names,
        )
        return Bound(self.name, self.version, contest=contest)


MECHANIC = SkirmishMechanic()
