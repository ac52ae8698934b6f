"""What a text may name: the board's ids, and what Python registered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from wargame.model.layout import Kind
from wargame.rules.board import Board
from wargame.rules.compiled import Expression, Procedure, Query
from wargame.rules.formulas.builtins import stage_queries
from wargame.rules.formulas.runtime import HELPERS

WORDS = frozenset({"actors", "sides", "regions", "turn", "turns", "true", "false", "nobody"})
FUNCTIONS = frozenset(
    {"sum", "any", "all", "min", "max", "count", "abs", "clamp", "floor", "ceil", "round", "at_start"}
    | {"side", "length", "linked", "neighbours", "members", "range"}
)


@attrs.frozen
class Names:
    """Everything besides its arguments that a text may say.

    Attributes:
        queries, procedures: registered by mechanics, by name.
        contests: ids that `enter` takes.
        computed: computed variable -> (kinds of its indexes, kind of its value).
        agreements: ids that queries about the stage take.
        turns: length of the game as played (0: as the scenario says).
        ready: computed variable -> its formula, filled by `compile_computed`.
    """

    board: Board
    queries: Mapping[str, Query]
    procedures: Mapping[str, Procedure]
    contests: tuple[str, ...]
    computed: Mapping[str, tuple[tuple[Kind, ...], Kind]]
    agreements: tuple[str, ...]
    turns: int = 0
    ready: dict[str, Expression] = attrs.field(factory=dict, eq=False, repr=False)

    @cached_property
    def all_queries(self) -> Mapping[str, tuple[Query, ...]]:
        """Query name -> its forms, one for each number of arguments."""
        return {**stage_queries(self.board), **{name: (query,) for name, query in self.queries.items()}}

    @cached_property
    def members(self) -> Mapping[str, tuple[tuple[Kind, int], ...]]:
        """Id -> what it can stand for: (kind, index), actors first, then sides, regions, enums by id."""
        found: dict[str, list[tuple[Kind, int]]] = {}
        universe = self.board.universe
        tables = [(Kind("actor"), universe.actors), (Kind("side"), universe.sides), (Kind("region"), universe.regions)]
        tables += [(Kind("enum", name), universe.enums[name]) for name in sorted(universe.enums)]
        for kind, ids in tables:
            for i, member in enumerate(ids):
                found.setdefault(member, []).append((kind, i))
        return {name: tuple(meanings) for name, meanings in found.items()}

    @cached_property
    def callable_names(self) -> frozenset[str]:
        """Everything that can stand before `(`."""
        return FUNCTIONS | {"move", "enter"} | set(self.all_queries) | set(self.procedures)

    @cached_property
    def sayable(self) -> frozenset[str]:
        """Everything that a text may name without `(`, its arguments and locals aside."""
        board = self.board
        return frozenset(
            {*WORDS, *board.layout.columns, *board.properties, *board.numbers, *board.universe.sets}
            | {*self.members, *self.computed}
        )

    def taken(self, name: str) -> bool:
        """Whether a local may not have this name."""
        return name in self.sayable or name in self.callable_names or name in self.contests

    @cached_property
    def space(self) -> dict[str, Any]:
        """Globals of emitted functions: helpers, tables and queries, each kind with its own prefix."""
        universe = self.board.universe
        space: dict[str, Any] = dict(HELPERS)
        space["side_of"] = universe.side_of
        space["neighbours_of"] = universe.neighbours
        space["length_of"] = dict(universe.links)
        space["near_of"] = tuple(frozenset(near) for near in universe.neighbours)
        space["members_of"] = tuple(
            tuple(a for a, held in enumerate(universe.side_of) if held == side) for side in range(len(universe.sides))
        )
        space.update({f"p_{name}": table.values for name, table in self.board.properties.items()})
        for name, forms in self.all_queries.items():
            space.update({f"q_{name}_{len(form.params)}": form.call for form in forms})
        space.update({f"d_{name}": procedure.call for name, procedure in self.procedures.items()})
        return space
