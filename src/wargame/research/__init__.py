"""Batches of games, and the tables that come of them."""
