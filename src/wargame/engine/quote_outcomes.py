"""What each outcome of an order would change on a team's beliefs, run and settled alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.engine.quote_desk import Asked, Desk
from wargame.engine.quote_fronts import Fronts, moved
from wargame.engine.settle import settle
from wargame.engine.sheet import shown
from wargame.engine.view_words import decimal
from wargame.errors import FormulaFailed
from wargame.model.quote import Change, Face, OutcomeQuote, Working
from wargame.model.view import FrontView
from wargame.rules.compiled import Program
from wargame.rules.game import CompiledContest, CompiledRoll
from wargame.rules.registry import Entry, Settlement
from wargame.rules.writes import Writes


def run(desk: Desk, program: Program | None, args: tuple[int, ...]) -> Writes | None:
    """A program's write log on a desk's cells; None if it has no value there."""
    w = Writes(desk.game.board.layout, desk.cells)
    if program is None:
        return w
    try:
        program.call(desk.cells, desk.moment, w, *args)
    except FormulaFailed:
        return None
    return w


def settled(desk: Desk, logs: Iterable[Writes]) -> tuple[Desk, tuple[tuple[int, int, int], ...]]:
    """The desk after some write logs, and the changes; unlike `=` leave a cell as it is, since nobody rules here."""
    changes = settle(desk.game.board.layout, desk.cells, logs).changes
    if not changes:
        return desk, ()
    cells = list(desk.cells)
    for cell, _, new in changes:
        cells[cell] = new
    return desk.changed(tuple(cells)), changes


def told(desk: Desk, changes: Iterable[tuple[int, int, int]]) -> tuple[Change, ...]:
    """Changes of cells that seats may know of, with titles and outward values."""
    layout = desk.game.board.layout
    return tuple(
        Change(layout.names[cell], desk.words.cell(cell), layout.outward(cell, old), layout.outward(cell, new))
        for cell, old, new in changes
        if shown(desk.game, layout.column_of[cell].id)
    )


def chances(roll: CompiledRoll, odds: int | None, unit: int) -> tuple[int, ...]:
    """Chance of each outcome: the first has the odds, those between their shares of the rest, the last what is left."""
    if odds is None or len(roll.outcomes) == 1:
        return (unit, *(0 for _ in roll.outcomes[1:]))
    middle = [(unit - odds) * (one.share or 0) // 100 for one in roll.outcomes[1:-1]]
    return (odds, *middle, unit - odds - sum(middle))


def outcomes(desk: Desk, before: Fronts, asked: Asked, roll: CompiledRoll, odds: int | None) -> list[OutcomeQuote]:
    """Every outcome of one roll: chance, words, the cells and fronts it changes."""
    unit = roll.odds.unit if roll.odds else 100
    found = []
    for one, chance in zip(roll.outcomes, chances(roll, odds, unit), strict=True):
        w = run(desk, one.program, asked.args)
        after, changes = settled(desk, [w]) if w is not None else (desk, ())
        text = desk.words.fill(one.text, asked.action.params, asked.args[1:], asked.args[0])
        found.append(
            OutcomeQuote(
                id=one.id,
                title=one.title or one.id.replace("_", " ").capitalize(),
                chance=chance,
                text=text,
                changes=told(desk, changes),
                fronts=tuple(moved(desk, before, after, (cell for cell, _, _ in changes))),
                unsaid=w is None,
            )
        )
    return found


# ---------------------------------------------------------------- contests


@attrs.frozen
class ContestQuote:
    """A contest as the asker believes it: each face, and each result with its chance in per cent."""

    faces: tuple[Face, ...]
    outcomes: tuple[OutcomeQuote, ...]
    good: int
    working: tuple[Working, ...]


def shift(desk: Desk, contest: CompiledContest, actor: int, place: int) -> int:
    """Column shift of one attacker as believed; a modifier without a value counts as none."""
    return sum(points for _, points in shifts(desk, contest, actor, place))


def shifts(desk: Desk, contest: CompiledContest, actor: int, place: int) -> list[tuple[str, int]]:
    """The modifiers that hold for one attacker, with their words."""
    found = []
    for modifier in contest.modifiers:
        try:
            if modifier.when is not None and not modifier.when.call(desk.cells, desk.moment, actor, place):
                continue
            points = modifier.add.call(desk.cells, desk.moment, actor, place)
        except FormulaFailed:
            continue
        found.append((modifier.say.replace("{region}", _place(desk, place)), points))
    return found


def _place(desk: Desk, place: int) -> str:
    region = desk.game.board.universe.regions[place]
    return desk.game.board.definition.regions[region].title


def fight(
    desk: Desk,
    before: Fronts,
    contest: CompiledContest,
    place: int,
    actor: int,
    entries: tuple[Entry, ...],
    brief: bool = False,
) -> ContestQuote | None:
    """A contest run once for each face with the asker's own entries; None if it has no value on these beliefs.

    `brief`: only the faces and the good ones among them, for lists.
    """
    attackers = sorted({entry.actor for entry in entries if entry.place == place})
    shift_of: Mapping[int, int] = {one: shift(desk, contest, one, place) for one in attackers}
    faces: list[Face] = []
    results: dict[str, tuple[Settlement, Writes, int]] = {}
    for face in range(1, contest.resolver.faces + 1):
        w = Writes(desk.game.board.layout, desk.cells)
        try:
            came = contest.resolver.settle(desk.cells, desk.moment, w, place, entries, shift_of, face)
        except FormulaFailed:
            return None
        faces.append(Face(face, came.result, came.title, came.tone))
        first = results.get(came.result, (came, w, 0))
        results[came.result] = (first[0], first[1], first[2] + 1)
    count = contest.resolver.faces
    quotes = []
    for result, (came, w, n) in () if brief else results.items():
        after, changes = settled(desk, [w])
        pairs: tuple[tuple[FrontView, FrontView], ...] = tuple(moved(desk, before, after, (c for c, _, _ in changes)))
        quotes.append(OutcomeQuote(result, came.title, round_half(n * 100, count), "", told(desk, changes), pairs))
    good = sum(face.tone == "good" for face in faces)
    working = [] if brief else [*_ratio(next(iter(results.values()))[0])]
    working += [Working(say, points) for say, points in shifts(desk, contest, actor, place)]
    return ContestQuote(tuple(faces), tuple(quotes), round_half(good * 100, count), tuple(working))


def _ratio(came: Settlement) -> list[Working]:
    """The line of a contest's own working that its column comes from, if its mechanic tells one."""
    committed, defence, column = (came.work.get(key) for key in ("commitments", "defence", "column"))
    if not isinstance(committed, Mapping) or not isinstance(defence, int) or not isinstance(column, int):
        return []
    men = sum(n for n in committed.values() if isinstance(n, int))
    return [Working(f"{decimal(men)} men against {decimal(defence)}: column", column)]


def round_half(n: int, d: int) -> int:
    """n / d to the nearest whole, halves up; for shares of faces, which players read as per cent."""
    return (2 * n + d) // (2 * d)
