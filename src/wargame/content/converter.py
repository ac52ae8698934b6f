"""From a merged TOML tree to a `Definition`, with no coercion at all and every mistake in one pass.

`true` is no number, 5 is no text, "blue" is no array. Three liberties, all the format's own: a whole number may
stand where a decimal is wanted; a number or flag may stand where a formula is wanted and is kept as its text; and
`params = { region = "region", n = { from = 1, to = 3 } }` is short for tables.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs
from cattrs import BaseConverter, Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from wargame.content import suggest
from wargame.model.definition import Definition, Effects, Formula, Param, Region, Template
from wargame.model.layout import LARGEST
from wargame.rules.compiled import Fault, Path

Hook = Callable[[Any, Any], Any]

MOST_HINTS = 200
"""Suggestions are looked up for this many mistakes; nobody reads more."""


class Wrong(ValueError):
    """A value of the wrong kind: what was expected and found, and a remedy."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@attrs.frozen
class UnknownKey(Fault):
    """A key that its table does not have; its place is the key, not the value."""


def structure(tree: Mapping[str, Any]) -> tuple[Definition | None, tuple[Fault, ...]]:
    """The definition, or None and every mistake of shape."""
    try:
        return converter().structure(tree, Definition), ()
    except (ClassValidationError, IterableValidationError) as error:
        return None, tuple(_faults(error))


