"""Colours and signs. Hue says bloc, letters say actor, shape says state; colour alone never carries anything."""

from __future__ import annotations

import attrs


@attrs.frozen
class Signs:
    """One-cell signs; the ASCII set is for terminals that draw ambiguous signs two cells wide."""

    pinned: str = "■"
    free: str = "□"
    short: str = "×"
    front: str = "━"
    front_down: str = "┃"
    link: str = "─"
    link_down: str = "│"
    rising: str = "╱"
    falling: str = "╲"
    up: str = "▲"
    down: str = "▼"
    cursor: str = "►"
    onto: str = "▸"
    to: str = "→"
    dot: str = "●"
    done: str = "✓"
    full: str = "█"
    empty: str = "░"
    bar: str = "▏"
    prompt: str = "»"
    more: str = "…"
    pending: str = "·"


UNICODE = Signs()
ASCII = Signs(
    pinned="#",
    free="o",
    short="x",
    front="=",
    front_down="H",
    link="-",
    link_down="|",
    rising="/",
    falling="\\",
    up="^",
    down="v",
    cursor=">",
    onto=">",
    to=">",
    dot="*",
    done="+",
    full="#",
    empty=".",
    bar="|",
    prompt=">",
    more="~",
    pending=".",
)


@attrs.frozen
class Palette:
    """Colours by role, as `#rrggbb`. `hues` are the shades a bloc's actors take in turn."""

    dark: bool
    background: str
    surface: str
    panel: str
    text: str
    muted: str
    rule: str
    accent: str
    bad: str
    good: str
    warn: str
    hues: dict[str, tuple[str, ...]]
    signs: Signs = UNICODE

    def shade(self, hue: str, nth: int) -> str:
        """The nth shade of a hue; an unknown hue is plain text."""
        shades = self.hues.get(hue) or (self.text,)
        return shades[nth % len(shades)]


NIGHT = Palette(
    dark=True,
    background="#0f151d",
    surface="#161e29",
    panel="#1f2a37",
    text="#d7dee8",
    muted="#8a98a9",
    rule="#2f3d4d",
    accent="#ffc857",
    bad="#ff6b5e",
    good="#6fcf97",
    warn="#f2a541",
    hues={
        "cool": ("#7cb7ff", "#4f9dde", "#5cc8c0"),
        "warm": ("#ffd166", "#f0a04b", "#d9b26f", "#f08c4b"),
        "violet": ("#b9a3c7",),
        "green": ("#a5d07a",),
    },
)
PAPER = Palette(
    dark=False,
    background="#f7f3ea",
    surface="#fffdf7",
    panel="#e9e2d2",
    text="#1d242b",
    muted="#5f6770",
    rule="#c9bfa9",
    accent="#8f3f00",
    bad="#a8201a",
    good="#1d6b3a",
    warn="#8a5a00",
    hues={
        "cool": ("#1f5fae", "#14508c", "#0b6b66"),
        "warm": ("#8a5a00", "#9c4a00", "#7a5a1e", "#a8420a"),
        "violet": ("#5b4a6b",),
        "green": ("#3c6b17",),
    },
)
HUES = ("cool", "warm", "violet", "green")
"""What blocs take in order when the scenario names no hue."""


def mix(ground: str, colour: str, share: int) -> str:
    """`share` per cent of `colour` laid over `ground`."""
    parts = []
    for at in (1, 3, 5):
        below, above = int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)
        parts.append(below + (above - below) * share // 100)
    return "#{:02x}{:02x}{:02x}".format(*parts)
