"""Choosing by number or by the beginnings of words: "air pal" finds "Air campaign ▸ Palmyra"."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def folded(text: str) -> list[str]:
    """A text's words in lower case, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text.replace("_", " ")).casefold()
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()


def fits(typed: Sequence[str], text: str) -> bool:
    """Whether each typed word begins a word of the text, in the text's order."""
    words = iter(folded(text))
    return all(any(word.startswith(part) for word in words) for part in typed)


def matching(typed: str, items: Sequence[Item], name: Callable[[Item], str]) -> list[Item]:
    """The items that a typed text names: by number from 1, or by beginnings of words; a full name beats beginnings."""
    text = typed.strip()
    if text.isdigit():
        return [items[int(text) - 1]] if 0 < int(text) <= len(items) else []
    parts = folded(text)
    if not parts:
        return []
    exact = [item for item in items if folded(name(item)) == parts]
    return exact or [item for item in items if fits(parts, name(item))]
