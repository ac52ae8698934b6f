"""One table: what a seat may say, what it is told, and what it never learns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from wargame.content import load
from wargame.model.commands import Order
from wargame.rules.game import Game
from wargame.session import messages as m
from wargame.session.shape import fault
from wargame.session.table import Table, begin

TOY = str(Path(__file__).parents[1] / "toy" / "toy.toml")
DIG = Order("rosa", "dig", {"region": "gorge"})
CALM = Order("anna", "calm", {})


@pytest.fixture(scope="module")
def game() -> Game:
    return load(TOY)


@pytest.fixture
def table(game: Game) -> Table:
    made, _ = begin(game, {team: team for team in game.teams}, seed=7, nonce="n")
    for seat in sorted(made.seats):
        made.receive(seat, m.Join())
    return made


def to(said: list[tuple[str, m.Outbound]], seat: str) -> list[m.Outbound]:
    return [out for who, out in said if who == seat]


def test_who_joins_gets_the_sheet_the_drafts_and_the_news(game: Game) -> None:
    """A seat that sits down is welcomed with all that its team has, and a view."""
    table, _ = begin(game, {"anna": "anna", "rosa": "rosa"}, seed=7, nonce="n")
    table.receive("anna", m.Join())
    table.receive("anna", m.Draft((CALM,)))
    table.receive("anna", m.Leave())

    welcome, viewed = to(table.receive("anna", m.Join("Anya")), "anna")

    assert isinstance(welcome, m.Welcome)
    assert isinstance(viewed, m.Viewed)
    assert welcome.drafts == (CALM,)
    assert "anna" == welcome.sheet.team == viewed.view.team
    assert any("envoy" in item.say.lower() for item in welcome.news)


def test_who_resumes_gets_only_the_news_it_has_not_seen(table: Table) -> None:
    """Resume(n) leaves out the first n items."""
    whole = table.news["anna"]

    welcome = to(table.receive("anna", m.Resume(len(whole) - 1)), "anna")[0]

    assert isinstance(welcome, m.Welcome)
    assert tuple(whole[-1:]) == welcome.news


def test_when_all_are_ready_the_turn_is_resolved_and_told(table: Table) -> None:
    """The last Ready closes Orders: everybody gets a view of the next turn with its news."""
    table.receive("rosa", m.Seal((DIG,)))
    for seat in ("anna", "ben", "gero"):
        assert {1, 2, 3} >= {
            out.teams for out in to(table.receive(seat, m.Ready()), "rosa") if isinstance(out, m.Waiting)
        }

    said = table.receive("rosa", m.Ready())

    for seat in table.seats:
        (viewed,) = to(said, seat)
        assert isinstance(viewed, m.Viewed)
        assert viewed.view.turn == 2
        assert viewed.view.awaited == 4
    assert any("Dig in" in item.say for out in to(said, "rosa") for item in out.news)  # type: ignore[union-attr]


def test_reopening_makes_sealed_orders_drafts_again(table: Table) -> None:
    """Reopen takes back readiness and the seal; nothing written is lost."""
    table.receive("rosa", m.Seal((DIG,)))
    table.receive("rosa", m.Ready())
    table.receive("rosa", m.Reopen())

    assert table.drafts["rosa"] == (DIG,)
    assert table.awaited == 4
    assert not table.view("rosa").orders


def test_reopening_keeps_what_is_written_and_not_sealed(table: Table) -> None:
    """Reopen with drafts on the desk: sealed orders come before them; with nothing sealed they stay as they are."""
    table.receive("rosa", m.Draft((DIG,)))
    table.receive("rosa", m.Reopen())
    assert table.drafts["rosa"] == (DIG,)

    table.receive("rosa", m.Seal((DIG,)))
    more = attrs.evolve(DIG, why="once more")
    table.receive("rosa", m.Draft((more,)))
    table.receive("rosa", m.Reopen())
    assert table.drafts["rosa"] == (DIG, more)


def test_reopening_writes_the_drafts_before_the_seal_is_gone(table: Table) -> None:
    """A process that dies in the middle of it leaves the orders in the drafts or in the log, never nowhere."""
    table.receive("rosa", m.Seal((DIG,)))
    kept: list[tuple[Order, ...]] = []
    table.record = lambda *_: kept.append(table.drafts["rosa"])

    table.receive("rosa", m.Reopen())

    assert kept == [(DIG,)]


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        (m.Seal((Order("anna", "dig", {"region": "gorge"}),)), "dig.requires.1"),
        (m.Seal((Order("rosa", "dig", {"region": "gorge"}),)), None),
        (m.Seal((Order("anna", "nonsense", {}),)), None),
        (m.Seal((Order("anna", "attack", {"place": "nowhere"}),)), None),
        (m.Seal((Order("anna", "attack", {}),)), None),
        (m.Seal((CALM, CALM)), "limit"),
        (m.Accept("anna", "no-such"), None),
        (m.Refuse("rosa", "no-such"), None),
        (m.Propose("anna", "ceasefire", ("anna", "nobody"), {}), None),
        (m.Propose("anna", "peace", ("anna", "rosa"), {}), None),
        (m.Choose("envoy", "dance"), None),
        (m.Choose("no_such", "stay"), None),
        (m.Say(("nowhere",), "hello"), None),
        (m.Draft((CALM,) * 65), "table.drafts"),
    ],
)
def test_every_refusal_names_a_rule_and_changes_nothing(table: Table, message: m.Inbound, rule: str | None) -> None:
    """What is not allowed is answered by one sentence and the rule; the state is the same object as before."""
    before = table.state

    said = table.receive("anna", message)

    ((seat, refused),) = said
    assert seat == "anna"
    assert isinstance(refused, m.Refused)
    assert refused.rule
    assert refused.say
    assert rule in (None, refused.rule)
    assert table.state is before


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        5,
        "seal",
        m.Seal(5),  # type: ignore[arg-type]
        m.Seal((5,)),  # type: ignore[arg-type]
        m.Seal((Order("anna", "dig", None),)),  # type: ignore[arg-type]
        m.Seal((Order("anna", "dig", {"region": ["gorge"]}),)),  # type: ignore[dict-item]
        m.Seal((Order("anna", "dig", {1: "gorge"}),)),  # type: ignore[dict-item]
        m.Say((), "x" * 100_000),
        m.Say((), "\ud800"),
        m.Resume("all"),  # type: ignore[arg-type]
        m.Ask((Order("anna", "calm", {}, expect=1.5),)),  # type: ignore[arg-type]
    ],
)
def test_a_message_of_the_wrong_shape_is_refused(table: Table, hostile: Any) -> None:
    """A seat may send anything; the table answers that it cannot be read."""
    before = table.state

    ((_, refused),) = table.receive("anna", hostile)

    assert isinstance(refused, m.Refused)
    assert refused.rule == "table.message"
    assert table.state is before


def test_every_message_of_the_right_shape_passes() -> None:
    """The shape check refuses nothing that a client may send."""
    order = Order("anna", "dig", {"region": "gorge", "n": 3, "flag": True, "who": None}, "why", 40, True, "turn > 1")
    for message in (
        m.Seal((order,)),
        m.Say(("rosa",), "hello"),
        m.Propose("anna", "x", ("a", "b"), {"t": 1}),
        m.Leave(),
    ):
        assert fault(message) == ""


def test_an_unknown_seat_is_refused(table: Table) -> None:
    """Nobody speaks for a seat that the table does not have."""
    ((_, refused),) = table.receive("zoe", m.Ready())

    assert isinstance(refused, m.Refused)


def test_secret_deeds_of_others_reach_nobody(table: Table) -> None:
    """Drafting, asking, weighing and sealing are told to the own team alone."""
    for message in (m.Draft((DIG,)), m.Ask((DIG,)), m.Seal((DIG,)), m.Why("will[rosa]")):
        assert {"rosa"} >= {seat for seat, _ in table.receive("rosa", message)}


def test_what_a_seat_is_told_hangs_on_no_secret_of_others(game: Game) -> None:
    """Two tables that differ in what Rosa sealed tell Anna the same, byte for byte, until the turn is over."""
    heard = []
    for orders in ((), (DIG,)):
        table, _ = begin(game, {team: team for team in game.teams}, seed=7, nonce="n")
        table.receive("rosa", m.Seal(orders))
        said = table.receive("anna", m.Join())
        said += table.receive("anna", m.Ask((CALM,)))
        said += table.receive("rosa", m.Ready())
        heard.append(to(said, "anna"))

    assert heard[0] == heard[1]


def test_a_proposal_is_told_to_its_parties_alone(table: Table) -> None:
    """Others hear nothing of a proposal, not even that there is one."""
    terms = {"where": "plain", "months": 2, "watch": "observers"}

    said = table.receive("gero", m.Propose("gero", "ceasefire", ("gero", "rosa"), terms))

    assert {"gero", "rosa"} == {seat for seat, _ in said}
    assert table.view("rosa").proposals[0].waits
    assert not table.view("anna").proposals


def test_the_record_is_written_before_anybody_is_told(table: Table) -> None:
    """If the record cannot be written, nobody is told and nothing has happened."""

    def fail(*_: object) -> None:
        raise OSError("full")

    table.record = fail
    before = table.state

    with pytest.raises(OSError, match="full"):
        table.receive("rosa", m.Seal((DIG,)))
    assert table.state is before


def test_the_end_opens_everything(table: Table) -> None:
    """After the last turn all get the debrief, also who comes later; orders are refused."""
    said: list[tuple[str, m.Outbound]] = []
    while not table.ended:
        for seat in sorted(table.seats):
            said = table.receive(seat, m.Ready())

    assert all(isinstance(to(said, seat)[-1], m.Ended) for seat in table.seats)
    assert isinstance(to(table.receive("anna", m.Join()), "anna")[-1], m.Ended)
    for message in (m.Seal(()), m.Ready(), m.Reopen(), m.Draft(())):
        ((_, refused),) = table.receive("anna", message)
        assert isinstance(refused, m.Refused)
