"""The order list, the form and the drafts as rows."""

from __future__ import annotations

from rich.text import Text

from wargame.model.view import OfferView, Target
from wargame.tui.desk import Desk, refusal
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, button, fit, line, paragraph, rule, spread
from wargame.tui.facts import Facts


def chance(low: int | None, high: int | None) -> str:
    """Odds for a list: `45–65`, `55`, or `sure`."""
    if low is None or high is None:
        return "sure"
    return str(low) if low == high else f"{low}–{high}"


def offer_odds(offer: OfferView) -> str:
    """Odds of an offer over its legal targets."""
    numbers = [t.odds for t in offer.targets if not t.refusals and t.odds is not None]
    return chance(min(numbers, default=None), max(numbers, default=None))


def offer_cost(facts: Facts, offer: OfferView) -> str:
    """Cost of an offer's cheapest legal target, `…` behind it if others cost more."""
    costs = {facts.price(t.cost) for t in offer.targets if not t.refusals}
    if len(costs) > 1:
        cheap = min((t for t in offer.targets if not t.refusals), key=lambda t: sum(t.cost.values()))
        return facts.price(cheap.cost) + "…"
    return costs.pop() if costs else ""


def offer_rows(facts: Facts, actor: str, room: int, width: int, palette: Palette) -> list[Row]:
    """Everything an actor may do with cost and odds, then what it may not, with the reason. Keys: (actor, action)."""
    found = [Row(_list_head(f"{facts.title(actor)} can", width, palette))]
    for offer in facts.offers(actor):
        key = (actor, offer.action)
        title, says = (
            facts.title(offer.action),
            facts.actions[offer.action].says if offer.action in facts.actions else "",
        )
        if offer.refusals:
            reason = offer.refusals[0].say
            left = line((palette.signs.short, palette.bad), (title, palette.muted))
            right = line((fit(reason, max(width - left.cell_len - 2, 8)), f"italic {palette.muted}"))
            explain = f"{title} is not possible now: {reason}."
        elif room < 1:
            left = line((palette.signs.short, palette.bad), (title, palette.muted))
            right = line(("no order left", f"italic {palette.muted}"))
            explain = f"{title}: all orders of {facts.title(actor)} are written. x removes one."
        else:
            left, right = line(" ", title), _price(facts, offer, palette)
            explain = f"{title}: {says}" if says else title
        found.append(Row(spread(left, right, width), key, explain))
    return found


def _list_head(title: str, width: int, palette: Palette) -> Text:
    return rule(title, width, palette, "cost  odds %")


def _price(facts: Facts, offer: OfferView, palette: Palette) -> Text:
    odds = offer_odds(offer)
    return line((offer_cost(facts, offer), ""), (f" {odds:>6}", palette.muted if odds == "sure" else palette.text))


def card_rows(facts: Facts, offer: OfferView, width: int, palette: Palette) -> list[Row]:
    """What an action is, for the wide screen: words, cost of what we have, odds, where, requirements."""
    sheet = facts.actions.get(offer.action)
    if sheet is None:
        return []
    severity = f"{sheet.category.capitalize()} · severity {sheet.severity}" if sheet.category else ""
    found = [Row(rule(sheet.title, width, palette, severity)), *paragraph(sheet.says, width)[:3]]
    legal = [target for target in offer.targets if not target.refusals]
    facts_of = [("Cost", _cost_words(facts, offer, legal)), ("Odds", _odds_words(offer, legal))]
    if sheet.params:
        facts_of.append((facts.label(sheet.params[0]), _count(sheet.params[0].of, legal, sheet.params[0].name)))
    facts_of.append(("Seen", "by everyone" if sheet.visible == "all" else "not by everyone"))
    if sheet.limit is not None:
        facts_of.append(("Limit", f"{sheet.limit} a turn, {offer.used} used"))
    for reason in offer.refusals:
        facts_of.append(("Not now", reason.say))
    for head, words in facts_of:
        if words:
            found.append(Row(line(f" {head:<8}", (fit(words, max(width - 9, 4)), palette.text))))
    return found


