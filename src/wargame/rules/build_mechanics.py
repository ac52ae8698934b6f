"""Binding mechanics to a board: which the ruleset names, in the order of their needs, with their settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from wargame.model.definition import Definition
from wargame.rules.board import Board
from wargame.rules.build_faults import Faults, suggest
from wargame.rules.compiled import Path, Procedure, Query
from wargame.rules.mechanics.values import names_in
from wargame.rules.registry import ALWAYS, Bound, Late, Mechanic, Settings, find, known


@attrs.frozen
class Bench:
    """Every mechanic of a game, bound.

    Attributes:
        contests: contest id -> its own binding (a mechanic is bound again for each contest that has settings).
    """

    bound: Mapping[str, Bound]
    contests: Mapping[str, Bound]
    queries: Mapping[str, Query]
    procedures: Mapping[str, Procedure]


def bind_all(board: Board, late: Late, faults: Faults) -> Bench:
    """Binds what `[mechanics.x]` and `[contests.y]` name. `late` may be filled later."""
    definition = board.definition
    bound: dict[str, Bound] = {}
    for name, mechanic in _in_order(definition, faults):
        path: Path = ("mechanics", name)
        made = _bind(mechanic, board, definition.mechanics.get(name, {}), late, bound, path, faults)
        if made is not None:
            bound[name] = made
    contests: dict[str, Bound] = {}
    for name, contest in definition.contests.items():
        base = bound.get(contest.mechanic)
        mechanic_of = find(contest.mechanic)
        if base is None or mechanic_of is None:
            continue
        if contest.settings:
            data = {**definition.mechanics.get(contest.mechanic, {}), **contest.settings}
            path = ("contests", name, "settings")
            base = _bind(mechanic_of, board, data, late, bound, path, faults) or base
        if base.contest is None:
            faults.add(("contests", name, "mechanic"), f"{contest.mechanic!r} settles no contests")
        contests[name] = base
    reads = _Reads(definition, [query for one in bound.values() for query in one.queries], faults)
    return Bench(
        bound,
        contests,
        {q.name: attrs.evolve(q, reads=reads.behind(q.reads)) for one in bound.values() for q in one.queries},
        {p.name: attrs.evolve(p, reads=reads.behind(p.reads)) for one in bound.values() for p in one.procedures},
    )


def _in_order(definition: Definition, faults: Faults) -> Iterable[tuple[str, Mechanic]]:
    """The mechanics that are wanted, each after those it needs."""
    wanted: dict[str, Mechanic] = {}
    places: dict[str, Path] = {name: ("mechanics", name) for name in definition.mechanics}
    for contest, spec in definition.contests.items():
        places.setdefault(spec.mechanic, ("contests", contest, "mechanic"))
    for name in (*places, *ALWAYS):
        found = find(name)
        if found is None:
            faults.unknown(places[name], "mechanic", name, known())
        else:
            wanted[name] = found
    done: list[str] = []

    def visit(name: str) -> None:
        if name in done or name not in wanted:
            return
        for need in wanted[name].needs:
            visit(need)
        done.append(name)

    for name in wanted:
        visit(name)
    return [(name, wanted[name]) for name in done]


def _bind(
    mechanic: Mechanic,
    board: Board,
    data: Mapping[str, Any],
    late: Late,
    others: Mapping[str, Bound],
    path: Path,
    faults: Faults,
) -> Bound | None:
    settings = Settings(mechanic.name, board, data, late, dict(others))
    try:
        found = mechanic.bind(board, settings)
    except LookupError as error:
        faults.add(path, str(error.args[0] if error.args else error))
        return None
    for key in data:
        if key not in settings.asked:
            faults.add((*path, key), f"{mechanic.name} has no setting {key!r}", suggest(key, settings.asked))
    return found


class _Reads:
    """The variables behind names: a computed variable stands for what its text names, a query for what it reads."""

    def __init__(self, definition: Definition, queries: Iterable[Query], faults: Faults) -> None:
        self.faults = faults
        self.variables = definition.variables
        self.queries = {query.name: query.reads for query in queries}
        self._found: dict[str, frozenset[str]] = {}
        self._open: list[str] = []

    def behind(self, names: Iterable[str]) -> tuple[str, ...]:
        """Variables that are kept in cells, sorted."""
        return tuple(sorted(frozenset[str]().union(*(self._of(name) for name in names))))

    def _of(self, name: str) -> frozenset[str]:
        entry = self.variables.get(name)
        if name in self._found:
            return self._found[name]
        if entry is not None and not entry.value:
            return frozenset((name,))
        if name in self._open:
            if name in self.variables:
                self.faults.add(("variables", name, "value"), f"{name!r} hangs on itself, by way of a mechanic")
            return frozenset()
        self._open.append(name)
        inner = self.queries.get(name, ()) if entry is None else self._named(entry.value)
        found = frozenset[str]().union(*(self._of(deeper) for deeper in inner))
        self._open.pop()
        self._found[name] = found
        return found

    def _named(self, text: str) -> Iterable[str]:
        words = names_in(text)
        return sorted(word for word in words if word in self.variables or word in self.queries)
