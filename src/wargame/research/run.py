"""Batches of games: the same seed gives the same bytes, however many processes play them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path
from typing import IO

import attrs

from wargame.bots import Bot
from wargame.content import load
from wargame.model.commands import Command
from wargame.model.events import Event
from wargame.model.state import State
from wargame.record import Journal, salt_key
from wargame.research.play import play, seat_bots
from wargame.research.rows import Cell, Keeper, csv_text, game_head, turn_head
from wargame.rules.game import Game

CHUNK = 10
"""Games that a process plays before it reports."""


@attrs.frozen
class Batch:
    """What to play. Game i has the seed `seed` + i; `logs`: a folder for one log a game, "" for none."""

    scenario: str
    games: int = 1
    variant: str = ""
    format: str = ""
    seating: str = ""
    bots: str = "doctrine"
    seed: int = 1
    turns: int | None = None
    logs: str = ""


@attrs.frozen
class Played:
    """One game of a batch."""

    row: list[Cell]
    turns: list[list[Cell]]
    ending: str
    orders: int


@attrs.frozen
class Report:
    """What came of a batch. `endings`: id -> games."""

    games: int
    seconds: float
    orders: int
    endings: dict[str, int]

    def plain(self) -> dict[str, object]:
        """As `run --json` prints it."""
        rate = round(self.orders / self.seconds) if self.seconds else 0
        return {
            "games": self.games,
            "seconds": round(self.seconds, 3),
            "orders": self.orders,
            "orders_per_second": rate,
            "endings": self.endings,
        }


def nonce_of(seed: int) -> str:
    """The nonce of a batch's game, from its seed: a batch has nobody to hide dice from."""
    return blake2b(str(seed).encode(), digest_size=16, person=b"wargame-nonce/1").hexdigest()


def run(batch: Batch, *, jobs: int = 1, out: Path | None = None) -> Report:
    """Plays a batch; with `out` writes games.csv and turns.csv there, row by row.

    Raises:
        LoadError: the scenario cannot be used. WargameError: an unknown bot, team or actor.
    """
    game = load_game(batch)
    seat_bots(game, batch.bots, batch.seed, "")
    started = time.perf_counter()
    endings: Counter[str] = Counter()
    orders = 0
    with _Files(out, game) as files:
        for played in _all(batch, game, jobs):
            files.write(played)
            endings[played.ending] += 1
            orders += played.orders
    return Report(batch.games, time.perf_counter() - started, orders, dict(sorted(endings.items())))


def load_game(batch: Batch) -> Game:
    """The batch's game."""
    return load(batch.scenario, variant=batch.variant, format=batch.format, seating=batch.seating)


def _all(batch: Batch, game: Game, jobs: int) -> Iterator[Played]:
    """The games in order, whoever plays them."""
    chunks = [range(at, min(at + CHUNK, batch.games)) for at in range(0, batch.games, CHUNK)]
    if jobs <= 1 or len(chunks) == 1:
        for chunk in chunks:
            yield from play_chunk(batch, game, chunk)
        return
    with ProcessPoolExecutor(min(jobs, len(chunks)), get_context("spawn"), _open, (batch,)) as pool:
        for found in pool.map(_chunk, chunks):
            yield from found


_work: list[tuple[Batch, Game]] = []
"""In a worker process: its batch and the game that it loaded once."""


def _open(batch: Batch) -> None:
    _work.append((batch, load_game(batch)))


def _chunk(numbers: range) -> list[Played]:
    batch, game = _work[0]
    return list(play_chunk(batch, game, numbers))


def play_chunk(batch: Batch, game: Game, numbers: range) -> Iterator[Played]:
    """Plays some games of a batch, one after the other."""
    for number in numbers:
        yield play_one(batch, game, number)


def _logged(batch: Batch, game: Game, bots: dict[str, Bot], nonce: str, keeper: Keeper) -> State:
    """The same game with everything on the record: `game-000.jsonl` in the batch's folder of logs."""
    Path(batch.logs).mkdir(parents=True, exist_ok=True)
    path = Path(batch.logs) / f"game-{keeper.number:0{len(str(batch.games - 1))}}.jsonl"
    journals: list[Journal] = []

    def opened(state: State, events: tuple[Event, ...]) -> None:
        journals.append(Journal(path, game, state, events, salt_key=salt_key(keeper.seed)))

    def advanced(command: Command, events: tuple[Event, ...], state: State) -> None:
        journals[0].append(command, events, state)

    try:
        return play(
            game, bots, keeper.seed, nonce=nonce, turns=batch.turns,
            opened=opened, advanced=advanced, closed=keeper.closed,
        )  # fmt: skip
    finally:
        for journal in journals:
            journal.close()


def play_one(batch: Batch, game: Game, number: int) -> Played:
    """Plays one game of a batch."""
    seed = batch.seed + number
    nonce = nonce_of(seed)
    bots = seat_bots(game, batch.bots, seed, nonce)
    keeper = Keeper(game, number, seed)
    if batch.logs:
        state = _logged(batch, game, bots, nonce, keeper)
    else:
        state = play(game, bots, seed, nonce=nonce, turns=batch.turns, closed=keeper.closed)
    return Played(keeper.game_row(state), keeper.turns, state.stage.ended or "unfinished", keeper.orders)


class _Files:
    """games.csv and turns.csv, written as games end; nothing where no folder is given."""

    def __init__(self, out: Path | None, game: Game) -> None:
        self.out, self.game = out, game
        self._open: list[IO[str]] = []

    def __enter__(self) -> _Files:
        if self.out is not None:
            self.out.mkdir(parents=True, exist_ok=True)
            for name, head in (("games.csv", game_head(self.game)), ("turns.csv", turn_head(self.game))):
                file = (self.out / name).open("w", encoding="utf-8", newline="")
                self._open.append(file)
                file.write(csv_text([head]))
        return self

    def write(self, played: Played) -> None:
        """Adds a game."""
        if self._open:
            self._open[0].write(csv_text([played.row]))
            self._open[1].write(csv_text(played.turns))
            for file in self._open:
                file.flush()

    def __exit__(self, *_: object) -> None:
        for file in self._open:
            file.close()
