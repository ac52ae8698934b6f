"""Audits and redactions: an outsider can check a log, and every part of it that was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from toy_log import TOY, forged

from wargame.engine.dice import Dice, face, seed_hash
from wargame.errors import AuditMismatch, LogError
from wargame.model.events import ALL
from wargame.record import audit, read_log, redact, redacted, resume
from wargame.record.log import Log, Record, verify
from wargame.record.rolls import check_dice


def test_a_log_is_played_again(log_file: Path) -> None:
    """Every record comes out the same; nothing but the log is needed."""
    report = audit(log_file)

    assert (report.replayed, report.ended, report.torn, report.notes) == (True, True, 0, ())
    assert report.head == read_log(log_file).head


def test_the_first_difference_is_named(recorded: bytes, log_file: Path) -> None:
    """An outcome that the rules do not give is found, though its chain was made good."""

    def richer(_: dict[str, Any], parts: dict[str, Any]) -> None:
        entry = next(entry for entry in parts["white_cell"]["events"] if entry[1] == "settled")
        entry[2]["changed"][0][2] = 99_000_000

    n = next(r.n for r in verify("x", recorded).records if "turn" in r.head and r.n > 1)
    log_file.write_bytes(forged(recorded, n, richer))

    with pytest.raises(AuditMismatch, match=f"game.jsonl:{n + 1}: played again, this record differs: event [0-9]+ of "):
        audit(log_file)


def test_changed_rules_are_found(recorded: bytes, log_file: Path) -> None:
    """A log whose rule text was exchanged does not give its own events."""

    def easier(_: dict[str, Any], parts: dict[str, Any]) -> None:
        for file in parts["white_cell"]["files"]:
            file["text"] = file["text"].replace("value = 0.09", "value = 0.5")

    log_file.write_bytes(forged(recorded, 0, easier))
    with pytest.raises(LogError, match="a file's text is not that of its sum"):
        audit(log_file)


def test_another_release_is_named(recorded: bytes, log_file: Path) -> None:
    """A log of another release is audited, and a note says what to install."""
    log_file.write_bytes(forged(recorded, 0, lambda head, _: head.update(engine="0.0.9")))

    (note,) = audit(log_file).notes

    assert note.startswith("recorded with wargame 0.0.9")
    assert note.endswith("pip install wargame==0.0.9")


def test_damage_comes_before_differences(recorded: bytes, log_file: Path) -> None:
    """A flipped byte is damage of its line, not a difference of the rules."""
    at = recorded.index(b'"settled"', len(recorded) // 2)
    log_file.write_bytes(recorded[:at] + b"'" + recorded[at + 1 :])

    with pytest.raises(LogError, match=f":{recorded.count(bytes([10]), 0, at) + 1}: this line is damaged"):
        audit(log_file)


@pytest.mark.parametrize("team", ["anna", "rosa", ""])
def test_a_redacted_log_has_the_same_head(recorded: bytes, tmp_path: Path, team: str) -> None:
    """It verifies, shows its team's parts alone, and its dice are those of the opened seed."""
    whole = verify("x", recorded)
    redact(whole, team, tmp_path / "own.jsonl")

    log, report = read_log(tmp_path / "own.jsonl"), audit(tmp_path / "own.jsonl")

    assert log.head == whole.head == report.head
    assert {who for record in log.records for who in record.entries()} == ({ALL, f"team:{team}"} if team else {ALL})
    assert not report.replayed
    assert report.dice > 0
    assert report.ended
    with pytest.raises(LogError, match="is a redacted log"):
        resume(tmp_path / "own.jsonl")


def test_no_secret_is_left_in_a_redacted_log(recorded: bytes) -> None:
    """Neither texts of the scenario nor the key of salts nor other teams' messages."""
    own = redacted(verify("x", recorded), "gero")

    for secret in ("You want the gorge", "salt_key", "Gut gemacht", "for the road"):
        assert secret.encode() in recorded
        assert secret.encode() not in own


def test_a_cooked_die_is_found(recorded: bytes, tmp_path: Path) -> None:
    """A player's own log shows a die that its seed does not give."""

    def cook(_: dict[str, Any], parts: dict[str, Any]) -> None:
        entry = next(entry for entry in parts[ALL]["events"] if entry[1] == "contest")
        entry[2]["die"] = entry[2]["die"] % 6 + 1

    whole = verify("x", recorded)
    n = next(r.n for r in whole.records if any(e[1] == "contest" for e in r.entries().get(ALL, ())))
    path = tmp_path / "own.jsonl"
    path.write_bytes(redacted(verify("x", forged(recorded, n, cook)), "anna"))

    with pytest.raises(AuditMismatch, match="the die of battle shows"):
        audit(path)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("contest", {"faces": "six"}),
        ("contest", {"place": {}}),
        ("resolved", {"args": None}),
        ("resolved", {"args": [1]}),
        ("ended", {"luck": "none"}),
        ("ended", {"nonce": None}),
    ],
)
def test_a_die_that_cannot_be_checked_does_not_pass(
    recorded: bytes, tmp_path: Path, kind: str, change: dict[str, Any]
) -> None:
    """Whoever cooks a die must not hide it by writing it so that nobody can throw it again."""

    def spoil(_: dict[str, Any], parts: dict[str, Any]) -> None:
        next(entry for entry in parts[ALL]["events"] if entry[1] == kind)[2].update(change)

    whole = verify("x", recorded)
    n = next(r.n for r in whole.records if any(e[1] == kind for e in r.entries().get(ALL, ())))
    path = tmp_path / "own.jsonl"
    path.write_bytes(redacted(verify("x", forged(recorded, n, spoil)), "anna"))

    with pytest.raises(LogError, match=f"own.jsonl:{n + 1}: this line is damaged"):
        audit(path)


def test_the_dice_of_one_place_are_counted_for_each_phase() -> None:
    """A second battle at one place in a later phase of the turn is its first there, as it is for the rules."""
    dice = Dice(7, 0, 1)
    battle = {"contest": "battle", "place": "gorge", "faces": 6}
    thrown = [
        ["contest", {**battle, "phase": phase, "die": face(dice.uniform(phase, "battle", "gorge", slot), 6)}]
        for phase, slot in (("ground", 0), ("ground", 1), ("raids", 0))
    ]
    ended = ["ended", {"seed": 7, "nonce": "", "luck": 0}]
    header = Record(0, "header", {"seed_hash": seed_hash("", 7)}, {}, "", b"")
    outcome = Record(
        1, "outcome", {}, {ALL: {"events": [[n, *one] for n, one in enumerate([*thrown, ended])]}}, "", b""
    )

    assert check_dice(Log("own", (header, outcome))) == 3


def test_the_first_line_is_a_header(recorded: bytes) -> None:
    """Format, release, mechanics and the seed's hash can be read by anybody; the texts only by the white cell."""
    header = json.loads(recorded.split(b"\n", 1)[0])

    assert header["format"] == "wargame-log/1"
    assert set(header) == {"engine", "format", "hash", "kind", "mechanics", "n", "parts", "seed_hash"}
    files = header["parts"]["white_cell"]["files"]
    assert [file["name"] for file in files] == ["toy_rules.toml", "toy.toml"]
    assert files[1]["text"] == TOY.read_text(encoding="utf-8")


def test_the_page_of_the_format_verifies_a_log(log_file: Path) -> None:
    """The reader printed in docs/log-format.md runs as it stands, and agrees."""
    page = (Path(__file__).parents[2] / "docs" / "log-format.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], names)

    assert names["verify"](log_file) == read_log(log_file).head
