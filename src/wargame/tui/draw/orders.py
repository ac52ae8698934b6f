"""The order list, the form and the drafts as rows."""

from __future__ import annotations

from rich.text import Text

from wargame.model.commands import Order
from wargame.model.view import FrontView, OfferView, OrderQuote, OutcomeQuote, Target
from wargame.tui.draw.gauge import gauge, odds_bar
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line, paragraph, rows, rule, spread
from wargame.tui.facts import Facts
from wargame.tui.form import DONE, EXPECT, WHY, OrderForm


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
        facts_of.append((sheet.params[0].title or "Where", _count(sheet.params[0].of, legal, sheet.params[0].name)))
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


# ---------------------------------------------------------------- the form


def form_rows(facts: Facts, form: OrderForm, quote: OrderQuote | None, width: int, palette: Palette) -> list[Row]:
    """The order under way: its steps, the choices of this one, odds, what it would change."""
    target = form.target()
    cost = facts.price(target.cost if target else {}) if target else offer_cost(facts, form.offer)
    code = line(
        (f" {facts.code(form.offer.actor)} ", f"bold {palette.background} on {facts.colour(form.offer.actor, palette)}")
    )
    found = [Row(spread(line(code, (f" {form.action.title}", "bold")), line((cost + " ", palette.text)), width))]
    for n, step in enumerate(form.steps[:-1]):
        found.append(Row(_step(facts, form, n, step, width, palette)))
    if form.param is not None:
        found += _choice_rows(facts, form, width, palette)
    if form.step == WHY:
        found += paragraph("Why? One sentence, kept with the order for the debrief.", width, palette.muted)
    if form.step == EXPECT:
        said = f"{form.expect} %" if form.expect is not None else "no estimate"
        found.append(
            Row(
                line("   ", ("−", f"bold {palette.accent}"), f"  {said}  ", ("+", f"bold {palette.accent}")), "estimate"
            )
        )
        found += paragraph("How likely is success, in your view? It is kept for the debrief.", width, palette.muted)
    found += _odds(facts, form, target, quote, width, palette)
    if form.step == DONE:
        found.append(Row(Text()))
        found.append(
            Row(
                line(
                    "  ",
                    (" Enter ", f"bold {palette.background} on {palette.accent}"),
                    (" Add to our orders", f"bold {palette.accent}"),
                ),
                "add",
            )
        )
    return found


def _step(facts: Facts, form: OrderForm, n: int, step: str, width: int, palette: Palette) -> Text:
    signs = palette.signs
    titles = {WHY: "Why", EXPECT: "We expect"}
    param = next((p for p in form.action.params if p.name == step), None)
    title = (param.title or param.name.replace("_", " ").capitalize()) if param else titles[step]
    if n < form.at:
        value = {WHY: form.why or "–", EXPECT: f"{form.expect} %" if form.expect is not None else "–"}.get(step)
        value = value if value is not None else facts.name(form.args.get(step))
        return line("  ", (signs.done, palette.good), f" {fit(title, 9):<9} ", (fit(value, max(width - 14, 4)), "bold"))
    if n == form.at:
        marked = (
            facts.name(form.marked)
            if param is not None and form.marked is not None
            else "choose below"
            if param
            else ""
        )
        if step == EXPECT:
            marked = f"{form.expect} %   + −" if form.expect is not None else "+ − to say, Enter to skip"
        return line(
            "  ",
            (signs.cursor, f"bold {palette.accent}"),
            (f" {fit(title, 9):<9} ", f"bold {palette.accent}"),
            (fit(marked, max(width - 14, 4)), f"italic {palette.warn}"),
        )
    return line("  ", (f"{signs.pending} {fit(title, width - 6)}", palette.muted))


