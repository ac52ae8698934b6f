"""Boards for the mechanics' tests: the map of table.md at its start, and the small map of machine.md, section 2."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from wargame.model.definition import Definition, Info, Phase
from wargame.model.layout import Layout
from wargame.model.mechanisms import Contest, Property, Variable
from wargame.model.parties import Actor, Region, Side
from wargame.rules.build import build
from wargame.rules.compiled import Moment
from wargame.rules.game import Game
from wargame.rules.writes import Writes

# name: (control, value, depth, full depth, garrison, terrain, men, links)
TABLE: dict[str, tuple[str, int, int, int, int, str, dict[str, int], dict[str, str]]] = {
    "damascus": (
        "lo",
        5,
        5,
        5,
        3,
        "2",
        {"sy": 8, "ir": 2},
        {"homs": "1", "ghouta": ".8", "daraa": "1", "palmyra": ".5"},
    ),
    "homs": ("lo", 3, 4, 4, 2, "1", {"sy": 3, "ir": 1}, {"coast": "1", "hama": "1", "palmyra": "1"}),
    "coast": ("lo", 4, 4, 4, 2, "1.25", {"sy": 5}, {"hama": "1", "idlib": ".8"}),
    "hama": (
        "lo",
        2,
        3,
        4,
        1,
        "1",
        {"sy": 5, "ir": 1},
        {"idlib": "1.2", "aleppo": ".6", "raqqa": ".3", "palmyra": ".4"},
    ),
    "aleppo": ("lo", 4, 4, 4, 2, "1.5", {"sy": 5, "ir": 3}, {"idlib": "1", "azaz": ".8", "al_bab": "1"}),
    "idlib": ("re", 3, 4, 4, 1, "1.25", {"reb": 16}, {"azaz": ".6"}),
    "azaz": ("re", 2, 3, 4, 1, "1", {"reb": 8}, {"al_bab": "1"}),
    "ghouta": ("re", 1, 3, 3, 1, "1.5", {"reb": 5}, {}),
    "daraa": ("re", 2, 4, 4, 1, "1.25", {"reb": 8}, {}),
    "palmyra": ("ca", 1, 2, 2, 1, ".75", {"isi": 3}, {"raqqa": ".5", "deir_ez_zor": ".8"}),
    "al_bab": ("ca", 2, 4, 4, 2, "1", {"isi": 6}, {"raqqa": "1"}),
    "raqqa": ("ca", 3, 4, 4, 4, "1.25", {"isi": 8}, {"deir_ez_zor": "1", "hasaka": "1"}),
    "deir_ez_zor": ("ca", 2, 3, 3, 4, "1", {"isi": 6}, {"hasaka": "1"}),
    "hasaka": ("ca", 1, 2, 2, 3, ".75", {"isi": 4}, {}),
}

VARIABLES = {
    "strength": Variable(preset="strength", visible="all"),
    "control": Variable(preset="control", visible="all"),
    "depth": Variable(over=("region",), type="whole", range=(0, 6), visible="all"),
    "packs": Variable(over=("region",), type="whole", range=(0, 9), visible="all"),
    "dug": Variable(over=("region",), type="whole", timer=True, visible="all"),
    "truce": Variable(over=("side", "side"), type="flag", visible="all"),
    "effort": Variable(over=("side",), type="region?", visible="all"),
    "hostility": Variable(
        over=("side", "side"), type="decimal", visible="all", value="0.4 if truce[side, other] else 1"
    ),
    "relief": Variable(over=("region",), type="decimal", visible="all", value="min(0.6, 0.2 * packs[region])"),
    "trenches": Variable(over=("region",), type="decimal", visible="all", value="0.1 if dug[region] > 0 else 0"),
}
PROPERTIES = {
    "value": Property(over=("region",)),
    "full_depth": Property(over=("region",), start=4),
    "garrison": Property(over=("region",)),
    "terrain": Property(over=("region",), type="decimal", start=1),
}
FRONTS = {"hostility": "hostility", "easing": ["relief", "trenches"], "effort": "effort"}


def definition(**changes: Any) -> Definition:
    """The map of table.md, section 2."""
    regions = {
        name: Region(
            title=name.replace("_", " ").title(),
            links={other: Decimal(length) for other, length in links.items()},
            values={
                "control": side,
                "value": value,
                "depth": depth,
                "full_depth": full,
                "garrison": garrison,
                "terrain": Decimal(terrain),
                "strength": men,
            },
        )
        for name, (side, value, depth, full, garrison, terrain, men, links) in TABLE.items()
    }
    base = Definition(
        format=1,
        scenario=Info(title="The table"),
        phases={"ground": Phase("Ground")},
        actors={
            "sy": Actor("Syria", side="lo"),
            "ir": Actor("Iran", side="lo"),
            "reb": Actor("Rebels", side="re"),
            "isi": Actor("ISIS", side="ca"),
        },
        sides={"lo": Side("Loyalists"), "re": Side("Opposition"), "ca": Side("Caliphate")},
        regions=regions,
        variables=VARIABLES,
        properties=PROPERTIES,
        mechanics={"fronts": FRONTS, "battle": {"spill": Decimal("0.3")}},
        contests={"battle": Contest("Battle", "battle", phase="ground")},
    )
    return attrs.evolve(base, **changes)


def little(**changes: Any) -> Definition:
    """The map of machine.md, section 2: north (anna 4, ben 2, need 1), pass, plain, coast (gero 5, need 1)."""
    table = {
        "repulsed": {"to": 3},
        "bloodied": {"to": 5, "attacker": 1},
        "grind": {"to": 6, "attacker": 1, "defender": 1},
        "advance": {"to": 8, "attacker": 1, "defender": 1},
        "breakthrough": {"to": 10, "attacker": 1, "defender": 2, "falls": True},
        "rout": {"defender": 3, "falls": True},
    }
    base = Definition(
        format=1,
        scenario=Info(title="Little"),
        phases={"ground": Phase("Ground")},
        actors={
            "anna": Actor("Anna", side="blue"),
            "ben": Actor("Ben", side="blue"),
            "gero": Actor("Gero", side="green"),
            "rosa": Actor("Rosa", side="red"),
        },
        sides={"blue": Side("Blue"), "green": Side("Green"), "red": Side("Red")},
        regions={
            "north": Region(
                "North",
                links={"gorge": Decimal(1), "plain": Decimal("0.5")},
                values={"control": "blue", "strength": {"anna": 4, "ben": 2}, "garrison": 1},
            ),
            "gorge": Region("Gorge", values={"control": "red", "strength": {"rosa": 3}}),
            "plain": Region(
                "Plain", links={"coast": Decimal("0.8")}, values={"control": "red", "strength": {"rosa": 2}}
            ),
            "coast": Region("Coast", values={"control": "green", "strength": {"gero": 5}, "garrison": 1}),
        },
        variables={key: VARIABLES[key] for key in ("strength", "control")},
        properties={"garrison": PROPERTIES["garrison"]},
        mechanics={"fronts": {"theta": 0, "floor": 0}, "battle": {"least_share": 1}},
        contests={"battle": Contest("Battle", "battle", phase="ground")},
        tables={"battle": table},
    )
    return attrs.evolve(base, **changes)


def play(made: Definition) -> Bench:
    """A definition built, with short ways to ask."""
    game, faults = build(made)
    assert not faults, faults
    assert game is not None
    return Bench(game)


class Bench:
    """A game and a list of cells to try things on."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.layout: Layout = game.board.layout
        self.cells = list(game.board.start)

    def index(self, name: str) -> int:
        """Index of an actor, side or region; ids are unique on these maps."""
        universe = self.game.board.universe
        return next(ids.index(name) for ids in (universe.actors, universe.sides, universe.regions) if name in ids)

    def put(self, cell: str, value: Any) -> None:
        """Sets a cell by name, outward value."""
        number = self.layout.by_name[cell]
        self.cells[number] = self.layout.inward(number, value)

    def get(self, cell: str) -> Any:
        """A cell by name."""
        number = self.layout.by_name[cell]
        return self.layout.outward(number, self.cells[number])

    def ask(self, query: str, *names: Any) -> int:
        """A query's answer in cell units."""
        indexes = (self.index(name) if isinstance(name, str) else name for name in names)
        return self.game.queries[query].call(tuple(self.cells), Moment(turn=1), *indexes)

    def writes(self) -> Writes:
        """An empty write log on these cells."""
        return Writes(self.layout, tuple(self.cells))

    def after(self, w: Writes) -> Bench:
        """The cells after a single write log: sets, moves, sums, each cell settled once (machine, section 2)."""
        found = Bench(self.game)
        cells = [w.sets.get(cell, value) for cell, value in enumerate(self.cells)]
        for source, target, n in w.moves:
            cells[source] -= n
            cells[target] += n
        for cell, n in w.adds.items():
            cells[cell] += n
        found.cells = [self.layout.settle(cell, value) for cell, value in enumerate(cells)]
        return found

    def men(self, *actors: str) -> int:
        """All men of some actors (of everybody, if none is named)."""
        names = [name for name in self.layout.by_name if name.startswith("strength[")]
        return sum(self.get(name) for name in names if not actors or name[9:].split(",")[0] in actors)
