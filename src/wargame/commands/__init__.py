"""One module a group of commands: `cli` parses, these wire the rooms and print. They return exit codes."""
