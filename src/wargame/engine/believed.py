"""What a team believes: a complete state whose hidden cells are last-known values or estimates.

Views, quotes, offers and bots read nothing else, so asking never scouts.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.engine.proposals import signers
from wargame.model.state import Proposal, Signed, Stage, State
from wargame.rules.compiled import Moment
from wargame.rules.game import Game


def plays(game: Game, team: str, actor: str) -> bool:
    """Whether a team plays an actor (by id); False for an unknown actor."""
    return actor in own_actors(game, team)


def own_actors(game: Game, team: str) -> frozenset[str]:
    """Ids of the actors that a team plays."""
    known: dict[str, frozenset[str]] = game.derived.setdefault("own_actors", {})
    found = known.get(team)
    if found is None:
        members = game.board.universe.actors
        found = known[team] = frozenset(members[i] for i in game.teams[team].actors)
    return found


def sees_agreement(game: Game, team: str, agreement: Signed) -> bool:
    """An agreement is seen by all, or by the teams of its parties, as its kind's `visible` says."""
    kind = game.agreements.get(agreement.kind)
    if kind is not None and kind.definition.visible == "all":
        return True
    return not own_actors(game, team).isdisjoint(agreement.parties)


def sees_proposal(game: Game, team: str, proposal: Proposal, cells: Sequence[int] = ()) -> bool:
    """A proposal is seen by the teams of its parties, of who signs in their stead, and of who laid it on the table.

    `cells` say who signs for a party; without them only who has signed already counts.
    """
    signing = signers(game, cells, Moment(turn=0), proposal.kind, proposal.parties) if cells else ()
    named = {*proposal.parties, proposal.actor, *proposal.accepted, *signing}
    return not own_actors(game, team).isdisjoint(named)


def _sees_inject(game: Game, team: str, inject: str) -> bool:
    found = game.injects.get(inject)
    if found is None or found.definition.visible == "all":
        return True
    return found.actor is not None and game.team_of[found.actor] == team


def _chooses(game: Game, team: str, inject: str) -> bool:
    found = game.injects.get(inject)
    return found is not None and found.actor is not None and game.team_of[found.actor] == team


def own_stage(game: Game, stage: Stage, team: str, cells: Sequence[int] = ()) -> Stage:
    """The stage as a team may know it: public parts and its own; everything else is left out, not blanked.

    `cells` (the team's known values) are asked who signs for a party; without them such proposals are left out.
    Named field by field, so that a new field of `Stage` is secret until somebody decides otherwise.
    """
    own = own_actors(game, team)
    return Stage(
        turn=stage.turn,
        phase=-1,
        ended=stage.ended,
        orders={team: stage.orders[team]} if team in stage.orders else {},
        standing={team: stage.standing[team]} if team in stage.standing else {},
        proposals=tuple(p for p in stage.proposals if sees_proposal(game, team, p, cells)),
        agreements=tuple(a for a in stage.agreements if sees_agreement(game, team, a)),
        pending=tuple(p for p in stage.pending if p.actor in own),
        fired=tuple(i for i in stage.fired if _sees_inject(game, team, i)),
        open=tuple(i for i in stage.open if _sees_inject(game, team, i)),
        choices={i: c for i, c in stage.choices.items() if _chooses(game, team, i)},
        drawn={a: aims for a, aims in stage.drawn.items() if a in own},
        acts=tuple(act for act in stage.acts if act.actor in own),
    )


def own_moment(game: Game, stage: Stage, team: str) -> Moment:
    """What a team's own questions may ask of the stage: the same as `moment(own_stage(...))`, without the rest."""
    own = own_actors(game, team)
    return Moment(
        turn=stage.turn,
        agreements=tuple(a for a in stage.agreements if sees_agreement(game, team, a)),
        pending=tuple(p for p in stage.pending if p.actor in own),
        acts=tuple(act for act in stage.acts if act.actor in own),
    )


def moment(stage: Stage) -> Moment:
    """What formulas may ask of a stage besides cells. Give it a team's own stage for a team's own questions."""
    return Moment(turn=stage.turn, agreements=stage.agreements, pending=stage.pending, acts=stage.acts)


def believed(game: Game, state: State, team: str) -> State:
    """A team's own state: its known values for cells, its own stage, no seed. Raises KeyError for an unknown team.

    A bot may advance it (with a seed of its own) to look ahead: nothing in it comes from what the team may not know.
    """
    known = state.known[team]
    return State(cells=known.values, stage=own_stage(game, state.stage, team, known.values), known={team: known})
