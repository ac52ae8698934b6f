"""Commands about proposals: each gives the new proposals and its facts, or is refused."""

from __future__ import annotations

from typing import Any

import attrs

from wargame.engine import checks
from wargame.engine.orders import refusal_of
from wargame.engine.plan import Plan, numbers, plan
from wargame.engine.proposals import proposal_id, signers
from wargame.engine.step import Fact
from wargame.engine.view_words import Words
from wargame.errors import FormulaFailed
from wargame.model.commands import Accept, Payment, Propose, Refuse, Withdraw
from wargame.model.layout import LARGEST
from wargame.model.plain import plain_proposal
from wargame.model.state import Proposal, Stage
from wargame.rules.compiled import Expression, Moment
from wargame.rules.game import CompiledAgreement, Game

Moved = tuple[tuple[Proposal, ...], list[Fact]]


@attrs.frozen
class Talk:
    """What a command about proposals is judged by: the truth for signatories, the team's knowledge for the rest."""

    game: Game
    stage: Stage
    cells: tuple[int, ...]
    moment: Moment
    knows: tuple[Any, Moment]

    def signers(self, kind: str, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Who signs for the parties now."""
        return signers(self.game, self.cells, self.moment, kind, parties)


def propose(talk: Talk, command: Propose) -> Moved:
    """Lays an agreement on the table. The same package twice is one proposal that both have accepted."""
    game, tables = talk.game, plan(talk.game)
    actor = checks.actor_of(game, tables, checks.team(game, command.team), command.actor)
    kind = game.agreements[checks.known(command.kind, game.agreements, "agreement")]
    parties = _parties(talk, kind, command, tables)
    if actor not in parties and actor not in talk.signers(kind.id, parties):
        checks.refuse("parties", f"{actor} is no party to this")
    if not _holds(kind.proposer, talk, tables.actors[actor]):
        checks.refuse("proposer", f"{actor} cannot propose: {kind.definition.title}")
    terms = checks.values(game, tables.terms[kind.id], command.terms, kind.id)
    payments = _payments(game, tables, command, parties)
    args = (sum(1 << tables.actors[party] for party in parties), *numbers(game, tables.terms[kind.id], terms))
    refused = refusal_of(kind.requires, *talk.knows, args, lenient=True)
    if refused:
        checks.refuse(refused[0], Words(game).fill(refused[1], kind.terms, args[1:]))
    words = checks.text(command.text, "text")
    kept, facts = _countered(talk, command, actor)
    name = proposal_id(kind.id, parties, terms, payments)
    there = next((one for one in kept if one.id == name), None)
    found = Proposal(name, kind.id, actor, parties, terms, payments, talk.stage.turn, (actor,), words, command.counters)
    if there is not None:
        found = _merged(there, found)
    facts.append(("plain", "proposed", {**plain_proposal(found), "signers": list(talk.signers(kind.id, parties))}))
    return _sorted((*(one for one in kept if one.id != name), found)), facts


def _merged(there: Proposal, new: Proposal) -> Proposal:
    """One package laid down by two: the first by id is named, so that arrival leaves no trace."""
    first = min(there, new, key=lambda one: (one.actor == "", one.actor))
    if there.actor == new.actor:
        first = new
    accepted = tuple(sorted({*there.accepted, *new.accepted}))
    return attrs.evolve(first, accepted=accepted, turn=min(there.turn, new.turn))


def _parties(talk: Talk, kind: CompiledAgreement, command: Propose, tables: Plan) -> tuple[str, ...]:
    given = checks.items(command.parties, str, "parties")
    parties = tuple(sorted({checks.known(party, tables.actors, "actor") for party in given}))
    if len(parties) != len(given):
        checks.refuse("parties", "each party is named once")
    if not kind.fewest <= len(parties) <= kind.most:
        checks.refuse("parties", f"{kind.definition.title}: {kind.definition.parties} parties")
    for party in parties:
        if tables.actors[party] not in kind.members or not _holds(kind.who, talk, tables.actors[party]):
            checks.refuse("who", f"{party} cannot be a party: {kind.definition.title}")
    return parties


def _holds(formula: Expression, talk: Talk, actor: int) -> bool:
    """A condition on what the team knows; one that has no value counts as met."""
    try:
        return bool(formula.call(*talk.knows, actor))
    except FormulaFailed:
        return True


def _payments(game: Game, tables: Plan, command: Propose, parties: tuple[str, ...]) -> tuple[Payment, ...]:
    found = []
    for payment in checks.items(command.payments, Payment, "payments"):
        stock = checks.known(payment.stock, tables.stocks, "stock")
        for party in (payment.payer, payment.payee):
            checks.known(party, parties, "party")
        amount = payment.amount
        if type(amount) is not int or not 0 < amount <= LARGEST:
            checks.refuse("type", "a payment must be a whole number above 0")
        if amount % game.board.layout.columns[stock].step:
            checks.refuse("type", f"a payment must be in whole units of {stock}")
        if payment.payer == payment.payee:
            checks.refuse("parties", "nobody pays itself")
        found.append(payment)
    return tuple(sorted(found, key=lambda p: (p.payer, p.payee, p.stock, p.amount)))


def _countered(talk: Talk, command: Propose, actor: str) -> Moved:
    """A counter takes the proposal that it answers off the table."""
    if checks.text(command.counters, "counters") == "":
        return talk.stage.proposals, []
    old = _open(talk, command.counters, actor)
    kept = tuple(one for one in talk.stage.proposals if one is not old)
    return kept, [("plain", "lapsed", {**_fields(talk, old), "terms": dict(old.terms), "reason": "countered"})]


def _open(talk: Talk, name: Any, actor: str) -> Proposal:
    """A proposal that lies before this actor. One between others is refused like one that is not there at all:
    ids are made from content, so that anybody could ask for a guessed one.
    """
    wanted = checks.text(name, "proposal")
    found = next((one for one in talk.stage.proposals if one.id == wanted), None)
    if found is None or (actor not in found.parties and actor not in talk.signers(found.kind, found.parties)):
        checks.refuse("unknown", f"no such proposal lies before {actor}")
    return found


def _mine(talk: Talk, command: Accept | Refuse | Withdraw) -> tuple[str, Proposal]:
    """The command's actor and proposal."""
    game = talk.game
    actor = checks.actor_of(game, plan(game), checks.team(game, command.team), command.actor)
    return actor, _open(talk, command.proposal, actor)


def _fields(talk: Talk, proposal: Proposal, actor: str = "", text: str = "") -> dict[str, Any]:
    return {
        "id": proposal.id,
        "kind": proposal.kind,
        "actor": actor or proposal.actor,
        "parties": list(proposal.parties),
        "signers": list(talk.signers(proposal.kind, proposal.parties)),
        "text": text,
    }


def accept(talk: Talk, command: Accept) -> Moved:
    """An actor will sign."""
    actor, proposal = _mine(talk, command)
    if actor not in talk.signers(proposal.kind, proposal.parties):
        checks.refuse("signatory", f"{actor} does not sign for itself here")
    if actor in proposal.accepted:
        checks.refuse("accepted", f"{actor} has accepted this already")
    found = attrs.evolve(proposal, accepted=tuple(sorted((*proposal.accepted, actor))))
    return _swapped(talk, proposal, found), [("plain", "accepted", _fields(talk, proposal, actor))]


def reject(talk: Talk, command: Refuse) -> Moved:
    """An actor will not sign: the proposal lapses."""
    actor, proposal = _mine(talk, command)
    words = checks.text(command.text, "text")
    return _swapped(talk, proposal, None), [("plain", "refused", _fields(talk, proposal, actor, words))]


def withdraw(talk: Talk, command: Withdraw) -> Moved:
    """A proposer takes its proposal back, or a party its acceptance."""
    actor, proposal = _mine(talk, command)
    found: Proposal | None = None
    if actor != proposal.actor:
        if actor not in proposal.accepted:
            checks.refuse("accepted", f"{actor} has not accepted this")
        found = attrs.evolve(proposal, accepted=tuple(one for one in proposal.accepted if one != actor))
    return _swapped(talk, proposal, found), [("plain", "withdrawn", _fields(talk, proposal, actor))]


def _swapped(talk: Talk, old: Proposal, new: Proposal | None) -> tuple[Proposal, ...]:
    kept = tuple(one for one in talk.stage.proposals if one is not old)
    return kept if new is None else _sorted((*kept, new))


def _sorted(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    return tuple(sorted(proposals, key=lambda one: one.id))
