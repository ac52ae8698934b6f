"""A view in plain lines: where we are, what we may do, what it would come to. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.model.quote import Debrief, OrderQuote
from wargame.model.sheet import Sheet
from wargame.model.view import FrontView, MarginView, OfferView, ProposalView, Target, View
from wargame.session.messages import Explained
from wargame.wording import Lexicon, clean
from wargame.wording.names import decimal, split_cell

STATUS = {0: "guessed", 2: "last known", 3: "estimated"}


def where(sheet: Sheet, view: View) -> Iterator[str]:
    """Turn, tracks, own stocks, troops."""
    words = Lexicon(sheet)
    date = f", {view.date}" if view.date else ""
    yield f"Turn {view.turn} of {view.turns}{date}. You are {clean(sheet.team_title)}."
    own = {actor.id for actor in sheet.actors if actor.team == sheet.team}
    for name, cell in view.cells.items():
        variable, members = split_cell(name)
        entry = words.variables.get(variable)
        if entry is None or entry.show != "table" or (members and not (len(members) == 1 and members[0] in own)):
            continue
        band = words.band(variable, cell.value)
        status = f" ({STATUS[cell.status]})" if cell.status in STATUS else ""
        yield f"  {words.cell(name)}: {words.amount(variable, cell.value)}{f', {band}' if band else ''}{status}"
    for front in view.fronts:
        yield "  " + troops(words, front)


def troops(words: Lexicon, front: FrontView) -> str:
    """A front in a line: "Hama, Loyalists: 6 men, 6 pinned, 0 free, 3 missing"."""
    known = "" if front.known else " (believed)"
    missing = f", {front.short} missing" if front.short else ""
    place = f"{words.title(front.region)}, {words.title(front.side)}"
    return f"{place}: {front.men} men, {front.pinned} pinned, {front.free} free{missing}{known}"


def price(words: Lexicon, target: Target) -> str:
    """Cost and odds: "1 funds, 45 to 65 per cent"."""
    cost = words.price(target.cost) if target.cost else "free"
    if target.odds is None and target.low is None:
        return f"{cost}, sure"
    return f"{cost}, {chances(target.odds, target.low, target.high)}"


def chances(odds: int | None, low: int | None, high: int | None) -> str:
    """Odds in words, with their range where they hang on something."""
    if low is not None and high is not None and low != high:
        between = f"{low} to {high} per cent"
        return f"{odds} per cent ({between})" if odds is not None else between
    return f"{odds if odds is not None else low} per cent"


def offer(words: Lexicon, number: int, entry: OfferView, many_actors: bool) -> str:
    """An offer in a line: its number, what it costs, how many targets; or why it cannot be given."""
    who = f"{words.title(entry.actor)}: " if many_actors else ""
    legal = [target for target in entry.targets if not target.refusals]
    head = f"{number}. {who}{words.title(entry.action)}"
    if not legal:
        reason = entry.refusals[0].say if entry.refusals else "not now"
        return f"{head}: not possible – {reason}"
    best = price(words, legal[0])
    if len(legal) == 1:
        return f"{head}: {best}"
    return f"{head}: {len(legal)} ways, best first: {target_words(words, entry.action, legal[0])} ({best})"


def target_words(words: Lexicon, action: str, target: Target) -> str:
    """A target's arguments: "Palmyra, ISIS"."""
    return words.order(action, target.args).removeprefix(words.title(action)).removeprefix(" ▸ ") or "as it is"


def quoted(words: Lexicon, quote: OrderQuote) -> Iterator[str]:
    """What an order would come to."""
    yield f"{words.title(quote.order.actor)}, {words.order(quote.order.action, quote.order.args)}"
    for refusal in quote.refusals:
        yield f"  Not possible: {refusal.say}"
    cost = words.price(quote.cost) if quote.cost else "nothing"
    yield f"  Costs {cost}." + (f" Left: {words.price(quote.left)}." if quote.left and quote.cost else "")
    if quote.odds is not None or quote.low is not None:
        unit = "per mille" if quote.per_mille else "per cent"
        yield f"  Odds: {chances(quote.odds, quote.low, quote.high).replace('per cent', unit)}."
        for line in quote.working:
            yield f"    {line.say}: {line.points:+d}"
    yield from (f"    Hangs on {reason}" for reason in quote.hangs)
    for outcome in quote.outcomes:
        changes = "; ".join(
            f"{change.title} {words.amount(split_cell(change.cell)[0], change.before)} to "
            f"{words.amount(split_cell(change.cell)[0], change.after)}"
            for change in outcome.changes
        )
        said = "cannot say" if outcome.unsaid else changes or clean(outcome.text) or "nothing changes at once"
        yield f"  {outcome.title} ({outcome.chance} per cent): {said}"
    if quote.faces:
        yield "  Die: " + "; ".join(f"{face.face} {face.title}" for face in quote.faces)
    yield from (f"  Later: {line}" for line in quote.later)
    yield from (f"  Mind: {warning}" for warning in quote.warnings)


def margins(words: Lexicon, found: Sequence[MarginView]) -> Iterator[str]:
    """What a package is worth to own actors."""
    for one in found:
        verdict = "would sign" if one.margin >= 0 else "would not sign"
        worth, least = decimal(one.worth, 2), decimal(one.least, 2)
        yield f"  {words.title(one.actor)}: worth {worth}, least {least} – by its position it {verdict}."
        yield from (f"    {say}: {decimal(points, 2)}" for say, points in one.working)


def proposal(words: Lexicon, number: int, entry: ProposalView) -> Iterator[str]:
    """A proposal on the table."""
    terms = words.terms(entry.kind, entry.terms)
    by = f", by {words.title(entry.actor)}" if entry.actor else ""
    wait = " It waits for you." if entry.waits else ""
    head = f"{number}. {words.title(entry.kind)}{by}, with {words.titled(entry.parties)}"
    yield f"{head}{f' ({terms})' if terms else ''}.{wait}"
    for payment in entry.payments:
        amount = words.price({payment.stock: payment.amount})
        yield f"  {words.title(payment.payer)} pays {words.title(payment.payee)} {amount}."
    if entry.accepted:
        yield f"  Agreed: {words.titled(entry.accepted)}."
    yield from (f"  {effect}" for effect in entry.effects)
    yield from margins(words, entry.margins)


def explained(words: Lexicon, answer: Explained) -> Iterator[str]:
    """Where a number comes from."""
    yield answer.title
    variable = split_cell(answer.cell)[0]
    for line in answer.lines:
        points = decimal(line.points, 2) if answer.cell.startswith("front:") else words.amount(variable, line.points)
        yield f"  {line.say}: {points}"
    if answer.text:
        yield f"  {clean(answer.text)}"


def opened(words: Lexicon, debrief: Debrief) -> Iterator[str]:
    """The end: how it ended, scores, what was secret, and the seed to check the dice with."""
    yield f"The game is over: {clean(debrief.title)}. {clean(debrief.text)}".rstrip()
    for actor, points in debrief.scores.items():
        yield f"  {words.title(actor)}: {points} points"
        for line in debrief.lines:
            if line.actor == actor:
                yield f"    {clean(line.title)}: {line.points}{' (secret aim)' if line.secret else ''}"
    yield f"Seed {debrief.seed}, nonce {debrief.nonce}: `wargame audit` checks every die."
