"""The sheet: all that is printed for one team - briefs, aims, rule book, map. Sent once: nothing in it moves."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.engine.dice import seed_hash
from wargame.model.definition import Number, Param, Variable
from wargame.model.events import ALL, WHITE_CELL
from wargame.model.layout import MILLION, Column, Universe, outward
from wargame.model.sheet import (
    ActionSheet,
    ActorSheet,
    AgreementSheet,
    BandSheet,
    BlocSheet,
    ObjectiveSheet,
    ParamSheet,
    PhaseSheet,
    RegionSheet,
    Sheet,
    SideSheet,
    TextSheet,
    VariableSheet,
)
from wargame.model.state import Stage, State
from wargame.rules.game import CompiledAction, CompiledAgreement, CompiledObjective, Game, ParamSlot

WORDS = {"dec": "decimal"}
"""Kinds whose word in a scenario file differs from the kind's own."""


def sheet(game: Game, state: State, team: str) -> Sheet:
    """What is printed for `team`: everything public, and the briefs, aims and positions of its own actors alone.

    Raises KeyError for an unknown team.
    """
    definition = game.board.definition
    return Sheet(
        title=definition.scenario.title,
        summary=definition.scenario.summary,
        rules_title=definition.ruleset.title,
        rules_text=definition.ruleset.text,
        team=team,
        team_title=game.teams[team].title,
        teams={name: game.teams[name].title for name in game.teams},
        actors=_actors(game, team),
        sides=_sides(game),
        regions=_regions(game),
        variables=tuple(_variable(game, name) for name in definition.variables if shown(game, name)),
        actions=tuple(_action(game, action) for action in game.actions.values()),
        agreements=tuple(_agreement(game, kind) for kind in game.agreements.values()),
        phases=tuple(PhaseSheet(name, phase.title, phase.text) for name, phase in game.phases),
        objectives=_objectives(game, state.stage, team),
        endings=tuple(TextSheet(e.id, e.definition.title, e.definition.text, "") for e in game.endings),
        assumptions=tuple(
            TextSheet(name, name.replace("_", " ").capitalize(), entry.says, entry.source)
            for name, entry in definition.assumptions.items()
        ),
        positions=_positions(game, team),
        turns=game.turns,
        turn_length=definition.scenario.turn,
        ask_why=definition.ask.why,
        ask_expect=definition.ask.expect,
        seed_hash=seed_hash(state.nonce, state.seed),
        blocs=tuple(BlocSheet(name, b.title, b.members, b.hue) for name, b in definition.blocs.items()),
    )


def shown(game: Game, variable: str) -> bool:
    """Whether seats may know that a variable exists: the white cell's own are in no sheet and no view."""
    entry = game.board.definition.variables[variable]
    return entry.visible not in ("", WHITE_CELL) or bool(entry.estimate) or entry.show != "no"


def _actors(game: Game, team: str) -> tuple[ActorSheet, ...]:
    universe, definition = game.board.universe, game.board.definition
    own = {universe.actors[i] for i in game.teams[team].actors}
    return tuple(
        ActorSheet(
            id=name,
            title=actor.title,
            code=actor.code or name[:2].upper(),
            side=universe.sides[universe.side_of[universe.actors.index(name)]],
            team=game.team_of[universe.actors.index(name)],
            summary=actor.summary,
            brief=actor.brief if name in own else "",
            playable=actor.playable,
            slots=actor.orders,
        )
        for name, actor in definition.actors.items()
    )


def _sides(game: Game) -> tuple[SideSheet, ...]:
    """Sides in the author's order, then actors that are sides of their own."""
    definition = game.board.definition
    listed = [SideSheet(name, s.title, s.code or name[:2].upper(), s.hue) for name, s in definition.sides.items()]
    alone = [
        SideSheet(name, actor.title, actor.code or name[:2].upper(), "")
        for name, actor in definition.actors.items()
        if name in game.board.universe.sides and name not in definition.sides
    ]
    return (*listed, *alone)


def _regions(game: Game) -> tuple[RegionSheet, ...]:
    universe = game.board.universe
    tables = [t for t in game.board.properties.values() if len(t.over) == 1 and t.over[0].base == "region"]
    found = []
    for name, region in game.board.definition.regions.items():
        i = universe.regions.index(name)
        links = {universe.regions[b]: n for (a, b), n in sorted(universe.links.items()) if a == i}
        values = {t.id: outward(universe, t.kind, t.values[i]) for t in tables}
        at = (region.at[0], region.at[1]) if len(region.at) == 2 else (0, 0)
        found.append(RegionSheet(name, region.title, region.short or region.title[:7], at, links, region.text, values))
    return tuple(found)


