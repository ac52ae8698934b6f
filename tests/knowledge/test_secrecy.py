"""The promise of secrecy: what a team may not know changes nothing that it gets, and asking changes nothing at all."""

from __future__ import annotations

from random import Random

import pytest
from fog import NONCE, SEED, canonical, opening, orders, play, swapped, syria, told_to, toy

from wargame import engine
from wargame.engine.split import TABLE, parts
from wargame.engine.view import weigh
from wargame.errors import CommandRefused
from wargame.model.commands import Accept, Close, Command, End, Order, Propose, Refuse, Seal, Withdraw
from wargame.model.events import TYPES, told
from wargame.model.state import State
from wargame.rules.game import Game


def answers(game: Game, state: State, team: str) -> str:
    """Everything that a team can get to see of a state, as bytes."""
    view = engine.view(game, state, team)
    drafts = tuple(
        Order(offer.actor, offer.action, target.args) for offer in view.offers for target in offer.targets[:3]
    )
    cells = ("escalation", "men[coast]", "strength[rosa,gorge]", "plot[anna]", "front:plain", "front:north")
    package = ("ceasefire", ("anna", "rosa"), {"where": "coast,plain", "months": 2, "watch": "observers"})
    return canonical(
        [
            view,
            engine.quote(game, state, team, drafts),
            engine.sheet(game, state, team).objectives,
            [engine.why(game, state, team, cell) for cell in cells],
            weigh(game, state, team, *package),
            engine.believed(game, state, team),
        ]
    )


@pytest.mark.parametrize("team", ["anna", "ben", "gero", "rosa"])
def test_view_offers_quotes_and_answers_hang_on_nothing_hidden(team: str) -> None:
    """Hidden cells, others' orders and secrets swapped: every byte that the team gets is the same."""
    game = toy()
    for seed in range(3):
        for _, state, _ in play(game, seed, turns=3):
            if len(state.stage.orders) == len(game.teams):
                assert answers(game, state, team) == answers(game, swapped(game, state, team, Random(seed)), team)


@pytest.mark.parametrize("team", ["russia", "rebels", "usa"])
def test_the_crisis_keeps_its_secrets_at_real_size(team: str) -> None:
    """Two turns of random play of the shipped scenario: nothing a team gets hangs on what it may not know."""
    game, rng = syria(), Random(8)
    state, _ = opening(game)
    for _ in range(2):
        for name in sorted(game.teams):
            state, _ = engine.advance(game, state, Seal(name, orders(game, state, name, rng)))
        other = swapped(game, state, team, rng)
        drafts = tuple(one.order for one in state.stage.orders[team])
        assert canonical(engine.view(game, state, team)) == canonical(engine.view(game, other, team))
        assert canonical(engine.believed(game, state, team)) == canonical(engine.believed(game, other, team))
        assert engine.quote(game, state, team, drafts) == engine.quote(game, other, team, drafts)
        state, _ = engine.advance(game, state, Close())


def test_a_secret_order_more_or_less_is_told_to_nobody_else() -> None:
    """Over a whole turn, what Anna and Ben are told does not show that Gero gave Rosa money."""
    game = toy()
    state, _ = opening(game)
    secret = Order("gero", "give", {"receiver": "rosa", "n": 1})
    heard = []
    for sealed in ((), (secret,)):
        now, events = engine.advance(game, state, Seal("gero", sealed))
        later = [*events]
        for team in ("anna", "ben"):
            now, events = engine.advance(game, now, Seal(team, orders(game, now, team, Random(4))))
            later += events
        now, events = engine.advance(game, now, Close())
        heard.append([canonical(told_to([*later, *events], team)) for team in ("anna", "ben")])

    assert heard[0] == heard[1]


def test_what_a_team_is_told_of_a_seal_is_its_own() -> None:
    """Nobody else hears that a team sealed, how often, or what."""
    game = toy()
    state, _ = opening(game)
    _, events = engine.advance(game, state, Seal("rosa", (Order("rosa", "rally"),)))

    assert [kind for kind, _ in told_to(events, "rosa")] == ["sealed"]
    for team in ("anna", "ben", "gero"):
        assert told_to(events, team) == []


def test_a_guessed_proposal_between_others_is_as_unknown_as_none() -> None:
    """Ids are made from content, so Gero can guess one: he is refused in the same words whether it is there or not."""
    game, terms = toy(), {"where": "coast,plain", "months": 2, "watch": "observers"}
    empty, _ = opening(game)
    talking, _ = engine.advance(game, empty, Propose("anna", "anna", "ceasefire", ("anna", "rosa"), terms))
    name = talking.stage.proposals[0].id
    guesses: tuple[Command, ...] = (
        Accept("gero", "gero", name),
        Refuse("gero", "gero", name),
        Withdraw("gero", "gero", name),
        Propose("gero", "gero", "ceasefire", ("gero", "rosa"), terms, counters=name),
    )
    for guess in guesses:
        said = []
        for state in (empty, talking):
            with pytest.raises(CommandRefused) as refused:
                engine.advance(game, state, guess)
            said.append((refused.value.rule, str(refused.value)))
        assert said[0] == said[1]


def test_asking_never_changes_anything() -> None:
    """A state asked for views, quotes and reasons is the state it was."""
    game = toy()
    for _, state, _ in play(game, 5, turns=2):
        before = engine.digest(game, state)
        for team in game.teams:
            answers(game, state, team)
        assert engine.digest(game, state) == before


