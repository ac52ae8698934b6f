"""Whole screens: home, start, hand-over, the game, and the boxes over it."""
