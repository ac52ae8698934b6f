"""The turn by the machine's worked examples: costs, conditions, later effects, timers, injects, questions, rulings."""

from __future__ import annotations

import attrs
import pytest
from little import after, cell, first, game, named, order, seals, turn

from wargame.engine import advance, digest, start
from wargame.errors import CommandRefused
from wargame.model.commands import Answer, Choose, Close, End, Fire, Go, Order, Rule, Seal
from wargame.model.state import State

M = 1_000_000


def with_cells(table, state: State, **values: int) -> State:
    """The state with some cells changed by a ruling; names without brackets are written with two underscores."""
    changes = {name.replace("__", "[") + ("]" if "__" in name else ""): n for name, n in values.items()}
    return advance(table, state, Rule(changes, reason="the test's start"))[0]


def test_2_a_program_reads_its_own_writes_clamped() -> None:
    """Will 9, `+= 3`, then `if will == 10: escalation += 1`: both happen."""
    table = game()
    state = with_cells(table, start(table, 1)[0], will__anna=9 * M)
    state, _ = turn(table, state, order("anna", "rally"))
    assert cell(table, state, "will[anna]") == 10 * M
    assert cell(table, state, "escalation") == 5 * M


def test_7_two_programs_read_the_start_of_the_phase() -> None:
    """Anna takes Ben's will and Ben takes Anna's: they swap."""
    table = game("""
[actions.copy]
title = "Copy"
phase = "economy"
params = { of = "actor" }
effects = "will[actor] = will[of]"
""")
    state = with_cells(table, start(table, 1)[0], will__anna=7 * M, will__ben=6 * M)
    state, _ = turn(table, state, order("anna", "copy", of="ben"), order("ben", "copy", of="anna"))
    assert (cell(table, state, "will[anna]"), cell(table, state, "will[ben]")) == (6 * M, 7 * M)


@pytest.mark.parametrize(("refund", "left"), [(50, 4), (100, 5)])
def test_12_prices_are_charged_at_close_and_a_failed_order_is_refunded(refund: int, left: int) -> None:
    """Anna pays 1 and 1 of 6. The strike fails on the truth: half of 1 is rounded down to nothing, all of it is 1."""
    table = game(f"""
[actions.attack]
title = "Attack"
phase = "economy"
cost = {{ funds = 1 }}
effects = "escalation += 1"
[actions.snipe]
title = "Snipe"
phase = "ground"
cost = {{ funds = 1 }}
refund = {refund}
requires = [{{ that = "dug == 0", say = "they are dug in" }}]
effects = "escalation += 1"
""")
    state, events = first(table, order("anna", "attack"), order("anna", "snipe"), order("ben", "dig"))
    assert named(events, "costs") == [{"phase": "costs", "paid": {"anna": {"funds": 2}}}]
    assert named(events, "settled")[0]["changed"] == [["funds[anna]", 6, 4]]
    assert [one["rule"] for one in named(events, "failed")] == ["snipe.requires.1"]
    assert cell(table, state, "funds[anna]") == left


def test_13_a_timer_counts_the_turn_of_its_setting() -> None:
    """`= 2` in turn 1 is 2 during turn 1, 1 in turn 2, 0 in turn 3."""
    table = game()
    state, events = first(table, order("anna", "dig"))
    assert ["dug", 0, 2] in named(events, "settled")[0]["changed"]
    assert cell(table, state, "dug") == 1
    assert cell(table, turn(table, state)[0], "dug") == 0


TRAIN = """
[actions.train]
title = "Train"
phase = "economy"
params = { region = "region" }
effects = "pass"
[actions.train.later.ready]
after = 2
effects = "men[actor, region] += 2"
"""


def test_14_later_effects_come_due_in_the_same_phase() -> None:
    """Two identical orders in turn 1 are slots 0 and 1, and bring 2 men each in turn 3."""
    table = game(TRAIN)
    train = order("anna", "train", region="north")
    state, events = first(table, train, train)
    assert [(one["slot"], one["due"]) for one in named(events, "scheduled")] == [(0, 3), (1, 3)]
    state, _ = turn(table, state)
    assert cell(table, state, "men[anna,north]") == 4
    state, events = turn(table, state)
    assert (cell(table, state, "men[anna,north]"), state.stage.pending) == (8, ())
    assert len(named(events, "due")) == 2


