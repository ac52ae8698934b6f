"""A scenario laid over its ruleset: one composed document, as the author wrote it.

Field names are the keys of the TOML files (format = 1). Formulas are still text; `rules` compiles them.
Mappings keep file order, which counts for menus and endings only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NewType

import attrs

Formula = NewType("Formula", str)
"""An expression in the formula language; a number in TOML is kept as its text."""
Effects = NewType("Effects", str)
"""A program in the formula language."""
Template = NewType("Template", str)
"""Words with `{parameter}` places."""
Number = int | Decimal

# ---------------------------------------------------------------- frame


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


# ---------------------------------------------------------------- who and where


@attrs.frozen
class Position:
    """[actors.a.positions.kind]: worth of each term's value, and the least that is signed. Margin = worth - least.

    `base` is worth that hangs on no term; `money` is the worth of one unit of a stock received as a side
    payment. Formulas say `actor` for the holder, and the agreement's terms by name.
    """

    worth: Mapping[str, Mapping[str, Formula]] = {}
    money: Formula = Formula("0")
    base: Formula = Formula("0")
    least: Formula = Formula("0")
    says: str = ""


@attrs.frozen
class Objective:
    """[actors.a.objectives.x]: an aim. `points` is a number or formula, read at the end; `when` gates it.

    Aims with the same `draw` are secret alternatives: one of them is drawn at the start.
    """

    title: str
    text: str = ""
    points: Formula = Formula("0")
    when: Formula = Formula("")
    visible: str = "owner"
    draw: str = ""


@attrs.frozen
class Weight:
    """[actors.a.doctrine.orders.x]: adds `weight` to every order of `action` for which `when` holds.

    Both formulas know `actor` and the action's parameters, and read the bot's believed state.
    """

    action: str
    weight: Formula
    when: Formula = Formula("")
    says: str = ""


@attrs.frozen
class Offer:
    """[actors.a.doctrine.proposals.x]: an agreement the bot tables when `when` holds and its weight is above 0."""

    kind: str
    parties: tuple[str, ...]
    terms: Mapping[str, Any] = {}
    weight: Formula = Formula("1")
    when: Formula = Formula("")
    says: str = ""


@attrs.frozen
class Pick:
    """[actors.a.doctrine.choices.inject]: weight of each choice of an inject."""

    weights: Mapping[str, Formula] = {}


@attrs.frozen
class Doctrine:
    """[actors.a.doctrine]: how a bot plays this actor. `noise` is the spread added to weights."""

    noise: Number = Decimal("0.3")
    orders: Mapping[str, Weight] = {}
    proposals: Mapping[str, Offer] = {}
    choices: Mapping[str, Pick] = {}


@attrs.frozen
class Actor:
    """[actors.x]: a party with means and aims.

    `start` gives variables and properties over actor, `income` stocks a turn.
    """

    title: str
    code: str = ""
    side: str = ""
    brief: str = ""
    summary: str = ""
    playable: bool = True
    orders: int = 3
    start: Mapping[str, Any] = {}
    income: Mapping[str, Number] = {}
    positions: Mapping[str, Position] = {}
    objectives: Mapping[str, Objective] = {}
    doctrine: Doctrine = Doctrine()


@attrs.frozen
class Side:
    """[sides.x]: a bloc that fights as one. An actor without `side` is a side of its own name."""

    title: str
    code: str = ""
    hue: str = ""


@attrs.frozen
class Bloc:
    """[blocs.x]: a named set of actors, for colours and for reading."""

    title: str
    members: tuple[str, ...] = ()
    hue: str = ""


@attrs.frozen
class Region:
    """[regions.x]: a place on the schematic map.

    `values` holds every further key of the table: variables or properties over region
    (`control = "isis"`, `depth = 4`) or over actor and region (`strength = { isis = 3 }`).
    """

    title: str
    short: str = ""
    at: tuple[int, ...] = (0, 0)
    links: Mapping[str, Number] = {}
    text: str = ""
    values: Mapping[str, Any] = {}


@attrs.frozen
class NamedSet:
    """[sets.x]: a fixed set of actors, sides or regions that formulas and parameters can name."""

    over: str
    members: tuple[str, ...]


# ---------------------------------------------------------------- what changes


@attrs.frozen
class Band:
    """A named stretch of a track, from `start` up to the next band's start."""

    start: Number
    title: str
    text: str = ""


@attrs.frozen
class Variable:
    """[variables.x]: anything that play changes, one cell for each member of what it is `over`.

    Attributes:
        preset: resource, track, strength, relation, control: sets over, type and range unless given.
        type: whole, decimal, flag, enum, actor, side, region; a trailing "?" allows nobody.
        values: members of an enum.
        range: least and greatest value; one number is the least only.
        places: decimals kept (0-6), for type decimal.
        start: declared start, what a team guesses before it knows better.
        visible: all, owner, white_cell, or a formula over `viewer` and the index names.
        estimate: formula for what a team believes of an unseen cell.
        on_conflict: nobody, highest, question - two different `=` in one phase.
        timer: falls by one at the end of each turn.
        value: formula; the variable is computed, never written.
        show: table (in sight), more (one key away), no.
    """

    title: str = ""
    says: str = ""
    preset: str = ""
    over: tuple[str, ...] | None = None
    type: str = ""
    values: tuple[str, ...] = ()
    range: tuple[Number, ...] = ()
    places: int | None = None
    start: Any = None
    unit: str = ""
    visible: str = ""
    estimate: Formula = Formula("")
    on_conflict: str = "nobody"
    timer: bool = False
    value: Formula = Formula("")
    bands: Mapping[str, Band] = {}
    show: str = "no"
    code: str = ""


