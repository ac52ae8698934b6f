"""Ids, cells and amounts in words. Text of people and files is content: it is cleaned, never read as markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

import attrs

from wargame.model.commands import Value
from wargame.model.sheet import ActionSheet, AgreementSheet, Sheet, VariableSheet

MILLION = 1_000_000
PLACE = re.compile(r"\{(\w+)\}")
CELL = re.compile(r"(\w+)(?:\[([\w,]*)\])?\Z")


def clean(text: str) -> str:
    """Text without control characters (line breaks and tabs become spaces) and without marks that reorder a line."""
    if text.isprintable():
        return text
    kept = (" " if c in "\n\r\t" else c for c in text)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"; "" for nothing."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def decimal(millionths: int, places: int = 6) -> str:
    """Whole millionths as text: no more places than said, no trailing zeros, a real minus sign.

    The number is cut to `places` by rounding half to even, as cells are.
    """
    step = 10 ** (6 - places)
    whole, rest = divmod(abs(millionths), step)
    whole += rest * 2 > step or (rest * 2 == step and whole % 2 == 1)
    units, fraction = divmod(whole, 10**places)
    text = f"{units}.{fraction:0{places}d}".rstrip("0").rstrip(".") if places else str(units)
    return f"−{text}" if millionths < 0 and text != "0" else text


def whole(number: int) -> str:
    """A whole number with a real minus sign."""
    return f"−{-number}" if number < 0 else str(number)


def fill(template: str, words: Mapping[str, str]) -> str:
    """A template with its `{parameter}` places filled; a place without a word stays as it is."""
    return PLACE.sub(lambda m: words.get(m[1], m[0]), template)


def inside(title: str) -> str:
    """A title as it stands inside a sentence: "the gorge" for "The gorge"."""
    return f"the {title[4:]}" if title.startswith("The ") else title


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…:" else ".")


@attrs.frozen
class Lexicon:
    """The words of one sheet: ids to titles, cells to names, values to amounts."""

    sheet: Sheet

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Id -> title, of everything a sheet names; where ids are equal an actor comes before its side."""
        found: dict[str, str] = {}
        groups = (self.sheet.phases, self.sheet.agreements, self.sheet.actions, self.sheet.regions)
        for group in (*groups, self.sheet.sides, self.sheet.actors):
            found.update({entry.id: clean(entry.title) for entry in group})
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """Ids of the actors that this sheet's team plays."""
        return frozenset(actor.id for actor in self.sheet.actors if actor.team == self.sheet.team)

    @cached_property
    def regions(self) -> frozenset[str]:
        """Ids of all regions."""
        return frozenset(region.id for region in self.sheet.regions)

    @cached_property
    def variables(self) -> Mapping[str, VariableSheet]:
        """Variable id -> its sheet."""
        return {variable.id: variable for variable in self.sheet.variables}

    @cached_property
    def actions(self) -> Mapping[str, ActionSheet]:
        """Action id -> its sheet."""
        return {action.id: action for action in self.sheet.actions}

    @cached_property
    def agreements(self) -> Mapping[str, AgreementSheet]:
        """Agreement kind -> its sheet."""
        return {kind.id: kind for kind in self.sheet.agreements}

    def title(self, name: str) -> str:
        """The title of an id; an id nobody titled is spelled as words."""
        return self.titles.get(name) or clean(name.replace("_", " "))

    def titled(self, names: Iterable[str]) -> str:
        """Titles of ids as they stand inside a sentence, listed."""
        return listed(inside(self.title(name)) for name in names)

    def team(self, name: str) -> str:
        """A team's title; of a team of one actor, the actor's."""
        return clean(self.sheet.teams.get(name) or self.title(name))

    def plain(self, value: Value) -> str:
        """An argument or term in words: ids by title, sets listed, flags yes or no."""
        if value is None:
            return "nobody"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return whole(value)
        return listed(inside(self.title(part)) for part in value.split(",")) if value else "none"

    def amount(self, variable: str, value: Value) -> str:
        """A cell's value in words: decimals with the variable's places, members by title."""
        sheet = self.variables.get(variable)
        if isinstance(value, int) and not isinstance(value, bool) and sheet is not None and sheet.type == "decimal":
            return decimal(value, sheet.places)
        return self.plain(value)

    def price(self, cost: Mapping[str, int]) -> str:
        """A price in words: "2 funds and 1 influence"; "nothing" for an empty one."""
        parts = [f"{self.amount(stock, n)} {self.variable(stock).lower()}" for stock, n in cost.items() if n]
        return listed(parts) or "nothing"

    def variable(self, name: str) -> str:
        """A variable's title."""
        sheet = self.variables.get(name)
        return clean(sheet.title) if sheet is not None and sheet.title else name.replace("_", " ").capitalize()

    def cell(self, name: str) -> str:
        """A cell in words: "Escalation", "Funds of Anna", "Men of Anna in the north", "Control, the gorge"."""
        variable, members = split_cell(name)
        title, sheet = self.variable(variable), self.variables.get(variable)
        words = [inside(self.title(member)) for member in members]
        sets = sheet.over if sheet is not None else ()
        if sets in (("actor",), ("side",)):
            return f"{title} of {words[0]}"
        if sets in (("actor", "region"), ("side", "region")):
            return f"{title} of {words[0]} in {words[1]}"
        if len(sets) == 2 and "region" not in sets:
            return f"{title} of {words[0]} towards {words[1]}"
        return ", ".join([title, *words])

    def band(self, variable: str, value: Value) -> str:
        """Title of the band that a value lies in, "" if the variable has none."""
        sheet = self.variables.get(variable)
        if sheet is None or not isinstance(value, int):
            return ""
        return next((clean(band.title) for band in reversed(sheet.bands) if value >= band.start), "")

    def terms(self, kind: str, terms: Mapping[str, Value]) -> str:
        """An agreement's terms in words, in the order of its kind: "Where: Idlib; Months: 3"."""
        sheet = self.agreements.get(kind)
        titles = {term.name: term.title for term in sheet.terms} if sheet else {}
        named = [name for name in titles if name in terms] + [name for name in terms if name not in titles]
        return "; ".join(f"{clean(titles.get(n, '')) or self.title(n)}: {self.plain(terms[n])}" for n in named)

    def order(self, action: str, args: Mapping[str, Value]) -> str:
        """An order in words: "Strike ▸ the gorge, Rosa"."""
        sheet = self.actions.get(action)
        names = [p.name for p in sheet.params] if sheet else list(args)
        words = [self.plain(args[name]) for name in names if name in args]
        return self.title(action) + (f" ▸ {', '.join(words)}" if words else "")


def split_cell(name: str) -> tuple[str, tuple[str, ...]]:
    """A cell's variable and members: "strength[isis,palmyra]" gives ("strength", ("isis", "palmyra"))."""
    match = CELL.match(name)
    if match is None:
        return name, ()
    return match[1], tuple(match[2].split(",")) if match[2] else ()
