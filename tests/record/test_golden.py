"""Games of released versions, kept as they were played: they must audit for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.record import audit, fold_to, read_log

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.jsonl"))


def test_there_are_golden_games_of_each_ruleset() -> None:
    """A crisis, a yardstick and the toy game are kept."""
    assert {"crisis_lesson", "crisis_random", "toy", "yardstick"} <= {path.stem for path in GOLDEN}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_golden_game_audits(path: Path) -> None:
    """Every recorded command, played again by this version, gives every recorded event and digest."""
    report = audit(path)

    assert report.replayed
    assert report.torn == 0


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_a_golden_game_opens_at_any_turn_without_its_rules(path: Path) -> None:
    """Folding events alone reaches each turn."""
    log = read_log(path)

    assert fold_to(log, 1).stage.turn == 1
    assert fold_to(log, 2).stage.turn == 2
