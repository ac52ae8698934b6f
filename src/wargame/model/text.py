"""The kinds of text in a scenario file: formulas, programs, templates - not yet compiled."""

from __future__ import annotations

from decimal import Decimal
from typing import NewType

Formula = NewType("Formula", str)
"""An expression in the formula language; a number in TOML is kept as its text."""
Effects = NewType("Effects", str)
"""A program in the formula language."""
Template = NewType("Template", str)
"""Words with `{parameter}` places."""
Number = int | Decimal
