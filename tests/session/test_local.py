"""A whole game on this machine: people, bots, log; crash and resume."""

from __future__ import annotations

import threading
from pathlib import Path
from random import Random

import pytest

from wargame.bots import Bot, make
from wargame.content import load
from wargame.errors import LogError
from wargame.model.commands import Order
from wargame.record import audit
from wargame.server.local import Loopback, seat_people
from wargame.server.saves import create, go_on
from wargame.session import messages as m
from wargame.session.seats import one_each
from wargame.session.table import begin

TOY = str(Path(__file__).parents[1] / "toy" / "toy.toml")
CALM = Order("anna", "calm", {})


def bots(kinds: dict[str, str], game: object) -> dict[str, Bot]:
    return {team: make(kind, game, team, "key") for team, kind in kinds.items()}  # type: ignore[arg-type]


def opened(path: Path, threads: bool = False):  # type: ignore[no-untyped-def]
    game = load(TOY, human=("anna",))
    table, events = begin(game, one_each(game), seed=5, nonce="n")
    kept = create(table, events, {"ben": "doctrine", "gero": "random", "rosa": "doctrine"}, str(path))
    local = seat_people(kept.table, bots(kept.bots, game), path=str(path), threads=threads, end=kept.journal.close)
    return kept, local


def test_a_person_plays_a_whole_game_against_bots(tmp_path: Path) -> None:
    """One seat seals turn after turn; bots answer by themselves; the log of it can be audited."""
    _, local = opened(tmp_path / "game.jsonl")
    heard: list[m.Outbound] = []
    client = local.seats[0].client
    client.listen(heard.append)
    client.send(m.Join())
    while not any(isinstance(out, m.Ended) for out in heard):
        client.send(m.Seal((CALM,)))
        client.send(m.Ready())
    client.close()
    local.close()

    assert not [out for out in heard if isinstance(out, m.Refused)]
    assert list(range(1, 7)) == sorted({out.view.turn for out in heard if isinstance(out, m.Viewed)} - {7})
    assert audit(tmp_path / "game.jsonl").ended


def test_bots_never_ask_for_what_is_refused(tmp_path: Path) -> None:
    """Programs see what is legal, so the table refuses them nothing."""
    _, local = opened(tmp_path / "game.jsonl")
    client = local.seats[0].client
    assert isinstance(client, Loopback)
    client.send(m.Join())
    while not client.pump.room.table.ended:
        client.send(m.Ready())
    local.close()

    assert client.pump.room.refused == []


def test_on_threads_the_same_game_is_played(tmp_path: Path) -> None:
    """The screen's way: nothing is answered within `send`, and the end comes all the same."""
    _, local = opened(tmp_path / "game.jsonl", threads=True)
    over = threading.Event()
    client = local.seats[0].client
    turns: list[int] = []

    def hear(said: m.Outbound) -> None:
        if isinstance(said, m.Ended):
            over.set()
        if isinstance(said, m.Viewed) and said.view.turn not in turns:
            turns.append(said.view.turn)
            client.send(m.Seal((CALM,)))
            client.send(m.Ready())

    client.listen(hear)
    client.send(m.Join())

    assert over.wait(30)
    local.close()
    assert audit(tmp_path / "game.jsonl").ended


def test_after_a_crash_nothing_shown_is_lost(tmp_path: Path) -> None:
    """A game that is dropped without a word goes on with the same view, news and drafts."""
    path = tmp_path / "game.jsonl"
    kept, local = opened(path)
    client = local.seats[0].client
    client.send(m.Join())
    for _ in range(2):
        client.send(m.Seal((CALM,)))
        client.send(m.Ready())
    client.send(m.Draft((CALM,)))
    view, news, state = kept.table.view("player"), list(kept.table.news["player"]), kept.table.state
    kept.journal.close()

    again = go_on(str(path))
    seat_people(again.table, bots(dict(again.bots), again.table.game), path=str(path), threads=False, end=lambda: None)

    assert state.cells == again.table.state.cells
    assert state.stage == again.table.state.stage
    assert news == again.table.news["player"]
    assert again.table.drafts["player"] == (CALM,)
    assert view.cells == again.table.view("player").cells
    assert again.bots == {"ben": "doctrine", "gero": "random", "rosa": "doctrine"}
    again.journal.close()


def test_a_game_in_use_is_not_opened_twice(tmp_path: Path) -> None:
    """Two processes must never write one log."""
    kept, _ = opened(tmp_path / "game.jsonl")

    with pytest.raises(LogError):
        go_on(str(tmp_path / "game.jsonl"))
    kept.journal.close()


def test_a_cut_anywhere_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    """Wherever the file ends, every record that was whole is there again, with the news that came of it."""
    path = tmp_path / "game.jsonl"
    kept, local = opened(path)
    shown: list[tuple[int, int]] = []
    record = kept.table.record

    def note(*told: object) -> None:
        shown.append((path.stat().st_size, len(kept.table.news["player"])))
        record(*told)  # type: ignore[arg-type]

    kept.table.record = note
    client = local.seats[0].client
    client.send(m.Join())
    for _ in range(3):
        client.send(m.Seal((CALM,)))
        client.send(m.Ready())
    whole, news = path.read_bytes(), list(kept.table.news["player"])
    kept.journal.close()
    rng = Random(200)

    for cut in rng.sample(range(shown[0][0], len(whole)), 16):
        torn = tmp_path / f"cut-{cut}.jsonl"
        torn.write_bytes(whole[:cut])
        again = go_on(str(torn))
        had = max(count for size, count in shown if size <= cut)
        mine = again.table.news["player"]
        again.journal.close()

        assert mine == news[: len(mine)]
        assert len(mine) >= had


def test_a_program_that_breaks_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A bot that raises does nothing; the turn goes on."""

    class Broken:
        def talk(self, _believed: object) -> tuple[()]:
            raise RuntimeError("lost my mind")

        answer = orders = talk

    game = load(TOY, human=("anna",))
    table, events = begin(game, one_each(game), seed=5, nonce="n")
    kept = create(table, events, {}, str(tmp_path / "g.jsonl"))
    broken = {team: Broken() for team in ("ben", "gero", "rosa")}
    local = seat_people(kept.table, broken, threads=True, end=kept.journal.close)  # type: ignore[arg-type]
    turned = threading.Event()
    client = local.seats[0].client
    client.listen(lambda said: turned.set() if isinstance(said, m.Viewed) and said.view.turn == 2 else None)
    client.send(m.Join())
    client.send(m.Ready())

    assert turned.wait(20)
    local.close()
