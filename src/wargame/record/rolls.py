"""Checking the dice that a log shows against its seed, once the end has opened it: no rule is needed for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wargame.engine.dice import Dice, drawn, face, seed_hash
from wargame.engine.plan import subject
from wargame.errors import AuditMismatch
from wargame.record.log import Log, Record, damage

Fields = Mapping[str, Any]
Slots = dict[tuple[str, str, str], int]
"""(phase, contest, place) -> how often dice were thrown there this turn, less one."""


def check_dice(log: Log) -> int:
    """How many dice were checked; 0 if the game is not over.

    Raises:
        AuditMismatch: the opened seed is not the one that was promised, or a die is not its.
        LogError: a die or the end is written as no rule writes it: what cannot be checked must not pass for checked.
    """
    opened = _opened(log)
    if opened is None:
        return 0
    seed, nonce, luck = opened
    if seed_hash(nonce, seed) != log.header.head["seed_hash"]:
        raise AuditMismatch(f"{log.name}: the seed opened at the end is not the one promised at the start")
    checked = 0
    dice = Dice(seed, luck, 1)
    slots: Slots = {}
    for record in log.records[1:]:
        for kind, fields in _shown(record):
            try:
                die = _die(kind, fields, dice, slots)
            except (LookupError, TypeError, ValueError, AttributeError):
                raise damage(log.name, record.n + 1, f"what it holds of a die ({kind}) is not proper") from None
            if die is not None:
                checked += 1
                if die[0] != die[1]:
                    what = fields.get("action") or fields.get("contest") or fields.get("rule")
                    said = f"the die of {what} shows {die[0]}, the seed gives {die[1]}"
                    raise AuditMismatch(f"{log.name}:{record.n + 1}: {said}")
        if "turn" in record.head:  # the events before a publication are those of the turn that it ends
            dice, slots = dice.of_turn(record.head["turn"]), {}
    return checked


def has_ended(log: Log) -> bool:
    """Whether a log shows the end of its game."""
    return any(kind == "ended" for record in reversed(log.records) for kind, _ in _shown(record))


def _opened(log: Log) -> tuple[int, str, int] | None:
    for record in reversed(log.records):
        for kind, fields in _shown(record):
            if kind == "ended":
                seed, nonce, luck = fields.get("seed"), fields.get("nonce"), fields.get("luck")
                if type(seed) is not int or type(nonce) is not str or type(luck) is not int:
                    raise damage(log.name, record.n + 1, "the end opens no proper seed")
                return seed, nonce, luck
    return None


def _shown(record: Record) -> Iterator[tuple[str, Fields]]:
    """Type and fields of every event that this redaction shows; each team's `more` is left out."""
    for _, entries in sorted(record.entries().items()):
        yield from ((entry[1], entry[2]) for entry in entries)


def _die(kind: str, fields: Fields, dice: Dice, slots: Slots) -> tuple[int, int] | None:
    """(shown, as the seed gives it), None for an event without a die. Raises LookupError or such for an odd one."""
    if kind == "resolved" and fields["roll"] is not None:
        rule = f"{fields['action']}.{fields['also']}" if fields["also"] else fields["action"]
        words = subject(fields["actor"], fields["args"], tuple(sorted(fields["args"])))
        uniform = dice.uniform(fields["phase"], rule, words, fields["slot"])
        return fields["roll"], drawn(uniform, 1000 if fields["per_mille"] else 100)
    if kind == "contest":
        key = (fields["phase"], fields["contest"], fields["place"])
        slot = slots[key] = slots.get(key, -1) + 1
        if type(fields["faces"]) is not int:
            raise TypeError("faces")
        return fields["die"], face(dice.uniform(*key, slot), fields["faces"])
    return None
