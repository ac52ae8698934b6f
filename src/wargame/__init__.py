"""wargame: tabletop policy wargames, from TOML to debrief.

From Python:

    game = wargame.load("syria_2015")                     # LoadError has .problems
    state, events = wargame.start(game, seed=1)
    state, events = wargame.advance(game, state, command)
    wargame.view(game, state, team)
    wargame.play(game, bots="doctrine", seed=1)           # a whole game among bots: its last state
    wargame.read_log(path)

Each name is imported when it is first used, so that `import wargame` costs next to nothing.
"""

from __future__ import annotations

from wargame.version import __version__

TYPE_CHECKING = False  # a checker knows the name; importing `typing` would cost more than all the rest
if TYPE_CHECKING:
    from typing import Any

    from wargame.content import load
    from wargame.engine import advance, start, view
    from wargame.errors import LoadError
    from wargame.record import read_log
    from wargame.research.play import play_bots as play

__all__ = ["LoadError", "__version__", "advance", "load", "play", "read_log", "start", "view"]

_PLACES = {
    "load": "wargame.content.load",
    "start": "wargame.engine.start.start",
    "advance": "wargame.engine.advance.advance",
    "view": "wargame.engine.view.view",
    "play": "wargame.research.play.play_bots",
    "read_log": "wargame.record.read_log",
    "LoadError": "wargame.errors.LoadError",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'wargame' has no attribute {name!r}")
    from importlib import import_module

    module, _, attribute = _PLACES[name].rpartition(".")
    found = globals()[name] = getattr(import_module(module), attribute)
    return found
