"""Answers to "what if?", and what is opened at the end. Plain data; all ids are text."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.commands import Order, Value
from wargame.model.view import FrontView, Refusal


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
