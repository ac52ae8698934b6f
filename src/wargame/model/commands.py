"""Commands: what a table may ask of the engine. An accepted command is a record of the log."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

Value = int | str | bool | None
"""A parameter, term or cell as a log writes it: ids as text, decimals as millionths, sets as ids joined by commas."""


@attrs.frozen
class Order:
    """What a team asks of one of its actors.

    Attributes:
        actor, action: ids.
        args: parameter -> value.
        why: rationale; expect: own estimate of the first outcome, per cent.
        standing: sealed again each turn until withdrawn.
        condition: formula over what the team sees when the phase begins, "" for none.
    """

    actor: str
    action: str
    args: Mapping[str, Value] = {}
    why: str = ""
    expect: int | None = None
    standing: bool = False
    condition: str = ""


@attrs.frozen
class Payment:
    """A side payment inside a proposal: `amount` of a stock (cell units) from payer to payee, at signing."""

    payer: str
    payee: str
    stock: str
    amount: int


@attrs.frozen
class Seal:
    """A team's whole set of orders; a second one replaces the first."""

    team: str
    orders: tuple[Order, ...]


@attrs.frozen
class Propose:
    """An agreement laid on the table by `actor`, who thereby accepts it. `counters` names the proposal it answers."""

    team: str
    actor: str
    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value] = {}
    payments: tuple[Payment, ...] = ()
    text: str = ""
    counters: str = ""


@attrs.frozen
class Accept:
    """`actor` will sign this proposal when Orders close."""

    team: str
    actor: str
    proposal: str


@attrs.frozen
class Refuse:
    """`actor` will not sign; the proposal lapses."""

    team: str
    actor: str
    proposal: str
    text: str = ""


@attrs.frozen
class Withdraw:
    """A proposer takes its proposal back, or a party its acceptance."""

    team: str
    actor: str
    proposal: str


@attrs.frozen
class Choose:
    """The answer to an inject; may come again until Orders close."""

    team: str
    inject: str
    choice: str


@attrs.frozen
class Say:
    """A message from one team to a set of teams (empty: a public statement)."""

    team: str
    to: tuple[str, ...]
    text: str


@attrs.frozen
class Close:
    """Orders close and the turn is resolved. With `stops` resolution pauses after each phase."""

    stops: bool = False


@attrs.frozen
class Go:
    """Resolution goes on after a stop."""


@attrs.frozen
class Answer:
    """The white cell's answer to an open question, by its key."""

    question: str
    answer: str
    reason: str = ""


@attrs.frozen
class Rule:
    """A ruling: cells set by name, agreements ended, pending dropped - with a reason. Empty: confirmed."""

    changes: Mapping[str, Value] = {}
    end: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    reason: str = ""
    who: str = ""


@attrs.frozen
class Fire:
    """The white cell fires an inject of the scenario now."""

    inject: str
    reason: str = ""


@attrs.frozen
class End:
    """The white cell (or the last person leaving for good) ends the game."""

    reason: str = ""


Command = Seal | Propose | Accept | Refuse | Withdraw | Choose | Say | Close | Go | Answer | Rule | Fire | End
