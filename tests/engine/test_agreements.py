"""Agreements: proposing, accepting, signing, clashing, lapsing, paying, breaking."""

from __future__ import annotations

from typing import Any

import pytest
from little import after, cell, game, named, order, turn

from wargame.engine import advance, start
from wargame.errors import CommandRefused
from wargame.model.commands import Accept, Close, Command, Payment, Propose, Refuse, Rule, Withdraw
from wargame.model.state import State
from wargame.rules.game import Game

M = 1_000_000


def pact(actor: str, *others: str, where: str = "north", months: int = 2, **more: Any) -> Propose:
    """A pact that `actor` proposes to others."""
    return Propose(actor, actor, "pact", (actor, *others), {"where": where, "months": months}, **more)


def tabled(table: Game, state: State, *proposals: Propose) -> State:
    """The state with proposals on the table."""
    return after(table, state, *proposals)[0]


def accepted(table: Game, state: State, *actors: str) -> State:
    """Each of the actors accepts everything that it is a party to and has not accepted."""
    commands: list[Command] = []
    for actor in actors:
        for proposal in state.stage.proposals:
            if actor in proposal.parties and actor not in proposal.accepted:
                commands.append(Accept(actor, actor, proposal.id))
    return after(table, state, *commands)[0]


def test_what_all_parties_accepted_is_signed_when_orders_close() -> None:
    """On signing, its first effects run; it holds this turn and the next; its end has its own effects."""
    table = game()
    state = accepted(table, tabled(table, start(table, 1)[0], pact("anna", "ben")), "ben")
    state, events = turn(table, state)
    (signed,) = named(events, "signed")
    assert (signed["parties"], signed["since"], signed["until"]) == (["anna", "ben"], 1, 2)
    assert cell(table, state, "escalation") == 3_500_000
    assert cell(table, state, "will[anna]") == 5_100_000
    assert len(state.stage.agreements) == 1
    state, events = turn(table, state)
    assert [one["reason"] for one in named(events, "ended_agreement")] == ["term"]
    assert cell(table, state, "will[anna]") == 5_200_000
    assert cell(table, state, "escalation") == 3_700_000
    assert state.stage.agreements == ()


def test_a_proposal_nobody_completes_lapses_after_the_next_turn() -> None:
    """It stays for one more round of talks, then it is gone; nobody is ever signed for."""
    table = game()
    state = tabled(table, start(table, 1)[0], pact("anna", "ben", "gero"))
    state, events = turn(table, accepted(table, state, "ben"))
    assert (len(state.stage.proposals), named(events, "lapsed")) == (1, [])
    state, events = turn(table, state)
    assert state.stage.proposals == ()
    assert [one["reason"] for one in named(events, "lapsed")] == ["nobody completed it"]
    assert state.stage.agreements == ()


def test_clashing_agreements_are_not_signed_and_all_lapse() -> None:
    """Same kind, parties and place, other terms: none of them, and none is left open."""
    table = game()
    state = tabled(table, start(table, 1)[0], pact("anna", "ben"), pact("ben", "anna", months=3))
    state, events = turn(table, accepted(table, state, "anna", "ben"))
    assert len(named(events, "clashed")) == 2
    assert (state.stage.agreements, state.stage.proposals) == ((), ())


def test_other_places_do_not_clash() -> None:
    """North and south are two agreements."""
    table = game()
    state = tabled(table, start(table, 1)[0], pact("anna", "ben"), pact("ben", "anna", where="south"))
    state, events = turn(table, accepted(table, state, "anna", "ben"))
    assert len(named(events, "signed")) == 2


@pytest.mark.parametrize("replaces", [False, True])
def test_one_in_force_clashes_unless_it_may_be_replaced(replaces: bool) -> None:
    """A second pact of the same parties and place lapses; if the kind says `replaces`, the first one ends."""
    table = game(replaces=replaces)
    state = tabled(table, start(table, 1)[0], pact("anna", "ben"))
    state, _ = turn(table, accepted(table, state, "ben"))
    state = accepted(table, tabled(table, state, pact("ben", "anna", months=3)), "anna")
    state, events = turn(table, state)
    assert len(named(events, "clashed")) == (0 if replaces else 1)
    assert [one["reason"] for one in named(events, "ended_agreement")] == (["replaced"] if replaces else ["term"])
    assert [one.until for one in state.stage.agreements] == ([4] if replaces else [])


def test_side_payments_move_at_signing() -> None:
    """Ben pays Anna 3 of his 4."""
    table = game()
    paid = pact("anna", "ben", payments=(Payment("ben", "anna", "funds", 3),))
    state, _ = turn(table, accepted(table, tabled(table, start(table, 1)[0], paid), "ben"))
    assert (cell(table, state, "funds[anna]"), cell(table, state, "funds[ben]")) == (9, 1)


