"""A player at the table, by keys and by mouse, at both sizes."""

from __future__ import annotations

import asyncio

import attrs
import pytest
import syria
from driving import NARROW, WIDE, Hand, asked, at_home, drive, screen, two_seats
from fake_client import DEBRIEF, FakeClient, launch
from textual.widgets import Input

from wargame.model.commands import Order
from wargame.model.view import NewsItem
from wargame.session import messages as m
from wargame.tui.app import WargameApp
from wargame.tui.launch import Choices
from wargame.tui.screens.handover import HandOverScreen
from wargame.tui.widgets.map_view import MapView
from wargame.tui.widgets.rows import Rows

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
STRIKE = Order("russia", "air_campaign", {"region": "aleppo", "against": "rebels"}, "", 55)


@SIZES
def test_an_order_is_written_and_sealed_by_keys(size: tuple[int, int]) -> None:
    """List, region by its number, reason skipped, estimate, added; s and Enter seal; the table hears all of it."""

    async def play(hand: Hand) -> None:
        await hand.press("enter")
        assert "Where?" in hand.prompt
        await hand.press("2", "enter", "enter", "plus", "plus")
        await hand.press("plus", "minus", "enter", "enter")
        assert m.Draft((STRIKE,)) in hand.client.sent
        assert "1 RU Air campaign ▸ Aleppo" in hand.text
        await hand.press("s")
        assert "Seal with 4 orders unused?" in hand.prompt
        await hand.press("enter")
        assert hand.client.sent[-2:] == [m.Seal((STRIKE,)), m.Ready()]
        assert "Sealed. The others are still at it" in hand.prompt
        assert "s open again" in hand.text
        assert "Enter" not in hand.text.splitlines()[-1]

    drive(play, size)


def test_until_the_table_is_set_no_key_is_offered() -> None:
    """Before the first view the prompt says what goes on, and keys do nothing."""
    client = FakeClient()
    client.late = True

    async def play(hand: Hand) -> None:
        for key in ("s", "n", "2", "enter", "tab"):
            await hand.pilot.press(key)
        await hand.settle()
        assert hand.prompt == " » Setting the table …"
        assert hand.text.splitlines()[-1].split() == ["?", "help"]
        assert client.sent == [m.Join()]
        client.send(m.Join())
        await hand.settle()
        assert "Choose an order" in hand.prompt

    drive(play, start=launch(client))


def test_an_order_is_written_by_mouse() -> None:
    """A click moves, a second click is Enter: list, map, estimate and button."""

    async def play(hand: Hand) -> None:
        offers = hand.app.screen.query_one("#offers", Rows)
        await hand.pilot.click("#offers", offset=(4, 1))
        await hand.settle()
        assert "Where?" in hand.prompt
        rect = hand.app.screen.query_one(MapView).plan.rects["aleppo"]
        for _ in range(2):
            await hand.pilot.click("#map", offset=(rect.x + 1, rect.y + 1))
            await hand.settle()
        await hand.press("enter")
        for _ in range(2):
            row = next(n for n, row in enumerate(offers.rows) if row.key in ("estimate", "add"))
            await hand.pilot.click("#offers", offset=(4, row - offers.scroll_offset.y))
            await hand.settle()
        drafted = [sent for sent in hand.client.sent if isinstance(sent, m.Draft)]
        assert drafted == [m.Draft((attrs.evolve(STRIKE, expect=None),))]

    drive(play)


def test_a_click_on_the_key_bar_presses_the_key() -> None:
    """The bar's entries work as they say."""

    async def play(hand: Hand) -> None:
        bar = hand.text.splitlines()[-1]
        await hand.pilot.click("#keys", offset=(bar.index("s seal"), 0))
        await hand.settle()
        assert "Seal with 5 orders unused?" in hand.prompt

    drive(play)


def test_escape_goes_one_step_back_and_keeps_the_drafts() -> None:
    """From anywhere Esc leads back; what was written stays."""

    async def play(hand: Hand) -> None:
        await hand.press("enter", "2", "enter", *"because")
        await hand.press("escape", "enter")
        assert hand.app.screen.query_one("#why", Input).value == "because"
        await hand.press("enter", "enter", "enter", "2", "escape")
        assert "Air campaign ▸ Aleppo" in hand.text

    drive(play)


