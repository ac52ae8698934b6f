"""Muster: where new men stand up, and where worn-out men are missed.

| procedure | does |
|---|---|
| `raise_men(actor, n)` | n men more where the actor's side is shortest, ties by id; nothing if it holds no ground |
| `lose_men(actor, n)` | n men less, one after the other where the side has most free, ties by id |

Wear is ruleset text: fractions gather in a variable until they make a man, then `lose_men` takes him (table.md
section 5). Men who stand on ground that their side does not hold are lost first. Source: model.md section 4.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, WHOLE
from wargame.rules.compiled import Moment, Procedure
from wargame.rules.mechanics.line import Line
from wargame.rules.writes import Writes

MOST = 1000


def muster_procedures(line: Line) -> tuple[Procedure, ...]:
    """Both procedures, bound to fronts."""
    name = line.strength.name

    def raise_men(s: Any, x: Moment, w: Writes, actor: int, n: int) -> None:
        own = line.own(s, line.side_of[actor])
        if n > 0 and own:
            place = min(own, key=lambda r: (line.slack(s, x, r), r))
            w.add(line.cell(actor, place), n)

    def lose_men(s: Any, x: Moment, w: Writes, actor: int, n: int) -> None:
        if n > MOST:
            raise FormulaFailed(f"lose_men takes at most {MOST} men")
        for region, men in sorted(losses(line, s, x, actor, n).items()):
            w.add(line.cell(actor, region), -men)

    return (
        Procedure("raise_men", (ACTOR, WHOLE), line.reads, (name,), raise_men, "new men where the side is shortest"),
        Procedure("lose_men", (ACTOR, WHOLE), line.reads, (name,), lose_men, "men lost where the side has most free"),
    )


def losses(line: Line, s: Any, x: Moment, actor: int, n: int) -> Counter[int]:
    """Region -> men that an actor loses there, n in all or as many as it has."""
    side = line.side_of[actor]
    men = {region: s[line.cell(actor, region)] for region in line.regions}
    slack = {r: line.slack(s, x, r) for r in line.regions if men[r] and line.holder(s, r) == side}
    found: Counter[int] = Counter()
    for _ in range(max(0, n)):
        with_men = [r for r in line.regions if men[r] > 0]
        if not with_men:
            break
        place = max(with_men, key=lambda r: (r not in slack, slack.get(r, 0), -r))
        men[place] -= 1
        if place in slack:
            slack[place] -= 1
        found[place] += 1
    return found
