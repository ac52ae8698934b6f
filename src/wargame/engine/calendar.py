"""The date of a turn: the scenario's start and the length of a turn."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from wargame.rules.game import Game

LENGTH = re.compile(r"(\d+) (day|week|month|year)s?\Z")


def date_of(game: Game, turn: int) -> str:
    """The first day of a turn, as ISO text; "" for a scenario without dates."""
    info = game.board.definition.scenario
    length = LENGTH.match(info.turn)
    if info.start_date is None or length is None:
        return ""
    n, unit = int(length[1]) * (turn - 1), length[2]
    if unit in ("day", "week"):
        return (info.start_date + timedelta(days=n * (7 if unit == "week" else 1))).isoformat()
    return _months_later(info.start_date, n * (12 if unit == "year" else 1)).isoformat()


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
