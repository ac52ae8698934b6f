"""The walls of the house: who may import whom, how large a module may grow, what may stand in a file."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "wargame"
ROOT = SOURCE.parents[1]

# docs/architecture.md explains this table.
ALLOWED = {
    "model": set(),
    "rules": {"model"},
    "wording": {"model"},
    "engine": {"rules", "model"},
    "bots": {"engine", "rules", "model"},
    "content": {"rules", "model"},
    "record": {"engine", "rules", "content", "model"},
    "session": {"engine", "rules", "model", "wording"},
    "server": {"session", "record", "content", "rules", "model"},
    "tui": {"server", "session", "wording", "model"},
    "line": {"server", "session", "wording", "model"},
    "research": {"engine", "rules", "content", "record", "bots", "wording", "model"},
}
FREE = {"errors", "version"}
TUI_ONLY = {"server": "wargame.server.client", "session": "wargame.session.messages"}
LARGEST = 400


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    """Every import of our own rooms stands in the table."""
    mine = room(path)
    if mine not in ALLOWED:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "wargame" or len(parts) == 1:
            continue
        other = parts[1]
        assert other in ALLOWED[mine] | FREE | {mine}, f"{mine} imports {name}"
        if mine in ("tui", "line") and other in TUI_ONLY and len(parts) > 2:
            assert name.startswith(TUI_ONLY[other]), f"{mine} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    """textual in the tui, asyncio and sockets in server and tui, cattrs at the edges, no luck or clock inside."""
    mine, names = room(path), {name.split(".")[0] for name in imports(path)}
    if mine != "tui":
        assert not names & {"textual", "rich"}
    if mine not in ("server", "tui"):
        assert not names & {"asyncio", "socket", "websockets", "asyncssh"}
    if mine in ("model", "rules", "engine", "wording"):
        assert not names & {"cattrs", "random", "time", "os", "pathlib", "toml", "tomllib", "secrets", "io"}
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "open"]
    if mine == "session":
        assert not names & {"random", "time", "os", "pathlib", "secrets", "io"}
    if mine in ("tui", "line", "server", "session"):
        assert not names & {"fcntl", "termios", "pwd", "resource"}, "classrooms run Windows"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_outgrows_its_room(path: Path) -> None:
    """A module has at most 400 lines and says in its first line what it is."""
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LARGEST
    assert ast.get_docstring(ast.parse(text)) not in (None, "", ".")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_public_name_is_documented(path: Path) -> None:
    """Public classes and functions at the top of a module say what they do."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"


@pytest.mark.parametrize(
    ("entry", "absent"),
    [
        ("wargame.tui.app", ("wargame.engine", "wargame.content", "wargame.record")),
        ("wargame.cli", ("textual", "cattrs", "wargame.engine", "wargame.content")),
        ("wargame.engine", ("textual", "cattrs", "asyncio", "wargame.content", "wargame.session")),
        ("wargame.line", ("textual", "wargame.engine")),
    ],
)
def test_importing_a_room_loads_no_more_than_it_needs(entry: str, absent: tuple[str, ...]) -> None:
    """The walls hold at run time too: a fresh interpreter loads none of the rooms that the table keeps out."""
    code = f"import sys, {entry}; print(' '.join(n for n in {absent!r} if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_no_file_names_a_machine_or_a_private_host() -> None:
    """Nothing in the tree carries a path of somebody's machine; no lock file names a host that is not public."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    needles = ["/" + "work/", "/" + "root/", "/" + "farm/", "/home" + "/"]
    for name in listed:
        path = ROOT / name
        if path.suffix in (".png", ".jsonl") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [n for n in needles if n in text], name
        if path.suffix == ".lock":
            hosts = {part.split("/")[0] for part in text.split("https://")[1:]}
            assert hosts <= {"pypi.org", "files.pythonhosted.org"}, name