def test_an_order_is_changed_and_taken_back() -> None:
    """e opens an order again, x takes it out."""

    async def play(hand: Hand) -> None:
        await hand.press("enter", "1", "enter", "enter", "enter", "enter", "tab")
        await hand.press("e", "e", "3", "enter", "enter", "enter", "enter")
        assert "1 RU Air campaign ▸ Idlib" in hand.text
        hand.app.screen.query_one("#drafts", Rows).focus()
        await hand.press("x")
        assert "none yet" in hand.text

    drive(play)


def test_n_reaches_everything_that_waits() -> None:
    """The choice, the proposal and the orders, one after the other."""

    async def play(hand: Hand) -> None:
        seen = []
        for _ in syria.VIEW.waits:
            await hand.press("n")
            seen.append(hand.app.screen.page.id)
        assert seen == ["news", "talks", "table"]

    drive(play)


@SIZES
def test_a_choice_is_answered(size: tuple[int, int]) -> None:
    """The inject's question stands beside the news; Enter files the answer."""

    async def play(hand: Hand) -> None:
        await hand.press("n", "down", "enter")
        assert m.Choose("jet", "trade") in hand.client.sent
        assert "answered" in hand.text

    drive(play, size)


def test_a_question_is_forgotten_when_another_key_is_pressed() -> None:
    """Enter must never sign what the screen no longer asks: after c it belongs to the counter, not to the accept."""

    async def play(hand: Hand) -> None:
        await hand.press("2", "a", "c", "enter")
        assert not [sent for sent in hand.client.sent if isinstance(sent, m.Accept)]

    drive(play)


@SIZES
def test_a_proposal_is_accepted_with_its_warning(size: tuple[int, int]) -> None:
    """The prompt says who falls short; Enter accepts for every own party that waits."""

    async def play(hand: Hand) -> None:
        await hand.press("2", "a")
        assert "SY is 0.5 short" in hand.prompt
        await hand.press("enter")
        assert hand.client.sent[-2:] == [m.Accept("russia", "p7"), m.Accept("syria", "p7")]

    drive(play, size)


def test_a_proposal_is_countered_with_money() -> None:
    """c opens the same package; a term is turned, a payment added; Send names what it counters."""

    async def play(hand: Hand) -> None:
        await hand.press("2", "c", "down", "down", "down", "right")
        assert "was 3" in hand.text
        card = hand.app.screen.query_one("#talks-card", Rows)
        card.put_cursor(("pay+",))
        await hand.press("enter")
        card.put_cursor(("send",))
        await hand.press("enter")
        sent = hand.client.sent[-1]
        assert isinstance(sent, m.Propose)
        assert (sent.counters, sent.terms["months"], len(sent.payments)) == ("p7", 4, 1)

    drive(play)


def test_a_half_written_message_survives_everything() -> None:
    """News, another page and Esc change neither the text nor where it goes."""

    async def play(hand: Hand) -> None:
        await hand.press("2", "down", "m", *"Hold")
        item = NewsItem(3, "", "said", "Psst.", {"team": "tehran", "to": ["moscow"], "text": "Psst."}, False)
        hand.client.put(syria.VIEW, (item,))
        await hand.settle()
        assert hand.app.screen.query_one("#say", Input).value == "Hold"
        assert hand.app.screen.focused is hand.app.screen.query_one("#say", Input)
        await hand.press("escape", "1", "2", "m", "end", *" on", "enter")
        assert m.Say(("tehran",), "Hold on") in hand.client.sent

    drive(play)


@SIZES
def test_a_resolution_is_stepped_through(size: tuple[int, int]) -> None:
    """Each result with its odds and die, back and on; then the news."""

    async def play(hand: Hand) -> None:
        await hand.press("s", "enter")
        hand.client.resolve()
        await hand.settle()
        assert "Drawn 31, below: it succeeds" in hand.text
        await hand.press("enter")
        assert "│ ●   ● │" in hand.text
        await hand.press("comma")
        assert "Drawn 31" in hand.text
        await hand.press("enter", "enter")
        assert hand.app.screen.page.id == "news"
        assert "T4/12" in hand.text

    drive(play, size)


def test_the_end_opens_everything() -> None:
    """The debrief has the ending, scores against par, aims and the seed; sealing is over."""

    async def play(hand: Hand) -> None:
        hand.client.put(attrs.evolve(syria.VIEW, ended="partition"))
        hand.client.callback(m.Ended(DEBRIEF))
        await hand.settle()
        for words in ("A frozen partition", "par 9, +2", "A win over ISIS", "Seed 4711"):
            assert words in hand.text
        assert "s seal" not in hand.text

    drive(play)


