"""Events, amounts and refusals in plain sentences: the only prose about play. Pure functions of plain data."""

from wargame.wording.names import Lexicon, clean, fill, listed
from wargame.wording.news import news, stories

__all__ = ["Lexicon", "clean", "fill", "listed", "news", "stories"]
