"""Checks that need every program: what is moved is not set, and no write tells what fewer people may see.

A write tells a secret if its value, its index or a condition around it reads a variable that fewer people see than
see the variable written. Odds and chances tell nothing certain and are left out; battles are public by nature.
"""

from __future__ import annotations

from collections.abc import Iterable

from wargame.model.layout import Layout
from wargame.rules.build_compile import Written
from wargame.rules.build_faults import Faults
from wargame.rules.game import CompiledSight


def check_moved(layout: Layout, written: Iterable[Written], moved: frozenset[str], faults: Faults) -> None:
    """`=` never to a variable that is moved; a moved variable has no upper bound (what does not fit would vanish)."""
    for entry in written:
        for touch in entry.program.touches:
            if touch.verb == "=" and touch.variable in moved:
                what = f"`{touch.variable}` is moved somewhere, so it cannot be set"
                faults.add(entry.path, what, "use += or -=, or move it", touch.offset, touch.length)
    for name in sorted(moved):
        if name in layout.columns and layout.columns[name].high is not None:
            what = f"`{name}` is moved but has a greatest value: what does not fit would vanish"
            faults.add(("variables", name, "range"), what, "leave out the upper end")


def check_flows(
    written: Iterable[Written], sight: dict[str, CompiledSight], rules: dict[str, str], faults: Faults
) -> None:
    """Names both variables of every flow from few eyes to many that is not declared by `reveals = true`."""
    for entry in written:
        if entry.reveals:
            continue
        told: set[tuple[str, str]] = set()
        for touch in entry.program.touches:
            if touch.variable not in sight:
                continue
            for read in sorted(touch.hangs | entry.gate):
                if read in sight and (touch.variable, read) not in told and _tells(touch.variable, read, sight, rules):
                    told.add((touch.variable, read))
                    what = f"writing `{touch.variable}` tells of `{read}`, which fewer people may see"
                    faults.add(entry.path, what, "say reveals = true if that is meant", touch.offset, touch.length)


def _tells(written: str, read: str, sight: dict[str, CompiledSight], rules: dict[str, str]) -> bool:
    """Whether somebody may see the written variable who may not see the one that was read."""
    if sight[written].rule == "white_cell" or sight[read].rule == "all":
        return False
    return sight[written].rule != sight[read].rule or rules[written] != rules[read]
