"""Every mistake has its place: what is refused, where exactly, and what to write instead."""

from __future__ import annotations

import pytest

from wargame.errors import FormulaFailed
from wargame.model.layout import ACTOR, REGION, Kind
from wargame.rules.compiled import Moment
from wargame.rules.formulas import (
    FormulaErrors,
    compile_computed,
    compile_expression,
    compile_program,
    compile_template,
)

ARGS = {"actor": ACTOR, "region": REGION}
DEEP = "sum(1" + "".join(f" for {name} in actors" for name in "abcdefgh") + ")"
KINDS = {"flag": Kind("flag"), "whole": Kind("whole"), "dec": Kind("dec"), "side": Kind("side"), "": None}


def faults(compile_text, *args):
    """The mistakes of a text; fails if there is none."""
    with pytest.raises(FormulaErrors) as caught:
        compile_text(*args)
    return caught.value.faults


@pytest.mark.parametrize(
    ("text", "want", "marked", "message", "hint"),
    [
        # names
        ("fundz[actor] > 2", "flag", "fundz", 'unknown variable "fundz"', 'did you mean "funds"?'),
        ("false and esclation > 2", "flag", "esclation", 'unknown name "esclation"', 'did you mean "escalation"?'),
        ("summ(funds[a] for a in actors)", "", "summ", 'unknown function "summ"', 'did you mean "sum"?'),
        ("has_agreement(truc, anna, ben)", "flag", "truc", 'unknown agreement "truc"', 'did you mean "truce"?'),
        ("acted(strik, anna)", "", "strik", 'unknown action "strik"', 'did you mean "strike"?'),
        ("region in upland", "flag", "upland", 'unknown set "upland"', 'did you mean "uplands"?'),
        ("count(x for x in allie)", "", "allie", 'unknown set "allie"', 'did you mean "allies"?'),
        ("funds(anna)", "", "funds", '"funds" takes no ( )', "write funds[…]"),
        ("men[anna]", "", "men", '"men" takes round brackets', "write men(…)"),
        ("turn[1]", "", "turn", '"turn" has no members', "write it without [ ]"),
        ("actors", "", "actors", '"actors" is a set, not one value', "write … in actors, or for x in actors"),
        ("side == blue", "flag", "side", '"side" needs brackets', "write side(…)"),
        # kinds
        ("funds[north]", "", "north", "an actor is needed here, this is a region", ""),
        ("funds[actor] + 0.5", "whole", "funds[actor] + 0.5", "a whole number is needed here", "round(…)"),
        ("funds[actor]", "flag", "funds[actor]", "true or false is needed here", "write a comparison"),
        ("will[actor] and alarm", "flag", "will[actor]", "true or false is needed here", "write a comparison"),
        ("alarm + 1", "", "alarm", "a number is needed here, this is true or false", "write count(…)"),
        ("control[region] == actor", "flag", "actor", "do not go together", "write side(…)"),
        ("actor", "side", "actor", "a side is needed here, this is an actor", "write side(…)"),
        ("anna < ben", "flag", "anna < ben", "only numbers are greater or smaller", "write == or !="),
        ("leader == nobody", "flag", "nobody", "an actor is never nobody", ""),
        ("mood[actor] == anna", "flag", "anna", "do not go together", ""),
        ("sum(alarm for a in actors)", "", "alarm", "sum(…) asks for a number", "write count(…)"),
        ("any(funds[a] for a in actors)", "", "funds[a]", "any(…) asks for true or false", "write a comparison"),
        ("1 if turn else 2", "whole", "turn", "true or false is needed here", "write a comparison"),
        # arity
        ("strength[actor]", "", "strength[actor]", '"strength" has 2 indexes', "write strength[actor, region]"),
        ("funds", "", "funds", '"funds" has 1 index', "write funds[actor]"),
        ("escalation[anna]", "", "escalation[anna]", '"escalation" has no index', "write escalation"),
        ("min(1)", "", "min(1)", '"min" takes other arguments', "write min(a, b)"),
        ("men(actor, region)", "", "men(actor, region)", '"men" takes 1 argument', "write men(actor)"),
        ("side()", "", "side()", '"side" takes 1 argument', "write side(actor)"),
        ("sum(funds[anna])", "", "sum(funds[anna])", '"sum" needs a loop', "write sum(… for a in actors)"),
        ("men(actor=anna)", "", "=", "a lone `=` compares nothing", "write =="),
        # signs of other languages
        ("funds[actor] = 3", "flag", "=", "a lone `=` compares nothing", "write =="),
        ("alarm && alarm", "flag", "&&", "`&&` means nothing in a formula", "write and"),
        ("alarm || alarm", "flag", "||", "`||` means nothing in a formula", "write or"),
        ("!alarm", "flag", "!", "`!` means nothing in a formula", "write not"),
        ("turn => 3", "flag", "=>", "`=>` means nothing in a formula", "write >="),
        ("turn <> 3", "flag", "<>", "`<>` means nothing in a formula", "write !="),
        ("turn ≥ 3", "flag", "≥", "'≥' cannot stand in a formula", "write >="),
        ("True", "flag", "True", "`True` means nothing in a formula", "write true"),
        ("host[region] == None", "flag", "None", "`None` means nothing in a formula", "write nobody"),
        ("2 ** 64", "", "**", "`**` means nothing in a formula", "there are no powers"),
        ("7 // 2", "", "//", "`//` means nothing in a formula", "write floor(a / b)"),
        ("7 % 2", "", "%", "`%` means nothing in a formula", ""),
        ("mood[actor] == 'calm'", "flag", "'calm'", "text cannot stand in a formula", "write names without quotes"),
        ("leader is anna", "flag", "leader is anna", "`is` cannot stand in a formula", "write =="),
        # what no formula may say
        ("actor.name", "", "actor.name", "a dot cannot stand here", "write name[member]"),
        ("[1, 2]", "", "[1, 2]", "a list cannot stand in a formula", "(a, b)"),
        ("lambda: 1", "", "lambda: 1", "`lambda` cannot stand in a formula", ""),
        ("(y := 3)", "", "y := 3", "`:=` cannot stand in a formula", ""),
        ("__import__", "", "__import__", 'unknown name "__import__"', ""),
        ("(1).real", "", "(1).real", "a dot cannot stand here", ""),
        ("1e3", "", "1e3", "`1e3` is no number of this language", "write digits"),
        ("0x10", "", "0x10", "`0x10` is no number of this language", "write digits"),
        ("1_000", "", "1_000", "`1_000` is no number of this language", "write digits"),
        ("1j", "", "1j", "`1j` is no number of this language", "write digits"),
        ("0.1234567", "", "0.1234567", "a decimal number has six places at most", ""),
        ("9007199254740993", "", "9007199254740993", "a number beyond 2^53", ""),
        ("1 / 0", "", "0", "a division by zero", ""),
        ("funds[actor", "", "[", "`[` is never closed", ""),
        ("funds[actor])", "", ")", "`)` closes nothing", ""),
        ("1 2", "", "1", "this cannot be read", ""),
        ("a := 1) or (b", "", ")", "`)` closes nothing", ""),
        ("fоnds[actor]", "", "о", "cannot stand in a formula", "plain letters"),
        ("ﬁ", "", "ﬁ", "cannot stand in a formula", "plain letters"),
        ("1\x00", "", "\x00", "a control character (code 0)", "delete it"),
        (DEEP, "", "sum(", "this can take 65,536 steps", "at most 20,000"),
        ("count(actor for actor in actors)", "", "actor", '"actor" is already taken', "choose another name"),
        ("count(1 for funds in actors)", "", "funds", '"funds" already means something', "choose another name"),
    ],
)  # fmt: skip
def test_a_refusal_names_place_and_remedy(names, text, want, marked, message, hint):
    """One text, one mistake: its offset and length mark exactly the words at fault."""
    found = faults(compile_expression, text, names, ARGS, KINDS[want])
    assert len(found) == 1, found
    offset, length, said, instead = found[0]
    assert message in said
    assert hint in instead
    assert text[offset : offset + length].startswith(marked)
    assert text.index(marked) == offset or text.rindex(marked) == offset or marked in ("1", "funds", "actor", "side")


