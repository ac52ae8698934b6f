"""What README and docs tell people to type works: every command is run, every snippet is read.

In a page, `sh` blocks are commands (run in one folder of their own, top to bottom), `toml` blocks that begin with
`# file: NAME` are written there first, other `toml` blocks must parse, `python` blocks are executed there.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETUP = re.compile(r"python3 -m venv|^uv |^pipx |^uvx |^git |^cd ")


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(m[1], m[2]) for m in FENCE.finditer(page.read_text(encoding="utf-8"))]


def run(line: str, folder: Path) -> None:
    """Runs one documented command; a game on a screen is played in plain prompts and left at once."""
    words = shlex.split(line, comments=True)
    if words and words[0].endswith("wargame"):
        if words[1:2] == ["play"] and "--line" not in words:
            words.append("--line")
        words = [sys.executable, "-m", "wargame", *words[1:]]
    if words and words[0].endswith("python"):
        words[0] = sys.executable
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=240, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_and_snippet_of_a_page_works(page: Path, tmp_path: Path) -> None:
    """Commands exit 0, TOML parses, Python runs."""
    for folder in ("benchmarks", "scenarios", "rules"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    for kind, text in blocks(page):
        if kind == "toml":
            tomllib.loads(text)
            if named := re.match(r"# file: (\S+)\n", text):
                (tmp_path / named[1]).write_text(text, encoding="utf-8")
        elif kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
        elif kind == "sh":
            for line in text.splitlines():
                if line.strip() and not line.startswith("#") and not SETUP.search(line):
                    run(line, tmp_path)


def test_the_test_command_is_said_the_same_everywhere() -> None:
    """README, CONTRIBUTING and the gate call one and the same command."""
    command = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"

    for name in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        assert command in (ROOT / name).read_text(encoding="utf-8")


def test_readme_says_how_to_play_in_one_command() -> None:
    """The first command of the README sets itself up and plays."""
    command = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/wargame play syria_2015"

    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link names a file that exists."""
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
