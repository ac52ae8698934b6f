"""What each screen looks like: text goldens to be read in a review, and a few pictures for colour.

Renewed with `pytest tests/tui --snapshot-update`.
"""

from __future__ import annotations

import attrs
import pytest
import syria
from driving import NARROW, WIDE, Hand, at_home, drive
from fake_client import DEBRIEF, FakeClient, launch
from syrupy.assertion import SnapshotAssertion

from wargame.session import messages as m
from wargame.tui.app import WargameApp

SCREENS = {
    "table": (),
    "order": ("enter", "2", "enter", "enter", "plus"),
    "talks": ("2",),
    "proposal": ("2", "p"),
    "news": ("3",),
    "side": ("4",),
    "rules": ("6", "down", "down", "down", "down"),
    "help": ("question_mark",),
}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
def test_pages_look_as_they_did(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    """Each page as text, at one size."""
    seen = {}

    async def play(hand: Hand) -> None:
        for name, keys in SCREENS.items():
            seen[name] = (await hand.press(*keys)).splitlines()
            await hand.press("escape", "escape", "escape", "escape", "1")

    drive(play, size)
    assert seen == snapshot


def test_resolution_and_end_look_as_they_did(snapshot: SnapshotAssertion) -> None:
    """A battle's die, then the debrief."""
    seen = []

    async def play(hand: Hand) -> None:
        await hand.press("s", "enter")
        hand.client.resolve()
        await hand.settle()
        seen.append((await hand.press("enter")).splitlines())
        hand.client.put(attrs.evolve(syria.VIEW, ended="partition"))
        hand.client.callback(m.Ended(DEBRIEF))
        await hand.settle()
        seen.append((await hand.press("7")).splitlines())

    drive(play)
    assert seen == snapshot


def test_home_looks_as_it_did(snapshot: SnapshotAssertion) -> None:
    """Home, then the start page."""
    seen = []

    async def play(hand: Hand) -> None:
        seen.append(hand.text.splitlines())
        seen.append((await hand.press("enter")).splitlines())

    drive(play, start=at_home())
    assert seen == snapshot


@pytest.mark.parametrize("theme", ["night", "paper"])
def test_the_table_in_colour(theme: str, snap_compare: object) -> None:
    """The table while a region is chosen, dark and light."""
    app = WargameApp(launch(FakeClient()))

    async def before(pilot: object) -> None:
        app.theme = theme
        for key in ("escape", "enter"):
            await pilot.press(key)
        for _ in range(4):
            await pilot.pause()

    assert snap_compare(app, terminal_size=NARROW, run_before=before)
