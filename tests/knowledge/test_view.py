"""The view and the sheet: what a team has before it, and what waits for it."""

from __future__ import annotations

from fog import M, opening, toy

from wargame import engine
from wargame.model.commands import Accept, Choose, Close, End, Order, Propose, Seal
from wargame.model.view import OfferView, View

CEASEFIRE = {"where": "gorge", "months": 3, "watch": "observers"}


def offer(view: View, action: str) -> OfferView:
    return next(one for one in view.offers if one.action == action)


def test_an_offer_shows_what_may_not_be_done_with_its_reason() -> None:
    """Anna may attack the gorge and the plain; the others stand in the list, below, with the rule's words."""
    state, _ = opening(toy())
    targets = offer(engine.view(toy(), state, "anna"), "attack").targets

    assert [target.args["place"] for target in targets if not target.refusals] == ["plain", "gorge"]
    assert {r.say for target in targets for r in target.refusals} >= {"The north is ours", "no men next to the coast"}


def test_the_rule_s_rank_sorts_targets() -> None:
    """The attack with the fewest men against it comes first."""
    state, _ = opening(toy())
    ranks = [t.rank for t in offer(engine.view(toy(), state, "anna"), "attack").targets if not t.refusals]

    assert ranks == sorted(ranks, reverse=True)


def test_an_action_without_a_legal_target_says_why() -> None:
    """Ben has no road to march on that leads to ground of ours: the commonest reason stands for all."""
    state, _ = opening(toy())
    march = offer(engine.view(toy(), state, "ben"), "march")

    assert march.refusals
    assert not [target for target in march.targets if not target.refusals]


def test_what_an_actor_may_never_do_is_no_offer() -> None:
    """Calm words need will above 2: whoever has less does not find them in the list."""
    game = toy()
    state, _ = opening(game)
    from attrs import evolve

    cell = game.board.layout.by_name["will[anna]"]
    known = state.known["anna"]
    low = evolve(known, values=(*known.values[:cell], 1 * M, *known.values[cell + 1 :]))
    view = engine.view(game, evolve(state, known={**state.known, "anna": low}), "anna")

    assert "calm" not in [one.action for one in view.offers]


def test_what_waits_is_a_choice_then_proposals_then_orders() -> None:
    """n walks through what waits for us, the most urgent first; nothing waits that is another's."""
    game = toy()
    state, _ = opening(game)
    state, _ = engine.advance(game, state, Propose("rosa", "rosa", "ceasefire", ("anna", "rosa"), CEASEFIRE))

    assert [wait.kind for wait in engine.view(game, state, "anna").waits] == ["choice", "proposal", "orders"]
    assert [wait.kind for wait in engine.view(game, state, "rosa").waits] == ["orders"]
    state, _ = engine.advance(game, state, Choose("anna", "envoy", "stay"))
    state, _ = engine.advance(game, state, Accept("anna", "anna", state.stage.proposals[0].id))
    state, _ = engine.advance(game, state, Seal("anna", ()))
    assert engine.view(game, state, "anna").waits == ()


def test_a_proposal_shows_own_margins_and_what_signing_would_do() -> None:
    """Escalation would fall by half a point; only our own advice is there."""
    game = toy()
    state, _ = opening(game)
    state, _ = engine.advance(game, state, Propose("rosa", "rosa", "ceasefire", ("anna", "rosa"), CEASEFIRE))
    (proposal,) = engine.view(game, state, "anna").proposals

    assert "Escalation: 4.3 → 3.8" in proposal.effects
    assert [margin.actor for margin in proposal.margins] == ["anna"]
    assert sum(points for _, points in proposal.margins[0].working[:-1]) == proposal.margins[0].worth
    assert proposal.waits
    assert engine.view(game, state, "ben").proposals == ()


def test_own_sealed_orders_stand_in_the_view_with_their_price() -> None:
    """What we sealed is ours to see, and counted in the offers."""
    game = toy()
    state, _ = opening(game)
    state, _ = engine.advance(game, state, Seal("anna", (Order("anna", "rally"),)))
    view = engine.view(game, state, "anna")

    assert view.sealed
    assert view.orders[0].paid == {"funds": 1}
    assert offer(view, "rally").used == 1
    assert engine.view(game, state, "ben").orders == ()


def test_computed_variables_are_worked_out_on_what_we_know() -> None:
    """Five men stand on the coast; who sees none counts none, and the cell says that it is no sight."""
    state, _ = opening(toy())

    assert engine.view(toy(), state, "gero").cells["men[coast]"].value == 5
    unseen = engine.view(toy(), state, "anna").cells["men[coast]"]
    assert (unseen.value, unseen.status) == (0, 3)


def test_changed_holds_what_was() -> None:
    """Against the turn's first view: cell and old value, only where they differ."""
    state, _ = opening(toy())
    view = engine.view(toy(), state, "anna", before={"escalation": 4 * M, "will[anna]": 9 * M})

    assert view.changed == {"escalation": 4 * M}


def test_the_sheet_prints_own_briefs_and_aims_alone() -> None:
    """Others' briefs are not there; of our secret aims only the drawn one is."""
    game = toy()
    state, _ = opening(game)
    sheet = engine.sheet(game, state, "anna")
    aims = [aim.id for aim in sheet.objectives]

    assert [actor.id for actor in sheet.actors if actor.brief] == ["anna"]
    assert {aim.actor for aim in sheet.objectives} == {"anna"}
    assert len({"peace", "war"} & set(aims)) == 1
    assert sheet.positions.keys() == {"anna"}


def test_a_front_is_explained_line_by_line() -> None:
    """The last line is the rounded need; the text says what is pinned, free and missing."""
    state, _ = opening(toy())
    why = engine.why(toy(), state, "anna", "front:north")

    assert why.title == "The north"
    assert why.lines[-1].points == 1 * M
    assert why.text == "Blue: 6 men, need 1: 1 pinned, 5 free, 0 short."


def test_a_computed_variable_is_explained_by_what_it_reads() -> None:
    """The numbers behind it and the rule's own text."""
    state, _ = opening(toy())
    why = engine.why(toy(), state, "rosa", "men[gorge]")

    assert why.title == "Men in the region: The gorge: 3"
    assert [(line.say, line.points) for line in why.lines] == [("Men: Rosa, The gorge", 3 * M)]
    assert "sum(" in why.text


def test_nothing_is_said_of_what_does_not_exist() -> None:
    """A name that no scenario has, whatever it looks like."""
    state, _ = opening(toy())

    for name in ("x", "men[", "strength[anna]", "front:moon", "men[moon]", "", "men[coast,coast]"):
        assert engine.why(toy(), state, "anna", name).title == "Nothing known"


def test_the_end_opens_scores_secret_aims_and_the_odds_of_the_game() -> None:
    """Debrief: every aim in play with its points, secret ones marked, odds against results."""
    game = toy()
    state, _ = opening(game)
    state, _ = engine.advance(game, state, Seal("anna", (Order("anna", "intrigue", {"against": "rosa"}),)))
    state, events = engine.advance(game, state, Close())
    odds = engine.odds_of(1, events)
    state, _ = engine.advance(game, state, End(reason="the bell"))
    end = engine.debrief(game, state, odds)

    assert end.title == "The game was ended"
    assert [(turn, actor, action, n) for turn, actor, action, n, _ in end.odds] == [(1, "anna", "intrigue", 60)]
    assert {line.objective for line in end.lines if line.secret} <= {"peace", "war"}
    assert sum(line.points for line in end.lines if line.actor == "rosa") == end.scores["rosa"]
