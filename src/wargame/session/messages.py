"""The messages between a seat and its table.

Frozen, plain data; hot-seat play, line mode, bots and the network all speak them.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.commands import Order, Payment, Value
from wargame.model.quote import Debrief, Quote, Working
from wargame.model.sheet import Sheet
from wargame.model.view import MarginView, NewsItem, View

# ---------------------------------------------------------------- in: a seat says


@attrs.frozen
class Join:
    """A seat sits down. `seat` is its id at the table; `name` is the person's or program's."""

    name: str = ""


@attrs.frozen
class Resume:
    """A seat comes back and has seen everything up to message `n`."""

    n: int


@attrs.frozen
class Draft:
    """The team's drafts as they stand now; kept by the table, autosaved, never sealed by themselves."""

    orders: tuple[Order, ...]


@attrs.frozen
class Ask:
    """What if we ordered these?"""

    orders: tuple[Order, ...]


@attrs.frozen
class Seal:
    """Seal these orders; replaces what was sealed before."""

    orders: tuple[Order, ...]


@attrs.frozen
class Reopen:
    """The team is not ready after all; its sealed orders become drafts again."""


@attrs.frozen
class Ready:
    """The team is done. When all teams are, Orders close."""


@attrs.frozen
class Say:
    """A message to teams (empty: a public statement)."""

    to: tuple[str, ...]
    text: str


@attrs.frozen
class Propose:
    """Lay an agreement on the table; `counters` names the proposal it answers."""

    actor: str
    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value] = {}
    payments: tuple[Payment, ...] = ()
    text: str = ""
    counters: str = ""


@attrs.frozen
class Weigh:
    """What would this package be worth to our actors? Answered by `Weighed`."""

    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value] = {}
    payments: tuple[Payment, ...] = ()


@attrs.frozen
class Accept:
    """An own actor will sign."""

    actor: str
    proposal: str


@attrs.frozen
class Refuse:
    """An own actor will not sign."""

    actor: str
    proposal: str
    text: str = ""


@attrs.frozen
class Withdraw:
    """An own actor takes back its proposal or its acceptance."""

    actor: str
    proposal: str


@attrs.frozen
class Choose:
    """The answer to an inject."""

    inject: str
    choice: str


@attrs.frozen
class Why:
    """Where does this number come from? `cell` is a cell's or computed variable's name, or "front:REGION"."""

    cell: str


@attrs.frozen
class Leave:
    """The seat gets up; nothing is lost."""


Inbound = (
    Join
    | Resume
    | Draft
    | Ask
    | Seal
    | Reopen
    | Ready
    | Say
    | Propose
    | Weigh
    | Accept
    | Refuse
    | Withdraw
    | Choose
    | Why
    | Leave
)

# ---------------------------------------------------------------- out: the table says


@attrs.frozen
class Welcome:
    """The seat is taken: the printed sheet, the drafts as left, and the news so far."""

    seat: str
    team: str
    sheet: Sheet
    drafts: tuple[Order, ...]
    news: tuple[NewsItem, ...]


@attrs.frozen
class Viewed:
    """The team's view now, and what is new since the last one."""

    view: View
    news: tuple[NewsItem, ...] = ()


@attrs.frozen
class Quoted:
    """The answer to Ask."""

    quote: Quote


@attrs.frozen
class Weighed:
    """The answer to Weigh: margins of own actors that are parties, and refusals in words."""

    margins: tuple[MarginView, ...]
    refusals: tuple[str, ...]


@attrs.frozen
class Explained:
    """The answer to Why: the derivation, line by line, and the rule's text."""

    cell: str
    title: str
    lines: tuple[Working, ...]
    text: str


@attrs.frozen
class Refused:
    """A message had no effect; the rule and one clear sentence."""

    rule: str
    say: str


@attrs.frozen
class Waiting:
    """How many teams are awaited (never which)."""

    teams: int


@attrs.frozen
class Ended:
    """The game is over; everything is opened."""

    debrief: Debrief


Outbound = Welcome | Viewed | Quoted | Weighed | Explained | Refused | Waiting | Ended
