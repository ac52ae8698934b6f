"""Talks as rows: what waits, conversations, proposals, what is in force; a proposal's card and form."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from wargame.model.commands import Value
from wargame.model.view import AgreementView, MarginView, NewsItem, ProposalView
from wargame.session import messages as m
from wargame.tui.desk import Desk
from wargame.tui.draw.order_form import after_rows
from wargame.tui.draw.palette import Palette
from wargame.tui.draw.text import Row, button, fit, line, paragraph, rule, spread
from wargame.tui.facts import Facts
from wargame.tui.proposal import Field, Key, ProposalForm
from wargame.wording.names import decimal


def talk_rows(facts: Facts, desk: Desk, width: int, palette: Palette) -> list[Row]:
    """The left list. Keys: ("proposal", id), ("talk", teams), ("agreement", id), ("new",)."""
    view = facts.view
    waiting = [p for p in view.proposals if p.waits]
    others = [p for p in view.proposals if not p.waits]
    found = [Row(rule("Wait for us", width, palette))] if waiting else []
    found += [_proposal_row(facts, p, "?", width, palette) for p in waiting]
    found.append(Row(rule("Conversations", width, palette)))
    heard = desk.conversations()
    for key in talk_keys(facts, desk):
        unread = len(heard.get(key, ())) - desk.heard.get(key, 0)
        badge = line((f"{palette.signs.dot}{unread}", palette.warn)) if unread > 0 else Text()
        found.append(
            Row(spread(line("  ", talk_title(facts, key)), badge, width), ("talk", key), talk_words(facts, key))
        )
    found.append(Row(rule("On the table", width, palette)))
    found += [_proposal_row(facts, p, "…", width, palette) for p in others]
    found.append(
        Row(
            line("  ", (f"p New proposal {palette.signs.more}", palette.accent)),
            ("new",),
            "Lay an agreement on the table.",
        )
    )
    if view.agreements:
        found.append(Row(rule("In force", width, palette)))
    for agreement in view.agreements:
        until = f"T{agreement.until}" if agreement.until is not None else ""
        left = line(" ", ("=", palette.good), f" {facts.title(agreement.kind)} {facts.codes(agreement.parties)}")
        found.append(
            Row(
                spread(left, line((until, palette.muted)), width),
                ("agreement", agreement.id),
                agreement_words(facts, agreement),
            )
        )
    return found


def _proposal_row(facts: Facts, proposal: ProposalView, mark: str, width: int, palette: Palette) -> Row:
    by = facts.code(proposal.actor)
    right = line((f"{len(proposal.accepted)}/{len(proposal.parties)}", palette.warn))
    left = line(" ", (mark, palette.warn), f" {by} {facts.title(proposal.kind)}")
    terms = facts.words.terms(proposal.kind, proposal.terms)
    words = f"{facts.title(proposal.actor)} proposes: {facts.title(proposal.kind)}. {terms}"
    return Row(spread(left, right, width), ("proposal", proposal.id), words)


def talk_keys(facts: Facts, desk: Desk) -> list[str]:
    """Conversations to offer: with each other team, those under way with several, the public one."""
    own = facts.sheet.team
    pairs = [",".join(sorted({own, team})) for team in facts.sheet.teams if team != own]
    more = [key for key in desk.conversations() if key and key not in pairs]
    return [*more, *pairs, ""]


def talk_title(facts: Facts, key: str) -> str:
    """Whom a conversation is with."""
    if not key:
        return "Everyone (public)"
    return ", ".join(facts.words.team(team) for team in key.split(",") if team != facts.sheet.team)


def talk_words(facts: Facts, key: str) -> str:
    """A conversation in a sentence."""
    return f"Messages with {talk_title(facts, key)}; m writes." if key else "Public statements: everybody reads them."


def thread_rows(facts: Facts, key: str, items: list[NewsItem], width: int, palette: Palette) -> list[Row]:
    """A conversation, oldest first."""
    found = [Row(rule(talk_title(facts, key), width, palette, "white cell sees"))]
    for item in items:
        team = str(item.fields.get("team", ""))
        lead = next((actor.id for actor in facts.sheet.actors if actor.team == team), "")
        colour = facts.colour(lead, palette) if lead else palette.text
        found.append(
            Row(
                spread(
                    line(" ", (facts.words.team(team), f"bold {colour}")), line((f"T{item.turn}", palette.muted)), width
                )
            )
        )
        found += paragraph(str(item.fields.get("text", item.say)), width - 1, indent=4)
    if not items:
        found += paragraph("Nothing was said yet. m writes a message.", width, palette.muted)
    return found


def agreement_words(facts: Facts, agreement: AgreementView) -> str:
    """An agreement in a sentence."""
    terms = facts.words.terms(agreement.kind, agreement.terms)
    until = f" till turn {agreement.until}" if agreement.until is not None else ""
    parties = facts.words.titled(agreement.parties)
    return f"{facts.title(agreement.kind)} of {parties}, since turn {agreement.since}{until}. {terms}"


def agreement_rows(facts: Facts, agreement: AgreementView, width: int, palette: Palette) -> list[Row]:
    """A signed agreement."""
    sheet = facts.agreements.get(agreement.kind)
    until = f"till turn {agreement.until}" if agreement.until is not None else "no end"
    found = [Row(rule(facts.title(agreement.kind), width, palette, f"since T{agreement.since}, {until}"))]
    found += paragraph(f"Signed by {facts.words.titled(agreement.parties)}.", width)
    found += _terms(facts, agreement.kind, agreement.terms, width, palette)
    return found + (paragraph(sheet.says, width, palette.muted) if sheet else [])


def _terms(facts: Facts, kind: str, given: Mapping[str, Value], width: int, palette: Palette) -> list[Row]:
    sheet = facts.agreements.get(kind)
    titles = {param.name: facts.label(param) for param in sheet.terms} if sheet else {}
    found = [Row(rule("Terms", width, palette))] if given else []
    for name, value in given.items():
        title = titles.get(name) or name.replace("_", " ").capitalize()
        found.append(Row(line(f" {fit(title, 12):<12} ", (fit(facts.name(value), max(width - 14, 4)), "bold"))))
    return found


def proposal_rows(facts: Facts, proposal: ProposalView, width: int, palette: Palette) -> list[Row]:
    """A proposal: terms, who has agreed, what it does for us and for the others, what it is worth to us."""
    sheet = facts.agreements.get(proposal.kind)
    found = [Row(rule(facts.title(proposal.kind), width, palette, f"since T{proposal.turn}"))]
    found += paragraph(f"{facts.title(proposal.actor)} proposes; signed when orders close, if all accept.", width)
    if proposal.text:
        found += paragraph(f"“{proposal.text}”", width, f"italic {palette.text}")
    found += _terms(facts, proposal.kind, proposal.terms, width, palette)
    for payment in proposal.payments:
        found += paragraph(facts.payment(payment), width)
    count = f"{len(proposal.accepted)} of {len(proposal.parties)}"
    found.append(Row(rule("Who has agreed", width, palette, count)))
    found.append(Row(_parties(facts, proposal.parties, proposal.accepted, palette)))
    found.append(Row(rule("What it does if signed", width, palette)))
    found += after_rows(facts, proposal.after, width, palette)
    for effect in proposal.effects or ((sheet.says,) if sheet and sheet.says else ()):
        found += paragraph(effect, width)
    found += margin_rows(facts, proposal.margins, width, palette)
    if proposal.waits:
        keys = [("a", "Accept"), ("r", "Refuse"), ("c", "Counter")]
        room = max((width - 2) // len(keys) - 6, 3)
        buttons = Text("  ").join(button(key, fit(words, room), palette) for key, words in keys)
        found += [Row(Text()), Row(line(" ", buttons))]
    elif proposal.mine:
        found += paragraph("Ours. x takes it back.", width, palette.muted)
    return found


def _parties(facts: Facts, parties: tuple[str, ...], accepted: tuple[str, ...], palette: Palette) -> Text:
    text = line(" ")
    for party in parties:
        mark = (palette.signs.done, palette.good) if party in accepted else ("?", palette.warn)
        text = line(text, (facts.code(party), f"bold {facts.colour(party, palette)}"), " ", mark, "   ")
    return text


def margin_rows(facts: Facts, margins: tuple[MarginView, ...], width: int, palette: Palette) -> list[Row]:
    """Worth against least, for own actors: advice, never a fence."""
    found = [Row(rule("Worth to us", width, palette, "advice; o why"))] if margins else []
    for margin in margins:
        good = margin.margin >= 0
        verdict = "would sign" if good else "would not sign"
        sign = "+" if good else ""
        numbers = f"{decimal(margin.worth, 1)} against {decimal(margin.least, 1)}"
        colour = palette.good if good else palette.bad
        left = line(" ", (facts.code(margin.actor), f"bold {facts.colour(margin.actor, palette)}"), f" {numbers}")
        right = line((f"{sign}{decimal(margin.margin, 1)} {verdict}", colour))
        found.append(Row(spread(left, right, width)))
    return found


# ---------------------------------------------------------------- the form


def form_rows(
    facts: Facts, form: ProposalForm, weighed: m.Weighed | None, open_set: Key | None, width: int, palette: Palette
) -> list[Row]:
    """The form. Keys: the field's key, ("tick", *key, member) in an open set, ("pay+",) and ("send",)."""
    title = f"Counter to {facts.title(form.was.actor)}" if form.was else "A new proposal"
    found = [Row(rule(title, width, palette, "draft, kept"))]
    sheet = facts.agreements.get(form.kind)
    for field in form.fields(facts):
        found.append(Row(_field(facts, form, field, width, palette), field.key, _field_words(field)))
        if field.key == open_set:
            found += _ticks(facts, form, field, width, palette)
    found.append(
        Row(
            line("  ", ("+ Add a side payment", palette.accent)),
            ("pay+",),
            "Money or influence that changes hands at signing.",
        )
    )
    if sheet and sheet.says:
        found += paragraph(sheet.says, width, palette.muted)
    if weighed is not None:
        found += margin_rows(facts, weighed.margins, width, palette)
        for refusal in weighed.refusals:
            found += paragraph(f"{palette.signs.short} {refusal}", width, palette.bad)
    found.append(Row(Text()))
    send = line("  ", button("Enter", "Send to all parties", palette))
    found.append(Row(send, ("send",), "All parties and the white cell will see it; we accept it by proposing it."))
    return found


