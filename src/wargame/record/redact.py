"""A log as one team may have it: every other part is replaced by its digest, and the chain still holds."""

from __future__ import annotations

from pathlib import Path

from wargame.errors import LogError
from wargame.model.events import ALL
from wargame.record import chain
from wargame.record.codec import canonical
from wargame.record.log import Log


def redacted(log: Log, team: str) -> bytes:
    """The lines of a log with the parts of all and of `team` alone ("": those of all only).

    It has the same head as the whole log. It still shows how many records there are, and for whom.
    """
    keep = {ALL, f"team:{team}"} if team else {ALL}
    lines = []
    for record in log.records:
        parts = {}
        for who, part in record.parts.items():
            whole = canonical(part)
            digest = chain.part_digest(whole) if isinstance(part, dict) else str(part)
            parts[who] = whole if who in keep else canonical(digest)
        lines.append(chain.written({**record.head, "hash": record.hash}, parts))
    return b"".join(lines)


def redact(log: Log, team: str, path: str | Path) -> None:
    """Writes a redacted log to a new file. Raises LogError if it cannot be written."""
    try:
        with Path(path).open("xb") as stream:
            stream.write(redacted(log, team))
    except FileExistsError:
        raise LogError(f"{path} is there already") from None
    except OSError as error:
        raise LogError(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}") from None
