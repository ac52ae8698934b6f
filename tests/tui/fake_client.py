"""A client without a table: it answers from the checked-in view, so that screens can be driven at once."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import syria

from wargame.model.commands import Order
from wargame.model.quote import Change, Debrief, Face, OrderQuote, OutcomeQuote, Quote, ScoreLine, Working
from wargame.model.sheet import Sheet
from wargame.model.view import MarginView, NewsItem, OrderView, View
from wargame.server.client import LocalGame, LocalSeat
from wargame.session import messages as m
from wargame.tui.launch import Choices, Home, Launch, Setup


def news(turn: int) -> tuple[NewsItem, ...]:
    """A turn's news: a choice's result, a strike, a battle, a track."""
    return (
        NewsItem(
            turn,
            "strikes",
            "resolved",
            "Russia hits ISIS in Palmyra.",
            {
                "action": "air_campaign",
                "actor": "russia",
                "args": {"region": "palmyra", "against": "isis"},
                "outcome": "hit",
                "roll": 31,
                "odds": 55,
                "working": [["base", 45], ["base on the coast", 10]],
            },
            True,
            "palmyra",
            "russia",
        ),
        NewsItem(
            turn,
            "ground",
            "contest",
            "Syria takes Palmyra.",
            {
                "contest": "battle",
                "place": "palmyra",
                "attackers": ["syria", "iran"],
                "die": 5,
                "faces": 6,
                "result": "taken",
                "title": "Taken",
                "tone": "good",
                "holder": "loyalists",
            },
            True,
            "palmyra",
            "",
        ),
        NewsItem(turn, "", "seen", "Escalation rose from 4 to 5.", {"cell": "escalation"}, False),
        NewsItem(turn, "", "fired", "A Russian jet is shot down on the border.", {"inject": "jet"}, False),
        NewsItem(
            turn,
            "",
            "said",
            "The south first.",
            {"team": "washington", "to": ["moscow"], "text": "The south first."},
            False,
        ),
    )


def quote(order: Order) -> OrderQuote:
    """What an order would do, made up."""
    hit = OutcomeQuote(
        "hit",
        "Hit",
        55,
        "ISIS loses a step.",
        (Change("strength[isis,palmyra]", "ISIS in Palmyra", 3, 2),),
        ((syria.front("homs", 4, 4), syria.front("homs", 3, 4)),),
    )
    miss = OutcomeQuote("miss", "Miss", 45, "Nothing happens.", (), ())
    chancy = order.action == "air_campaign"
    return OrderQuote(
        order=order,
        title=order.action,
        refusals=(),
        warnings=("Palmyra stays with ISIS: air alone takes no ground.",) if chancy else (),
        cost={"air": 1, "funds": 1},
        left={"air": 2, "funds": 6},
        odds=55 if chancy else None,
        low=45 if chancy else None,
        high=65 if chancy else None,
        per_mille=False,
        working=(Working("base", 45), Working("base on the coast", 10), Working("spotters", 10, True)),
        hangs=("what ISIS moves first",) if chancy else (),
        outcomes=(hit, miss) if chancy else (attrs.evolve(hit, id="sure", title="", chance=100),),
        later=(),
        faces=tuple(Face(n, "taken", "Taken", "good") for n in range(1, 7)) if order.action == "offensive" else (),
    )


DEBRIEF = Debrief(
    ending="partition",
    title="A frozen partition",
    text="Twelve months on, the lines barely moved.",
    scores={"russia": 11, "syria": 7, "usa": 5},
    lines=(
        ScoreLine("russia", "ally", "The Syrian state stays an ally", 5, False),
        ScoreLine("russia", "win", "A win over ISIS", 3, True),
    ),
    pars={"russia": 9},
    seed="4711",
    nonce="6e6f",
    odds=((1, "russia", "air_campaign", 55, True), (2, "russia", "air_campaign", 45, False)),
)


class FakeClient:
    """Answers every message as a small table would."""

    def __init__(self, view: View = syria.VIEW, sheet: Sheet = syria.SHEET) -> None:
        self.view, self.sheet = view, sheet
        self.refuses = ""
        self.late = False
        self.sent: list[m.Inbound] = []
        self.callback: Callable[[m.Outbound], None] = lambda outbound: None

    def listen(self, callback: Callable[[m.Outbound], None]) -> None:
        self.callback = callback

    def close(self) -> None:
        self.sent.append(m.Leave())

    def send(self, message: m.Inbound) -> None:
        self.sent.append(message)
        match message:
            case m.Join() if self.late:
                self.late = False
            case m.Join():
                self.callback(m.Welcome(self.sheet.team, self.sheet.team, self.sheet, (), news(self.view.turn)))
                self.callback(m.Viewed(self.view))
            case m.Ask(orders=orders):
                self.callback(m.Quoted(Quote(tuple(quote(order) for order in orders), {})))
            case m.Seal() if self.refuses:
                self.callback(m.Refused("table.funds", self.refuses))
            case m.Seal(orders=orders):
                sealed = tuple(OrderView(order, {"funds": 1}) for order in orders)
                self.put(attrs.evolve(self.view, orders=sealed, sealed=True))
            case m.Reopen():
                self.put(attrs.evolve(self.view, orders=(), sealed=False))
            case m.Ready():
                self.callback(m.Waiting(2))
            case m.Choose(inject=inject, choice=choice):
                choices = tuple(attrs.evolve(c, choice=choice) if c.inject == inject else c for c in self.view.choices)
                waits = tuple(w for w in self.view.waits if w.id != inject)
                self.put(attrs.evolve(self.view, choices=choices, waits=waits))
            case m.Accept(proposal=proposal) | m.Refuse(proposal=proposal):
                waits = tuple(w for w in self.view.waits if w.id != proposal)
                kept = tuple(attrs.evolve(p, waits=False) for p in self.view.proposals)
                self.put(attrs.evolve(self.view, proposals=kept, waits=waits))
            case m.Weigh():
                self.callback(
                    m.Weighed((MarginView("russia", 6_000_000, 4_500_000, 1_500_000, (("freed", 6_000_000),)),), ())
                )
            case m.Why(cell=cell):
                self.callback(
                    m.Explained(
                        cell, f"Why {cell}", (Working("garrison", 2), Working("Idlib next to it", 6)), "The rule."
                    )
                )
            case m.Say(to=to, text=text):
                item = NewsItem(3, "", "said", text, {"team": self.sheet.team, "to": list(to), "text": text}, True)
                self.callback(m.Viewed(self.view, (item,)))

    def put(self, view: View, news: tuple[NewsItem, ...] = ()) -> None:
        """A new view."""
        self.view = view
        self.callback(m.Viewed(view, news))

    def resolve(self) -> None:
        """The turn is played: the next one begins with its news."""
        turned = attrs.evolve(self.view, turn=self.view.turn + 1, orders=(), sealed=False, date="January 2016")
        self.put(turned, news(self.view.turn))


def launch(*clients: FakeClient) -> Launch:
    """A launch that opens a game with these clients, a seat each."""
    seats = tuple(LocalSeat(client.sheet.team, client.sheet.team_title, client) for client in clients)
    return Launch(
        open_game=lambda chosen: LocalGame(seats, lambda: None, ""),
        setup=lambda name: Setup(name, "Syria", "Words", 12, ()),
        home=Home(),
        choices=Choices(scenario="syria"),
    )
