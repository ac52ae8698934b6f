"""`wargame audit` and `wargame replay`: what a log holds, and whether it is what it says."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import attrs

from wargame import engine
from wargame.errors import LogError, WargameError
from wargame.model.state import State
from wargame.record import audit as audit_log
from wargame.record import fold_to, game_of, read_log, states
from wargame.record.log import Log


def audit(args: argparse.Namespace) -> int:
    """Executes each log again; the first difference of each is told, and the exit code is 1."""
    found: list[dict[str, Any]] = []
    for path in args.logs:
        try:
            found.append({"log": path, "ok": True, **attrs.asdict(audit_log(path))})
        except LogError as error:
            found.append({"log": path, "ok": False, "error": str(error)})
    if args.json:
        print(json.dumps({"logs": found}))
    else:
        for one in found:
            print(_audited(one))
    return 0 if all(one["ok"] for one in found) else 1


def _audited(one: dict[str, Any]) -> str:
    if not one["ok"]:
        # An error begins with the file's bare name, where it has one; the path that was typed says it once.
        said = str(one["error"]).removeprefix(Path(one["log"]).name)
        return f"{one['log']}{said}" if said != one["error"] else f"{one['log']}: {said}"
    how = "played again, every byte equal" if one["replayed"] else f"chain and {one['dice']} dice hold"
    notes = "".join(f"\n  {note}" for note in one["notes"])
    if one["torn"]:
        notes = f"\n  a torn last line of {one['torn']} bytes is set aside{notes}"
    return f"{one['log']}: {one['records']} records to turn {one['turn']}, {how}; head {one['head'][:16]}{notes}"


def replay(args: argparse.Namespace) -> int:
    """Prints the state as a turn begins, or where the log ends; with --seat, as that team knew it."""
    log = read_log(args.log)
    state = fold_to(log, args.turn) if args.turn else _last(log)
    plain = _known(log, state, args.seat) if args.seat else _truth(state)
    if args.json:
        print(json.dumps(plain, ensure_ascii=False))
        return 0
    print(f"Turn {plain['turn']}" + (f", ended: {plain['ended']}" if plain["ended"] else ""))
    for name, value in plain["cells"].items():
        print(f"  {name} = {json.dumps(value, ensure_ascii=False)}")
    return 0


def _last(log: Log) -> State:
    found = None
    for _, state in states(log):
        found = state
    if found is None:
        raise LogError(f"{log.name} ends before its game began.")
    return found


def _truth(state: State) -> dict[str, Any]:
    layout = state.layout
    cells = {} if layout is None else {name: layout.outward(i, state.cells[i]) for i, name in enumerate(layout.names)}
    return {"turn": state.stage.turn, "ended": state.stage.ended, "cells": cells}


def _known(log: Log, state: State, seat: str) -> dict[str, Any]:
    game = game_of(log)
    if seat not in game.teams:
        raise WargameError(f"There is no team {seat!r} in this game; there are {', '.join(sorted(game.teams))}.")
    view = engine.view(game, attrs.evolve(state, layout=game.board.layout), seat)
    cells = {name: [cell.value, cell.status, cell.since] for name, cell in view.cells.items()}
    return {"turn": view.turn, "ended": view.ended, "seat": seat, "cells": cells}
