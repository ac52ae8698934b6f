"""Building a game: a definition's board, its mechanics bound, every text compiled and checked. Made once, at load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.model.definition import Definition, Phase
from wargame.model.layout import ACTOR, DEC, Kind
from wargame.rules.board import Board, make_board
from wargame.rules.build_actions import compile_action, compile_contest, compile_rule
from wargame.rules.build_agreements import compile_agreement, compile_position
from wargame.rules.build_aims import (
    compile_claim,
    compile_doctrine,
    compile_ending,
    compile_inject,
    compile_objective,
)
from wargame.rules.build_columns import kind_of, over_of, specs
from wargame.rules.build_compile import Compiler, index_args
from wargame.rules.build_faults import Faults
from wargame.rules.build_flows import check_flows, check_moved
from wargame.rules.build_mechanics import Bench, bind_all
from wargame.rules.compiled import Expression, Fault, Source, Team
from wargame.rules.formulas import Names, compile_computed
from wargame.rules.game import CompiledDoctrine, CompiledObjective, CompiledPosition, CompiledSight, Game
from wargame.rules.registry import Late
from wargame.rules.sight import compile_sight


def build(
    definition: Definition,
    *,
    name: str = "",
    variant: str = "",
    format: str = "",  # noqa: A002 - the word of the file and of the command line
    seating: str = "",
    human: tuple[str, ...] = (),
    sources: tuple[Source, ...] = (),
) -> tuple[Game | None, tuple[Fault, ...]]:
    """Everything that the engine needs, or everything that is wrong.

    Args:
        definition: scenario over ruleset, composed.
        name, variant, format, seating: as chosen; the definition has variant and format laid over already.
        human: actors that one team `player` plays; without it the seating's teams, every other actor by itself.
        sources: the files it was read from, kept for the record.

    Returns:
        The game and (), or None and every fault.
    """
    board, found = make_board(definition)
    faults = Faults()
    faults.found.extend(found)
    teams = make_teams(definition, board, seating, human, faults)
    turns = _turns(definition, format, faults)
    late = Late()
    bench = bind_all(board, late, faults)
    names = _names(board, bench, turns, late.computed, faults)
    compiler = Compiler(names, faults)
    parts = _compile(compiler, bench, teams)
    _fill(late, parts)
    _check_writes(compiler, bench, parts["sight"])
    if faults.found:
        return None, tuple(faults.found)
    game = Game(
        name=name,
        variant=variant,
        format=format,
        seating=seating,
        turns=turns,
        board=board,
        sources=sources,
        teams=teams,
        phases=tuple(definition.phases.items()) or (("resolution", Phase("Resolution")),),
        computed=late.computed,
        queries=bench.queries,
        mechanics={key: bound.version for key, bound in sorted(bench.bound.items())},
        fronts=next((bound.fronts for bound in bench.bound.values() if bound.fronts is not None), None),
        names=names,
        **parts,
    )
    return game, ()


def _fill(late: Late, parts: Mapping[str, Any]) -> None:
    """Gives the bound mechanics what was compiled after them."""
    late.agreements.update(parts["agreements"])
    late.positions.update(parts["positions"])
    late.modifiers.update({key: contest.modifiers for key, contest in parts["contests"].items()})


def _check_writes(compiler: Compiler, bench: Bench, sight: dict[str, CompiledSight]) -> None:
    """The checks that need every program of the game."""
    moved = frozenset(variable for entry in compiler.programs for variable in entry.program.moves)
    moved |= {variable for procedure in bench.procedures.values() for variable in procedure.moves}
    check_moved(compiler.names.board.layout, compiler.programs, moved, compiler.faults)
    visible = {variable: entry.visible for variable, entry in compiler.definition.variables.items()}
    check_flows(compiler.programs, sight, visible, compiler.faults)


def make_teams(
    definition: Definition, board: Board, seating: str, human: tuple[str, ...], faults: Faults
) -> dict[str, Team]:
    """Every actor in exactly one team: the person's, the seating's, or one of its own name."""
    actors = board.universe.actors
    chosen: dict[str, tuple[str, tuple[str, ...]]] = {}
    if human:
        titles = " and ".join(definition.actors[a].title for a in human if a in definition.actors)
        chosen["player"] = (titles, human)
        for a in human:
            if a not in actors:
                faults.unknown(("actors",), "actor", a, actors)
    elif seating:
        if seating not in definition.seating:
            faults.unknown(("seating",), "seating", seating, definition.seating)
        else:
            entry = definition.seating[seating]
            chosen = {team: (seat.title, seat.actors) for team, seat in entry.teams.items()}
    teams: dict[str, Team] = {}
    taken: set[str] = set()
    for team, (title, members) in chosen.items():
        for a in members:
            if a in taken:
                faults.add(("seating", seating, "teams", team, "actors"), f"{a!r} is in two teams")
            elif a not in actors and not human:
                faults.unknown(("seating", seating, "teams", team, "actors"), "actor", a, actors)
            taken.add(a)
        teams[team] = Team(team, title, tuple(i for i, a in enumerate(actors) if a in members))
    for i, a in enumerate(actors):
        if a not in taken:
            if a in teams:
                faults.add(
                    ("seating", seating, "teams", a), f"a team cannot be called {a!r} unless it plays that actor"
                )
            teams[a] = Team(a, definition.actors[a].title, (i,))
    return teams


def _turns(definition: Definition, chosen: str, faults: Faults) -> int:
    turns = definition.scenario.turns
    if chosen:
        if chosen not in definition.formats:
            faults.unknown(("formats",), "format", chosen, definition.formats)
        else:
            turns = definition.formats[chosen].turns or turns
    if turns < 1:
        faults.add(("scenario", "turns"), "a game has at least one turn")
    return turns


def _names(board: Board, bench: Bench, turns: int, ready: dict[str, Expression], faults: Faults) -> Names:
    """What texts can say, with the computed variables compiled into `ready`."""
    definition = board.definition
    computed: dict[str, tuple[tuple[Kind, ...], Kind]] = {}
    texts: dict[str, tuple[str, Mapping[str, Kind]]] = {}
    variables, _ = specs(definition, Faults())
    for name, entry in definition.variables.items():
        if not entry.value:
            continue
        kind, over = kind_of(variables[name], board.universe, faults), over_of(variables[name], faults)
        if kind is not None and over is not None:
            computed[name] = (over, kind)
            texts[name] = (entry.value, index_args(over))
    names = Names(
        board=board,
        queries=bench.queries,
        procedures=bench.procedures,
        contests=tuple(definition.contests),
        computed=computed,
        agreements=tuple(definition.agreements),
        turns=turns,
        ready=ready,
    )
    for name, errors in compile_computed(texts, names).items():
        for offset, length, message, hint in errors.faults:
            faults.add(("variables", name, "value"), message, hint, offset, length)
    return names


def _compile(compiler: Compiler, bench: Bench, teams: Mapping[str, Team]) -> dict[str, Any]:
    """Every table of the game, by the name of its field; entries at fault are left out."""
    definition = compiler.definition
    actions = _table(definition.actions, lambda key, entry: compile_action(compiler, key, entry))
    agreements = _table(definition.agreements, lambda key, entry: compile_agreement(compiler, key, entry))
    contests = {
        key: compile_contest(compiler, key, bench.contests[key].contest)
        for key in definition.contests
        if key in bench.contests
    }
    return {
        "actions": actions,
        "agreements": agreements,
        "contests": contests,
        "rules": _table(definition.rules, lambda key, entry: compile_rule(compiler, key, entry)),
        "injects": _table(definition.injects, lambda key, entry: compile_inject(compiler, key, entry)),
        "endings": tuple(_table(definition.endings, lambda k, e: compile_ending(compiler, k, e)).values()),
        "claims": tuple(_table(definition.claims, lambda k, e: compile_claim(compiler, k, e)).values()),
        "initiative": _initiative(compiler),
        "sight": _sight(compiler, teams),
        **_actors(compiler, actions, agreements),
    }


def _table(entries: Mapping[str, Any], make: Any) -> dict[str, Any]:
    found = {name: make(name, entry) for name, entry in entries.items()}
    return {name: entry for name, entry in found.items() if entry is not None}


def _actors(compiler: Compiler, actions: Mapping[str, Any], agreements: Mapping[str, Any]) -> dict[str, Any]:
    objectives: list[CompiledObjective] = []
    positions: dict[tuple[int, str], CompiledPosition] = {}
    doctrine: dict[int, CompiledDoctrine] = {}
    for name, actor in compiler.definition.actors.items():
        index = compiler.universe.actors.index(name)
        made = (compile_objective(compiler, name, key, entry) for key, entry in actor.objectives.items())
        objectives.extend(aim for aim in made if aim is not None)
        for kind, position in actor.positions.items():
            if kind not in compiler.definition.agreements:
                path = ("actors", name, "positions", kind)
                compiler.faults.unknown(path, "agreement", kind, compiler.definition.agreements)
            elif kind in agreements:
                compiled = compile_position(compiler, name, kind, position, agreements[kind])
                if compiled is not None:
                    positions[index, kind] = compiled
        doctrine[index] = compile_doctrine(compiler, name, actor.doctrine, actions, agreements)
    return {"objectives": tuple(objectives), "positions": positions, "doctrine": doctrine}


def _initiative(compiler: Compiler) -> dict[int, Expression]:
    found = {}
    for i, (name, phase) in enumerate(compiler.definition.phases.items()):
        path = ("phases", name)
        compiler.word((*path, "resolve"), phase.resolve, ("together", "in_turn"))
        if phase.initiative:
            formula = compiler.expression((*path, "initiative"), phase.initiative, {"actor": ACTOR}, DEC)
            if formula is not None:
                found[i] = formula
        elif phase.resolve == "in_turn":
            compiler.faults.add(path, "a phase that resolves in turn needs its initiative", "a formula over actor")
    return found


def _sight(compiler: Compiler, teams: Mapping[str, Team]) -> dict[str, CompiledSight]:
    columns = compiler.names.board.layout.columns
    return {
        name: compile_sight(compiler, name, compiler.definition.variables[name], column, teams)
        for name, column in columns.items()
    }
