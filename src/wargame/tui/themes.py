"""The palettes as Textual themes, so that the stylesheet and the drawing agree."""

from __future__ import annotations

from textual.theme import Theme

from wargame.tui.draw.palette import NIGHT, PAPER, Palette


def _theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.muted,
        warning=palette.warn,
        error=palette.bad,
        success=palette.good,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        dark=palette.dark,
        variables={"rule": palette.rule, "quiet": palette.muted},
    )


THEMES = (_theme("night", NIGHT), _theme("paper", PAPER))


def side_variables() -> dict[str, str]:
    """Our own stylesheet variables, for themes that do not set them."""
    return {"rule": NIGHT.rule, "quiet": NIGHT.muted}
