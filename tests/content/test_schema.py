"""The schema knows every table and key of the format, and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wargame.content.schema import schema

TOY = Path(__file__).parent.parent / "toy"
SCHEMA = schema()


def fits(value: Any, wanted: dict[str, Any]) -> bool:
    """As much of draft-07 as the schema uses."""
    if "$ref" in wanted:
        return fits(value, SCHEMA["definitions"][wanted["$ref"].rpartition("/")[2]])
    if "anyOf" in wanted:
        return any(fits(value, one) for one in wanted["anyOf"])
    if "const" in wanted:
        return bool(value == wanted["const"])
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
    allowed = wanted.get("type", list(kinds))
    if not any(isinstance(value, kinds[one]) for one in ([allowed] if isinstance(allowed, str) else allowed)):
        return False
    if isinstance(value, list):
        return all(fits(one, wanted.get("items", {})) for one in value)
    if isinstance(value, dict):
        known, rest = wanted.get("properties", {}), wanted.get("additionalProperties", True)
        if any(key not in value for key in wanted.get("required", ())):
            return False
        for key, inner in value.items():
            if key not in known and rest is False:
                return False
            if not fits(inner, known.get(key, rest if isinstance(rest, dict) else {})):
                return False
    return True


@pytest.mark.parametrize("name", ["toy.toml", "toy_rules.toml"])
def test_the_toy_files_fit_the_schema(name: str) -> None:
    """A file that can be played is not underlined in an editor."""
    assert fits(tomllib.loads((TOY / name).read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('brief = "You pay', 'breif = "You pay'),
        ("turns = 6", 'turns = "six"'),
        ("format = 1", ""),
    ],
)
def test_mistakes_do_not_fit_it(old: str, new: str) -> None:
    """An unknown key, a wrong type, a missing format."""
    text = (TOY / "toy.toml").read_text(encoding="utf-8")
    assert old in text

    assert not fits(tomllib.loads(text.replace(old, new, 1)), SCHEMA)


def test_the_schema_is_plain_json() -> None:
    """It is the same every time, and can be written to a file."""
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA == schema()
