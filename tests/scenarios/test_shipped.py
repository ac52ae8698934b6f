"""Every scenario that comes with the package can be played: as it is, in each variant, format and seating."""

from __future__ import annotations

import pytest

from wargame.content import check, load, shipped
from wargame.research.play import play, seat_bots
from wargame.rules.game import Game

NAMES = [summary.name for summary in shipped()]
FLAGSHIP = "syria_2015"
PLAYABLE = ("russia", "syria", "iran", "usa", "turkey", "gulf", "rebels")


def choices(table: str) -> list[str]:
    """Ids of a table of the flagship."""
    return list(getattr(load(FLAGSHIP).board.definition, table))


@pytest.fixture(scope="module")
def game() -> Game:
    return load(FLAGSHIP)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_has_no_problem_in_any_variant(name: str) -> None:
    """`check` finds nothing, variants included."""
    assert [str(problem) for problem in check(name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_random_play_comes_to_an_end(name: str) -> None:
    """A game of random orders ends by one of the scenario's endings or by time, no later than its last turn."""
    game = load(name)
    state = play(game, seat_bots(game, "random", 5, "n"), 5, nonce="n")
    assert state.stage.ended in {*game.board.definition.endings, "time"}
    assert state.stage.turn <= game.turns + 1


@pytest.mark.parametrize("form", choices("formats"))
def test_every_format_loads(form: str) -> None:
    """Each format has its number of turns."""
    loaded = load(FLAGSHIP, format=form)
    assert loaded.turns == loaded.board.definition.formats[form].turns


@pytest.mark.parametrize("seating", choices("seating"))
def test_every_seating_gives_all_playable_actors_to_a_team(seating: str) -> None:
    """Nobody who can be played is left over, and the generals sit with the president."""
    game = load(FLAGSHIP, seating=seating)
    seats = game.board.definition.seating[seating].teams
    actors = game.board.universe.actors
    team_of = dict(zip(actors, game.team_of, strict=True))
    assert {team_of[actor] for actor in PLAYABLE} == set(seats)
    assert team_of["generals"] == team_of["syria"]


def test_seats_for_two_to_seven_teams() -> None:
    """A class of any size from two teams to seven finds a seating."""
    seatings = load(FLAGSHIP).board.definition.seating
    assert sorted(len(seating.teams) for seating in seatings.values()) == [2, 3, 4, 5, 6, 7]


def test_the_lesson_ends_within_four_turns() -> None:
    """The lesson is short, and its training works within it."""
    game = load(FLAGSHIP, format="lesson")
    assert game.turns == 4
    assert game.board.numbers["lag"].value == 1
    state = play(game, seat_bots(game, "doctrine", 3, "n"), 3, nonce="n")
    assert state.stage.ended
    assert state.stage.turn <= 5


def test_every_playable_actor_has_aims_positions_doctrine_and_two_secrets(game: Game) -> None:
    """Six open aims at the most, and two secret ones of which one is drawn."""
    for actor in PLAYABLE:
        entry = game.board.definition.actors[actor]
        secret = [aim for aim in entry.objectives.values() if aim.draw]
        assert len(secret) == 2
        assert len({aim.draw for aim in secret}) == 1
        assert 4 <= len(entry.objectives) - len(secret) <= 6
        assert all((entry.doctrine.orders, entry.brief, entry.code)), actor


def test_every_number_on_screen_has_a_title_and_plain_words(game: Game) -> None:
    """Whatever is shown can be asked about."""
    for name, variable in game.board.definition.variables.items():
        if variable.show != "no":
            assert all((variable.title, variable.says)), name


def test_every_judgement_names_its_range_and_paragraph(game: Game) -> None:
    """An assumption can be doubted: it says how far, and where it comes from."""
    for name, assumption in game.board.definition.assumptions.items():
        assert len(assumption.range) == 2, name
        assert assumption.says, name
        assert "paragraph" in assumption.source, name


def test_claims_are_asked_at_a_time_and_judged_by_a_band_or_an_arm(game: Game) -> None:
    """A claim that nothing could refute is none."""
    for claim in game.claims:
        spec = claim.definition
        assert (spec.by_turn is None) != (spec.at_turn is None), claim.id
        assert spec.expect or spec.against, claim.id
        assert spec.source, claim.id


def test_the_ruleset_names_no_party_and_no_place(game: Game) -> None:
    """`crisis` is generic: no id of the flagship's parties or places stands in it."""
    text = next(source.text for source in game.sources if source.name.endswith("crisis.toml"))
    words = set(text.replace('"', " ").replace("[", " ").replace("]", " ").replace(",", " ").split())
    names = {*game.board.universe.regions, *game.board.definition.actors, *game.board.definition.sides}
    assert not words & names
