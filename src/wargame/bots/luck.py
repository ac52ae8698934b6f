"""A bot's own luck: keyed BLAKE2b, whole numbers only, so that every machine and release decides alike.

A number hangs on the bot's key and on what it is drawn for, never on how many were drawn before it.
"""

from __future__ import annotations

from decimal import Context, Decimal
from functools import cache
from hashlib import blake2b

MILLION = 1_000_000
STEPS = 512
"""Equal slices of probability in the table of noise."""


@cache
def _gumbel() -> tuple[int, ...]:
    """The Gumbel distribution at the middle of each slice, in millionths.

    `Decimal.ln` is rounded correctly by its standard, unlike the logarithm of a float, which differs by machine.
    """
    exact = Context(prec=16)
    table = []
    for i in range(STEPS):
        u = exact.divide(Decimal(2 * i + 1), Decimal(2 * STEPS))
        table.append(int((-exact.ln(-exact.ln(u)) * MILLION).to_integral_value()))
    return tuple(table)


class Luck:
    """Numbers for one bot in one turn."""

    __slots__ = ("_prefix",)

    def __init__(self, key: str, turn: int) -> None:
        self._prefix = blake2b(f"{key}\0{turn}\0".encode(), digest_size=8, person=b"wargame-bots/1")

    def uniform(self, *words: str) -> int:
        """A number of 64 bits for what the words name."""
        roll = self._prefix.copy()
        roll.update("\0".join(words).encode())
        return int.from_bytes(roll.digest(), "big")

    def below(self, n: int, *words: str) -> int:
        """A number from 0 to n - 1, as good as equally likely; n is at least 1."""
        return self.uniform(*words) * n >> 64

    def noise(self, spread: int, *words: str) -> int:
        """Gumbel noise of a spread, both in millionths: the greatest sum is picked in proportion to e^weight."""
        return _gumbel()[self.uniform(*words) * STEPS >> 64] * spread // MILLION if spread else 0