@attrs.frozen
class Property:
    """[properties.x]: the same as a variable, never written."""

    title: str = ""
    says: str = ""
    over: tuple[str, ...] = ()
    type: str = "whole"
    values: tuple[str, ...] = ()
    start: Any = None
    unit: str = ""
    source: str = ""


# ---------------------------------------------------------------- what can be done


@attrs.frozen
class Param:
    """A parameter or term: `of` is region, actor, side, whole, choice, flag, regions, or a named set."""

    of: str
    range: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    title: str = ""
    default: Any = None


@attrs.frozen
class Require:
    """A condition for legality and the words of its refusal."""

    that: Formula
    say: Template


@attrs.frozen
class Modifier:
    """A named change of odds (per cent) or, in a contest, of the column."""

    add: Formula
    say: Template
    when: Formula = Formula("")


@attrs.frozen
class Odds:
    """Chance of the first outcome: base plus modifiers, per cent, clamped 0-100 (per mille and 0-1000 if so said)."""

    base: Formula
    modifiers: tuple[Modifier, ...] = ()
    per_mille: bool = False


@attrs.frozen
class OutcomeDef:
    """One result, best first. `share` parts what the first leaves among the middle ones (per cent)."""

    title: str = ""
    text: Template = Template("")
    effects: Effects = Effects("")
    share: int | None = None


@attrs.frozen
class Also:
    """A second, independent roll of an action."""

    odds: Odds
    outcomes: Mapping[str, OutcomeDef]


@attrs.frozen
class Later:
    """What follows `after` turns, in the same phase, with the stored arguments."""

    after: Formula
    effects: Effects
    text: Template = Template("")


@attrs.frozen
class Action:
    """[actions.x]: what an actor can order.

    Attributes:
        severity: for the escalation curve: -2, 0, 4, 12, 28, 60.
        visible: all, owner or white_cell: who learns that it was done and by whom.
        who: formula over `actor`.
        limit: orders of this action by one actor in a turn.
        slots: order slots it takes (0: free).
        cost: stock -> price (number or formula over actor and parameters).
        refund: per cent of the price returned when it fails on the truth.
        effects: shorthand for a sure action with the one outcome `done`.
        rank: formula that sorts targets, highest first.
    """

    title: str
    says: str = ""
    category: str = ""
    severity: int = 0
    phase: str = ""
    visible: str = "all"
    params: Mapping[str, Param] = {}
    who: Formula = Formula("true")
    limit: int | None = None
    slots: int = 1
    cost: Mapping[str, Formula] = {}
    refund: int = 50
    requires: tuple[Require, ...] = ()
    warns: tuple[Require, ...] = ()
    odds: Odds | None = None
    outcomes: Mapping[str, OutcomeDef] = {}
    effects: Effects = Effects("")
    text: Template = Template("")
    also: Mapping[str, Also] = {}
    later: Mapping[str, Later] = {}
    rank: Formula = Formula("")
    reveals: bool = False


@attrs.frozen
class Contest:
    """[contests.x]: one settlement by dice for one place, with all its participants, by a registered mechanic."""

    title: str
    mechanic: str
    place: str = "region"
    phase: str = ""
    visible: str = "all"
    modifiers: tuple[Modifier, ...] = ()
    settings: Mapping[str, Any] = {}
    text: Template = Template("")


@attrs.frozen
class Agreement:
    """[agreements.x]: a kind of signed thing.

    Attributes:
        parties: "2", "2+" or a named set of actors that must all sign.
        who: formula over `actor`: who may be a party; `proposer` formula: who may table it ("" = any party).
        signatory: formula over `party` giving the actor that signs in its stead ("" = itself).
        life: turns it lasts, number or formula over terms; "" = for ever.
        on_sign / effects / on_end: programs at signing, at each turn's agreements phase, and when it ends.
        breach: formula over party, other and terms, asked in the last phase; on_breach knows `breaker`, `others`.
        payable: largest shortfall of margin (in halves or decimals) that a side payment can bridge.
    """

    title: str
    says: str = ""
    parties: str = "2"
    terms: Mapping[str, Param] = {}
    who: Formula = Formula("true")
    proposer: Formula = Formula("true")
    signatory: Formula = Formula("")
    requires: tuple[Require, ...] = ()
    life: Formula = Formula("")
    visible: str = "all"
    on_sign: Effects = Effects("")
    effects: Effects = Effects("")
    on_end: Effects = Effects("")
    breach: Formula = Formula("")
    on_breach: Effects = Effects("")
    breach_ends: bool = True
    replaces: tuple[str, ...] = ()


@attrs.frozen
class Rule:
    """[rules.x]: what happens by itself in `phase`.

    It runs for each member of `each` (actor, side, region, a named set) whose `when` holds.
    """

    title: str = ""
    says: str = ""
    phase: str = ""
    each: str = ""
    when: Formula = Formula("")
    chance: Formula = Formula("")
    per_mille: bool = False
    effects: Effects = Effects("")
    visible: str = "white_cell"
    text: Template = Template("")
    source: str = ""


@attrs.frozen
class Choice:
    """One answer to an inject."""

    title: str
    text: str = ""
    effects: Effects = Effects("")


@attrs.frozen
class Inject:
    """[injects.x]: fires once when `when` holds at the news (with `chance` per cent).

    `actor` chooses, if it has choices; `default` is taken where nobody does.
    """

    title: str
    text: str = ""
    when: Formula = Formula("false")
    chance: Formula = Formula("")
    visible: str = "all"
    effects: Effects = Effects("")
    actor: str = ""
    choices: Mapping[str, Choice] = {}
    default: str = ""
    again: bool = False


# ---------------------------------------------------------------- ends, claims, people


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
