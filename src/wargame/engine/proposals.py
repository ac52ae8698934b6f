"""Proposals: what lies on the table, who may sign it, and the commands that move it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from wargame.errors import FormulaFailed
from wargame.model.commands import Payment, Value
from wargame.model.plain import plain_payment
from wargame.model.state import Proposal
from wargame.rules.compiled import Moment
from wargame.rules.game import Game


def proposal_id(kind: str, parties: tuple[str, ...], terms: Mapping[str, Value], payments: tuple[Payment, ...]) -> str:
    """A proposal's content as its name: the same package, laid down twice, is one proposal."""
    content = {
        "kind": kind,
        "parties": list(parties),
        "terms": dict(terms),
        "payments": [plain_payment(payment) for payment in payments],
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{kind}-{blake2b(text.encode(), digest_size=5, person=b'wargame-prop/1').hexdigest()}"


def signer(game: Game, s: Any, x: Moment, kind: str, party: str) -> str | None:
    """Who signs for a party now: itself, or its signatory; None while nobody does."""
    formula = game.agreements[kind].signatory
    actors = game.board.universe.actors
    if formula is None:
        return party
    try:
        found = formula.call(s, x, actors.index(party))
    except FormulaFailed:
        return None
    return actors[found] if found >= 0 else None


def signers(game: Game, s: Any, x: Moment, kind: str, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Everybody who signs for any of the parties now, by id."""
    found = {signer(game, s, x, kind, party) for party in parties}
    return tuple(sorted(one for one in found if one is not None))


def waiting(game: Game, s: Any, x: Moment, proposal: Proposal) -> tuple[str, ...]:
    """The parties for which nobody who may has accepted yet."""
    return tuple(
        party for party in proposal.parties if signer(game, s, x, proposal.kind, party) not in proposal.accepted
    )
