"""What must hold whatever is played: order leaves no trace, stops change nothing, the fold is the state."""

from __future__ import annotations

from itertools import permutations
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from little import game as little
from little import named, order, seals
from random_play import close, play, random_seals, turn_commands
from toys import toy, turned

from wargame.engine import advance, digest, start
from wargame.engine.orders import outcome
from wargame.errors import CommandRefused, LogError
from wargame.model.commands import Close, Command, Order, Seal
from wargame.model.events import Event
from wargame.model.fold import EMPTY, fold, fold_all
from wargame.model.state import State
from wargame.rules.game import CompiledRoll, Game

SEEDS = range(4)


def folded(state: State, events: tuple[Event, ...]) -> State:
    """The fold of more events, one by one."""
    for event in events:
        state = fold(state, event)
    return state


@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_fold_of_all_events_is_the_state_after_every_advance(seed: int, stops: bool) -> None:
    """Cells, stage and what every team knows; no rule is read."""
    known = [EMPTY]

    def check(state: State, events: tuple[Event, ...]) -> None:
        assert fold_all(known[0], events) == state
        known[0] = folded(known[0], events)
        assert known[0] == state

    play(toy(), seed, check, stops=stops)


def test_a_fold_that_does_not_fit_says_so() -> None:
    """`settled` holds old values: the cheapest test of the whole machine."""
    state, _ = start(toy(), 1)
    with pytest.raises(LogError):
        fold(state, Event("settled", {"phase": "x", "changed": [["escalation", 1, 2]]}, {}))


