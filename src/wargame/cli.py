"""The command line's door. It imports nothing until it knows what is wanted: `wargame --version` must be quick."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wargame.version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code. A user's mistake is one sentence on stderr, never a traceback."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words == ["--version"]:
        print(f"wargame {__version__}")
        return 0
    from wargame.commands.dispatch import dispatch

    return dispatch(words)


if __name__ == "__main__":
    sys.exit(main())
