"""Line mode's shell: reads a line, does one thing, says what came of it. Everything that is shown ends in a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from wargame.errors import WargameError
from wargame.line import deals, orders
from wargame.line import words as say
from wargame.line.desk import Desk
from wargame.line.match import matching
from wargame.model.sheet import ActionSheet, AgreementSheet, Sheet
from wargame.model.view import NewsItem
from wargame.server.client import LocalGame
from wargame.session import messages as m
from wargame.wording import clean

Read = Callable[[str], str | None]
"""Prompt -> the line typed without its end, None at the end of input."""
Write = Callable[[str], None]
Verb = Callable[[Desk, str], Iterator[str]]


class Leave(Exception):
    """The person goes."""


def play(game: LocalGame, read: Read, write: Write, clear: Callable[[], None] = lambda: None) -> int:
    """Plays a local game to its end, or until its people leave. Returns the exit code.

    `clear` empties the screen before the keyboard is handed over, so that nobody reads another team's secrets.
    The game must answer within `send` (see `server.local`: threads=False).
    """
    desks = [Desk(seat) for seat in game.seats]
    for desk in desks:
        desk.seat.client.listen(desk.hear)
        desk.seat.client.send(m.Join())
        desk.unread.extend(item for item in desk.news if item.turn == desk.now.turn)
    try:
        while not any(desk.debrief for desk in desks):
            for desk in desks:
                if not desk.ready and desk.debrief is None:
                    if len(desks) > 1:
                        clear()
                        _hear(read(f"Hand the keyboard to {clean(desk.seat.title)}, then press Enter. "))
                    _take_turn(desk, read, write)
    except Leave:
        if game.path:
            write(f"The game is kept. Go on with: wargame play --line --resume {game.path}")
        return 0
    _finish(desks[0], write)
    return 0


def _finish(desk: Desk, write: Write) -> None:
    for item in _told(desk.unread):
        write(f"  {item.say}")
    assert desk.debrief is not None
    for line in say.opened(desk.words, desk.debrief):
        write(line)


def _take_turn(desk: Desk, read: Read, write: Write) -> None:
    """One team's turn at the keyboard, until it is ready."""
    for line in (*say.where(_sheet(desk), desk.now), *_fresh(desk), *_waits(desk)):
        write(line)
    turn = desk.now.turn
    while not desk.ready and desk.now.turn == turn and desk.debrief is None:
        typed = _hear(read(f"{clean(desk.seat.title)}> ")).strip()
        if typed:
            for line in answer(desk, typed):
                write(line)


def _sheet(desk: Desk) -> Sheet:
    assert desk.sheet is not None
    return desk.sheet


def _hear(typed: str | None) -> str:
    if typed is None:
        raise Leave
    return typed


def answer(desk: Desk, typed: str) -> Iterator[str]:
    """What one typed line does. Anything that is no command is looked for among the orders."""
    verb, _, rest = typed.partition(" ")
    found = _verbs(verb)
    try:
        if len(found) == 1:
            yield from VERBS[found[0]](desk, rest.strip())
        elif found and not orders.find(desk, typed):
            yield f"{clean(verb)} could be {' or '.join(found)}; type more of it."
        else:
            yield from _order(desk, typed)
    except deals.Unclear as unclear:
        yield str(unclear)
    except WargameError as error:
        yield str(error)


def _verbs(word: str) -> list[str]:
    """The commands that a word can mean: its name, its key, or three letters and more that begin it."""
    word = word.lower()
    if word in SHORT:
        return [SHORT[word]]
    if word in VERBS:
        return [word]
    return [verb for verb in VERBS if len(word) >= 3 and verb.startswith(word)]


def _order(desk: Desk, typed: str) -> Iterator[str]:
    """Writes the order that the words name; several: lists them; none: says why, or helps."""
    if not typed:
        yield from orders.listed(desk, "")
        return
    ways = orders.find(desk, typed)
    if len(ways) == 1:
        yield from orders.write(desk, ways[0])
    elif ways:
        yield from orders.choices(desk, ways)
    else:
        yield orders.refused(desk, typed) or f"Nothing here is called {clean(typed)!r}; type help, or offers."


def _fresh(desk: Desk) -> Iterator[str]:
    """News not shown yet."""
    told = _told(desk.unread)
    if told:
        yield "News:"
        yield from (f"  {item.say}" for item in told)
    desk.unread.clear()


def _told(news: Iterable[NewsItem]) -> list[NewsItem]:
    """News without what was said already: that we sealed, and which turn it is."""
    return [item for item in news if item.type not in ("sealed", "turn")]


def _waits(desk: Desk) -> Iterator[str]:
    """What waits for the team: the way on."""
    for number, wait in enumerate(desk.now.waits, 1):
        yield f"» {number}. {wait.say}"
    if not desk.now.waits:
        yield "» Nothing waits for you; seal says that you are done."


def _where(desk: Desk, _typed: str) -> Iterator[str]:
    yield from say.where(_sheet(desk), desk.now)
    yield from _waits(desk)


def _news(desk: Desk, typed: str) -> Iterator[str]:
    """The news of this turn, or of all turns: news all."""
    desk.unread.clear()
    shown = [item for item in _told(desk.news) if typed == "all" or item.turn >= desk.now.turn - 1]
    yield from (f"Turn {item.turn}: {item.say}" for item in shown)
    if not shown:
        yield "There is no news yet."


