"""What lies on a team's desk: everything its screen draws, and how each message of the table changes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import assert_never

import attrs

from wargame.model.commands import Order
from wargame.model.quote import Debrief, OrderQuote, Quote
from wargame.model.sheet import Sheet
from wargame.model.view import NewsItem, Refusal, View
from wargame.session import messages as m
from wargame.tui.facts import Facts


@attrs.frozen
class Desk:
    """A team's desk.

    Attributes:
        drafts: orders written and not sealed. ready: the team has said that it is done;
            sealing: its orders are on their way.
        news: all news so far; fresh: those of the latest resolution, to be stepped through; seen: how many of
            `fresh` were stepped through; foretold: what our orders were quoted before it.
        heard: conversation (sorted team ids joined by commas, "" public) -> how many of its messages were read.
        said: the table's latest refusal, shown in the prompt until the next key.
    """

    sheet: Sheet | None = None
    view: View | None = None
    drafts: tuple[Order, ...] = ()
    news: tuple[NewsItem, ...] = ()
    fresh: tuple[NewsItem, ...] = ()
    seen: int = 0
    foretold: tuple[OrderQuote, ...] = ()
    quote: Quote | None = None
    weighed: m.Weighed | None = None
    explained: m.Explained | None = None
    awaited: int = 0
    ready: bool = False
    sealing: bool = False
    said: str = ""
    debrief: Debrief | None = None
    heard: Mapping[str, int] = {}
    briefed: bool = False

    @cached_property
    def facts(self) -> Facts | None:
        """Lookups, once a sheet and a view are here."""
        return Facts(self.sheet, self.view) if self.sheet and self.view else None

    @property
    def closed(self) -> bool:
        """Our orders are sealed or on their way: none can be written."""
        return self.ready or self.sealing

    @property
    def open_orders(self) -> int:
        """Orders that the team could still write, drafts and sealed ones counted."""
        if self.view is None:
            return 0
        return max(sum(self.view.slots.values()) - self.used(), 0)

    def used(self, actor: str = "") -> int:
        """Slots that drafts take up, of one actor or of all."""
        slots = {action.id: action.slots for action in self.sheet.actions} if self.sheet else {}
        return sum(slots.get(order.action, 1) for order in self.drafts if actor in ("", order.actor))

    def quoted(self, order: Order) -> OrderQuote | None:
        """The answer to "what if" for one order, if it is here."""
        if self.quote is None:
            return None
        return next((quote for quote in self.quote.orders if bare(quote.order) == bare(order)), None)

    def spent(self, actor: str) -> dict[str, int]:
        """What an actor's drafts would cost by stock, as quoted; nothing once they are sealed and paid."""
        found: dict[str, int] = {}
        if self.view is None or self.view.sealed:
            return found
        for order in self.drafts:
            quote = self.quoted(order)
            for stock, n in quote.cost.items() if quote and order.actor == actor else ():
                found[stock] = found.get(stock, 0) + n
        return found

    @property
    def to_step(self) -> int:
        """Results of the last resolution that were not shown yet."""
        return len(self.fresh) - self.seen

    def conversations(self) -> dict[str, list[NewsItem]]:
        """Who talks (see `heard`) -> the messages, oldest first."""
        found: dict[str, list[NewsItem]] = {}
        for item in self.news:
            if item.type == "said":
                found.setdefault(conversation(item), []).append(item)
        return found

    def unread(self) -> int:
        """Messages not read yet."""
        return sum(len(items) - self.heard.get(key, 0) for key, items in self.conversations().items())


def bare(order: Order) -> tuple[str, str, tuple[tuple[str, object], ...]]:
    """What makes two orders the same to a quote: who, what, and with which arguments."""
    return order.actor, order.action, tuple(sorted(order.args.items()))


def conversation(item: NewsItem) -> str:
    """The teams of a message: its author and those addressed, sorted; "" for a public statement."""
    to = item.fields.get("to") or ()
    return ",".join(sorted({str(item.fields.get("team", "")), *map(str, to)})) if to else ""


RESULTS = ("resolved", "failed", "held", "contest", "rule", "due", "signed", "clashed", "breached", "ended_agreement")
"""Types of news that a resolution is stepped through by."""


def steps(news: tuple[NewsItem, ...]) -> tuple[NewsItem, ...]:
    """The results among the news; orders that merely entered a contest are told by the contest."""
    fighting = {actor for item in news if item.type == "contest" for actor in item.fields.get("attackers") or ()}
    return tuple(
        item
        for item in news
        if item.type in RESULTS
        and not (item.type == "resolved" and "roll" not in item.fields and item.fields.get("actor") in fighting)
    )


def receive(desk: Desk, message: m.Outbound) -> Desk:
    """The desk after a message of the table."""
    match message:
        case m.Welcome(sheet=sheet, drafts=drafts, news=news):
            return attrs.evolve(desk, sheet=sheet, drafts=drafts, news=news)
        case m.Viewed():
            return _viewed(desk, message)
        case m.Quoted(quote=quote):
            return attrs.evolve(desk, quote=quote)
        case m.Weighed():
            return attrs.evolve(desk, weighed=message)
        case m.Explained():
            return attrs.evolve(desk, explained=message)
        case m.Refused(say=say):
            return attrs.evolve(desk, said=say)
        case m.Waiting(teams=teams):
            return attrs.evolve(desk, awaited=teams)
        case m.Ended(debrief=debrief):
            return attrs.evolve(desk, debrief=debrief)
        case _:
            assert_never(message)


def _viewed(desk: Desk, message: m.Viewed) -> Desk:
    view = message.view
    turned = desk.view is not None and (view.turn != desk.view.turn or bool(view.ended) != bool(desk.view.ended))
    desk = attrs.evolve(desk, view=view, news=desk.news + message.news, awaited=view.awaited)
    if turned:
        fresh, foretold = steps(message.news), desk.quote.orders if desk.quote else ()
        standing = tuple(entry.order for entry in view.orders)
        told = attrs.evolve(desk, fresh=fresh, seen=0, foretold=foretold, drafts=standing)
        return attrs.evolve(told, ready=False, quote=None, weighed=None)
    if view.sealed and not desk.drafts:
        return attrs.evolve(desk, drafts=tuple(entry.order for entry in view.orders))
    return desk


def refusal(refusals: tuple[Refusal, ...]) -> str:
    """Refusals as one line."""
    return "; ".join(entry.say or entry.rule for entry in refusals)
