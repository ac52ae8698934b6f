"""The chain: salts, digests of parts, hashes of records (machine, section 4; bytes in docs/log-format.md).

A record's hash is taken with every part replaced by its digest. So it is the hash of the *redacted* line, and
whoever holds any redaction of a log can check it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from wargame.record.codec import canonical

_GAP = b'"parts":0'
FIRST = ""
"""What stands for the record before the header."""


def salt(key: bytes, n: int, audience: str) -> str:
    """The salt of one part, hex: 16 bytes that nobody can guess without the log's key."""
    return blake2b(f"{n}\0{audience}\0".encode(), digest_size=16, key=key, person=b"wargame-salt/1").hexdigest()


def salt_key(seed: int) -> bytes:
    """The key of a batch's log, so that the same seed gives the same bytes. Played games draw theirs by chance."""
    return blake2b(f"{seed}\0".encode(), digest_size=32, person=b"wargame-keys/1").digest()


def part_digest(part: bytes) -> str:
    """The digest of a part's canonical JSON, salt and all."""
    return blake2b(part, digest_size=32, person=b"wargame-part/1").hexdigest()


def record_hash(head: Mapping[str, Any], digests: Mapping[str, str], prev: str) -> str:
    """The hash of a record: its fields without `hash`, its parts as digests, and the hash before it."""
    text = canonical({**head, "parts": digests, "prev": prev})
    return blake2b(text, digest_size=32, person=b"wargame-record/1").hexdigest()


def line(head: Mapping[str, Any], parts: Mapping[str, bytes], prev: str) -> tuple[bytes, str]:
    """A record's line with its newline, and its hash. `parts`: audience -> canonical JSON with salt, made once."""
    digests = {audience: part_digest(part) for audience, part in parts.items()}
    hashed = record_hash(head, digests, prev)
    return written({**head, "hash": hashed}, parts), hashed


def written(head: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """Canonical JSON of a record around parts that are JSON already (or digests in quotes)."""
    inner = b",".join(_key(audience) + parts[audience] for audience in sorted(parts))
    before, after = canonical({**head, "parts": 0}).split(_GAP)  # inside a text its quotes would be escaped
    return before + b'"parts":{' + inner + b"}" + after + b"\n"


@lru_cache(maxsize=256)
def _key(audience: str) -> bytes:
    return canonical(audience) + b":"
