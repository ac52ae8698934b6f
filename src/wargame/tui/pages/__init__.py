"""The pages of a game: each is given the desk, draws it, and posts what the player wants."""
