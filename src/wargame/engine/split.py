"""Who may know what of an event: the only place that decides it (machine, section 4).

Each type has a row of *allowed* fields: what everybody may know if the thing is visible to all, and what the teams
that own it know in any case. A field that no row names reaches the white cell alone, write logs above all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from wargame.engine.believed import own_actors, own_moment
from wargame.engine.quote_desk import openness
from wargame.errors import FormulaFailed
from wargame.model.events import ALL, WHITE_CELL, Event
from wargame.model.layout import inward
from wargame.model.state import SEEN, State
from wargame.rules.compiled import Expression
from wargame.rules.game import CompiledAction, Game

Fields = Mapping[str, Any]


@attrs.frozen
class _Row:
    """What may be told of one type of event.

    Attributes:
        visible: "all" if everybody learns `public`; anything else: only the owners do.
        owners: teams that learn `own` too.
        public, own: names of fields.
    """

    visible: Callable[[Game, Fields], str]
    owners: Callable[[Game, Fields], tuple[str, ...]]
    public: tuple[str, ...]
    own: tuple[str, ...] = ()


def event(game: Game, state: State, kind: str, fields: Fields) -> Event:
    """An event with its parts; arguments as in `parts`."""
    return Event(kind, fields, parts(game, state, kind, fields))


def parts(game: Game, state: State, kind: str, fields: Fields) -> dict[str, dict[str, Any]]:
    """Audience ("all", "team:x") -> the fields that it may know. The white cell knows all of `fields`.

    A team's entry holds what it knows beyond the "all" entry.

    Args:
        state: the state as the event happens; what teams see is what they were told last (`state.known`).
        kind: one of `model.events.TYPES`. An unknown type is told to nobody.
    """
    row = TABLE.get(kind)
    if row is None:
        return {}
    public = {name: fields[name] for name in row.public if name in fields}
    found: dict[str, dict[str, Any]] = {}
    shared = row.visible(game, fields) == ALL
    if shared:
        found[ALL] = public
    for team in sorted(set(row.owners(game, fields))):
        own = {name: fields[name] for name in row.own if name in fields}
        own |= _more(game, state, kind, fields, team)
        if not shared:
            own = public | own
        if own:
            found[f"team:{team}"] = own
    return found


# ---------------------------------------------------------------- who owns, who sees


def _all(game: Game, fields: Fields) -> str:
    return ALL


def _nobody(game: Game, fields: Fields) -> str:
    return WHITE_CELL


def _no_team(game: Game, fields: Fields) -> tuple[str, ...]:
    return ()


def _teams_of(game: Game, actors: Any) -> tuple[str, ...]:
    members = game.board.universe.actors
    return tuple(game.team_of[members.index(actor)] for actor in actors if actor in members)


def _of_actor(game: Game, fields: Fields) -> tuple[str, ...]:
    return _teams_of(game, (fields["actor"],))


def _of_parties(game: Game, fields: Fields) -> tuple[str, ...]:
    """Teams of the parties, of who signs in their stead, and of whoever acts on the proposal."""
    actor = fields.get("actor")
    return _teams_of(game, (*fields["parties"], *fields.get("signers", ()), *((actor,) if actor else ())))


def _of_team(game: Game, fields: Fields) -> tuple[str, ...]:
    return (fields["team"],)


def _of_payers(game: Game, fields: Fields) -> tuple[str, ...]:
    return _teams_of(game, fields["paid"])


def _of_talk(game: Game, fields: Fields) -> tuple[str, ...]:
    """A message reaches who is named, and its sender; a public statement is everybody's already."""
    return (fields["team"], *fields["to"]) if fields["to"] else ()


def _of_attackers(game: Game, fields: Fields) -> tuple[str, ...]:
    return _teams_of(game, fields["attackers"])


def _of_aims(game: Game, fields: Fields) -> tuple[str, ...]:
    return _teams_of(game, fields.get("drawn", {}))


def _action(game: Game, fields: Fields) -> str:
    action = game.actions.get(fields["action"])
    return action.definition.visible if action else WHITE_CELL


def _agreement(game: Game, fields: Fields) -> str:
    kind = game.agreements.get(fields["kind"])
    return kind.definition.visible if kind else WHITE_CELL


def _inject(game: Game, fields: Fields) -> str:
    inject = game.injects.get(fields["inject"])
    return inject.definition.visible if inject else WHITE_CELL


def _choice(game: Game, fields: Fields) -> str:
    """An answer is its team's own until Orders close; then it is as visible as its inject."""
    return _inject(game, fields) if fields.get("applied") else WHITE_CELL


def _of_inject(game: Game, fields: Fields) -> tuple[str, ...]:
    inject = game.injects.get(fields["inject"])
    return (game.team_of[inject.actor],) if inject is not None and inject.actor is not None else ()


def _contest(game: Game, fields: Fields) -> str:
    contest = game.contests.get(fields["contest"])
    return contest.definition.visible if contest else WHITE_CELL


def _rule(game: Game, fields: Fields) -> str:
    rule = game.rules.get(fields["rule"])
    return rule.definition.visible if rule else WHITE_CELL


def _of_member(game: Game, fields: Fields) -> tuple[str, ...]:
    """The team of the actor that a rule ran over, where the rule is its owner's to know."""
    return _teams_of(game, (fields.get("member"),)) if _rule(game, fields) == "owner" else ()


def _said(game: Game, fields: Fields) -> str:
    return WHITE_CELL if fields["to"] else ALL


_PACKAGE = ("id", "kind", "actor", "parties", "terms", "payments", "turn", "text", "counters", "accepted")
_ORDER = ("phase", "action", "actor", "args", "slot")