def test_a_refusal_is_said_in_the_prompt_and_the_team_is_not_ready() -> None:
    """What the table refuses is shown; nothing is sealed."""

    async def play(hand: Hand) -> None:
        hand.client.refuses = "Russia has no funds for that."
        await hand.press("s", "enter")
        assert "Russia has no funds for that." in hand.prompt
        assert m.Ready() not in hand.client.sent

    drive(play)


def test_why_explains_the_number_under_the_cursor() -> None:
    """o on the map asks for the front, on an order for its odds."""

    async def play(hand: Hand) -> None:
        hand.app.screen.query_one(MapView).focus()
        await hand.press("o")
        assert m.Why("front:azaz") in hand.client.sent
        assert "Idlib next to it" in hand.text
        await hand.press("escape")
        hand.app.screen.query_one("#offers", Rows).focus()
        await hand.press("enter", "enter", "tab", "o")
        assert "spotters" in hand.text

    drive(play)


def test_anything_can_be_found_by_the_beginnings_of_its_words() -> None:
    """ "air pal" is the air campaign against Palmyra, ready but for the reasons."""

    async def play(hand: Hand) -> None:
        await hand.press("slash", *"air pal", "enter")
        assert "Say in one sentence why" in hand.prompt
        assert "Palmyra" in hand.text

    drive(play)


def test_leaving_asks_once_even_over_a_box() -> None:
    """Ctrl+Q closes the box and asks in the prompt line; Esc stays, Enter leaves."""

    async def play(hand: Hand) -> None:
        await hand.press("question_mark", "ctrl+q")
        assert "Leave the game?" in hand.prompt
        await hand.press("escape")
        assert "Choose an order" in hand.prompt
        await hand.press("ctrl+q")
        await hand.pilot.press("enter")
        assert m.Leave() not in hand.client.sent
        assert hand.app.game is None

    drive(play)


def test_the_guide_leads_through_the_first_turn_and_never_blocks() -> None:
    """Cards follow what is done, other ways too; Esc ends it."""

    async def play(hand: Hand) -> None:
        hand.app.screen.go("side")
        await hand.press("1")
        assert "2 of 7" in hand.text
        await hand.press("enter")
        assert "3 of 7" in hand.text
        await hand.press("escape", "escape")
        assert "of 7" not in hand.text

    drive(play, guided=True)


def test_teams_at_one_keyboard_hand_it_over_without_a_glimpse() -> None:
    """Between two seats nothing of either is shown; after both sealed the first steps through the results."""
    start, moscow, washington = two_seats()

    async def play(hand: Hand) -> None:
        assert "Pass the keyboard to Moscow" in hand.prompt
        await hand.press("enter")
        await hand.press("escape", "s", "enter")
        assert isinstance(hand.app.screen, HandOverScreen)
        assert "Washington" in hand.prompt
        assert "Aleppo" not in hand.text
        await hand.press("enter")
        await hand.press("escape", "s", "enter")
        assert m.Ready() in washington.sent
        for client in (moscow, washington):
            client.resolve()
        await hand.settle()
        assert "Pass the keyboard to Moscow" in hand.prompt
        await hand.press("enter")
        assert "The dice fall" in hand.prompt

    drive(play, start=start)


def test_from_home_to_the_table() -> None:
    """Choose a scenario, tick an actor and a length, begin."""
    chosen: list[Choices] = []

    async def play(hand: Hand) -> None:
        assert "Escalation in Syria" in hand.text
        await hand.press("enter", "enter")
        assert "[✓] RU  Russia" in hand.text
        await hand.press("end", "up", "enter")
        assert "press n for Begin" in hand.prompt
        assert "n to Begin" in hand.text.splitlines()[-1]
        await hand.press("n", "enter")
        assert chosen == [Choices("syria", ("russia",), "", "lesson")]
        assert "T3/12" in hand.text

    drive(play, start=asked(chosen, FakeClient()))


def test_a_saved_game_is_gone_on_with() -> None:
    """The home screen lists saved games; Enter opens one, without the guide."""

    async def play(hand: Hand) -> None:
        await hand.press("down", "enter")
        assert "T3/12" in hand.text
        assert "of 7" not in hand.text

    drive(play, start=at_home())


