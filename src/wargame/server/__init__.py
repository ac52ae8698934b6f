"""Clients and (later) listeners. Imports nothing here: the TUI takes `server.client` without the table."""
