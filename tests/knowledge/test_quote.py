"""Quotes: own sure orders applied, open modifiers ranged, prices and warnings, before → after."""

from __future__ import annotations

from random import Random

import attrs
from fog import M, opening, orders, play, swapped, toy

from wargame import engine
from wargame.model.commands import Accept, Close, Order, Propose, Seal
from wargame.model.events import told
from wargame.model.quote import OrderQuote
from wargame.model.state import State

STRIKE = Order("anna", "strike", {"region": "gorge", "against": "rosa"})


def one(state: State, *drafts: Order) -> OrderQuote:
    """The quote of the last draft."""
    return engine.quote(toy(), state, drafts[0].actor, drafts).orders[-1]


def test_odds_are_base_and_what_holds_as_believed() -> None:
    """45 + 2 × 9 for will, +10 for spotters in the north."""
    found = one(opening(toy())[0], STRIKE)

    assert found.odds == 73
    assert [line.points for line in found.working] == [63, 10]
    assert found.title == "Strike ▸ The gorge, Rosa"


def test_low_and_high_take_open_modifiers_at_worst_and_best() -> None:
    """Men march and dig before the strikes: without spotters and against trenches it is 48, at best 73."""
    found = one(opening(toy())[0], STRIKE)

    assert (found.low, found.high) == (48, 73)
    assert any("Dug in may change before" in line for line in found.hangs)


def test_each_outcome_says_before_and_after() -> None:
    """A hit kills one man and raises escalation by half a point; chances add up."""
    hit, near, miss = one(opening(toy())[0], STRIKE).outcomes

    assert {change.cell: (change.before, change.after) for change in hit.changes} == {
        "strength[rosa,gorge]": (3, 2),
        "escalation": (4_300_000, 4_800_000),
    }
    assert hit.chance + near.chance + miss.chance == 100
    assert near.chance == 27 * 40 // 100


def test_own_sure_orders_of_earlier_phases_come_first() -> None:
    """Gero digs in on the coast: a strike there in the next phase is quoted against trenches."""
    state = opening(toy())[0]
    strike = Order("gero", "strike", {"region": "coast", "against": "rosa"})
    alone, after = one(state, strike), one(state, Order("gero", "dig", {"region": "coast"}), strike)

    assert ("dug in", -15) not in [(line.say, line.points) for line in alone.working]
    assert ("dug in", -15) in [(line.say, line.points) for line in after.working]
    assert not any("our own Dig" in line for line in after.hangs)


def test_own_chancy_orders_are_only_named() -> None:
    """An intrigue whose end is open does not happen in the quote of a later order."""
    state = opening(toy())[0]
    found = one(state, STRIKE, Order("anna", "rally"))

    assert found.outcomes[0].changes[-1].before == 9 * M


def test_prices_are_reserved_in_the_order_asked() -> None:
    """Six coins: two strikes' worth is fine, and what is left is said."""
    state = opening(toy())[0]
    game = toy()
    found = engine.quote(game, state, "anna", (STRIKE, Order("anna", "train", {"region": "north"})))

    assert found.orders[0].cost == {"funds": 1}
    assert found.left["anna"] == {"funds": state.cells[game.board.layout.by_name["funds[anna]"]] - 3}


def test_slots_limits_and_money_refuse_in_words() -> None:
    """A second strike is one too many; a fourth order has no slot; nothing can be bought twice with the same coin."""
    state = opening(toy())[0]
    rules = [r.rule for q in engine.quote(toy(), state, "anna", (STRIKE, STRIKE)).orders for r in q.refusals]
    train = Order("ben", "train", {"region": "north"})
    money = engine.quote(toy(), state, "ben", (train, train, Order("ben", "rally")))

    assert rules == ["limit"]
    assert [r.rule for r in money.orders[2].refusals] == ["slots", "money"]
    assert money.orders[2].refusals[1].say == "Ben cannot pay 1 Funds."


def test_a_draft_that_is_no_order_is_refused_not_an_error() -> None:
    """Anything a client can send gets an answer."""
    state = opening(toy())[0]
    drafts = (
        Order("anna", "fly"),
        Order("nobody", "rally"),
        Order("rosa", "rally"),
        Order("anna", "strike", {"region": "gorge"}),
        Order("anna", "strike", {"region": ["x"], "against": 7}),  # type: ignore[dict-item]
    )
    found = engine.quote(toy(), state, "anna", drafts)

    assert [q.refusals[0].rule for q in found.orders] == ["unknown", "unknown", "who", "unknown", "unknown"]