def test_a_small_window_says_what_it_needs() -> None:
    """Below 80 by 24 one page says so; back at size the game is as it was."""

    async def play(hand: Hand) -> None:
        await hand.press("enter", "2")
        await hand.pilot.resize_terminal(60, 18)
        await hand.settle()
        assert "at least 80 by 24 (now 60 by 18)" in hand.text
        await hand.pilot.resize_terminal(*WIDE)
        await hand.settle()
        assert "► Where     Aleppo" in hand.text

    drive(play)


HOSTILE = "[/b] [@click=app.bell]x[/] \x1b[31mred\x07 \u202eevil"


def test_hostile_text_is_only_text() -> None:
    """Titles, messages and news may hold markup and control characters: shown as text, nothing breaks."""
    sheet = attrs.evolve(
        syria.SHEET,
        title=HOSTILE,
        summary=HOSTILE,
        rules_text=HOSTILE,
        team_title=HOSTILE,
        actors=tuple(attrs.evolve(a, title=HOSTILE, brief=HOSTILE) for a in syria.SHEET.actors),
        regions=tuple(attrs.evolve(r, title=HOSTILE, short="[/b]", text=HOSTILE) for r in syria.SHEET.regions),
    )
    item = NewsItem(3, "", "said", HOSTILE, {"team": "washington", "to": ["moscow"], "text": HOSTILE}, False)

    async def run() -> None:
        client = FakeClient(sheet=sheet)
        app = WargameApp(launch(client))
        async with app.run_test(size=NARROW) as pilot:
            hand = Hand(app, pilot, client)
            await hand.settle()
            client.put(syria.VIEW, (item,))
            for key in ("escape", "1", "enter", "escape", "z", "z", "2", "down", "3", "4", "5", "6", "question_mark"):
                shown = await hand.press(key)
                assert not any(sign in shown for sign in "\x1b\x07\u202e")
            assert "[/b]" in await hand.press("escape", "4")

    asyncio.run(run())


def test_what_others_hide_does_not_change_what_we_see() -> None:
    """The screen is drawn from the view alone: two tables with the same view look the same on every page."""
    seen = []
    for secret in ("north", "south"):
        client = FakeClient()
        client.secret = secret

        async def play(hand: Hand) -> None:
            seen.append([await hand.press(key) for key in "123456"])

        drive(play, start=launch(client))
    assert seen[0] == seen[1]


@SIZES
def test_nothing_lies_outside_the_screen(size: tuple[int, int]) -> None:
    """On every page each widget in sight is inside the window, and the fixed lines are where they belong."""

    async def play(hand: Hand) -> None:
        for key in "123456":
            await hand.press(key)
            for widget in hand.app.screen.query("*"):
                if widget.display and widget.region.area:
                    assert widget.region.right <= size[0]
                    assert widget.region.bottom <= size[1]
            rows = [
                hand.app.screen.query_one(f"#{name}").region.y
                for name in ("top", "tabs", "prompt", "explainer", "keys")
            ]
            assert rows == [0, 1, 2, size[1] - 2, size[1] - 1]

    drive(play, size)


def test_every_page_has_a_prompt_that_fits() -> None:
    """The prompt is a sentence of at most 76 cells on every page and at every step of the form."""

    async def play(hand: Hand) -> None:
        keys = [
            "1",
            "2",
            "p",
            "escape",
            "3",
            "4",
            "5",
            "6",
            "1",
            "enter",
            "2",
            "enter",
            "enter",
            "enter",
            "s",
            "escape",
        ]
        for key in keys:
            await hand.press(key)
            prompt = hand.prompt.strip()
            assert prompt.startswith("» ")
            assert prompt[-1] in ".?!", prompt
            assert len(prompt) <= 78

    drive(play)


def test_light_dark_and_no_colour_all_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """T changes the theme in place; NO_COLOR leaves all signs."""

    async def play(hand: Hand) -> None:
        before = hand.text
        assert await hand.press("T") == before
        assert hand.app.theme == "paper"

    drive(play)
    monkeypatch.setenv("NO_COLOR", "1")
    drive(play)


def test_random_keys_break_nothing() -> None:
    """Sixty keys of a cat on the keyboard: the app stands, the prompt is never empty."""
    import random

    keys = ["up", "down", "left", "right", "enter", "escape", "tab", *"123456noaxecprmszv[]/?,.T", "plus"]
    paw = random.Random(7)

    async def play(hand: Hand) -> None:
        for _ in range(60):
            await hand.pilot.press(paw.choice(keys))
        await hand.settle()
        await hand.press("escape", "escape", "escape")
        assert len(screen(hand.app).splitlines()[2]) > 5

    drive(play)
