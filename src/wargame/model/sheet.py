"""The sheet: the printed matter that one team may read, sent once. Plain data; all ids are text."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.commands import Value


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
