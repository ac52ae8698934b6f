"""Titles for what a view or quote names: members, cells, orders, amounts. Sentences about play are `wording`'s."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from wargame.model.layout import MILLION, NOBODY, Kind, half_even
from wargame.rules.game import Game, ParamSlot

PLACE = re.compile(r"\{(\w+)\}")


@attrs.frozen
class Words:
    """The titles of one game."""

    game: Game

    def member(self, kind: Kind, index: int) -> str:
        """A member by title; an enum's member spelled as words."""
        if index == NOBODY:
            return "nobody"
        definition, name = self.game.board.definition, self.game.board.universe.members(kind)[index]
        entry: object = None
        if kind.base == "region":
            entry = definition.regions.get(name)
        elif kind.base == "actor":
            entry = definition.actors.get(name)
        elif kind.base == "side":
            entry = definition.sides.get(name) or definition.actors.get(name)
        return getattr(entry, "title", "") or name.replace("_", " ")

    def actor(self, index: int) -> str:
        """An actor's title."""
        return self.member(Kind("actor"), index)

    def variable(self, name: str) -> str:
        """A variable's title."""
        entry = self.game.board.definition.variables.get(name)
        return (entry.title if entry else "") or name.replace("_", " ").capitalize()

    def value(self, kind: Kind, value: int) -> str:
        """A value in words: members by title, decimals as written."""
        if kind.many:
            ids = self.game.board.universe.members(kind)
            return ", ".join(self.member(kind, i) for i in range(len(ids)) if value >> i & 1)
        if kind.base == "flag":
            return "yes" if value else "no"
        if kind.base == "dec":
            return decimal(value)
        return str(value) if kind.is_number else self.member(kind, value)

    def cell(self, cell: int) -> str:
        """A cell in words: "Men: Anna, The north"."""
        layout = self.game.board.layout
        column = layout.column_of[cell]
        members = [self.member(kind, i) for kind, i in zip(column.over, layout.members_of(cell), strict=True)]
        title = self.variable(column.id)
        return f"{title}: {', '.join(members)}" if members else title

    def cell_value(self, cell: int, value: int) -> str:
        """A cell's value in words."""
        return self.value(self.game.board.layout.column_of[cell].kind, value)

    def fill(self, template: str, slots: Sequence[ParamSlot], args: Sequence[int], actor: int | None = None) -> str:
        """A template with its parameters by title; `args` are the parameters' values, without the actor."""
        words: dict[str, str] = {} if actor is None else {"actor": self.actor(actor)}
        words |= {slot.name: self.value(slot.kind, value) for slot, value in zip(slots, args, strict=True)}
        text = PLACE.sub(lambda m: _inside(words.get(m[1], m[0])), template)
        return text[:1].upper() + text[1:] if template.startswith("{") else text

    def order(self, action: str, args: Sequence[int]) -> str:
        """An order in words: "Strike ▸ The gorge, Rosa"; `args` without the actor."""
        compiled = self.game.actions[action]
        words = [self.value(slot.kind, value) for slot, value in zip(compiled.params, args, strict=True)]
        return compiled.definition.title + (f" ▸ {', '.join(words)}" if words else "")

    def price(self, cost: Mapping[str, int]) -> str:
        """A price in words: "2 Funds, 1 Influence"."""
        columns = self.game.board.layout.columns
        return ", ".join(f"{self.value(columns[s].kind, n)} {self.variable(s)}" for s, n in cost.items())


def _inside(title: str) -> str:
    """A title as it stands inside a sentence: "the gorge" for "The gorge"."""
    return f"the {title[4:]}" if title.startswith("The ") else title


def decimal(millionths: int) -> str:
    """Whole millionths as text: two places at most, no trailing zeros, a real minus sign."""
    units, rest = divmod(half_even(abs(millionths), MILLION // 100), 100)
    text = f"{units}.{rest:02d}".rstrip("0").rstrip(".")
    return f"−{text}" if millionths < 0 and text != "0" else text
