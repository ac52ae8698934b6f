"""The toy game played into a log, and logs that are forged: changed, with the chain made good again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wargame import engine
from wargame.model import commands as c
from wargame.model.state import State
from wargame.record import Journal, salt_key
from wargame.record.chain import part_digest, record_hash, written
from wargame.record.codec import canonical
from wargame.rules.game import Game

TOY = Path(__file__).parent.parent / "toy" / "toy.toml"
NONCE = "6e6f6e6365"


def script(state: State) -> Iterator[c.Command]:
    """A whole game: every kind of command that teams send, then turns until the end."""
    yield c.Seal("anna", (c.Order("anna", "attack", {"place": "gorge"}, "for the road", 60),))
    strike = c.Order("rosa", "strike", {"region": "north", "against": "anna"})
    yield c.Seal("rosa", (strike, c.Order("rosa", "intrigue", {"against": "gero"})))
    yield c.Say("ben", ("anna",), 'Gut gemacht – “well done”, she said: "\\o/" 🎲')
    yield c.Propose(
        "gero", "gero", "ceasefire", ("gero", "rosa"), {"where": "coast,plain", "months": 2, "watch": "observers"}
    )
    yield c.Choose("anna", "envoy", "leave")
    for _ in range(6):
        yield c.Close()


def played(game: Game, path: Path, seed: int = 7) -> State:
    """Plays the script into a log and returns the last state."""
    state, events = engine.start(game, seed, nonce=NONCE)
    with Journal(path, game, state, events, salt_key(seed)) as journal:
        for command in script(state):
            if state.stage.ended:
                break
            state, events = engine.advance(game, state, command)
            journal.append(command, events, state)
    return state


def forged(recorded: bytes, n: int, change: Any) -> bytes:
    """The log with record `n` changed and the chain made good again from there."""
    lines, prev, out = recorded.splitlines(), "", []
    for k, line in enumerate(lines):
        data = json.loads(line)
        parts = data.pop("parts")
        data.pop("hash")
        if k == n:
            change(data, parts)
        raw = {who: canonical(part) for who, part in parts.items()}
        prev = record_hash(data, {who: part_digest(part) for who, part in raw.items()}, prev)
        out.append(written({**data, "hash": prev}, raw))
    return b"".join(out)