def test_a_payer_that_cannot_pay_signs_nothing() -> None:
    """His orders cost what he promised: the agreement lapses and no money moves."""
    table = game()
    paid = pact("anna", "ben", payments=(Payment("ben", "anna", "funds", 4),))
    state = accepted(table, tabled(table, start(table, 1)[0], paid), "ben")
    state, events = turn(table, state, order("ben", "strike", against="gero"))
    assert [one["reason"] for one in named(events, "lapsed")] == ["a payer cannot pay"]
    assert (cell(table, state, "funds[anna]"), state.stage.agreements) == (6, ())


def test_promises_to_two_are_not_paid_twice() -> None:
    """Canonical order decides which of two agreements his money signs."""
    table = game()
    state = tabled(
        table,
        start(table, 1)[0],
        pact("anna", "ben", payments=(Payment("ben", "anna", "funds", 3),)),
        pact("gero", "ben", payments=(Payment("ben", "gero", "funds", 3),)),
    )
    state, events = turn(table, accepted(table, state, "ben"))
    assert (len(named(events, "signed")), len(named(events, "lapsed"))) == (1, 1)
    assert cell(table, state, "funds[ben]") == 1


def test_a_refusal_takes_it_off_the_table_and_a_counter_replaces_it() -> None:
    """Both are events; what is gone cannot be accepted."""
    table = game()
    state = tabled(table, start(table, 1)[0], pact("anna", "ben"))
    (proposal,) = state.stage.proposals
    refused, _ = advance(table, state, Refuse("ben", "ben", proposal.id, "never"))
    assert refused.stage.proposals == ()
    with pytest.raises(CommandRefused):
        advance(table, refused, Accept("ben", "ben", proposal.id))
    countered, events = advance(table, state, pact("ben", "anna", months=3, counters=proposal.id))
    assert [one.terms["months"] for one in countered.stage.proposals] == [3]
    assert [one["reason"] for one in named(list(events), "lapsed")] == ["countered"]


def test_an_acceptance_and_a_proposal_can_be_withdrawn() -> None:
    """The party's word is taken back, the proposer's takes the paper with it."""
    table = game()
    state = accepted(table, tabled(table, start(table, 1)[0], pact("anna", "ben")), "ben")
    name = state.stage.proposals[0].id
    state, _ = advance(table, state, Withdraw("ben", "ben", name))
    assert state.stage.proposals[0].accepted == ("anna",)
    state, _ = advance(table, state, Withdraw("anna", "anna", name))
    assert state.stage.proposals == ()


def test_the_same_package_from_both_is_one_proposal() -> None:
    """Its id is its content, so that both have accepted it, whoever came first."""
    table = game()
    opened = start(table, 1)[0]
    one = tabled(table, opened, pact("anna", "ben", text="mine"), pact("ben", "anna", text="yours"))
    other = tabled(table, opened, pact("ben", "anna", text="yours"), pact("anna", "ben", text="mine"))
    assert one == other
    assert one.stage.proposals[0].accepted == ("anna", "ben")
    assert len(named(turn(table, one)[1], "signed")) == 1


def test_breach_is_found_in_the_last_phase_and_has_its_price() -> None:
    """Ben strikes under the pact: legal, but it breaks it, in the turn of its signing too."""
    table = game()
    state = accepted(table, tabled(table, start(table, 1)[0], pact("anna", "ben")), "ben")
    state, events = turn(table, state, order("ben", "strike", against="gero"))
    assert [one["breaker"] for one in named(events, "breached")] == ["ben"]
    assert [one["reason"] for one in named(events, "ended_agreement")] == ["breach"]
    assert cell(table, state, "will[ben]") == 4_100_000
    assert state.stage.agreements == ()


def test_a_ruling_ends_an_agreement() -> None:
    """With its reason, and with the effects of its end."""
    table = game()
    state, _ = turn(table, accepted(table, tabled(table, start(table, 1)[0], pact("anna", "ben")), "ben"))
    (signed,) = state.stage.agreements
    state, events = advance(table, state, Rule(end=(signed.id,), reason="an earthquake"))
    assert [one["reason"] for one in named(list(events), "ended_agreement")] == ["ruling"]
    assert (state.stage.agreements, cell(table, state, "escalation")) == ((), 3_700_000)


COUNCIL = """
[variables.crown]
type = "actor?"
start = "anna"
visible = "all"
[actions.depose]
title = "Depose"
phase = "economy"
params = { heir = "actor" }
effects = "crown = heir"
[agreements.treaty]
title = "Treaty"
parties = "2"
signatory = "crown if party == anna else party"
requires = [{ that = "escalation < 8", say = "nobody talks now" }]
who = "actor != gero"
"""