TABLE: Mapping[str, _Row] = {
    "declared": _Row(_all, _of_aims, ("title", "turns", "teams", "seed_hash")),
    "sealed": _Row(_nobody, _of_team, ("team", "orders")),
    "said": _Row(_said, _of_talk, ("team", "to", "text")),
    "proposed": _Row(_nobody, _of_parties, _PACKAGE),
    "accepted": _Row(_nobody, _of_parties, ("id", "kind", "actor", "parties")),
    "refused": _Row(_nobody, _of_parties, ("id", "kind", "actor", "parties", "text")),
    "withdrawn": _Row(_nobody, _of_parties, ("id", "kind", "actor", "parties")),
    "lapsed": _Row(_nobody, _of_parties, ("id", "kind", "parties", "terms", "phase", "reason")),
    "clashed": _Row(_nobody, _of_parties, ("id", "kind", "parties", "terms", "phase", "reason")),
    "signed": _Row(
        _agreement, _of_parties, ("id", "kind", "parties", "terms", "since", "until", "phase"), ("payments",)
    ),
    "ended_agreement": _Row(_agreement, _of_parties, ("id", "kind", "parties", "terms", "reason", "phase")),
    "breached": _Row(_agreement, _of_parties, ("id", "kind", "parties", "terms", "breaker", "phase")),
    "fired": _Row(_inject, _of_inject, ("inject", "title", "text")),
    "chosen": _Row(_choice, _of_inject, ("inject", "choice", "applied", "title", "answer")),
    "costs": _Row(_nobody, _of_payers, ()),
    "resolved": _Row(
        _action, _of_actor, (*_ORDER, "also", "outcome", "roll", "per_mille", "title", "text"), ("why", "expect")
    ),
    "failed": _Row(_nobody, _of_actor, _ORDER),
    "held": _Row(_nobody, _of_actor, _ORDER),
    "contest": _Row(
        _contest,
        _of_attackers,
        ("contest", "place", "attackers", "die", "faces", "result", "title", "tone", "holder", "phase"),
    ),
    "rule": _Row(_rule, _of_member, ("rule", "member", "outcome", "title", "text", "phase")),
    "scheduled": _Row(_nobody, _of_actor, ("action", "later", "actor", "args", "ordered", "due", "text")),
    "due": _Row(_nobody, _of_actor, ("action", "later", "actor", "args", "ordered", "due", "text")),
    "turn": _Row(_all, _no_team, ("turn", "date")),
    "ended": _Row(
        _all, _no_team, ("ending", "title", "text", "reason", "scores", "lines", "drawn", "seed", "nonce", "luck")
    ),
}
"""Type -> what may be told. `seen`, `estimated` and `lost` come from `knowledge.publish` with parts of their own;
started, asked, answered, ruling, settled and stage are the white cell's."""


# ---------------------------------------------------------------- what an owner knows more


def _more(game: Game, state: State, kind: str, fields: Fields, team: str) -> dict[str, Any]:
    """Fields of one owner that hang on what it sees or plays."""
    if kind == "resolved" and fields.get("odds") is not None and _sees_odds(game, state, fields, team):
        return {name: fields[name] for name in ("odds", "working") if name in fields}
    if kind == "failed":
        return _reason(game, state, fields, team)
    if kind == "costs":
        return {"paid": _mine(game, fields["paid"], team)}
    if kind == "declared":
        return {"drawn": _mine(game, fields["drawn"], team)}
    return {}


def _mine(game: Game, by_actor: Mapping[str, Any], team: str) -> dict[str, Any]:
    """The entries of the team's own actors."""
    own = own_actors(game, team)
    return {actor: value for actor, value in by_actor.items() if actor in own}


def arguments(game: Game, action: CompiledAction, actor: str, args: Mapping[str, Any]) -> tuple[int, ...]:
    """An order's arguments as formulas take them: (actor, *parameters). KeyError or ValueError if one does not fit."""
    universe = game.board.universe
    return (
        universe.actors.index(actor),
        *(inward(universe, slot.kind, args[slot.name]) for slot in action.params),
    )


def _sees_odds(game: Game, state: State, fields: Fields, team: str) -> bool:
    """Whether the team sees all that these odds could read. Hangs on sight alone, never on hidden values."""
    action = game.actions[fields["action"]]
    roll = next((r for r in action.rolls if r.id == fields.get("also", "")), None)
    if roll is None or roll.odds is None:
        return True
    args = arguments(game, action, fields["actor"], fields["args"])
    x = own_moment(game, state.stage, team)
    status = state.known[team].status
    formulas: list[Expression] = [roll.odds.base]
    for modifier in roll.odds.modifiers:
        formulas.append(modifier.add)
        if modifier.when is not None:
            formulas.append(modifier.when)
    if any(openness(game).asks_secrets(formula) for formula in formulas):
        return False
    return all(status[cell] == SEEN for formula in formulas for cell in formula.footprint(x, *args))


OPEN_REASONS = ("money", "slots", "limit", "who", "unknown")
"""Rules of refusal that read nothing but what the order's own team knows."""


def _reason(game: Game, state: State, fields: Fields, team: str) -> dict[str, Any]:
    """Why an order failed, if the team could have known it; a reason from hidden facts would scout for it."""
    told = {name: fields[name] for name in ("rule", "say") if name in fields}
    rule = fields.get("rule", "")
    if rule in OPEN_REASONS:
        return told
    action = game.actions.get(fields["action"])
    require = next((r for r in action.requires if r.id == rule), None) if action else None
    if action is None or require is None:
        return {"rule": "circumstances"}
    try:
        args = arguments(game, action, fields["actor"], fields["args"])
        x = own_moment(game, state.stage, team)
        holds = not require.that.call(state.known[team].values, x, *args)
    except FormulaFailed:
        holds = False
    return told if holds else {"rule": "circumstances"}
