"""Talks in a view: proposals with what they are worth and would do, agreements, choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from wargame.engine.plan import number, numbers, plan
from wargame.engine.positions import margins
from wargame.engine.proposals import signers, waiting
from wargame.engine.quote_desk import Desk
from wargame.engine.quote_fronts import Fronts, moved
from wargame.engine.quote_outcomes import settled
from wargame.engine.sheet import shown
from wargame.errors import FormulaFailed
from wargame.model.commands import Payment, Value
from wargame.model.state import Proposal, Signed, Stage
from wargame.model.view import AgreementView, ChoiceView, FrontView, MarginView, ProposalView
from wargame.rules.game import CompiledAgreement, CompiledInject, Game
from wargame.rules.writes import Writes


@attrs.frozen
class Effect:
    """What signing would do, on a team's beliefs: lines in words, and the fronts as they would be."""

    lines: tuple[str, ...]
    fronts: tuple[FrontView, ...]


def proposals(desk: Desk, before: Fronts, stage: Stage) -> tuple[ProposalView, ...]:
    """The proposals of a team's own stage, with its own actors' margins alone."""
    return tuple(_proposal(desk, before, proposal) for proposal in stage.proposals)


def _proposal(desk: Desk, before: Fronts, proposal: Proposal) -> ProposalView:
    own = {desk.game.board.universe.actors[i] for i in desk.actors}
    open_parties = waiting(desk.game, desk.cells, desk.moment, proposal)
    signing = signers(desk.game, desk.cells, desk.moment, proposal.kind, open_parties)
    named = (*proposal.parties, *signers(desk.game, desk.cells, desk.moment, proposal.kind, proposal.parties))
    done = effect(desk, before, proposal.kind, proposal.parties, proposal.terms, proposal.payments)
    return ProposalView(
        id=proposal.id,
        kind=proposal.kind,
        actor=proposal.actor,
        parties=proposal.parties,
        terms=proposal.terms,
        payments=proposal.payments,
        turn=proposal.turn,
        accepted=proposal.accepted,
        waiting=open_parties,
        text=proposal.text,
        counters=proposal.counters,
        mine=proposal.actor in own,
        waits=bool(own.intersection(signing)),
        margins=margins(desk, proposal.kind, named, proposal.terms, proposal.payments),
        effects=done.lines,
        after=done.fronts,
    )


def effect(
    desk: Desk,
    before: Fronts,
    kind: str,
    parties: Sequence[str],
    terms: Mapping[str, Value],
    payments: Sequence[Payment] = (),
) -> Effect:
    """A dry run of signing: `on_sign`, the effects of its first turn and the payments, settled on these beliefs."""
    game, compiled, actors = desk.game, desk.game.agreements[kind], plan(desk.game).actors
    try:
        values = numbers(game, plan(game).terms[kind], terms)
        args = (sum(1 << actors[party] for party in parties), *values)
        logs = [_paid(desk, payments)]
        signed = Signed("", kind, tuple(parties), terms, desk.moment.turn, None)
        moment = attrs.evolve(desk.moment, agreements=(*desk.moment.agreements, signed), cache={})
        for program in (compiled.on_sign, compiled.effects):
            if program is not None:
                w = Writes(game.board.layout, desk.cells)
                program.call(desk.cells, desk.moment, w, *args)
                logs.append(w)
    except (FormulaFailed, KeyError, ValueError):
        return Effect(("What it would do cannot be said.",), ())
    after, changes = settled(desk, logs)
    after = Desk(game, desk.words, desk.actors, desk.known, after.cells, moment)
    every = range(game.board.layout.size) if compiled.id in _on_fronts(game) else (cell for cell, _, _ in changes)
    words, columns = desk.words, game.board.layout.column_of
    lines = tuple(
        f"{words.cell(cell)}: {words.cell_value(cell, old)} → {words.cell_value(cell, new)}"
        for cell, old, new in changes
        if shown(game, columns[cell].id)
    )
    return Effect(lines, tuple(new for _, new in moved(desk, before, after, every)))


def _on_fronts(game: Game) -> frozenset[str]:
    """Kinds of agreement that a front may ask for; a mechanic asks the moment, so all may be."""
    return frozenset(game.agreements) if game.fronts is not None else frozenset()


def _paid(desk: Desk, payments: Sequence[Payment]) -> Writes:
    w = Writes(desk.game.board.layout, desk.cells)
    actors, layout = plan(desk.game).actors, desk.game.board.layout
    for payment in payments:
        w.move(
            layout.cell(payment.stock, actors[payment.payer]),
            layout.cell(payment.stock, actors[payment.payee]),
            payment.amount,
        )
    return w


def weighed(
    desk: Desk, kind: str, parties: Sequence[str], terms: Mapping[str, Value], payments: Sequence[Payment]
) -> tuple[tuple[MarginView, ...], tuple[str, ...]]:
    """Margins of own actors among the parties and their signatories, and what refuses the package in words."""
    compiled = desk.game.agreements.get(kind)
    if compiled is None:
        return (), (f"There is no agreement called {kind}.",)
    actors = plan(desk.game).actors
    try:
        values = numbers(desk.game, plan(desk.game).terms[kind], terms)
        args = (sum(1 << actors[party] for party in set(parties)), *values)
    except (KeyError, ValueError, TypeError):
        return (), (_misfit(desk, compiled, parties, terms),)
    refusals = []
    for require in compiled.requires:
        try:
            if not require.that.call(desk.cells, desk.moment, *args):
                refusals.append(desk.words.fill(require.say, compiled.terms, values))
        except FormulaFailed:
            continue
    named = (*parties, *signers(desk.game, desk.cells, desk.moment, kind, tuple(parties)))
    return margins(desk, kind, named, terms, payments), tuple(refusals)


def _misfit(desk: Desk, compiled: CompiledAgreement, parties: Sequence[str], terms: Mapping[str, Value]) -> str:
    """Which party or term does not fit, in one sentence."""
    title = compiled.definition.title
    for party in parties:
        if party not in plan(desk.game).actors:
            return f"{title}: {party} is no actor in this game."
    for slot, term in zip(plan(desk.game).terms[compiled.id], compiled.terms, strict=True):
        try:
            number(desk.game, slot, terms[term.name])
        except (KeyError, ValueError, TypeError):
            return f"{title}: “{term.title or term.name}” is still to be said."
    return f"{title}: its parties do not fit."


# ---------------------------------------------------------------- agreements and choices


def agreements(stage: Stage) -> tuple[AgreementView, ...]:
    """The agreements of a team's own stage."""
    return tuple(AgreementView(a.id, a.kind, a.parties, a.terms, a.since, a.until) for a in stage.agreements)


def choices(game: Game, stage: Stage, team: str) -> tuple[ChoiceView, ...]:
    """The open choices a team may know of; only its own can be answered, and only its own answer is shown."""
    return tuple(_choice(game, game.injects[name], stage, team) for name in stage.open if name in game.injects)


def _choice(game: Game, inject: CompiledInject, stage: Stage, team: str) -> ChoiceView:
    mine = inject.actor is not None and game.team_of[inject.actor] == team
    return ChoiceView(
        inject=inject.id,
        actor="" if inject.actor is None else game.board.universe.actors[inject.actor],
        title=inject.definition.title,
        text=inject.definition.text,
        options={choice.id: choice.definition.title for choice in inject.choices},
        says={choice.id: choice.definition.text for choice in inject.choices},
        default=inject.definition.default,
        choice=stage.choices.get(inject.id, "") if mine else "",
        mine=mine,
    )