ENVOY = """
[injects.envoy]
title = "An envoy"
when = "turn == 1"
effects = "escalation += 0.3"
actor = "anna"
default = "stay"
[injects.envoy.choices.stay]
title = "It stays"
effects = "escalation += 0.5"
[injects.envoy.choices.leave]
title = "It leaves"
effects = "will[anna] -= 1"
"""


def test_15_a_choice_takes_its_default_when_orders_close() -> None:
    """4.0 and 0.3 from the news are 4.3 at once; the default's 0.5 comes in the first phase."""
    table = game(ENVOY)
    state, events = start(table, 1)
    assert cell(table, state, "escalation") == 4_300_000
    assert [one["inject"] for one in named(list(events), "fired")] == ["envoy"]
    state, events = turn(table, state)
    assert cell(table, state, "escalation") == 4_800_000
    assert [(one["choice"], one["defaulted"]) for one in named(events, "chosen")] == [("stay", True)]


def test_a_choice_may_come_again_until_orders_close() -> None:
    """The last answer counts; nobody else may answer, nor with something else."""
    table = game(ENVOY)
    state, _ = start(table, 1)
    for wrong in (Choose("ben", "envoy", "stay"), Choose("anna", "envoy", "flee"), Choose("anna", "gift", "stay")):
        with pytest.raises(CommandRefused):
            advance(table, state, wrong)
    state, events = after(table, state, Choose("anna", "envoy", "stay"), Choose("anna", "envoy", "leave"), Close())
    assert cell(table, state, "will[anna]") == 4 * M
    assert [one["defaulted"] for one in named(events, "chosen") if one["applied"]] == [False]
    with pytest.raises(CommandRefused):
        advance(table, state, Choose("anna", "envoy", "stay"))


FAILING = """
[rules.crack]
title = "Crack"
phase = "ground"
effects = "escalation += 1 / dug"
"""


def test_17_a_formula_that_fails_is_a_question() -> None:
    """Earlier phases stand, nothing of this phase is applied, and after "nothing" the turn goes on without it."""
    table = game(FAILING)
    state, _ = after(table, start(table, 1)[0], *seals(order("anna", "rally"), order("anna", "strike", against="ben")))
    state, events = advance(table, state, Close())
    (question,) = state.stage.questions
    assert (question.kind, question.key) == ("failed", "ground/crack//0")
    assert state.stage.phase == 2
    assert [event.parts for event in events if event.type == "asked"] == [{}]
    assert not named(list(events), "resolved")
    with pytest.raises(CommandRefused):
        advance(table, state, Go())
    with pytest.raises(CommandRefused):
        advance(table, state, Answer(question.key, "something"))
    state, events = advance(table, state, Answer(question.key, "nothing"))
    assert [one["action"] for one in named(list(events), "resolved")] == ["strike", "rally"]
    assert (state.stage.turn, state.stage.questions, state.stage.held) == (2, (), ())


def test_a_question_leaves_all_luck_as_it_was() -> None:
    """The same game without the broken rule rolls the same dice."""
    strikes = [order("anna", "strike", against="ben"), order("ben", "strike", against="gero")]
    plain, _ = first(game(), *strikes)
    broken = game(FAILING)
    state, _ = first(broken, *strikes)
    state, _ = advance(broken, state, Answer(state.stage.questions[0].key, "nothing"))
    assert state.cells == plain.cells


def test_unlike_settings_can_stop_the_phase() -> None:
    """With `on_conflict = "question"` the white cell decides between the values that were asked for."""
    table = game("""
[variables.flagship]
type = "actor?"
visible = "all"
on_conflict = "question"
[actions.claim]
title = "Claim"
phase = "ground"
effects = "flagship = actor"
""")
    state, _ = first(table, order("anna", "claim"), order("ben", "claim"))
    (question,) = state.stage.questions
    assert question.options == ("keep", "anna", "ben")
    kept, _ = advance(table, state, Answer(question.key, "keep"))
    ruled, _ = advance(table, state, Answer(question.key, "ben"))
    assert (cell(table, kept, "flagship"), cell(table, ruled, "flagship")) == (None, "ben")


