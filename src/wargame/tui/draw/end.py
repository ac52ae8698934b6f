"""The debrief as rows: ending, scores against par, every aim, odds against results."""

from __future__ import annotations

from wargame.model.quote import Debrief
from wargame.tui.draw.gauge import meter
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, fit, line, paragraph, rule, spread
from wargame.tui.facts import Facts

BINS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 101))


def result_rows(facts: Facts, debrief: Debrief, width: int, palette: Palette) -> list[Row]:
    """The ending in words, all scores, then every actor's aims. Keys: ("score", actor), ("aim", actor, id)."""
    found = [Row(rule(debrief.title, width, palette)), *paragraph(debrief.text, width - 1)]
    found.append(Row(rule("Scores", width, palette, "aims are now open")))
    most = max([*debrief.scores.values(), *debrief.pars.values(), 1])
    ranked = sorted(debrief.scores.items(), key=lambda entry: -entry[1])
    for actor, score in ranked:
        own = actor in facts.own
        code = (facts.code(actor), f"bold {facts.colour(actor, palette)}")
        bar = meter(score, 0, most, max(width - 42, 6), facts.colour(actor, palette), palette)
        par = debrief.pars.get(actor)
        against = f" par {par}, {score - par:+d}".replace("-", "−") if par is not None else ""
        left = line(" ", code, (f" {fit(facts.title(actor), 16):<16} ", "bold" if own else ""), bar)
        right = line((f"{score}", "bold"), (f"{against:<14}", palette.muted))
        found.append(
            Row(spread(left, right, width), ("score", actor), f"{facts.title(actor)}: {score} points{against}.")
        )
    order = [*facts.own, *(actor for actor, _ in ranked if actor not in facts.own)]
    for actor in order:
        aims = [entry for entry in debrief.lines if entry.actor == actor]
        if aims:
            found.append(Row(rule(f"Aims of {facts.title(actor)}", width, palette)))
        for aim in aims:
            sign = (palette.signs.done, palette.good) if aim.points > 0 else (palette.signs.short, palette.bad)
            secret = (" secret" if aim.secret else "", palette.warn)
            left = line(" ", sign, f" {aim.title}")
            found.append(
                Row(spread(left, line(secret, (f" {aim.points:>3}", "bold")), width), ("aim", actor, aim.objective))
            )
    return found


def calibration_rows(facts: Facts, debrief: Debrief, width: int, palette: Palette) -> list[Row]:
    """How often what had odds came true, and how anyone can check the dice."""
    found = [Row(rule("Odds against results", width, palette))]
    for low, high in BINS:
        cases = [entry for entry in debrief.odds if low <= entry[3] < high]
        if cases:
            came = 100 * sum(1 for entry in cases if entry[4]) // len(cases)
            said = sum(entry[3] for entry in cases) // len(cases)
            scale = _scale(said, came, max(width - 24, 8), palette)
            found.append(Row(line(f" {low:>2}–{min(high, 100):<3} ", scale, f" {came:>3} % of {len(cases)}")))
    if len(found) == 1:
        found += paragraph("No order had odds.", width, palette.muted)
    else:
        found += paragraph(f"{palette.signs.link_down} odds said   {palette.signs.dot} came true", width, palette.muted)
    found.append(Row(rule("Check the dice", width, palette)))
    found += paragraph(
        f"Seed {debrief.seed}, nonce {debrief.nonce}: wargame audit re-plays the log with them.", width - 1
    )
    return found


def _scale(said: int, came: int, width: int, palette: Palette) -> str:
    marks = [palette.signs.link] * width
    marks[min(said * width // 100, width - 1)] = palette.signs.link_down
    marks[min(came * width // 100, width - 1)] = palette.signs.dot
    return "".join(marks)
