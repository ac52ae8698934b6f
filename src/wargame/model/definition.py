"""A scenario laid over its ruleset: one composed document, as the author wrote it.

Field names are the keys of the TOML files (format = 1). Formulas are still text; `rules` compiles them.
Mappings keep file order, which counts for menus and endings only. `parties` and `mechanisms` hold the rest of the
vocabulary; import everything from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from wargame.model.mechanisms import (
    Action,
    Agreement,
    Also,
    Band,
    Choice,
    Contest,
    Inject,
    Later,
    Modifier,
    Odds,
    OutcomeDef,
    Param,
    Property,
    Require,
    Rule,
    Variable,
)
from wargame.model.parties import (
    Actor,
    Bloc,
    Doctrine,
    NamedSet,
    Objective,
    Offer,
    Pick,
    Position,
    Region,
    Side,
    Weight,
)
from wargame.model.text import Effects, Formula, Number, Template


@attrs.frozen
class Info:
    """[scenario]: what every team reads, and how long the game is."""

    title: str
    ruleset: str = ""
    extends: str = ""
    summary: str = ""
    start_date: date | None = None
    turn: str = "1 turn"
    turns: int = 12
    source: str = ""
    authors: tuple[str, ...] = ()


@attrs.frozen
class RulesInfo:
    """[ruleset]: the rule book's own head."""

    title: str = ""
    summary: str = ""
    text: str = ""


@attrs.frozen
class Format:
    """[formats.x]: how long and how fast; `variant` names a variant laid over for it."""

    title: str = ""
    turns: int | None = None
    variant: str = ""
    minutes: int | None = None
    timers: Mapping[str, str] = {}
    deadlines: str = ""
    timezone: str = ""


@attrs.frozen
class Phase:
    """[phases.x]: one step of resolution. `resolve` is "together" or "in_turn" (then `initiative` orders actors)."""

    title: str
    resolve: str = "together"
    initiative: Formula = Formula("")
    text: str = ""


@attrs.frozen
class Parameter:
    """[parameters.x]: a number of the ruleset. `value` is a number, or the id of an assumption that gives it."""

    value: Number | str
    says: str = ""
    unit: str = ""
    source: str = ""
    range: tuple[Number, ...] = ()


@attrs.frozen
class Assumption:
    """[assumptions.x]: a judgement behind the model, with its range and the paragraph it rests on."""

    value: Number
    says: str
    range: tuple[Number, ...] = ()
    unit: str = ""
    source: str = ""


@attrs.frozen
class Ending:
    """[endings.x]: the first that holds ends the game; `points` are added to scores, formula over `actor`."""

    title: str
    when: Formula
    text: str = ""
    points: Formula = Formula("0")


@attrs.frozen
class Claim:
    """[claims.x]: a falsifiable sentence of the analysis. The event is asked ever until `by_turn`, or `at_turn`."""

    says: str
    event: Formula
    source: str = ""
    by_turn: int | None = None
    at_turn: int | None = None
    measure: str = "share"
    expect: str = ""
    given: str = ""
    against: Mapping[str, str] = {}
    refuted_by: str = ""


@attrs.frozen
class Seat:
    """One team of a seating."""

    title: str
    actors: tuple[str, ...]


@attrs.frozen
class Seating:
    """[seating.x]: who plays what; actors not named are bots."""

    title: str = ""
    teams: Mapping[str, Seat] = {}


@attrs.frozen
class SurveyQuestion:
    """One question of a survey: scale (range), choice (values) or text."""

    ask: str
    type: str = "text"
    values: tuple[str, ...] = ()
    range: tuple[int, ...] = ()


@attrs.frozen
class Survey:
    """[surveys.x]: questions put to each person, before, after, or at given turns."""

    title: str = ""
    at: str = ""
    questions: Mapping[str, SurveyQuestion] = {}


@attrs.frozen
class Ask:
    """[ask]: whether a rationale and an estimate go with each order: required, optional or off."""

    why: str = "optional"
    expect: str = "optional"


@attrs.frozen
class Definition:
    """The composed document. Every table is keyed by id."""

    format: int
    scenario: Info
    ruleset: RulesInfo = RulesInfo()
    formats: Mapping[str, Format] = {}
    phases: Mapping[str, Phase] = {}
    parameters: Mapping[str, Parameter] = {}
    assumptions: Mapping[str, Assumption] = {}
    actors: Mapping[str, Actor] = {}
    sides: Mapping[str, Side] = {}
    blocs: Mapping[str, Bloc] = {}
    regions: Mapping[str, Region] = {}
    sets: Mapping[str, NamedSet] = {}
    variables: Mapping[str, Variable] = {}
    properties: Mapping[str, Property] = {}
    start: Mapping[str, Any] = {}
    actions: Mapping[str, Action] = {}
    contests: Mapping[str, Contest] = {}
    agreements: Mapping[str, Agreement] = {}
    rules: Mapping[str, Rule] = {}
    mechanics: Mapping[str, Mapping[str, Any]] = {}
    tables: Mapping[str, Mapping[str, Any]] = {}
    injects: Mapping[str, Inject] = {}
    endings: Mapping[str, Ending] = {}
    claims: Mapping[str, Claim] = {}
    variants: Mapping[str, Mapping[str, Any]] = {}
    seating: Mapping[str, Seating] = {}
    surveys: Mapping[str, Survey] = {}
    ask: Ask = Ask()


__all__ = [
    "Action",
    "Actor",
    "Agreement",
    "Also",
    "Ask",
    "Assumption",
    "Band",
    "Bloc",
    "Choice",
    "Claim",
    "Contest",
    "Definition",
    "Doctrine",
    "Effects",
    "Ending",
    "Format",
    "Formula",
    "Info",
    "Inject",
    "Later",
    "Modifier",
    "NamedSet",
    "Number",
    "Objective",
    "Odds",
    "Offer",
    "OutcomeDef",
    "Param",
    "Parameter",
    "Phase",
    "Pick",
    "Position",
    "Property",
    "Region",
    "Require",
    "Rule",
    "RulesInfo",
    "Seat",
    "Seating",
    "Side",
    "Survey",
    "SurveyQuestion",
    "Template",
    "Variable",
    "Weight",
]
