"""Damages a good text, from a seed: byte flips, cuts, swapped and doubled lines, inserted junk."""

from __future__ import annotations

import random

JUNK = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'''", b'"""', b"[[", b"]]", b"{", b"}", b"=", b"\\", b"#", b"\r",
    b"1e999999999999", b"nan", b"-inf", b"99999999999999999999999", b"0x7fffffffffffffffffff", b"[" * 2000,
    b"(" * 500, b"not " * 500, b"1979-05-27T07:32:00Z", b"remove = [1]\n", b"[actors]\n", b"[regions.x]\n",
    b"extends = 'toy'\n", b"range(10)", b"sum(1 for a in actors)", b"__import__('os')", b"{} = []", b"\xe2\x80\xae",
    b"if true:\n", b"\ta = 1", b"x" * 3000, b"1 + " * 800 + b"1", b"true", b"[]", b"{ a = { b = 1 } }",
)  # fmt: skip


def damaged(good: bytes, seed: int) -> bytes:
    """The text with one to four injuries."""
    dice = random.Random(seed)
    text = bytearray(good)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        kind = dice.randrange(7)
        if kind == 0:
            text[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del text[at : at + dice.choice((1, 5, 40, 400))]
        elif kind == 2:
            text[at:at] = dice.choice(JUNK)
        elif kind == 3:
            text = bytearray(_swapped(bytes(text), dice))
        elif kind == 4:
            text[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 5:
            equals = text.find(b"= ", at)
            end = text.find(b"\n", equals)
            if 0 < equals < end:
                text[equals + 2 : end] = dice.choice(JUNK)
        else:
            del text[at:]
        if not text:
            return b""
    return bytes(text)


def _swapped(text: bytes, dice: random.Random) -> bytes:
    lines = text.split(b"\n")
    a, b = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    if dice.random() < 0.5:
        lines.insert(a, lines[b])
    return b"\n".join(lines)
