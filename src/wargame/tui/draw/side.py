"""Our side: brief and aims; stocks, standing orders and what is under way; who is who."""

from __future__ import annotations

from wargame.tui.desk import Desk
from wargame.tui.draw.gauge import meter
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line, paragraph, prose, rule, spread
from wargame.tui.facts import Facts


def brief_rows(facts: Facts, width: int, palette: Palette) -> list[Row]:
    """The brief of each own actor, the aims with their points now, and what we would sign. Keys: ("aim", actor, id)."""
    found = []
    for own in facts.own:
        sheet = facts.actors[own]
        found.append(Row(rule(f"{sheet.title}: the brief", width, palette)))
        found += prose(sheet.brief or sheet.summary, width - 1)
    found += aim_rows(facts, width, palette)
    for own, kinds in facts.sheet.positions.items():
        found.append(Row(rule(f"What {facts.title(own)} would sign", width, palette)))
        for kind, says in kinds.items():
            found += paragraph(f"{facts.title(kind)}: {says}", width - 1, palette.muted)
    found.append(Row(rule("The situation", width, palette)))
    found += paragraph(facts.sheet.summary, width - 1, palette.muted)
    return found


def aim_rows(facts: Facts, width: int, palette: Palette) -> list[Row]:
    """Aims with points as they stand now."""
    scores = {(score.actor, score.objective): score for score in facts.view.scores}
    total = sum(score.points for score in facts.view.scores)
    found = [Row(rule("Our aims", width, palette, f"{total} points if it ended now"))]
    for aim in facts.sheet.objectives:
        score = scores.get((aim.actor, aim.id))
        points = score.points if score else 0
        sign = (palette.signs.done, palette.good) if points > 0 else (palette.signs.pending, palette.muted)
        secret = " secret" if aim.secret else ""
        number = f"{points}" if score and score.known else f"{points}?"
        left = line(" ", sign, " ", (facts.code(aim.actor), facts.colour(aim.actor, palette)), f" {aim.title}")
        right = line((secret, palette.warn), (f" {number:>3}", "bold"))
        found.append(
            Row(spread(left, right, width), ("aim", aim.actor, aim.id), f"{aim.title}: {aim.text or 'no more is said'}")
        )
    return found


def means_rows(facts: Facts, desk: Desk, width: int, palette: Palette) -> list[Row]:
    """What our actors have, what stands, what is under way; then everybody else."""
    found = []
    for own in facts.own:
        found.append(Row(rule(facts.title(own), width, palette, f"{facts.view.slots.get(own, 0)} orders a turn")))
        for variable, amount in facts.stocks(own):
            low, high = variable.low or 0, variable.high
            left = line(f" {fit(variable.title, 11):<11} ")
            if high is not None:
                left = line(left, meter(amount, low, high, 10, facts.colour(own, palette), palette))
            income = facts.value(f"income_{variable.id}", own)
            more = (
                f" {'+' if isinstance(income, int) and income >= 0 else ''}{facts.amount(variable.id, income)}"
                if income
                else ""
            )
            right = line((facts.amount(variable.id, amount), "bold"), (more, palette.good))
            found.append(
                Row(
                    spread(left, right, width),
                    f"{variable.id}[{own}]",
                    variable.says or f"{variable.title}. o shows why.",
                )
            )
    standing = [order for order in desk.drafts if order.standing]
    if standing:
        found.append(Row(rule("Standing orders", width, palette)))
        found += [Row(line(f" {facts.code(order.actor)} {facts.order(order)}")) for order in standing]
    if facts.view.pending:
        found.append(Row(rule("Under way", width, palette)))
    for pending in facts.view.pending:
        words = f" {facts.code(pending.actor)} {facts.words.order(pending.action, pending.args)}"
        found.append(Row(spread(line(words), line((f"T{pending.due}", palette.warn)), width)))
    found.append(Row(rule("Who is who", width, palette)))
    for actor in facts.sheet.actors:
        if actor.id not in facts.own:
            code = (actor.code, f"bold {facts.colour(actor.id, palette)}")
            found.append(
                Row(
                    line(" ", code, f" {fit(actor.title, width - 5)}"),
                    ("actor", actor.id),
                    f"{actor.title}: {actor.summary}",
                )
            )
    return found
