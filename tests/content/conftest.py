"""A folder with the toy game in it, and a way to say what is wrong with it once something is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.content import check

TOY = Path(__file__).parent.parent / "toy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy game's two files, to be changed."""
    for name in ("toy.toml", "toy_rules.toml"):
        (tmp_path / name).write_text((TOY / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def mistakes(folder: Path) -> Callable[..., list[str]]:
    """Changes one place of a toy file and returns what `check` says, file names without their folder."""

    def changed(old: str, new: str, file: str = "toy.toml") -> list[str]:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in check(str(folder / "toy.toml"))]

    return changed
