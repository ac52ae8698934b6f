"""Content: TOML to model, with every mistake in its place. The only room that reads TOML."""

from wargame.content.load import Summary, check, define, load, load_texts, shipped
from wargame.content.schema import schema

__all__ = ["Summary", "check", "define", "load", "load_texts", "schema", "shipped"]
