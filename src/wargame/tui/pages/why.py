"""A quote's working as lines for the box that `o` opens."""

from __future__ import annotations

from wargame.model.quote import OrderQuote
from wargame.tui.draw.orders import chance
from wargame.tui.facts import Facts

Lines = tuple[tuple[str, str], ...]


def points(number: int) -> str:
    """A modifier: `+10`, `−15`, `0`."""
    return f"+{number}" if number > 0 else str(number).replace("-", "−")


def quote_lines(facts: Facts, quote: OrderQuote) -> Lines:
    """Results, how the odds were worked out, what they hang on, and the price."""
    unit = "‰" if quote.per_mille else "%"
    lines: list[tuple[str, str]] = [("Results", "")]
    lines += [(f"  {o.title or o.id}: {o.text}".rstrip(": "), f"{o.chance} {unit}") for o in quote.outcomes]
    lines += [(f"  die {face.face}: {face.title}", "") for face in quote.faces]
    if quote.working:
        lines.append(("How it was worked out", ""))
        for n, work in enumerate(quote.working):
            lines.append(
                (
                    f"  {work.say}" + (" – may change" if work.open else ""),
                    str(work.points) if n == 0 else points(work.points),
                )
            )
        if quote.odds is not None:
            lines.append(("  together", f"{quote.odds} {unit}"))
    if quote.low is not None and quote.low != quote.high:
        lines.append((f"It may be {chance(quote.low, quote.high)} {unit}, as it hangs on", ""))
        lines += [(f"  {words}", "") for words in quote.hangs or ("what others order",)]
    lines.append(("It costs", facts.price(quote.cost)))
    lines += [(f"  left: {facts.title(stock)}", facts.amount(stock, n)) for stock, n in quote.left.items()]
    return tuple(lines)
