"""Emitted Python, compiled when first called."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs

from wargame.rules.formulas.names import Names
from wargame.rules.formulas.prints import CallPrint, LoopPrint, Print, footprint_source, nothing
from wargame.rules.formulas.runtime import missing


@attrs.frozen
class Emitted:
    """One function and its footprint. `body` are the lines below `def`, indented; `params` as Python names them."""

    names: Names = attrs.field(repr=False)
    params: tuple[str, ...]
    args: tuple[str, ...]
    body: tuple[str, ...]
    prints: tuple[Print, ...] = attrs.field(repr=False)

    @cached_property
    def source(self) -> str:
        """The function, for reading and goldens."""
        return "\n".join([f"def formula({', '.join((*self.params, *self.args))}):", *self.body]) + "\n"

    @cached_property
    def call(self) -> Callable[..., Any]:
        """The compiled function; computed variables that it calls are bound now."""
        space = self.names.space
        for name in self.names.computed:
            if f"c_{name}" not in space and f"c_{name}(" in self.source:
                ready = self.names.ready.get(name)
                space[f"c_{name}"] = ready.call if ready else missing(name)
        return _compile(self.source, "formula", space)

    @cached_property
    def footprint(self) -> Callable[..., frozenset[int]]:
        """The compiled footprint."""
        if not self.prints:
            return nothing
        space = self.names.space
        for name in _called(self.prints):
            if f"f_{name}" not in space:
                space[f"f_{name}"] = self.names.ready[name].footprint if name in self.names.ready else nothing
        return _compile(footprint_source(self.prints, self.args), "footprint", space)


def _called(prints: tuple[Print, ...]) -> set[str]:
    """Computed variables whose footprints are needed."""
    found: set[str] = set()
    for one in prints:
        if isinstance(one, CallPrint):
            found.add(one.name.removeprefix("f_"))
        elif isinstance(one, LoopPrint):
            found |= _called(one.body)
    return found


def _compile(source: str, name: str, space: dict[str, Any]) -> Callable[..., Any]:
    made: dict[str, Any] = {}
    exec(compile(source, "<formula>", "exec"), space, made)
    function: Callable[..., Any] = made[name]
    return function
