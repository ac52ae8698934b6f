"""One writer a log: a lock that the system takes back when its process dies."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from wargame.errors import LogError

_FAR = 1 << 40
"""Windows locks bytes against reading too: this one no log ever reaches."""


def hold(stream: BinaryIO, name: str) -> None:
    """Locks an open log for this process. Raises LogError if another one writes it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            at = stream.tell()
            stream.seek(_FAR)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            stream.seek(at)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise LogError(f"{name} is in use: another process is playing this game") from None


def settle_folder(path: str) -> None:
    """Makes a new file's name last, where the system asks for that."""
    if sys.platform != "win32":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
