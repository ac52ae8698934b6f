"""Lint and types are part of the test run, as is the wheel that a stranger installs."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_ruff_finds_nothing() -> None:
    """The linter is content with every file."""
    done = run(sys.executable, "-m", "ruff", "check", "--output-format", "concise", ".")

    assert done.returncode == 0, done.stdout


def test_every_file_is_formatted() -> None:
    """The formatter would change nothing."""
    done = run(sys.executable, "-m", "ruff", "format", "--check", ".")

    assert done.returncode == 0, done.stdout


def test_types_hold_strictly() -> None:
    """mypy strict finds nothing in src."""
    done = run(sys.executable, "-m", "mypy")

    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_a_wheel_carries_scenarios_and_rules(wheel: Path) -> None:
    """Every shipped scenario and ruleset lies inside the package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("scenarios", "rules"):
        for path in (ROOT / folder).glob("*.toml"):
            assert f"wargame/data/{folder}/{path.name}" in names


def test_an_installed_wheel_plays_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment, away from the checkout, the wheel checks and plays its own scenario."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = run(str(python), "-c", "import site; print(site.getsitepackages()[0])").stdout.strip()
    zipfile.ZipFile(wheel).extractall(site)
    # The dependencies are borrowed from this environment: a test must not need the network.
    borrowed = [p for p in sys.path if p.endswith("site-packages")]
    hidden = "\n".join(borrowed)
    (Path(site) / "borrowed.pth").write_text(hidden, encoding="utf-8")

    place = run(str(python), "-c", "import wargame; print(wargame.__file__)", cwd=tmp_path)
    done = run(
        str(python), "-m", "wargame", "run", "syria_2015", "--games", "1", "--seed", "1", "--turns", "2", cwd=tmp_path
    )

    assert place.stdout.startswith(site), place.stdout + place.stderr
    assert done.returncode == 0, done.stdout + done.stderr
