"""From words to a command, and from whatever goes wrong to one sentence.

Exit codes: 0 fine, 1 something was found, 2 used wrongly.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from wargame.commands.options import parser
from wargame.errors import LoadError, WargameError

MISUSED = 2


def dispatch(words: Sequence[str]) -> int:
    """Runs the command that the words name."""
    args = parser().parse_args(words)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # An old console has no ▸ and a script may hold any byte: a sign that is lost must not stop a game.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        module = import_module(f"wargame.commands.{args.module}")
        code: int = getattr(module, args.call)(args)
        sys.stdout.flush()
    except LoadError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return MISUSED
    except WargameError as error:
        return _say(str(error))
    except KeyboardInterrupt:
        return _say("Stopped.")
    except BrokenPipeError:
        _silence()
        return 0
    except OSError as error:
        return _say(f"{error.filename or 'A file'}: {(error.strerror or str(error)).lower()}.")
    return code


def _say(sentence: str) -> int:
    print(f"wargame: {sentence}", file=sys.stderr)
    return MISUSED


def _silence() -> None:
    """Whoever read our output has gone: Python must not complain about it at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
