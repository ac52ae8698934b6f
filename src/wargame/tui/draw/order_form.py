"""The order under way as rows: steps, choices, odds, what it would change."""

from __future__ import annotations

from rich.text import Text

from wargame.model.quote import OrderQuote, OutcomeQuote
from wargame.model.view import FrontView, Target
from wargame.tui.draw.gauge import gauge, odds_bar
from wargame.tui.draw.orders import chance, offer_cost
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, button, fit, line, paragraph, rows, rule, spread
from wargame.tui.draw.world import region_words
from wargame.tui.facts import Facts
from wargame.tui.form import DONE, EXPECT, WHY, OrderForm


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
        found.append(Row(line("  ", button("Enter", "Add to our orders", palette)), "add"))
    return found


def _step(facts: Facts, form: OrderForm, n: int, step: str, width: int, palette: Palette) -> Text:
    signs = palette.signs
    titles = {WHY: "Why", EXPECT: "We expect"}
    param = next((p for p in form.action.params if p.name == step), None)
    title = facts.label(param) if param else titles[step]
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
    found = [Row(rule(facts.label(param), width, palette, "odds %"))] if param else []
    for n, choice in enumerate(form.choices(), start=1):
        name = facts.name(choice.value)
        name = name[:1].upper() + name[1:]
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
