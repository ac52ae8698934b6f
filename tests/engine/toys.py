"""The toy game of `tests/toy`, also with its tables turned round."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from wargame.content import load, load_texts
from wargame.rules.game import Game

TOY = Path(__file__).parents[1] / "toy"
ORDERED = ("phases", "endings", "format")
"""Tables whose order in the file counts."""


@cache
def toy() -> Game:
    """One of everything on four regions."""
    return load(str(TOY / "toy.toml"))


def turned() -> Game:
    """The same game with the tables of its files in the opposite order, where order has no part in the rules."""
    files = {path.name: _reversed(path.read_text(encoding="utf-8")) for path in sorted(TOY.glob("*.toml"))}
    return load_texts(files, "toy.toml")


def _reversed(text: str) -> str:
    """The text with its groups of tables (`[actors.anna…]` is one) reversed."""
    head, *tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    groups: dict[tuple[str, ...], list[str]] = {}
    for table in tables:
        path = table[1 : table.index("]")].split(".")
        groups.setdefault((path[0],) if path[0] in ORDERED else tuple(path[:2]), []).append(table)
    return head + "".join("\n".join([*group, ""]) for group in reversed(groups.values()))
