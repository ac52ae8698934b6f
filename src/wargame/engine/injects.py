"""Injects: what the scenario brings, by its timetable, by a condition, by dice, or by the white cell's hand."""

from __future__ import annotations

from wargame.engine.dice import drawn
from wargame.engine.step import Step
from wargame.errors import FormulaFailed
from wargame.rules.game import CompiledInject

NEWS = "news"
"""The phase in which injects fire: after the turn has been counted, before anybody is told."""


def news(step: Step) -> None:
    """Fires every inject whose time has come; all read the state as the news began."""
    for name in sorted(step.game.injects):
        inject = step.game.injects[name]
        if name in step.desk.fired and not inject.definition.again:
            continue
        try:
            if _comes(step, inject):
                fire(step, inject, by="")
        except FormulaFailed as failure:
            step.failed(f"{step.phase}/{name}//0", failure)


def _comes(step: Step, inject: CompiledInject) -> bool:
    if not inject.when.call(step.cells, step.moment):
        return False
    if inject.chance is None:
        return True
    odds = min(max(inject.chance.call(step.cells, step.moment), 0), 100)
    uniform = step.desk.dice.uniform(step.phase, inject.id, "", 0)
    step.fact("drawn", inject, odds, drawn(uniform, 100), uniform * 100 < odds << 64)
    return uniform * 100 < odds << 64


def fire(step: Step, inject: CompiledInject, by: str) -> None:
    """Fires one inject; its choice, if it has one, is due when Orders close. `by`: the white cell's reason."""
    desk = step.desk
    step.fact("fired", inject, by, step.run(f"{step.phase}/{inject.id}//0", inject.program, ()))
    desk.fired = tuple(sorted({*desk.fired, inject.id}))
    if inject.choices:
        desk.open = tuple(sorted({*desk.open, inject.id}))


def chosen(step: Step) -> None:
    """The first phase runs the answers to injects, the default where nobody gave one."""
    for name in step.desk.open:
        inject = step.game.injects[name]
        answer = step.desk.choices.get(name, inject.definition.default)
        choice = next(one for one in inject.choices if one.id == answer)
        w = step.run(f"{step.phase}/{name}.{choice.id}//0", choice.program, (), inject.actor)
        step.fact("chosen", inject, choice, name not in step.desk.choices, w)
