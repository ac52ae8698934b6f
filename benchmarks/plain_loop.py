"""The yardstick game as a hand-optimised loop: integers in lists, no classes, events kept in a list.

The other side of every comparison. 8 actors, 14 regions, 10 turns, 3 orders an actor a turn, played at random:

* actor a starts in region a with strength 4; regions 8 to 13 are neutral with strength 2; funds are 5;
* region i is worth 1 + i % 3 and has four neighbours, i ± 1 and i ± 4 (mod 14);
* an order: a region owned when the turn began (none: void), and 1/2 move half of what is there when it leaves,
  rounded up, to a neighbour; 1/4 recruit 2 for 2 funds; 1/8 fortify (at most 3) for 1 fund; 1/8 influence another
  actor: on 4+ of a die it loses a fund to the actor;
* recruit, fortify, influence in the order of actors; then all moves leave; arrivals in an own region join; the others
  fight, attackers in the order of actors: up to 3 rounds, min(strength, 3) dice against min(strength + fort, 3), a 5
  or 6 takes one from the other side, both at once; a region whose defender is gone goes to attackers that are left
  (fort 0), else they are lost; then each actor gains the worth of its regions.
"""

from __future__ import annotations

import random

ACTORS, REGIONS, TURNS, ORDERS = 8, 14, 10, 3
WORTH = [1 + i % 3 for i in range(REGIONS)]
NEIGHBOURS = [((i + 1) % 14, (i - 1) % 14, (i + 4) % 14, (i - 4) % 14) for i in range(REGIONS)]
MOVE, RECRUIT, FORTIFY, INFLUENCE = range(4)
KINDS = (MOVE, MOVE, MOVE, MOVE, RECRUIT, RECRUIT, FORTIFY, INFLUENCE)
Order = tuple[int, int, int, int]
"""(actor, kind, region, target region or actor)."""


def start() -> tuple[list[int], list[int], list[int], list[int]]:
    """(owner, strength, fort) by region, funds by actor; owner -1 is nobody."""
    owner = [*range(ACTORS), *([-1] * (REGIONS - ACTORS))]
    strength = [4] * ACTORS + [2] * (REGIONS - ACTORS)
    return owner, strength, [0] * REGIONS, [5] * ACTORS


def random_orders(owner: list[int], rand: random.Random) -> list[Order]:
    """A turn's random orders of all actors, in the order of actors."""
    draw = rand.random
    owned: list[list[int]] = [[] for _ in range(ACTORS)]
    for region, actor in enumerate(owner):
        if actor >= 0:
            owned[actor].append(region)
    orders = []
    for actor in range(ACTORS):
        mine = owned[actor]
        if not mine:
            continue
        n = len(mine)
        for _ in range(ORDERS):
            region = mine[int(draw() * n)]
            kind = KINDS[int(draw() * 8)]
            if kind == MOVE:
                target = NEIGHBOURS[region][int(draw() * 4)]
                orders.append((actor, kind, region, target))
            elif kind == INFLUENCE:
                other = int(draw() * 7)
                orders.append((actor, kind, region, other + (other >= actor)))
            else:
                orders.append((actor, kind, region, region))
    return orders


def resolve(
    owner: list[int],
    strength: list[int],
    fort: list[int],
    funds: list[int],
    orders: list[Order],
    draw: object,
    events: list[tuple[object, ...]] | None,
) -> None:
    """One turn in place. `draw()` gives a float in [0, 1); an event is (what, who, where, …)."""
    arrivals: list[dict[int, int]] = [{} for _ in range(REGIONS)]
    note = events.append if events is not None else None
    leaving = []
    for order in orders:
        actor, kind, region, target = order
        if kind == MOVE:
            leaving.append(order)
        elif kind == RECRUIT:
            if funds[actor] >= 2:
                funds[actor] -= 2
                strength[region] += 2
                if note:
                    note(("recruit", actor, region, strength[region], funds[actor]))
        elif kind == FORTIFY:
            if funds[actor] >= 1 and fort[region] < 3:
                funds[actor] -= 1
                fort[region] += 1
                if note:
                    note(("fortify", actor, region, fort[region], funds[actor]))
        else:
            success = draw() >= 0.5  # type: ignore[operator]
            if success and funds[target] > 0:
                funds[target] -= 1
                funds[actor] += 1
            if note:
                note(("influence", actor, target, success, funds[target], funds[actor]))
    for actor, _, region, target in leaving:
        there = strength[region]
        n = (there + 1) // 2
        if n > 0:
            strength[region] = there - n
            arrived = arrivals[target]
            arrived[actor] = arrived.get(actor, 0) + n
            if note:
                note(("move", actor, region, target, n))
    for region in range(REGIONS):
        arrived = arrivals[region]
        if not arrived:
            continue
        men = arrived.pop(owner[region], 0)
        if men:
            strength[region] += men
            if note:
                note(("join", owner[region], region, strength[region]))
        for actor in sorted(arrived):
            fight(owner, strength, fort, region, actor, arrived[actor], draw, note)
    gains = [0] * ACTORS
    for region, actor in enumerate(owner):
        if actor >= 0:
            gains[actor] += WORTH[region]
    for actor, gain in enumerate(gains):
        if gain:
            funds[actor] += gain
            if note:
                note(("income", actor, gain, funds[actor]))


def fight(
    owner: list[int],
    strength: list[int],
    fort: list[int],
    region: int,
    actor: int,
    men: int,
    draw: object,
    note: object,
) -> None:
    """One attacker at a region, in place."""
    held, walls = strength[region], fort[region]
    if owner[region] == actor:
        strength[region] = held + men
        return
    for _ in range(3):
        if held <= 0 or men <= 0:
            break
        lost = hit = 0
        for _ in range(men if men < 3 else 3):
            if draw() >= 2 / 3:  # type: ignore[operator]
                hit += 1
        for _ in range(min(held + walls, 3)):
            if draw() >= 2 / 3:  # type: ignore[operator]
                lost += 1
        held -= hit
        men -= lost
    if held < 0:
        held = 0
    if held == 0 and men > 0:
        owner[region], strength[region], fort[region] = actor, men, 0
    else:
        strength[region] = held
    if note:
        note(("battle", actor, region, owner[region], strength[region]))  # type: ignore[operator]


def play(seed: int, *, keep: bool = True, turns: int = TURNS) -> tuple[list[int], int]:
    """One random game: (worth + funds of each actor, number of events)."""
    rand = random.Random(seed)
    owner, strength, fort, funds = start()
    events: list[tuple[object, ...]] | None = [] if keep else None
    for _ in range(turns):
        resolve(owner, strength, fort, funds, random_orders(owner, rand), rand.random, events)
    scores = list(funds)
    for region, actor in enumerate(owner):
        if actor >= 0:
            scores[actor] += WORTH[region]
    return scores, len(events or ())


def means(games: int, seed: int = 1) -> list[float]:
    """Mean scores, sorted from lowest to highest actor in each game."""
    totals = [0] * ACTORS
    for game in range(games):
        for rank, score in enumerate(sorted(play(seed * 1_000_003 + game, keep=False)[0])):
            totals[rank] += score
    return [total / games for total in totals]


MEANS = (1.8, 3.9, 7.7, 15.1, 24.9, 34.4, 44.2, 58.5)
"""What random play comes to: an implementation that does not is not playing this game."""

if __name__ == "__main__":
    print(" ".join(f"{mean:.1f}" for mean in means(3_000)))
