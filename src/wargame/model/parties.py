"""Who and where, as an author writes it: actors with their positions, aims and doctrine; sides, blocs, regions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from wargame.model.text import Formula, Number


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
