"""Parting whole men among those who have a claim, so that any reader with pen and paper parts them the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def shares(total: int, claims: Sequence[int]) -> list[int]:
    """Whole parts of `total` in proportion to `claims`, by largest remainder; ties go to the earlier.

    Parts add up to `total`, or to 0 if nobody has a claim.
    """
    whole = sum(claims)
    if whole <= 0 or total <= 0:
        return [0] * len(claims)
    parts = [total * claim // whole for claim in claims]
    rest = sorted(range(len(claims)), key=lambda i: (-(total * claims[i] % whole), i))
    for i in rest[: total - sum(parts)]:
        parts[i] += 1
    return parts


def shares_capped(total: int, claims: Sequence[int], most: Sequence[int]) -> list[int]:
    """As `shares`, nobody beyond his `most`; what does not fit goes to those who have room, in order."""
    parts = [min(part, limit) for part, limit in zip(shares(total, claims), most, strict=True)]
    left = min(total, sum(most)) - sum(parts) if any(claims) else 0
    for i, limit in enumerate(most):
        more = min(left, limit - parts[i])
        if more > 0:
            parts[i] += more
            left -= more
    return parts


def by_key(total: int, claims: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """`shares` over a mapping, in the order of its keys."""
    keys = sorted(claims)
    return dict(zip(keys, shares(total, [claims[key] for key in keys]), strict=True))