def _variable(game: Game, name: str) -> VariableSheet:
    entry = game.board.definition.variables[name]
    column = game.board.layout.columns.get(name)
    kind = column.kind if column is not None else game.computed[name].kind
    low, high = _range(entry, column)
    return VariableSheet(
        id=name,
        title=entry.title or name.replace("_", " ").capitalize(),
        says=entry.says,
        over=over(game, name),
        type=WORDS.get(kind.base, kind.base),
        low=low,
        high=high,
        places=_places(entry, kind.base),
        unit=entry.unit,
        code=entry.code,
        preset=entry.preset,
        show=entry.show,
        bands=tuple(
            BandSheet(_scaled(band.start, kind.base), band.title, band.text)
            for band in sorted(entry.bands.values(), key=lambda band: band.start)
        ),
    )


def over(game: Game, variable: str) -> tuple[str, ...]:
    """The sets that a variable runs over: actor, side, region."""
    column = game.board.layout.columns.get(variable)
    if column is not None:
        return tuple(kind.base for kind in column.over)
    return game.board.definition.variables[variable].over or ()


def _scaled(number: Number, base: str) -> int:
    """A number of the file in cell units."""
    return int(number * MILLION) if base == "dec" else int(number)


def _range(entry: Variable, column: Column | None) -> tuple[int | None, int | None]:
    if column is not None:
        return column.low, column.high
    return None, None


def _places(entry: Variable, base: str) -> int:
    if base != "dec":
        return 0
    return 1 if entry.places is None else entry.places


def _params(universe: Universe, slots: tuple[ParamSlot, ...], specs: Mapping[str, Param]) -> tuple[ParamSheet, ...]:
    """Parameters with their possible values; choices in the author's order, the rest by id."""
    found = []
    for slot in slots:
        spec = specs[slot.name]
        values = tuple(outward(universe, slot.kind, value) for value in slot.values)
        if spec.of == "choice":
            values = tuple(spec.values)
        title = spec.title or slot.name.replace("_", " ").capitalize()
        found.append(ParamSheet(slot.name, title, spec.of, values))
    return tuple(found)


def _action(game: Game, action: CompiledAction) -> ActionSheet:
    entry = action.definition
    main = action.rolls[0]
    return ActionSheet(
        id=action.id,
        title=entry.title,
        says=entry.says,
        category=entry.category,
        severity=entry.severity,
        phase=game.phases[action.phase][0],
        visible=entry.visible,
        params=_params(game.board.universe, action.params, entry.params),
        slots=entry.slots,
        limit=entry.limit,
        cost={stock: str(price) for stock, price in entry.cost.items()},
        odds=_odds_text(action),
        outcomes={o.id: o.title or o.text or o.id.replace("_", " ") for o in main.outcomes},
        requires=tuple(r.say for r in entry.requires),
        later=tuple(later.text for later in action.later if later.text),
    )


def _odds_text(action: CompiledAction) -> str:
    """The odds as the rule book has them: "45; 10: bases in the country"; "" for a sure action."""
    odds = action.definition.odds
    if odds is None:
        return ""
    return "; ".join([str(odds.base), *(f"{m.add}: {m.say}" for m in odds.modifiers)])


def _agreement(game: Game, kind: CompiledAgreement) -> AgreementSheet:
    entry = kind.definition
    return AgreementSheet(
        id=kind.id,
        title=entry.title,
        says=entry.says,
        parties=entry.parties,
        members=tuple(game.board.universe.actors[i] for i in kind.members),
        terms=_params(game.board.universe, kind.terms, entry.terms),
    )


def _objectives(game: Game, stage: Stage, team: str) -> tuple[ObjectiveSheet, ...]:
    return tuple(
        ObjectiveSheet(
            actor=game.board.universe.actors[aim.actor],
            id=aim.id,
            title=aim.definition.title,
            text=aim.definition.text,
            secret=bool(aim.definition.draw),
        )
        for aim in game.objectives
        if holds_aim(game, stage, aim) and (game.team_of[aim.actor] == team or aim.definition.visible == ALL)
    )


def holds_aim(game: Game, stage: Stage, aim: CompiledObjective) -> bool:
    """Whether an aim counts in this game: secret alternatives do only if they were drawn."""
    if not aim.definition.draw:
        return True
    return aim.id in stage.drawn.get(game.board.universe.actors[aim.actor], ())


def _positions(game: Game, team: str) -> dict[str, dict[str, str]]:
    """Own actor -> kind of agreement -> what the position says."""
    actors, definition = game.board.universe.actors, game.board.definition
    return {
        actors[i]: {kind: position.says for kind, position in definition.actors[actors[i]].positions.items()}
        for i in game.teams[team].actors
        if definition.actors[actors[i]].positions
    }
