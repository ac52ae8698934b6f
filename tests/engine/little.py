"""A little game for the rule-book tests: three actors, two regions, a few verbs; tests add tables of their own."""

from __future__ import annotations

from typing import Any

from wargame.content import load_texts
from wargame.engine import advance, start
from wargame.model.commands import Close, Command, Order, Seal, Value
from wargame.model.events import Event
from wargame.model.state import State
from wargame.rules.game import Game

BASE = """
format = 1
[scenario]
title = "Little"
turns = 6
start_date = 2015-10-01
turn = "1 month"

[phases.agreements]
title = "Agreements"
[phases.movement]
title = "Movement"
[phases.ground]
title = "Ground"
[phases.economy]
title = "Economy"

[variables.funds]
preset = "resource"
start = 0
visible = "owner"
[variables.will]
over = ["actor"]
type = "decimal"
places = 1
range = [0, 10]
start = 5
visible = "all"
[variables.escalation]
type = "decimal"
places = 1
range = [0, 10]
start = 4
visible = "all"
[variables.dug]
type = "whole"
range = [0, 9]
start = 0
timer = true
visible = "all"
[variables.men]
preset = "strength"
start = 0
visible = "owner"

[actors.anna]
title = "Anna"
code = "AN"
orders = 9
start = { funds = 6 }
[actors.ben]
title = "Ben"
code = "BE"
orders = 9
start = { funds = 4 }
[actors.gero]
title = "Gero"
code = "GE"
start = { funds = 3 }
[regions.north]
title = "North"
links = { south = 1.0 }
men = { anna = 4, ben = 2 }
[regions.south]
title = "South"
at = [1, 0]

[actions.dig]
title = "Dig"
phase = "movement"
effects = "dug = 2"
[actions.rally]
title = "Rally"
phase = "economy"
effects = '''
will[actor] += 3
if will[actor] == 10:
    escalation += 1
'''
[actions.give]
title = "Give"
phase = "economy"
params = { to = "actor", n = { of = "whole", range = [1, 9] } }
effects = "move(funds[actor], funds[to], n)"
[actions.march]
title = "March"
phase = "movement"
params = { source = "region", target = "region" }
requires = [{ that = "men[actor, source] > 0", say = "nobody in {source}" }]
effects = "move(men[actor, source], men[actor, target], 1)"
[actions.strike]
title = "Strike"
phase = "ground"
params = { against = "actor" }
limit = 2
cost = { funds = 1 }
requires = [{ that = "will[against] > 2", say = "{against} has given up" }]
[actions.strike.odds]
base = "40 + floor(will[actor])"
modifiers = [{ when = "dug > 0", add = -15, say = "dug in" }]
[actions.strike.outcomes.hit]
effects = "will[against] -= 4"
[actions.strike.outcomes.near]
share = 40
effects = "will[against] -= 1"
[actions.strike.outcomes.miss]

[agreements.pact]
title = "Pact"
parties = "2+"
terms = { where = "region", months = { of = "whole", range = [1, 3] } }
life = "months"
on_sign = "escalation -= 0.5"
effects = '''
for p in parties:
    will[p] += 0.1
'''
on_end = "escalation += 0.2"
breach = "acted(strike, party) > 0"
on_breach = "will[breaker] -= 1"
"""


def game(extra: str = "", *, replaces: bool = False) -> Game:
    """The little game with more tables; `replaces`: a pact may take the place of another."""
    base = BASE.replace('title = "Pact"', 'title = "Pact"\nreplaces = ["pact"]') if replaces else BASE
    return load_texts({"little.toml": base + extra}, "little.toml")


def order(actor: str, action: str, **args: Value) -> Order:
    """An order without frills."""
    return Order(actor, action, args)


def seals(*orders: Order) -> list[Command]:
    """One seal for each actor; each is a team of its own."""
    by_actor: dict[str, list[Order]] = {}
    for one in orders:
        by_actor.setdefault(one.actor, []).append(one)
    return [Seal(actor, tuple(found)) for actor, found in by_actor.items()]


def after(table: Game, state: State, *commands: Command) -> tuple[State, list[Event]]:
    """The state after some commands, and all their events."""
    events: list[Event] = []
    for command in commands:
        state, more = advance(table, state, command)
        events += more
    return state, events


def turn(table: Game, state: State, *orders: Order) -> tuple[State, list[Event]]:
    """A whole turn: every order is sealed, then Orders close."""
    return after(table, state, *seals(*orders), Close())


def first(table: Game, *orders: Order, seed: int = 1) -> tuple[State, list[Event]]:
    """The first turn of a game."""
    return turn(table, start(table, seed)[0], *orders)


def cell(table: Game, state: State, name: str) -> Any:
    """A cell's value as a log writes it."""
    layout = table.board.layout
    number = layout.by_name[name]
    return layout.outward(number, state.cells[number])


def named(events: list[Event], kind: str) -> list[dict[str, Any]]:
    """The fields of all events of a type."""
    return [dict(event.fields) for event in events if event.type == kind and event.fields]
