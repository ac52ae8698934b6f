"""The guide's card over the lower left of a page."""

from __future__ import annotations

from textual.widgets import Static

from wargame.tui.draw.text import line, wrap
from wargame.tui.guide import CARDS
from wargame.tui.widgets.look import palette_of


class GuideCard(Static):
    """One card of the first turn's guide."""

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident, markup=False)

    def put(self, at: int) -> None:
        """Show a card."""
        palette, card = palette_of(self), CARDS[at]
        self.border_title = line((f"{at + 1} of {len(CARDS)}  {card.title}", f"bold {palette.accent}"))
        self.border_subtitle = line(("Esc ends the guide", palette.muted))
        self.update(line("\n").join(line(part) for part in wrap(card.text, 42)))
