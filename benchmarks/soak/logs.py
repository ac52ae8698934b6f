"""Bent logs against reading, folding and auditing: LogErrors may come out, never a traceback, never silence.

python -m benchmarks.soak.logs --logs 1000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks import yardstick
from wargame.engine.advance import advance
from wargame.engine.start import start
from wargame.errors import LogError
from wargame.model.commands import Close
from wargame.record.audit import audit
from wargame.record.fold import states
from wargame.record.journal import Journal
from wargame.record.log import read_log


def a_log(path: Path, turns: int) -> bytes:
    """A short game's log."""
    game = yardstick.yardstick()
    state, events = start(game, 3)
    with Journal(path, game, state, events) as journal:
        for seals in yardstick.play(3, turns=turns)[2]:
            for command in (*seals, Close()):
                state, events = advance(game, state, command)
                journal.append(command, events, state)
    return path.read_bytes()


def bent(dice: random.Random, raw: bytes) -> bytes:
    """A log with one byte changed, a line cut, doubled, swapped, or its end torn off."""
    lines, kind = raw.splitlines(keepends=True), dice.randrange(5)
    if kind == 0:
        i = dice.randrange(len(raw))
        return raw[:i] + bytes([raw[i] ^ (1 << dice.randrange(8))]) + raw[i + 1 :]
    i, j = dice.randrange(len(lines)), dice.randrange(len(lines))
    if kind == 1:
        return b"".join(lines[:i] + lines[i + 1 :])
    if kind == 2:
        return b"".join([*lines[:i], lines[i], *lines[i:]])
    if kind == 3:
        lines[i], lines[j] = lines[j], lines[i]
        return b"".join(lines)
    return raw[: dice.randrange(len(raw))]


def soak(seed: int, n: int, turns: int = 2) -> Counter[str]:
    """Reads, folds and audits `n` bent logs: how many were refused, how many are whole logs (cut at a line's end)."""
    dice, came = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        raw = a_log(Path(folder) / "plain.jsonl", turns)
        path = Path(folder) / "bent.jsonl"
        for _ in range(n):
            changed = bent(dice, raw)
            path.write_bytes(changed)
            whole = raw.startswith(changed[: changed.rfind(b"\n") + 1])
            try:
                for _record, _state in states(read_log(path)):
                    pass
                audit(path)
                came["a whole log, or one with a torn end"] += 1
                if not whole:
                    raise RuntimeError("a changed log passed")
            except LogError:
                came["refused"] += 1
    return came


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{given.logs} bent logs: {dict(soak(given.seed, given.logs))}, no other exception")


if __name__ == "__main__":
    main()
