"""One team's desk in line mode: its seat, what the table told it, and its drafts."""

from __future__ import annotations

import attrs

from wargame.model.commands import Order
from wargame.model.quote import Debrief
from wargame.model.sheet import Sheet
from wargame.model.view import NewsItem, OfferView, View
from wargame.server.client import LocalSeat
from wargame.session import messages as m
from wargame.wording import Lexicon


@attrs.define
class Desk:
    """A desk. Answers to a question lie in `answers` until they are taken."""

    seat: LocalSeat
    sheet: Sheet | None = None
    view: View | None = None
    drafts: list[Order] = attrs.Factory(list)
    news: list[NewsItem] = attrs.Factory(list)
    unread: list[NewsItem] = attrs.Factory(list)
    answers: list[m.Outbound] = attrs.Factory(list)
    debrief: Debrief | None = None
    ready: bool = False
    turn: int = 0

    def hear(self, said: m.Outbound) -> None:
        """Takes what the table says."""
        match said:
            case m.Welcome():
                self.sheet, self.drafts, self.news = said.sheet, list(said.drafts), list(said.news)
            case m.Viewed():
                self._look(said)
            case m.Ended():
                self.debrief = said.debrief
            case _:
                self.answers.append(said)

    def _look(self, said: m.Viewed) -> None:
        self.view = said.view
        self.news.extend(said.news)
        self.unread.extend(said.news)
        if said.view.turn != self.turn:
            self.turn, self.ready, self.drafts = said.view.turn, False, self.drafts if self.turn == 0 else []

    def ask(self, message: m.Inbound) -> list[m.Outbound]:
        """Sends a message and takes what was answered besides views."""
        self.answers.clear()
        self.seat.client.send(message)
        return list(self.answers)

    @property
    def words(self) -> Lexicon:
        """The words of the sheet."""
        assert self.sheet is not None
        return Lexicon(self.sheet)

    @property
    def now(self) -> View:
        """The view, which a seat has from the moment it joined."""
        assert self.view is not None
        return self.view

    @property
    def own(self) -> tuple[str, ...]:
        """Ids of the team's actors."""
        return tuple(self.now.slots)

    def offers(self) -> list[OfferView]:
        """The team's offers: possible ones first, in the rule book's order."""
        return sorted(self.now.offers, key=lambda offer: not any(not t.refusals for t in offer.targets))
