"""Back to any turn of a log without a single rule, so that old games open for ever."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.errors import LogError
from wargame.model.fold import EMPTY, fold_all
from wargame.model.state import State
from wargame.record.log import Log, Record, damage


def states(log: Log) -> Iterator[tuple[Record, State]]:
    """Each outcome with the state after it. Raises LogError where events do not fit what is there."""
    state = EMPTY
    for record in log.records:
        if record.kind == "outcome":
            state = after(log, record, state)
            yield record, state


def after(log: Log, record: Record, state: State) -> State:
    """The state after one outcome."""
    events = log.events(record)
    try:
        return fold_all(state, events)
    except LogError as error:
        raise damage(log.name, record.n + 1, str(error)) from None
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        raise damage(log.name, record.n + 1, "an event holds what no event of its type does") from None


def fold_to(log: Log, turn: int) -> State:
    """The state as turn `turn` begins. Raises LogError if the log does not reach it."""
    found: State | None = None
    for _, state in states(log):
        if state.stage.turn > turn:
            break
        if found is None or found.stage.turn < state.stage.turn:
            found = state
    if found is None or found.stage.turn != turn:
        raise LogError(f"{log.name} does not reach turn {turn}")
    return found
