"""The formula language: a small checked subset of Python, compiled once to exact integer arithmetic.

`compile_expression` and `compile_program` read one text each, `compile_computed` all computed variables of a
ruleset; whatever is wrong comes as `FormulaErrors` with places. The grammar stands in docs/rules.md.
"""

from wargame.rules.formulas.builtins import ACTION, AGREEMENT
from wargame.rules.formulas.compiling import compile_computed, compile_expression, compile_program
from wargame.rules.formulas.faults import FormulaErrors
from wargame.rules.formulas.names import Names
from wargame.rules.formulas.templates import Template, compile_template

__all__ = [
    "ACTION",
    "AGREEMENT",
    "FormulaErrors",
    "Names",
    "Template",
    "compile_computed",
    "compile_expression",
    "compile_program",
    "compile_template",
]
