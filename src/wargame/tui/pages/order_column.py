"""The right column of the table: what an actor can do, the form that replaces it, and our orders."""

from __future__ import annotations

from typing import ClassVar

import attrs
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from wargame.model.commands import Value
from wargame.model.quote import OrderQuote
from wargame.model.view import OfferView
from wargame.session import messages as m
from wargame.tui.desk import Desk
from wargame.tui.draw import orders, world
from wargame.tui.draw.order_form import form_rows
from wargame.tui.draw.text import Row
from wargame.tui.facts import Facts
from wargame.tui.form import DONE, EXPECT, WHY, OrderForm
from wargame.tui.pages.page import Page
from wargame.tui.widgets.frame import OneLine
from wargame.tui.widgets.look import palette_of
from wargame.tui.widgets.rows import Rows


class OrderColumn(Vertical):
    """Choosing, filling in, adding, changing and removing orders."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign", "estimate(5)", "estimate", key_display="+ −"),
        Binding("minus", "estimate(-5)", "less", show=False),
        Binding("left_square_bracket,right_square_bracket", "actor", "actor", key_display="[ ]"),
        Binding("e", "edit", "edit"),
        Binding("x", "remove", "remove"),
    ]

    class Changed(Message):
        """The form is another one now: the map and the prompt follow, at a new `step` the focus too."""

        def __init__(self, step: bool) -> None:
            super().__init__()
            self.step = step

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident, classes="column")
        self.desk = Desk()
        self.nth = 0
        self.form: OrderForm | None = None

    def post_message(self, message: Message) -> bool:
        """Messages are the column's own, also when the page makes it act: else they would stop at the page."""
        return super().post_message(message.set_sender(self))

    def compose(self) -> ComposeResult:
        yield OneLine("actors")
        yield OneLine("stocks")
        yield Rows("offers")
        yield Input(placeholder="Why? One sentence, Enter", id="why", max_length=240)
        yield Rows("card", classes="wide-only")
        yield Rows("drafts")

    # ------------------------------------------------------------ what is here

    @property
    def facts(self) -> Facts | None:
        return self.desk.facts

    @property
    def actor(self) -> str:
        """The own actor whose orders are shown."""
        own = self.facts.own if self.facts else ()
        return own[self.nth % len(own)] if own else ""

    @property
    def offers(self) -> Rows:
        return self.query_one("#offers", Rows)

    @property
    def drafts(self) -> Rows:
        return self.query_one("#drafts", Rows)

    @property
    def picking(self) -> bool:
        """Whether a region is being chosen."""
        return self.form is not None and self.form.param is not None and self.form.param.of == "region"

    def first(self) -> Widget:
        """The pane that works now."""
        if self.form is not None and self.form.step == WHY:
            return self.query_one("#why", Input)
        return self.offers

    def room(self, actor: str) -> int:
        """Orders that an actor may still be given."""
        slots = self.desk.view.slots.get(actor, 0) if self.desk.view else 0
        return slots - self.desk.used(actor)

    def quote(self) -> OrderQuote | None:
        """The answer to what the form asks, if it is here."""
        return self.desk.quoted(self.form.order()) if self.form and self.form.target() else None

    def _offer(self, key: object) -> OfferView | None:
        offers = self.desk.view.offers if self.desk.view else ()
        return next((offer for offer in offers if (offer.actor, offer.action) == key), None)

    # ------------------------------------------------------------ drawing

    def show(self, desk: Desk) -> None:
        """Draw the desk; the form under way keeps its answers over a new offer, the cursor goes to a new order."""
        grown = len(desk.drafts) > len(self.desk.drafts)
        self.desk = desk
        if self.form is not None:
            offer = self._offer((self.form.offer.actor, self.form.offer.action))
            self.form = attrs.evolve(self.form, offer=offer) if offer else None
        self._draw()
        if grown:
            self.drafts.put_cursor(("draft", len(desk.drafts) - 1))

    def _draw(self) -> None:
        facts, desk, form, actor = self.facts, self.desk, self.form, self.actor
        if facts is None:
            return
        palette = palette_of(self)
        self.set_class(form is not None, "writing")
        self.set_class(form is not None and form.step == WHY, "asking")
        if form is not None:
            quote = self.quote()
            key = ("yes", form.marked) if form.marked is not None else "add" if form.step == DONE else None
            self.offers.show(lambda width: form_rows(facts, form, quote, width, palette), key)
        else:
            room = self.room(actor)
            self.offers.show(lambda width: orders.offer_rows(facts, actor, room, width, palette))
            self._show_card(self.offers.row)
        self.query_one("#actors", OneLine).put(*world.actor_switch(facts, actor, palette))
        stocks = self.query_one("#stocks", OneLine)
        stocks.put(orders.stock_lines(facts, actor, desk.spent(actor), stocks.size.width or 32, palette))
        self.drafts.styles.height = min(len(desk.drafts) + 2, 8) if desk.drafts else 3
        self.drafts.show(lambda width: orders.draft_rows(facts, desk, width, palette))

    def _show_card(self, row: Row | None) -> None:
        facts, palette = self.facts, palette_of(self)
        offer = self._offer(row.key) if row else None
        card = self.query_one("#card", Rows)
        card.show(lambda width: orders.card_rows(facts, offer, width, palette) if offer and facts else [])

    # ------------------------------------------------------------ the list and the form

    @on(Rows.Marked, "#offers")
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(Page.Explain(message.row.explain))
        if self.form is None:
            self._show_card(message.row)
            return
        match message.row.key:
            case ("yes", int() | str() | bool() | None as value):
                self.mark(value)

    @on(Rows.Picked, "#offers")
    def _picked(self, message: Rows.Picked) -> None:
        match message.row.key:
            case key if self.form is None:
                self.begin(key)
            case "add":
                self._add()
            case "estimate":
                self.choose(self.form.expect if self.form else None)
            case ("yes", int() | str() | bool() | None as value):
                self.choose(value)
            case _:
                self.post_message(Page.Explain(message.row.explain))

    def begin(self, key: object) -> None:
        """Start the form of an offer, if it may be ordered now."""
        offer, facts = self._offer(key), self.facts
        action = facts.actions.get(offer.action) if facts and offer else None
        if offer is None or facts is None or action is None:
            return
        if offer.refusals or self.desk.closed or self.room(offer.actor) < action.slots:
            self.app.bell()
            return
        self._to(OrderForm(offer, action, facts.sheet.ask_why, facts.sheet.ask_expect).settled())

    def fill(self, actor: str, action: str, nth: int) -> None:
        """An order found elsewhere: its form, filled up to the reasons."""
        offer, facts = self._offer((actor, action)), self.facts
        if offer is None or facts is None or nth >= len(offer.targets):
            return
        self.nth = facts.own.index(actor) if actor in facts.own else self.nth
        self.begin((actor, action))
        if self.form is not None:
            args = offer.targets[nth].args
            self._to(attrs.evolve(self.form, args=args, at=len(self.form.action.params), marked=None))

    def _to(self, form: OrderForm | None) -> None:
        """Go on with this form (None: back to the list)."""
        if form is not None and form.param is not None and form.marked is None:
            legal = [choice for choice in form.choices() if choice.legal]
            form = attrs.evolve(form, marked=legal[0].value if legal else None)
        self.form = form
        if form is not None and form.step == WHY:
            self.query_one("#why", Input).value = form.why
        self._draw()
        self._ask()
        self.post_message(self.Changed(step=True))
        row = self.offers.row
        self.post_message(Page.Explain(row.explain if row else ""))

    def mark(self, value: Value) -> None:
        """The cursor is on a value of the step under way."""
        if self.form is not None and self.form.param is not None and value != self.form.marked:
            self.form = attrs.evolve(self.form, marked=value)
            self._draw()
            self._ask()
            self.post_message(self.Changed(step=False))

    def choose(self, value: Value) -> None:
        """The step under way answered."""
        if self.form is not None:
            self._to(self.form.choose(value))

    def _ask(self) -> None:
        """What if? Asked for the order under way, once its target is known."""
        if self.form is not None and self.form.target() is not None and self.quote() is None:
            kept = [order for n, order in enumerate(self.desk.drafts) if n != self.form.editing]
            self.post_message(Page.Send(m.Ask((*kept, self.form.order()))))

    def _add(self) -> None:
        if self.form is None:
            return
        order, drafts = self.form.order(), list(self.desk.drafts)
        if self.form.editing is not None and self.form.editing < len(drafts):
            drafts[self.form.editing] = order
        else:
            drafts.append(order)
        ordered = (order.actor, order.action)
        self.form = None
        self.post_message(Page.Drafted(tuple(drafts)))
        self._draw()
        self.offers.put_cursor(ordered)
        self.post_message(self.Changed(step=True))

    @on(Input.Submitted, "#why")
    def _why_given(self, message: Input.Submitted) -> None:
        if self.form is None or self.form.step != WHY:
            return
        if self.form.required and not message.value.strip():
            self.post_message(Page.Explain("This game asks for a reason with every order: one sentence, then Enter."))
            return
        self.choose(message.value.strip())

    @on(Input.Changed, "#why")
    def _why_typed(self, message: Input.Changed) -> None:
        """Half a sentence survives Esc."""
        if self.form is not None and self.form.step == WHY:
            self.form = attrs.evolve(self.form, why=message.value)

    def back(self) -> bool:
        """One step back in the form."""
        if self.form is None:
            return False
        self._to(self.form.back())
        return True

    # ------------------------------------------------------------ our orders

    @on(Rows.Marked, "#drafts")
    def _draft_marked(self, message: Rows.Marked) -> None:
        self.post_message(Page.Explain(message.row.explain))
        self.post_message(Page.Turned())

    @on(Rows.Picked, "#drafts")
    def _draft_picked(self, message: Rows.Picked) -> None:
        if message.row.key == "seal":
            self.post_message(Page.Seal())
        else:
            self.action_edit()

    def _draft(self) -> int | None:
        match self.drafts.key:
            case ("draft", int(n)) if self.drafts.has_focus and not self.desk.closed:
                return n
        return None

    # ------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key bar shows only what works here and now."""
        match action:
            case "estimate":
                return self.form is not None and self.form.step == EXPECT
            case "actor":
                return self.form is None and len(self.facts.own if self.facts else ()) > 1
            case "edit":
                return self._draft() is not None or (self.form is not None and self.form.step == DONE)
            case "remove":
                return self._draft() is not None
        return True

    def action_actor(self) -> None:
        self.nth += 1
        self._draw()
        self.post_message(self.Changed(step=False))

    def action_estimate(self, by: int) -> None:
        if self.form is not None:
            now = self.form.expect if self.form.expect is not None else 50 - by
            self.form = attrs.evolve(self.form, expect=min(max(now + by, 0), 100))
            self._draw()

    def action_edit(self) -> None:
        n = self._draft()
        if n is None:
            if self.form is not None:
                self._to(attrs.evolve(self.form, at=0, args={}).settled())
            return
        order = self.desk.drafts[n]
        offer, facts = self._offer((order.actor, order.action)), self.facts
        if offer is not None and facts is not None and order.action in facts.actions:
            form = OrderForm(offer, facts.actions[order.action], facts.sheet.ask_why, facts.sheet.ask_expect)
            filled = attrs.evolve(form, args=order.args, why=order.why, expect=order.expect, editing=n)
            self._to(attrs.evolve(filled, at=len(filled.steps) - 1))

    def action_remove(self) -> None:
        n = self._draft()
        if n is not None:
            self.post_message(Page.Drafted(self.desk.drafts[:n] + self.desk.drafts[n + 1 :]))