def test_all_mistakes_of_a_text_come_at_once(names):
    """Also in branches that never run."""
    text = "false and (fundz[actor] > 1 or mony) and alarm > 2"
    found = faults(compile_expression, text, names, ARGS, Kind("flag"))
    assert [text[o : o + n] for o, n, _, _ in found] == ["fundz", "mony", "2"]


def test_offsets_are_characters_of_the_text_as_written(names):
    """Line breaks, CRLF and comments with letters of any script do not shift a place."""
    text = "funds[actor] # Größe – é\r\n  + mony"
    ((offset, length, _, _),) = faults(compile_expression, text, names, ARGS, None)
    assert text[offset : offset + length] == "mony"


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("funds[actor] -= 1", "funds[actor]", "is a stock"),
        ("funds[actor] = 1", "funds[actor]", "is a stock"),
        ("here[region] += 1", "here[region]", "is computed, it is never written"),
        ("rough[region] = true", "rough[region]", "is a property, it is never written"),
        ("alarm += 1", "alarm", "nothing can be added to it"),
        ("alarm = 1", "1", "true or false is needed here"),
        ("leader = nobody", "nobody", "an actor is needed here"),
        ("count_down = 0.5", "0.5", "a whole number is needed here"),
        ("x = 1\nx = 0.5", "0.5", "a whole number is needed here"),
        ("if alarm:\n    x = 1\ncount_down = x", "x", '"x" has a value in one branch only'),
        ("for a in actors:\n    x = 1\ncount_down += x", "x", '"x" has a value in one branch only'),
        ("if alarm:\n    x = 1\nelse:\n    x = anna\n", "if alarm:", "in one branch and an actor in the other"),
        ("will = 3.0", "will", '"will" has 1 index'),
        ("actor = anna", "actor", '"actor" is already taken'),
        ("turn = 3", "turn", "already means something"),
        ("sum = 3", "sum", "already means something"),
        ("x += 1", "x", 'unknown variable "x"'),
        ("for a in actors:\n    a = anna", "a", '"a" is already taken'),
        ("x = nobody", "nobody", "a local cannot begin as nobody"),
        ("count_down *= 2", "count_down *= 2", "only =, += and -= write"),
        ("count_down = score[anna] = 2", "count_down = ", "one `=` a line"),
        ("while true:\n    pass", "while true:", "this cannot stand in effects"),
        ("import os", "import os", "this cannot stand in effects"),
        ("del alarm", "del alarm", "this cannot stand in effects"),
        ("1 + 1", "1 + 1", "this line does nothing"),
        ("men(actor)", "men(actor)", "this line does nothing"),
        ("move(funds[anna], will[ben], 1)", "will[ben]", 'cannot move into "will"'),
        ("move(funds[anna], funds[ben])", "move(", '"move" takes 3 arguments'),
        ("move(mood[anna], mood[ben], 1)", "mood[anna]", "only numbers move"),
        ("enter(battel, region)", "battel", 'unknown contest "battel"'),
        ("enter(battle, actor)", "actor", "a region is needed here"),
        ("muster(actor)", "muster(actor)", '"muster" takes 2 arguments'),
        ("for i in range(11):\n    pass", "range(11)", "range takes a number from 1 to 10"),
        ("for i in range(turn):\n    pass", "range(turn)", "range takes a number from 1 to 10"),
        ("for a, b in actors:\n    pass", "a, b", "a loop has one variable"),
        ("for a in actor:\n    pass", "actor", "not a set"),
        ("if alarm = true:\n    pass", "=", "a lone `=` compares nothing"),
        ("if alarm:\n    pass\nelse if alarm:\n    pass", "else if", "`else if` begins no line here"),
        ("if alarm:\npass", "p", "an indented line is missing here"),
        ("  alarm = true\n alarm = false", "", "indented unlike"),
    ],
)
def test_programs_refuse(names, text, marked, message):
    """What effects may not say, and the words at fault."""
    found = faults(compile_program, text, names, ARGS)
    assert len(found) == 1, found
    offset, length, said, _ = found[0]
    assert message in said
    assert (
        not marked or text[offset : offset + length].startswith(marked) or marked == text[offset : offset + len(marked)]
    )