def _cost_words(facts: Facts, offer: OfferView, legal: list[Target]) -> str:
    if not legal:
        return ""
    stocks = {variable.id: amount for variable, amount in facts.stocks(offer.actor)}
    parts = []
    for stock, n in legal[0].cost.items():
        have = f" of {facts.amount(stock, stocks[stock])}" if stock in stocks else ""
        parts.append(f"{facts.amount(stock, n)} {facts.title(stock)}{have}")
    return ", ".join(parts) or "nothing"


def _odds_words(offer: OfferView, legal: list[Target]) -> str:
    odds = offer_odds(offer)
    if not legal:
        return ""
    return odds if odds == "sure" else f"{odds} % by target" if len(legal) > 1 else f"{odds} %"


def _count(kind: str, legal: list[Target], name: str) -> str:
    values = {target.args.get(name) for target in legal}
    what = {"region": "regions, lit on the map", "actor": "actors"}.get(kind, "ways")
    return f"{len(values)} {what}" if len(values) != 1 else ""


# ---------------------------------------------------------------- our orders


def draft_rows(facts: Facts, desk: Desk, width: int, palette: Palette) -> list[Row]:
    """Orders written so far and the way to seal them. Keys: ("draft", n) and "seal"."""
    slots = sum(facts.view.slots.values())
    used = "sealed" if desk.ready else f"{desk.used()} of {slots} used"
    found = [Row(rule("Our orders", width, palette, used))]
    found += [_draft_row(facts, desk, n, width, palette) for n in range(len(desk.drafts))]
    if not desk.drafts:
        found.append(Row(line(("   none yet", f"italic {palette.muted}"))))
    if desk.ready:
        words = f"waiting for {desk.awaited}" if desk.awaited else "the dice fall"
        open_again = line(button("s", "Open again", palette, live=False), (f"  {words}", palette.muted))
        return [*found, Row(open_again, "seal", "s opens our orders again, until all are ready.")]
    more = f"{desk.open_orders} more" if desk.open_orders else "all written"
    seal = line(button("s", "Seal our orders", palette), (f"  {more}", palette.muted))
    return [*found, Row(seal, "seal", "s seals what is written and tells the table that we are done.")]


def _draft_row(facts: Facts, desk: Desk, n: int, width: int, palette: Palette) -> Row:
    """One order: refused ones are marked and say why."""
    order = desk.drafts[n]
    quote = desk.quoted(order)
    code = (facts.code(order.actor), f"bold {facts.colour(order.actor, palette)}")
    words = f"{facts.order(order)}" + (f", we expect {order.expect} %" if order.expect is not None else "")
    mark = (palette.signs.done, palette.good) if desk.ready else (" ", "")
    if quote is not None and quote.refusals and not desk.ready:
        mark, words = (palette.signs.short, palette.bad), f"{words}: not possible, {refusal(quote.refusals)}"
    elif quote is not None and quote.warnings:
        words = f"{words}. {quote.warnings[0]}"
    said = f" “{order.why}”" if order.why else ""
    room = max(width - 7, 4)
    text = line(mark, f"{n + 1} ", code, " ", fit(facts.order(order), room))
    return Row(text, ("draft", n), f"{words}.{said} x removes, e edits.")


def stock_lines(facts: Facts, actor: str, spent: dict[str, int], width: int, palette: Palette) -> Text:
    """What an actor has, the letter of each stock marked: the price list's legend. Drafts' costs are taken off."""
    entries = facts.stocks(actor)
    titles = [(v, amount - spent.get(v.id, 0)) for v, amount in entries]
    for length in (12, 9, 6, 4, 3, 1):
        text = Text(" ")
        for variable, amount in titles:
            title = variable.title[:length]
            letter = facts.letter(variable.id)
            at = title.find(letter)
            shown = line((title, palette.muted))
            if at >= 0:
                shown.stylize(f"underline {palette.accent}", at, at + 1)
            else:
                shown = line((letter, f"underline {palette.accent}"))
            low = amount < 0
            text.append_text(
                line(shown, " ", (facts.amount(variable.id, amount), f"bold {palette.bad}" if low else "bold"), "  ")
            )
        text.rstrip()
        if text.cell_len <= width:
            break
    return text