def test_who_signs_may_change_hands() -> None:
    """Anna's word counts while she has the crown; when Gero has it, only his does."""
    table = game(COUNCIL)
    opened, _ = start(table, 1)
    (proposed,) = tabled(table, opened, Propose("ben", "ben", "treaty", ("anna", "ben"))).stage.proposals
    state, _ = turn(table, opened, order("ben", "depose", heir="gero"))
    state = tabled(table, state, Propose("ben", "ben", "treaty", ("anna", "ben")))
    with pytest.raises(CommandRefused):
        advance(table, state, Accept("anna", "anna", proposed.id))
    state, events = after(table, state, Accept("gero", "gero", proposed.id), Close())
    assert [one["parties"] for one in named(events, "signed")] == [["anna", "ben"]]


def test_an_old_signature_does_not_count_after_the_crown_has_changed_hands() -> None:
    """The signature is asked for when Orders close, on the truth."""
    table = game(COUNCIL)
    state = tabled(table, start(table, 1)[0], Propose("ben", "ben", "treaty", ("anna", "ben")))
    state, _ = after(table, state, Accept("anna", "anna", state.stage.proposals[0].id), Rule({"crown": None}))
    state, events = turn(table, state)
    assert named(events, "signed") == []


def test_requirements_are_asked_when_proposing_and_again_at_signing() -> None:
    """At signing it is the truth that counts."""
    table = game(COUNCIL)
    opened, _ = start(table, 1)
    high, _ = advance(table, opened, Rule({"escalation": 9 * M}))
    treaty = Propose("ben", "ben", "treaty", ("anna", "ben"))
    with pytest.raises(CommandRefused) as refused:
        advance(table, high, treaty)
    assert refused.value.rule == "treaty.requires.1"
    state = accepted(table, tabled(table, opened, treaty), "anna")
    state, events = after(table, state, Rule({"escalation": 9 * M}), Close())
    assert [one["reason"] for one in named(events, "lapsed")] == ["nobody talks now"]


@pytest.mark.parametrize(
    "wrong",
    [
        Propose("anna", "anna", "treaty", ("anna", "gero")),
        Propose("anna", "anna", "treaty", ("anna",)),
        Propose("anna", "anna", "treaty", ("anna", "anna")),
        Propose("anna", "anna", "treaty", ("anna", "ben"), {"where": "north"}),
        Propose("anna", "anna", "league", ("anna", "ben")),
        Propose("anna", "ben", "treaty", ("anna", "ben")),
        Propose("gero", "gero", "treaty", ("anna", "ben")),
        Propose("anna", "anna", "treaty", ("anna", "ben"), payments=(Payment("anna", "gero", "funds", 1),)),
        Propose("anna", "anna", "treaty", ("anna", "ben"), payments=(Payment("anna", "ben", "funds", -1),)),
        Propose("anna", "anna", "treaty", ("anna", "ben"), payments=(Payment("anna", "ben", "will", 1),)),
        Propose("anna", "anna", "treaty", ("anna", "ben"), payments=(Payment("anna", "anna", "funds", 1),)),
        Propose("anna", "anna", "treaty", ("anna", "ben"), counters="treaty-0000000000"),
        Propose("anna", "anna", "pact", ("anna", "ben"), {"where": "north", "months": 4}),
        Propose("anna", "anna", "pact", ("anna", "ben"), {"where": "north", "months": True}),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(wrong: Propose) -> None:
    """Whatever is wrong with it, the state is as it was."""
    table = game(COUNCIL)
    state, _ = start(table, 1)
    with pytest.raises(CommandRefused):
        advance(table, state, wrong)


def test_mechanics_lay_packages_on_the_table_but_sign_for_nobody() -> None:
    """A tabled package has no proposer; two parties must accept it."""
    from wargame.engine.agreements import finish
    from wargame.engine.publish import Audience
    from wargame.engine.step import Step
    from wargame.engine.turn import desk_of

    table = game()
    state, _ = start(table, 1)
    desk = desk_of(table, state, Audience())
    step = Step(desk, "economy")
    step.tabled.append(("pact", (0, 1), (0, 2)))
    finish(step)
    step.apply(step.settle())
    (proposal,) = desk.proposals
    assert (proposal.actor, proposal.accepted, proposal.terms) == ("", (), {"where": "north", "months": 2})


def test_the_order_of_talks_leaves_no_trace() -> None:
    """Two proposals and their acceptances in any order: the same state."""
    table = game()
    opened = start(table, 1)[0]
    first, second = pact("anna", "ben"), pact("gero", "ben", where="south")
    one = accepted(table, tabled(table, opened, first, second), "ben")
    other = accepted(table, accepted(table, tabled(table, opened, second), "ben"), "ben")
    other = accepted(table, tabled(table, other, first), "ben")
    assert one == other
    assert turn(table, one)[0] == turn(table, other)[0]