def test_equal_claims_to_the_same_coin_are_warned_of() -> None:
    """Two gifts that ask for more than there is: each gets its share, rounded down."""
    state = opening(toy())[0]
    gifts = [Order("ben", "give", {"receiver": who, "n": 3}) for who in ("anna", "gero")]

    assert "More is asked of Funds: Ben than is there" in one(state, *gifts).warnings[0]


def test_an_order_that_breaks_an_agreement_says_so() -> None:
    """A strike under a ceasefire is legal, and the form says that it breaks it."""
    game, state = toy(), opening(toy())[0]
    terms = {"where": "gorge", "months": 3, "watch": "observers"}
    state, _ = engine.advance(game, state, Propose("anna", "anna", "ceasefire", ("anna", "rosa"), terms))
    state, _ = engine.advance(game, state, Accept("rosa", "rosa", state.stage.proposals[0].id))
    state, _ = engine.advance(game, state, Close())
    found = one(state, STRIKE)

    assert found.refusals == ()
    assert found.warnings == ("This breaks our Ceasefire with Rosa.",)


def test_an_attack_shows_the_six_faces() -> None:
    """A contest is quoted exactly: what each face of the die would bring, never a guess."""
    found = one(opening(toy())[0], Order("anna", "attack", {"place": "gorge"}))

    assert [face.face for face in found.faces] == [1, 2, 3, 4, 5, 6]
    assert found.odds == round(100 * sum(face.tone == "good" for face in found.faces) / 6)
    assert 98 <= sum(outcome.chance for outcome in found.outcomes) <= 102


def test_the_truth_lies_within_low_and_high() -> None:
    """Over random games the modifiers that hold when the dice fall lie within the range that was quoted."""
    game, seen = toy(), 0
    for seed in range(12):
        state, _ = opening(game, seed)
        rng = Random(seed)
        for _ in range(3):
            quoted = {}
            for team in sorted(game.teams):
                drafts = orders(game, state, team, rng)
                for found in engine.quote(game, state, team, drafts).orders:
                    key = (found.order.actor, found.order.action, tuple(sorted(found.order.args.items())))
                    quoted[key] = found
                state, _ = engine.advance(game, state, Seal(team, drafts))
            state, events = engine.advance(game, state, Close())
            for event in events:
                if event.type != "resolved" or event.fields.get("odds") is None or event.fields["also"]:
                    continue
                fields = event.fields
                found = quoted[fields["actor"], fields["action"], tuple(sorted(fields["args"].items()))]
                base, held = fields["working"][0][1], sum(points for _, points in fields["working"][1:])
                assert found.low is not None
                assert found.high is not None
                asked = found.working[0].points
                assert max(0, found.low) - asked <= held <= found.high - asked or not 30 <= base <= 70
                seen += 1
            if state.stage.ended:
                break

    assert seen > 10


def test_margins_are_the_team_s_own() -> None:
    """A package is weighed for own parties only; the others' advice is theirs."""
    terms = {"where": "coast,plain", "months": 2, "watch": "observers"}
    margins, refusals = engine.weigh(toy(), opening(toy())[0], "anna", "ceasefire", ("anna", "rosa"), terms)

    assert [margin.actor for margin in margins] == ["anna"]
    assert margins[0].margin == margins[0].worth - margins[0].least
    assert refusals == ()


def test_a_quote_reads_beliefs_and_not_the_truth() -> None:
    """Two worlds that differ behind the fog give one quote."""
    game = toy()
    for _, state, _ in play(game, 3, turns=1):
        other = swapped(game, state, "gero", Random(1))
        draft = Order("gero", "attack", {"place": "plain"})
        assert engine.quote(game, state, "gero", (draft,)) == engine.quote(game, other, "gero", (draft,))


def test_what_a_team_hears_of_its_order_is_what_it_was_quoted() -> None:
    """Where nothing was open the odds told after the roll are the odds quoted before it."""
    game = toy()
    state, _ = opening(game)
    draft = Order("anna", "intrigue", {"against": "rosa"})
    quoted = one(state, draft)
    state, _ = engine.advance(game, state, Seal("anna", (draft,)))
    _, events = engine.advance(game, state, Close())
    heard = [told(e, "anna") for e in events if e.type == "resolved" and e.fields.get("action") == "intrigue"]

    assert heard[0] is not None
    assert heard[0]["odds"] == quoted.odds == quoted.low == quoted.high == 60


def test_a_view_hangs_on_no_cell_that_was_not_told() -> None:
    """The view is a function of what was told: other cells behind it change nothing."""
    game = toy()
    state, _ = opening(game)
    blind = attrs.evolve(state, cells=(0,) * len(state.cells))

    assert engine.view(game, blind, "rosa") == engine.view(game, state, "rosa")
