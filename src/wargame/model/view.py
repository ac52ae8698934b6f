"""What one team may know, and what it may do now. Built by naming fields; nothing else reaches a seat.

Two halves: the `Sheet`, sent once, is the printed matter that this team may read; the `View`, sent after every
change, is its knowledge, its offers and what waits for it. Amounts of decimals are whole millionths; a
`VariableSheet` says which cells are decimals. All ids are text. Everything here is plain data for cattrs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.model.commands import Order, Payment, Value


@attrs.frozen
class CellView:
    """A known cell: outward value, status (0 guess, 1 seen, 2 last known, 3 estimated), turn last seen (-1 never)."""

    value: Value
    status: int
    since: int


@attrs.frozen
class FrontView:
    """Stretch of one side's troops in one region, as this team believes: pinned + free = men, short = missing."""

    region: str
    side: str
    men: int
    need: int
    pinned: int
    free: int
    short: int
    known: bool


@attrs.frozen
class Refusal:
    """Why an order is not legal: the rule's id and its words."""

    rule: str
    say: str


@attrs.frozen
class Target:
    """One way to fill an action's parameters.

    Attributes:
        args: parameter -> value.
        refusals: empty if it can be ordered now.
        cost: stock -> cell units. odds: per cent or None (sure: 100).
        rank: sorts targets, highest first (millionths).
        after: region -> the own side's front as it would be, where the action changes it.
    """

    args: Mapping[str, Value]
    refusals: tuple[Refusal, ...]
    cost: Mapping[str, int]
    odds: int | None
    low: int | None
    high: int | None
    rank: int
    after: tuple[FrontView, ...] = ()


@attrs.frozen
class OfferView:
    """An action with all its targets, best first; `refusals`: the commonest reasons where no target is legal."""

    actor: str
    action: str
    targets: tuple[Target, ...]
    refusals: tuple[Refusal, ...]
    used: int


@attrs.frozen
class OrderView:
    """An own sealed order with its price."""

    order: Order
    paid: Mapping[str, int]


@attrs.frozen
class MarginView:
    """What a package is worth to an own actor: worth, least, margin (millionths), and the working."""

    actor: str
    worth: int
    least: int
    margin: int
    working: tuple[tuple[str, int], ...]


@attrs.frozen
class ProposalView:
    """A proposal this team may see. `margins` are its own actors' only; `waits` if an own actor has yet to answer."""

    id: str
    kind: str
    actor: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value]
    payments: tuple[Payment, ...]
    turn: int
    accepted: tuple[str, ...]
    waiting: tuple[str, ...]
    text: str
    counters: str
    mine: bool
    waits: bool
    margins: tuple[MarginView, ...]
    effects: tuple[str, ...]
    after: tuple[FrontView, ...]


@attrs.frozen
class AgreementView:
    """An agreement in force."""

    id: str
    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Value]
    since: int
    until: int | None


@attrs.frozen
class ChoiceView:
    """An inject's open question. `choice` is the team's answer so far, or ""."""

    inject: str
    actor: str
    title: str
    text: str
    options: Mapping[str, str]
    says: Mapping[str, str]
    default: str
    choice: str
    mine: bool


@attrs.frozen
class ScoreView:
    """An own actor's aim as it stands now, as believed: points, and the most it can give (None: open)."""

    actor: str
    objective: str
    points: int
    known: bool


@attrs.frozen
class PendingView:
    """An own later effect."""

    action: str
    later: str
    actor: str
    args: Mapping[str, Value]
    due: int


@attrs.frozen
class Waits:
    """One thing that waits for this team: kind (choice, proposal, orders, news), id, and the words of the prompt."""

    kind: str
    id: str
    say: str


@attrs.frozen
class NewsItem:
    """One event as this team may know it, with its sentence. `fields` is the event part, for pictures of dice."""

    turn: int
    phase: str
    type: str
    say: str
    fields: Mapping[str, Any]
    own: bool
    region: str = ""
    actor: str = ""


@attrs.frozen
class View:
    """A team's moment. `cells` has every cell that the team may know of, by name; computed variables included."""

    team: str
    turn: int
    turns: int
    date: str
    ended: str
    cells: Mapping[str, CellView]
    changed: Mapping[str, Value]
    fronts: tuple[FrontView, ...]
    offers: tuple[OfferView, ...]
    orders: tuple[OrderView, ...]
    sealed: bool
    slots: Mapping[str, int]
    proposals: tuple[ProposalView, ...]
    agreements: tuple[AgreementView, ...]
    choices: tuple[ChoiceView, ...]
    pending: tuple[PendingView, ...]
    scores: tuple[ScoreView, ...]
    waits: tuple[Waits, ...]
    awaited: int
