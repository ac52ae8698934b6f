"""What changes and what can be done, as an author writes it: variables, actions, agreements, rules, injects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from wargame.model.text import Effects, Formula, Number, Template


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
    reveals: bool = False


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
    reveals: bool = False


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
    reveals: bool = False
