"""Page 1: the map, the tracks, our troops, and what our actors can do."""

from __future__ import annotations

from typing import ClassVar

import attrs
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from wargame.model.view import OfferView, OrderQuote
from wargame.session import messages as m
from wargame.tui.draw import orders, world
from wargame.tui.draw.text import Row
from wargame.tui.facts import Facts
from wargame.tui.form import DONE, EXPECT, WHY, OrderForm
from wargame.tui.pages.page import Page
from wargame.tui.pages.why import quote_lines
from wargame.tui.widgets.frame import OneLine
from wargame.tui.widgets.map_view import MapView
from wargame.tui.widgets.rows import Rows


class TablePage(Page):
    """Where orders are written. The form replaces the list; the map never leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign", "estimate(5)", "estimate", key_display="+ −"),
        Binding("minus", "estimate(-5)", "less", show=False),
        Binding("left_square_bracket,right_square_bracket", "actor", "actor", key_display="[ ]"),
        Binding("e", "edit", "edit"),
        Binding("x", "remove", "remove"),
        Binding("z", "zoom", "map"),
    ]

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)
        self.nth = 0
        self.form: OrderForm | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                yield MapView("map")
                yield Rows("tracks")
                yield OneLine("troops")
            with Vertical(id="right", classes="column"):
                yield OneLine("actors")
                yield OneLine("stocks")
                yield Rows("offers")
                yield Input(placeholder="Why? One sentence, Enter", id="why", max_length=240)
                yield Rows("card", classes="wide-only")
                yield Rows("drafts")

    # ------------------------------------------------------------ what is where

    @property
    def facts(self) -> Facts | None:
        return self.desk.facts

    @property
    def actor(self) -> str:
        """The own actor whose orders are shown."""
        own = self.facts.own if self.facts else ()
        return own[self.nth % len(own)] if own else ""

    @property
    def map(self) -> MapView:
        return self.query_one("#map", MapView)

    @property
    def offers(self) -> Rows:
        return self.query_one("#offers", Rows)

    @property
    def drafts(self) -> Rows:
        return self.query_one("#drafts", Rows)

    def first(self) -> Widget | None:
        if self.form is not None:
            if self.form.step == WHY:
                return self.query_one("#why", Input)
            return self.map if self._picking() else self.offers
        return self.offers

    def room(self, actor: str) -> int:
        """Orders that an actor may still be given."""
        slots = self.desk.view.slots.get(actor, 0) if self.desk.view else 0
        return slots - self.desk.used(actor)

    def _picking(self) -> bool:
        return self.form is not None and self.form.param is not None and self.form.param.of == "region"

    def plain_digits(self) -> bool:
        return not self._picking()

    # ------------------------------------------------------------ drawing

    def show(self) -> None:
        facts = self.facts
        if facts is None:
            return
        self._refresh_form(facts)
        self._show_map(facts)
        self._show_world(facts)
        self._show_column(facts)
        self.turned()

    def _refresh_form(self, facts: Facts) -> None:
        """A new view: the form under way keeps its answers over the new offer."""
        if self.form is None:
            return
        same = [o for o in facts.view.offers if (o.actor, o.action) == (self.form.offer.actor, self.form.offer.action)]
        self.form = attrs.evolve(self.form, offer=same[0]) if same else None

    def _show_map(self, facts: Facts) -> None:
        form = self.form
        if form is None:
            self.map.show(facts)
            return
        offered = [str(c.value) for c in form.choices() if c.legal] if self._picking() else []
        chosen = [str(v) for v in form.args.values() if v in facts.regions]
        cursor = str(form.marked) if self._picking() and form.marked else None
        self.map.show(facts, offered or chosen, form.afters(), cursor)

    def _show_world(self, facts: Facts) -> None:
        palette = self.palette
        self.query_one("#tracks", Rows).show(lambda width: world.track_rows(facts, width, palette))
        troops = self.query_one("#troops", OneLine)
        troops.put(world.troops_line(facts, (troops.size.width or 46), palette))

    def _show_column(self, facts: Facts) -> None:
        palette, form, actor, desk = self.palette, self.form, self.actor, self.desk
        column = self.query_one("#right")
        column.set_class(form is not None, "writing")
        column.set_class(form is not None and form.step == WHY, "asking")
        if form is not None:
            quote = self._quote()
            key = ("yes", form.marked) if form.marked is not None else "add" if form.step == DONE else None
            self.offers.show(lambda width: orders.form_rows(facts, form, quote, width, palette), key)
        else:
            room = self.room(actor)
            self.offers.show(lambda width: orders.offer_rows(facts, actor, room, width, palette))
            self._show_card(self.offers.row)
        spent = self._spent(actor)
        self.query_one("#actors", OneLine).put(*world.actor_switch(facts, actor, palette))
        stocks = self.query_one("#stocks", OneLine)
        stocks.put(orders.stock_lines(facts, actor, spent, stocks.size.width or 32, palette))
        self.drafts.styles.height = min(len(desk.drafts) + 2, 8) if desk.drafts else 3
        self.drafts.show(lambda width: orders.draft_rows(facts, desk.drafts, desk.ready, desk.awaited, width, palette))

    def _spent(self, actor: str) -> dict[str, int]:
        """What unsealed drafts of an actor would cost, from the quote or the targets."""
        spent: dict[str, int] = {}
        view = self.desk.view
        if view is None or self.desk.ready or view.sealed:
            return spent
        for order in self.desk.drafts:
            quote = self.desk.quoted(order)
            if order.actor == actor and quote:
                for stock, n in quote.cost.items():
                    spent[stock] = spent.get(stock, 0) + n
        return spent

    def _show_card(self, row: Row | None) -> None:
        facts, palette = self.facts, self.palette
        if facts is None:
            return
        offer = self._offer(row.key) if row else None
        card = self.query_one("#card", Rows)
        card.show(lambda width: orders.card_rows(facts, offer, width, palette) if offer else [])

    def _offer(self, key: object) -> OfferView | None:
        offers = self.desk.view.offers if self.desk.view else ()
        return next((offer for offer in offers if (offer.actor, offer.action) == key), None)

    def _quote(self) -> OrderQuote | None:
        return self.desk.quoted(self.form.order()) if self.form and self.form.target() else None

    # ------------------------------------------------------------ words

    def prompt(self) -> str:
        if self.form is not None:
            return self._form_prompt(self.form)
        if self.desk.ready:
            return "Sealed. The turn is resolved when all are ready; s opens our orders again."
        left = self.desk.open_orders
        if not left and self.desk.drafts:
            return "All orders are written. s seals them and ends our turn."
        if self.desk.drafts:
            return f"Choose another order, or press s to seal. {left} more {'is' if left == 1 else 'are'} possible."
        return "Choose an order with ↑↓, then Enter. Greyed ones say why not."

    def _form_prompt(self, form: OrderForm) -> str:
        match form.step:
            case "why":
                need = "" if form.required else " Enter alone skips it."
                return f"Say in one sentence why.{need}"
            case "expect":
                return "How likely is success? + and − set your estimate, Enter goes on."
            case "done":
                return "Ready. Enter adds it to our orders; nothing is final until s seals."
        title = form.param.title or form.param.name.replace("_", " ") if form.param else ""
        if self._picking():
            return f"{title}? Lit regions can be chosen: arrows or a number, then Enter."
        return f"{title}? Choose with ↑↓, then Enter. Esc goes one step back."

    # ------------------------------------------------------------ the list

    @on(Rows.Marked, "#offers")
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))
        if self.form is None:
            self._show_card(message.row)
            return
        match message.row.key:
            case ("yes", value):
                self._mark(value)

    @on(Rows.Picked, "#offers")
    def _picked(self, message: Rows.Picked) -> None:
        key = message.row.key
        if self.form is None:
            self._begin(key)
        elif key == "add":
            self._add()
        elif key == "estimate":
            self._choose(self.form.expect)
        elif isinstance(key, tuple) and key[0] == "yes":
            self._choose(key[1])
        elif isinstance(key, tuple):
            self.post_message(self.Explain(message.row.explain))

    def _begin(self, key: object) -> None:
        offer, facts = self._offer(key), self.facts
        if offer is None or facts is None:
            return
        action = facts.actions.get(offer.action)
        if action is None or offer.refusals or self.desk.ready or self.room(offer.actor) < action.slots:
            self.app.bell()
            return
        sheet = facts.sheet
        form = OrderForm(offer, action, sheet.ask_why, sheet.ask_expect)
        self._to(form.settled())

    def fill(self, actor: str, action: str, nth: int) -> None:
        """An order found elsewhere: its form, filled up to the reasons."""
        offer, facts = self._offer((actor, action)), self.facts
        if offer is None or facts is None or nth >= len(offer.targets):
            return
        self.nth = facts.own.index(actor) if actor in facts.own else self.nth
        self._begin((actor, action))
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
        self.show()
        self._ask()
        if (pane := self.first()) is not None:
            pane.focus()
        row = self.offers.row
        self.post_message(self.Explain(row.explain if row else ""))

    def _mark(self, value: object) -> None:
        form = self.form
        if form is None or form.param is None or value == form.marked or not isinstance(value, int | str | bool | None):
            return
        self.form = attrs.evolve(form, marked=value)
        if self._picking():
            self.map.put_cursor(str(value))
        self._show_column_again()

    def _show_column_again(self) -> None:
        if self.facts is not None:
            self._show_column(self.facts)
            self._ask()

    def _ask(self) -> None:
        """What if? Asked for the order under way, once its target is known."""
        if self.form is not None and self.form.target() is not None and self._quote() is None:
            kept = [order for n, order in enumerate(self.desk.drafts) if n != self.form.editing]
            self.post_message(self.Send(m.Ask((*kept, self.form.order()))))

    def _choose(self, value: object) -> None:
        if self.form is not None and isinstance(value, int | str | bool | None):
            self._to(self.form.choose(value))

    def _add(self) -> None:
        if self.form is None:
            return
        order, drafts = self.form.order(), list(self.desk.drafts)
        if self.form.editing is not None and self.form.editing < len(drafts):
            drafts[self.form.editing] = order
        else:
            drafts.append(order)
        self.form = None
        self.post_message(self.Drafted(tuple(drafts)))
        self.show()
        self.offers.focus()

    # ------------------------------------------------------------ the map, the tracks, the drafts

    @on(MapView.Moved)
    def _moved(self, message: MapView.Moved) -> None:
        if self.facts is None or not message.region:
            return
        words = f"{self.facts.title(message.region)}: {orders.region_words(self.facts, message.region)}"
        self.post_message(self.Explain(words))
        if self._picking() and self.form and message.region in [c.value for c in self.form.choices() if c.legal]:
            self.form = attrs.evolve(self.form, marked=message.region)
            self._show_column_again()

    @on(MapView.Picked)
    def _picked_region(self, message: MapView.Picked) -> None:
        if not self._picking() or self.form is None:
            self.post_message(self.Explain(world.region_text(self.facts, message.region) if self.facts else ""))
            return
        choice = next((c for c in self.form.choices() if c.value == message.region), None)
        if choice is not None and choice.legal:
            self._choose(choice.value)
        elif self.facts is not None:
            reason = choice.best.refusals[0].say if choice and choice.best.refusals else "it is not lit"
            self.post_message(self.Explain(f"{self.facts.title(message.region)} cannot be chosen: {reason}."))

    @on(Rows.Marked, "#tracks")
    @on(Rows.Marked, "#drafts")
    def _explain(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))
        self.turned()

    @on(Rows.Picked, "#drafts")
    def _draft_picked(self, message: Rows.Picked) -> None:
        if message.row.key == "seal":
            self.post_message(self.Seal())
        else:
            self.action_edit()

    @on(Rows.Picked, "#tracks")
    def _track_picked(self) -> None:
        self.why()

    @on(Input.Submitted, "#why")
    def _why_given(self, message: Input.Submitted) -> None:
        if self.form is None or self.form.step != WHY:
            return
        if self.form.required and not message.value.strip():
            self.post_message(self.Explain("This game asks for a reason with every order: one sentence, then Enter."))
            return
        self._choose(message.value.strip())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.turned()

    # ------------------------------------------------------------ keys

    def _draft(self) -> int | None:
        match self.drafts.key:
            case ("draft", int(n)) if self.drafts.has_focus and not self.desk.ready:
                return n
        return None

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
        self.show()

    def action_estimate(self, by: int) -> None:
        if self.form is not None:
            now = self.form.expect if self.form.expect is not None else 50 - by
            self.form = attrs.evolve(self.form, expect=min(max(now + by, 0), 100))
            self._show_column_again()

    def action_edit(self) -> None:
        n = self._draft()
        if n is None:
            if self.form is not None:
                self._to(attrs.evolve(self.form, at=0, args={}).settled())
            return
        order = self.desk.drafts[n]
        offer = self._offer((order.actor, order.action))
        if offer is not None and self.facts is not None and order.action in self.facts.actions:
            sheet = self.facts.sheet
            form = OrderForm(offer, self.facts.actions[order.action], sheet.ask_why, sheet.ask_expect)
            filled = attrs.evolve(form, args=order.args, why=order.why, expect=order.expect, editing=n)
            self._to(attrs.evolve(filled, at=len(filled.steps) - 1))

    def action_remove(self) -> None:
        n = self._draft()
        if n is not None:
            self.post_message(self.Drafted(self.desk.drafts[:n] + self.desk.drafts[n + 1 :]))

    def action_zoom(self) -> None:
        self.toggle_class("zoomed")
        (self.map if self.has_class("zoomed") else self.first() or self.map).focus()

    def back(self) -> bool:
        if self.has_class("zoomed"):
            self.action_zoom()
            return True
        if self.form is not None:
            self._to(self.form.back())
            return True
        if not self.offers.has_focus:
            self.offers.focus()
            return True
        return False

    def why(self) -> bool:
        quote = self._quote()
        if self.form is not None:
            if quote is not None and self.facts is not None:
                self.post_message(self.Box(f"Why these odds: {quote.title}", quote_lines(self.facts, quote)))
            return quote is not None
        cell = ""
        if self.map.has_focus:
            cell = f"front:{self.map.cursor}"
        elif (key := self.query_one("#tracks", Rows).key) and self.query_one("#tracks", Rows).has_focus:
            cell = str(key)
        if cell:
            self.post_message(self.Send(m.Why(cell)))
        return bool(cell)
