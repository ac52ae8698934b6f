"""From a name or path to a game, or to every mistake in its files.

TOML syntax, then the merge, then shapes, then references and formulas: each step reports all that it finds, and a
later one runs only on what an earlier one could make sense of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from wargame.content import checks, library, report
from wargame.content.converter import UnknownKey, structure
from wargame.content.overlay import Composed, compose
from wargame.content.variants import groups
from wargame.errors import LoadError, Problem
from wargame.model.definition import Definition
from wargame.rules.build import build
from wargame.rules.compiled import Fault, Source
from wargame.rules.game import Game


@attrs.frozen
class Summary:
    """What a list of scenarios shows."""

    name: str
    title: str
    summary: str
    turns: int


def load(
    name_or_path: str,
    *,
    variant: str = "",
    format: str = "",  # noqa: A002 - the word of the files
    seating: str = "",
    human: tuple[str, ...] = (),
) -> Game:
    """A game from a shipped scenario's name or a path.

    Args:
        variant, format, seating: ids of the scenario's own tables, "" for none.
        human: actors that one team, `player`, plays; then no seating's teams are used.

    Raises:
        LoadError: with every problem found.
    """
    return _load(_Asked(library.Disk(), name_or_path, (variant,) if variant else (), format, seating, human))


def load_texts(
    files: Mapping[str, str],
    root: str,
    *,
    variant: str = "",
    format: str = "",  # noqa: A002
    seating: str = "",
    human: tuple[str, ...] = (),
) -> Game:
    """The same from recorded texts: `files` by the names of `Game.sources`, `root` the scenario's own."""
    return _load(_Asked(library.Texts(files), root, (variant,) if variant else (), format, seating, human))


def check(
    name_or_path: str,
    *,
    variant: str = "",
    format: str = "",  # noqa: A002
    seating: str = "",
) -> tuple[Problem, ...]:
    """Everything that is wrong with a scenario and all that it rests on, in file order; empty if it can be played.

    Without a variant each of the scenario's variants is checked too.
    """
    shelf = library.Once(library.Disk())
    asked = _Asked(shelf, name_or_path, (variant,) if variant else (), format, seating, ())
    try:
        tree, _, problems = _examine(asked)
        found = dict.fromkeys(problems)
        for group in () if variant else groups(tree):
            more = _examine(attrs.evolve(asked, variants=group))[2]
            if len(group) > 1 and any(problem not in found for problem in more):
                more = [p for name in group for p in _examine(attrs.evolve(asked, variants=(name,)))[2]]
            found |= dict.fromkeys(more)
    except LoadError as error:
        return error.problems
    return report.arranged(found)


def shipped() -> tuple[Summary, ...]:
    """The scenarios that come with the package, by name; those that cannot be read are left out."""
    found = []
    for name in library.shelf_names("scenarios"):
        try:
            tree = compose(library.Disk(), name).tree
        except LoadError:
            continue
        info = tree.get("scenario", {})
        if isinstance(info, dict):
            turns = info.get("turns", 12)
            title, summary = str(info.get("title", name)), str(info.get("summary", ""))
            found.append(Summary(name, title, summary, turns if isinstance(turns, int) else 12))
    return tuple(found)


@attrs.frozen
class _Asked:
    """What a caller wants loaded."""

    shelf: library.Library
    name: str
    variants: tuple[str, ...]
    chosen: str
    seating: str
    human: tuple[str, ...]


def _load(asked: _Asked) -> Game:
    _, game, problems = _examine(asked)
    if problems or game is None:
        raise LoadError(report.arranged(problems))
    return game


def _examine(asked: _Asked) -> tuple[Mapping[str, Any], Game | None, list[Problem]]:
    """(merged document, game if it is right, what is wrong)."""
    composed = compose(asked.shelf, asked.name, asked.variants, asked.chosen)
    problems = [*composed.problems, *checks.heads(composed)]
    definition, faults = structure(composed.tree)
    if definition is None:
        return composed.tree, None, [*problems, *_placed(composed, faults)]
    faults = (
        *checks.choices(definition, asked.variants, asked.chosen, asked.seating, asked.human),
        *checks.all_faults(definition),
    )
    game, more = build(
        definition,
        name=_game_name(composed),
        variant=asked.variants[0] if asked.variants else "",
        format=asked.chosen,
        seating=asked.seating,
        human=asked.human,
        sources=tuple(Source(file.name, file.text) for file in composed.files),
    )
    return composed.tree, game, [*problems, *_placed(composed, (*faults, *more))]


def _game_name(composed: Composed) -> str:
    """The scenario's file as recorded; a shipped one by its bare name."""
    name = [layer.file.name for layer in composed.layers if not layer.prefix][-1]
    return name.removeprefix("wargame/scenarios/").removesuffix(".toml") if name.startswith("wargame/") else name


def _placed(composed: Composed, faults: Iterable[Fault]) -> list[Problem]:
    """Faults with their places; far more than anybody reads are counted, not placed."""
    placed: list[Problem] = []
    for n, fault in enumerate(faults):
        if n < 10 * report.MOST:
            is_key = isinstance(fault, UnknownKey)
            placed.append(composed.problem(fault.path, fault.message, fault.hint, fault.offset, key=is_key))
    return placed


def define(name_or_path: str, variant: str = "", chosen: str = "") -> Definition:
    """The composed document alone, with nothing compiled. Raises LoadError for mistakes of shape."""
    composed = compose(library.Disk(), name_or_path, (variant,) if variant else (), chosen)
    definition, faults = structure(composed.tree)
    if definition is None:
        raise LoadError(report.arranged(_placed(composed, faults)))
    return definition
