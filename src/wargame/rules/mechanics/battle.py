"""Battle: one die, one column, all attackers of a place together. A contest of `[contests.x] mechanic = "battle"`.

* **Commitment.** An actor commits its own share of its side's free men (by its part of the men there) from each own
  neighbour of the place, split over all the places that it attacks by length of link. With `spill` set, a link carries
  min(1, length + spill) of them and the sum is rounded down to whole men; without it, to millionths.
* **Defence** = men of the holder × max(least_share, part of the place's threats that the attackers make) × terrain, at
  least 0.5. Attackers of several sides count as that combination of sides which serves them best: an ally never harms.
* **Column** = how many of `columns` the ratio commitment : defence reaches; the last column where nobody defends.
* **Total** = die + column + the attacker's own shifts; the first row of the table whose `to` is not below it.
* **Losses.** Each attacker loses its row's men, at most half of what it committed, rounded down, where it came from.
  The defender's loss and the lines of depth lost are Σ share of commitment × the attacker's row, rounded once; the
  loss is shared by strength. All parting is by largest remainder, ties by id. Who commits nothing is repulsed.
* **The place falls** when its depth is gone (without a depth variable: when the leading row says `falls`). It goes to
  the side with most commitment; a tie: the owner stays, with one line. Depth becomes `new_depth`; `move_in` of the
  winners who are left move in, at least one; `escape` per cent of the beaten reach the own neighbour with most men,
  the rest are lost.

| setting | default | what it is |
|---|---|---|
| fronts | "fronts" | the fronts mechanic it stands on |
| table | "battle" | `[tables.x]`: rows `id = { to, title, tone, attacker, defender, depth, falls }`, best last |
| columns | .5 .75 1 1.5 2 3 | ratios; may stand in the table |
| depth, new_depth | those of fronts | variable over region: lines left; lines after the place fell |
| terrain | "terrain" or 1 | over region: multiplies the defender |
| spill | none | see commitment |
| least_share | 0.5 | least part of the defenders who face an attack |
| bar | none | flag over actor, region: its men take no part in an attack there |
| commands | none | flag over actor, actor, region: the first's attack there takes along the second's men |
| move_in, escape | 0.6, 70 | share of the winners that moves in; per cent of the beaten that escape |

Source: table.md section 4; machine.md section 2; model.md section 4 (analysis, paragraphs 9, 20, 21).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

import attrs

from wargame.model.layout import ACTOR, DEC, MILLION, NOBODY, REGION, SIDE, WHOLE, half_even
from wargame.rules.board import Board
from wargame.rules.compiled import Moment, Query
from wargame.rules.mechanics.commitment import Commitment, Force
from wargame.rules.mechanics.line import Line, remembered
from wargame.rules.mechanics.odds_table import OddsTable, Row
from wargame.rules.mechanics.shares import by_key, shares, shares_capped
from wargame.rules.mechanics.values import Value, names_in, number, value
from wargame.rules.mechanics.yielding import retreat
from wargame.rules.odds import shift_of
from wargame.rules.registry import Bound, Entry, Settings, Settlement
from wargame.rules.writes import Writes

LEAST_DEFENCE = MILLION // 2


@attrs.frozen
class Outcome:
    """One face of the die, worked out: what each attacker meets and what the place loses."""

    column: int
    defence: int
    rows: Mapping[int, Row]
    totals: Mapping[int, int]
    losses: Mapping[tuple[int, int, int], int]
    beaten: Mapping[int, int]
    depth: int
    winner: int | None


class Battle:
    """The contest, bound to fronts."""

    faces = 6

    def __init__(self, board: Board, settings: Settings, line: Line) -> None:
        self.board, self.line = board, line
        self.commitment = Commitment(settings, line)
        self.table = OddsTable.read(board, settings)
        self.terrain = value(settings, "terrain", (REGION,), "terrain")
        said = value(settings, "depth", (REGION,))
        self.depth: Value | None = said or line.depth
        self.new_depth = number(settings, "new_depth", line.new_depth) // MILLION
        self.least_share = number(settings, "least_share", Decimal("0.5"))
        self.move_in = number(settings, "move_in", Decimal("0.6"))
        self.escape = number(settings, "escape", 70) // MILLION
        named = (self.terrain, self.depth, *self.commitment.values)
        self.reads = tuple(sorted({*line.reads, *(r for one in named if one is not None for r in one.reads)}))
        writes = [line.strength.name, line.control.name]
        self.writes = tuple(sorted([*writes, *([self.depth.name] if self.depth else [])]))

    # ------------------------------------------------------------ the ratio

    def defence(self, s: Any, x: Moment, place: int, sides: Iterable[int]) -> int:
        """Defence of a place against attackers of some sides, in millionths of a man; at least half a man."""
        line = self.line
        share = min(MILLION, sum(line.front_share(s, x, place, side) for side in set(sides)))
        men = line.men(s, line.holder(s, place), place)
        terrain = MILLION if self.terrain is None else self.terrain.dec(s, x, place)
        return max(LEAST_DEFENCE, half_even(men * max(self.least_share, share) * terrain, MILLION))

    def ratio(self, s: Any, x: Moment, place: int, forces: tuple[Force, ...]) -> tuple[int, int, int]:
        """(column, commitment, defence) of the combination of attacking sides that serves them best."""
        sides = sorted({self.line.side_of[force.actor] for force in forces})
        bare = self.line.men(s, self.line.holder(s, place), place) == 0
        best = (0, 0, self.defence(s, x, place, sides))
        for n in range(1, len(sides) + 1):
            for some in combinations(sides, n):
                men = sum(force.men for force in forces if self.line.side_of[force.actor] in some)
                defence = self.defence(s, x, place, some)
                column = self.table.last if bare and men else self.table.column(men, defence)
                best = max(best, (column, men, defence), key=lambda found: (found[0], found[1]))
        return best

    # ------------------------------------------------------------ one face

    def defender(self, s: Any, place: int) -> int | None:
        """The side that holds a place."""
        side = self.line.holder(s, place)
        return None if side == NOBODY else side

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
        """Settles one place (see `rules.registry.ContestMechanic`)."""
        forces = self.commitment.forces(s, x, place, entries)
        outcome = self.outcome(s, x, place, forces, shift, face)
        self._write(s, w, place, forces, outcome)
        lead = max(forces, key=lambda force: (force.men, -force.actor))
        row = outcome.rows[lead.actor]
        return Settlement(row.id, row.title, row.tone, outcome.winner, self._work(place, forces, outcome))

    def distribution(
        self, s: Any, x: Moment, place: int, entries: tuple[Entry, ...], shift: Mapping[int, int]
    ) -> tuple[Settlement, ...]:
        """What comes of each face of the die, in order: exact, by working out all of them."""
        layout = self.board.layout
        return tuple(
            self.settle(s, x, Writes(layout, s), place, entries, shift, face) for face in range(1, self.faces + 1)
        )

    def outcome(
        self, s: Any, x: Moment, place: int, forces: tuple[Force, ...], shift: Mapping[int, int], face: int
    ) -> Outcome:
        """What one face of the die means, before anything is written."""
        column, _, defence = self.ratio(s, x, place, forces)
        totals = {force.actor: face + column + shift.get(force.actor, 0) for force in forces}
        rows = {f.actor: self.table.row(totals[f.actor]) if f.men else self.table.rows[0] for f in forces}
        losses: dict[tuple[int, int, int], int] = {}
        for force in forces:
            lost = min(rows[force.actor].attacker, force.men // (2 * MILLION))
            for (owner, source), men in by_key(lost, force.parts).items():
                losses[force.actor, owner, source] = men
        hit = _weighted(forces, {actor: row.defender for actor, row in rows.items()})
        pushed = _weighted(forces, {actor: row.depth for actor, row in rows.items()})
        members = self.line.members[self.line.holder(s, place)] if self.line.holder(s, place) != NOBODY else ()
        there = [s[self.line.cell(actor, place)] for actor in members]
        beaten = dict(zip(members, shares(min(hit, sum(there)), there), strict=True))
        fallen = self._falls(s, place, forces, rows, pushed)
        winner = self._winner(forces) if fallen else None
        if self.depth is not None and self.depth.column is not None:
            left = s[self.depth.column.offset + place]
            pushed = min(pushed, max(0, left - 1)) if fallen and winner is None else min(pushed, max(0, left))
        return Outcome(column, defence, rows, totals, losses, beaten, pushed, winner)

    def _falls(self, s: Any, place: int, forces: tuple[Force, ...], rows: Mapping[int, Row], pushed: int) -> bool:
        if self.depth is None or self.depth.column is None:
            lead = max(forces, key=lambda force: (force.men, -force.actor))
            return lead.men > 0 and rows[lead.actor].falls
        return pushed > 0 and s[self.depth.column.offset + place] <= pushed

    def _winner(self, forces: tuple[Force, ...]) -> int | None:
        """The side with most commitment; None if two have the same."""
        by_side: dict[int, int] = {}
        for force in forces:
            side = self.line.side_of[force.actor]
            by_side[side] = by_side.get(side, 0) + force.men
        most = max(by_side.values())
        leaders = [side for side, men in by_side.items() if men == most]
        return leaders[0] if len(leaders) == 1 else None

    # ------------------------------------------------------------ writing it down

    def _write(self, s: Any, w: Writes, place: int, forces: tuple[Force, ...], outcome: Outcome) -> None:
        line = self.line
        for (_, owner, source), men in sorted(outcome.losses.items()):
            if men:
                w.add(line.cell(owner, source), -men)
        for actor, men in sorted(outcome.beaten.items()):
            if men:
                w.add(line.cell(actor, place), -men)
        depth = self.depth.column if self.depth is not None else None
        if outcome.winner is None:
            if depth is not None and outcome.depth:
                w.add(depth.offset + place, -outcome.depth)
            return
        if depth is not None:
            w.set(depth.offset + place, self.new_depth)
        retreat(line, s, w, place, line.holder(s, place), self.escape, dict(outcome.beaten))
        w.set(line.control_column.offset + place, outcome.winner)
        self._move_in(s, w, place, forces, outcome)

    def _move_in(self, s: Any, w: Writes, place: int, forces: tuple[Force, ...], outcome: Outcome) -> None:
        """Of the winning side's committed men who are left, so many walk in from where they stood."""
        line = self.line
        claims: dict[tuple[int, int], int] = {}
        gone: dict[tuple[int, int], int] = {}
        for force in forces:
            if line.side_of[force.actor] != outcome.winner:
                continue
            for key, men in force.parts.items():
                claims[key] = claims.get(key, 0) + men
                gone[key] = gone.get(key, 0) + outcome.losses[(force.actor, *key)]
        keys = sorted(claims)
        room = [max(0, s[line.cell(*key)] - gone[key]) for key in keys]
        survivors = sum(claims.values()) - sum(gone.values()) * MILLION
        n = max(1, survivors * self.move_in // MILLION**2)
        for key, men in zip(keys, shares_capped(n, [claims[key] for key in keys], room), strict=True):
            w.move(line.cell(*key), line.cell(key[0], place), men)

    def _work(self, place: int, forces: tuple[Force, ...], outcome: Outcome) -> dict[str, Any]:
        """The working as plain data; men in millionths where they are commitments, whole where they are losses."""
        universe = self.board.universe
        actors, regions = universe.actors, universe.regions
        return {
            "commitments": {actors[force.actor]: force.men for force in forces},
            "defence": outcome.defence,
            "column": outcome.column,
            "totals": {actors[actor]: total for actor, total in sorted(outcome.totals.items())},
            "results": {actors[actor]: row.id for actor, row in sorted(outcome.rows.items())},
            "losses": [
                [actors[owner], regions[source], men]
                for (_, owner, source), men in sorted(outcome.losses.items())
                if men
            ],
            "beaten": {actors[actor]: men for actor, men in sorted(outcome.beaten.items()) if men},
            "depth": outcome.depth,
        }


def _weighted(forces: tuple[Force, ...], values: Mapping[int, int]) -> int:
    """Σ share of commitment × value, rounded once, half to even; 0 where nobody commits anything."""
    whole = sum(force.men for force in forces)
    return half_even(sum(force.men * values[force.actor] for force in forces), whole) if whole else 0


class BattleMechanic:
    """The mechanic."""

    name = "battle"
    version = "1"
    needs = ("fronts",)

    def bind(self, board: Board, settings: Settings) -> Bound:
        """Binds to the fronts that the settings name."""
        other = str(settings.get("fronts", "fronts"))
        settings.asked.add("fronts")
        line = settings.others[other].fronts if other in settings.others else None
        if not isinstance(line, Line):
            raise LookupError(f"battle: needs [mechanics.{other}]")
        battle = Battle(board, settings, line)
        return Bound(self.name, self.version, _queries(battle, settings), contest=battle)


def _queries(battle: Battle, settings: Settings) -> tuple[Query, ...]:
    line, board = battle.line, battle.board

    def attack(s: Any, x: Moment, actor: int, region: int) -> tuple[int, int]:
        """(column, whole men) of one attack, remembered for these very cells: menus and bots ask it again and again."""
        kept = remembered(s, x, battle)
        if kept is not None and (actor, region) in kept:
            known: tuple[int, int] = kept[actor, region]
            return known
        forces = battle.commitment.forces(s, x, region, (Entry(actor, region),))
        found = battle.ratio(s, x, region, forces)[0], sum(force.men for force in forces) // MILLION
        if kept is not None:
            kept[actor, region] = found
        return found

    def commit(s: Any, x: Moment, actor: int, region: int) -> int:
        return attack(s, x, actor, region)[1]

    def column(s: Any, x: Moment, actor: int, region: int) -> int:
        return attack(s, x, actor, region)[0]

    def defence(s: Any, x: Moment, region: int, side: int) -> int:
        return battle.defence(s, x, region, (side,))

    def shift(s: Any, x: Moment, actor: int, region: int) -> int:
        return sum(shift_of(settings.late.modifiers.get(name, ()), s, x, actor, region) for name in settings.contests())

    reads = battle.reads
    contests = [board.definition.contests[name] for name in settings.contests()]
    texts = [text for contest in contests for one in contest.modifiers for text in (one.when, one.add)]
    behind = tuple(sorted(frozenset[str]().union(*(names_in(text) for text in texts))))
    return (
        Query("commit", (ACTOR, REGION), WHOLE, reads, commit, "men that one attack of the actor there would bring"),
        Query("defence", (REGION, SIDE), DEC, (*reads, line.control.name), defence, "defence against a side's attack"),
        Query("column", (ACTOR, REGION), WHOLE, reads, column, "column of the odds table for the actor's attack there"),
        Query("battle_shift", (ACTOR, REGION), WHOLE, behind, shift, "sum of the contest's modifiers"),
    )


MECHANIC = BattleMechanic()
