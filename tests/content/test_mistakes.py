"""Each kind of mistake says file:line:column, what, and what instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wargame.content import check, load
from wargame.errors import LoadError

Mistakes = Callable[..., list[str]]


def test_the_toy_game_is_without_mistakes(folder: Path) -> None:
    """The fixture itself can be played, with all its variants and formats."""
    assert check(str(folder / "toy.toml")) == ()
    assert load(str(folder / "toy.toml"), variant="rich", format="lesson").turns == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # shapes
        ('brief = "You pay', 'breif = "You pay', 'unknown key "breif" – did you mean "brief"?'),
        ("turns = 6\n", "turns = true\n", "expected a whole number, found true"),
        ("turns = 6\n", 'turns = "6"\n', 'expected a whole number, found "6" – without quotes'),
        ('title = "Anna"', "title = 5", 'expected text, found 5 – put it in quotes: "…"'),
        ('members = ["anna", "ben"]', 'members = "anna"', 'expected an array, found "anna" – put it in brackets: […]'),
        ('title = "Anna"\n', "", "`title` is missing"),
        ("value = 0.5", "value = nan", "a number beyond 2^53, or none at all – numbers of a game are smaller"),
        ("value = 0.5", "value = 0.12345678", "0.12345678 has more than six decimals"),
        ("turns = 6\n", "turns = 99999999999999999999\n", "a number beyond 2^53"),
        ('when = "turn == 1"', "when = [1]", "expected a formula, found an array"),
        # references
        ('members = ["anna", "ben"]', 'members = ["anna", "bne"]', 'there is no actor "bne" – did you mean "ben"?'),
        ('action = "rally"', 'action = "ralley"', 'there is no action "ralley" – did you mean "rally"?'),
        ('default = "stay"', 'default = "sty"', 'there is no choice "sty" – did you mean "stay"?'),
        ('actor = "anna"\n', 'actor = "ana"\n', 'there is no actor "ana" – did you mean "anna"?'),
        ('variant = "rich"\n', 'variant = "rihc"\n', 'there is no variant "rihc" – did you mean "rich"?'),
        ('actors = ["gero", "rosa"]', 'actors = ["gero", "ben"]', '"ben" is already played by "blue"'),
        ('actors = ["gero", "rosa"]', 'actors = ["gero", "rossa"]', 'there is no actor "rossa"'),
        ("watch = { observers = 1,", "watch = { observer = 1,", 'there is no value "observer"'),
        ("[actors.anna.positions.ceasefire]", "[actors.anna.positions.truce]", 'there is no agreement "truce"'),
        # words and numbers
        ('talks = "5 min"', 'talks = "5 minuets"', '"5 minuets" is no time – as "6 min" or "90 s"'),
        ('talks = "5 min"', 'talk = "5 min"', 'there is no step "talk" – did you mean "talks"?'),
        ('deadlines = "Tue Fri 18:00"', 'deadlines = "Tuesday 6pm"', '"Tuesday 6pm" is no deadline'),
        ('turn = "1 week"', 'turn = "a week"', '"a week" is no length of a turn – as "1 month" or "2 weeks"'),
        ('expect = "likely"', 'expect = "likly"', '"likly" is no band – did you mean "likely"?'),
        ("range = [0.2, 0.8]", "range = [0.6, 0.8]", "0.5 lies outside its range"),
        ('code = "AN"', 'code = "Anna"', "a code of two capital letters is needed"),
        ('code = "BE"', 'code = "AN"', '"anna" already has the code AN'),
        # the map
        ("at = [2, 2]", "at = [2, 0]", '"north" already stands at [2, 0]'),
        ('short = "Gorge"', 'short = "The gorge"', "more than 7 letters – the map has room for 7"),
        ("links = { north = 0.5, coast = 0.8 }", "links = { north = 0.5, cost = 0.8 }", '"cost"'),
    ],
)
def test_a_mistake_in_the_scenario_is_named(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    """One change, and the message says what is wrong with it and what to write."""
    found = mistakes(old, new)

    assert any(said.replace('"cost"', "cost") in line.replace("'", "") or said in line for line in found), found
    assert all(line.startswith("toy.toml:") for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phase = "strikes"\nvisible', 'phase = "strike"\nvisible', 'no phase "strike"'),
        ("share = 40", "share = 140", "a share is 0 to 100 per cent"),
        ("share = 40\n", "", "a middle outcome needs its `share`"),
        ("cost = { funds = 2 }", "cost = { fund = 2 }", 'there is no stock "fund" – did you mean "funds"?'),
        ('[phases.economy]\ntitle = "Economy"', '[phases.economy]\ntitle = "Economy"\n[phases.idle]\ntitle = "Idle"',
         "nothing ever happens in this phase"),
        ("severity = 28", "severity = 27", "27 is no step of the escalation curve"),
        ('parties = "2+"', 'parties = "some"', '"some" says not how many sign'),
        ("n = { from = 1, to = 3 }", "n = { from = 3, to = 1 }", "a whole number needs its range"),
        ('n = { from = 1, to = 3 }', 'n = "hole"', 'there is no set or type "hole" – did you mean "whole"?'),
        ("[actions.rally]", "[actions.Rally]", "'Rally' is no id – small letters, digits and _, a letter first"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_rules_is_named(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    """A ruleset's mistakes stand in the ruleset's own file."""
    found = mistakes(old, new, "toy_rules.toml")

    assert any(said in line and line.startswith("toy_rules.toml:") for line in found), found


def test_places_are_exact(mistakes: Mistakes) -> None:
    """The column of an unknown key is the key's, of a wrong value the value's."""
    assert mistakes('summary = "Holds', 'sumary = "Holds')[0].startswith("toy.toml:48:1: ")
    assert 'toy.toml:50:20: expected a number, found "2"' in mistakes(
        "income = { funds = 2 }", 'income = { funds = "2" }'
    )


def test_a_place_inside_a_long_text(mistakes: Mistakes) -> None:
    """A misspelt name on the third line of a program is shown there."""
    old = "if plot[against] > 3:\n    escalation += 1"

    found = mistakes(old, old.replace("escalation", "escalatoin"), "toy_rules.toml")

    assert len(found) == 1
    assert found[0].startswith("toy_rules.toml:179:5: "), found
    assert "escalation" in found[0].split(" – ")[1]


def test_a_place_inside_a_text_with_escapes(mistakes: Mistakes) -> None:
    """After escapes and a folded line the column is still that of the file."""
    found = mistakes('when = "turn == 1"', 'when = """tur\\u006e == 1 an\\u0064 \\\n   trun > 0"""')

    assert any(line.startswith("toy.toml:180:4: ") for line in found), found


def test_every_mistake_in_one_pass(mistakes: Mistakes, folder: Path) -> None:
    """Three mistakes in two files give three messages, in file order."""
    mistakes('action = "rally"', 'action = "ralley"')
    mistakes('action = "dig"', 'action = "digg"')
    found = mistakes("severity = 28", "severity = 27", "toy_rules.toml")

    assert [line.split(":")[0] for line in found] == ["toy.toml", "toy.toml", "toy_rules.toml"]


def test_a_problem_shows_its_line(folder: Path) -> None:
    """The excerpt is the line and a caret below the place."""
    path = folder / "toy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('title = "Anna"', "title = 5"), encoding="utf-8")

    with pytest.raises(LoadError) as caught:
        load(str(path))

    assert caught.value.problems[0].excerpt == "title = 5\n        ^"
    assert caught.value.problems[0].key == "actors.anna.title"


def test_many_mistakes_are_counted(folder: Path) -> None:
    """After two hundred a last line says how many more."""
    path = folder / "toy.toml"
    path.write_text(path.read_text(encoding="utf-8") + "".join(f"x{i} = 1\n" for i in range(500)), encoding="utf-8")

    found = check(str(path))

    assert len(found) == 201
    assert found[-1].message == "and 300 more mistakes"
