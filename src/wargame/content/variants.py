"""Which variants can be checked in one go.

A variant is *gentle* if it changes only what is said of things that exist: start values, numbers, texts of rules,
injects, aims, doctrine. It brings no names and changes no sets, so whether its formulas are right does not hang on
other gentle variants, and those that touch different entries can be laid over the scenario together. Everything else
is checked by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wargame.content.spans import Path

_NO_NAMES = ("parameters", "assumptions", "actors", "actions", "agreements")
"""Tables whose entries a gentle variant may change, but not add: formulas can say their names."""
_FREE = ("start", "rules", "injects", "endings", "claims", "ask", "surveys")
"""Tables whose entries nothing else can name."""
_MEANING = {"actions": ("params", "phase"), "agreements": ("terms", "parties"), "actors": ("side", "code")}
"""Keys of entries that other formulas or checks depend on."""


def groups(tree: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The variants of a merged document, each once: alone, or with others that it cannot meet."""
    found: list[tuple[list[str], set[Path]]] = []
    alone: list[tuple[str, ...]] = []
    variants = tree.get("variants", {})
    for name, change in variants.items() if isinstance(variants, dict) else ():
        if not isinstance(change, dict) or not _gentle(change, tree):
            alone.append((name,))
            continue
        touched = set(_entries(change))
        for names, taken in found:
            if not taken & touched:
                names.append(name)
                taken.update(touched)
                break
        else:
            found.append(([name], touched))
    return [tuple(names) for names, _ in found] + alone


def _gentle(change: Mapping[str, Any], tree: Mapping[str, Any]) -> bool:
    for table, entries in change.items():
        if table not in _NO_NAMES + _FREE or not isinstance(entries, dict):
            return False
        if table in _NO_NAMES:
            known, meaning = tree.get(table, {}), _MEANING.get(table, ())
            for name, entry in entries.items():
                if name not in known or (isinstance(entry, dict) and any(key in entry for key in meaning)):
                    return False
    return True


def _entries(change: Mapping[str, Any]) -> Iterator[Path]:
    """What a variant touches: a start value, an aim or weight of an actor, else an entry as a whole."""
    for table, entries in change.items():
        deepest = {"start": 9, "actors": 5}.get(table, 2)
        yield from _below((table,), entries, deepest)


def _below(path: Path, value: Any, deepest: int) -> Iterator[Path]:
    if len(path) >= deepest or not isinstance(value, dict):
        yield path
        return
    for key, inner in value.items():
        yield from _below((*path, key), inner, deepest)
