"""The record: JSON Lines to model and back. One append-only log a game; what is written is never changed."""

from wargame.record.audit import AuditReport, audit, game_of
from wargame.record.chain import salt_key
from wargame.record.fold import fold_to, states
from wargame.record.journal import Journal
from wargame.record.log import Log, Record, read_log
from wargame.record.redact import redact, redacted
from wargame.record.resume import Resumed, resume

__all__ = [
    "AuditReport",
    "Journal",
    "Log",
    "Record",
    "Resumed",
    "audit",
    "fold_to",
    "game_of",
    "read_log",
    "redact",
    "redacted",
    "resume",
    "salt_key",
    "states",
]
