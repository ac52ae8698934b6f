"""What a sheet and a view say, looked up by name: titles, codes, colours, forces, stocks, tracks, sentences.

Pure. Unknown ids are shown as they are, never an error: a screen must outlive a newer table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import attrs

from wargame.model.commands import Order, Payment, Value
from wargame.model.sheet import (
    ActionSheet,
    ActorSheet,
    AgreementSheet,
    ParamSheet,
    RegionSheet,
    Sheet,
    SideSheet,
    VariableSheet,
)
from wargame.model.view import CellView, FrontView, OfferView, View
from wargame.tui.draw.palette import HUES, Palette
from wargame.wording import Lexicon, clean
from wargame.wording.names import MILLION

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@attrs.frozen
class Force:
    """Troops of one actor in one region: whole men, and how well they are known (as `CellView.status`)."""

    actor: str
    men: int
    status: int


@attrs.frozen
class Facts:
    """A sheet and a view, asked by name."""

    sheet: Sheet
    view: View

    # ------------------------------------------------------------ printed matter

    @cached_property
    def actors(self) -> Mapping[str, ActorSheet]:
        return {actor.id: actor for actor in self.sheet.actors}

    @cached_property
    def sides(self) -> Mapping[str, SideSheet]:
        return {side.id: side for side in self.sheet.sides}

    @cached_property
    def regions(self) -> Mapping[str, RegionSheet]:
        return {region.id: region for region in self.sheet.regions}

    @cached_property
    def variables(self) -> Mapping[str, VariableSheet]:
        return {variable.id: variable for variable in self.sheet.variables}

    @cached_property
    def actions(self) -> Mapping[str, ActionSheet]:
        return {action.id: action for action in self.sheet.actions}

    @cached_property
    def agreements(self) -> Mapping[str, AgreementSheet]:
        return {kind.id: kind for kind in self.sheet.agreements}

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Actors that this team plays, in the author's order."""
        return tuple(actor.id for actor in self.sheet.actors if actor.team == self.sheet.team)

    @cached_property
    def words(self) -> Lexicon:
        """The words of the sheet."""
        return Lexicon(self.sheet)

    def title(self, name: str) -> str:
        """Title of an actor, side, region, action, agreement, variable or team; else the id as words."""
        if name in self.variables:
            return self.words.variable(name)
        return self.words.title(name) if name in self.words.titles else self.words.team(name)

    def code(self, actor: str) -> str:
        """Two letters for an actor or side."""
        for table in (self.actors, self.sides):
            if name := table.get(actor):
                return str(name.code) or actor[:2].upper()
        return actor[:2].upper()

    def short(self, region: str) -> str:
        """A region's short name."""
        sheet = self.regions.get(region)
        return (sheet.short or sheet.title) if sheet else self.title(region)

    @cached_property
    def _hues(self) -> Mapping[str, str]:
        """Side -> hue: its own, else the next of the four."""
        free = [hue for hue in HUES if hue not in {side.hue for side in self.sheet.sides}] or list(HUES)
        found: dict[str, str] = {}
        for side in self.sheet.sides:
            found[side.id] = side.hue if side.hue in HUES else free[len(found) % len(free)]
        return found

    @cached_property
    def _shades(self) -> Mapping[str, tuple[str, int]]:
        """Actor -> (hue, which shade of it): actors of one hue take its shades in turn."""
        found: dict[str, tuple[str, int]] = {}
        for actor in self.sheet.actors:
            hue = self._hues.get(actor.side, "")
            found[actor.id] = (hue, sum(1 for other, _ in found.values() if other == hue))
        return found

    def colour(self, name: str, palette: Palette) -> str:
        """Colour of an actor or side."""
        if name in self._shades:
            return palette.shade(*self._shades[name])
        return palette.shade(self._hues.get(name, ""), 0)

    # ------------------------------------------------------------ cells

    def cell(self, variable: str, *members: str) -> CellView | None:
        """A known cell, or None."""
        return self.view.cells.get(f"{variable}[{','.join(members)}]" if members else variable)

    def value(self, variable: str, *members: str) -> Value:
        """A known cell's value, or None."""
        cell = self.cell(variable, *members)
        return cell.value if cell else None

    def _preset(self, preset: str) -> VariableSheet | None:
        return next((v for v in self.sheet.variables if v.preset == preset), None)

    def label(self, entry: ParamSheet) -> str:
        """What a parameter or term is called."""
        title = entry.title if entry.title and entry.title != entry.name else entry.name.replace("_", " ")
        return clean(title[:1].upper() + title[1:])

    @cached_property
    def date(self) -> str:
        """The turn's date as people say it: a month where turns are months, else a day."""
        try:
            day = date.fromisoformat(self.view.date)
        except ValueError:
            return clean(self.view.date)
        if any(word in self.sheet.turn_length for word in ("month", "quarter")):
            return f"{MONTHS[day.month - 1]} {day.year}"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def holder(self, region: str) -> str:
        """The side that controls a region as known, "" if nobody or unknown."""
        variable = self._preset("control")
        value = self.value(variable.id, region) if variable else None
        return value if isinstance(value, str) else ""

    @cached_property
    def _men(self) -> int:
        """Cell units of one man: a million where strength is a decimal."""
        variable = self._preset("strength")
        return MILLION if variable and variable.type == "decimal" else 1

    def forces(self, region: str) -> tuple[Force, ...]:
        """Known troops in a region: own, allied, then enemies, strongest first."""
        variable = self._preset("strength")
        if variable is None:
            return ()
        found = []
        for actor in self.sheet.actors:
            cell = self.cell(variable.id, actor.id, region)
            men = (cell.value + self._men // 2) // self._men if cell and isinstance(cell.value, int) else 0
            if cell and men > 0:
                found.append(Force(actor.id, men, cell.status))
        return tuple(sorted(found, key=lambda force: (self._nearness(force.actor), -force.men)))

    def _nearness(self, actor: str) -> int:
        sheet = self.actors[actor]
        if sheet.team == self.sheet.team:
            return 0
        return 1 if sheet.side in {self.actors[own].side for own in self.own} else 2

    def front(self, region: str, side: str = "") -> FrontView | None:
        """The stretch of a side's troops (ours unless said) in a region, None if it has none there that we know of."""
        wanted = {side} if side else {self.actors[own].side for own in self.own}
        return next((front for front in self.view.fronts if front.region == region and front.side in wanted), None)

    def lenses(self) -> tuple[str, ...]:
        """Sides whose stretch is known somewhere, ours first."""
        known = dict.fromkeys(front.side for front in self.view.fronts)
        return tuple(sorted(known, key=lambda side: side != self.ground_side()))

    def ground_side(self) -> str:
        """The side whose stretch the troops line shows: ours if it has troops, else the one with most fronts known."""
        sides = [self.actors[own].side for own in self.own]
        with_troops = {front.side for front in self.view.fronts}
        for side in sides:
            if side in with_troops:
                return side
        return sides[0] if sides else ""

    def is_front(self, a: str, b: str) -> bool:
        """Do two linked regions face each other under different holders?"""
        one, other = self.holder(a), self.holder(b)
        return bool(one and other and one != other)

    def stocks(self, actor: str) -> tuple[tuple[VariableSheet, int], ...]:
        """What an actor has (stocks first, then its gauges) with amounts in cell units."""
        found = []
        for variable in sorted(self.sheet.variables, key=lambda v: v.preset != "resource"):
            if variable.over == ("actor",) and (variable.show == "table" or variable.preset == "resource"):
                value = self.value(variable.id, actor)
                if isinstance(value, int):
                    found.append((variable, value))
        return tuple(found)

    def tracks(self, more: bool = False) -> tuple[VariableSheet, ...]:
        """Gauges of the world for the table: variables over nothing that are to be shown, with a known number."""
        wanted = ("table", "more") if more else ("table",)
        return tuple(
            v for v in self.sheet.variables if not v.over and v.show in wanted and isinstance(self.value(v.id), int)
        )

    def amount(self, variable: str, number: Value) -> str:
        """A cell's value in words."""
        return self.words.amount(variable, number)

    def band(self, variable: VariableSheet, value: int) -> str:
        """Name of the stretch of a track that a value lies in."""
        names = [band.title for band in variable.bands if band.start <= value]
        return names[-1] if names else variable.unit

    def letter(self, stock: str) -> str:
        """The letter of a stock in a price."""
        sheet = self.variables.get(stock)
        return (sheet.code or sheet.title[:1].upper() if sheet else stock[:1].upper()) or "?"

    def price(self, cost: Mapping[str, int]) -> str:
        """A cost as `1S 1F`; "free" if nothing."""
        parts = [f"{self.amount(stock, n)}{self.letter(stock)}" for stock, n in cost.items() if n]
        return " ".join(parts) if parts else "free"

    # ------------------------------------------------------------ sentences

    def name(self, value: Value) -> str:
        """An argument or term in words; a set as its members."""
        return self.words.plain(value)

    def arguments(self, order_args: Mapping[str, Value]) -> str:
        """Arguments in words, regions by their short name."""
        words = [
            self.short(v) if isinstance(v, str) and v in self.regions else self.name(v) for v in order_args.values()
        ]
        return ", ".join(words)

    def order(self, order: Order) -> str:
        """An order as `Air campaign ▸ Palmyra, ISIS`."""
        args = self.arguments(order.args)
        return f"{self.title(order.action)} ▸ {args}" if args else self.title(order.action)

    def payment(self, payment: Payment) -> str:
        """A side payment in words."""
        amount = self.amount(payment.stock, payment.amount)
        return f"{self.title(payment.payer)} pays {self.title(payment.payee)} {amount} {self.title(payment.stock)}"

    def offers(self, actor: str) -> tuple[OfferView, ...]:
        """An actor's offers: legal ones first, each group in the table's order."""
        mine = [offer for offer in self.view.offers if offer.actor == actor]
        return tuple(sorted(mine, key=lambda offer: bool(offer.refusals)))

    def codes(self, actors: Iterable[str]) -> str:
        """Codes of actors with blanks between."""
        return " ".join(self.code(actor) for actor in actors)
