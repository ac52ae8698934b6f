"""Checks of what can be done and what happens: phases, actions and their outcomes, agreements, injects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from wargame.content.finding import missing_from, one_of, unknown
from wargame.model.definition import Definition, Odds, OutcomeDef, Param
from wargame.rules.compiled import Fault, Path

SEVERITIES = (-2, 0, 4, 12, 28, 60)
SETS = ("actor", "side", "region", "actors", "sides", "regions")


def phases(definition: Definition) -> list[Fault]:
    """Whatever says its phase names one, and no phase stands idle."""
    found: list[Fault] = []
    used: set[str] = set()
    for table in ("actions", "contests", "rules"):
        for name, entry in getattr(definition, table).items():
            used.add(entry.phase)
            if entry.phase and entry.phase not in definition.phases:
                found.append(unknown((table, name, "phase"), "phase", entry.phase, definition.phases))
    if definition.agreements:
        used.add("agreements")
    if "" in used:
        used.update(list(definition.phases)[:1])
    for name, phase in definition.phases.items():
        path: Path = ("phases", name)
        found += one_of((*path, "resolve"), "way to resolve", phase.resolve, ("together", "in_turn"))
        if phase.resolve == "in_turn" and not phase.initiative:
            found.append(Fault(path, "a phase in turn needs its `initiative`", "a formula over `actor`"))
        if name not in used:
            hint = "no action, rule, contest or agreement uses it"
            found.append(Fault(path, "nothing ever happens in this phase", hint))
    return found


def actions(definition: Definition) -> list[Fault]:
    """Numbers of an action lie within reason; its price is in stocks that exist."""
    found: list[Fault] = []
    stocks = [name for name, variable in definition.variables.items() if variable.preset == "resource"]
    for name, action in definition.actions.items():
        path: Path = ("actions", name)
        found += [
            unknown((*path, "cost", stock), "stock", stock, stocks) for stock in action.cost if stock not in stocks
        ]
        found += one_of((*path, "visible"), "audience", action.visible, ("all", "owner", "white_cell"))
        if action.severity not in SEVERITIES:
            hint = f"one of {', '.join(map(str, SEVERITIES))}"
            found.append(Fault((*path, "severity"), f"{action.severity} is no step of the escalation curve", hint))
        if not 0 <= action.refund <= 100:
            found.append(Fault((*path, "refund"), "a refund is 0 to 100 per cent"))
        if not 0 <= action.slots <= 20:
            found.append(Fault((*path, "slots"), "an order takes 0 to 20 slots"))
        if action.limit is not None and action.limit < 1:
            found.append(Fault((*path, "limit"), "a limit is at least 1", 'who = "false" closes an action'))
    return found


def outcomes(definition: Definition) -> list[Fault]:
    """Outcomes run from the first, which has the odds, over shares of the rest, to the last, which has what is left."""
    found: list[Fault] = []
    for name, action in definition.actions.items():
        path: Path = ("actions", name)
        if action.effects and action.outcomes:
            hint = "write them in the outcomes alone"
            found.append(Fault((*path, "effects"), "an action has effects of its own or outcomes, not both", hint))
        found += _roll(path, action.odds, action.outcomes)
        for key, also in action.also.items():
            found += _roll((*path, "also", key), also.odds, also.outcomes)
    return found


def _roll(path: Path, odds: Odds | None, outcomes: Mapping[str, OutcomeDef]) -> Iterator[Fault]:
    if odds is None:
        if len(outcomes) > 1:
            yield Fault(path, "more than one outcome, but no `odds`", "as odds = { base = 50 }")
        return
    if len(outcomes) < 2:
        yield Fault((*path, "odds"), "odds need at least two outcomes", "the last one may be empty")
        return
    names, total = list(outcomes), 0
    for n, name in enumerate(names):
        share, middle = outcomes[name].share, 0 < n < len(names) - 1
        place = (*path, "outcomes", name)
        if middle and share is None:
            yield Fault(place, "a middle outcome needs its `share`", "per cent of what the first one leaves")
        elif not middle and share is not None:
            why = "the first outcome has the odds" if n == 0 else "the last outcome has what is left"
            yield Fault((*place, "share"), "this outcome cannot have a share", why)
        elif share is not None and not 0 <= share <= 100:
            yield Fault((*place, "share"), "a share is 0 to 100 per cent")
        total += share or 0
    if total > 100:
        yield Fault((*path, "outcomes"), f"the shares add up to {total} per cent", "100 at most")


def parameters(definition: Definition) -> list[Fault]:
    """Parameters and terms are drawn from sets that exist, with ranges that hold something."""
    found: list[Fault] = []
    for table, inner in (("actions", "params"), ("agreements", "terms")):
        for name, entry in getattr(definition, table).items():
            for key, spec in getattr(entry, inner).items():
                found += _parameter((table, name, inner, key), spec, definition)
    return found


def _parameter(path: Path, spec: Param, definition: Definition) -> Iterator[Fault]:
    known = (*SETS, "whole", "choice", "flag", *definition.sets)
    if spec.of not in known:
        yield unknown(path, "set or type", spec.of, known)
    if spec.of == "whole" and not (len(spec.range) == 2 and spec.range[0] <= spec.range[1]):
        yield Fault(path, "a whole number needs its range", "as { from = 1, to = 12 }")
    elif spec.of == "whole" and spec.range[1] - spec.range[0] > 1000:
        yield Fault(path, "more than a thousand values to choose from", "a list has to show them all")


def agreements(definition: Definition) -> list[Fault]:
    """Parties are a number or a set of actors; what an agreement replaces exists."""
    found: list[Fault] = []
    sets = [name for name, spec in definition.sets.items() if spec.over.startswith("actor")]
    for name, agreement in definition.agreements.items():
        path: Path = ("agreements", name)
        count = agreement.parties.removesuffix("+")
        if not (count.isascii() and count.isdigit() and 1 < int(count[:3]) <= 99) and agreement.parties not in sets:
            hint = 'as "2", "2+", or the name of a set of actors'
            found.append(Fault((*path, "parties"), f'"{agreement.parties[:40]}" says not how many sign', hint))
        found += one_of((*path, "visible"), "audience", agreement.visible, ("all", "parties", "white_cell"))
        found += missing_from((*path, "replaces"), "agreement", agreement.replaces, definition.agreements)
    return found


def injects(definition: Definition) -> list[Fault]:
    """An inject with choices has somebody who chooses and a default that exists."""
    found: list[Fault] = []
    for name, inject in definition.injects.items():
        path: Path = ("injects", name)
        if inject.actor and inject.actor not in definition.actors:
            found.append(unknown((*path, "actor"), "actor", inject.actor, definition.actors))
        if inject.choices and not inject.default:
            hint = f'as default = "{next(iter(inject.choices))[:40]}"'
            found.append(Fault(path, "an inject with choices needs a `default`", hint))
        elif inject.default and inject.default not in inject.choices:
            found.append(unknown((*path, "default"), "choice", inject.default, inject.choices))
    return found


def variables(definition: Definition) -> list[Fault]:
    """Words of closed lists, and places that decimals can have."""
    found: list[Fault] = []
    presets = ("resource", "track", "strength", "relation", "control")
    for name, variable in definition.variables.items():
        path: Path = ("variables", name)
        found += one_of((*path, "preset"), "preset", variable.preset, presets)
        found += one_of((*path, "show"), "place to show it", variable.show, ("table", "more", "no"))
        found += one_of((*path, "on_conflict"), "rule", variable.on_conflict, ("nobody", "highest", "question"))
        if variable.places is not None and not 0 <= variable.places <= 6:
            found.append(Fault((*path, "places"), "a decimal keeps 0 to 6 places"))
    return found


CHECKS: tuple[Callable[[Definition], list[Fault]], ...] = (
    phases,
    actions,
    outcomes,
    parameters,
    agreements,
    injects,
    variables,
)
