"""The command line: what it prints, its exit codes, and that a mistake is one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from wargame.cli import main
from wargame.version import __version__

TOY = str(Path(__file__).parents[1] / "toy" / "toy.toml")


def run(*words: str, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wargame", *words],
        input=stdin, capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
    )  # fmt: skip


def sums(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` prints the release."""
    assert main(["--version"]) == 0
    assert f"wargame {__version__}\n" == capsys.readouterr().out


def test_alone_without_a_terminal_it_says_what_one_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    """`wargame` in a pipe lists the scenarios and the ways on."""
    assert main([]) == 0
    out = capsys.readouterr().out
    assert "wargame play" in out
    assert "syria_2015" in out


def test_run_tells_what_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    """`run --json` prints games, seconds, orders, orders_per_second and endings."""
    assert main(["run", TOY, "--games", "3", "--seed", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"games", "seconds", "orders", "orders_per_second", "endings"} <= set(found)
    assert 3 == found["games"] == sum(found["endings"].values())


def test_the_same_seed_gives_the_same_bytes_whatever_the_jobs(tmp_path: Path) -> None:
    """Rows and logs are equal for one process and two, and for any order of hashing."""
    one, two = tmp_path / "one", tmp_path / "two"
    words = ("run", TOY, "--games", "12", "--seed", "5", "--turns", "3", "--logs", "--bots", "anna=random")
    first = run(*words, "--out", str(one), "--jobs", "1", env={"PYTHONHASHSEED": "1"})
    second = run(*words, "--out", str(two), "--jobs", "2", env={"PYTHONHASHSEED": "2"})

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert sums(one) == sums(two)
    assert len(sums(one)) == 14
    assert main(["audit", str(one / "game-00.jsonl"), str(two / "game-11.jsonl")]) == 0


def test_rows_are_one_a_game_and_one_a_turn(tmp_path: Path) -> None:
    """games.csv and turns.csv have a head and as many rows as were played."""
    assert main(["run", TOY, "--games", "2", "--seed", "1", "--turns", "4", "--out", str(tmp_path)]) == 0
    games = (tmp_path / "games.csv").read_text(encoding="utf-8").splitlines()
    turns = (tmp_path / "turns.csv").read_text(encoding="utf-8").splitlines()
    assert len(games) == 3
    assert len(turns) == 9
    assert games[0].startswith("game,seed,variant,turns,ending,orders,score_anna")


@pytest.mark.parametrize(
    "words",
    [
        ("run", "no_such_scenario"),
        ("run", TOY, "--bots", "clever"),
        ("run", TOY, "--bots", "zoe=random"),
        ("run", TOY, "--variant", "none_such"),
        ("run", TOY, "--logs"),
        ("play", TOY, "--line", "--as", "zoe"),
        ("play", "--line", "--resume", "no_such.jsonl"),
        ("play",),
        ("play", TOY),
        ("replay", "no_such.jsonl"),
        ("rules", "no_such_scenario"),
    ],
)
def test_a_mistake_is_a_sentence_and_exit_code_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback reaches a user."""
    assert main(list(words)) == 2
    error = capsys.readouterr().err
    assert error.strip()
    assert "Traceback" not in error


@pytest.mark.parametrize("words", [("dance",), ("run", TOY, "--games", "0"), ("run", TOY, "--seed", "x"), ("run",)])
def test_wrong_words_are_exit_code_2(words: tuple[str, ...]) -> None:
    """What cannot be parsed is explained by the parser."""
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    assert stopped.value.code == 2


def test_check_finds_nothing_in_the_toy(capsys: pytest.CaptureFixture[str]) -> None:
    """A sound scenario is exit code 0; --play plays it too."""
    assert main(["check", TOY, "--play"]) == 0
    assert "nothing wrong" in capsys.readouterr().out


def test_check_names_the_place_of_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken scenario is exit code 1, with file:line:col, also as JSON."""
    for name in ("toy.toml", "toy_rules.toml"):
        (tmp_path / name).write_text((Path(TOY).parent / name).read_text(encoding="utf-8"), encoding="utf-8")
    broken = tmp_path / "toy.toml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("escalation >= 10", "escalatoin >= 10"), encoding="utf-8"
    )

    assert main(["check", str(broken)]) == 1
    assert "escalatoin" in capsys.readouterr().out
    assert main(["check", str(broken), "--json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["problems"][0]["line"] > 0


def test_replay_prints_a_turn_as_a_seat_knew_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The truth at a turn, and what a team knew of it."""
    main(["run", TOY, "--games", "1", "--seed", "1", "--turns", "3", "--logs", "--out", str(tmp_path)])
    capsys.readouterr()
    log = str(tmp_path / "game-0.jsonl")

    assert main(["replay", log, "--json", "--turn", "2"]) == 0
    truth = json.loads(capsys.readouterr().out)
    assert main(["replay", log, "--json", "--turn", "2", "--seat", "ben"]) == 0
    known = json.loads(capsys.readouterr().out)

    assert 2 == truth["turn"] == known["turn"]
    assert "plot[rosa]" in truth["cells"]
    assert known["cells"]["funds[ben]"][0] == truth["cells"]["funds[ben]"]


def test_audit_finds_an_edited_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed byte is exit code 1 and a line's number."""
    main(["run", TOY, "--games", "1", "--seed", "1", "--turns", "1", "--logs", "--out", str(tmp_path)])
    log = tmp_path / "game-0.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"turn":1', b'"turn":2', 1))
    capsys.readouterr()

    assert main(["audit", str(log)]) == 1
    assert "game-0.jsonl" in capsys.readouterr().out


def test_the_rule_book_has_every_order_and_each_brief(capsys: pytest.CaptureFixture[str]) -> None:
    """`rules` prints the book and the team pages."""
    assert main(["rules", TOY]) == 0
    book = capsys.readouterr().out
    for word in (
        "# Toy",
        "### Strike",
        "### Ceasefire",
        "For Rosa only",
        "Everybody wants what you have.",
        "The gorge",
    ):
        assert word in book
    assert main(["rules", TOY, "--html"]) == 0
    assert "<h1>Toy</h1>" in capsys.readouterr().out


# ---------------------------------------------------------------- line mode


def test_a_whole_game_from_a_script(tmp_path: Path) -> None:
    """A script chooses, orders, asks, talks and seals; the game ends with scores, and its log can be audited."""
    log = tmp_path / "game.jsonl"
    script = (
        """choose 1
offers
attack gorge
because 1 the gorge first
expect 1 60
drafts
quote
why escalation
propose ceasefire with rosa where=gorge months=2 watch=observers
proposals
seal
str gor
cal
undo
seal
news
brief
rules strike
blah blah
help
"""
        + "seal\n" * 6
    )

    done = run("play", TOY, "--line", "--as", "anna", "--seed", "3", "--log", str(log), stdin=script)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for words in ("The game is over", "Nothing here is called 'blah blah'", "Hit (", "It is on the table", "points"):
        assert words in done.stdout
    assert main(["audit", str(log)]) == 0


def test_the_end_of_input_says_how_to_go_on(tmp_path: Path) -> None:
    """EOF leaves politely; the game goes on where it was, drafts and all."""
    log = tmp_path / "game.jsonl"
    first = run("play", TOY, "--line", "--as", "anna", "--log", str(log), stdin="seal\nrally\n")
    assert first.returncode == 0
    assert f"--resume {log}" in first.stdout

    second = run("play", "--line", "--resume", str(log), stdin="drafts\nquit\n")
    assert second.returncode == 0, second.stderr
    assert "Turn 2 of 6" in second.stdout
    assert "1. Anna, Rally" in second.stdout


def test_teams_hand_the_keyboard_over(tmp_path: Path) -> None:
    """Hot-seat: each team in turn, and neither sees the other's brief."""
    script = "\nseal\n\nbrief\nseal\n\nquit\n"
    done = run("play", TOY, "--line", "--seating", "two", "--log", str(tmp_path / "g.jsonl"), stdin=script)

    assert done.returncode == 0, done.stderr
    assert "Hand the keyboard to Blue team" in done.stdout
    assert "Turn 2 of 6" in done.stdout
    assert "You want the gorge" not in done.stdout


def test_a_killed_game_goes_on(tmp_path: Path) -> None:
    """kill -9 in the middle of a turn: what was shown is there again."""
    log = tmp_path / "game.jsonl"
    game = subprocess.Popen(
        [sys.executable, "-u", "-m", "wargame", "play", TOY, "--line", "--as", "anna", "--log", str(log)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    assert game.stdin is not None
    game.stdin.write("seal\nrally\n")
    game.stdin.flush()
    limit = time.monotonic() + 30
    while not Path(f"{log}.drafts.json").exists() and time.monotonic() < limit:
        time.sleep(0.05)
    game.kill()
    shown = game.communicate()[0]

    again = run("play", "--line", "--resume", str(log), stdin="drafts\n")

    assert "Turn 2 of 6" in shown
    assert "Turn 2 of 6" in again.stdout, again.stderr
    assert "1. Anna, Rally" in again.stdout


def test_a_reader_that_leaves_is_no_error() -> None:
    """`wargame rules X | head -1` ends quietly."""
    book = subprocess.Popen(
        [sys.executable, "-m", "wargame", "rules", "syria_2015"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert book.stdout is not None
    assert book.stderr is not None
    book.stdout.readline()
    book.stdout.close()

    assert book.stderr.read() == b""
    assert book.wait() == 0
    book.stderr.close()


HOSTILE = """[/b]
{actor}
1 1 1
-1
99
0
undo 99
undo x
because
expect 1 200
expect x
accept 9
accept
refuse
counter
counter 1 x=y
withdraw
propose
propose ceasefire
propose ceasefire with
propose ceasefire with zoe
propose ceasefire with rosa where=nowhere
propose ceasefire with rosa months=99
propose ceasefire with rosa pay=x
propose ceasefire with rosa where=plain months=1 watch=observers pay=anna>rosa:9999
weigh
weigh x y=
choose
choose 99
choose zzz
say
say to nobody: x
say to zoe
why
why zzz
why front zzz
rules zzz
quote 9
\x1b[31m
\u202e
seal now
reopen
reopen
"""


def test_hostile_lines_get_a_sentence_each(tmp_path: Path) -> None:
    """Anything at all may be typed; the game goes on and no traceback is seen."""
    done = run("play", TOY, "--line", "--as", "anna", "--log", str(tmp_path / "g.jsonl"), stdin=HOSTILE)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "The game is kept" in done.stdout


def test_bytes_that_are_no_text_stop_nothing(tmp_path: Path) -> None:
    """A script of rubbish is answered, not crashed upon."""
    done = subprocess.run(
        [sys.executable, "-m", "wargame", "play", TOY, "--line", "--as", "anna", "--log", str(tmp_path / "g.jsonl")],
        input=b"\xff\xfe\x00rally\nseal\n\xc3\n", capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stderr == b""


def test_somebody_who_says_both_as_and_seating_is_asked_to_choose() -> None:
    """A seating already says who plays whom; both at once would leave nobody at the keyboard."""
    done = run("play", TOY, "--line", "--as", "red", "--seating", "two")
    assert done.returncode == 2
    assert "not both" in done.stderr
