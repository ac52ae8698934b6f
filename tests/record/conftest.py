"""A toy game that is played with a journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame import engine
from wargame.content import load
from wargame.model import commands as c
from wargame.model.state import State
from wargame.record import Journal, salt_key
from wargame.rules.game import Game

TOY = Path(__file__).parent.parent / "toy" / "toy.toml"
NONCE = "6e6f6e6365"


@pytest.fixture(scope="session")
def game() -> Game:
    """The toy game."""
    return load(str(TOY))


def script(state: State) -> Iterator[c.Command]:
    """A whole game: every kind of command that teams send, then turns until the end."""
    yield c.Seal("anna", (c.Order("anna", "attack", {"place": "gorge"}, "for the road", 60),))
    strike = c.Order("rosa", "strike", {"region": "north", "against": "anna"})
    yield c.Seal("rosa", (strike, c.Order("rosa", "intrigue", {"against": "gero"})))
    yield c.Say("ben", ("anna",), "Gut gemacht – “well done” \u2028 \u0001")
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


@pytest.fixture(scope="session")
def recorded(game: Game, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a whole log."""
    path = tmp_path_factory.mktemp("log") / "game.jsonl"
    played(game, path)
    return path.read_bytes()


@pytest.fixture
def log_file(recorded: bytes, tmp_path: Path) -> Path:
    """A log on disk, to be damaged."""
    path = tmp_path / "game.jsonl"
    path.write_bytes(recorded)
    return path
