"""One document out of many files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.content import check, load
from wargame.content.library import Disk
from wargame.content.overlay import compose
from wargame.errors import LoadError

CHILD = """
format = 1
remove = ["injects.envoy", "actors.anna.doctrine.choices.envoy"]
[scenario]
title = "Toy again"
extends = "toy"
[parameters]
strike_base = 50
[actors.rosa]
brief = "Now you know."
[regions.coast]
links = { plain = 0.9 }
[regions.plain]
links = { coast = 0.9 }
"""


@pytest.fixture
def child(folder: Path) -> Path:
    """A scenario that extends the toy."""
    path = folder / "child.toml"
    path.write_text(CHILD, encoding="utf-8")
    return path


def test_a_scenario_extends_another(child: Path) -> None:
    """Tables merge key by key, the later value wins, `remove` takes away, a number may stand for its table."""
    assert check(str(child)) == ()

    tree = compose(Disk(), str(child)).tree

    assert tree["scenario"]["title"] == "Toy again"
    assert tree["scenario"]["turns"] == 6
    assert tree["actors"]["rosa"]["title"] == "Rosa"
    assert tree["actors"]["rosa"]["brief"] == "Now you know."
    assert tree["parameters"]["strike_base"]["value"] == 50
    assert tree["parameters"]["strike_base"]["says"]
    assert tree["injects"] == {}


def test_a_variant_is_laid_over_last(folder: Path) -> None:
    """Its start values win over the scenario's."""
    game, rich = load(str(folder / "toy.toml")), load(str(folder / "toy.toml"), variant="rich")
    cell = game.board.layout.by_name["funds[rosa]"]

    assert (game.board.start[cell], rich.board.start[cell]) == (9, 14)


def test_a_format_brings_its_variant(folder: Path) -> None:
    """`[formats.weeks] variant = "rich"` plays the rich game."""
    game = load(str(folder / "toy.toml"), format="weeks")

    assert game.board.start[game.board.layout.by_name["funds[rosa]"]] == 14


def test_a_mistake_is_placed_where_the_value_came_from(folder: Path, child: Path) -> None:
    """A child's value is shown in the child, an inherited one in the parent."""
    child.write_text(CHILD + '[sides.red]\nhue = "pink"\n', encoding="utf-8")
    text = (folder / "toy.toml").read_text(encoding="utf-8")
    (folder / "toy.toml").write_text(text.replace('hue = "green"', 'hue = "grene"'), encoding="utf-8")

    places = [(Path(problem.file).name, problem.line) for problem in check(str(child))]

    assert places == [("child.toml", 16), ("toy.toml", 29)]


def test_a_mistake_of_a_variant_is_found_without_playing_it(folder: Path) -> None:
    """`check` lays every variant over once, and shows its mistakes in its own lines."""
    path = folder / "toy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("funds = 14", "fnds = 14"), encoding="utf-8")

    (problem,) = check(str(path))

    assert path.read_text(encoding="utf-8").split("\n")[problem.line - 1] == "fnds = 14"


def test_removing_what_is_not_there_is_a_mistake(child: Path) -> None:
    """With the nearest entry that is."""
    child.write_text(CHILD.replace("injects.envoy", "injects.envoi"), encoding="utf-8")

    assert 'there is nothing of this name to remove – did you mean "injects.envoy"?' in str(check(str(child))[0])


def test_scenarios_that_extend_each_other_are_refused(folder: Path, child: Path) -> None:
    """A circle gives one sentence."""
    text = (folder / "toy.toml").read_text(encoding="utf-8")
    (folder / "toy.toml").write_text(
        text.replace('title = "Toy"', 'title = "Toy"\nextends = "child"'), encoding="utf-8"
    )

    with pytest.raises(LoadError, match="extends itself, directly or through others"):
        load(str(child))


def test_long_chains_are_refused(folder: Path) -> None:
    """Eight scenarios may extend one another, not nine."""
    for n in range(12):
        text = f'format = 1\n[scenario]\ntitle = "x"\nextends = "c{n + 1}"\n'
        (folder / f"c{n}.toml").write_text(text, encoding="utf-8")

    with pytest.raises(LoadError, match="a chain of more than 8 scenarios"):
        load(str(folder / "c0.toml"))
