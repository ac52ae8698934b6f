"""Plain JSON: canonical text out, strict data in; commands as tagged objects.

Canonical JSON has sorted keys, no spaces, no escapes for what needs none, integers and no other numbers. A line is
only accepted in this form, so that one changed byte cannot hide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn

from cattrs import Converter
from cattrs.errors import BaseValidationError, StructureHandlerNotFoundError

from wargame.content.converter import strict_converter
from wargame.errors import LogError
from wargame.model import commands as c

_KINDS = (
    c.Seal,
    c.Propose,
    c.Accept,
    c.Refuse,
    c.Withdraw,
    c.Choose,
    c.Say,
    c.Close,
    c.Go,
    c.Answer,
    c.Rule,
    c.Fire,
    c.End,
)
COMMANDS: Mapping[str, type[Any]] = {kind.__name__.lower(): kind for kind in _KINDS}
"""The word in a log -> the command."""
_WORDS = {kind: word for word, kind in COMMANDS.items()}
_HEX = re.compile(r"[0-9a-f]+\Z")

_encoder = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
)


def canonical(data: Any) -> bytes:
    """Canonical JSON, UTF-8. Raises LogError for what JSON cannot hold."""
    try:
        return _encoder.encode(data).encode()
    except RecursionError:
        raise LogError("this is nested too deeply") from None
    except (ValueError, TypeError) as error:
        raise LogError(f"this cannot be written to a log: {error}") from None


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no whole number")


_decoder = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)


def parse(raw: bytes) -> Any:
    """The data of one line. Raises ValueError with a short reason, whatever the bytes."""
    try:
        return _decoder.decode(raw.decode())
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg.lower()} at column {error.colno})") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        short = len(str(error)) < 60
        raise ValueError(str(error) if short else "a number in it is far too long") from None


def is_hex(value: object, length: int) -> bool:
    """Whether a value is a lower-case hex text of this many bytes."""
    return isinstance(value, str) and len(value) == 2 * length and _HEX.match(value) is not None


def plain_command(command: c.Command) -> dict[str, Any]:
    """A command as JSON data, its word under `type`."""
    return {"type": _WORDS[type(command)], **_converter().unstructure(command)}


def command_of(data: Any) -> c.Command:
    """The reverse. Raises ValueError with a short reason."""
    word = data.get("type") if isinstance(data, dict) else None
    if not isinstance(word, str) or word not in COMMANDS:
        raise ValueError("it holds no command that this release knows")
    kind = COMMANDS[word]
    rest = {key: value for key, value in data.items() if key != "type"}
    try:
        found: c.Command = _converter().structure(rest, kind)
    except (BaseValidationError, StructureHandlerNotFoundError, ValueError, TypeError, KeyError):
        raise ValueError(f"its command is no proper {word}") from None
    return found


def audience(command: c.Command) -> str:
    """Whose part a command stands in: its team's, else the white cell's."""
    team = getattr(command, "team", "")
    return f"team:{team}" if team else "white_cell"


@cache
def _converter() -> Converter:
    made = strict_converter()
    made.register_structure_hook_func(lambda kind: kind == c.Value, _value)
    return made


def _value(value: Any, _: Any) -> c.Value:
    if value is None or type(value) in (int, str, bool):
        found: c.Value = value
        return found
    raise ValueError("a value is a whole number, a text, true, false or null")
