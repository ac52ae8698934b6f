"""Events, amounts and changes in plain sentences: titles for ids, people's words as content, small changes together."""

from __future__ import annotations

import json

import pytest
from fog import opening, play, told_to, toy

from wargame import engine
from wargame.model.events import TYPES
from wargame.model.sheet import Sheet
from wargame.wording import Lexicon, clean, fill, listed, news, stories
from wargame.wording.names import decimal


def sheet(team: str = "anna") -> Sheet:
    return engine.sheet(toy(), opening(toy())[0], team)


def say(event: str, **fields: object) -> str:
    """The sentence of one event, told to Anna in turn 1."""
    return news(sheet(), 1, "", event, fields).say


@pytest.mark.parametrize(
    ("millionths", "places", "text"),
    [
        (4_500_000, 1, "4.5"),
        (4_000_000, 1, "4"),
        (-250_000, 2, "−0.25"),
        (6_750_000, 1, "6.8"),
        (6_650_000, 1, "6.6"),
        (-40_000, 1, "0"),
        (12_000_000, 0, "12"),
    ],
)
def test_decimals_are_written_with_their_places_and_no_floats(millionths: int, places: int, text: str) -> None:
    """Rounded half to even as cells are; no trailing zeros; a real minus sign."""
    assert decimal(millionths, places) == text


def test_cells_and_amounts_read_as_words() -> None:
    """A cell has a name that a player would use, a value the places that its variable keeps."""
    words = Lexicon(sheet())

    assert words.cell("escalation") == "Escalation"
    assert words.cell("funds[anna]") == "Funds of Anna"
    assert words.cell("strength[rosa,gorge]") == "Men of Rosa in the gorge"
    assert words.cell("trust[anna,ben]") == "Trust of Anna towards Ben"
    assert words.amount("will", 6_500_000) == "6.5"
    assert words.amount("control", "blue") == "Blue"
    assert words.amount("control", None) == "nobody"
    assert words.price({"funds": 2}) == "2 funds"
    assert words.order("strike", {"region": "gorge", "against": "rosa"}) == "Strike ▸ the gorge, Rosa"


def test_an_outcome_is_told_in_the_rule_book_s_own_words() -> None:
    """The outcome's text with its parameters by title; without a text the order and the outcome's title."""
    args = {"region": "gorge", "against": "rosa"}
    base = {"action": "strike", "actor": "anna", "args": args, "also": "", "outcome": "hit", "title": "Hit"}

    assert say("resolved", **base, text="{actor} hits {against} in {region}.") == "Anna hits Rosa in the gorge."
    assert say("resolved", **base, text="") == "Anna, Strike ▸ the gorge, Rosa: hit."


def test_the_working_of_odds_is_told_in_words() -> None:
    """Lines of a derivation have their places filled for screens."""
    fields = {
        "actor": "anna",
        "action": "strike",
        "args": {"region": "gorge"},
        "working": [["", 63], ["at {region}", 10]],
    }

    assert news(sheet(), 1, "", "resolved", fields).fields["working"] == [["Base", 63], ["at the gorge", 10]]


def test_talk_is_told_in_sentences() -> None:
    """Proposals, signatures and breaches name everybody by title, terms in the kind's order."""
    package = {"kind": "ceasefire", "parties": ["anna", "rosa"], "terms": {"where": "gorge,plain", "months": 3}}

    assert say("proposed", actor="anna", text="Enough?", **package) == (
        "Anna proposed to Rosa: Ceasefire (Where: the gorge and the plain; Months: 3): Enough?"
    )
    assert say("proposed", actor="", text="", **package).startswith("On the table for Anna and Rosa: Ceasefire")
    assert say("signed", until=4, **package).endswith("It holds until turn 4.")
    assert say("breached", breaker="rosa", **package).startswith("Rosa broke its Ceasefire")
    assert say("refused", actor="rosa", kind="ceasefire", text="") == "Rosa refused Ceasefire."


