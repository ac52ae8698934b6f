"""Keyed dice, byte by byte: the vectors of the log format, and what must not move them."""

from __future__ import annotations

from wargame.engine.dice import Dice, drawn, face, further, seed_hash

DIGEST = (
    "2494b028a6239205887f1cd0f8dc753fb0df8592ce1ba140b04f9be9fc4c7a4d"
    "20631ffa4331ffcd436d31b200c73e7664c1642928982edc75d95ae2b7764b46"
)


def test_the_block_of_a_battle_is_the_vector_of_the_log_format() -> None:
    """Seed 7, luck 0, turn 3, a battle at Palmyra: the digest and every die that it feeds."""
    dice = Dice(7, 0, 3)

    assert dice.block("ground", "battle", "palmyra", 0).hex() == DIGEST
    uniform = dice.uniform("ground", "battle", "palmyra", 0)
    assert uniform == 2635925370551112197
    assert (face(uniform, 6), drawn(uniform, 100), drawn(uniform, 1000)) == (1, 14, 142)
    assert further(bytes.fromhex(DIGEST))[:10] == (5, 2, 5, 5, 3, 5, 4, 4, 3, 2)


def test_an_order_is_rolled_for_by_its_actor_and_parameters() -> None:
    """The subject of an order is its actor and its parameters by name."""
    block = Dice(7, 0, 3).block("strikes", "strike", "anna,against=rosa,region=pass", 0)

    assert block[:8].hex() == "b5e63dce8041c24e"
    assert drawn(int.from_bytes(block[:8], "big"), 100) == 71


def test_the_hash_of_the_seed_is_bound_to_a_nonce() -> None:
    """Players get the hash at the start; without the nonce a small seed would be guessed."""
    assert seed_hash("6e6f6e6365", 7) == "3b1adba2aba6ebe1296ad1899a2bca02578b97526ce5dce050da2426a5d6094f"
    assert seed_hash("", 7) != seed_hash("6e6f6e6365", 7)


def test_every_part_of_the_key_changes_the_die() -> None:
    """Seed, luck, turn, phase, rule, subject and slot each give other dice."""
    key = ("ground", "battle", "pass", 0)
    blocks = {
        Dice(1, 0, 1).block(*key),
        Dice(2, 0, 1).block(*key),
        Dice(1, 1, 1).block(*key),
        Dice(1, 0, 2).block(*key),
        Dice(1, 0, 1).block("strikes", "battle", "pass", 0),
        Dice(1, 0, 1).block("ground", "raid", "pass", 0),
        Dice(1, 0, 1).block("ground", "battle", "north", 0),
        Dice(1, 0, 1).block("ground", "battle", "pass", 1),
    }

    assert len(blocks) == 8


def test_turning_the_page_gives_the_dice_of_a_fresh_start() -> None:
    """The dice of turn 2 do not hang on how turn 1 was read."""
    dice = Dice(5, 1, 1)
    dice.block("ground", "battle", "pass", 0)

    assert dice.of_turn(2).block("a", "b", "c", 0) == Dice(5, 1, 2).block("a", "b", "c", 0)


def test_bytes_that_would_be_unfair_are_left_out() -> None:
    """256 is no multiple of six: 252 and above are not read."""
    assert further(bytes(8) + bytes([251, 252, 253, 254, 255, 0])) == (6, 1)
