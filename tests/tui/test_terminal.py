"""A real terminal: the app in tmux at 80 by 24, driven by keys, read back as text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLAY = "import fake_client; from wargame.tui.app import run; run(fake_client.launch(fake_client.FakeClient()))"


def tmux(*words: str) -> str:
    done = subprocess.run(["tmux", *words], capture_output=True, text=True, check=True)
    return done.stdout


def wait_for(session: str, words: str, seconds: float = 20) -> str:
    """The pane's text once it shows `words`; the text so far when the time is up."""
    until, shown = time.monotonic() + seconds, ""
    while time.monotonic() < until and words not in shown:
        time.sleep(0.1)
        shown = tmux("capture-pane", "-p", "-t", session)
    return shown


def test_a_terminal_of_80_by_24_shows_the_table_and_takes_keys() -> None:
    """In tmux the table comes up, an order is begun and left, and Ctrl+Q ends the app."""
    if shutil.which("tmux") is None:
        if "tmux" in os.environ.get("WARGAME_REQUIRE", ""):
            pytest.fail("tmux is required and missing")
        pytest.skip("tmux is not installed")
    session = f"wargame-test-{os.getpid()}"
    command = f"cd '{HERE}' && TERM=screen-256color '{sys.executable}' -c '{PLAY}'; sleep 5"
    tmux("new-session", "-d", "-s", session, "-x", "80", "-y", "24", command)
    try:
        assert "Choose an order" in wait_for(session, "Choose an order")
        tmux("send-keys", "-t", session, "Escape")
        wait_for(session, "Our troops")
        tmux("send-keys", "-t", session, "Enter")
        shown = wait_for(session, "1Palmyra")
        assert "Where?" in shown
        assert max(len(line) for line in shown.splitlines()) <= 80
        tmux("send-keys", "-t", session, "Escape")
        wait_for(session, "Choose an order")
        tmux("send-keys", "-t", session, "C-q")
        assert "Leave the game?" in wait_for(session, "Leave the game?")
        tmux("send-keys", "-t", session, "Enter")
        assert "Leave the game?" not in wait_for(session, "$", seconds=1)
    finally:
        subprocess.run(["tmux", "kill-session", "-t", session], capture_output=True, check=False)