def test_loops_of_a_program_are_bounded_together(names):
    """Nesting times set sizes, over statements and the sums inside them."""
    loops = "sum(1 for a in actors for b in actors for c in actors for d in actors)"
    text = f"for i in range(10):\n    for j in range(10):\n        count_down += {loops}"
    ((_, _, said, _), *_) = faults(compile_program, text, names, ARGS)
    assert "steps" in said


def test_computed_variables_may_not_go_in_circles(fresh_names):
    """Each of a circle is named."""
    names = fresh_names
    texts = {
        "here": ("twice[region] + 1", {"region": REGION}),
        "twice": ("here[region] * 2", {"region": REGION}),
    }
    wrong = compile_computed(texts, names)
    assert {name: error.faults[0][2] for name, error in wrong.items()} == {
        "here": '"here" hangs on itself',
        "twice": '"twice" hangs on itself',
    }


def test_templates_refuse_what_is_no_parameter():
    """Attributes, numbers, conversions and lone braces, each with its place."""
    text = "{acto} and {actor.x} and {0} and {"
    found = faults(compile_template, text, ("actor",))
    assert [text[o : o + n] for o, n, _, _ in found] == ["{acto}", "{actor.x}", "{0}", "{"]
    assert found[0][3] == 'did you mean "actor"?'


def test_a_computed_variable_without_a_formula_fails_when_asked(fresh_names):
    """One mistake in a ruleset must not keep the rest from being checked."""
    names = fresh_names
    names.ready.clear()
    made = compile_expression("here[region] + 1", names, ARGS, None)
    with pytest.raises(FormulaFailed, match="here has no formula"):
        made.call(names.board.start, Moment(1), 0, 0)
    assert made.footprint(Moment(1), 0, 0) == frozenset()
