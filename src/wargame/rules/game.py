"""A game: a definition with everything in it compiled, ready for the engine. Immutable; made once at load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from wargame.model.definition import (
    Action,
    Agreement,
    Choice,
    Claim,
    Contest,
    Ending,
    Inject,
    Objective,
    Phase,
    Rule,
)
from wargame.model.layout import Kind
from wargame.rules.board import Board
from wargame.rules.compiled import Expression, Program, Query, Source, Team


@attrs.frozen
class ParamSlot:
    """A parameter or term: its kind and its possible values (cell units), ascending; `spec` as in the file."""

    name: str
    kind: Kind
    values: tuple[int, ...]
    default: int | None
    title: str


@attrs.frozen
class CompiledRequire:
    """A requirement; the id that refusals name is `action.requires.N` (1-based)."""

    id: str
    that: Expression
    say: str


@attrs.frozen
class CompiledModifier:
    """A modifier; `when` None: always."""

    when: Expression | None
    add: Expression
    say: str


@attrs.frozen
class CompiledOdds:
    """Odds: `unit` is 100 or 1000."""

    base: Expression
    modifiers: tuple[CompiledModifier, ...]
    unit: int


@attrs.frozen
class CompiledOutcome:
    """One outcome; `share` per cent of what the first leaves (None: the rest)."""

    id: str
    title: str
    text: str
    program: Program | None
    share: int | None


@attrs.frozen
class CompiledRoll:
    """One roll of an action: the main one (id ""), or an `also`. `odds` None: sure, one outcome."""

    id: str
    odds: CompiledOdds | None
    outcomes: tuple[CompiledOutcome, ...]


@attrs.frozen
class CompiledLater:
    """A later effect."""

    id: str
    after: Expression
    program: Program
    text: str


@attrs.frozen
class CompiledAction:
    """An action. Every formula's arguments are (actor, *params) in `params` order."""

    id: str
    definition: Action
    params: tuple[ParamSlot, ...]
    who: Expression
    cost: Mapping[str, Expression]
    requires: tuple[CompiledRequire, ...]
    warns: tuple[CompiledRequire, ...]
    rolls: tuple[CompiledRoll, ...]
    later: tuple[CompiledLater, ...]
    rank: Expression | None
    phase: int


@attrs.frozen
class CompiledContest:
    """A contest: `resolver` is the registered mechanic (see rules.registry.ContestMechanic)."""

    id: str
    definition: Contest
    modifiers: tuple[CompiledModifier, ...]
    resolver: Any
    phase: int


@attrs.frozen
class CompiledRule:
    """A rule. Arguments of its formulas: the member (one, named by the set kind: actor, side, region), or none."""

    id: str
    definition: Rule
    members: tuple[int, ...] | None
    when: Expression | None
    chance: Expression | None
    unit: int
    program: Program | None
    phase: int


@attrs.frozen
class CompiledAgreement:
    """An agreement kind. Arguments: on_sign/effects/on_end (parties, *terms) with `parties` a set of actors;
    breach (party, other, *terms); on_breach (breaker, others, *terms); life (*terms); who and proposer (actor);
    signatory (party); requires (parties, *terms)."""

    id: str
    definition: Agreement
    terms: tuple[ParamSlot, ...]
    fewest: int
    most: int
    members: tuple[int, ...]
    who: Expression
    proposer: Expression
    signatory: Expression | None
    requires: tuple[CompiledRequire, ...]
    life: Expression | None
    on_sign: Program | None
    effects: Program | None
    on_end: Program | None
    breach: Expression | None
    on_breach: Program | None
    place_terms: tuple[int, ...]


@attrs.frozen
class CompiledChoice:
    """One answer to an inject; its program has no arguments."""

    id: str
    definition: Choice
    program: Program | None


@attrs.frozen
class CompiledInject:
    """An inject; `actor` index or None."""

    id: str
    definition: Inject
    when: Expression
    chance: Expression | None
    program: Program | None
    actor: int | None
    choices: tuple[CompiledChoice, ...]


