"""The first turn, led: cards that wait for something to be done, by whatever way, and never block. Pure."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from wargame.tui.desk import Desk


@attrs.frozen
class Moment:
    """Where the player is: the page in sight, the step of the order form ("" if none), the desk."""

    page: str
    step: str
    desk: Desk


@attrs.frozen
class Card:
    """A card: title, words, the pages that it is shown on, and when it is done."""

    title: str
    text: str
    pages: tuple[str, ...]
    done: Callable[[Moment], bool]


CARDS = (
    Card(
        "Your brief",
        "This is who you are, what you want and what you have. ↑↓ explains an aim. Press 1 for the table.",
        ("side",),
        lambda now: now.page == "table",
    ),
    Card(
        "The table",
        "The map shows who holds what. On the right: all you can do, with cost and odds. ↑↓, then Enter.",
        ("table",),
        lambda now: bool(now.step) or bool(now.desk.drafts),
    ),
    Card(
        "Fill it in",
        "Answer step by step; Enter goes on, Esc back. Odds and what it changes stand below. o says why.",
        ("table",),
        lambda now: now.step == "done" or bool(now.desk.drafts),
    ),
    Card(
        "Add it",
        "Read what it would change, then Enter adds it to your orders. Nothing is final yet.",
        ("table",),
        lambda now: bool(now.desk.drafts),
    ),
    Card(
        "What waits for you",
        "Others talk to you too: n goes to the next choice or proposal that waits. Press n.",
        ("table",),
        lambda now: now.page in ("talks", "news") or now.desk.ready,
    ),
    Card(
        "End your turn",
        "Give more orders if you like (1), then s seals them. Enter confirms; the dice fall.",
        ("table",),
        lambda now: now.desk.ready or now.page == "resolve",
    ),
    Card(
        "The dice",
        "When all are ready each result is shown, with its odds. Enter goes on. That was a turn!",
        ("resolve",),
        lambda now: now.desk.view is not None and now.desk.view.turn > 1 and not now.desk.to_step,
    ),
)


def advance(at: int, now: Moment) -> int:
    """The card to show now: those done are passed, in order; `len(CARDS)` when all are."""
    while at < len(CARDS) and CARDS[at].done(now):
        at += 1
    return at
