"""The log: what writing it costs, how fast it is audited and folded.

python -m benchmarks.log [--pairs 15]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from itertools import count
from pathlib import Path

from benchmarks import yardstick
from benchmarks.measure import Row, paired
from wargame.engine.advance import advance
from wargame.engine.start import start
from wargame.model.commands import Close
from wargame.record.audit import audit
from wargame.record.fold import states
from wargame.record.journal import Journal
from wargame.record.log import read_log


def rows(pairs: int, turns: int = 10) -> list[Row]:
    """The log's rows, on the yardstick game with everything that each team is told."""
    game = yardstick.yardstick()
    played = yardstick.play(3, turns=turns)[2]

    def run(journal_at: Path | None = None) -> None:
        state, events = start(game, 3)
        journal = Journal(journal_at, game, state, events) if journal_at else None
        for seals in played:
            for command in (*seals, Close()):
                state, events = advance(game, state, command)
                if journal:
                    journal.append(command, events, state)
        if journal:
            journal.close()

    first = start(game, 3)
    state, history = first[0], []
    for seals in played:
        for command in (*seals, Close()):
            state, events = advance(game, state, command)
            history.append((command, events, state))

    def append(path: Path) -> None:
        with Journal(path, game, *first) as journal:
            for command, events, state in history:
                journal.append(command, events, state)

    with tempfile.TemporaryDirectory() as folder:
        names = count()

        def fresh() -> Path:
            return Path(folder) / f"{next(names)}.jsonl"

        recorded = fresh()
        run(recorded)
        lines = recorded.read_bytes().splitlines(keepends=True)
        log = read_log(recorded)
        return [
            paired(
                "play with the log on disk : without (speed)",
                lambda: run(fresh()),
                run,
                pairs=pairs,
                goal=0.7,
            ),
            paired(
                "audit of a log : play without a log (speed)",
                lambda: audit(recorded),
                run,
                pairs=pairs,
                goal=0.7,
            ),
            paired(
                "fold of a read log to its end : audit (speed)",
                lambda: [state for _, state in states(log)],
                lambda: audit(recorded),
                pairs=pairs,
                goal=5,
            ),
            paired(
                "journal : raw write and fsync of the same bytes (speed)",
                lambda: append(fresh()),
                lambda: _raw(fresh(), lines),
                pairs=pairs,
                goal=0.8,
            ),
        ]


def _raw(path: Path, lines: list[bytes]) -> None:
    """Header and first outcome at once, then two lines an advance, each flushed to the disk."""
    with path.open("xb", buffering=0) as stream:
        for i in range(0, len(lines), 2):
            stream.write(b"".join(lines[i : i + 2]))
            os.fsync(stream.fileno())


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    for row in rows(parser.parse_args().pairs):
        print(row)


if __name__ == "__main__":
    main()
