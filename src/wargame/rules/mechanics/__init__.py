"""Rules that Python knows, each bound to a board by the settings of a ruleset. None names an actor or a place."""
