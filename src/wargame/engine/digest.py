"""The digest of a state: two games that agree in it are the same game from here on."""

from __future__ import annotations

import json
import struct
from hashlib import blake2b
from typing import Any

from wargame.model.plain import plain_stage
from wargame.model.state import State
from wargame.rules.game import Game


def canonical(data: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes for what needs none."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(game: Game, state: State) -> str:
    """BLAKE2b-256, hex: every cell as signed 64-bit big-endian, the stage, each team's known values and status."""
    whole = blake2b(digest_size=32, person=b"wargame-state/1")
    whole.update(_packed(state.cells))
    whole.update(canonical(plain_stage(state.stage)).encode())
    for team in sorted(state.known):
        known = state.known[team]
        whole.update(_packed(known.values))
        whole.update(known.status)
    return whole.hexdigest()


def _packed(values: tuple[int, ...]) -> bytes:
    return struct.pack(f">{len(values)}q", *values)
