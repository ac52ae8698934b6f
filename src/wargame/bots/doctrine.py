"""The doctrine bot: weights of the scenario over legal orders, plus noise; the best that can be paid, none below 0."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.bots.deals import answers, offers
from wargame.bots.luck import MILLION, Luck
from wargame.bots.options import Desk, Option, Purse, desk_of, legal, order_of
from wargame.engine.plan import plan
from wargame.errors import FormulaFailed
from wargame.model.commands import Choose, Command, Order
from wargame.model.state import Proposal, State
from wargame.rules.game import CompiledWeight, Game

SHARE = 4
"""Noise is drawn once for an action and, a quarter as wide, for each way of giving it.

Drawn for each way alone, it would favour whatever has many targets: the best of 500 draws lies far out.
"""


@attrs.frozen
class Doctrine:
    """Plays a team by its actors' doctrine. `key` names its luck: the game's seed hash, or a sample of look-ahead."""

    game: Game
    team: str
    key: str

    def talk(self, believed: State) -> tuple[Command, ...]:
        """Choices, proposals its doctrine wants, and answers by its positions."""
        desk = desk_of(self.game, believed)
        return (
            *self._choices(desk, believed),
            *answers(desk, believed, self.team),
            *offers(desk, believed, self.team),
        )

    def answer(self, believed: State) -> tuple[Command, ...]:
        """Answers alone: what was refused this turn is not proposed again."""
        return answers(desk_of(self.game, believed), believed, self.team)

    def orders(self, believed: State) -> tuple[Order, ...]:
        """Orders for each actor of the team."""
        desk = desk_of(self.game, believed)
        luck = Luck(f"{self.key}/{self.team}", believed.stage.turn)
        chosen: list[Order] = []
        for actor in self.game.teams[self.team].actors:
            chosen.extend(order_of(self.game, option) for option in best(desk, luck, actor, believed.stage.proposals))
        return tuple(chosen)

    def _choices(self, desk: Desk, believed: State) -> list[Command]:
        """The answer with most weight to each inject that asks us; without weights the default stands."""
        found: list[Command] = []
        luck = Luck(f"{self.key}/{self.team}", believed.stage.turn)
        for name in believed.stage.open:
            actor = self.game.injects[name].actor
            if actor is None or self.game.team_of[actor] != self.team or name in believed.stage.choices:
                continue
            doctrine = self.game.doctrine.get(actor)
            weights = doctrine.choices.get(name, {}) if doctrine else {}
            ranked = []
            for choice, formula in weights.items():
                try:
                    weight = formula.call(desk.cells, desk.moment, actor)
                except FormulaFailed:
                    continue
                ranked.append((weight + luck.noise(doctrine.noise if doctrine else 0, name, choice), choice))
            if ranked:
                found.append(Choose(self.team, name, max(ranked)[1]))
        return found


def best(desk: Desk, luck: Luck, actor: int, proposals: Sequence[Proposal] = ()) -> list[Option]:
    """The orders of one actor: greatest weight first, while they can be paid and are worth more than nothing.

    What it has promised to pay in `proposals` that it accepted is kept back.
    """
    ranked = [entry for entry in weighed(desk, luck, actor) if entry[0] > 0]
    ranked.sort(key=lambda entry: (-entry[0], entry[1].words))
    purse, chosen = Purse.of(desk, actor, proposals), []
    for _, option in ranked:
        if purse.allows(option):
            purse.take(option)
            chosen.append(option)
    return chosen


def weighed(desk: Desk, luck: Luck, actor: int) -> list[tuple[int, Option]]:
    """(weight with noise in millionths, order) for every legal order that the doctrine has a word on."""
    doctrine = desk.game.doctrine.get(actor)
    if doctrine is None:
        return []
    found = []
    actions = plan(desk.game).actions
    for name, weights in doctrine.orders.items():
        mood = luck.noise(doctrine.noise, name, str(actor))
        for option in legal(desk, actor, (actions[name].action,)):
            weight = _weight(desk, weights, option.args)
            if weight is not None:
                found.append((weight + mood + luck.noise(doctrine.noise // SHARE, *option.words), option))
    return found


def _weight(desk: Desk, weights: tuple[CompiledWeight, ...], args: tuple[int, ...]) -> int | None:
    """The sum of the weights that apply, None if none does; one that has no value does not apply."""
    s, x = desk.cells, desk.moment
    total = None
    for weight in weights:
        try:
            if weight.when is None or weight.when.call(s, x, *args):
                points = weight.weight.call(s, x, *args)
                if weight.weight.kind.base == "whole":
                    points *= MILLION
                total = points + (total or 0)
        except FormulaFailed:
            continue
    return total
