"""Collecting faults: every mistake of a definition is reported, none stops the search for the next."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from wargame.rules.compiled import Fault, Path


class Faults:
    """A growing list of faults; `path` is the way to the value as the file has it."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: Path, message: str, hint: str = "", offset: int = -1, length: int = 1) -> None:
        """One mistake: what is wrong as a clause without a full stop, and what to do instead."""
        self.found.append(Fault(path, message, hint, offset, length))

    def unknown(self, path: Path, what: str, word: object, choices: Iterable[str]) -> None:
        """A name that means nothing here, with the nearest one that does."""
        self.add(path, f"unknown {what} {word!r}", suggest(str(word), choices))


def suggest(word: str, choices: Iterable[str]) -> str:
    """ "did you mean x" or the list of what is possible, "" where there is nothing to say."""
    known = sorted(choices)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}"
    return f"one of: {', '.join(known)}" if 0 < len(known) <= 12 else ""