@pytest.mark.parametrize("seed", SEEDS)
def test_stopping_after_each_phase_is_not_stopping(seed: int) -> None:
    """The same digest at the end of the game."""
    assert digest(toy(), play(toy(), seed)) == digest(toy(), play(toy(), seed, stops=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_sealing_leaves_no_trace(seed: int) -> None:
    """All orders of teams, and shuffled orders within a seal: one state, one list of outcome events."""
    rng = Random(seed)
    opened, _ = start(toy(), seed)
    commands = random_seals(toy(), opened, rng)
    found = set()
    for shuffled in permutations(commands):
        state = opened
        for seal in shuffled:
            orders = list(seal.orders)
            rng.shuffle(orders)
            state, _ = advance(toy(), state, Seal(seal.team, tuple(orders)))
        before = digest(toy(), state)
        state, events = advance(toy(), state, Close())
        found.add((before, digest(toy(), state), repr(events)))
    assert len(found) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_tables_in_a_file_leaves_no_trace(seed: int) -> None:
    """Actors, regions, variables, actions the other way round: the same games."""
    states: list[list[str]] = [[], []]
    for table, found in zip((toy(), turned()), states, strict=True):
        play(table, seed, lambda state, _, table=table, found=found: found.append(digest(table, state)), turns=3)
    assert states[0] == states[1]


def dice_of(events: tuple[Event, ...]) -> dict[str, object]:
    """Every die of a turn by what it was thrown for."""
    found: dict[str, object] = {}
    for event in events:
        data = event.fields
        if event.type == "resolved":
            found[f"{data['actor']} {data['action']} {data['args']} {data['slot']} {data['also']}"] = data["roll"]
        if event.type == "contest":
            found[f"{data['contest']} {data['place']}"] = data["die"]
        if event.type == "rule":
            found[f"{data['rule']} {data['member']}"] = data["roll"]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_another_teams_orders_change_nobodys_dice(seed: int) -> None:
    """Ben's orders on top of Anna's: every die that was thrown without them is the same."""
    opened, _ = start(toy(), seed)
    all_seals = random_seals(toy(), opened, Random(seed))
    without = [seal for seal in all_seals if seal.team != "ben"]
    alone = dice_of(_closed(toy(), opened, without))
    joined = dice_of(_closed(toy(), opened, all_seals))
    both = alone.keys() & joined.keys()
    assert both
    assert {key: alone[key] for key in both} == {key: joined[key] for key in both}


def _closed(table: Game, state: State, commands: list[Seal]) -> tuple[Event, ...]:
    for command in commands:
        state, _ = advance(table, state, command)
    return advance(table, state, Close())[1]


STRIKE: CompiledRoll = little().actions["strike"].rolls[0]


@given(st.integers(0, 2**64 - 1), st.integers(0, 99))
def test_better_odds_never_make_an_outcome_worse(uniform: int, odds: int) -> None:
    """One uniform number read monotonically: a success at p is one at p + 1, and so for every outcome between."""
    assert outcome(STRIKE, odds + 1, uniform) <= outcome(STRIKE, odds, uniform)


def test_middle_outcomes_share_what_the_first_leaves() -> None:
    """At odds of 50 a near miss of 40 per cent of the rest runs from 50 to 70."""
    found = [outcome(STRIKE, 50, (n << 64) // 1000) for n in (0, 499, 501, 699, 701, 999)]
    assert found == [0, 0, 1, 1, 2, 2]
    assert [outcome(STRIKE, odds, 0) for odds in (0, 1, 100)] == [1, 0, 0]


def test_a_branch_with_the_same_luck_is_the_same_game() -> None:
    """Played on from the middle with the same orders it ends alike; with new luck it does not."""
    table = toy()
    states: list[State] = []
    play(table, 3, lambda state, _: states.append(state))
    halfway = next(state for state in states if state.stage.turn == 3 and not state.stage.orders)

    def on(state: State) -> str:
        rng = Random(7)
        while not state.stage.ended:
            for command in turn_commands(table, state, rng):
                state, _ = advance(table, state, command)
            state = close(table, state)
        return digest(table, state)

    other = attrs.evolve(halfway, stage=attrs.evolve(halfway.stage, luck=1))
    assert on(halfway) == on(halfway)
    assert on(halfway) != on(other)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_quiet_game_is_the_same_game(seed: int) -> None:
    """Without events: the same digest. Without sight: the same cells and stage for the same orders."""
    table = toy()
    loud, quiet, blind = start(table, seed)[0], start(table, seed, quiet=True)[0], start(table, seed, sight=False)[0]
    rng = Random(seed)
    while not loud.stage.ended:
        for command in turn_commands(table, loud, rng):
            loud, _ = advance(table, loud, command)
            quiet, nothing = advance(table, quiet, command, quiet=True)
            assert nothing == ()
            blind = attrs.evolve(blind, stage=loud.stage)
        loud, quiet = close(table, loud), close(table, quiet, quiet=True)
        blind, _ = advance(table, blind, Close(), quiet=True, sight=False)
        assert digest(table, loud) == digest(table, quiet)
        assert (blind.cells, blind.stage) == (loud.cells, loud.stage)


def test_what_only_moves_is_never_lost_or_made() -> None:
    """Random gifts and marches: all money and all men are still there."""
    table = little()
    layout = table.board.layout
    rng = Random(5)
    state, _ = start(table, 5)
    while not state.stage.ended:
        orders = [
            order(actor, "give", to=rng.choice(("anna", "ben", "gero")), n=rng.randint(1, 9))
            for actor in ("anna", "ben", "gero")
            for _ in range(3)
        ]
        for command in seals(*orders, order("anna", "march", source="north", target="south")):
            try:
                state, _ = advance(table, state, command)
            except CommandRefused:  # the north may be empty
                continue
        state, _ = advance(table, state, Close())
        for name, total in (("funds", 13), ("men", 6)):
            column = layout.columns[name]
            assert sum(state.cells[column.offset : column.offset + column.size]) == total


JUNK: tuple[object, ...] = (
    None, True, 0, -1, 2**53 + 1, 2**70, 1.5, "", "anna", "rosa", "north", "gorge", "nobody", "[@click=x]", "\x00",
    "a" * 5000, b"anna", (), ("anna",), [], {}, {"region": "north"}, {"region": None}, {"n": 10**30}, object(),
)  # fmt: skip


def test_ten_thousand_hostile_commands_are_refused_with_one_sentence() -> None:
    """Wrong types, unknown ids, huge numbers, other people's actors: never another error, never a change."""
    from wargame.model import commands

    table, rng = toy(), Random(11)
    state, _ = start(table, 1)
    before = digest(table, state)
    kinds = [kind for kind in commands.Command.__args__ if kind is not Close]
    refused = 0
    for _ in range(10_000):
        kind = rng.choice(kinds)
        fields = {field.name: rng.choice(JUNK) for field in attrs.fields(kind)}
        if kind is Seal:
            fields = {"team": rng.choice(("anna", "rosa")), "orders": (hostile_order(table, rng),)}
        refusal = refused_by(table, state, kind(**fields))
        if refusal is not None:
            refused += 1
            assert refusal.rule
            assert 0 < len(str(refusal)) < 300
            assert "\n" not in str(refusal)
    assert digest(table, state) == before
    assert refused > 9_000


def refused_by(table: Game, state: State, command: Command) -> CommandRefused | None:
    """The refusal of a command, None if it is accepted."""
    try:
        advance(table, state, command)
    except CommandRefused as refusal:
        return refusal
    return None


def hostile_order(table: Game, rng: Random) -> Command | Order | object:
    """An order with something wrong in it, most of the time."""
    action = table.actions[rng.choice(sorted(table.actions))]
    args: object = {slot.name: rng.choice(JUNK) for slot in action.params}
    fields = {
        "actor": rng.choice(("anna", "ben", "rosa", rng.choice(JUNK))),
        "action": rng.choice((action.id, rng.choice(JUNK))),
        "args": rng.choice((args, args, args, rng.choice(JUNK))),
        "why": rng.choice(("", rng.choice(JUNK))),
        "expect": rng.choice((None, rng.choice(JUNK))),
        "condition": rng.choice(("", "", "escalation >", "1 / 0", rng.choice(JUNK))),
    }
    return Order(**fields) if rng.random() < 0.95 else rng.choice(JUNK)


@pytest.mark.parametrize("text", ["\x00", "a\x1b[2J", "\ud800", "\x9b"])
def test_text_that_no_screen_or_file_can_hold_is_refused(text: str) -> None:
    """Control characters and halves of characters; line ends and every language are fine."""
    table = little()
    state, _ = start(table, 1)
    with pytest.raises(CommandRefused):
        advance(table, state, Seal("anna", (Order("anna", "dig", why=text),)))
    state, _ = advance(table, state, Seal("anna", (Order("anna", "dig", why="Schützen!\n\t守れ 🙂"),)))
    assert digest(table, state)


def test_words_full_of_formulas_are_only_text() -> None:
    """Words are kept as they came; nothing reads them as markup or rules."""
    table = little()
    state, _ = start(table, 1)
    state, events = advance(
        table, state, Seal("anna", (Order("anna", "dig", why="[@click=app.quit]{actor} = 1; import os"),))
    )
    assert named(list(events), "sealed")[0]["orders"][0]["why"] == "[@click=app.quit]{actor} = 1; import os"