def _choice_rows(facts: Facts, form: OrderForm, width: int, palette: Palette) -> list[Row]:
    param = form.param
    found = (
        [Row(rule(param.title or param.name.replace("_", " ").capitalize(), width, palette, "odds %"))] if param else []
    )
    for n, choice in enumerate(form.choices(), start=1):
        name = facts.name(choice.value)
        if not choice.legal:
            reason = choice.best.refusals[0].say if choice.best.refusals else "not possible"
            left = line((palette.signs.short, palette.bad), (f"  {fit(name, width - 6)}", palette.muted))
            right = line((fit(reason, max(width - left.cell_len - 2, 0)), f"italic {palette.muted}"))
            found.append(Row(spread(left, right, width), ("no", choice.value), f"{name}: {reason}."))
            continue
        number = str(n) if n < 10 and param and param.of == "region" else " "
        right = line((facts.price(choice.best.cost), palette.muted), f" {chance(choice.low, choice.high):>6}")
        left = line(" ", (number, f"bold {palette.accent}"), f" {name}")
        found.append(
            Row(spread(left, right, width), ("yes", choice.value), _choice_words(facts, form, name, choice.best))
        )
    if not found[1:]:
        found += paragraph("Nothing can be chosen here. Esc goes back.", width, palette.muted)
    return found


def _choice_words(facts: Facts, form: OrderForm, name: str, target: Target) -> str:
    words = [name]
    if form.param is not None and form.param.of == "region":
        region = next((str(v) for v in target.args.values() if v in facts.regions), "")
        words.append(region_words(facts, region) if region else "")
    return ": ".join(word for word in words if word)


def region_words(facts: Facts, region: str) -> str:
    """A region in a sentence: who holds it, with what, and how stretched we are there."""
    holder = facts.holder(region)
    force = ", ".join(f"{facts.title(f.actor)} {f.men}{'' if f.status == 1 else '?'}" for f in facts.forces(region))
    words = f"held by {facts.title(holder)}" if holder else "held by nobody we know"
    words += f"; {force}" if force else "; no known forces"
    front = facts.front(region)
    if front is not None and (front.men or front.need):
        lacks = (
            f"short by {front.short}: it may yield"
            if front.short
            else f"{front.free} free"
            if front.free
            else "just held"
        )
        words += f". Needs {front.need}, {lacks}"
    return words + "."


def _odds(
    facts: Facts, form: OrderForm, target: Target | None, quote: OrderQuote | None, width: int, palette: Palette
) -> list[Row]:
    if target is None:
        return []
    if quote is None:
        words = f"{target.odds} %" if target.odds is not None else "sure"
        return [
            Row(rule("Odds", width, palette)),
            *rows([line(f" {words}")]),
            *after_rows(facts, target.after, width, palette),
        ]
    return quote_rows(facts, quote, width, palette)


def after_rows(facts: Facts, after: tuple[FrontView, ...], width: int, palette: Palette) -> list[Row]:
    """Fronts before → after."""
    found = []
    for front in after:
        before = facts.front(front.region)
        if before is not None:
            found.append(Row(before_after(facts, before, front, width, palette)))
    return found


