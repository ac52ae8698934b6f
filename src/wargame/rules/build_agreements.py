"""Compiling what can be signed: agreements, and what each party thinks of their terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wargame.model.layout import ACTOR, DEC, FLAG, WHOLE, Kind
from wargame.model.mechanisms import Agreement
from wargame.model.parties import Position
from wargame.rules.build_columns import cell_value
from wargame.rules.build_compile import Compiler
from wargame.rules.compiled import Expression, Path
from wargame.rules.game import CompiledAgreement, CompiledPosition, ParamSlot

PARTIES = Kind("actor", many=True)
COUNT = re.compile(r"([1-9][0-9]?)(\+?)\Z")


def compile_agreement(compiler: Compiler, name: str, entry: Agreement) -> CompiledAgreement | None:
    """One kind of agreement; None if any of its formulas is at fault."""
    path: Path = ("agreements", name)
    before = len(compiler.faults.found)
    terms = compiler.slots((*path, "terms"), entry.terms, name)
    by_term = {slot.name: slot.kind for slot in terms}
    signing = {"parties": PARTIES, **by_term}
    fewest, most, members = _parties(compiler, path, entry.parties)
    compiler.word((*path, "visible"), entry.visible, ("all", "parties", "white_cell"))
    for i, kind in enumerate(entry.replaces):
        if kind not in compiler.definition.agreements:
            compiler.faults.unknown((*path, "replaces", i), "agreement", kind, compiler.definition.agreements)
    who = compiler.expression((*path, "who"), entry.who, {"actor": ACTOR}, FLAG)
    proposer = compiler.expression((*path, "proposer"), entry.proposer or "true", {"actor": ACTOR}, FLAG)
    breach = compiler.maybe((*path, "breach"), entry.breach, {"party": ACTOR, "other": ACTOR, **by_term}, FLAG)
    broken = {"breaker": ACTOR, "others": PARTIES, **by_term}
    later: dict[str, Any] = {
        "signatory": compiler.maybe((*path, "signatory"), entry.signatory, {"party": ACTOR}, ACTOR),
        "requires": compiler.requires((*path, "requires"), entry.requires, name, signing),
        "life": compiler.maybe((*path, "life"), entry.life, by_term, WHOLE),
        "on_sign": compiler.program((*path, "on_sign"), entry.on_sign, signing, entry.reveals),
        "effects": compiler.program((*path, "effects"), entry.effects, signing, entry.reveals),
        "on_end": compiler.program((*path, "on_end"), entry.on_end, signing, entry.reveals),
        "breach": breach,
        "on_breach": compiler.program((*path, "on_breach"), entry.on_breach, broken, entry.reveals, (breach,)),
    }
    if len(compiler.faults.found) > before or who is None or proposer is None:
        return None
    return CompiledAgreement(
        id=name,
        definition=entry,
        terms=terms,
        fewest=fewest,
        most=most,
        members=members,
        who=who,
        proposer=proposer,
        place_terms=tuple(i for i, slot in enumerate(terms) if slot.kind.base == "region"),
        **later,
    )


def compile_position(
    compiler: Compiler, actor: str, kind: str, entry: Position, agreement: CompiledAgreement
) -> CompiledPosition | None:
    """What an actor thinks of an agreement's terms."""
    path: Path = ("actors", actor, "positions", kind)
    before = len(compiler.faults.found)
    args = {"actor": ACTOR, **{slot.name: slot.kind for slot in agreement.terms}}
    base = compiler.expression((*path, "base"), entry.base, args, DEC)
    money = compiler.expression((*path, "money"), entry.money, args, DEC)
    least = compiler.expression((*path, "least"), entry.least, args, DEC)
    worth = _worth(compiler, (*path, "worth"), entry.worth, agreement.terms, args)
    if base is None or money is None or least is None or len(compiler.faults.found) > before:
        return None
    return CompiledPosition(compiler.universe.actors.index(actor), kind, base, money, worth, least)


def _parties(compiler: Compiler, path: Path, said: str) -> tuple[int, int, tuple[int, ...]]:
    """Fewest and most parties, and who can be one."""
    everybody = tuple(range(len(compiler.universe.actors)))
    found = COUNT.match(said)
    if found:
        fewest = int(found[1])
        return fewest, len(everybody) if found[2] else fewest, everybody
    if said in compiler.universe.sets and compiler.universe.sets[said][0] == "actor":
        members = compiler.universe.sets[said][1]
        return len(members), len(members), members
    sets = [name for name, (base, _) in compiler.universe.sets.items() if base == "actor"]
    compiler.faults.unknown((*path, "parties"), "number or set of parties", said, {"2", "2+", *sets})
    return 2, 2, everybody


def _worth(
    compiler: Compiler,
    path: Path,
    worth: Mapping[str, Mapping[str, str]],
    terms: tuple[ParamSlot, ...],
    args: Mapping[str, Kind],
) -> dict[str, dict[int, Expression]]:
    slots = {slot.name: slot for slot in terms}
    found: dict[str, dict[int, Expression]] = {}
    for term, values in worth.items():
        slot = slots.get(term)
        if slot is None:
            compiler.faults.unknown((*path, term), "term", term, slots)
            continue
        found[term] = {}
        for value, text in values.items():
            at = (*path, term, value)
            try:
                member = cell_value(compiler.universe, slot.kind, int(value) if slot.kind.is_number else value)
            except ValueError as error:
                compiler.faults.add(at, str(error))
                continue
            formula = compiler.expression(at, text, args, DEC)
            if formula is not None:
                found[term][member] = formula
    return found
