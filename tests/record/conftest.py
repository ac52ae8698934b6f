"""A toy game that is played with a journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy_log import TOY, played

from wargame.content import load
from wargame.rules.game import Game


@pytest.fixture(scope="session")
def game() -> Game:
    """The toy game."""
    return load(str(TOY))


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
