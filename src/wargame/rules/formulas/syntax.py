"""From hostile text to a syntax tree with places: nothing that a file can say gets a traceback out of us.

The text that is parsed has comments blanked, and is plain ASCII, so that Python's byte columns are characters.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable

import attrs

from wargame.rules.formulas.faults import FormulaErrors, Mistake

LONGEST_EXPRESSION = 4_000
LONGEST_PROGRAM = 8_000
DEEPEST = 60

_COMMENT = re.compile(r"#[^\r\n]*")
_FOREIGN = {
    "−": "write - (the plain minus sign)",
    "–": "write - (the plain minus sign)",
    "×": "write *",
    "÷": "write /",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "\u00a0": "write a plain space",
    "·": "write *",
}
_SLIPS = (
    (re.compile(r"&&?"), "write and"),
    (re.compile(r"\|\|?"), "write or"),
    (re.compile(r"!(?!=)"), "write not"),
    (re.compile(r"===|!=="), "write == or !="),
    (re.compile(r"=>"), "write >="),
    (re.compile(r"=<"), "write <="),
    (re.compile(r"<>"), "write !="),
    (re.compile(r"\*\*"), "there are no powers: write x * x"),
    (re.compile(r"//"), "write floor(a / b)"),
    (re.compile(r"\+\+(?=\s*(?:$|[;\n]))"), "write += 1"),
    (re.compile(r"--(?=\s*(?:$|[;\n]))"), "write -= 1"),
    (re.compile(r"\?"), "write a if c else b"),
    (re.compile(r"[@$`~^%\\{}]"), ""),
)
_SUSPECT = re.compile(r"[^ -~\n\t]|['\"&|@$`~^%\\{}?]|!(?!=)|={3}|!==|=>|=<|<>|\*\*|//|\+\+|--|\bif\b[^:\n]*=")
"""One look that most texts pass; the slower ones below then say what is wrong and where."""
_RUN_ON = re.compile(r"\d\.?[A-Za-z_]")
_LONE = re.compile(r"(?<![=<>!+\-*/%|&^:])=(?![=<>])")
_IF_LINE = re.compile(r"^[ \t]*(?:if|elif)\b.*$", re.MULTILINE)
_ELSE_IF = re.compile(r"\belse +if\b")
_TEXT = re.compile(r"'[^'\r\n]*'?|\"[^\"\r\n]*\"?")
_OPEN, _CLOSE, _BRACKET = "([", ")]", re.compile(r"[()\[\]]")


@attrs.frozen
class Parsed:
    """A syntax tree and the way from its places to characters of the author's text."""

    text: str
    tree: ast.AST
    starts: tuple[int, ...]
    shift: int

    def place(self, node: ast.AST) -> tuple[int, int]:
        """(offset, length) of a node in the author's text; the first line of what goes over several."""
        begin = self.offset(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
        end = self.offset(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))
        line_end = self.text.find("\n", begin)
        return begin, max(1, min(end, line_end if line_end > begin else end) - begin)

    def offset(self, line: int, column: int) -> int:
        """Character offset of a line (1-based) and column (0-based) of the parsed text."""
        start = self.starts[min(line, len(self.starts)) - 1]
        return min(max(0, start + column - self.shift), len(self.text))

    def source(self, node: ast.AST) -> str:
        """What the author wrote for a node."""
        begin, length = self.place(node)
        return self.text[begin : begin + length]


def parse_expression(text: str) -> Parsed:
    """Parses a formula; raises FormulaErrors."""
    plain = _plain(text, LONGEST_EXPRESSION, program=False)
    return _parse(text, "(" + plain + "\n)", 1, "eval")


def parse_program(text: str) -> Parsed:
    """Parses an effects text; a text that is indented as a whole is read as if it were not."""
    plain = _plain(text, LONGEST_PROGRAM, program=True)
    first = next((line for line in plain.split("\n") if line.strip()), "")
    if first[:1] in (" ", "\t"):
        return _parse(text, "if 1:\n" + plain, 6, "exec")
    return _parse(text, plain, 0, "exec")


def _plain(text: str, longest: int, *, program: bool) -> str:
    """The text as Python shall see it, same length; raises on what no formula may contain."""
    if len(text) > longest:
        raise FormulaErrors([(longest, 1, f"longer than {longest:,} characters", "split it up")])
    plain = _COMMENT.sub(lambda found: " " * len(found[0]), text).replace("\r\n", " \n")
    if not plain.strip():
        raise FormulaErrors([(0, max(1, len(text)), "nothing is written here", "")])
    if _SUSPECT.search(plain) or (program and " if" in plain) or (not program and _LONE.search(plain)):
        faults = [*_signs(plain), *_slips(plain, program)]
        if faults:
            raise FormulaErrors(faults)
    faults = _brackets(plain)
    if faults:
        raise FormulaErrors(faults)
    return plain


