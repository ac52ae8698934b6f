"""What can be wrong, said once: where, what, and what instead."""

from __future__ import annotations

import attrs


@attrs.frozen
class Problem:
    """One mistake in a file, with its place and a remedy.

    Attributes:
        file: name of the file as the user gave it.
        line: 1-based line; 0 where the file as a whole is meant.
        column: 1-based column in characters; 0 with line 0.
        key: dotted path of the entry, "" for the file as a whole.
        message: what is wrong, one clause without a full stop.
        hint: what to do instead, "" where nothing sensible can be said.
        excerpt: the offending line and a caret below it, "" if there is none.
    """

    file: str
    line: int
    column: int
    key: str
    message: str
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f" – {self.hint}" if self.hint else "")


class WargameError(Exception):
    """Anything that a user can mend; `str()` is one clear sentence."""


class LoadError(WargameError):
    """A scenario or ruleset cannot be used.

    Attributes:
        problems: every mistake found, in file order.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class CommandRefused(WargameError):
    """A command that the rules do not allow now; the state is as it was.

    Attributes:
        rule: id of the rule or requirement that refuses.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class FormulaFailed(WargameError):
    """A formula that has no value on this state (division by zero, a number beyond 2^53, nobody as an index)."""


class LogError(WargameError):
    """A log that is damaged, incomplete or in use; the message names the line."""


class AuditMismatch(LogError):
    """Re-execution differs from the record; the message names the first difference."""
