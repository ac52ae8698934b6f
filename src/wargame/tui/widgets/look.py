"""How a widget finds the palette of the app that it lives in."""

from __future__ import annotations

from textual.widget import Widget

from wargame.tui.draw.palette import NIGHT, Palette


def palette_of(widget: Widget) -> Palette:
    """The app's palette; the night one under an app that has none."""
    palette = getattr(widget.app, "palette", NIGHT)
    return palette if isinstance(palette, Palette) else NIGHT
