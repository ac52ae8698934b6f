"""Drawing functions over widths, with worst-case data: nothing is wider than asked, nothing is lost."""

from __future__ import annotations

import attrs
import pytest
import syria
from fake_client import DEBRIEF, news, quote
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wargame.model.commands import Order
from wargame.model.view import CellView, FrontView
from wargame.tui.desk import Desk
from wargame.tui.draw import board, end, layout, orders, rules, side, talks, text, world
from wargame.tui.draw import news as news_drawing
from wargame.tui.draw.gauge import die, faces, gauge, meter, odds_bar
from wargame.tui.draw.order_form import form_rows
from wargame.tui.draw.palette import ASCII, NIGHT, PAPER, UNICODE
from wargame.tui.draw.text import prose
from wargame.tui.draw.tile import Look, tile
from wargame.tui.facts import Facts
from wargame.tui.form import OrderForm
from wargame.tui.proposal import ProposalForm

WIDTHS = (31, 33, 46, 50, 80)
LONG = "An exceedingly long title that nobody would ever put on a small screen"


def worst() -> Facts:
    """The longest titles, and twelve troops of four actors in one region."""
    sheet = attrs.evolve(
        syria.SHEET,
        actors=tuple(attrs.evolve(actor, title=f"{LONG} {actor.id}") for actor in syria.SHEET.actors),
        regions=tuple(attrs.evolve(region, title=f"{LONG} {region.id}") for region in syria.SHEET.regions),
        actions=tuple(attrs.evolve(action, title=f"{LONG} {action.id}") for action in syria.SHEET.actions),
    )
    crowd = {f"strength[{who},aleppo]": CellView(12, 3, 1) for who in ("russia", "syria", "iran", "rebels", "isis")}
    fronts = (FrontView("aleppo", "loyalists", 24, 36, 24, 0, 12, False), *syria.VIEW.fronts)
    return Facts(sheet, attrs.evolve(syria.VIEW, cells={**syria.VIEW.cells, **crowd}, fronts=fronts))


FACTS = (Facts(syria.SHEET, syria.VIEW), worst())
DESK = Desk(
    sheet=syria.SHEET,
    view=syria.VIEW,
    news=news(3),
    drafts=(Order("russia", "air_campaign", {"region": "palmyra", "against": "isis"}, "The oil road", 60),) * 3,
)


def every_list(facts: Facts, width: int) -> list[text.Row]:
    """All lists, cards, forms and papers of the game at one width."""
    desk = attrs.evolve(DESK, sheet=facts.sheet, view=facts.view)
    offer = facts.view.offers[0]
    form = OrderForm(offer, facts.actions[offer.action])
    filled = form.choose("palmyra").choose("the oil road")
    asked = quote(filled.order())
    rows = [*orders.offer_rows(facts, "russia", 3, width, NIGHT), *orders.offer_rows(facts, "russia", 0, width, NIGHT)]
    rows += orders.card_rows(facts, offer, width, NIGHT) + orders.draft_rows(facts, desk, width, NIGHT)
    rows += form_rows(facts, form, None, width, NIGHT) + form_rows(facts, filled, asked, width, NIGHT)
    rows += talks.talk_rows(facts, desk, width, NIGHT)
    rows += talks.proposal_rows(facts, syria.SOUTH, width, NIGHT)
    rows += talks.form_rows(facts, ProposalForm.new(facts).pay(facts), None, ("parties",), width, NIGHT)
    rows += talks.agreement_rows(facts, syria.VIEW.agreements[0], width, NIGHT)
    rows += news_drawing.paper_rows(facts, news(3), width, NIGHT)
    rows += news_drawing.briefing_rows(facts, width, NIGHT, news(3))
    rows += news_drawing.phase_rows(facts, news(3)[:2], 1, width, NIGHT)
    for item in news(3)[:2]:
        rows += news_drawing.step_rows(facts, item, (asked,), width, NIGHT)
    rows += side.brief_rows(facts, width, NIGHT) + side.means_rows(facts, desk, width, NIGHT)
    rows += rules.rule_index(facts, width, NIGHT)
    for row in rules.rule_index(facts, width, NIGHT):
        rows += rules.rule_text(facts, row.key, width, NIGHT)
    rows += end.result_rows(facts, DEBRIEF, width, NIGHT) + end.calibration_rows(facts, DEBRIEF, width, NIGHT)
    return rows + world.track_rows(facts, width, NIGHT)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("facts", FACTS, ids=["example", "worst"])
def test_no_line_is_wider_than_its_pane(facts: Facts, width: int) -> None:
    """Every row of every list fits, whatever titles the author chose."""
    wide = [row.text.plain for row in every_list(facts, width) if row.text.cell_len > width]

    assert wide == []


def test_every_sign_is_one_cell_wide() -> None:
    """The grid holds only if each sign takes one cell; the ASCII set is ASCII."""
    for signs in (UNICODE, ASCII):
        for sign in attrs.astuple(signs):
            assert cell_len(sign) == 1
    assert all(sign.isascii() for sign in attrs.astuple(ASCII))


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(3, 40))
def test_a_gauge_counts_what_it_shows(pinned: int, free: int, short: int, width: int) -> None:
    """As signs where they fit, else as numbers: never a troop more or less."""
    shown = gauge(pinned, free, short, width, NIGHT).plain

    if pinned + free + short <= width:
        assert (shown.count("■"), shown.count("□"), shown.count("×")) == (pinned, free, short)
    else:
        for sign, n in (("■", pinned), ("□", free), ("×", short)):
            assert (f"{sign}{n}" in shown) == bool(n)