def test_18_a_ruling_between_phases_is_read_by_the_next() -> None:
    """Set between movement and ground, it counts there; teams learn of it at publication."""
    table = game()
    state, _ = after(table, start(table, 1)[0], *seals(order("anna", "strike", against="ben")), Close(stops=True), Go())
    assert state.stage.phase == 2
    state, events = advance(table, state, Rule({"will[ben]": M}, reason="a mutiny"))
    assert [event.type for event in events] == ["ruling", "settled", "stage"]
    assert all(not event.parts for event in events)
    state, events = advance(table, state, Go())
    assert [one["rule"] for one in named(list(events), "failed")] == ["strike.requires.1"]
    state, events = after(table, state, Go(), Go())
    assert state.stage.turn == 2
    assert {"cell": "will[ben]", "value": M} in named(events, "seen")


def test_a_ruling_after_publication_is_published_at_once() -> None:
    """It changes the present and is seen; what cannot be in a cell is refused."""
    table = game()
    state, events = advance(table, start(table, 1)[0], Rule({"will[ben]": 3 * M}, reason="so ruled"))
    assert {"cell": "will[ben]", "value": 3 * M} in named(list(events), "seen")
    for changes in ({"will[ben]": 11 * M}, {"will[ben]": 1}, {"will[x]": M}, {"will[ben]": True}, {"will": M}):
        with pytest.raises(CommandRefused):
            advance(table, state, Rule(changes))


def test_a_ruling_drops_what_is_pending() -> None:
    """A later effect that the white cell takes away never comes due."""
    table = game(TRAIN)
    state, _ = first(table, order("anna", "train", region="north"))
    state, _ = advance(table, state, Rule(drop=("train.ready/anna,region=north/1.0",), reason="a fire"))
    assert state.stage.pending == ()


def test_stops_change_nothing_but_the_pace() -> None:
    """Teams hear nothing before publication, and then the same as without stops."""
    table = game()
    orders = seals(order("anna", "strike", against="ben"), order("ben", "rally"), order("gero", "dig"))
    opened, _ = start(table, 1)
    straight, told = after(table, opened, *orders, Close())
    paced, stops = after(table, opened, *orders, Close(stops=True), Go(), Go(), Go(), Go())
    assert digest(table, straight) == digest(table, paced)
    assert _parts(told) == _parts(stops)


def _parts(events) -> list[tuple[str, dict]]:
    return [(event.type, dict(event.parts)) for event in events if event.parts]


def test_a_phase_in_turn_lets_the_quicker_act_first() -> None:
    """Highest initiative first: Ben strikes Anna's will down before she can act on it."""
    table = game("""
[phases.duel]
title = "Duel"
resolve = "in_turn"
initiative = "funds[actor]"
[actions.shout]
title = "Shout"
phase = "duel"
params = { at = "actor" }
requires = [{ that = "will[actor] > 4", say = "too weak" }]
effects = "will[at] -= 2"
""")
    state, events = first(table, order("gero", "shout", at="ben"), order("anna", "shout", at="gero"))
    assert [one["actor"] for one in named(events, "resolved")] == ["anna"]
    assert [one["actor"] for one in named(events, "failed")] == ["gero"]
    assert cell(table, state, "will[ben]") == 5 * M


def test_a_condition_reads_what_the_team_sees() -> None:
    """Ben digs in an earlier phase, all see it, and so Anna's order is held and its price comes back whole."""
    table = game()
    careful = Order("anna", "strike", {"against": "ben"}, condition="dug == 0")
    state, events = first(table, careful)
    assert (len(named(events, "resolved")), cell(table, state, "funds[anna]")) == (1, 5)
    state, events = first(table, careful, order("ben", "dig"))
    assert (len(named(events, "held")), cell(table, state, "funds[anna]")) == (1, 6)
    with pytest.raises(CommandRefused):
        first(table, attrs.evolve(careful, condition="secrets > 1"))


def test_a_condition_never_reads_what_the_team_does_not_see() -> None:
    """Anna does not see Ben's funds, so she goes by what she believes: the declared start, which is 0."""
    table = game()
    spying = Order("anna", "strike", {"against": "ben"}, condition="funds[ben] > 0")
    _, events = first(table, spying)
    assert len(named(events, "held")) == 1


def test_standing_orders_are_sealed_again_until_withdrawn() -> None:
    """A team that does not seal keeps its standing orders while they are legal; an empty seal withdraws them."""
    table = game()
    state, _ = first(table, Order("anna", "dig", standing=True))
    state, events = turn(table, state)
    assert len(named(events, "resolved")) == 1
    state, events = after(table, state, Seal("anna", ()), Close())
    assert (named(events, "resolved"), state.stage.standing) == ([], {})


