"""An order while it is written, a proposal while it is written, the desk, the guide: all without a screen."""

from __future__ import annotations

import attrs
import syria
from fake_client import news

from wargame.model.commands import Order
from wargame.model.view import NewsItem, OrderView
from wargame.session import messages as m
from wargame.tui.desk import Desk, receive, steps
from wargame.tui.facts import Facts
from wargame.tui.form import DONE, OrderForm
from wargame.tui.guide import CARDS, Moment, advance
from wargame.tui.proposal import ProposalForm

FACTS = Facts(syria.SHEET, syria.VIEW)
AIR, COVER = syria.OFFERS[0], syria.OFFERS[1]


def form(offer: object = AIR) -> OrderForm:
    return OrderForm(offer, FACTS.actions[offer.action])


def test_choices_are_legal_ones_first_best_first() -> None:
    """What cannot be chosen comes last and keeps its reason."""
    choices = form().choices()

    assert [choice.value for choice in choices] == ["palmyra", "aleppo", "idlib", "homs"]
    assert [choice.legal for choice in choices] == [True, True, True, False]
    assert choices[-1].best.refusals[0].say == "ISIS has no known forces in Homs"


def test_a_step_with_one_answer_answers_itself() -> None:
    """Palmyra has one enemy: the form goes on to the reasons."""
    filled = form().choose("palmyra")

    assert filled.args == {"region": "palmyra", "against": "isis"}
    assert filled.step == "why"


def test_back_skips_what_answered_itself_and_keeps_the_reasons() -> None:
    """One step back from the reasons is the choice of the region; the typed reason is kept."""
    earlier = attrs.evolve(form().choose("palmyra"), why="the oil road").back()

    assert (earlier.step, earlier.args, earlier.why) == ("region", {}, "the oil road")
    assert form().back() is None


def test_no_estimate_is_asked_where_nothing_is_rolled() -> None:
    """Air cover is sure: after the reason it is done."""
    assert form(COVER).steps == ("region", "why", DONE)


def test_the_form_tells_what_a_marked_region_would_look_like() -> None:
    """Each legal region carries its front as it would be."""
    assert form(COVER).afters()["aleppo"].short == 1


def test_a_finished_form_is_an_order() -> None:
    """The order has arguments, reason and estimate."""
    done = form().choose("palmyra").choose("the oil road").choose(60)

    assert done.order() == Order("russia", "air_campaign", {"region": "palmyra", "against": "isis"}, "the oil road", 60)


def test_a_proposal_takes_terms_parties_and_payments() -> None:
    """Sets are ticked, values turned, payments added and dropped; the message carries all."""
    draft = ProposalForm.new(FACTS)
    draft = draft.tick(FACTS, ("parties",), "rebels").tick(FACTS, ("term", "where"), "daraa")
    draft = draft.turn(FACTS, ("term", "months"), 1).pay(FACTS)
    sent = draft.put(FACTS, ("pay", "0", "amount"), 2).propose()

    assert sent.parties == ("rebels", "russia")
    assert sent.terms == {"where": "daraa", "months": 2, "watch": "nobody_at_all"}
    assert (sent.payments[0].payer, sent.payments[0].payee, sent.payments[0].amount) == ("russia", "rebels", 2)
    assert draft.drop(("pay", "0", "amount")).payments == ()


def test_a_proposer_cannot_leave_its_own_proposal() -> None:
    """Unticking ourselves changes nothing."""
    assert ProposalForm.new(FACTS).tick(FACTS, ("parties",), "russia").parties == ("russia",)


def test_a_counter_begins_with_the_package_and_names_it() -> None:
    """The counter has the same terms until they are changed."""
    counter = ProposalForm.counter(FACTS, syria.SOUTH)

    assert counter.propose().counters == "p7"
    assert counter.terms == syria.SOUTH.terms


def seated() -> Desk:
    return receive(receive(Desk(), m.Welcome("moscow", "moscow", syria.SHEET, (), news(2))), m.Viewed(syria.VIEW))


def test_a_new_turn_brings_results_to_step_through() -> None:
    """Results of the resolution wait; what was drafted is gone, what stands stays."""
    standing = Order("syria", "dig_in", {"region": "hama"}, standing=True)
    desk = attrs.evolve(seated(), ready=True, drafts=(Order("russia", "speech"),))
    turned = attrs.evolve(syria.VIEW, turn=4, orders=(OrderView(standing, {}),))
    desk = receive(desk, m.Viewed(turned, news(3)))

    assert [item.type for item in desk.fresh] == ["resolved", "contest"]
    assert (desk.to_step, desk.ready, desk.drafts) == (2, False, (standing,))


def test_news_within_a_turn_leaves_the_drafts_alone() -> None:
    """A message or a signature by others changes nothing of ours."""
    desk = attrs.evolve(seated(), drafts=(Order("russia", "speech"),))

    assert receive(desk, m.Viewed(syria.VIEW, news(3))).drafts == desk.drafts


def test_an_order_that_joined_a_battle_is_told_by_the_battle() -> None:
    """The attack itself is no step of its own; a strike is."""
    entered = NewsItem(3, "ground", "resolved", "Syria attacks.", {"action": "offensive", "actor": "syria"}, True)

    assert entered not in steps((entered, *news(3)))
    assert len(steps((entered, *news(3)))) == 2


def test_the_guide_waits_for_deeds_in_order() -> None:
    """Cards pass when the thing is done, by whatever way; the last ends the guide."""
    desk = seated()

    assert advance(0, Moment("side", "", desk)) == 0
    assert advance(0, Moment("table", "", desk)) == 1
    assert advance(1, Moment("table", "region", desk)) == 2
    drafted = attrs.evolve(desk, drafts=(Order("russia", "speech"),))
    assert advance(2, Moment("table", "", drafted)) == 4
    done = attrs.evolve(drafted, ready=True, view=attrs.evolve(syria.VIEW, turn=4))
    assert advance(4, Moment("news", "", done)) == len(CARDS)