def _signs(plain: str) -> list[Mistake]:
    faults: list[Mistake] = []
    for i, sign in enumerate(plain):
        if sign >= "\x7f":
            hint = _FOREIGN.get(sign, "names have plain letters, digits and _")
            faults.append((i, 1, f"{sign!r} cannot stand in a formula", hint))
        elif sign < " " and sign not in "\n\t":
            faults.append((i, 1, f"a control character (code {ord(sign)})", "delete it"))
    for found in _TEXT.finditer(plain):
        faults.append((found.start(), len(found[0]), "text cannot stand in a formula", "write names without quotes"))
    return faults[:20]


def _slips(plain: str, program: bool) -> list[Mistake]:
    """Signs that other languages have, and the lone `=`."""
    faults: list[Mistake] = []
    for pattern, hint in _SLIPS:
        for found in pattern.finditer(plain):
            faults.append((found.start(), len(found[0]), f"`{found[0]}` means nothing in a formula", hint))
    taken = {place for start, length, _, _ in faults for place in range(start, start + length)}
    if not program:
        faults += _lone(plain, 0, taken)
    else:
        for line in _IF_LINE.finditer(plain):
            faults += _lone(line[0].partition(":")[0], line.start(), taken)
        for found in _ELSE_IF.finditer(plain):
            if plain[: found.start()].rpartition("\n")[2].strip() == "":
                faults.append((found.start(), len(found[0]), "`else if` begins no line here", "write elif"))
    return faults[:20]


def _lone(text: str, shift: int, taken: set[int]) -> list[Mistake]:
    found = [match.start() + shift for match in _LONE.finditer(text)]
    return [(i, 1, "a lone `=` compares nothing", "write ==") for i in found if i not in taken]


def _brackets(plain: str) -> list[Mistake]:
    """Brackets that do not match, which would let a text break out of what surrounds it."""
    stack: list[int] = []
    for found in _BRACKET.finditer(plain):
        i, sign = found.start(), found[0]
        if sign in _OPEN:
            stack.append(i)
            if len(stack) > DEEPEST:
                return [(i, 1, "nested too deeply", f"at most {DEEPEST} brackets in one another")]
        elif sign in _CLOSE and (not stack or _OPEN.index(plain[stack.pop()]) != _CLOSE.index(sign)):
            return [(i, 1, f"`{sign}` closes nothing", "")]
    if stack:
        return [(stack[-1], 1, f"`{plain[stack[-1]]}` is never closed", "")]
    return []


def _parse(text: str, wrapped: str, shift: int, mode: str) -> Parsed:
    starts = [0]
    for i, sign in enumerate(wrapped):
        if sign == "\n":
            starts.append(i + 1)
    blank = Parsed(text, ast.Pass(), tuple(starts), shift)
    try:
        tree = _quietly(wrapped, mode) if _RUN_ON.search(wrapped) else ast.parse(wrapped, mode=mode)
    except SyntaxError as error:
        raise FormulaErrors([_syntax(blank, error)]) from None
    except (ValueError, MemoryError, RecursionError, OverflowError):
        raise FormulaErrors([(0, 1, "too long or too deeply nested to read", "split it up")]) from None
    parsed = attrs.evolve(blank, tree=tree)
    if len(text) > DEEPEST:
        _check_depth(parsed)
    return parsed


def _quietly(wrapped: str, mode: str) -> ast.AST:
    """Python warns of numbers that run into names; a file's mistake is no matter for the terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(wrapped, mode=mode)


def _syntax(parsed: Parsed, error: SyntaxError) -> Mistake:
    place = parsed.offset(error.lineno or 1, max(0, (error.offset or 1) - 1))
    message = (error.msg or "invalid syntax").partition("(")[0].strip()
    known: dict[str, Callable[[], str]] = {
        "invalid syntax": lambda: "this cannot be read" + _word_at(parsed.text, place),
        "unindent does not match": lambda: "this line is indented unlike the ones before it",
        "unexpected indent": lambda: "this line is indented for no reason",
        "expected an indented block": lambda: "an indented line is missing here",
        "expected ':'": lambda: "a `:` is missing here",
        "inconsistent use of tabs": lambda: "tabs and spaces are mixed here",
        "invalid decimal literal": lambda: "a number runs into a name here",
        "too many": lambda: "nested too deeply",
        "cannot assign to": lambda: "only a variable or a local can be written",
        "cannot use": lambda: "only a variable or a local can be written",
        "'": lambda: "only a variable or a local can be written",
    }
    for start, words in known.items():
        if message.startswith(start):
            return place, 1, words(), ""
    return place, 1, message[:1].lower() + message[1:], ""


def _word_at(text: str, place: int) -> str:
    found = re.compile(r"\w+|\S").match(text, place)
    return f": `{found[0]}`" if found else ""


def _check_depth(parsed: Parsed) -> None:
    """Refuses trees so deep that walking them, or compiling what is emitted, could fail."""
    level: list[ast.AST] = [parsed.tree]
    for _ in range(DEEPEST * 2):
        deeper = [child for node in level for child in ast.iter_child_nodes(node)]
        if not deeper:
            return
        level = deeper
    raise FormulaErrors([(*parsed.place(level[0]), "nested too deeply", "use a local or a computed variable")])
