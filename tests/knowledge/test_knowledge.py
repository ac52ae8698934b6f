"""Who knows what: sight in two steps, estimates, and being told by comparison."""

from __future__ import annotations

import attrs
from fog import canonical, opening, play, told_to, toy

from wargame import engine
from wargame.content import load_texts
from wargame.engine.knowledge import blank, publish
from wargame.model.layout import Layout
from wargame.model.state import ESTIMATED, GUESS, LAST_KNOWN, SEEN, Known, State


def status(state: State, team: str, name: str) -> int:
    return state.known[team].status[toy().board.layout.by_name[name]]


def test_men_beside_ours_are_seen_and_others_are_not() -> None:
    """Anna in the north sees the gorge and the plain; the coast is too far away."""
    state, _ = opening(toy())

    assert status(state, "anna", "strength[rosa,gorge]") == SEEN
    assert status(state, "anna", "strength[rosa,plain]") == SEEN
    assert status(state, "anna", "strength[gero,coast]") == GUESS


def test_what_fog_hides_is_believed_at_the_declared_start_never_the_scenario_s() -> None:
    """Gero has 5 men on the coast; Anna, who cannot see them, believes in none."""
    game = toy()
    state, _ = opening(game)
    cell = game.board.layout.by_name["strength[gero,coast]"]

    assert state.cells[cell] == 5
    assert state.known["anna"].values[cell] == 0


def test_an_unseen_cell_with_an_estimate_is_estimated() -> None:
    """Nobody sees plots; everybody reckons with one of strength 1."""
    state, _ = opening(toy())
    cell = toy().board.layout.by_name["plot[rosa]"]

    assert state.known["anna"].status[cell] == ESTIMATED
    assert state.known["anna"].values[cell] == 1
    assert state.cells[cell] == 2


SIGHT = """
format = 1
[scenario]
title = "Sight"
[phases.all]
title = "All"
[actions.wait]
title = "Wait"
phase = "all"
[variables.men]
over = ["actor"]
visible = "ruse[actor] > 0"
[variables.ruse]
over = ["actor"]
visible = "white_cell"
[actors.anna]
title = "Anna"
code = "AN"
[actors.ben]
title = "Ben"
code = "BE"
"""


def test_a_sight_rule_cannot_tell_what_its_team_does_not_see() -> None:
    """A rule that reads a secret runs where the secret is its declared start, so the secret never shows through it."""
    game = load_texts({"sight.toml": SIGHT}, "sight.toml")
    state, _ = engine.start(game, 1)
    cells = list(state.cells)
    cells[game.board.layout.by_name["ruse[ben]"]] = 1
    afresh = load_texts({"sight.toml": SIGHT}, "sight.toml")
    known, _ = publish(afresh, tuple(cells), state.stage, {})

    assert known["anna"] == state.known["anna"]


def test_nothing_is_told_twice() -> None:
    """A publication after which nothing changed tells nobody anything, and keeps what teams know as it is."""
    game = toy()
    state, _ = opening(game)
    known, events = publish(game, state.cells, state.stage, state.known)

    assert events == ()
    assert all(known[team] is state.known[team] for team in known)


def test_what_goes_out_of_sight_keeps_its_last_known_value() -> None:
    """Anna and Ben leave the north: the gorge is as they last saw it, and they know when that was."""
    game = toy()
    state, _ = opening(game)
    names = game.board.layout.by_name
    cells = list(state.cells)
    cells[names["strength[anna,north]"]] = cells[names["strength[ben,north]"]] = 0
    cells[names["strength[rosa,gorge]"]] = 9
    known, events = publish(game, tuple(cells), attrs.evolve(state.stage, turn=2), state.known)
    cell = names["strength[rosa,gorge]"]

    assert known["anna"].status[cell] == LAST_KNOWN
    assert known["anna"].values[cell] == 3
    assert known["anna"].since[cell] == 1
    assert ["lost", {"cell": "strength[rosa,gorge]", "since": 1}] in told_to(events, "anna")


def test_a_cell_that_all_see_is_told_once() -> None:
    """A public change is one event for everybody, not one a team."""
    game = toy()
    state, _ = opening(game)
    cells = list(state.cells)
    cells[game.board.layout.by_name["escalation"]] += 1_000_000
    _, events = publish(game, tuple(cells), state.stage, state.known)

    assert len(events) == 1
    assert set(events[0].parts) == {"all"}


def folded(layout: Layout, known: Known, events: list[list[object]], turn: int) -> Known:
    """What a team knows after being told some events: the fold that any reader of its log can do."""
    values, marks, since = list(known.values), bytearray(known.status), list(known.since)
    for kind, fields in events:
        assert isinstance(fields, dict)
        if kind == "turn":
            turn = fields["turn"]
        if kind not in ("seen", "estimated", "lost"):
            continue
        cell = layout.by_name[fields["cell"]]
        if kind == "lost":
            marks[cell], since[cell] = LAST_KNOWN, fields["since"]
            continue
        values[cell] = layout.inward(cell, fields["value"])
        marks[cell] = SEEN if kind == "seen" else ESTIMATED
        if kind == "seen":
            since[cell] = turn
    return Known(tuple(values), bytes(marks), tuple(since))


def test_a_team_s_knowledge_is_the_fold_of_what_it_was_told() -> None:
    """Over random games: the fold of told events is `known`, and the view from it is the view served."""
    game = toy()
    for seed in range(4):
        known = {team: blank(game) for team in game.teams}
        for before, state, events in play(game, seed, turns=4):
            for team in game.teams:
                told = told_to(events, team)
                known[team] = folded(game.board.layout, known[team], told, before.stage.turn)
                assert known[team] == state.known[team]
            if state.stage.turn != before.stage.turn:
                for team in game.teams:
                    alone = attrs.evolve(state, cells=known[team].values, known={team: known[team]}, seed=0)
                    served = canonical(engine.view(game, state, team))
                    assert canonical(engine.view(game, alone, team)) == served