def test_the_seed_and_nonce_are_told_only_at_the_end() -> None:
    """No message before the end holds the seed or the nonce; the end opens both."""
    game = toy()
    for _, state, events in play(game, SEED, turns=2):
        for team in game.teams:
            heard = canonical([told_to(events, team), engine.view(game, state, team), engine.sheet(game, state, team)])
            assert str(SEED) not in heard
            assert NONCE not in heard
        with pytest.raises(CommandRefused):
            engine.debrief(game, state)
    ended, _ = engine.advance(game, state, End(reason="the bell"))

    assert engine.debrief(game, ended).seed == str(SEED)
    assert engine.debrief(game, ended).nonce == NONCE


def test_a_team_s_belief_holds_neither_seed_nor_others_knowledge() -> None:
    """A look-ahead starts from a state with nothing of the truth in it."""
    game = toy()
    state, _ = opening(game)
    belief = engine.believed(game, state, "anna")

    assert belief.seed == 0
    assert belief.nonce == ""
    assert set(belief.known) == {"anna"}
    assert belief.cells == state.known["anna"].values


# ---------------------------------------------------------------- the table of allowed fields


def sample(kind: str) -> dict[str, object]:
    """An event of a type with everything a writer could put into it, and one thing that nobody foresaw."""
    return {
        "action": "strike",
        "actor": "anna",
        "args": {"region": "gorge", "against": "rosa"},
        "slot": 0,
        "also": "",
        "odds": 60,
        "working": [["", 60]],
        "sets": {"plot[rosa]": 4},
        "adds": {"plot[rosa]": 1},
        "moves": [["funds[rosa]", "funds[gero]", 2]],
        "work": {"defence": 3},
        "kind": "ceasefire",
        "parties": ["anna", "rosa"],
        "team": "anna",
        "to": ["ben"],
        "inject": "envoy",
        "contest": "battle",
        "attackers": ["anna"],
        "rule": "cooling",
        "paid": {"anna": {"funds": 1}, "rosa": {"funds": 2}},
        "drawn": {"anna": ["peace"], "rosa": ["x"]},
        "say": "because of plot[rosa]",
        "nobody_foresaw_this": "secret",
    }


@pytest.mark.parametrize("kind", TYPES)
def test_a_field_that_no_row_allows_reaches_no_team(kind: str) -> None:
    """Write logs, working of contests and fields that a writer adds later stay with the white cell."""
    game = toy()
    state, _ = opening(game)
    found = parts(game, state, kind, sample(kind))

    for part in found.values():
        assert not {"nobody_foresaw_this", "sets", "adds", "moves", "work"} & set(part)
    if kind not in TABLE:
        assert found == {}


def test_each_team_hears_of_its_own_money_and_aims_alone() -> None:
    """Costs and drawn aims are cut to each team's own actors."""
    game = toy()
    state, _ = opening(game)

    assert parts(game, state, "costs", sample("costs"))["team:anna"] == {"paid": {"anna": {"funds": 1}}}
    assert parts(game, state, "declared", sample("declared"))["team:rosa"] == {"drawn": {"rosa": ["x"]}}


def test_a_private_message_reaches_its_sender_and_who_is_named() -> None:
    """Others do not hear that a message was sent; a public statement is everybody's."""
    game = toy()
    state, _ = opening(game)
    private = parts(game, state, "said", {"team": "anna", "to": ["ben"], "text": "now"})
    public = parts(game, state, "said", {"team": "anna", "to": [], "text": "now"})

    assert set(private) == {"team:anna", "team:ben"}
    assert set(public) == {"all"}


def test_why_an_order_failed_is_told_only_if_its_team_could_have_known() -> None:
    """A reason from hidden facts would scout for whoever ordered it."""
    game = toy()
    state, _ = opening(game)
    base = {"action": "strike", "actor": "gero", "slot": 0, "rule": "strike.requires.1", "say": "nobody there"}
    hidden = parts(game, state, "failed", {**base, "args": {"region": "plain", "against": "rosa"}})
    known = parts(game, state, "failed", {**base, "args": {"region": "coast", "against": "ben"}})

    assert hidden["team:gero"]["rule"] == "circumstances"
    assert "say" not in hidden["team:gero"]
    assert known["team:gero"]["say"] == "nobody there"


def test_a_choice_is_secret_until_orders_close() -> None:
    """While it can still be changed an answer is its team's own; then it is as visible as its inject."""
    game = toy()
    state, _ = opening(game)
    fields = {"team": "anna", "inject": "envoy", "choice": "stay", "title": "An envoy", "answer": "It stays"}

    assert set(parts(game, state, "chosen", {**fields, "applied": False})) == {"team:anna"}
    assert "all" in parts(game, state, "chosen", {**fields, "applied": True})


def test_what_happens_by_itself_to_one_actor_can_be_its_own_to_know() -> None:
    """A rule that only its owner may see is told to the team of the actor it ran over."""
    game = toy()
    state, _ = opening(game)
    found = parts(game, state, "rule", {"rule": "unrest", "member": "rosa", "title": "", "text": "Unrest."})

    assert set(found) == {"team:rosa"}


def test_odds_are_told_by_sight_alone() -> None:
    """Whether a team hears its odds hangs on what it sees, never on what is hidden there."""
    game = toy()
    for seed in range(4):
        for before, _, events in play(game, seed, turns=2):
            for event in events:
                if event.type != "resolved" or not event.fields:
                    continue
                team = event.fields["actor"]
                other = swapped(game, before, team, Random(seed))
                again = parts(game, other, "resolved", event.fields)
                had = told(event, team) or {}
                assert ("odds" in had) == ("odds" in again.get(f"team:{team}", {}))