@given(st.integers(-5, 20), st.integers(1, 30))
def test_bars_are_as_long_as_asked(value: int, width: int) -> None:
    """A meter and an odds bar never change their length."""
    assert meter(value, 0, 12, width, "#ffffff", NIGHT).cell_len == width
    assert odds_bar(min(max(value * 8, 0), 100), width, "#ffffff", NIGHT).cell_len == width


@pytest.mark.parametrize("face", range(1, 7))
def test_a_die_shows_its_pips(face: int) -> None:
    """A die of n has n pips."""
    assert sum(line.plain.count("●") for line in die(face, NIGHT)) == face


def test_faces_are_marked_over_the_roll() -> None:
    """The mark stands over the face that was rolled; each run of equal results is named once."""
    results = [
        ("thrown", "bad"),
        ("stalled", "even"),
        ("stalled", "even"),
        ("hold", "even"),
        ("taken", "good"),
        ("taken", "good"),
    ]
    marks, boxes, names = (line.plain for line in faces(results, 5, 42, NIGHT))

    assert marks.index("▼") == boxes.index("5")
    assert names.split() == ["thrown", "stalled", "hold", "taken"]


@pytest.mark.parametrize("size", layout.SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("facts", FACTS, ids=["example", "worst"])
@pytest.mark.parametrize("palette", [NIGHT, PAPER, attrs.evolve(NIGHT, signs=ASCII)], ids=["night", "paper", "ascii"])
def test_tiles_fill_their_place_exactly(size: layout.Size, facts: Facts, palette: object) -> None:
    """A tile has the lines and the cells of its size, whoever stands in it."""
    for region in facts.regions:
        lines = tile(facts, region, size, Look(number="3", lit=True, cursor=True), palette)
        assert [line.cell_len for line in lines] == [size.width] * size.height


def test_a_tile_never_drops_an_enemy_without_the_mark() -> None:
    """Troops that do not fit leave an ellipsis."""
    crowded = tile(worst(), "aleppo", layout.MIDDLE, Look(), NIGHT)[1].plain

    assert "…" in crowded


def test_the_map_is_readable_without_colour() -> None:
    """Holder, forces, stretch and fronts stand in the text of the map."""
    facts = FACTS[0]
    drawn = "\n".join(line.plain for line in board.draw(facts, layout.plan(syria.SHEET.regions, 46, 15), {}, NIGHT))

    for sign in ("Aleppo  SY", "SY5 IR3", "■8×2", "−2", "Palmyra IS", "IS8?", "━━", "┃", "pinned"):
        assert sign in drawn


@pytest.mark.parametrize(("width", "height", "name"), [(46, 15, "S"), (72, 25, "M"), (40, 11, "XS")])
def test_the_largest_tiles_that_fit_are_taken(width: int, height: int, name: str) -> None:
    """A map of four by four is whole at 80 by 24, larger at 120 by 40."""
    plan = layout.plan(syria.SHEET.regions, width, height)

    assert plan.size.name == name
    assert (plan.width, plan.height) == (width, height)


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=30)


@given(PLACES, st.sampled_from([(46, 15), (72, 25), (30, 8)]))
def test_any_scenario_has_a_map(places: list[tuple[int, int]], room: tuple[int, int]) -> None:
    """Wherever regions lie: no two tiles overlap, all lie on the canvas, east stays east and north stays north."""
    regions = [attrs.evolve(syria.SHEET.regions[0], id=f"r{n}", at=at, links={}) for n, at in enumerate(places)]
    plan = layout.plan(regions, *room)
    taken = [(x, y) for r in plan.rects.values() for x in range(r.x, r.x + r.width) for y in range(r.y, r.y + r.height)]

    assert len(taken) == len(set(taken))
    assert all(0 <= x < plan.width and 0 <= y < plan.height for x, y in taken)
    for a in regions:
        for b in regions:
            if a.at[1] < b.at[1]:
                assert plan.rects[a.id].y <= plan.rects[b.id].y


def test_arrows_reach_every_region() -> None:
    """From any region the arrows lead to all others."""
    plan = layout.plan(syria.SHEET.regions, 46, 15)
    reached, fresh = {"coast"}, {"coast"}
    while fresh:
        fresh = {
            layout.toward(plan, r, dx, dy) for r in fresh for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
        } - reached
        reached |= fresh

    assert reached == set(plan.rects)


@given(st.text(max_size=60), st.integers(1, 30))
def test_outside_text_is_tamed(words: str, width: int) -> None:
    """Whatever people type: no control character reaches the screen, no line outgrows its width."""
    for part in [text.fit(words, width), *text.wrap(words, width)]:
        assert cell_len(part) <= width
        assert not any(sign < " " or sign in "\x7f\x9b\u202e" for sign in part)


def test_emphasis_of_a_text_is_drawn_not_printed() -> None:
    """`**bold**` and `*italic*` lose their stars; a lone star and brackets stay; no line is too wide."""
    rows = prose("**Every front** eats *men*. 2 * 3 [b]x[/b].\n\nSecond.", 20)
    plain = [row.text.plain for row in rows]

    assert " ".join(" ".join(plain).split()) == "Every front eats men. 2 * 3 [b]x[/b]. Second."
    assert max(len(text) for text in plain) <= 20
    assert "" in plain
