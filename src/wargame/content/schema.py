"""JSON Schema (draft-07) of scenario and ruleset files, made from the model's classes, for editors.

The schema helps while typing; `check` remains the authority: it knows what refers to what, and what a table still
lacks once it is laid over another (so the schema asks for no key but `format`).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from wargame.model.definition import Definition, Effects, Formula, Param, Region, Template

Schema = dict[str, Any]

_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    Effects: {"type": "string"},
    Template: {"type": "string"},
    Formula: {"type": ["string", "number", "boolean"]},
    Any: {},
}
_OPEN = (Region,)
"""Tables that take further keys: start values of variables and properties."""


def schema() -> Schema:
    """The schema of both kinds of file: every table is optional, but `format` stands first."""
    found: dict[str, Schema] = {}
    root = _table(Definition, found)
    root["properties"]["format"] = {"const": 1}
    root["properties"]["remove"] = {"type": "array", "items": {"type": "string"}}
    numbers = root["properties"]["parameters"]
    numbers["additionalProperties"] = {"anyOf": [numbers["additionalProperties"], {"type": "number"}]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "wargame scenario or ruleset, format 1",
        **root,
        "required": ["format"],
        "definitions": dict(sorted(found.items())),
    }


def _table(kind: type, found: dict[str, Schema]) -> Schema:
    """An attrs class as a closed table; `found` gathers the classes inside."""
    hints = get_type_hints(kind)
    fields = [field for field in attrs.fields(kind) if not (kind in _OPEN and field.name == "values")]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n", 1)[0],
        "properties": {field.name: _of(hints[field.name], found) for field in fields},
        "additionalProperties": kind in _OPEN,
    }


def _of(kind: Any, found: dict[str, Schema]) -> Schema:
    if kind in _SCALARS:
        return dict(_SCALARS[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], found)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inner[1], found)}
    if origin in (Union, types.UnionType):
        choices = [_of(one, found) for one in inner if one is not type(None)]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    name = kind.__name__
    if name not in found:
        found[name] = {}
        found[name] = _table(kind, found)
    link = {"$ref": f"#/definitions/{name}"}
    return {"anyOf": [link, *_SHORT_PARAMS]} if kind is Param else link


_SHORT_PARAMS: tuple[Schema, ...] = (
    {"type": "string", "description": "a set or type, as region"},
    {"type": "array", "items": {"type": "string"}, "description": "the values to choose from"},
    {
        "type": "object",
        "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}, "title": {"type": "string"}},
        "required": ["from", "to"],
    },
)
