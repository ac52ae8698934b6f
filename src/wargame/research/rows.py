"""What a batch keeps of a game: one row a game and one a turn, in whole numbers and words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import attrs

from wargame.engine.believed import moment
from wargame.engine.endings import scores
from wargame.errors import FormulaFailed
from wargame.model.layout import MILLION, Column, half_even
from wargame.model.state import State
from wargame.rules.compiled import Moment
from wargame.rules.game import CompiledClaim, Game

Cell = str | int
UNSAFE = ("=", "+", "-", "@")


def amount(column: Column, value: int) -> Cell:
    """A cell's number as a table wants it: decimals with a point, whole numbers as they are."""
    return millionths(value) if column.kind.base == "dec" else value


def millionths(value: int) -> str:
    """Whole millionths as text with a point."""
    sign, n = ("-" if value < 0 else ""), abs(value)
    text = f"{sign}{n // MILLION}.{n % MILLION:06d}".rstrip("0")
    return text + "0" if text.endswith(".") else text


@attrs.define
class Keeper:
    """Collects the rows of one game while it is played."""

    game: Game
    number: int
    seed: int
    turns: list[list[Cell]] = attrs.Factory(list)
    orders: int = 0
    met: dict[str, int] = attrs.Factory(dict)

    def closed(self, before: State, after: State) -> None:
        """Notes a turn that was resolved."""
        given = sum(len(orders) for orders in before.stage.orders.values())
        self.orders += given
        turn = before.stage.turn
        row: list[Cell] = [self.number, self.seed, turn, given]
        for cell in shown(self.game):
            column = self.game.board.layout.column_of[cell]
            value = after.cells[cell]
            number = column.kind.is_number or column.kind.base == "flag"
            row.append(amount(column, value) if number else str(self.game.board.layout.outward(cell, value) or ""))
        self.turns.append(row)
        x = moment(after.stage)
        for claim in self.game.claims:
            self._claim(claim, turn, after, x)

    def _claim(self, claim: CompiledClaim, turn: int, after: State, x: Moment) -> None:
        """`by_turn`: the greatest value so far; `at_turn`: the value then; neither: the last value."""
        definition = claim.definition
        if definition.by_turn is not None and turn > definition.by_turn:
            return
        if definition.at_turn is not None and turn != definition.at_turn and not after.stage.ended:
            return
        try:
            value = claim.event.call(after.cells, x)
        except FormulaFailed:
            return
        if definition.by_turn is not None:
            value = max(value, self.met.get(claim.id, value))
        self.met[claim.id] = value

    def game_row(self, state: State) -> list[Cell]:
        """The game as one row."""
        points = scores(self.game, state.cells, moment(state.stage), state.stage)
        row: list[Cell] = [self.number, self.seed, self.game.variant, len(self.turns), state.stage.ended, self.orders]
        row.extend(half_even(points[actor], MILLION) for actor in self.game.board.universe.actors)
        for claim in self.game.claims:
            value = self.met.get(claim.id)
            row.append("" if value is None else value if claim.event.kind.base != "dec" else millionths(value))
        return row


def shown(game: Game) -> tuple[int, ...]:
    """The cells in a turn's row: variables that screens show, and who controls what."""
    found: tuple[int, ...] | None = game.derived.get("rows")
    if found is None:
        variables = game.board.definition.variables
        found = game.derived["rows"] = tuple(
            cell
            for cell, column in enumerate(game.board.layout.column_of)
            if variables[column.id].show != "no" or variables[column.id].preset == "control"
        )
    return found


def game_head(game: Game) -> list[Cell]:
    """Names of the columns of games.csv."""
    actors = [f"score_{actor}" for actor in game.board.universe.actors]
    return ["game", "seed", "variant", "turns", "ending", "orders", *actors, *(f"claim_{c.id}" for c in game.claims)]


def turn_head(game: Game) -> list[Cell]:
    """Names of the columns of turns.csv."""
    return ["game", "seed", "turn", "orders", *(game.board.layout.names[cell] for cell in shown(game))]


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; a text that a spreadsheet would run is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(["'" + c if isinstance(c, str) and c.startswith(UNSAFE) and not _number(c) else c for c in row])
    return out.getvalue()


def _number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()
