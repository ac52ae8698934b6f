"""Talks: what a conference lays on the table, and how agreements end. It signs nothing: parties accept or do not.

| word | does or gives |
|---|---|
| `table_best(kind)` | tables the package whose worst margin among the signatories is best; ties: the higher sum |
| `drop_agreement(kind)` | ends every agreement of a kind |
| `end_agreement(kind, a, b)` | ends those of a kind between two actors |
| `best_margin(kind)` | worst margin of the package that `table_best` would table; 0 if none is allowed |
| `margin(actor, kind)` | an actor's margin on the agreement of that kind in force, 0 if there is none |
| `signs(kind, party)` | who signs for a party: its signatory, else itself |

The parties are those of a kind with a fixed set of them; of any other, all actors that have a position on it. A party
without a position has no say in what is best. Margin = worth − least of the position (`rules.positions`).
No settings. Source: table.md section 7; model.md section 6 (analysis, paragraphs 13 to 19).
"""

from __future__ import annotations

from typing import Any

from wargame.model.definition import Definition
from wargame.model.layout import ACTOR, DEC, inward
from wargame.model.state import Signed
from wargame.rules.board import Board
from wargame.rules.compiled import Moment, Procedure, Query
from wargame.rules.formulas import AGREEMENT
from wargame.rules.game import CompiledAgreement, CompiledPosition
from wargame.rules.mechanics.values import names_in
from wargame.rules.positions import best_package, weigh
from wargame.rules.registry import Bound, Settings
from wargame.rules.writes import Writes


class Table:
    """The negotiating table, bound; agreements and positions are looked up when asked, since they compile later."""

    def __init__(self, board: Board, settings: Settings) -> None:
        self.board, self.settings = board, settings

    def agreement(self, kind: str) -> CompiledAgreement:
        """A kind of agreement."""
        return self.settings.late.agreements[kind]

    def position(self, actor: int, kind: str) -> CompiledPosition | None:
        """An actor's position."""
        return self.settings.late.positions.get((actor, kind))

    def parties(self, kind: str) -> tuple[int, ...]:
        """Who is a party to the package that a conference tables."""
        agreement = self.agreement(kind)
        if agreement.fewest == agreement.most == len(agreement.members):
            return agreement.members
        return tuple(actor for actor in agreement.members if self.position(actor, kind) is not None)

    def signer(self, s: Any, x: Moment, kind: str, party: int) -> int:
        """Who signs for a party."""
        signatory = self.agreement(kind).signatory
        return party if signatory is None else int(signatory.call(s, x, party))

    def best(self, s: Any, x: Moment, kind: str) -> tuple[tuple[int, ...], int] | None:
        """The package to table and its worst margin."""
        parties = self.parties(kind)
        held = [self.position(self.signer(s, x, kind, party), kind) for party in parties]
        positions = [position for position in held if position is not None]
        return best_package(self.agreement(kind), positions, sum(1 << party for party in parties), s, x)

    def in_force(self, x: Moment, kind: str, actor: int) -> Signed | None:
        """The agreement of a kind in force: one that the actor is a party to, else the first."""
        signed = [one for one in x.agreements if one.kind == kind]
        name = self.board.universe.actors[actor]
        return next((one for one in signed if name in one.parties), signed[0] if signed else None)

    def margin(self, s: Any, x: Moment, actor: int, kind: str) -> int:
        """An actor's margin on what is in force."""
        signed, position = self.in_force(x, kind, actor), self.position(actor, kind)
        if signed is None or position is None:
            return 0
        terms = self.agreement(kind).terms
        values = [inward(self.board.universe, slot.kind, signed.terms[slot.name]) for slot in terms]
        return weigh(position, terms, values, s, x).margin


class Talks:
    """The mechanic."""

    name = "talks"
    version = "1"
    needs: tuple[str, ...] = ()

    def bind(self, board: Board, settings: Settings) -> Bound:
        """Needs no settings."""
        table = Table(board, settings)
        reads = _read_by_positions(board.definition)

        def table_best(s: Any, x: Moment, w: Writes, kind: str) -> None:
            found = table.best(s, x, kind)
            if found is not None:
                w.tabled.append((kind, table.parties(kind), found[0]))

        def drop(s: Any, x: Moment, w: Writes, kind: str) -> None:
            w.ended.append((kind,))

        def end(s: Any, x: Moment, w: Writes, kind: str, a: int, b: int) -> None:
            w.ended.append((kind, tuple(sorted({a, b}))))

        def best_margin(s: Any, x: Moment, kind: str) -> int:
            found = table.best(s, x, kind)
            return 0 if found is None else found[1]

        def margin(s: Any, x: Moment, actor: int, kind: str) -> int:
            return table.margin(s, x, actor, kind)

        def signs(s: Any, x: Moment, kind: str, party: int) -> int:
            return table.signer(s, x, kind, party)

        return Bound(
            self.name,
            self.version,
            queries=(
                Query("best_margin", (AGREEMENT,), DEC, reads, best_margin, "worst margin of the best package"),
                Query("margin", (ACTOR, AGREEMENT), DEC, reads, margin, "margin on the agreement in force"),
                Query("signs", (AGREEMENT, ACTOR), ACTOR, reads, signs, "who signs for a party"),
            ),
            procedures=(
                Procedure("table_best", (AGREEMENT,), reads, (), table_best, "lays the best package on the table"),
                Procedure("drop_agreement", (AGREEMENT,), (), (), drop, "ends every agreement of a kind"),
                Procedure("end_agreement", (AGREEMENT, ACTOR, ACTOR), (), (), end, "ends those between two actors"),
            ),
        )


def _read_by_positions(definition: Definition) -> tuple[str, ...]:
    """Every name in any position, in what agreements require and in who signs."""
    texts = [
        text
        for actor in definition.actors.values()
        for position in actor.positions.values()
        for text in (
            position.base,
            position.money,
            position.least,
            *(formula for values in position.worth.values() for formula in values.values()),
        )
    ]
    for agreement in definition.agreements.values():
        texts.extend([agreement.signatory, *(one.that for one in agreement.requires)])
    return tuple(sorted(frozenset[str]().union(*(names_in(text) for text in texts if text))))


MECHANIC = Talks()
