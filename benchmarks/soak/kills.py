"""Line-mode games killed at random moments and gone on with: everything that was shown is still there.

A script types into `wargame play --line` over a pipe, one line a prompt. After a random while the process is killed
(kill -9), and the next one resumes the log. Its news, drafts and sealed orders must hold all that was shown.

python -m benchmarks.soak.kills --kills 200 --seed 1
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import attrs

from wargame.record import audit, read_log

PROMPT = "> "
TYPED = (
    "1 1",
    "2 1",
    "3 1",
    "4 1",
    "5 1",
    "drafts",
    "seal",
    "seal",
    "seal",
    "undo",
    "undo",
    "say we are here",
    "news",
    "reopen",
)
LONGEST = 0.8
"""Seconds at most from the first prompt to the kill."""
PER_GAME = 10


@attrs.define
class Shown:
    """What a person has seen so far in a game.

    Attributes:
        turn: the last one. news: every line of news. drafts: orders written, not sealed. sealed: orders sealed in
        this turn. says: messages sent.
    """

    turn: int = 0
    news: set[str] = attrs.Factory(set)
    drafts: list[str] = attrs.Factory(list)
    sealed: list[str] = attrs.Factory(list)
    says: int = 0


class Player:
    """A process that plays, and what it has printed."""

    def __init__(self, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "wargame", "play", "--line", *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._out = b""
        self._more = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while piece := self.process.stdout.read1(65536):  # type: ignore[attr-defined]
            with self._more:
                self._out += piece
                self._more.notify()
        with self._more:
            self._more.notify()

    def prompted(self, limit: float) -> bool:
        """Waits for the next prompt; False when the time is up or the process has ended."""
        until = time.monotonic() + limit
        with self._more:
            while not self._out.endswith(PROMPT.encode()):
                if (left := until - time.monotonic()) <= 0 or self.process.poll() is not None:
                    return False
                self._more.wait(min(left, 0.05))
        return True

    def take(self) -> list[str]:
        """The whole lines printed since the last call, each without its prompt."""
        with self._more:
            out, self._out = self._out, b""
        lines = out.decode(errors="replace").split("\n")
        return [line.rpartition(PROMPT)[2] if PROMPT in line[:40] else line for line in lines[:-1]]

    def type(self, line: str) -> None:
        """Types a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """kill -9; what was printed before it is read to its end."""
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def learn(shown: Shown, typed: str, lines: list[str]) -> None:
    """Adds what was printed after a typed line."""
    news = False
    for line in lines:
        if line.startswith("Turn ") and " of " in line[:12]:
            turn = int(line.split()[1])
            if turn > shown.turn:
                shown.turn, shown.sealed = turn, []
        elif line == "News:":
            news = True
        elif news and line.startswith("  "):
            shown.news.add(line.strip())
        elif line.startswith("Order ") and " is written" in line:
            shown.drafts.append(lines[0])
        elif line.startswith("Taken back"):
            shown.drafts.pop()
        elif line.startswith("Your orders are sealed"):
            shown.sealed, shown.drafts = shown.drafts, []
        else:
            news = False
    shown.says += typed.startswith("say") and bool(lines)


def missing(shown: Shown, typed: str, turn: int, news: set[str], drafts: list[str]) -> list[str]:
    """What was shown and is not there any more; `typed` is the line that the kill may have interrupted."""
    gone = [line for line in shown.news if line not in news]
    written = [line.partition(". ")[2] for line in drafts if line[:1].isdigit()]
    sealed = [line.removeprefix("Sealed: ") for line in drafts if line.startswith("Sealed: ")]
    if turn < shown.turn:
        gone.append(f"turn {shown.turn}")
    if turn > shown.turn:  # sealed and resolved, the kill came before it was shown
        return gone
    if shown.sealed and len(sealed) != len(shown.sealed):
        gone.append(f"sealed {shown.sealed}")
    kept = shown.drafts[:-1] if typed == "undo" else shown.drafts
    if written[: len(kept)] != kept and not (typed == "seal" and len(sealed) == len(kept)):
        gone.append(f"drafts {kept}, there are {written}")
    return gone


