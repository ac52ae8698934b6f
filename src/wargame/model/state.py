"""The state of a game: cells, stage, and what each team was told. Frozen; `engine.advance` makes the next."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import attrs

from wargame.model.commands import Order, Payment, Value
from wargame.model.layout import Layout

GUESS, SEEN, LAST_KNOWN, ESTIMATED = range(4)
"""Status of a known cell: the declared start; seen now; seen once; the variable's estimate."""


@attrs.frozen
class Known:
    """What one team was told: a value, a status and the turn last seen for each cell (-1: never)."""

    values: tuple[int, ...]
    status: bytes
    since: tuple[int, ...]


@attrs.frozen
class Sealed:
    """An order with its price, reserved when sealed: stock -> cell units.

    `ready` is what the engine worked out when it was sealed; never part of its value.
    """

    order: Order
    paid: Mapping[str, int]
    ready: Any = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Proposal:
    """An agreement on the table. Its id is its content; `accepted` are the actors that will sign so far.

    An actor signs for itself, or for the parties whose signatory it is when Orders close.
    """

    id: str
    kind: str
    actor: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value]
    payments: tuple[Payment, ...]
    turn: int
    accepted: tuple[str, ...]
    text: str = ""
    counters: str = ""


@attrs.frozen
class Signed:
    """An agreement in force. `until` is the last turn it holds, None for ever."""

    id: str
    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value]
    since: int
    until: int | None


@attrs.frozen
class Pending:
    """A later effect that is due in a turn: rule "action.later", the action's actor and arguments."""

    action: str
    later: str
    actor: str
    args: Mapping[str, Value]
    slot: int
    ordered: int
    due: int


@attrs.frozen
class Act:
    """What was done this turn, for breach and acts queries: verb is an action, target its arguments by name."""

    actor: str
    action: str
    args: Mapping[str, Value]


@attrs.frozen
class Question:
    """What resolution stops for. `key` names the program or the cell; `default` is taken if nobody answers."""

    key: str
    kind: str
    text: str
    options: tuple[str, ...]
    default: str


@attrs.frozen
class Stage:
    """Everything that is not a cell. Plain data; tuples are in canonical order, so arrival leaves no trace.

    Attributes:
        turn: 1-based; phase: index of the phase under way, -1 while commands are taken.
        ended: id of the ending, "" while the game runs ("ended" when the white cell ends it).
        luck: which dice of the seed (a branch may take others).
        orders: team -> sealed orders; standing: team -> orders sealed again each turn.
        fired: injects that have fired; open: injects whose choice is due now; choices: inject -> choice.
        drawn: actor -> ids of its secret objectives.
        held: events kept from teams until publication: [type, fields], plain data.
    """

    turn: int = 1
    phase: int = -1
    ended: str = ""
    luck: int = 0
    stops: bool = False
    orders: Mapping[str, tuple[Sealed, ...]] = {}
    standing: Mapping[str, tuple[Order, ...]] = {}
    proposals: tuple[Proposal, ...] = ()
    agreements: tuple[Signed, ...] = ()
    pending: tuple[Pending, ...] = ()
    fired: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    choices: Mapping[str, str] = {}
    drawn: Mapping[str, tuple[str, ...]] = {}
    acts: tuple[Act, ...] = ()
    answers: Mapping[str, str] = {}
    questions: tuple[Question, ...] = ()
    held: tuple[Any, ...] = ()


_STAGE = tuple(field.name for field in attrs.fields(Stage))
_values = attrgetter(*_STAGE)


def restage(stage: Stage, **changes: Any) -> Stage:
    """The stage with some fields changed: `attrs.evolve`, four times as fast, for a class that every command makes."""
    return Stage(**{**dict(zip(_STAGE, _values(stage), strict=True)), **changes})


@attrs.frozen
class State:
    """A game at one moment.

    Attributes:
        cells: as in `Layout`. known: team id -> what it was told.
        seed, nonce: what the dice hang on, and what hides the seed behind its hash until the end.
        layout: how to read `cells`; never part of a state's value.
    """

    cells: tuple[int, ...]
    stage: Stage
    known: Mapping[str, Known]
    seed: int = 0
    nonce: str = ""
    layout: Layout | None = attrs.field(default=None, eq=False, repr=False)

    def on(self, cells: tuple[int, ...], stage: Stage, known: Mapping[str, Known] | None = None) -> State:
        """The same game at another moment."""
        return State(cells, stage, self.known if known is None else known, self.seed, self.nonce, self.layout)