def _field(facts: Facts, form: ProposalForm, field: Field, width: int, palette: Palette) -> Text:
    value = form.value(field.key)
    if field.key[-1] == "amount":
        words = facts.amount(form.payments[int(field.key[1])].stock, value)
    elif field.free:
        words = str(value) or f"type a sentence {palette.signs.more}"
    else:
        words = facts.name(value) if value not in ("", None) else "nothing yet"
    room = max(width - 18, 4)
    shown = line(f"  {fit(field.title, 10):<10} ", (fit(words, room), "bold"))
    if not field.many and not field.free and len(field.values) > 1:
        shown = line(shown, (" ◂ ▸" if palette.signs.onto == "▸" else " < >", palette.muted))
    before = form.was.terms.get(field.key[1]) if form.was and field.key[0] == "term" else value
    if before != value:
        shown = line(shown, (f" was {fit(facts.name(before), max(width - shown.cell_len - 5, 3))}", palette.warn))
    return shown


def _field_words(field: Field) -> str:
    if field.many:
        return f"{field.title.strip()}: Enter opens the list, Enter on a name takes it in or out."
    if field.free:
        return "Words that go with it: Enter, then type."
    return f"{field.title.strip()}: ←→ changes it."


def _ticks(facts: Facts, form: ProposalForm, field: Field, width: int, palette: Palette) -> list[Row]:
    chosen = str(form.value(field.key) or "").split(",")
    found = []
    for value in field.values:
        on = str(value) in chosen
        mark = line((f"[{palette.signs.done}]" if on else "[ ]", palette.good if on else palette.muted))
        found.append(
            Row(
                line("     ", mark, f" {fit(facts.name(value), width - 9)}"),
                ("tick", *field.key, str(value)),
                "Enter takes it in or out; Esc closes the list.",
            )
        )
    return found
