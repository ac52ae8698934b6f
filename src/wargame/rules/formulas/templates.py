"""Words with `{parameter}` places. Never `str.format`: a place is a parameter's name and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from wargame.rules.formulas.faults import FormulaErrors, Mistake, did_you_mean

_PLACE = re.compile(r"\{([^{}]*)\}")
LONGEST = 8_000


@attrs.frozen
class Template:
    """Checked words: text and names of parameters in turn, beginning and ending with text."""

    text: str
    parts: tuple[str, ...]


def compile_template(text: str, params: Iterable[str]) -> Template:
    """Checks that every `{…}` names a parameter. Raises FormulaErrors with every mistake."""
    known = set(params)
    if len(text) > LONGEST:
        raise FormulaErrors([(LONGEST, 1, f"longer than {LONGEST:,} characters", "")])
    faults: list[Mistake] = []
    parts: list[str] = []
    end = 0
    for found in _PLACE.finditer(text):
        parts += [text[end : found.start()], found[1]]
        end = found.end()
        if found[1] not in known:
            hint = did_you_mean(found[1], known) or (
                "write " + " or ".join(f"{{{name}}}" for name in sorted(known)[:4])
            )
            faults.append((found.start(), len(found[0]), f'unknown parameter "{found[1]}"', hint if known else ""))
    parts.append(text[end:])
    blanked = _PLACE.sub(lambda place: " " * len(place[0]), text)
    faults += [(i, 1, f"a lone `{sign}`", "write {parameter}") for i, sign in enumerate(blanked) if sign in "{}"]
    if faults:
        raise FormulaErrors(faults)
    return Template(text, tuple(parts))
