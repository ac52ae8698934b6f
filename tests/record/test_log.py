"""Reading a log: what is damaged is named by its line, whatever the damage."""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
from toy_log import forged

from wargame.errors import LogError
from wargame.record import read_log
from wargame.record.codec import canonical, command_of, plain_command
from wargame.record.fold import states
from wargame.record.log import verify


def test_every_byte_is_canonical(recorded: bytes) -> None:
    """UTF-8, sorted keys, no spaces, integers only, one record a line."""
    for line in recorded.splitlines(keepends=True) if b"\r" not in recorded else ():
        assert canonical(json.loads(line)) + b"\n" == line
    assert recorded.count(b"\n") == len(verify("x", recorded).records)


def test_records_stand_in_turn(recorded: bytes) -> None:
    """Header and its outcome, then a command and its outcome each; published turns carry their number."""
    log = verify("x", recorded)

    assert [record.kind for record in log.records[:4]] == ["header", "outcome", "command", "outcome"]
    assert [r.head["turn"] for r in log.records if "turn" in r.head] == [1, 2, 3, 4, 5, 6, 6][: 1 + 6]


def test_any_flipped_byte_is_named_by_its_line(recorded: bytes) -> None:
    """Four hundred single bits, from a seed: each is found, and on its own line."""
    dice = random.Random(20)
    size = recorded.rindex(b"\n", 0, -1)
    for _ in range(400):
        at = dice.randrange(size)
        damaged = bytearray(recorded)
        damaged[at] ^= 1 << dice.randrange(8)
        line = recorded.count(b"\n", 0, at) + 1
        with pytest.raises(LogError, match=rf"^x:{line}: this line is damaged: |^x is no log"):
            verify("x", bytes(damaged))


def test_a_cut_in_the_last_records_is_a_torn_line(recorded: bytes) -> None:
    """A log may be cut anywhere: what is whole is read, the rest is set aside, nothing is made up."""
    whole = verify("x", recorded)
    start = recorded.rindex(b"\n", 0, recorded.rindex(b"\n", 0, -1)) + 1
    for at in range(start, len(recorded), 29):
        log = verify("x", recorded[:at])
        assert log.records == whole.records[: len(log.records)]
        assert log.torn == recorded[:at].rpartition(b"\n")[2]


def test_missing_and_swapped_lines_are_named(recorded: bytes) -> None:
    """The chain says where a line is missing, doubled or in the wrong place."""
    lines = recorded.splitlines(keepends=True)
    for changed, line in ((lines[:5] + lines[6:], 6), ([*lines[:5], lines[4], *lines[5:]], 6)):
        with pytest.raises(LogError, match=f"^x:{line}: this line is damaged"):
            verify("x", b"".join(changed))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"NaN",
        b'{"n":1e400}',
        b"[" * 100_000,
        b'{"n":' + b"9" * 5000 + b"}",
        b'{"n":0,"n":0}',
        b"\xff\xfe",
        b'{"format":"wargame-log/1","hash":1,"kind":"header","n":0,"parts":[]}',
        b'{"format":"wargame-log/2","kind":"header","n":0}',
    ],
)
def test_junk_is_one_sentence(line: bytes) -> None:
    """Whatever stands in a log, the reader answers with one sentence."""
    with pytest.raises(LogError, match=r"^x:1: this line is damaged: .{5,120}$"):
        verify("x", line + b"\n")


@pytest.mark.parametrize("seed", range(40))
def test_a_forged_log_never_breaks_the_reader(recorded: bytes, seed: int) -> None:
    """With a chain that holds, values of wrong types give a LogError with the line, or a state; never a traceback."""
    dice = random.Random(seed)
    junk: list[Any] = [None, -1, 2**70, "x", "", [], {}, [[]], True, {"cell": "nowhere"}, ["a", "b", "c"]]

    def change(data: dict[str, Any], parts: dict[str, Any]) -> None:
        part = parts[dice.choice(sorted(parts))]
        target: Any = dice.choice([data, part, *part.get("events", ())])
        while isinstance(target, dict | list) and target:
            key = dice.choice(sorted(target)) if isinstance(target, dict) else dice.randrange(len(target))
            if dice.random() < 0.4 or not isinstance(target[key], dict | list):
                target[key] = dice.choice(junk)
                return
            target = target[key]

    damaged = forged(recorded, dice.randrange(20), change)
    with contextlib.suppress(LogError):
        log = verify("x", damaged)
        for record in log.records:
            if record.kind == "command":
                log.command(record)
        for _ in states(log):
            pass


def test_commands_come_back_as_they_were(recorded: bytes) -> None:
    """Each command of the log, through its data and back."""
    log = verify("x", recorded)
    commands = [log.command(record) for record in log.records if record.kind == "command"]

    assert len(commands) == 11
    assert all(command_of(json.loads(canonical(plain_command(command)))) == command for command in commands)


def test_there_is_no_log(tmp_path: Path) -> None:
    """A missing file, a folder and an empty file each get a sentence."""
    (tmp_path / "empty").write_bytes(b"")
    for name in ("gone", ".", "empty"):
        with pytest.raises(LogError):
            read_log(tmp_path / name)