def describe(value: object) -> str:
    """A value of a file in a few words, never long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST else "a number beyond 2^53"
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else "a number without a finite value"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 and value.isprintable() else "a text"
    if isinstance(value, dict):
        return "a table"
    return "an array" if isinstance(value, list) else "a date or time"


# ---------------------------------------------------------------- hooks


@cache
def converter() -> Converter:
    """The converter of definitions, made once; it takes a few milliseconds to build."""
    return strict_converter()


def strict_converter() -> Converter:
    """A new converter without any coercion, for attrs classes of texts, numbers, flags, arrays and tables."""
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook_factory(attrs.has, _class_hook)
    made.register_structure_hook_factory(_is_array, _array_hook)
    made.register_structure_hook_factory(_is_table, _table_hook)
    made.register_structure_hook_func(lambda t: t is Any, lambda value, _: value)
    for kind, hook in (
        (str, _text),
        (int, _whole),
        (bool, _flag),
        (date, _date),
        (Formula, _formula),
        (Effects, _text),
        (Template, _text),
    ):
        made.register_structure_hook(kind, hook)
    made.register_structure_hook_func(lambda t: _union(t) == {int, Decimal}, _number)
    made.register_structure_hook_func(lambda t: _union(t) == {int, Decimal, str}, _number_or_text)
    return made


def _is_array(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _is_table(wanted: Any) -> bool:
    return get_origin(wanted) is Mapping


def _union(wanted: Any) -> set[Any]:
    return set(get_args(wanted)) if get_origin(wanted) in (Union, types.UnionType) else set()


def _text(value: Any, _: Any) -> str:
    if type(value) is not str:
        scalar = not isinstance(value, list | dict)
        raise Wrong(f"expected text, found {describe(value)}", 'put it in quotes: "…"' if scalar else "")
    return value


def _flag(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise Wrong(f"expected true or false, found {describe(value)}")
    return value


def _whole(value: Any, _: Any) -> int:
    if type(value) is not int:
        hint = "without quotes" if type(value) is str and value.lstrip("-").isdigit() else ""
        raise Wrong(f"expected a whole number, found {describe(value)}", hint)
    return _bounded(value)


def _number(value: Any, _: Any) -> int | Decimal:
    if type(value) is int:
        return _bounded(value)
    if type(value) is not Decimal:
        raise Wrong(f"expected a number, found {describe(value)}")
    return _decimal(value)


def _number_or_text(value: Any, _: Any) -> int | Decimal | str:
    if type(value) is str:
        return value
    if type(value) in (list, dict, bool):
        raise Wrong(f"expected a number or the id of an assumption, found {describe(value)}")
    return _number(value, _)


def _bounded(value: int) -> int:
    if abs(value) > LARGEST:
        raise Wrong("a number beyond 2^53", "numbers of a game are smaller")
    return value


def _decimal(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > LARGEST:
        raise Wrong("a number beyond 2^53, or none at all", "numbers of a game are smaller")
    if value != round(value, 6):
        raise Wrong(f"{format(value, 'f')[:20]} has more than six decimals", "numbers are kept as whole millionths")
    return value


def _formula(value: Any, _: Any) -> str:
    """A formula; a number or flag in its place is kept as its text."""
    if type(value) is str:
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return str(_bounded(value))
    if type(value) is Decimal:
        return format(_decimal(value), "f")
    raise Wrong(f"expected a formula, found {describe(value)}", 'put it in quotes: "…"')


def _date(value: Any, _: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"expected a date, found {describe(value)}", "as 2015-10-01, without quotes")
    return value


def _class_hook(kind: Any, made: BaseConverter) -> Hook:
    plain: Hook = make_dict_structure_fn(kind, made, _cattrs_forbid_extra_keys=True)
    prepare = {Region: _region, Param: _param}.get(kind)

    def hook(value: Any, wanted: Any) -> Any:
        if prepare is not None:
            value = prepare(value)
        if not isinstance(value, dict):
            raise Wrong(f"expected a table, found {describe(value)}")
        return plain(value, wanted)

    return hook


def _region(value: Any) -> Any:
    """Keys of a region that are no fields are start values of variables and properties."""
    if not isinstance(value, dict):
        return value
    known = {field.name for field in attrs.fields(Region)} - {"values"}
    region = {key: inner for key, inner in value.items() if key in known}
    return region | {"values": {key: inner for key, inner in value.items() if key not in known}}


def _param(value: Any) -> Any:
    """`"region"`, `["stays", "leaves"]` and `{ from = 1, to = 12 }` in full."""
    if isinstance(value, str):
        return {"of": value}
    if isinstance(value, list):
        return {"of": "choice", "values": value}
    if isinstance(value, dict) and "from" in value and "to" in value and "range" not in value:
        rest = {key: inner for key, inner in value.items() if key not in ("from", "to")}
        return {"of": "whole", "range": [value["from"], value["to"]]} | rest
    return value


def _array_hook(kind: Any, made: BaseConverter) -> Hook:
    inner_kind = get_args(kind)[0]
    inner = made.get_structure_hook(inner_kind)

    def hook(value: Any, wanted: Any) -> Any:
        if not isinstance(value, list):
            hint = "put it in brackets: […]" if not isinstance(value, dict) else ""
            raise Wrong(f"expected an array, found {describe(value)}", hint)
        found, errors = [], []
        for n, element in enumerate(value):
            try:
                found.append(inner(element, inner_kind))
            except Exception as error:
                errors.append(_noted(error, n, inner_kind))
        if errors:
            raise IterableValidationError("array", errors, wanted)
        return tuple(found)

    return hook


def _table_hook(kind: Any, made: BaseConverter) -> Hook:
    inner_kind = get_args(kind)[1]
    inner = made.get_structure_hook(inner_kind)

    def hook(value: Any, wanted: Any) -> Any:
        if not isinstance(value, dict):
            raise Wrong(f"expected a table, found {describe(value)}")
        found, errors = {}, []
        for key, element in value.items():
            try:
                found[key] = inner(element, inner_kind)
            except Exception as error:
                errors.append(_noted(error, key, inner_kind))
        if errors:
            raise IterableValidationError("table", errors, wanted)
        return found

    return hook


def _noted(error: Exception, index: int | str, kind: Any) -> Exception:
    error.add_note(IterableValidationNote(f"at {index}", index, kind))
    return error


# ---------------------------------------------------------------- from exceptions to faults


def _faults(error: BaseException, path: Path = (), hints: list[int] | None = None) -> Iterator[Fault]:
    hints = hints if hints is not None else [MOST_HINTS]
    if isinstance(error, ClassValidationError | IterableValidationError):
        noted, rest = error.group_exceptions()
        for inner, note in noted:
            step = note.index if isinstance(note, IterableValidationNote) else note.name
            yield from _faults(inner, (*path, step), hints)
        for inner in rest:
            yield from _faults(inner, path, hints)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown_keys(error, path, hints)
    elif isinstance(error, KeyError):
        yield Fault(path[:-1], f"`{path[-1]}` is missing", "")
    elif isinstance(error, Wrong):
        yield Fault(path, error.message, error.hint)
    else:
        yield Fault(path, f"cannot be used here ({error})")


def _unknown_keys(error: ForbiddenExtraKeysError, path: Path, hints: list[int]) -> Iterator[Fault]:
    known = [field.name for field in attrs.fields(error.cl or Definition)]
    for key in sorted(error.extra_fields):
        hints[0] -= 1
        hint = (suggest.did_you_mean(key, known) or _listed(known)) if hints[0] >= 0 else ""
        yield UnknownKey((*path, key), f'unknown key "{key}"' if len(key) <= 60 else "unknown key", hint)


def _listed(known: list[str]) -> str:
    return f"known are {', '.join(known)}" if len(known) <= 8 else ""
