"""Content: TOML to model, with every mistake in its place. The only room that reads TOML."""

from wargame.content.load import Summary, check, define, load, load_texts, shipped

__all__ = ["Summary", "check", "define", "load", "load_texts", "shipped"]
