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

# ---------------------------------------------------------------- the sheet: printed matter


@attrs.frozen
class ActorSheet:
    """An actor as this team may read of it. `brief` is "" unless the team plays it. `hue` is a side hue name or ""."""

    id: str
    title: str
    code: str
    side: str
    team: str
    summary: str
    brief: str
    playable: bool
    slots: int


@attrs.frozen
class SideSheet:
    """A side, in the author's order; `hue` cool, warm, violet, green or ""."""

    id: str
    title: str
    code: str
    hue: str


@attrs.frozen
class BlocSheet:
    """A bloc, in the author's order: ids of its actors, and its hue."""

    id: str
    title: str
    members: tuple[str, ...]
    hue: str


@attrs.frozen
class RegionSheet:
    """A region of the schematic map; `links` region id -> length in millionths, both directions."""

    id: str
    title: str
    short: str
    at: tuple[int, int]
    links: Mapping[str, int]
    text: str
    properties: Mapping[str, Value]


@attrs.frozen
class BandSheet:
    """A named stretch of a track, from `start` (cell units) up."""

    start: int
    title: str
    text: str


@attrs.frozen
class VariableSheet:
    """A variable: what it is called, its type and range (cell units), and where it is shown (table, more, no)."""

    id: str
    title: str
    says: str
    over: tuple[str, ...]
    type: str
    low: int | None
    high: int | None
    places: int
    unit: str
    code: str
    preset: str
    show: str
    bands: tuple[BandSheet, ...]


@attrs.frozen
class ParamSheet:
    """A parameter of an action or a term of an agreement. `values` are its possible values, in file order."""

    name: str
    title: str
    of: str
    values: tuple[Value, ...]


@attrs.frozen
class ActionSheet:
    """An action as the rule book has it. `cost` and `odds` are the rule's own text, for reading."""

    id: str
    title: str
    says: str
    category: str
    severity: int
    phase: str
    visible: str
    params: tuple[ParamSheet, ...]
    slots: int
    limit: int | None
    cost: Mapping[str, str]
    odds: str
    outcomes: Mapping[str, str]
    requires: tuple[str, ...]
    later: tuple[str, ...]


@attrs.frozen
class AgreementSheet:
    """A kind of agreement: its terms and what it does, for reading. `parties` as in the rule book."""

    id: str
    title: str
    says: str
    parties: str
    members: tuple[str, ...]
    terms: tuple[ParamSheet, ...]


@attrs.frozen
class PhaseSheet:
    """One phase of resolution."""

    id: str
    title: str
    text: str


@attrs.frozen
class ObjectiveSheet:
    """An aim of one of the team's actors (or one that all may see). `secret`: drawn for this game."""

    actor: str
    id: str
    title: str
    text: str
    secret: bool


@attrs.frozen
class TextSheet:
    """A named text: an assumption, ending or claim, for the rules page."""

    id: str
    title: str
    text: str
    source: str


@attrs.frozen
class Sheet:
    """All that is printed for one team."""

    title: str
    summary: str
    rules_title: str
    rules_text: str
    team: str
    team_title: str
    teams: Mapping[str, str]
    actors: tuple[ActorSheet, ...]
    sides: tuple[SideSheet, ...]
    regions: tuple[RegionSheet, ...]
    variables: tuple[VariableSheet, ...]
    actions: tuple[ActionSheet, ...]
    agreements: tuple[AgreementSheet, ...]
    phases: tuple[PhaseSheet, ...]
    objectives: tuple[ObjectiveSheet, ...]
    endings: tuple[TextSheet, ...]
    assumptions: tuple[TextSheet, ...]
    positions: Mapping[str, Mapping[str, str]]
    turns: int
    turn_length: str
    ask_why: str
    ask_expect: str
    seed_hash: str
    blocs: tuple[BlocSheet, ...] = ()


# ---------------------------------------------------------------- the view: this moment


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


# ---------------------------------------------------------------- quotes


@attrs.frozen
class Working:
    """One line of a derivation: words and points (per cent, or cell units of what is explained)."""

    say: str
    points: int
    open: bool = False


@attrs.frozen
class Change:
    """A cell before and after, outward values; `title` in plain words."""

    cell: str
    title: str
    before: Value
    after: Value


@attrs.frozen
class OutcomeQuote:
    """One outcome: chance in per cent, words, the cells it changes, the fronts it changes. `unsaid`: cannot say."""

    id: str
    title: str
    chance: int
    text: str
    changes: tuple[Change, ...]
    fronts: tuple[tuple[FrontView, FrontView], ...]
    unsaid: bool = False


@attrs.frozen
class Face:
    """One face of the die of a contest: result title and tone (bad, even, good) for the asker."""

    face: int
    result: str
    title: str
    tone: str


@attrs.frozen
class OrderQuote:
    """The answer to "what if we ordered this?". Odds in per cent (per mille where `per_mille`); None: sure."""

    order: Order
    title: str
    refusals: tuple[Refusal, ...]
    warnings: tuple[str, ...]
    cost: Mapping[str, int]
    left: Mapping[str, int]
    odds: int | None
    low: int | None
    high: int | None
    per_mille: bool
    working: tuple[Working, ...]
    hangs: tuple[str, ...]
    outcomes: tuple[OutcomeQuote, ...]
    later: tuple[str, ...]
    faces: tuple[Face, ...] = ()


@attrs.frozen
class Quote:
    """For a team's drafts, in the order asked."""

    orders: tuple[OrderQuote, ...]
    left: Mapping[str, Mapping[str, int]]


# ---------------------------------------------------------------- the end


@attrs.frozen
class ScoreLine:
    """One aim at the end, opened to all."""

    actor: str
    objective: str
    title: str
    points: int
    secret: bool


@attrs.frozen
class Debrief:
    """What is opened when the game ends."""

    ending: str
    title: str
    text: str
    scores: Mapping[str, int]
    lines: tuple[ScoreLine, ...]
    pars: Mapping[str, int]
    seed: str
    nonce: str
    odds: tuple[tuple[int, str, str, int, bool], ...]
