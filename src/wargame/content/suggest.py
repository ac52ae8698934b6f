"""Did you mean: the known name that a misspelt one most likely stands for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """`did you mean "x"?`, or "" where no known name is near.

    A unique substring match wins over similarity: `support` finds `public_support`.
    """
    found = nearest(wrong, known)
    return f'did you mean "{found}"?' if found else ""


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The nearest known name, "" if none is near; case, spaces, `_` and `-` do not count."""
    if len(wrong) > 60:
        return ""
    names = {_plain(name): name for name in known}
    key = _plain(wrong)
    if not key:
        return ""
    if key in names:
        return names[key]
    if len(key) >= 3:
        longer = [name for plain, name in names.items() if key in plain]
        if len(longer) == 1:
            return longer[0]
    near = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
    if near:
        return names[near[0]]
    shorter = [name for plain, name in names.items() if len(plain) >= 3 and plain in key]
    return shorter[0] if len(shorter) == 1 else ""


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")
