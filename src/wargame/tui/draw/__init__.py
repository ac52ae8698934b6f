"""Pure drawing: data in, lines of text out. Nothing here knows an app, a client or a key."""
