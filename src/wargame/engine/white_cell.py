"""What the white cell may do to a game: rule, fire an inject, end it. Each is an event with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.engine import agreements, checks, injects
from wargame.engine.step import Desk, Step
from wargame.model.commands import Rule
from wargame.model.state import Pending
from wargame.rules.game import CompiledInject, Game

RULING = "ruling"


def pending_key(pending: Pending) -> str:
    """How a ruling names a later effect."""
    args = ",".join(f"{name}={pending.args[name]}" for name in sorted(pending.args))
    return f"{pending.action}.{pending.later}/{pending.actor},{args}/{pending.ordered}.{pending.slot}"


def ruling_fields(command: Rule) -> dict[str, object]:
    """The fields of a `ruling` event."""
    return {
        "changes": dict(command.changes),
        "end": list(command.end),
        "drop": list(command.drop),
        "reason": command.reason,
        "who": command.who,
    }


def read(game: Game, desk: Desk, command: Rule) -> dict[int, int]:
    """A ruling's cells and values, in cell units; everything it names must exist."""
    checks.text(command.reason, "reason")
    checks.text(command.who, "who")
    ids = {signed.id for signed in desk.agreements}
    for name in checks.items(command.end, str, "end"):
        checks.known(name, ids, "agreement")
    keys = {pending_key(pending) for pending in desk.pending}
    for name in checks.items(command.drop, str, "drop"):
        checks.known(name, keys, "pending effect")
    return _cells(game, command.changes)


def _cells(game: Game, changes: object) -> dict[int, int]:
    layout, found = game.board.layout, {}
    if not isinstance(changes, Mapping):
        checks.refuse("type", "changes must be a table of cells and values")
    for name, value in changes.items():
        cell = layout.by_name[checks.known(name, layout.by_name, "cell")]
        try:
            number = layout.inward(cell, value)
        except (KeyError, ValueError, TypeError):
            checks.refuse("type", f"{name} cannot be {str(value)[:40]!r}")
        if layout.settle(cell, number) != number:
            checks.refuse("range", f"{name} cannot be {str(value)[:40]!r}: out of its range or too fine")
        found[cell] = number
    return found


def rule(step: Step, command: Rule, cells: Mapping[int, int]) -> None:
    """Carries out a ruling within a step of its own. It never rolls again and never edits a fact."""
    log = step.log()
    for cell, number in cells.items():
        log.set(cell, number)
    for signed in step.desk.agreements:
        if signed.id in command.end:
            agreements.end(step, signed, "ruling")
    if command.drop:
        step.desk.pending = tuple(p for p in step.desk.pending if pending_key(p) not in command.drop)


def inject_of(game: Game, name: object) -> CompiledInject:
    """An inject of the scenario."""
    return game.injects[checks.known(name, game.injects, "inject")]


def fire(step: Step, inject: CompiledInject, reason: str) -> None:
    """Fires an inject now, whatever its timetable says."""
    injects.fire(step, inject, by=reason or "the white cell")
