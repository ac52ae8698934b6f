"""Everything wrong with one text, with its place in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from wargame.errors import WargameError

Mistake = tuple[int, int, str, str]
"""(character offset in the text, length, what is wrong, what instead or "")."""


class FormulaErrors(WargameError):
    """A text that cannot be used.

    Attributes:
        faults: every mistake of the text, in the order of their places.
    """

    def __init__(self, faults: Iterable[Mistake]) -> None:
        self.faults: tuple[Mistake, ...] = tuple(sorted(set(faults)))
        super().__init__("; ".join(f"{what} ({hint})" if hint else what for _, _, what, hint in self.faults))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`did you mean "x"?` for the nearest known name, "" if none is near."""
    names = sorted(set(known))
    if len(wrong) > 60:
        return ""
    if wrong.lower() in names:
        return f'did you mean "{wrong.lower()}"?'
    near = difflib.get_close_matches(wrong, names, n=1, cutoff=0.65)
    return f'did you mean "{near[0]}"?' if near else ""


def listed(words: Iterable[str], most: int = 6) -> str:
    """`a, b, c` - at most so many."""
    known = list(words)
    return ", ".join(known[:most]) + (", …" if len(known) > most else "")
