"""One document out of many files: ruleset, then the scenarios it extends, the scenario, and variants laid over it.

Tables merge key by key and the later value wins; arrays and texts are replaced whole. A layer's `remove` takes
entries out of what lies below it. Where a value came from is not stored: it is asked of the layers, topmost first.
"""

from __future__ import annotations

from typing import Any

import attrs

from wargame.content import suggest
from wargame.content.library import Library, NotFound
from wargame.content.spans import Path
from wargame.content.toml_file import TomlFile
from wargame.errors import LoadError, Problem

LONGEST_CHAIN = 8
"""Scenarios that may extend one another."""


@attrs.frozen
class Layer:
    """A table of a file (`prefix` () is the file itself) laid over those below."""

    file: TomlFile
    prefix: Path = ()

    @property
    def data(self) -> dict[str, Any]:
        found: Any = self.file.data
        for key in self.prefix:
            found = found[key]
        return found if isinstance(found, dict) else {}


@attrs.define
class Composed:
    """The merged document and what it was merged from, lowest layer first."""

    layers: tuple[Layer, ...]
    tree: dict[str, Any]
    problems: list[Problem]

    @property
    def files(self) -> tuple[TomlFile, ...]:
        """Every file, parents too, each once."""
        return tuple({id(layer.file): layer.file for layer in self.layers}.values())

    def problem(self, path: Path, message: str, hint: str = "", offset: int = -1, *, key: bool = False) -> Problem:
        """A problem at a path of the merged document, in the file that gave its value."""
        known = path
        while True:
            for layer in reversed(self.layers):
                if layer.prefix + known in layer.file.spans.values or (not known and not layer.prefix):
                    return self._in_layer(layer, path, known, message, hint, offset, key)
            known = known[:-1]

    def _in_layer(
        self, layer: Layer, path: Path, known: Path, message: str, hint: str, offset: int, key: bool
    ) -> Problem:
        inner, name = layer.prefix + known, ".".join(map(str, path))
        if key and known == path:
            return layer.file.key_problem(inner, message, hint, name)
        return layer.file.problem(inner, message, hint, offset if known == path else -1, name)


def compose(library: Library, name: str, variants: tuple[str, ...] = (), chosen: str = "") -> Composed:
    """Reads a scenario with everything it rests on and lays it together.

    `chosen` is a format, whose own variant is laid over before `variants`.

    Raises LoadError where a file cannot be read or found; a mistake in a `remove` is kept in `problems`.
    """
    try:
        root = library.root(name)
    except NotFound as error:
        raise LoadError((Problem(name, 0, 0, "", error.message, error.hint),)) from None
    chain = _chain(library, root)
    layers = [Layer(file) for file in chain]
    ruleset = next((file for file in reversed(chain) if _text(file, "ruleset")), None)
    if ruleset is not None:
        layers.insert(0, Layer(_open(library, ruleset, "ruleset", "rules")))
    composed = Composed((), {}, [])
    for layer in layers:
        _lay(composed, layer)
    given = _table(_table(composed.tree, "formats"), chosen).get("variant") if chosen else None
    for wanted in dict.fromkeys((given, *variants)):
        if isinstance(wanted, str) and wanted:
            _lay_variant(composed, wanted)
    return composed


def _chain(library: Library, root: TomlFile) -> list[TomlFile]:
    """The scenario and those it extends, the farthest first."""
    chain = [root]
    while _text(chain[0], "extends"):
        asker = chain[0]
        parent = _open(library, asker, "extends", "scenarios")
        path = ("scenario", "extends")
        if parent.name in [file.name for file in chain]:
            raise LoadError((asker.problem(path, f'"{parent.shown}" extends itself, directly or through others'),))
        if len(chain) == LONGEST_CHAIN:
            raise LoadError((asker.problem(path, f"a chain of more than {LONGEST_CHAIN} scenarios"),))
        chain.insert(0, parent)
    return chain


def _open(library: Library, asker: TomlFile, key: str, shelf: str) -> TomlFile:
    try:
        return library.open(_text(asker, key), shelf, asker)
    except NotFound as error:
        raise LoadError((asker.problem(("scenario", key), error.message, error.hint),)) from None


def _text(file: TomlFile, key: str) -> str:
    value = _table(file.data, "scenario").get(key)
    return value if isinstance(value, str) else ""


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _lay_variant(composed: Composed, name: str) -> None:
    """Lays a variant over: from every file that has a part of it, lowest first."""
    found = [Layer(layer.file, ("variants", name)) for layer in composed.layers if not layer.prefix]
    for layer in found:
        if isinstance(_table(layer.file.data, "variants").get(name), dict):
            _lay(composed, layer)


def _lay(composed: Composed, layer: Layer) -> None:
    data = layer.data
    removed = data.get("remove", [])
    if isinstance(removed, list):
        for n, dotted in enumerate(removed):
            if not isinstance(dotted, str) or not _remove(composed.tree, dotted.split(".")):
                hint = suggest.did_you_mean(str(dotted)[:60], _removable(composed.tree)) if n < 20 else ""
                path = (*layer.prefix, "remove", n)
                composed.problems.append(layer.file.problem(path, "there is nothing of this name to remove", hint))
    else:
        path = (*layer.prefix, "remove")
        composed.problems.append(layer.file.problem(path, "expected an array of names", 'as ["injects.envoy"]'))
    _merge(composed.tree, _expanded({key: value for key, value in data.items() if key != "remove"}))
    composed.layers += (layer,)


def _expanded(data: dict[str, Any]) -> dict[str, Any]:
    """`[parameters] theta = 0.4` in full, so that it can be laid over a parameter with its words."""
    numbers = data.get("parameters")
    if isinstance(numbers, dict):
        whole = {key: value if isinstance(value, dict) else {"value": value} for key, value in numbers.items()}
        data["parameters"] = whole
    return data


def _merge(below: dict[str, Any], above: dict[str, Any]) -> None:
    for key, value in above.items():
        old = below.get(key)
        if isinstance(value, dict):
            if not isinstance(old, dict):
                old = below[key] = {}
            _merge(old, value)
        else:
            below[key] = value


def _remove(tree: dict[str, Any], keys: list[str]) -> bool:
    found: Any = tree
    for key in keys[:-1]:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict) or keys[-1] not in found:
        return False
    del found[keys[-1]]
    return True


def _removable(tree: dict[str, Any]) -> list[str]:
    return [f"{kind}.{key}" for kind, table in tree.items() if isinstance(table, dict) for key in table][:2000]