def test_a_standing_order_that_is_no_longer_legal_is_dropped_with_a_word() -> None:
    """Ben has given up: the strike is not sealed again and Anna is told why."""
    table = game()
    state, _ = first(table, Order("anna", "strike", {"against": "ben"}, standing=True))
    state = with_cells(table, state, will__ben=M)
    state, events = turn(table, state)
    assert [(one["phase"], one["rule"]) for one in named(events, "failed")] == [("orders", "strike.requires.1")]
    assert state.stage.standing == {}


def test_money_that_a_ruling_took_fails_the_last_orders() -> None:
    """Two strikes are sealed, one can be paid: the first in canonical order stands."""
    table = game()
    strikes = [order("gero", "strike", against="ben"), order("gero", "strike", against="anna")]
    state, _ = after(table, start(table, 1)[0], *seals(*strikes), Rule({"funds[gero]": 1}), Close())
    assert cell(table, state, "funds[gero]") == 0


def test_limits_slots_and_money_are_asked_at_sealing() -> None:
    """Each refusal names its rule, and the state is as it was."""
    table = game("""
[variables.actors_gold]
preset = "resource"
visible = "owner"
""")
    state, _ = start(table, 1)
    strike, dig = order("gero", "strike", against="ben"), order("gero", "dig")
    for rule, orders in {
        "limit": (strike, strike, strike),
        "slots": (dig, dig, dig, dig),
        "unknown": (order("gero", "strike", against="nobody"),),
        "team": (order("ben", "dig"),),
        "march.requires.1": (order("gero", "march", source="north", target="south"),),
    }.items():
        with pytest.raises(CommandRefused) as refused:
            advance(table, state, Seal("gero", orders))
        assert refused.value.rule == rule
        assert "{" not in str(refused.value)
    state = with_cells(table, state, funds__gero=0)
    with pytest.raises(CommandRefused) as refused:
        advance(table, state, Seal("gero", (strike,)))
    assert refused.value.rule == "money"


def test_a_second_seal_replaces_the_first() -> None:
    """Nothing is paid twice, and what was reserved is free again."""
    table = game()
    state, _ = after(
        table, start(table, 1)[0], *seals(order("anna", "strike", against="ben")), Seal("anna", ()), Close()
    )
    assert cell(table, state, "funds[anna]") == 6


def test_the_first_ending_that_holds_ends_the_game() -> None:
    """Endings in file order; their points join the aims; everything is opened, the seed too."""
    table = game("""
[endings.war]
title = "War"
when = "escalation >= 5"
points = "-2 if actor == anna else 1"
[endings.late]
title = "Late"
when = "turn >= 1"
[actors.anna.objectives.purse]
title = "Money"
points = "funds[actor] / 4"
""")
    state, _ = start(table, 9, nonce="abc")
    state = with_cells(table, state, escalation=6 * M)
    state, events = turn(table, state)
    (ended,) = named(events, "ended")
    assert (state.stage.ended, ended["ending"], ended["seed"], ended["nonce"]) == ("war", "war", 9, "abc")
    assert ended["scores"] == {"anna": -500_000, "ben": M, "gero": M}
    assert ended["lines"] == [["anna", "purse", 1_500_000, False]]
    with pytest.raises(CommandRefused):
        advance(table, state, Close())


def test_the_last_turn_always_ends_the_game() -> None:
    """Six turns and no ending that holds: time is up."""
    table = game()
    state, _ = start(table, 1)
    for _ in range(6):
        state, events = turn(table, state)
    assert (state.stage.ended, state.stage.turn) == ("time", 6)
    assert [event.type for event in events][-1] == "stage"


def test_the_white_cell_can_end_the_game_in_the_middle_of_a_turn() -> None:
    """Whatever was held back is told now."""
    table = game()
    state, _ = after(table, start(table, 1)[0], *seals(order("ben", "dig")), Close(stops=True), Go())
    state, events = advance(table, state, End("the bell rings"))
    assert (state.stage.ended, named(list(events), "ended")[0]["reason"]) == ("ended", "the bell rings")
    assert "resolved" in [event.type for event in events if "all" in event.parts]


def test_the_white_cell_fires_an_inject_at_once() -> None:
    """Whatever its timetable says; not while the turn is being resolved."""
    table = game(ENVOY.replace("turn == 1", "false"))
    state, events = advance(table, start(table, 1)[0], Fire("envoy", "to wake them up"))
    assert (cell(table, state, "escalation"), state.stage.open) == (4_300_000, ("envoy",))
    assert {"cell": "escalation", "value": 4_300_000} in named(list(events), "seen")
    stopped, _ = advance(table, state, Close(stops=True))
    with pytest.raises(CommandRefused):
        advance(table, stopped, Fire("envoy"))


