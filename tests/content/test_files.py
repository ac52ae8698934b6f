"""Files as people send them: byte order marks, other encodings, damage, strange references."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wargame.content import check, load, load_texts
from wargame.content.toml_file import LARGEST_FILE


def said(folder: Path, raw: bytes) -> str:
    (folder / "toy.toml").write_bytes(raw)
    found = check(str(folder / "toy.toml"))
    assert found, "nothing was found"
    return str(found[0]).replace(f"{folder.as_posix()}/", "")


def test_windows_files_are_read(folder: Path) -> None:
    """A byte order mark and CRLF change nothing."""
    path = folder / "toy.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert check(str(path)) == ()


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b"format = 1\n[scenario\n", "toy.toml:2:10: expected ']'"),
        (b"a = 1\na = 2\n", "toy.toml:2:6: cannot overwrite a value – the same key stands twice"),
        (b"t = blue\n", 'toy.toml:1:5: invalid value – text needs quotes: "…"'),
        ('\u00e4 = "\u00e4"\n'.encode("latin-1"), "toy.toml:1:1: byte 0xe4 is not UTF-8 – save the file as UTF-8"),
        ("format = 1".encode("utf-16"), "toy.toml: the file is UTF-16, not UTF-8 – save it as UTF-8"),
        (b"a = '\x00'\n", "toy.toml:1:6: found invalid character"),
        (b"x = " + b"[" * 5000, "toy.toml: tables or arrays are nested too deeply"),
        (b"x = " + b"[" * 60 + b"]" * 60, "toy.toml:1:"),
        (b"x = " + b"1" * 5000, "toy.toml: a number has more than 4,300 digits"),
        (b"# " + b"x" * LARGEST_FILE, "toy.toml: the file is larger than 1 MB"),
        (b"", "toy.toml:1:1: `format` is missing"),
        (b"format = 2\n[scenario]\ntitle = 'x'", "toy.toml:1:10: this is no format that this release reads"),
        (b"format = 1\n[ruleset]\ntitle = 'x'", "toy.toml:1:1: this ruleset has no [scenario]"),
    ],
)
def test_damage_gives_one_clear_sentence(folder: Path, raw: bytes, wanted: str) -> None:
    """Whatever the bytes, the first message says where and what."""
    assert said(folder, raw).startswith(wanted)


@pytest.mark.parametrize(
    "raw",
    [
        b"a." * 300_000 + b"a = 1",
        b"x = {" + b'"a".' * 200_000 + b"a = 1}",
        b"".join(b"a%d = 1\n" % i for i in range(40_000)),
        b"x = [" + b"1," * 300_000 + b"]",
        b" " * 900_000,
        b"a" * 900_000,
        b'x = "' + b'\\"' * 400_000,
        b"".join(b"[a%d.b.c]\n" % i for i in range(20_000)),
    ],
)
def test_hostile_files_are_answered_at_once(folder: Path, raw: bytes) -> None:
    """Nothing is quadratic: a file at the limit of size takes about a second."""
    before = time.process_time()
    said(folder, raw)

    assert time.process_time() - before < 4


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("../toy_rules.toml", "lies outside the scenario's folder"),
        ("/etc/passwd", "lies outside the scenario's folder"),
        ("C:\\\\rules.toml", "lies outside the scenario's folder"),
        ("toy_rulez", 'there is no "toy_rulez" – did you mean "toy_rules"?'),
        ("crisi", 'there is no "crisi" – did you mean "crisis"?'),
    ],
)
def test_a_reference_stays_in_the_folder(folder: Path, reference: str, wanted: str) -> None:
    """A scenario names shipped rules and files beside it, nothing else of the machine."""
    text = (folder / "toy.toml").read_text(encoding="utf-8").replace('"toy_rules"', f'"{reference}"')

    assert wanted in said(folder, text.encode())


def test_unknown_scenarios_are_named(tmp_path: Path) -> None:
    """A misspelt shipped name and a file that is not there."""
    assert str(check("syria_2105")[0]) == 'syria_2105: there is no scenario "syria_2105" – did you mean "syria_2015"?'
    assert "there is no file" in str(check(str(tmp_path / "gone.toml"))[0])
    assert check(str(tmp_path) + "/x.toml/")


def test_recorded_texts_load_the_same_game(folder: Path) -> None:
    """A game loads from the texts that it carries, without a disk."""
    game = load(str(folder / "toy.toml"), variant="rich")
    again = load_texts({source.name: source.text for source in game.sources}, game.name, variant="rich")

    assert again.board == game.board
    assert [source.name for source in game.sources] == ["toy_rules.toml", "toy.toml"]
