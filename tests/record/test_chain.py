"""The test vectors of docs/log-format.md."""

from __future__ import annotations

import json

from wargame.engine.dice import Dice, drawn, face, further, seed_hash
from wargame.record import chain
from wargame.record.codec import canonical

KEY = bytes(range(32))
ALL = {"events": [[0, "seen", {"cell": "control[pass]", "value": "blue"}]]}
RED = {"events": [[1, "seen", {"cell": "funds[rosa]", "value": 9}]]}


def salted(part: dict[str, object], audience: str) -> bytes:
    return canonical({**part, "salt": chain.salt(KEY, 5, audience)})


def test_parts_are_salted_and_digested() -> None:
    """Salt and digest of two parts, to the byte."""
    assert chain.salt(KEY, 5, "all") == "79a3b5155ff59c797c6a23bc5d025fba"
    assert chain.salt(KEY, 5, "team:red") == "1577727873bdb0d38949aa766c222290"
    assert salted(ALL, "all") == (
        b'{"events":[[0,"seen",{"cell":"control[pass]","value":"blue"}]],"salt":"79a3b5155ff59c797c6a23bc5d025fba"}'
    )
    digest = "2042bfdafe987179e01dab94da8601c4c8054e681ecd5f5ba070c7697a945c1b"
    assert chain.part_digest(salted(ALL, "all")) == digest
    digest = "02cd7a40e46302c1de34bcb1c96fafffa8ff33d252e66129d9379873e51de3c8"
    assert chain.part_digest(salted(RED, "team:red")) == digest


def test_a_record_is_hashed_with_its_parts_redacted() -> None:
    """The hash of the made-up record of the format's page; its line carries the parts in full."""
    parts = {"all": salted(ALL, "all"), "team:red": salted(RED, "team:red")}
    line, hashed = chain.line({"kind": "outcome", "n": 5, "of": 4}, parts, "0" * 64)

    assert hashed == "8e92e1769ab1b6008fd2acc4907ebf4f8f32aeb43ce948920118565e5fed5826"
    assert line.startswith(b'{"hash":"8e92e1769ab1b6008fd2acc4907ebf4f8f32aeb43ce948920118565e5fed5826","kind":')
    assert line.endswith(b'"salt":"1577727873bdb0d38949aa766c222290"}}}\n')
    assert canonical(json.loads(line)) + b"\n" == line


def test_the_seed_is_bound_by_its_hash() -> None:
    """Nonce "6e6f6e6365" as text, seed 7."""
    assert seed_hash("6e6f6e6365", 7) == "3b1adba2aba6ebe1296ad1899a2bca02578b97526ce5dce050da2426a5d6094f"


def test_dice_are_those_of_the_format() -> None:
    """A battle and a strike, to the byte."""
    block = Dice(7, 0, 3).block("ground", "battle", "palmyra", 0)
    uniform = int.from_bytes(block[:8], "big")

    assert block.hex().startswith("2494b028a6239205887f1cd0f8dc753fb0df8592ce1ba140b04f9be9fc4c7a4d")
    assert uniform == 2635925370551112197
    assert (face(uniform, 6), drawn(uniform, 100), drawn(uniform, 1000)) == (1, 14, 142)
    assert further(block)[:10] == (5, 2, 5, 5, 3, 5, 4, 4, 3, 2)
    assert drawn(Dice(7, 0, 3).uniform("strikes", "strike", "anna,against=rosa,region=pass", 0), 100) == 71