def test_the_page_turns_with_its_date() -> None:
    """Each turn of a month begins on the first of it."""
    table = game()
    _, events = first(table)
    assert named(events, "turn") == [{"turn": 2, "date": "2015-11-01"}]


def test_one_of_the_secret_aims_is_drawn_by_keyed_dice() -> None:
    """Each seed draws one; over seeds each of them comes; file order has no part in it."""
    aims = '[actors.anna.objectives.{}]\ntitle = "An aim"\npoints = 1\ndraw = "secret"\n'
    table, turned = (game("".join(aims.format(name) for name in names)) for names in ("xyz", "zyx"))
    drawn = [start(table, seed)[0].stage.drawn for seed in range(30)]
    assert {ids for found in drawn for ids in found["anna"]} == {"x", "y", "z"}
    assert drawn == [start(turned, seed)[0].stage.drawn for seed in range(30)]


RUMOUR = """
[injects.rumour]
title = "A rumour"
when = "turn > 1"
chance = {chance}
again = {again}
effects = "escalation += 0.1"
"""


@pytest.mark.parametrize(("again", "times"), [("false", 1), ("true", 5)])
def test_an_inject_fires_once_unless_it_may_come_again(again: str, times: int) -> None:
    """Its condition holds in turns 2 to 6."""
    table = game(RUMOUR.format(chance=100, again=again))
    state, fired = start(table, 1)[0], []
    for _ in range(6):
        state, events = turn(table, state)
        fired += named(events, "fired")
    assert len(fired) == times


def test_the_dice_decide_whether_an_inject_comes() -> None:
    """Each draw is in the log with its odds, whether it came or not."""
    table = game(RUMOUR.format(chance=50, again="true"))
    draws = []
    for seed in range(40):
        state, _ = start(table, seed)
        draws += named(turn(table, state)[1], "drawn")
    assert {draw["odds"] for draw in draws} == {50}
    assert all(draw["outcome"] == (draw["roll"] < 50) for draw in draws)
    assert 10 < sum(draw["outcome"] for draw in draws) < 30


def test_what_happens_by_itself_can_have_its_chance() -> None:
    """A rule's die hangs on its member; the draw is in the log even where nothing comes of it."""
    table = game("""
[rules.unrest]
title = "Unrest"
phase = "economy"
each = "actor"
when = "actor != gero"
chance = "10 * floor(will[actor])"
effects = "will[actor] -= 0.5"
""")
    seen = [rule for seed in range(30) for rule in named(first(table, seed=seed)[1], "rule")]
    assert {rule["member"] for rule in seen} == {"anna", "ben"}
    assert {rule["odds"] for rule in seen} == {50}
    assert {rule["outcome"] for rule in seen} == {True, False}


def test_a_procedure_can_end_agreements_of_a_kind() -> None:
    """The end has its effects within the same step."""
    from wargame.model.commands import Accept, Propose

    table = game("""
[actions.spoil]
title = "Spoil"
phase = "movement"
effects = "drop_agreement(pact)"
""")
    terms = {"where": "north", "months": 3}
    state, _ = after(table, start(table, 1)[0], Propose("anna", "anna", "pact", ("anna", "ben"), terms))
    state, _ = after(table, state, Accept("ben", "ben", state.stage.proposals[0].id), Close())
    state, events = turn(table, state, order("gero", "spoil"))
    assert [one["phase"] for one in named(events, "ended_agreement")] == ["movement"]
    assert (state.stage.agreements, cell(table, state, "escalation")) == ((), 3_700_000)


def test_16_a_rule_reads_the_start_of_its_phase_and_is_rounded_once() -> None:
    """`escalation -= 0.09 * (escalation - 3)` at 5.3 is 5.093, kept as 5.1."""
    table = game("""
[rules.cooling]
title = "Cooling"
phase = "economy"
effects = "escalation -= 0.09 * (escalation - 3)"
""")
    state = with_cells(table, start(table, 1)[0], escalation=5_300_000)
    state, events = turn(table, state)
    assert cell(table, state, "escalation") == 5_100_000
    assert [rule["adds"] for rule in named(events, "rule")] == [{"escalation": -207_000}]
