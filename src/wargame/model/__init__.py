"""Nouns: frozen attrs, queries only, and the fold from events to state. Imports nothing but errors."""
