"""The random bot: it plays only what is legal, and without sense. The measure of all others, and a finder of faults."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from wargame.bots.luck import Luck
from wargame.bots.options import Desk, Option, Purse, desk_of, legal, order_of
from wargame.engine.believed import plays
from wargame.engine.proposals import signer
from wargame.model.commands import Accept, Choose, Command, Order, Refuse
from wargame.model.state import Proposal, State
from wargame.rules.game import Game

FREE = 2
"""Orders that take no slot, at most, beyond an actor's slots."""


@attrs.frozen
class Chance:
    """Plays a team by lot: first an action that can be ordered, then one of its targets, until the slots are full."""

    game: Game
    team: str
    key: str

    def talk(self, believed: State) -> tuple[Command, ...]:
        """Choices by lot, and a coin for each proposal that waits for an own actor."""
        luck = Luck(f"{self.key}/{self.team}", believed.stage.turn)
        desk = desk_of(self.game, believed)
        return (*self._choices(luck, believed), *self._answers(desk, luck, believed))

    def answer(self, believed: State) -> tuple[Command, ...]:
        """A coin for each proposal that waits."""
        luck = Luck(f"{self.key}/{self.team}", believed.stage.turn)
        return tuple(self._answers(desk_of(self.game, believed), luck, believed))

    def orders(self, believed: State) -> tuple[Order, ...]:
        """Orders for each actor of the team."""
        desk = desk_of(self.game, believed)
        luck = Luck(f"{self.key}/{self.team}", believed.stage.turn)
        found: list[Order] = []
        for actor in self.game.teams[self.team].actors:
            found.extend(order_of(self.game, option) for option in drawn(desk, luck, actor, believed.stage.proposals))
        return tuple(found)

    def _choices(self, luck: Luck, believed: State) -> list[Command]:
        found: list[Command] = []
        for name in believed.stage.open:
            inject = self.game.injects[name]
            if inject.actor is None or self.game.team_of[inject.actor] != self.team or name in believed.stage.choices:
                continue
            choices = sorted(choice.id for choice in inject.choices)
            found.append(Choose(self.team, name, choices[luck.below(len(choices), "choice", name)]))
        return found

    def _answers(self, desk: Desk, luck: Luck, believed: State) -> list[Command]:
        found: list[Command] = []
        for proposal in believed.stage.proposals:
            signing = {signer(self.game, desk.cells, desk.moment, proposal.kind, party) for party in proposal.parties}
            for actor in sorted(one for one in signing if one is not None):
                if actor in proposal.accepted or not plays(self.game, self.team, actor):
                    continue
                if luck.below(2, "answer", proposal.id, actor):
                    found.append(Accept(self.team, actor, proposal.id))
                else:
                    found.append(Refuse(self.team, actor, proposal.id))
        return found


def drawn(desk: Desk, luck: Luck, actor: int, proposals: Sequence[Proposal] = ()) -> list[Option]:
    """One actor's orders by lot; what it has promised to pay in `proposals` is kept back."""
    menu: dict[str, list[Option]] = {}
    for option in legal(desk, actor, desk.game.actions.values()):
        menu.setdefault(option.action.id, []).append(option)
    purse = Purse.of(desk, actor, proposals)
    chosen: list[Option] = []
    most = purse.slots + FREE
    while len(chosen) < most:
        menu = {name: left for name, options in menu.items() if (left := [o for o in options if purse.allows(o)])}
        if not menu:
            break
        names = sorted(menu)
        name = names[luck.below(len(names), "action", str(actor), str(len(chosen)))]
        option = menu[name].pop(luck.below(len(menu[name]), "target", str(actor), str(len(chosen))))
        purse.take(option)
        chosen.append(option)
    return chosen
