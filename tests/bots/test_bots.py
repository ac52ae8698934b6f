"""Bots: legal, deterministic, blind to what they may not know, and obedient to their positions."""

from __future__ import annotations

import subprocess
import sys
from itertools import product
from pathlib import Path

import attrs
import pytest

from wargame.bots import KINDS, make
from wargame.bots.lookahead import clearly
from wargame.bots.luck import Luck, _gumbel
from wargame.bots.options import desk_of, legal
from wargame.content import load
from wargame.engine import advance, believed, start
from wargame.engine.orders import refusal
from wargame.errors import CommandRefused, WargameError
from wargame.model.commands import Accept, Choose, Propose, Refuse, Seal
from wargame.model.state import State
from wargame.research.play import play, seat_bots
from wargame.rules.game import Game

TOY = str(Path(__file__).parents[1] / "toy" / "toy.toml")
TERMS = {"where": "plain", "months": 2, "watch": "unwatched"}


@pytest.fixture(scope="module")
def game() -> Game:
    return load(TOY)


@pytest.fixture(scope="module")
def opening(game: Game) -> State:
    return start(game, 11, quiet=True)[0]


@pytest.mark.parametrize("kind", ["random", "doctrine"])
def test_what_a_bot_orders_can_be_sealed(game: Game, kind: str) -> None:
    """Orders and talk are legal and can be paid together, through whole games."""
    for seed in range(8):
        state, _ = start(game, seed, quiet=True)
        bots = seat_bots(game, kind, seed, "")
        for team, bot in bots.items():
            own = believed(game, state, team)
            for command in bot.talk(own):
                state, _ = advance(game, state, command, quiet=True)
            state, _ = advance(game, state, Seal(team, tuple(bot.orders(own))), quiet=True)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_bot_decides_alike_from_like_beliefs(game: Game, opening: State, kind: str) -> None:
    """The same key and beliefs give the same orders; another key may give others."""
    own = believed(game, opening, "rosa")

    assert make(kind, game, "rosa", "k").orders(own) == make(kind, game, "rosa", "k").orders(own)


def test_another_key_is_another_mind(game: Game, opening: State) -> None:
    """Luck hangs on the key: over some keys a random bot does not always do the same."""
    own = believed(game, opening, "rosa")

    assert len({str(make("random", game, "rosa", str(key)).orders(own)) for key in range(6)}) > 1


@pytest.mark.parametrize("kind", list(KINDS))
def test_hidden_cells_change_no_decision(game: Game, opening: State, kind: str) -> None:
    """Whatever Rosa plots, Anna's bot does the same: it is given beliefs and nothing else."""
    cell = game.board.layout.cell("plot", game.board.universe.actors.index("rosa"))
    cells = (*opening.cells[:cell], 9, *opening.cells[cell + 1 :])
    changed = attrs.evolve(opening, cells=cells)

    both = [make(kind, game, "anna", "k").orders(believed(game, state, "anna")) for state in (opening, changed)]

    assert both[0] == both[1]


def test_doctrine_follows_its_weights(game: Game, opening: State) -> None:
    """Anna's weight for the gorge is four: she attacks it."""
    orders = make("doctrine", game, "anna", "k").orders(believed(game, opening, "anna"))

    assert ("attack", {"place": "gorge"}) in [(order.action, dict(order.args)) for order in orders]


def test_doctrine_chooses_by_weight(game: Game, opening: State) -> None:
    """An inject that asks Anna is answered by the choice with most weight."""
    talk = make("doctrine", game, "anna", "k").talk(believed(game, opening, "anna"))

    assert Choose("anna", "envoy", "stay") in talk


def asked(game: Game, state: State, terms: dict[str, object], payments: tuple[object, ...] = ()) -> State:
    """Rosa and Gero have a proposal on the table."""
    offer = Propose("rosa", "rosa", "ceasefire", ("gero", "rosa"), terms, payments)  # type: ignore[arg-type]
    return advance(game, state, offer, quiet=True)[0]


def test_a_bot_signs_what_its_position_admits(game: Game, opening: State) -> None:
    """Gero wants nobody to watch: unwatched is worth his least."""
    state = asked(game, opening, TERMS)

    (answer,) = make("doctrine", game, "gero", "k").talk(believed(game, state, "gero"))

    assert isinstance(answer, Accept)


