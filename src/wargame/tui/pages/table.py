"""Page 1: the map, the tracks, our troops, and what our actors can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from wargame.session import messages as m
from wargame.tui.draw import world
from wargame.tui.facts import Facts
from wargame.tui.form import OrderForm
from wargame.tui.pages.order_column import OrderColumn
from wargame.tui.pages.page import SEALED, Page
from wargame.tui.pages.why import quote_lines
from wargame.tui.widgets.frame import OneLine
from wargame.tui.widgets.map_view import MapView
from wargame.tui.widgets.rows import Rows


class TablePage(Page):
    """Where orders are written. The map never leaves; it lights what can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "lens", "view"),
        Binding("z", "zoom", "map"),
        *(Binding(str(n), f"number({n})", f"pick {n}", show=False) for n in range(1, 10)),
    ]

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)
        self.lens = 0

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                yield MapView("map")
                yield Rows("tracks")
                yield OneLine("troops")
            yield OrderColumn("right")

    @property
    def facts(self) -> Facts | None:
        return self.desk.facts

    @property
    def map(self) -> MapView:
        return self.query_one("#map", MapView)

    @property
    def column(self) -> OrderColumn:
        return self.query_one(OrderColumn)

    @property
    def form(self) -> OrderForm | None:
        """The order under way."""
        return self.column.form

    def first(self) -> Widget | None:
        return self.map if self.column.picking or self.has_class("zoomed") else self.column.first()

    def plain_digits(self) -> bool:
        return not self.column.picking

    # ------------------------------------------------------------ drawing

    def show(self) -> None:
        facts, palette = self.facts, self.palette
        if facts is None:
            return
        self.column.show(self.desk)
        self._show_map(facts)
        self.query_one("#tracks", Rows).show(lambda width: world.track_rows(facts, width, palette))
        troops = self.query_one("#troops", OneLine)
        troops.put(world.troops_line(facts, (troops.size.width or 46), palette))
        self.turned()

    def _show_map(self, facts: Facts) -> None:
        form = self.form
        if form is None:
            lenses = facts.lenses()
            self.map.show(facts, side=lenses[self.lens % len(lenses)] if lenses else "")
            return
        picking = self.column.picking
        offered = [str(choice.value) for choice in form.choices() if choice.legal] if picking else []
        chosen = [str(value) for value in form.args.values() if value in facts.regions]
        cursor = str(form.marked) if picking and form.marked else None
        self.map.show(facts, offered or chosen, form.afters(), cursor)

    @on(OrderColumn.Changed)
    def _form_changed(self, message: OrderColumn.Changed) -> None:
        if self.facts is not None:
            self._show_map(self.facts)
        if message.step and (pane := self.first()) is not None:
            pane.focus()
        self.turned()

    # ------------------------------------------------------------ words

    def prompt(self) -> str:
        if self.has_class("zoomed") and self.form is None:
            return "The whole map. Arrows look around; z or Esc goes back to the orders."
        if self.form is not None:
            return self._form_prompt(self.form)
        if self.desk.closed:
            return SEALED
        left = self.desk.open_orders
        if not left and self.desk.drafts:
            return "All orders are written. s seals them and ends our turn."
        if self.desk.drafts:
            return f"Choose another order, or press s to seal. {left} more can be given."
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
        title = self.facts.label(form.param) if form.param and self.facts else ""
        if self.column.picking:
            return f"{title}? Lit regions can be chosen: arrows or a number, then Enter."
        return f"{title}? Choose with ↑↓, then Enter. Esc goes one step back."

    # ------------------------------------------------------------ the map and the tracks

    @on(MapView.Moved)
    def _moved(self, message: MapView.Moved) -> None:
        if self.facts is None or not message.region:
            return
        words = f"{self.facts.title(message.region)}: {world.region_words(self.facts, message.region)}"
        self.post_message(self.Explain(words))
        form = self.form
        if self.column.picking and form and message.region in [c.value for c in form.choices() if c.legal]:
            self.column.mark(message.region)

    @on(MapView.Picked)
    def _picked(self, message: MapView.Picked) -> None:
        facts, form = self.facts, self.form
        if facts is None:
            return
        if not self.column.picking or form is None:
            self.post_message(self.Explain(world.region_text(facts, message.region)))
            return
        choice = next((choice for choice in form.choices() if choice.value == message.region), None)
        if choice is not None and choice.legal:
            self.column.choose(choice.value)
        else:
            reason = choice.best.refusals[0].say if choice and choice.best.refusals else "it is not lit"
            self.post_message(self.Explain(f"{facts.title(message.region)} cannot be chosen: {reason}."))

    @on(Rows.Marked, "#tracks")
    def _track_marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))

    @on(Rows.Picked, "#tracks")
    def _track_picked(self) -> None:
        self.why()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.turned()

    # ------------------------------------------------------------ keys

    @property
    def words(self) -> Mapping[str, str]:
        """Enter writes orders, until they are sealed."""
        writing = self.column.offers.has_focus or self.column.drafts.has_focus
        return {"pick": ""} if self.desk.closed and writing else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The map's view turns only where no order lights it; before the first view there is nothing to do."""
        if self.facts is None:
            return False
        if action == "number":  # Digits pick only while regions are numbered; else they turn the pages.
            return self.column.picking
        return self.form is None if action == "lens" else True

    def action_number(self, n: int) -> None:
        if n <= len(self.map.offered):
            self.column.mark(self.map.offered[n - 1])
            self._moved(MapView.Moved(self.map.offered[n - 1]))

    def action_lens(self) -> None:
        facts = self.facts
        if facts is None or not (lenses := facts.lenses()):
            return
        self.lens = (self.lens + 1) % len(lenses)
        self._show_map(facts)
        self.post_message(
            self.Explain(f"The map shows how stretched the {facts.title(lenses[self.lens])} are, as we know.")
        )

    def action_zoom(self) -> None:
        self.toggle_class("zoomed")
        pane = self.first()
        if pane is not None:
            pane.focus()
        self.turned()

    def back(self) -> bool:
        if self.has_class("zoomed"):
            self.action_zoom()
            return True
        if self.column.back():
            return True
        if not self.column.offers.has_focus:
            self.column.offers.focus()
            return True
        return False

    def why(self) -> bool:
        if isinstance(self.screen.focused, Input):
            return False
        facts, form, quote = self.facts, self.form, self.column.quote()
        if form is not None and facts is not None:
            if quote is not None:
                self.post_message(self.Box(f"Why these odds: {form.action.title}", quote_lines(facts, quote)))
            return quote is not None
        tracks, cell = self.query_one("#tracks", Rows), ""
        if self.map.has_focus:
            cell = f"front:{self.map.cursor}"
        elif tracks.has_focus and tracks.key:
            cell = str(tracks.key)
        if cell:
            self.post_message(self.Send(m.Why(cell)))
        return bool(cell)
