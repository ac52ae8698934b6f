"""Making records: the header, a command, an outcome. The journal writes them; an audit makes them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import attrs

from wargame import engine
from wargame.model.commands import Command
from wargame.model.events import ALL, WHITE_CELL, Event
from wargame.model.state import State
from wargame.record import chain
from wargame.record.codec import audience, canonical, plain_command
from wargame.record.parts import sort
from wargame.rules.game import Game
from wargame.version import __version__

FORMAT = "wargame-log/1"


@attrs.define
class Pen:
    """Makes the next record of one log: its number, and the hash of the one before.

    Every part's JSON is made once: the same bytes are hashed and written.
    """

    key: bytes
    n: int = 0
    prev: str = chain.FIRST

    def header(self, game: Game, seed_hash: str, parent: Mapping[str, Any] | None = None) -> bytes:
        """The first line. `parent`: {"hash", "turn"} of the log that this one branched from."""
        files = [
            {"name": source.name, "sha256": sha256(source.text.encode()).hexdigest(), "text": source.text}
            for source in game.sources
        ]
        chosen = {"variant": game.variant, "format": game.format, "seating": game.seating, "human": _human(game)}
        secret = {"files": files, "root": game.sources[-1].name if files else "", "salt_key": self.key.hex(), **chosen}
        head = {
            "kind": "header",
            "format": FORMAT,
            "engine": __version__,
            "mechanics": dict(game.mechanics),
            "seed_hash": seed_hash,
        }
        if parent is not None:
            head["parent"] = dict(parent)
        title = game.board.definition.scenario.title
        return self._line(head, {ALL: {"title": title}, WHITE_CELL: secret})

    def command(self, command: Command) -> bytes:
        """The line of an accepted command."""
        return self._line({"kind": "command"}, {audience(command): {"command": plain_command(command)}})

    def outcome(self, game: Game, events: Iterable[Event], state: State) -> bytes:
        """The line of what came of the record before. A published turn carries its number and the state's digest."""
        events = tuple(events)
        entries, order = sort(events)
        parts: dict[str, dict[str, Any]] = {who: {"events": told} for who, told in entries.items()}
        secret = parts.setdefault(WHITE_CELL, {"events": []})
        secret["order"] = order
        head: dict[str, Any] = {"kind": "outcome", "of": self.n - 1}
        if any(event.type in ("turn", "ended") for event in events):
            head["turn"] = state.stage.turn
            secret["digest"] = engine.digest(game, state)
        return self._line(head, parts)

    def _line(self, head: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]]) -> bytes:
        salted = {who: canonical({**part, "salt": chain.salt(self.key, self.n, who)}) for who, part in parts.items()}
        line, self.prev = chain.line({"n": self.n, **head}, salted, self.prev)
        self.n += 1
        return line


def _human(game: Game) -> list[str]:
    """Actors of the team `player`, if the game was loaded for one."""
    team = game.teams.get("player") if not game.seating else None
    return [game.board.universe.actors[i] for i in team.actors] if team else []
