"""Problems as people read them: in file order, each place once, never more than a screenful of screens."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.errors import Problem

MOST = 200


def arranged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by file, line and column; one problem a place and key; above 200 a last line says how many more."""
    first: dict[tuple[str, int, int, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.line, problem.column, problem.key), problem)
    found = sorted(first.values(), key=lambda p: (p.file, p.line, p.column, p.key, p.message))
    if len(found) <= MOST:
        return tuple(found)
    more = Problem(found[0].file, 0, 0, "", f"and {len(found) - MOST} more mistakes", "mend these first")
    return (*found[:MOST], more)


def printed(problems: Iterable[Problem]) -> str:
    """Each problem with its line and a caret below the place, as a terminal shows them."""
    blocks = []
    for problem in problems:
        lines = [str(problem), *("    " + line for line in problem.excerpt.split("\n") if problem.excerpt)]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)
