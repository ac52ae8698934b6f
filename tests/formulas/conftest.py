"""A small board for the language: four actors on three sides, four regions, one variable of each kind."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from wargame.model.definition import (
    Action,
    Actor,
    Agreement,
    Assumption,
    Contest,
    Definition,
    Info,
    NamedSet,
    Param,
    Parameter,
    Property,
    Region,
    Side,
    Variable,
)
from wargame.model.layout import ACTOR, REGION, WHOLE
from wargame.rules.board import Board, make_board
from wargame.rules.compiled import Procedure, Query
from wargame.rules.formulas import Names, compile_computed

sys.path.insert(0, str(Path(__file__).parents[2]))  # the benchmarks write the random texts


def definition() -> Definition:
    """One of everything that a formula can name."""
    decimal = {"type": "decimal", "places": 1, "visible": "all"}
    return Definition(
        format=1,
        scenario=Info(title="Formulas", turns=12),
        actors={
            "anna": Actor(title="Anna", side="blue", start={"funds": 6}),
            "ben": Actor(title="Ben", side="blue", start={"funds": 4}),
            "gero": Actor(title="Gero", side="green", start={"funds": 3}),
            "rosa": Actor(title="Rosa", side="red", start={"funds": 9}),
        },
        sides={name: Side(title=name) for name in ("blue", "green", "red")},
        regions={
            "north": Region(title="N", links={"gorge": Decimal("1.0"), "plain": Decimal("0.5")}),
            "gorge": Region(title="G", links={"north": Decimal("1.0")}),
            "plain": Region(title="P", links={"north": Decimal("0.5"), "coast": Decimal("0.8")}),
            "coast": Region(title="C", links={"plain": Decimal("0.8")}),
        },
        sets={"uplands": NamedSet("region", ("north", "gorge")), "allies": NamedSet("actor", ("anna", "ben"))},
        parameters={"base": Parameter(45), "rate": Parameter(Decimal("0.09"))},
        assumptions={"resolve": Assumption(Decimal("0.5"), "How firm they stand")},
        variables={
            "funds": Variable(preset="resource", start=3),
            "will": Variable(over=("actor",), range=(0, 10), start=5, **decimal),
            "escalation": Variable(over=(), range=(0, 10), start=3, **decimal),
            "strength": Variable(preset="strength", start=0),
            "control": Variable(preset="control"),
            "host": Variable(over=("region",), type="actor?"),
            "leader": Variable(over=(), type="actor", start="anna"),
            "alarm": Variable(over=(), type="flag", start=False),
            "mood": Variable(over=("actor",), type="enum", values=("calm", "angry"), start="calm"),
            "count_down": Variable(over=(), type="whole", range=(-9, 9), start=0),
            "score": Variable(over=("actor",), type="whole"),
        },
        properties={
            "rough": Property(over=("region",), type="flag", start={"gorge": True}),
            "worth": Property(over=("region",), type="decimal", start=Decimal("1.5")),
        },
        actions={"strike": Action(title="Strike"), "talk": Action(title="Talk")},
        agreements={
            "truce": Agreement(title="Truce", terms={"where": Param(of="regions"), "until": Param(of="whole")}),
            "pact": Agreement(title="Pact"),
        },
        contests={"battle": Contest(title="Battle", mechanic="battle")},
    )


@pytest.fixture(scope="session")
def board() -> Board:
    """The board of the definition, without faults."""
    made, faults = make_board(definition())
    assert faults == ()
    return made


def names_of(board: Board) -> Names:
    """Names with one query, one procedure and one computed variable beside the board's own."""
    layout = board.layout

    def men(s, x, actor):
        return sum(s[layout.cell("strength", actor, region)] for region in range(4))

    def muster(s, x, w, actor, region):
        w.add(layout.cell("strength", actor, region), 2)

    names = Names(
        board,
        {"men": Query("men", (ACTOR,), WHOLE, ("strength",), men)},
        {"muster": Procedure("muster", (ACTOR, REGION), (), ("strength",), muster)},
        ("battle",),
        {"here": ((REGION,), WHOLE), "twice": ((REGION,), WHOLE)},
        ("truce", "pact"),
    )
    texts = {
        "twice": ("2 * here[region]", {"region": REGION}),
        "here": ("sum(strength[a, region] for a in actors)", {"region": REGION}),
    }
    assert compile_computed(texts, names) == {}
    return names


@pytest.fixture(scope="session")
def names(board: Board) -> Names:
    """What the tests' texts may name."""
    return names_of(board)


@pytest.fixture
def fresh_names(board: Board) -> Names:
    """The same, for a test that changes them."""
    return names_of(board)
