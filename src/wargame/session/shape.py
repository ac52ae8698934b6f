"""Whether a message has the shape that its class promises: a seat may send anything, a table must not break.

Types are read from the classes themselves, so a new message is checked without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from wargame.session.messages import Inbound

LONGEST = 10_000
"""Characters in one text, or entries in one list: more than any person writes, far less than a table can bear."""
KNOWN: tuple[type, ...] = get_args(Inbound)


def fault(message: object) -> str:
    """What is wrong with the shape of a message, one clause; "" if nothing is.

    A text is at most `LONGEST` characters, a list at most as many entries; flags are no numbers.
    """
    if type(message) not in KNOWN:
        return f"{type(message).__name__} is no message"
    return _fields(message)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fields(value: Any) -> str:
    for name, kind in _hints(value.__class__).items():
        wrong = _fits(getattr(value, name), kind)
        if wrong:
            return f"{name}: {wrong}"
    return ""


def _fits(value: Any, kind: Any) -> str:
    """ "" if `value` is a `kind`; else the clause that says why not."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return "" if any(not _fits(value, option) for option in get_args(kind)) else _found(value)
    if origin is tuple:
        return _every(value, get_args(kind)[0])
    if origin is Mapping:
        return _mapping(value, *get_args(kind))
    if attrs.has(kind):
        return _fields(value) if type(value) is kind else _found(value)
    if type(value) is not (type(None) if kind is None else kind):
        return _found(value)
    return _text(value) if isinstance(value, str) else ""


def _every(value: Any, kind: Any) -> str:
    if type(value) is not tuple or len(value) > LONGEST:
        return _found(value)
    return next((wrong for item in value if (wrong := _fits(item, kind))), "")


def _mapping(value: Any, key: Any, kind: Any) -> str:
    if not isinstance(value, Mapping) or len(value) > LONGEST:
        return _found(value)
    pairs = [(k, key) for k in value] + [(v, kind) for v in value.values()]
    return next((wrong for item, wanted in pairs if (wrong := _fits(item, wanted))), "")


def _text(value: str) -> str:
    if len(value) > LONGEST:
        return f"a text of more than {LONGEST} characters"
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        return "a text that no file can hold"
    return ""


def _found(value: Any) -> str:
    return f"cannot be {type(value).__name__}"
