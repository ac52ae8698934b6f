"""Deeds: what this turn's acts add up to. Every ruleset has these queries without asking.

| query | gives |
|---|---|
| `severity()` | sum of the severities of all orders carried out in this turn so far |
| `severity_of(actor)` | the same, of one actor |
| `acted_at(action, region)` | how many orders of an action named the region in this turn |
| `places_of(action)` | how many different regions orders of an action named in this turn |

Severities follow the escalation curve of the design (-2, 0, 4, 12, 28, 60); they stand in `[actions.x] severity`.
An order counts from the phase after the one that carried it out: a phase's programs read the turn as it began.
"""

from __future__ import annotations

from typing import Any

from wargame.model.layout import ACTOR, REGION, WHOLE
from wargame.model.state import Act
from wargame.rules.board import Board
from wargame.rules.compiled import Moment, Query
from wargame.rules.formulas import ACTION
from wargame.rules.registry import Bound, Settings


class Deeds:
    """The mechanic."""

    name = "deeds"
    version = "1"
    needs: tuple[str, ...] = ()

    def bind(self, board: Board, settings: Settings) -> Bound:
        """Needs no settings."""
        severities = {name: action.severity for name, action in board.definition.actions.items()}
        actors, regions = board.universe.actors, board.universe.regions
        known = frozenset(regions)

        def severity(s: Any, x: Moment) -> int:
            return sum(severities.get(act.action, 0) for act in x.acts)

        def severity_of(s: Any, x: Moment, actor: int) -> int:
            return sum(severities.get(act.action, 0) for act in x.acts if act.actor == actors[actor])

        def acted_at(s: Any, x: Moment, action: str, region: int) -> int:
            return sum(act.action == action and regions[region] in _places(act, known) for act in x.acts)

        def places_of(s: Any, x: Moment, action: str) -> int:
            return len({place for act in x.acts if act.action == action for place in _places(act, known)})

        return Bound(
            self.name,
            self.version,
            (
                Query("severity", (), WHOLE, (), severity, "sum of the severities of this turn's orders"),
                Query("severity_of", (ACTOR,), WHOLE, (), severity_of, "… of one actor's orders"),
                Query("acted_at", (ACTION, REGION), WHOLE, (), acted_at, "orders of an action that named the region"),
                Query("places_of", (ACTION,), WHOLE, (), places_of, "different regions that an action named"),
            ),
        )


def _places(act: Act, regions: frozenset[str]) -> frozenset[str]:
    """The regions that an order's arguments name."""
    words = (word for value in act.args.values() if isinstance(value, str) for word in value.split(","))
    return regions.intersection(words)


MECHANIC = Deeds()