def before_after(facts: Facts, before: FrontView, after: FrontView, width: int, palette: Palette) -> Text:
    """`Homs  ■■□ → ■□□ frees 1`."""
    room = max((width - 14) // 2 - 2, 3)
    pictures = [gauge(f.pinned, f.free, f.short, room, palette, f.known) for f in (before, after)]
    change = (after.free - after.short) - (before.free - before.short)
    word = f" frees {change}" if change > 0 else f" costs {-change}" if change < 0 else ""
    name = fit(facts.short(after.region), 8)
    return line(
        f" {name:<8} ",
        pictures[0],
        (f" {palette.signs.to} ", palette.muted),
        pictures[1],
        (word, palette.good if change > 0 else palette.bad),
    )


def quote_rows(facts: Facts, quote: OrderQuote, width: int, palette: Palette) -> list[Row]:
    """A quote: outcomes with bars, what the odds hang on, changes before → after, warnings."""
    found = [Row(rule("Odds", width, palette, "o why"))]
    if quote.odds is not None and len(quote.outcomes) < 2 and not quote.faces:
        unit = "‰" if quote.per_mille else "%"
        found += rows([line(f" {chance(quote.low, quote.high)} {unit}")])
    elif quote.odds is None and len(quote.outcomes) < 2 and not quote.faces:
        found += rows([line(" sure")])
    for n, outcome in enumerate(quote.outcomes if len(quote.outcomes) > 1 else ()):
        colour = palette.good if n == 0 else palette.bad if n == len(quote.outcomes) - 1 else palette.muted
        title = fit(outcome.title or outcome.id, 10)
        bar = odds_bar(outcome.chance, max(width - 20, 3), colour, palette)
        found.append(Row(line(f" {title:<10} {outcome.chance:>3} % ", bar)))
    if quote.low is not None and quote.low != quote.high:
        found += paragraph(
            f"{quote.low}–{quote.high} %, it hangs on: {'; '.join(quote.hangs) or 'what others do'}",
            width,
            palette.muted,
        )
    for outcome in quote.outcomes:
        found += _outcome(facts, outcome.title or outcome.id, outcome, width, palette, single=len(quote.outcomes) < 2)
    for refusal in quote.refusals:
        found += paragraph(f"{palette.signs.short} {refusal.say}", width, palette.bad)
    for warning in quote.warnings:
        found += paragraph(f"! {warning}", width, palette.warn)
    for later in quote.later:
        found += paragraph(f"later: {later}", width, palette.muted)
    return found


def _outcome(facts: Facts, title: str, outcome: OutcomeQuote, width: int, palette: Palette, single: bool) -> list[Row]:
    body: list[Row] = []
    for before, after in outcome.fronts:
        body.append(Row(before_after(facts, before, after, width, palette)))
    for change in outcome.changes:
        variable = change.cell.split("[")[0]
        old, new = facts.amount(variable, change.before), facts.amount(variable, change.after)
        arrow = f"{old} {palette.signs.to} {new}"
        body.append(Row(spread(line(" ", change.title), line((arrow, "bold")), width)))
    if outcome.unsaid:
        body += paragraph("what it changes cannot be said on what we know", width, palette.muted)
    elif outcome.text and not body:
        body += paragraph(outcome.text, width, palette.muted)
    if not body:
        return []
    return [Row(rule("It changes" if single else f"If: {title}", width, palette)), *body]


# ---------------------------------------------------------------- our orders


def draft_rows(
    facts: Facts, drafts: tuple[Order, ...], ready: bool, awaited: int, width: int, palette: Palette
) -> list[Row]:
    """Orders written so far and the way to seal them. Keys: ("draft", n) and "seal"."""
    slots = sum(facts.view.slots.values())
    sealed = "sealed" if ready else f"{len(drafts)} of {slots} used" if slots else f"{len(drafts)}"
    found = [Row(rule("Our orders", width, palette, sealed))]
    for n, order in enumerate(drafts):
        mark = line((palette.signs.done, palette.good)) if ready else Text(" ")
        code = (facts.code(order.actor), f"bold {facts.colour(order.actor, palette)}")
        text = line(mark, f"{n + 1} ", code, " ", fit(facts.order(order), max(width - 7, 4)))
        said = f" “{order.why}”" if order.why else ""
        expect = f", we expect {order.expect} %" if order.expect is not None else ""
        found.append(Row(text, ("draft", n), f"{facts.order(order)}{expect}.{said} x removes, e edits."))
    if not drafts:
        found += rows([line(("   none yet", f"italic {palette.muted}"))])
    if ready:
        words = f"waiting for {awaited}" if awaited else "the dice fall"
        found.append(
            Row(
                line(
                    (" s ", f"bold {palette.background} on {palette.muted}"), (f" Open again  {words}", palette.muted)
                ),
                "seal",
            )
        )
    else:
        left = max(slots - sum(facts.actions[o.action].slots if o.action in facts.actions else 1 for o in drafts), 0)
        more = f"{left} more possible" if left else "all written"
        found.append(
            Row(
                line(
                    (" s ", f"bold {palette.background} on {palette.accent}"),
                    (" Seal our orders", f"bold {palette.accent}"),
                    (f"  {more}", palette.muted),
                ),
                "seal",
                "s seals what is written and tells the table that we are done.",
            )
        )
    return found


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
