"""Damaged files: never anything but problems with places, and never a slow one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hostile import damaged

from wargame.content import check


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_a_damaged_file_is_answered(folder: Path, start: int) -> None:
    """Each of the files loads or says what is wrong with it, within a second of work."""
    files = [folder / "toy.toml", folder / "toy_rules.toml"]
    good = [path.read_bytes() for path in files]
    for seed in range(start, start + 50):
        which = seed % 2
        files[which].write_bytes(damaged(good[which], seed))
        before = time.process_time()
        found = check(str(files[0]))
        assert time.process_time() - before < 2, seed
        assert all(problem.message and problem.file for problem in found), seed
        files[which].write_bytes(good[which])
