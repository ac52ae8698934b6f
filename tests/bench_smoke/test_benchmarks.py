"""Each benchmark runs, once and small; no time is asserted. The yardstick game is the yardstick game."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import check, engine, log, plain_loop, startup, yardstick
from benchmarks.soak import files, flips, kills, logs, orders

from wargame.content import load


@pytest.mark.parametrize(
    "rows",
    [
        lambda: engine.rows(pairs=1),
        lambda: log.rows(pairs=1, turns=1),
        lambda: check.rows(pairs=1, names=("yardstick",)),
        lambda: startup.rows(pairs=1),
    ],
    ids=["engine", "log", "check", "startup"],
)
def test_a_benchmark_runs(rows):
    """Every row has a ratio and says what it compares."""
    found = rows()
    assert found
    assert all(row.ratio > 0 and row.what in str(row) for row in found)


def test_the_plain_loop_plays_the_yardstick_game():
    """Random play comes to the known mean scores, from lowest to highest actor."""
    for mean, known in zip(plain_loop.means(800), plain_loop.MEANS, strict=True):
        assert mean == pytest.approx(known, abs=0.6, rel=0.06)


def test_our_rules_play_the_same_game():
    """The ruleset in TOML, resolved by the engine, comes to the same means (few games: wide bounds)."""
    for mean, known in zip(yardstick.means(60), plain_loop.MEANS, strict=True):
        assert mean == pytest.approx(known, abs=3.5, rel=0.12)


def test_playing_the_recorded_orders_again_is_the_same_game():
    """With events or without."""
    state, _, played = yardstick.play(5, turns=3)
    assert yardstick.replay(5, played) == state
    assert yardstick.replay(5, played, quiet=True) == state


def test_bent_files_are_refused_with_places():
    """A few files with pieces cut, doubled and replaced: problems, never another exception."""
    came, _ = files.soak(seed=5, n=12)
    assert sum(came.values()) == 12


def test_bent_logs_never_pass_for_whole():
    """A few logs with bytes and lines changed: refused, or what is left is a whole log."""
    assert sum(logs.soak(seed=5, n=10, turns=1).values()) == 10


def test_cuts_and_changed_bytes_are_reported_for_what_they_are(tmp_path):
    """A twentieth of the soak, on one turn of the shipped scenario: cuts at the end, bytes changed before it."""
    raw = flips.a_log(load("syria_2015", format="lesson"), tmp_path / "plain.jsonl", seed=5, turns=1)
    assert flips.cuts(raw, step=len(raw) // 100)["torn end"]
    assert flips.flips(raw, seed=5, n=100)["newline"]


def test_hostile_commands_and_messages_change_nothing():
    """A twentieth of the soak: refused with a sentence, and the state is as it was."""
    game, state = orders.a_state(seed=5, turns=1)
    assert orders.against_engine(game, state, seed=5, n=250)[0]["refused"] > 100
    assert orders.against_table(game, state, seed=5, n=250)[0]["refused"] > 100


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_games_lose_nothing_that_was_shown(tmp_path):
    """A few kills of a line-mode game (each takes a second or two): news, drafts and seals are there again."""
    done, came = kills.soak(tmp_path, seed=5, kills=3)
    assert done == 3
    assert came["logs audited"]
