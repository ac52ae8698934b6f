"""From a definition to its universe: sorted members of every set, enums, links, and the names a formula can say."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from wargame.model.definition import Definition, Param
from wargame.model.layout import MILLION, Universe
from wargame.rules.build_faults import Faults
from wargame.rules.compiled import Path

ID = re.compile(r"[a-z][a-z0-9_]*\Z")
RESERVED = frozenset(
    """
    true false nobody turn turns actors sides regions neighbours members move enter sum any all min max count abs
    clamp floor ceil round at_start range side length linked has_agreement party parties in_force pending acted
    attacked viewer
    """.split()  # noqa: SIM905 - a list of forty quoted words would hide them
)
"""Words of the formula language; no member, variable or number can bear them."""


def millionths(value: int | Decimal) -> int | None:
    """A number of a file in whole millionths; None if it has more than six places or is no number."""
    scaled = Decimal(value) * MILLION
    return int(scaled) if scaled.is_finite() and scaled == scaled.to_integral_value() else None


def make_universe(definition: Definition, faults: Faults) -> Universe:
    """Members sorted by id. An actor without a side of its own is a side of its own name."""
    actors = tuple(sorted(definition.actors))
    sides = sorted({*definition.sides, *(actor.side or name for name, actor in definition.actors.items())})
    for name, actor in definition.actors.items():
        if actor.side and actor.side not in definition.sides and actor.side not in definition.actors:
            faults.unknown(("actors", name, "side"), "side", actor.side, {*definition.sides, *definition.actors})
    regions = tuple(sorted(definition.regions))
    universe = Universe(
        actors=actors,
        sides=tuple(sides),
        regions=regions,
        enums=_enums(definition, faults),
        sets=_sets(definition, actors, tuple(sides), regions, faults),
        side_of=tuple(sides.index(definition.actors[a].side or a) for a in actors),
        links=_links(definition, regions, faults),
    )
    _check_names(definition, universe, faults)
    return universe


def params_of(definition: Definition) -> Iterator[tuple[Path, str, Param]]:
    """Every parameter of an action and every term of an agreement: path, id of its enum if it is a choice, spec."""
    for kind, agreement in definition.agreements.items():
        for name, spec in agreement.terms.items():
            yield ("agreements", kind, "terms", name), f"{kind}.{name}", spec
    for verb, action in definition.actions.items():
        for name, spec in action.params.items():
            yield ("actions", verb, "params", name), f"{verb}.{name}", spec


def enum_of(enums: Mapping[str, tuple[str, ...]], values: tuple[str, ...]) -> str | None:
    """Id of the enum with exactly these members: equal lists of choices are one type, so that terms can be kept."""
    members = tuple(sorted(values))
    return next((name for name, known in enums.items() if known == members), None)


def _enums(definition: Definition, faults: Faults) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    wanted: list[tuple[Path, str, tuple[str, ...]]] = []
    for table, entries in (("variables", definition.variables), ("properties", definition.properties)):
        for name, entry in entries.items():
            if entry.type.rstrip("?") == "enum":
                wanted.append(((table, name, "values"), name, entry.values))
    for path, name, spec in params_of(definition):
        if spec.of == "choice":
            wanted.append(((*path, "values"), name, spec.values))
    for path, name, values in wanted:
        if not values:
            faults.add(path[:-1], "a choice needs its values", 'write values = ["…", "…"]')
        elif len(set(values)) < len(values):
            faults.add(path, "a value stands twice")
        if enum_of(found, values) is None:
            found[name] = tuple(sorted(set(values)))
    return found


def _sets(
    definition: Definition, actors: tuple[str, ...], sides: tuple[str, ...], regions: tuple[str, ...], faults: Faults
) -> dict[str, tuple[str, tuple[int, ...]]]:
    bases = {"actor": actors, "side": sides, "region": regions}
    found: dict[str, tuple[str, tuple[int, ...]]] = {}
    for name, spec in definition.sets.items():
        base = spec.over.removesuffix("s")
        if base not in bases:
            faults.add(("sets", name, "over"), f"a set is over actor, side or region, not {spec.over!r}")
            continue
        for i, member in enumerate(spec.members):
            if member not in bases[base]:
                faults.unknown(("sets", name, "members", i), base, member, bases[base])
        known = {bases[base].index(m) for m in spec.members if m in bases[base]}
        found[name] = (base, tuple(sorted(known)))
    return found


def _links(definition: Definition, regions: tuple[str, ...], faults: Faults) -> dict[tuple[int, int], int]:
    place = {name: i for i, name in enumerate(regions)}
    found: dict[tuple[int, int], int] = {}
    for name, region in definition.regions.items():
        for other, given in region.links.items():
            path = ("regions", name, "links", other)
            length = millionths(given)
            if other not in place:
                faults.unknown(path, "region", other, place)
            elif other == name:
                faults.add(path, "a region cannot be linked to itself")
            elif length is None or length <= 0:
                faults.add(path, "the length of a link is a number above 0 with at most six places")
            elif found.get((place[name], place[other]), length) != length:
                faults.add(path, f"the link to {other!r} has two lengths", "give each link once, from either end")
            else:
                found[place[name], place[other]] = found[place[other], place[name]] = length
    return found


def _check_names(definition: Definition, universe: Universe, faults: Faults) -> None:
    """Ids are snake_case, no words of the language, and stand for one thing each; a side may share an actor's name."""
    owners: dict[str, str] = {}
    tables = ("actors", "regions", "variables", "properties", "parameters", "assumptions", "sets")
    for table in tables:
        for name in getattr(definition, table):
            path: Path = (table, name)
            if not ID.match(name):
                faults.add(path, f"{name!r} is no id", "use small letters, digits and _, a letter first")
            elif keyword.iskeyword(name) or name in RESERVED or name.startswith("income_"):
                faults.add(path, f"{name!r} is a word of the formula language", "choose another name")
            elif name in owners:
                faults.add(path, f"{name!r} is already the name of one of the {owners[name]}", "choose another name")
            owners.setdefault(name, table)
    for name in definition.sides:
        if owners.get(name, "actors") != "actors":
            faults.add(("sides", name), f"{name!r} is already the name of one of the {owners[name]}")
        elif keyword.iskeyword(name) or name in RESERVED or not ID.match(name):
            faults.add(("sides", name), f"{name!r} cannot be said in a formula", "choose another name")
    for enum, members in universe.enums.items():
        for member in members:
            if member in owners or member in RESERVED or keyword.iskeyword(member):
                what = f"the name of one of the {owners[member]}" if member in owners else "a word of the language"
                faults.add(_enum_path(definition, enum), f"the value {member!r} is {what}", "choose another word")


def _enum_path(definition: Definition, enum: str) -> Path:
    for table in ("variables", "properties"):
        if enum in getattr(definition, table):
            return (table, enum, "values")
    return next((*path, "values") for path, name, _ in params_of(definition) if name == enum)
