"""Keyed dice: one BLAKE2b digest a contest, no shared stream (machine, section 4; exact bytes in docs/log-format.md).

A die hangs on the seed, the luck, the turn, the phase, and the name of what is rolled for: never on a list position,
a participant or a client's id. So changing one order leaves all other luck as it was.
"""

from __future__ import annotations

from hashlib import blake2b


def seed_hash(nonce: str, seed: int) -> str:
    """What players get at the start, hex: it binds the seed without telling it."""
    return blake2b(f"{nonce}\0{seed}\0".encode(), digest_size=32, person=b"wargame-seed/1").hexdigest()


class Dice:
    """The dice of one turn: the hash of (seed, luck, turn) is made once and copied for each roll."""

    __slots__ = ("_prefix", "luck", "seed")

    def __init__(self, seed: int, luck: int, turn: int) -> None:
        self.seed, self.luck = seed, luck
        self._prefix = blake2b(f"{seed}\0{luck}\0{turn}\0".encode(), digest_size=64, person=b"wargame-dice/1")

    def of_turn(self, turn: int) -> Dice:
        """The dice of another turn."""
        return Dice(self.seed, self.luck, turn)

    def block(self, phase: str, rule: str, subject: str, slot: int) -> bytes:
        """The 64 bytes that feed all dice of one contest."""
        roll = self._prefix.copy()
        roll.update(f"{phase}\0{rule}\0{subject}\0{slot}\0".encode())
        return roll.digest()

    def uniform(self, phase: str, rule: str, subject: str, slot: int) -> int:
        """One uniform number of 64 bits, read monotonically."""
        return int.from_bytes(self.block(phase, rule, subject, slot)[:8], "big")


def face(uniform: int, faces: int) -> int:
    """A die with `faces` faces, 1-based, from one uniform."""
    return 1 + (uniform * faces >> 64)


def drawn(uniform: int, unit: int) -> int:
    """The number shown, 0 to unit - 1 (unit 100 or 1000): a success when below the odds."""
    return uniform * unit >> 64


def further(block: bytes) -> tuple[int, ...]:
    """More six-sided dice of the same block, from byte 8 on; bytes from 252 up would be unfair and are left out."""
    return tuple(1 + byte % 6 for byte in block[8:] if byte < 252)
