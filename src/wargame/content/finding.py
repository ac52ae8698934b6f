"""The commonest faults, said the same way everywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wargame.content import suggest
from wargame.rules.compiled import Fault, Path


def unknown(path: Path, what: str, name: object, known: Collection[str]) -> Fault:
    """A name that stands for nothing here, with the nearest that does, or all if they are few."""
    word = str(name)
    shown = f'"{word}"' if len(word) <= 40 else "of this name"
    hint = suggest.did_you_mean(word, known)
    if not hint and 0 < len(known) <= 8:
        hint = f"known are {', '.join(sorted(known))}"
    return Fault(path, f"there is no {what} {shown}", hint)


def missing_from(path: Path, what: str, names: Iterable[str], known: Collection[str]) -> list[Fault]:
    """The members of an array that stand for nothing, each in its place."""
    return [unknown((*path, n), what, name, known) for n, name in enumerate(names) if name not in known]


def twice(path: Path, names: Iterable[str]) -> list[Fault]:
    """The members of an array that stand in it twice."""
    seen: set[str] = set()
    found = []
    for n, name in enumerate(names):
        if name in seen:
            found.append(Fault((*path, n), f'"{name[:40]}" stands here twice', "once is enough"))
        seen.add(name)
    return found


def one_of(path: Path, what: str, word: str, known: Collection[str]) -> list[Fault]:
    """A word of a closed list; "" passes."""
    if word == "" or word in known:
        return []
    hint = suggest.did_you_mean(word, known) or f"one of {', '.join(known)}"
    return [Fault(path, f'"{word[:40]}" is no {what}', hint)]
