"""Every cut of a log's last two records, and single bytes changed elsewhere: each must be reported for what it is.

The log is that of a whole game of syria_2015 in its lesson format. A cut must leave the records before it, and the
rest as a torn end; a changed byte must be reported by the name of its line, from the chain alone.

python -m benchmarks.soak.flips --flips 2000 --audits 20 --seed 1
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from unittest.mock import patch

from wargame.content import load
from wargame.engine import start
from wargame.errors import LogError
from wargame.model.commands import Command
from wargame.model.events import Event
from wargame.model.state import State
from wargame.record import Journal, audit, salt_key
from wargame.record import log as reading
from wargame.record.log import verify
from wargame.research.play import play, seat_bots
from wargame.rules.game import Game


def a_log(game: Game, path: Path, seed: int, turns: int | None = None) -> bytes:
    """The log of a game among doctrine bots."""
    played: list[tuple[Command, tuple[Event, ...], State]] = []
    state, events = start(game, seed)
    with Journal(path, game, state, events, salt_key(seed), durable=False) as journal:
        play(
            game,
            seat_bots(game, "doctrine", seed, ""),
            seed,
            turns=turns,
            advanced=lambda command, events, after: played.append((command, events, after)),
        )
        for command, events, after in played:
            journal.append(command, events, after)
    return path.read_bytes()


def tail(raw: bytes) -> int:
    """Where the last two records begin."""
    ends = [at for at, byte in enumerate(raw) if byte == 10]
    return ends[-3] + 1


def cuts(raw: bytes, step: int = 1) -> Counter[str]:
    """Cuts the log at every `step`th byte of its last two records. Raises RuntimeError for one that is misread."""
    whole, came = verify("log", raw).records, Counter[str]()
    # What a line says hangs on its bytes, its number and the hash before it: lines read once need not be read again.
    with patch.object(reading, "record_of", lru_cache(maxsize=None)(reading.record_of)):
        for at in range(tail(raw), len(raw), step):
            log = verify("log", raw[:at])
            left = raw[:at].rpartition(b"\n")[2]
            if log.records != whole[: raw.count(b"\n", 0, at)] or log.torn != left:
                raise RuntimeError(f"the log cut at byte {at} is misread")
            came["torn end" if left else "whole, and shorter"] += 1
    return came


def kind_of(raw: bytes, at: int) -> str:
    """What a byte is part of, in rough words."""
    start = raw.rfind(b"\n", 0, at) + 1
    if raw[at] == 10:
        return "newline"
    for name, pattern in (("hash", rb'"hash":"[0-9a-f]*"'), ("salt", rb'"salt":"[0-9a-f]*"')):
        near = re.compile(pattern)
        if any(match.start() <= at < match.end() for match in near.finditer(raw, max(start, at - 80), at + 80)):
            return name
    return "header" if start == 0 else "elsewhere"


def places(dice: random.Random, raw: bytes, n: int) -> list[int]:
    """`n` bytes outside the last two records: two thirds anywhere, the rest newlines, hashes and salts."""
    end = tail(raw)
    marks = [[m.start() for m in re.finditer(what, raw[:end])] for what in (rb"\n", rb'"hash":"', rb'"salt":"')]
    found = [dice.randrange(end) for _ in range(n - n // 3)]
    for k in range(n // 3):
        found.append(dice.choice(marks[k % 3]) + (dice.randrange(40) if k % 3 else 0))
    return [min(at, end - 1) for at in found]


def flips(raw: bytes, seed: int, n: int, folder: Path | None = None, audits: int = 0) -> Counter[str]:
    """Changes single bytes. Raises RuntimeError for one that passes, or that is reported at another line.

    `audits` of them are audited besides, in a file of `folder`: the audit must name the same line.
    """
    dice, came = random.Random(seed), Counter[str]()
    for k, at in enumerate(places(dice, raw, n)):
        changed = raw[:at] + bytes([raw[at] ^ dice.randrange(1, 256)]) + raw[at + 1 :]
        line = raw.count(b"\n", 0, at) + 1
        _named(partial(verify, "log", changed), "log", line, at)
        came[kind_of(raw, at)] += 1
        if folder and k < audits:
            path = folder / "flipped.jsonl"
            path.write_bytes(changed)
            _named(partial(audit, path), path.name, line, at)
            came["audited too"] += 1
    return came


def _named(read: Callable[[], object], name: str, line: int, at: int) -> None:
    try:
        read()
    except LogError as error:
        if not str(error).startswith(f"{name}:{line}: "):
            raise RuntimeError(f"byte {at} of line {line} is reported as: {error}") from error
    else:
        raise RuntimeError(f"byte {at} of line {line} was changed, and nothing is reported")


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=2_000)
    parser.add_argument("--step", type=int, default=1, help="bytes from one cut to the next; 1 takes six minutes")
    parser.add_argument("--audits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = a_log(load("syria_2015", format="lesson"), folder / "plain.jsonl", given.seed)
        begun = time.perf_counter()
        came = cuts(raw, given.step)
        print(f"{sum(came.values())} cuts: {dict(came)}; {time.perf_counter() - begun:.0f} s")
        begun = time.perf_counter()
        came = flips(raw, given.seed, given.flips, folder, given.audits)
    print(f"{given.flips} changed bytes, each named by its line: {dict(came)}; {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