@attrs.define
class Soak:
    """A series of games, killed over and over.

    Attributes:
        dice: all its chances. log: of the game that is running. came: what the kills met.
    """

    folder: Path
    dice: random.Random
    came: Counter[str] = attrs.Factory(Counter)
    game: int = 0
    killed: int = 0
    shown: Shown = attrs.Factory(Shown)
    typed: str = ""

    @property
    def log(self) -> Path:
        return self.folder / f"game-{self.game}.jsonl"

    def once(self) -> None:
        """One process: started or resumed, looked at, played on, killed."""
        player = self._open()
        try:
            self._look(player)
            self._play(player, self.dice.random() * LONGEST)
        finally:
            player.kill()
        learn(self.shown, self.typed, player.take())
        self.killed += 1
        self.came["killed within " + (self.typed.split()[0] or "?") if self.typed else "killed at rest"] += 1
        if self._over() or self.killed >= PER_GAME:
            self.close()

    def _open(self) -> Player:
        if self.log.exists():
            return Player("--resume", str(self.log))
        seed = str(self.dice.randrange(1000))
        args = ("--as", "turkey", "--format", "lesson", "--seed", seed, "--log", str(self.log))
        return Player("syria_2015", *args)

    def _look(self, player: Player) -> None:
        """What is there, against what was shown; a game just begun has nothing yet."""
        if not player.prompted(60):
            raise RuntimeError(f"it does not go on: {player.take()}")
        first = player.take()
        turn = max(int(line.split()[1]) for line in first if line.startswith("Turn ") and " of " in line[:12])
        if self.shown.turn:
            player.type("news all")
            player.prompted(60)
            news = {line.partition(": ")[2] for line in player.take()}
            player.type("drafts")
            player.prompted(60)
            drafts = player.take()
            if gone := missing(self.shown, self.typed, turn, news, drafts):
                raise RuntimeError(f"{self.log.name}: lost after a kill within {self.typed!r}: {gone}")
            written = [line.partition(". ")[2] for line in drafts if line[:1].isdigit()]
            self.shown.drafts, self.shown.sealed = written, []
            said = sum(b'"type":"say"' in record.raw for record in read_log(self.log).records)
            if said < self.shown.says:
                raise RuntimeError(f"{self.log.name}: {self.shown.says} messages were sent, {said} are there")
        self.typed = ""
        learn(self.shown, "", first)

    def _play(self, player: Player, seconds: float) -> None:
        """Types until the time is up; the last line may be under way then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.typed = self.dice.choice(TYPED)
            player.type(self.typed)
            if not player.prompted(until - time.monotonic()):
                return
            learn(self.shown, self.typed, player.take())
            self.typed = ""

    def _over(self) -> bool:
        return any(b'"ended"' in record.raw for record in read_log(self.log).records[-1:])

    def close(self) -> None:
        """The game's log is played again, and the next game begins."""
        if self.log.exists():
            report = audit(self.log)
            self.came["logs audited"] += 1
            self.came["records audited"] += report.records
        self.game, self.killed, self.shown, self.typed = self.game + 1, 0, Shown(), ""


def soak(folder: Path, seed: int, kills: int, minutes: float = 60) -> tuple[int, Counter[str]]:
    """Kills until there were enough or the time is up: (how many, what they met). RuntimeError if anything is lost."""
    running, done, until = Soak(folder, random.Random(seed)), 0, time.monotonic() + 60 * minutes
    while done < kills and time.monotonic() < until:
        running.once()
        done += 1
    running.close()
    return done, running.came


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done, came = soak(Path(folder), given.seed, given.kills, given.minutes)
    print(f"{done} kills, nothing that was shown is lost: {dict(sorted(came.items()))}")


if __name__ == "__main__":
    main()
