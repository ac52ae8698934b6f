"""Strict reading of commands: whatever a client sends is checked here, and refused with one clear sentence."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from wargame.engine.conditions import condition
from wargame.engine.orders import Ready
from wargame.engine.plan import ActionPlan, Plan, Slot, number, numbers, subject
from wargame.errors import CommandRefused
from wargame.model.commands import Order, Value
from wargame.model.layout import outward
from wargame.rules.formulas import FormulaErrors
from wargame.rules.game import Game

LONGEST = 4000
"""Characters of a text in a command."""
MOST = 100
"""Orders in a seal, payments in a proposal."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and halves of characters that no file can hold."""
KEPT = 20_000
"""Orders kept by content."""


def refuse(rule: str, message: str) -> NoReturn:
    """Refuses the command; the state is as it was."""
    raise CommandRefused(rule, message)


def text(value: Any, what: str) -> str:
    """A text of sensible length."""
    if type(value) is not str:
        refuse("type", f"{what} must be a text")
    if len(value) > LONGEST:
        refuse("type", f"{what} is longer than {LONGEST} characters")
    if not value.isprintable() and _UNSEEN.search(value):
        refuse("type", f"{what} has characters that cannot be shown")
    return value


def flag(value: Any, what: str) -> bool:
    """True or false."""
    if type(value) is not bool:
        refuse("type", f"{what} must be true or false")
    return value


def items(value: Any, of: type, what: str) -> tuple[Any, ...]:
    """A tuple of at most MOST things of one type."""
    if type(value) is not tuple or any(type(item) is not of for item in value):
        refuse("type", f"{what} must be a tuple of {of.__name__}")
    if len(value) > MOST:
        refuse("type", f"{what}: at most {MOST}")
    return value


def known(value: Any, table: Any, what: str) -> str:
    """An id that is in a table."""
    name = text(value, what)
    if name not in table:
        refuse("unknown", f"there is no {what} {name[:40]!r}")
    return name


def team(game: Game, value: Any) -> str:
    """A team of this table."""
    return known(value, game.teams, "team")


def actor_of(game: Game, tables: Plan, team_id: str, value: Any) -> str:
    """An actor that the team plays."""
    actor = known(value, tables.actors, "actor")
    if game.team_of[tables.actors[actor]] != team_id:
        refuse("team", f"{actor} is not played by {team_id}")
    return actor


def values(game: Game, slots: tuple[Slot, ...], given: Any, what: str) -> dict[str, Value]:
    """Exactly these parameters, each with a value that fits, written one way only."""
    if not isinstance(given, dict) or any(type(name) is not str for name in given):
        refuse("type", f"{what} must be a table of names and values")
    names = {slot.name for slot in slots}
    for name in given:
        if name not in names:
            refuse("unknown", f"{what} has no {name[:40]!r}")
    found: dict[str, Value] = {}
    for slot in slots:
        if slot.name not in given:
            refuse("unknown", f"{what} lacks {slot.name!r}")
        value = given[slot.name]
        try:
            found[slot.name] = outward(game.board.universe, slot.kind, number(game, slot, value))
        except (KeyError, ValueError, TypeError):
            refuse("unknown", f"{slot.name} cannot be {str(value)[:40]!r}")
    return found


def order(game: Game, tables: Plan, team_id: str, given: Order) -> tuple[Order, ActionPlan, Ready]:
    """An order whose every field is what it should be, its action and its numbers. Legality is another matter."""
    actor = actor_of(game, tables, team_id, given.actor)
    args, planned, ready = _deed(game, tables, actor, given)
    why, asked = text(given.why, "why"), game.board.definition.ask
    expect = given.expect
    if expect is not None and (type(expect) is not int or not 0 <= expect <= 100):
        refuse("type", "expect must be a whole number from 0 to 100")
    if asked.why == "required" and not why.strip():
        refuse("why", "each order needs its reason")
    if asked.expect == "required" and expect is None:
        refuse("expect", "each order needs an estimate of its outcome")
    when = text(given.condition, "condition")
    if when:
        try:
            condition(game, when)
        except FormulaErrors as errors:
            refuse("condition", f"the condition has no sense: {errors}")
    return Order(actor, given.action, args, why, expect, flag(given.standing, "standing"), when), planned, ready


def _deed(game: Game, tables: Plan, actor: str, given: Order) -> tuple[dict[str, Value], ActionPlan, Ready]:
    """What is ordered of whom: parameters written one way only, the action, its numbers. Kept for the next time.

    The key holds types too, for `True` and 1 are one key and not one value.
    """
    try:
        args = given.args
        key = actor, given.action, tuple(args.items()), tuple(map(type, args.values()))
        kept: tuple[dict[str, Value], ActionPlan, Ready] | None = tables.read.get(key)
    except (TypeError, AttributeError):
        key, kept = None, None
    if kept is not None:
        return kept
    planned = tables.actions[known(given.action, tables.actions, "action")]
    found = values(game, planned.slots, given.args, given.action)
    numbered = (tables.actors[actor], *numbers(game, planned.slots, found))
    read = found, planned, Ready(numbered, subject(actor, found, planned.names))
    if key is not None and len(tables.read) < KEPT:
        tables.read[key] = read
    return read
