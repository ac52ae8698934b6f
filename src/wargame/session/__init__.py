"""One table, sans-I/O. Imports nothing here: a client takes `session.messages` without the engine."""