def _brief(desk: Desk, _typed: str) -> Iterator[str]:
    """Who we are and what we want."""
    sheet = _sheet(desk)
    yield clean(sheet.title)
    yield from (line for line in sheet.summary.splitlines() if line)
    for actor in sheet.actors:
        if actor.team == sheet.team:
            yield f"{clean(actor.title)}: {clean(actor.brief or actor.summary)}"
    points = {(score.actor, score.objective): score for score in desk.now.scores}
    for aim in sheet.objectives:
        score = points.get((aim.actor, aim.id))
        now = f", now {score.points} points" if score else ""
        text = f" – {clean(aim.text).rstrip('.')}" if aim.text else ""
        yield f"  Aim{' (secret)' if aim.secret else ''}: {clean(aim.title)}{text}{now}"


def _rules(desk: Desk, typed: str) -> Iterator[str]:
    """The rule of an action or agreement, or the rule book's own words."""
    sheet = _sheet(desk)
    books: list[ActionSheet | AgreementSheet] = [*sheet.actions, *sheet.agreements]
    found = matching(typed, books, lambda entry: entry.title) if typed else []
    if not found:
        yield from (line for line in (sheet.rules_title, *sheet.rules_text.splitlines()) if line)
        yield "rules WORD reads the rule of an order or agreement."
    for entry in found:
        yield f"{clean(entry.title)}: {clean(entry.says)}"
        if isinstance(entry, ActionSheet):
            yield from (f"  Not if: {need}" for need in entry.requires)
            yield from (f"  {outcome.replace('_', ' ')}: {text}" for outcome, text in entry.outcomes.items() if text)


def _why(desk: Desk, typed: str) -> Iterator[str]:
    """Where a number comes from: why will[anna], why escalation, why front palmyra."""
    names = [*desk.now.cells, *(f"front:{front.region}" for front in desk.now.fronts)]
    wanted = typed.replace("front ", "front:")
    found = [wanted] if wanted in names else matching(typed, names, lambda n: f"{desk.words.cell(n)} {n}")
    if len(found) != 1:
        shown = ", ".join(found[:8]) if found else "escalation, or front and a region"
        yield f"Why what? Name one number, such as {shown}."
        return
    for said in desk.ask(m.Why(found[0])):
        if isinstance(said, m.Explained):
            yield from say.explained(desk.words, said)
        elif isinstance(said, m.Refused):
            yield said.say


def _quote(desk: Desk, typed: str) -> Iterator[str]:
    """What the written orders would come to."""
    if typed.isdigit() and 0 < int(typed) <= len(desk.drafts):
        yield from orders.quoted(desk, int(typed) - 1)
    else:
        for place in range(len(desk.drafts)):
            yield from orders.quoted(desk, place)
        if not desk.drafts:
            yield "No orders are written."


def _propose(desk: Desk, typed: str) -> Iterator[str]:
    return deals.propose(desk, typed)


def _note(change: str) -> Verb:
    def note(desk: Desk, typed: str) -> Iterator[str]:
        number, _, text = typed.partition(" ")
        return orders.note(desk, number, change, text.strip())

    return note


def _quit(_desk: Desk, _typed: str) -> Iterator[str]:
    raise Leave
    yield  # pragma: no cover - makes this a generator


def _help(_desk: Desk, _typed: str) -> Iterator[str]:
    yield "Type the beginnings of an order's words (air pal) or its number, or one of:"
    for line in HELP:
        yield f"  {line}"


HELP = (
    "where: turn, tracks, troops, what waits for you · news, news all · brief: who you are, your aims",
    "offers, offers WORD: what can be ordered, with cost and odds",
    "drafts: what is written · undo, undo NUMBER · quote, quote NUMBER: what it would come to",
    "because NUMBER TEXT: your reason · expect NUMBER PER-CENT: your own estimate",
    "proposals · propose KIND with ACTOR, ACTOR TERM=VALUE · weigh KIND … : what it is worth to you",
    "accept, refuse, withdraw NUMBER · counter NUMBER TERM=VALUE · choose NUMBER: answer an event",
    "say TEXT, say to TEAM: TEXT · why NUMBER'S NAME · rules WORD",
    "seal: your orders are final, you are done · reopen · quit: the game is kept",
)
VERBS: Mapping[str, Verb] = {
    "where": _where,
    "waits": lambda desk, _typed: _waits(desk),
    "offers": orders.listed,
    "order": _order,
    "drafts": lambda desk, _typed: orders.drafts(desk),
    "undo": orders.undo,
    "quote": _quote,
    "because": _note("because"),
    "expect": _note("expect"),
    "proposals": lambda desk, _typed: deals.listed(desk),
    "propose": _propose,
    "weigh": deals.weigh,
    "accept": lambda desk, typed: deals.answer(desk, typed, "accept"),
    "refuse": lambda desk, typed: deals.answer(desk, typed, "refuse"),
    "withdraw": lambda desk, typed: deals.answer(desk, typed, "withdraw"),
    "counter": deals.counter,
    "choose": deals.choose,
    "say": deals.speak,
    "news": _news,
    "brief": _brief,
    "rules": _rules,
    "why": _why,
    "seal": lambda desk, _typed: orders.seal(desk),
    "reopen": lambda desk, _typed: orders.reopen(desk),
    "help": _help,
    "quit": _quit,
}
SHORT = {
    "?": "help",
    "n": "waits",
    "s": "seal",
    "q": "quit",
    "o": "why",
    "x": "undo",
    "talks": "proposals",
    "orders": "drafts",
}
"""The keys of the screens, where they are one letter, and the names of pages: `talks` must not write an order."""
