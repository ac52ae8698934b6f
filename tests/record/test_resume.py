"""Going on with a log, wherever it was cut."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from wargame import engine
from wargame.errors import LogError
from wargame.model import commands as c
from wargame.record import audit, fold_to, read_log, resume, states
from wargame.record.log import verify
from wargame.rules.game import Game


def test_a_resumed_game_goes_on(game: Game, recorded: bytes, tmp_path: Path) -> None:
    """Cut in the middle, resumed and played on with the same commands, a log has the same bytes."""
    path = tmp_path / "game.jsonl"
    whole = verify("x", recorded)
    path.write_bytes(b"".join(record.raw + b"\n" for record in whole.records[:10]))

    resumed = resume(path)
    state = resumed.state
    with resumed.journal as journal:
        for record in whole.records[10:]:
            if record.kind == "command":
                command = whole.command(record)
                state, events = engine.advance(resumed.game, state, command)
                journal.append(command, events, state)

    assert path.read_bytes() == recorded


def test_a_log_may_end_in_a_command(recorded: bytes, tmp_path: Path) -> None:
    """It is executed again and its outcome appended, to the byte; the torn rest is kept beside the log."""
    path = tmp_path / "game.jsonl"
    last = recorded.rindex(b"\n", 0, -1) + 1
    dice = random.Random(4)
    for at in (last, last + 1, len(recorded) - 1, *(dice.randrange(last, len(recorded)) for _ in range(6))):
        path.write_bytes(recorded[:at])
        resumed = resume(path)
        resumed.journal.close()
        assert path.read_bytes() == recorded
        assert resumed.torn == at - last
    assert path.with_name("game.jsonl.torn").read_bytes().startswith(recorded[last : last + 1])


def test_the_folded_state_is_the_played_one(game: Game, recorded: bytes) -> None:
    """After every record the fold of the events equals the state that the engine gave."""
    log = verify("x", recorded)
    started = next(e.fields for e in log.events(log.records[1]) if e.type == "started")
    state, _ = engine.start(game, started["seed"], nonce=started["nonce"])
    for record, folded in states(log):
        if record.n > 1:
            state, _ = engine.advance(game, state, log.command(log.records[record.n - 1]))
        assert folded == state
        assert engine.digest(game, folded) == engine.digest(game, state)


def test_events_come_back_whole(game: Game, recorded: bytes) -> None:
    """Sorted into parts and joined again, events have the same fields, parts and sequence."""
    log = verify("x", recorded)
    state = None
    for command, told in log.outcomes():
        if state is None or command is None:
            state, events = engine.start(game, 7, nonce="6e6f6e6365")
        else:
            state, events = engine.advance(game, state, command)
        assert told == events


def test_any_turn_can_be_opened(log_file: Path) -> None:
    """Jumping to a turn gives the state as it begins."""
    log = read_log(log_file)

    assert [fold_to(log, turn).stage.turn for turn in (4, 1, 3)] == [4, 1, 3]
    with pytest.raises(LogError, match="does not reach turn 9"):
        fold_to(log, 9)


def test_an_ended_game_stays_ended(log_file: Path) -> None:
    """Resuming a finished game changes nothing."""
    before = log_file.read_bytes()
    resumed = resume(log_file)
    resumed.journal.close()

    assert resumed.state.stage.ended
    assert log_file.read_bytes() == before
    assert audit(log_file).ended


def test_a_command_that_was_never_finished_is_lost(log_file: Path, recorded: bytes) -> None:
    """A torn command was told to nobody: the game goes on without it."""
    whole = sum(len(line) + 1 for line in recorded.split(b"\n")[:6])
    log_file.write_bytes(recorded[: whole + 30])
    resumed = resume(log_file)
    resumed.journal.close()

    assert resumed.torn == 30
    assert audit(log_file).torn == 0


def test_white_cell_commands_are_recorded(game: Game, tmp_path: Path) -> None:
    """Rulings, stops, injects and the end go the same way."""
    from wargame.record import Journal

    path = tmp_path / "white.jsonl"
    state, events = engine.start(game, 5, nonce="n")
    with Journal(path, game, state, events) as journal:
        for command in (
            c.Rule({"escalation": 7_000_000}, reason="a leak", who="ann"),
            c.Close(stops=True),
            c.Go(),
            c.End("the bell rings"),
        ):
            state, events = engine.advance(game, state, command)
            journal.append(command, events, state)

    assert audit(path).ended
    assert audit(path).records == 10
