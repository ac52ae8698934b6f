"""Where keys, values and characters of strings stand."""

from __future__ import annotations

import tomllib

import pytest

from wargame.content.spans import Spans, string_offset


def line_column(text: str, *path: str | int) -> tuple[int, int]:
    spans = Spans(text)
    return spans.place(spans.values[path])


def test_every_value_is_found_by_its_path() -> None:
    """Headers, dotted keys, inline tables and arrays of tables all give paths."""
    text = 'a = 1\n[t.u]\nb.c = [10, {d = "x"}]\n[[list]]\nk = 1\n[[list]]\nk = 2\n[list.sub]\nz = 3\n'

    assert line_column(text, "a") == (1, 5)
    assert line_column(text, "t", "u") == (2, 1)
    assert line_column(text, "t", "u", "b", "c", 1, "d") == (3, 17)
    assert line_column(text, "list", 1, "k") == (7, 5)
    assert line_column(text, "list", 1, "sub", "z") == (9, 5)


def test_the_paths_are_exactly_those_of_the_parser() -> None:
    """No path too many, none too few, whatever the strings hold."""
    text = (
        "'quoted.key' = '''one ''two'' [x] # no comment'''\n"
        'b = """say ""hi"" \\" = 3\n""" # comment [y]\n'
        "c = [ # comment ]\n  1.5e3, 2021-01-01 00:00:00, [[]], {},\n]\n"
        'd = """"quoted""""\n'
        "[x]\n[x.y]\nq = -inf\n"
    )

    wanted = set()
    todo: list[tuple[tuple[str | int, ...], object]] = [((), tomllib.loads(text))]
    while todo:
        path, value = todo.pop()
        wanted.add(path)
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        todo += [((*path, key), inner) for key, inner in items]

    assert set(Spans(text).values) == wanted - {()}


@pytest.mark.parametrize(
    ("literal", "offset", "found"),
    [
        ('"abc"', 1, "b"),
        (r'"a\tbc"', 2, "b"),
        (r'"a\u00e9bc"', 2, "b"),
        (r'"a\U0001F600bc"', 2, "b"),
        (r"'a\tbc'", 3, "b"),
        ('"""\nabc"""', 1, "b"),
        ('"""\r\na\r\nbc"""', 2, "b"),
        ('"""a\\\n   \n  bc"""', 1, "b"),
        ('"""a\\  \r\n\t bc"""', 1, "b"),
        ("'''\na\r\nb'''", 2, "b"),
        ("'''\r\na'b'''", 2, "b"),
        ('"""a"b"""', 2, "b"),
    ],
)
def test_a_character_of_a_string_is_found_in_the_file(literal: str, offset: int, found: str) -> None:
    """In all four forms: escapes, CRLF, the trimmed newline and the backslash at a line's end are counted."""
    text = f"k = {literal}\n"
    value = tomllib.loads(text)["k"]

    place = string_offset(text, 4, offset)

    assert text[place] == found == value[offset]
