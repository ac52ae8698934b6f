"""Writing: on the disk before anybody is told, one writer, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from toy_log import NONCE, TOY, played

from wargame import engine
from wargame.errors import LogError
from wargame.model import commands as c
from wargame.record import Journal, audit, read_log, resume, salt_key
from wargame.rules.game import Game


def test_the_same_seed_gives_the_same_bytes(game: Game, recorded: bytes, tmp_path: Path) -> None:
    """With the salts of a batch a log hangs on nothing but seed and commands."""
    played(game, tmp_path / "again.jsonl")

    assert (tmp_path / "again.jsonl").read_bytes() == recorded


def test_a_log_is_never_written_over(game: Game, log_file: Path) -> None:
    """A file of that name is left as it is."""
    state, events = engine.start(game, 1)

    with pytest.raises(LogError, match="is there already"):
        Journal(log_file, game, state, events)


def test_no_path_of_the_machine_is_recorded(recorded: bytes) -> None:
    """Files are named by their place in the scenario's folder."""
    assert str(TOY.parent).encode() not in recorded


def test_played_games_have_salts_of_their_own(game: Game, tmp_path: Path) -> None:
    """Without a key two logs of one game share no part, so that nobody sees where they agree."""
    heads = set()
    for name in ("a", "b"):
        state, events = engine.start(game, 1, nonce=NONCE)
        with Journal(tmp_path / name, game, state, events) as journal:
            heads.add(journal.head)

    assert len(heads) == 2


def test_a_second_process_gets_a_sentence(log_file: Path) -> None:
    """Only one process writes a log; its death frees it."""
    code = f"from wargame.record import resume; r = resume({str(log_file)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().startswith(b"open")
        with pytest.raises(LogError, match="is in use: another process is playing this game"):
            resume(log_file)
        other.kill()
        other.wait()
    resume(log_file).journal.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_killed_process_loses_nothing_that_was_told(tmp_path: Path) -> None:
    """A player is told only what survives kill -9."""
    path = tmp_path / "killed.jsonl"
    code = f"""
from wargame import engine
from wargame.content import load
from wargame.model import commands as c
from wargame.record import Journal
game = load({str(TOY)!r})
state, events = engine.start(game, 3, nonce="x")
journal = Journal({str(path)!r}, game, state, events)
n = 0
while True:
    command = c.Say("ben", (), f"message {{n}}")
    state, events = engine.advance(game, state, command)
    journal.append(command, events, state)
    print(n, flush=True)
    n += 1
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as player:
        assert player.stdout is not None
        player.stdout.readline()
        time.sleep(0.2)
        os.kill(player.pid, signal.SIGKILL)
        told = [int(line) for line in player.stdout.read().split(b"\n")[:-1] if line.isdigit()]

    with resume(path).journal:
        log = read_log(path)
    said = [log.command(record) for record in log.records if record.kind == "command"]
    assert len(said) > max(told, default=0)
    assert audit(path).replayed


def test_a_full_disk_leaves_no_half_line(game: Game, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written whole is taken back, with a sentence; the next record goes on behind the last."""
    path = tmp_path / "full.jsonl"
    state, events = engine.start(game, 3, nonce="x")
    journal = Journal(path, game, state, events, salt_key(3))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LogError, match="cannot be written: no space left on device"):
        journal.append(c.Say("ben", (), "hello"), (), state)
    monkeypatch.undo()

    assert path.read_bytes() == before
    command = c.Say("ben", (), "hello again")
    after, told = engine.advance(game, state, command)
    journal.append(command, told, after)
    journal.close()
    assert audit(path).records == 4
