"""The turn, pure: sequence of play, advance, resolution, dice, who knows what, endings; and what a seat can ask."""

from wargame.engine.advance import advance
from wargame.engine.believed import believed
from wargame.engine.debrief import debrief, odds_of
from wargame.engine.digest import digest
from wargame.engine.quote import quote
from wargame.engine.sheet import sheet
from wargame.engine.start import start
from wargame.engine.view import view, weigh
from wargame.engine.view_offers import legal_orders
from wargame.engine.why import why

__all__ = [
    "advance",
    "believed",
    "debrief",
    "digest",
    "legal_orders",
    "odds_of",
    "quote",
    "sheet",
    "start",
    "view",
    "weigh",
    "why",
]
