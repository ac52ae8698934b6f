"""Whose seat is whose: one seat a team, and which teams are meant for people."""

from __future__ import annotations

from wargame.rules.game import Game


def one_each(game: Game) -> dict[str, str]:
    """One seat for every team, of the team's own id."""
    return {team: team for team in game.teams}


def people_of(game: Game) -> tuple[str, ...]:
    """The teams meant for people: those of the seating, or the one that plays the chosen actors; else all playable."""
    if game.seating:
        return tuple(game.board.definition.seating[game.seating].teams)
    if "player" in game.teams:
        return ("player",)
    actors, definition = game.board.universe.actors, game.board.definition
    return tuple(
        team.id for team in game.teams.values() if any(definition.actors[actors[i]].playable for i in team.actors)
    )
