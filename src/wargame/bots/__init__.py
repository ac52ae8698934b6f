"""Policies: what a team believes in, orders and answers out. A bot keeps no state and never sees the truth."""

from wargame.bots.make import KINDS, Bot, make

__all__ = ["KINDS", "Bot", "make"]
