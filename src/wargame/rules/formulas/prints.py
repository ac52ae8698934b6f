"""The footprint of a text: a second small function of its arguments that names every cell it could read.

No short circuit, both branches; a filter that reads no cell is kept; an index that reads cells stands for every
member. Built from prints, which the checking walk collects beside the emitted value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

Index = tuple[str, int, int]
"""Emitted index ("" for any member), stride, size of the set."""


@attrs.frozen
class CellPrint:
    """A read of one variable: its offset and indexes."""

    offset: int
    indexes: tuple[Index, ...]


@attrs.frozen
class RangePrint:
    """Whole columns that a query may read: (offset, size) of each."""

    ranges: tuple[tuple[int, int], ...]


@attrs.frozen
class CallPrint:
    """A computed variable: the name of its footprint among the globals, and the indexes."""

    name: str
    indexes: tuple[Index, ...]


@attrs.frozen
class LoopPrint:
    """Prints for every member of a set: loop variable, emitted set, emitted filter ("" for none)."""

    variable: str
    members: str
    only: str
    body: tuple[Print, ...]


Print = CellPrint | RangePrint | CallPrint | LoopPrint


def footprint_source(prints: tuple[Print, ...], args: tuple[str, ...]) -> str:
    """The footprint function as Python."""
    head = f"def footprint({', '.join(('x', *args))}):"
    lines = [head, "    found = set()"]
    for one in dict.fromkeys(prints):
        lines += _lines(one, "    ", iter(f"i{n}" for n in range(1_000)))
    return "\n".join([*lines, "    return frozenset(found)"]) + "\n"


def _lines(one: Print, pad: str, fresh: Iterator[str]) -> list[str]:
    if isinstance(one, RangePrint):
        return [f"{pad}found.update(range({start}, {start + size}))" for start, size in one.ranges]
    if isinstance(one, LoopPrint):
        lines = [f"{pad}for {one.variable} in {one.members}:"]
        deeper = pad + "    "
        if one.only:
            lines.append(f"{deeper}if {one.only}:")
            deeper += "    "
        inner = [line for part in dict.fromkeys(one.body) for line in _lines(part, deeper, fresh)]
        return lines + inner if inner else []
    lines, codes = [], []
    for code, _, size in one.indexes:
        name = next(fresh)
        lines.append(f"{pad}for {name} in {f'range({size})' if not code else f'({code},)'}:")
        pad += "    "
        if code:
            lines.append(f"{pad}if {name} >= 0:")
            pad += "    "
        codes.append(name)
    if isinstance(one, CallPrint):
        return [*lines, f"{pad}found |= {one.name}({', '.join(['x', *codes])})"]
    terms = [str(one.offset)] + [f"{name} * {index[1]}" for name, index in zip(codes, one.indexes, strict=True)]
    return [*lines, f"{pad}found.add({' + '.join(terms)})"]


def nothing(*_: Any) -> frozenset[int]:
    """The footprint of a text that reads no cell."""
    return frozenset()
