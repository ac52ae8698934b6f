"""A whole game of the toy rules against real programs, at a real table, by keys alone."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path

from driving import NARROW, screen

from wargame.commands.play import open_game
from wargame.tui.app import WargameApp
from wargame.tui.launch import Choices, Launch, Setup

TOY = Path(__file__).parents[1] / "toy" / "toy.toml"


def opened(log: Path) -> Launch:
    """Anna's game against bots, the short format."""
    options = Namespace(
        scenario=str(TOY),
        variant="",
        format="lesson",
        actors=["anna"],
        seating="",
        bots="random",
        seed=7,
        log=str(log),
        resume="",
    )
    return Launch(
        open_game=lambda choices: open_game(options, threads=True),
        setup=lambda name: Setup(name, "Toy", "", 3, ()),
        choices=Choices(str(TOY), ("anna",), "", "lesson"),
    )


def test_a_whole_game_by_keys_alone(tmp_path: Path) -> None:
    """From the brief to the debrief: an order a turn, sealed, stepped through; nothing but keys."""

    async def run() -> None:
        app = WargameApp(opened(tmp_path / "game.jsonl"))
        async with app.run_test(size=NARROW) as pilot:
            await app.workers.wait_for_complete()

            async def until(words: str) -> None:
                for _ in range(400):
                    await pilot.pause(0.05)
                    if words in screen(app):
                        return
                raise AssertionError(f"never saw {words!r}:\n{screen(app)}")

            async def press(*keys: str) -> None:
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause()

            await until("the brief")
            await press("1", "enter", "enter", "enter", "enter", "enter")
            await until("1 of 3 used")
            for turn in (2, 3):
                await press("1", "s", "enter")
                await until(f"T{turn}/3")
                await press("end")
            await press("1", "s", "enter")
            await until("7 Result")
            await press("end", "7")
            await until("Scores")

    asyncio.run(run())
