"""Compiling the texts of a definition: every fault gets its path, and what was compiled is kept for the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from wargame.model.definition import Definition
from wargame.model.layout import ACTOR, FLAG, REGION, WHOLE, Kind
from wargame.model.mechanisms import Modifier, Param, Require
from wargame.rules.build_columns import cell_value
from wargame.rules.build_faults import Faults
from wargame.rules.build_universe import enum_of
from wargame.rules.compiled import Expression, Path, Program
from wargame.rules.formulas import FormulaErrors, Names, compile_expression, compile_program, compile_template
from wargame.rules.game import CompiledModifier, CompiledRequire, ParamSlot

MOST_VALUES = 200


@attrs.frozen
class Written:
    """A compiled program with what the flow check needs: where it stands, and whether it may tell secrets.

    `gate`: variables whose value decides whether the program runs at all.
    """

    path: Path
    program: Program
    reveals: bool
    gate: frozenset[str]


class Compiler:
    """Compiles texts against one board; faults and programs gather."""

    def __init__(self, names: Names, faults: Faults) -> None:
        self.names = names
        self.faults = faults
        self.definition: Definition = names.board.definition
        self.universe = names.board.universe
        self.programs: list[Written] = []
        self._known: dict[tuple[str, tuple[tuple[str, Kind], ...], Kind | None], Expression] = {}

    def expression(
        self, path: Path, text: str, args: Mapping[str, Kind], want: Kind | None = None
    ) -> Expression | None:
        """A formula, None after a fault."""
        key = (text, tuple(args.items()), want)
        if key not in self._known:
            try:
                self._known[key] = compile_expression(text, self.names, args, want)
            except FormulaErrors as errors:
                self._note(path, errors)
                return None
        return self._known[key]

    def maybe(self, path: Path, text: str, args: Mapping[str, Kind], want: Kind) -> Expression | None:
        """A formula that may be left out; None for "" too."""
        return self.expression(path, text, args, want) if text.strip() else None

    def program(
        self,
        path: Path,
        text: str,
        args: Mapping[str, Kind],
        reveals: bool = False,
        gate: Iterable[Expression | None] = (),
    ) -> Program | None:
        """An effects text; None if there is none, or after a fault."""
        if not text.strip():
            return None
        try:
            program = compile_program(text, self.names, args)
        except FormulaErrors as errors:
            self._note(path, errors)
            return None
        read = frozenset(name for formula in gate if formula is not None for name in formula.reads)
        self.programs.append(Written(path, program, reveals, read))
        return program

    def requires(
        self, path: Path, entries: tuple[Require, ...], owner: str, args: Mapping[str, Kind]
    ) -> tuple[CompiledRequire, ...]:
        """Requirements in file order; the id that refusals name is `owner.requires.N`."""
        found = []
        for i, entry in enumerate(entries):
            that = self.expression((*path, i, "that"), entry.that, args, FLAG)
            self.template((*path, i, "say"), entry.say, args)
            if that is not None:
                found.append(CompiledRequire(f"{owner}.{path[-1]}.{i + 1}", that, entry.say))
        return tuple(found)

    def modifiers(
        self, path: Path, entries: tuple[Modifier, ...], args: Mapping[str, Kind]
    ) -> tuple[CompiledModifier, ...]:
        """Modifiers in file order."""
        found = []
        for i, entry in enumerate(entries):
            when = self.maybe((*path, i, "when"), entry.when, args, FLAG)
            add = self.expression((*path, i, "add"), entry.add, args, WHOLE)
            self.template((*path, i, "say"), entry.say, args)
            if add is not None:
                found.append(CompiledModifier(when, add, entry.say))
        return tuple(found)

    def template(self, path: Path, text: str, args: Iterable[str]) -> None:
        """Checks that a template names parameters only."""
        try:
            compile_template(text, args)
        except FormulaErrors as errors:
            self._note(path, errors)

    def slots(self, path: Path, params: Mapping[str, Param], owner: str) -> tuple[ParamSlot, ...]:
        """The parameters of an action or the terms of an agreement, in file order."""
        found = (self._slot((*path, name), name, spec, owner) for name, spec in params.items())
        return tuple(slot for slot in found if slot is not None)

    def phase(self, path: Path, name: str) -> int:
        """Index of a phase; the first one if there is but one and none is named."""
        phases = list(self.definition.phases) or ["resolution"]
        if name in phases:
            return phases.index(name)
        if name:
            self.faults.unknown(path, "phase", name, phases)
        elif len(phases) > 1:
            self.faults.add(path[:-1], "no phase is named", f"phase = one of: {', '.join(phases)}")
        return 0

    def word(self, path: Path, word: str, choices: tuple[str, ...]) -> None:
        """Checks a word against a closed list."""
        if word not in choices:
            self.faults.unknown(path, "choice", word, choices)

    def _note(self, path: Path, errors: FormulaErrors) -> None:
        for offset, length, message, hint in errors.faults:
            self.faults.add(path, message, hint, offset, length)

    def _slot(self, path: Path, name: str, spec: Param, owner: str) -> ParamSlot | None:
        kind, values = self._values(path, spec, f"{owner}.{name}")
        if kind is None:
            return None
        if self.names.taken(name) and name not in ("actor", "side", "region"):
            self.faults.add(path, f"{name!r} already means something in formulas", "choose another name")
        default = None
        if spec.default is not None:
            try:
                default = cell_value(self.universe, kind, _joined(spec.default))
            except ValueError as error:
                self.faults.add((*path, "default"), str(error))
        return ParamSlot(name, kind, values, default, spec.title or name.replace("_", " "))

    def _values(self, path: Path, spec: Param, enum: str) -> tuple[Kind | None, tuple[int, ...]]:
        """Kind of a parameter and all its possible values, ascending."""
        if spec.of == "whole":
            if len(spec.range) != 2 or not 0 <= spec.range[1] - spec.range[0] < MOST_VALUES:
                self.faults.add(path, "a number needs its least and greatest", "write { from = 1, to = 6 }")
                return None, ()
            return WHOLE, tuple(range(spec.range[0], spec.range[1] + 1))
        if spec.of == "flag":
            return FLAG, (0, 1)
        if spec.of == "choice":
            kind = Kind("enum", enum_of(self.universe.enums, spec.values) or enum)
            return kind, tuple(range(len(set(spec.values))))
        if spec.of in self.universe.sets:
            base, members = self.universe.sets[spec.of]
            return Kind(base), members
        many = spec.of in ("actors", "sides", "regions")
        base = spec.of.removesuffix("s") if many else spec.of
        if base not in ("actor", "side", "region"):
            known = ("actor", "side", "region", "actors", "sides", "regions", "whole", "choice", "flag")
            self.faults.unknown((*path, "of"), "kind of parameter", spec.of, {*known, *self.universe.sets})
            return None, ()
        members = self._members(path, spec, Kind(base))
        if many:
            every = sum(1 << i for i in members)
            return Kind(base, many=True), tuple(sorted({*(1 << i for i in members), every}))
        return Kind(base), members

    def _members(self, path: Path, spec: Param, kind: Kind) -> tuple[int, ...]:
        known = self.universe.members(kind)
        for i, member in enumerate(spec.values):
            if member not in known:
                self.faults.unknown((*path, "values", i), kind.base, member, known)
        return tuple(i for i, member in enumerate(known) if not spec.values or member in spec.values)


def index_args(over: tuple[Kind, ...]) -> dict[str, Kind]:
    """Names of a variable's indexes: its kind's word, `other` for a second of the same kind, then `third`."""
    found: dict[str, Kind] = {}
    for kind in over:
        name = next(word for word in (kind.base, "other", "third") if word not in found)
        found[name] = kind
    return found


def action_args(slots: tuple[ParamSlot, ...]) -> dict[str, Kind]:
    """Arguments of an action's formulas: (actor, *params)."""
    return {"actor": ACTOR, **{slot.name: slot.kind for slot in slots}}


CONTEST_ARGS: Mapping[str, Kind] = {"actor": ACTOR, "region": REGION}


def _joined(value: object) -> object:
    """A list of ids as text, as a log has it."""
    return ",".join(str(v) for v in value) if isinstance(value, list | tuple) else value