def test_a_bot_counters_where_another_package_would_do(game: Game, opening: State) -> None:
    """Watched is worth nothing to him, so he answers with the nearest package that he could sign."""
    state = asked(game, opening, {**TERMS, "watch": "observers"})

    (answer,) = make("doctrine", game, "gero", "k").talk(believed(game, state, "gero"))

    assert isinstance(answer, Propose)
    assert answer.terms == TERMS
    assert state.stage.proposals[0].id == answer.counters


def test_a_bot_without_a_position_refuses(game: Game, opening: State) -> None:
    """Ben has no position on ceasefires: nobody is ever signed for."""
    offer = Propose("rosa", "rosa", "ceasefire", ("ben", "rosa"), TERMS)
    state = advance(game, opening, offer, quiet=True)[0]

    (answer,) = make("doctrine", game, "ben", "k").talk(believed(game, state, "ben"))

    assert isinstance(answer, Refuse)


def test_noise_is_made_of_whole_numbers_in_order() -> None:
    """The table of noise rises, is centred as Gumbel's distribution is, and never changes."""
    table = _gumbel()

    assert list(table) == sorted(table)
    assert (table[0], table[256], table[-1]) == (-1936072, 369332, 6930983)
    assert 560_000 < sum(table) // len(table) < 590_000


def test_luck_is_even() -> None:
    """A number below n falls about equally often on each."""
    luck = Luck("k", 1)
    counts = [0] * 5
    for i in range(5000):
        counts[luck.below(5, str(i))] += 1

    assert all(850 < count < 1150 for count in counts)


def test_an_unknown_bot_is_named(game: Game) -> None:
    """A misspelt bot, team or actor is one sentence."""
    with pytest.raises(WargameError, match="no bot called 'clever'"):
        seat_bots(game, "clever", 1, "")
    with pytest.raises(WargameError, match="no team or actor called 'zoe'"):
        seat_bots(game, "zoe=random", 1, "")


def test_the_order_of_hashing_changes_no_decision() -> None:
    """Two interpreters with other hash seeds play the same game."""
    code = (
        f"import wargame; g = wargame.load({TOY!r}); s = wargame.play(g, bots='doctrine', seed=4);"
        "from wargame.engine import digest; print(digest(g, s))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]

    assert runs[0] == runs[1] != ""


def test_look_ahead_plays_a_whole_game(game: Game) -> None:
    """One seat looks ahead, the rest play doctrine; the game ends."""
    state = play(game, seat_bots(game, "rosa=lookahead", 2, ""), 2, turns=2)

    assert state.stage.turn == 3 or state.stage.ended


@pytest.mark.parametrize("kind", ["random", "doctrine"])
def test_bots_ask_for_nothing_that_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the flagship scenario too all that bots say and order is legal when they say it."""
    refused: list[str] = []

    def watched(*args: object, **options: object) -> object:
        try:
            return advance(*args, **options)  # type: ignore[arg-type]
        except CommandRefused as error:
            refused.append(str(error))
            raise

    monkeypatch.setattr("wargame.research.play.advance", watched)
    syria = load("syria_2015")
    play(syria, seat_bots(syria, kind, 3, ""), 3)

    assert refused == []


@pytest.mark.parametrize("name", ["syria_2015", TOY])
def test_the_quick_search_finds_every_legal_order(name: str) -> None:
    """Leaving out what the map alone forbids leaves out nothing that is legal."""
    game = load(name)
    state = play(game, seat_bots(game, "doctrine", 1, ""), 1, turns=2)
    for team in game.teams.values():
        desk = desk_of(game, believed(game, state, team.id))
        for actor in team.actors:
            for action in game.actions.values():
                every = [(actor, *v) for v in product(*(s.values for s in action.params if not s.kind.many))]
                if any(slot.kind.many for slot in action.params):
                    continue
                legal_ways = {a for a in every if refusal(action, desk.cells, desk.moment, a, lenient=True) is None}
                found = {option.args for option in legal(desk, actor, [action])}
                assert found <= legal_ways
                assert action.cost or found == legal_ways


@pytest.mark.parametrize(
    ("mine", "theirs", "better"),
    [
        ([5, 6, 7], [1, 2, 3], True),
        ([5, 6, 7], [5, 6, 7], False),
        ([9, 0, 0], [0, 3, 3], False),
        ([1, 2], [2, 3], False),
    ],
)
def test_look_ahead_leaves_doctrine_only_for_what_is_clearly_better(
    mine: list[int], theirs: list[int], better: bool
) -> None:
    """The mean difference over common futures must exceed its own standard error."""
    assert clearly(mine, theirs) is better