def test_a_failed_order_says_why_or_that_it_cannot_say() -> None:
    """A reason its team may not know is given as circumstances."""
    base = {"action": "dig", "actor": "anna", "args": {"region": "gorge"}}

    assert say("failed", **base, rule="x", say="no men in the gorge").endswith(
        "Dig in ▸ the gorge: no men in the gorge."
    )
    assert say("failed", **base, rule="circumstances").endswith("circumstances had changed.")


def test_people_s_words_are_content_and_never_markup_or_control() -> None:
    """Escapes, bells and marks that turn a line around are dropped; brackets stay as they were typed."""
    assert clean("a\x1b[31mb\x07\u202ec\nd") == "a[31mbc d"
    assert say("said", team="ben", to=[], text="[/b] {actor} \x1b[2J") == "Ben, in public: [/b] {actor} [2J"


def test_a_template_without_its_word_stays_as_it_is() -> None:
    """Filling is no formatting: nothing is looked up in objects, nothing fails."""
    assert fill("{actor} {0.__class__} {missing}", {"actor": "Anna"}) == "Anna {0.__class__} {missing}"
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_a_change_names_its_direction_and_a_new_band() -> None:
    """Escalation that crosses into a band says its name."""
    told = [("seen", {"cell": "escalation", "value": 6_000_000})]
    (item,) = stories(sheet(), 2, told, {"escalation": 5_000_000})

    assert item.say == "Escalation rose from 5 to 6: Crisis."
    assert item.fields == {"cell": "escalation", "value": 6_000_000, "before": 5_000_000}


def test_many_small_changes_of_one_variable_are_one_item() -> None:
    """Three changed wills are told together; what was never seen before floods nobody."""
    told = [("seen", {"cell": f"will[{actor}]", "value": 1_000_000}) for actor in ("anna", "ben", "gero", "rosa")]
    before = {f"will[{actor}]": 2_000_000 for actor in ("anna", "ben", "gero")}
    (item,) = stories(sheet(), 2, told, before)

    assert item.say == "Will: Anna 2 → 1; Ben 2 → 1; Gero 2 → 1."
    assert stories(sheet(), 1, told, {}) == ()


def test_an_attack_is_told_by_its_result() -> None:
    """The order that came to a battle is not told beside it; an order elsewhere is."""
    attack = {"action": "attack", "actor": "anna", "args": {"place": "gorge"}, "title": "Done", "text": ""}
    battle = {"contest": "battle", "place": "gorge", "attackers": ["anna"], "title": "Advance", "holder": "blue"}
    told = [("resolved", attack), ("resolved", {**attack, "args": {"place": "plain"}}), ("contest", battle)]

    assert [item.say for item in stories(sheet(), 1, told, {})] == [
        "Anna, Attack ▸ the plain: done.",
        "Anna attacked the gorge: advance. It fell to Blue.",
    ]


def test_the_turn_is_the_page_s_heading_and_no_news() -> None:
    """No ISO date stands among the news."""
    assert stories(sheet(), 2, [("turn", {"turn": 2, "date": "2015-11-01"})], {}) == ()


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_a_game_can_be_told_without_raw_ids(kind: str) -> None:
    """Over random games no sentence shows an id with an underscore or a template's place, and none fails."""
    game = toy()
    seen = 0
    for seed in range(3):
        for _, state, events in play(game, seed, turns=3):
            for team in ("anna", "rosa"):
                told = [(name, fields) for name, fields in told_to(events, team) if name == kind]
                for item in stories(engine.sheet(game, state, team), state.stage.turn, told, {}):
                    seen += 1
                    assert item.say[:1].isupper() or not item.say[:1].isalpha()
                    assert "_" not in item.say
                    assert "{" not in item.say
                    json.dumps(item.fields)
    if kind in ("resolved", "sealed", "proposed"):
        assert seen
