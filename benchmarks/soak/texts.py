"""Random texts for the formula language: well-typed ones, and hostile ones.

The names are those of the board in tests/formulas/conftest.py. Everything hangs on the seed alone.
"""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

WHOLE, DEC, FLAG, ACTOR, REGION = "whole", "dec", "flag", "actor", "region"


class Writer:
    """Writes well-typed formulas over the arguments `actor` and `region`."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.loops: list[tuple[str, str]] = []
        self.deepest = 4

    def text(self, kind: str, depth: int = 0) -> str:
        """A formula of a kind; `if`s and brackets make every piece stand alone."""
        if depth < self.deepest and self.dice.random() < 0.1:
            test, a, b = self.text(FLAG, depth + 1), self.text(kind, depth + 1), self.text(kind, depth + 1)
            return f"({a} if {test} else {b})"
        return {
            WHOLE: self._whole,
            DEC: self._dec,
            FLAG: self._flag,
            ACTOR: self._actor,
            REGION: self._region,
        }[kind](depth)

    def _one(self, *choices: str) -> str:
        return self.dice.choice(choices)

    def _member(self, kind: str, *ids: str) -> str:
        return self._one(*ids, *(name for name, held in self.loops if held == kind))

    def _actor(self, _: int) -> str:
        return self._member(ACTOR, "actor", "anna", "ben", "gero", "rosa", "leader")

    def _region(self, _: int) -> str:
        return self._member(REGION, "region", "north", "gorge", "plain", "coast")

    def _whole(self, depth: int) -> str:
        if depth >= self.deepest:
            cells = (
                f"funds[{self._actor(depth)}]",
                f"strength[{self._actor(depth)}, {self._region(depth)}]",
                f"score[{self._actor(depth)}]",
            )
            return self._one("0", "1", "7", "1000", "count_down", "turn", "base", *cells)
        a, b = self.text(WHOLE, depth + 1), self.text(WHOLE, depth + 1)
        dec = self.text(DEC, depth + 1)
        return self._one(
            f"({a} + {b})",
            f"({a} - {b})",
            f"({a} * {b})",
            f"(-{a})",
            f"min({a}, {b})",
            f"max({a}, {b})",
            f"abs({a})",
            f"{self._one('floor', 'ceil', 'round')}({dec})",
            self._loop("count", FLAG, depth),
            self._loop(self._one("sum", "min", "max"), WHOLE, depth),
        )

    def _dec(self, depth: int) -> str:
        if depth >= self.deepest:
            cells = (f"will[{self._actor(depth)}]", f"worth[{self._region(depth)}]")
            return self._one("0.5", "1.5", "0.000003", "0.333333", "rate", "resolve", "escalation", *cells)
        a, b = self.text(self._one(WHOLE, DEC), depth + 1), self.text(DEC, depth + 1)
        return self._one(
            f"({a} + {b})",
            f"({b} - {a})",
            f"({a} * {b})",
            f"({a} / {b})",
            f"({b} / {self.text(WHOLE, depth + 1)})",
            f"clamp({b}, {a}, {a} + 1.0)",
            f"max({a}, {b})",
            self._loop("sum", DEC, depth),
        )

    def _flag(self, depth: int) -> str:
        if depth >= self.deepest:
            return self._one(
                "alarm", f"rough[{self._region(depth)}]", "true", "false", f"{self._actor(depth)} == leader"
            )
        a, b = self.text(FLAG, depth + 1), self.text(FLAG, depth + 1)
        x, y = self.text(self._one(WHOLE, DEC), depth + 1), self.text(self._one(WHOLE, DEC), depth + 1)
        return self._one(
            f"({a} and {b})",
            f"({a} or {b})",
            f"(not {a})",
            f"({x} {self._one('<', '<=', '==', '!=', '>', '>=')} {y})",
            f"({x} < {y} <= {x})",
            f"({self._actor(depth)} in (anna, {self._actor(depth)}))",
            f"({self._region(depth)} {self._one('in', 'not in')} uplands)",
            self._loop(self._one("any", "all"), FLAG, depth),
        )

    def _loop(self, function: str, kind: str, depth: int) -> str:
        if len(self.loops) >= 2:
            return self.text(kind if function != "count" else WHOLE, self.deepest)
        name = f"m{len(self.loops)}"
        members, held = self.dice.choice(
            [
                ("actors", ACTOR),
                ("allies", ACTOR),
                ("regions", REGION),
                ("uplands", REGION),
                (f"neighbours({self._region(depth)})", REGION),
            ]
        )
        self.loops.append((name, held))
        body = self.text(kind, depth + 2)
        only = f" if {self.text(FLAG, depth + 2)}" if self.dice.random() < 0.4 else ""
        self.loops.pop()
        return f"{function}({body} for {name} in {members}{only})"


_SEEDS = (
    "sum(strength[a, region] for a in actors if side(a) == side(actor))",
    "strength[actor, region] -= 1\nif will[actor] > 3:\n    escalation += 0.5\n",
    "3 if escalation < 4 else 0",
    "for o in actors:\n    will[o] += 1\nmove(funds[anna], funds[ben], 2)\n",
    "has_agreement(truce, anna, rosa, gorge) and not alarm",
)
_WORDS = (
    "lambda x: x",
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "[0]*500000000",
    '"a"*1000000000',
    "9**9**9",
    "1e400",
    "0x" + "f" * 500,
    "9" * 3_900,
    "(" * 1_000,
    "[" * 150 + "]" * 150,
    "-" * 3_900 + "1",
    "not " * 900 + "true",
    "1" + "+1" * 1_900,
    "a." * 1_500 + "b",
    "if true:\n " * 99,
    "f(" * 99 + ")" * 99,
    "\x00",
    "\ufeff1",
    "ﬁ + ℌ",
    "yield 1",
    "await x",
    "async for",
    "global x",
    "def f(): pass",
    "class A: pass",
    "try:\n pass\nexcept: pass",
    "match x:\n case 1: pass",
    "with a: pass",
    "del s",
    "s[0]",
    "x.turn",
    "_n(1)",
    "a_actor",
    "turn := 3",
    "print(1)",
    "f'{1}'",
    "b''",
    "...",
    "*a, b = c",
    "1 if 2",
    "0_0",
    "1__0",
    "0777",
    "1.",
    ".5",
    "1..real",
    "0b1",
    "{1: 2}",
    "{1}",
    "a @ b",
    "~1",
    "a << 9",
    "a\\\n+b",
    "\tx = 1\n        y = 2",
    "x = 1\r y = 2",
    "move(move(1))",
    "enter(enter, enter)",
    "sum(1 for a in actors" * 50,
    "min(" * 55 + "1" + ", 2)" * 55,
)


def hostile(seed: int, n: int) -> Iterator[str]:
    """`n` texts that mean harm or nothing: known tricks, broken rules, noise."""
    dice = random.Random(seed)
    yield from _WORDS[:n]
    letters = string.printable + "é×≤\u202e\u0000ﬁ"
    tokens = (
        *"()[],:=+-*/<>\n",
        " ",
        "if",
        "for",
        "in",
        "and",
        "not",
        "else",
        "sum",
        "actors",
        "will",
        "1",
        "0.5",
        "x",
    )
    for _ in range(n - len(_WORDS)):
        kind = dice.randrange(4)
        if kind == 0:
            yield "".join(dice.choices(letters, k=dice.randrange(1, 60)))
        elif kind == 1:
            yield " ".join(dice.choices(tokens, k=dice.randrange(1, 40)))
        elif kind == 2:
            yield _bent(dice, dice.choice(_SEEDS))
        else:
            yield _bent(dice, Writer(dice).text(dice.choice((WHOLE, DEC, FLAG))))


def _bent(dice: random.Random, text: str) -> str:
    """A text with a few pieces cut, doubled, swapped or replaced."""
    for _ in range(dice.randrange(1, 4)):
        i = dice.randrange(len(text) + 1)
        j = min(len(text), i + dice.randrange(1, 12))
        piece = text[i:j]
        text = text[:i] + dice.choice(("", piece * 2, piece[::-1], dice.choice(_WORDS)[:40])) + text[j:]
        text = text or "x"
    return text