@attrs.frozen
class CompiledEnding:
    """An ending; `points` over (actor)."""

    id: str
    definition: Ending
    when: Expression
    points: Expression


@attrs.frozen
class CompiledObjective:
    """An aim; `when` and `points` have the argument (actor)."""

    id: str
    definition: Objective
    actor: int
    when: Expression | None
    points: Expression


@attrs.frozen
class CompiledPosition:
    """A position. worth: term -> value (cell units) -> expression; all over (actor, *terms). Results are dec."""

    actor: int
    kind: str
    base: Expression
    money: Expression
    worth: Mapping[str, Mapping[int, Expression]]
    least: Expression


@attrs.frozen
class CompiledWeight:
    """A doctrine weight over (actor, *params of the action); result dec."""

    id: str
    action: str
    weight: Expression
    when: Expression | None


@attrs.frozen
class CompiledOffer:
    """A doctrine proposal; formulas over (actor)."""

    id: str
    kind: str
    parties: tuple[int, ...]
    terms: Mapping[str, int]
    weight: Expression
    when: Expression | None


@attrs.frozen
class CompiledDoctrine:
    """How a bot plays an actor. noise in millionths; choices: inject -> choice -> weight over (actor)."""

    noise: int
    orders: Mapping[str, tuple[CompiledWeight, ...]]
    offers: tuple[CompiledOffer, ...]
    choices: Mapping[str, Mapping[str, Expression]]


@attrs.frozen
class CompiledSight:
    """Who sees a variable's cells.

    Attributes:
        rule: all, owner, white_cell or formula.
        always: team id -> cells that the team always sees.
        clauses: expressions over (viewer actor, *indexes) that read state; asked on always-seen cells only.
        estimate: expression over (viewer actor, *indexes), None where nothing is believed but the declared start.
    """

    rule: str
    always: Mapping[str, frozenset[int]]
    clauses: tuple[Expression, ...]
    estimate: Expression | None


@attrs.frozen
class CompiledClaim:
    """A claim; its event has no arguments."""

    id: str
    definition: Claim
    event: Expression


@attrs.frozen
class Game:
    """Everything the engine needs.

    Attributes:
        name: shipped name or file name of the scenario; variant, format, seating: as chosen ("" for none).
        teams: team id -> team; every actor is in exactly one team (bots' actors each in their own).
        queries: registered queries by name, bound.
        computed: computed variable -> expression over its indexes.
        fronts: the query family that draws stretch, None if the ruleset has no fronts mechanic
            (see rules.registry.Fronts).
        names: what formulas may say (formulas.Names), for texts that come in play: conditions of orders.
    """

    name: str
    variant: str
    format: str
    seating: str
    turns: int
    board: Board
    sources: tuple[Source, ...]
    teams: Mapping[str, Team]
    phases: tuple[tuple[str, Phase], ...]
    initiative: Mapping[int, Expression]
    actions: Mapping[str, CompiledAction]
    contests: Mapping[str, CompiledContest]
    rules: Mapping[str, CompiledRule]
    agreements: Mapping[str, CompiledAgreement]
    injects: Mapping[str, CompiledInject]
    endings: tuple[CompiledEnding, ...]
    objectives: tuple[CompiledObjective, ...]
    positions: Mapping[tuple[int, str], CompiledPosition]
    doctrine: Mapping[int, CompiledDoctrine]
    claims: tuple[CompiledClaim, ...]
    sight: Mapping[str, CompiledSight]
    computed: Mapping[str, Expression]
    queries: Mapping[str, Query]
    mechanics: Mapping[str, str]
    fronts: Any = None
    names: Any = attrs.field(default=None, eq=False, repr=False)

    @cached_property
    def team_of(self) -> tuple[str, ...]:
        """Actor index -> team id."""
        found = {actor: team.id for team in self.teams.values() for actor in team.actors}
        return tuple(found[i] for i in range(len(self.board.universe.actors)))

    @cached_property
    def derived(self) -> dict[str, Any]:
        """Tables that other rooms work out once from this game and keep with it; never part of its value."""
        return {}
