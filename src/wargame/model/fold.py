"""From events back to the state. Reads no rule, so old games open for ever, whatever happens to the rules.

Only some types change anything: `declared` names the teams, `started` brings the layout and the first cells, `settled`
changes cells, `turn` turns the page, `seen`, `estimated` and `lost` change what teams know, and each `stage` ends the
events of one command. All others are narrative and pass through. Folding needs the white cell's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from wargame.errors import LogError
from wargame.model.events import Event
from wargame.model.layout import Column, Kind, Layout, Universe
from wargame.model.plain import changed_stage
from wargame.model.state import ESTIMATED, GUESS, LAST_KNOWN, SEEN, Known, Stage, State

EMPTY = State(cells=(), stage=Stage(), known={})
"""Where the fold of a whole game begins."""


def fold(state: State, event: Event) -> State:
    """The state after one event. Raises LogError where `settled` does not fit what is there."""
    return fold_all(state, (event,))


def fold_all(state: State, events: Iterable[Event]) -> State:
    """The state after many events; much faster than one by one, for a publication tells hundreds of cells."""
    books: dict[str, _Book] = {}
    for event in events:
        status = _TOLD.get(event.type)
        if status is not None:
            if event.fields:
                _note(state, books, event.fields, status)
            continue
        change = _FOLDS.get(event.type)
        if change is not None and event.fields:
            state = change(state, event.fields)
    if books:
        state = state.on(state.cells, state.stage, {**state.known, **{team: books[team].known() for team in books}})
    return state


def plain_layout(layout: Layout) -> dict[str, Any]:
    """What a fold must know of a layout, as JSON takes it: members of each kind, and the columns in cell order."""
    universe = layout.universe
    members: dict[str, list[str]] = {
        "actor": list(universe.actors),
        "side": list(universe.sides),
        "region": list(universe.regions),
    }
    members |= {f"enum:{name}": list(found) for name, found in universe.enums.items()}
    columns = [
        [column.id, [str(kind) for kind in column.over], str(column.kind), column.start]
        for column in sorted(layout.columns.values(), key=lambda column: column.offset)
    ]
    return {"members": members, "columns": columns}


def _layout(data: Mapping[str, Any]) -> Layout:
    members = {kind: tuple(found) for kind, found in data["members"].items()}
    enums = {kind.removeprefix("enum:"): found for kind, found in members.items() if kind.startswith("enum:")}
    universe = Universe(members["actor"], members["side"], members["region"], enums, {}, (), {})
    columns: dict[str, Column] = {}
    offset = 0
    for name, over, kind, start in data["columns"]:
        kinds = tuple(_kind(text) for text in over)
        shape = tuple(len(universe.members(one)) for one in kinds)
        columns[name] = Column(name, kinds, shape, _kind(kind), None, None, 1, offset, start)
        offset += columns[name].size
    return Layout(universe, columns, offset)


def _kind(text: str) -> Kind:
    base, _, detail = text.removesuffix("?").partition(":")
    return Kind(base, detail, optional=text.endswith("?"))


# ---------------------------------------------------------------- one function a type


def _declared(state: State, fields: Mapping[str, Any]) -> State:
    return attrs.evolve(state, known={team: Known((), b"", ()) for team in fields["teams"]})


def _started(state: State, fields: Mapping[str, Any]) -> State:
    layout = _layout(fields["layout"])
    cells = tuple(layout.inward(cell, fields["cells"][name]) for cell, name in enumerate(layout.names))
    guess = tuple(column.start for column in layout.column_of)
    known = Known(guess, bytes([GUESS]) * layout.size, (-1,) * layout.size)
    return attrs.evolve(
        state,
        cells=cells,
        known=dict.fromkeys(state.known, known),
        stage=Stage(luck=fields["luck"]),
        seed=fields["seed"],
        nonce=fields["nonce"],
        layout=layout,
    )


def _read(state: State) -> Layout:
    if state.layout is None:
        raise LogError("events before the game has started")
    return state.layout


def _settled(state: State, fields: Mapping[str, Any]) -> State:
    layout, cells = _read(state), list(state.cells)
    for name, old, new in fields["changed"]:
        cell = layout.by_name[name]
        if cells[cell] != layout.inward(cell, old):
            raise LogError(f"{name} was {layout.outward(cell, cells[cell])}, the log says {old}")
        cells[cell] = layout.inward(cell, new)
    return attrs.evolve(state, cells=tuple(cells))


def _turn(state: State, fields: Mapping[str, Any]) -> State:
    return attrs.evolve(state, stage=attrs.evolve(state.stage, turn=fields["turn"]))


def _stage(state: State, fields: Mapping[str, Any]) -> State:
    return attrs.evolve(state, stage=changed_stage(state.stage, fields)) if fields else state


class _Book:
    """What one team knows, while events are being folded."""

    __slots__ = ("since", "status", "values")

    def __init__(self, known: Known) -> None:
        self.values, self.status, self.since = list(known.values), bytearray(known.status), list(known.since)

    def known(self) -> Known:
        """What it knows now."""
        return Known(tuple(self.values), bytes(self.status), tuple(self.since))


def _note(state: State, books: dict[str, _Book], fields: Mapping[str, Any], status: int) -> None:
    """One cell of one team's knowledge, or of all teams' where the event names none."""
    layout = _read(state)
    cell = layout.by_name[fields["cell"]]
    for team in (fields["team"],) if "team" in fields else state.known:
        book = books.get(team)
        if book is None:
            book = books[team] = _Book(state.known[team])
        book.status[cell] = status
        if "value" in fields:
            book.values[cell] = layout.inward(cell, fields["value"])
        if status == SEEN:
            book.since[cell] = state.stage.turn
        if status == LAST_KNOWN:
            book.since[cell] = fields["since"]


_TOLD = {"seen": SEEN, "estimated": ESTIMATED, "lost": LAST_KNOWN}

_FOLDS: Mapping[str, Callable[[State, Mapping[str, Any]], State]] = {
    "declared": _declared,
    "started": _started,
    "settled": _settled,
    "turn": _turn,
    "stage": _stage,
}
