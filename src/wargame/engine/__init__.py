"""The turn, pure: sequence of play, advance, resolution, dice, who knows what, endings."""

from wargame.engine.advance import advance
from wargame.engine.digest import digest
from wargame.engine.start import start

__all__ = ["advance", "digest", "start"]
