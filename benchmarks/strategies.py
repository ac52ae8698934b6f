"""Other ways to play an actor, as overlays of its doctrine and of what it asks in talks.

`base` in a position is worth that hangs on no term: 1.5 means that it would sign for a point and a half less.
"""

from __future__ import annotations

STRATEGIES: dict[str, dict[str, str]] = {
    "russia": {
        "offence": """
[actors.russia.doctrine.orders.strike_caliphate]
weight = "0.5 * column(syria, region) + (2 if region == palmyra else 0.5)"
[actors.russia.doctrine.orders.strike_rebels]
weight = "0.4 * column(syria, region) + 0.2"
[actors.russia.doctrine.orders.more]
weight = "0.7 + 0.2 * (will[russia] - 5)"
""",
        "transition": """
[actors.russia.positions.transition]
base = "1.5"
[actors.russia.doctrine.orders.press]
weight = "1.3 - 0.4 * pressure[syria]"
[actors.russia.doctrine.orders.convene]
weight = "1.2"
""",
        "fortress": """
[actors.russia.doctrine.orders.reassure]
weight = "1.1 - 0.25 * (bond[syria, russia] - 3)"
[actors.russia.doctrine.orders.press]
weight = "-2"
[actors.russia.doctrine.orders.convene]
weight = "-2"
[actors.russia.doctrine.orders.generals]
weight = "-2"
[actors.russia.doctrine.orders.aid]
weight = "1 - 0.2 * (bond[syria, russia] - 3)"
""",
    },
    "syria": {
        "iron": """
[actors.syria.doctrine.orders.purge]
weight = "0.3 * (ties + standing - 4) + 0.4 * suspicion"
[actors.syria.doctrine.orders.dig]
weight = "0.3 * short(region) + 0.35 * (full_depth[region] - depth[region])"
""",
        "wall": """
[actors.syria.doctrine.orders.attack]
weight = "-5"
[actors.syria.doctrine.orders.raise]
weight = "0.3 * sum(short(r) for r in rump) + 0.3 * (will[syria] - 4)"
""",
        "bend": """
[actors.syria.positions.transition]
base = "2"
[actors.syria.doctrine.orders.stonewall]
weight = "-2"
[actors.syria.doctrine.orders.gesture]
weight = "0.4 + 0.3 * pressure[syria]"
""",
    },
    "iran": {
        "hedge": """
[actors.iran.positions.transition]
base = "2"
[actors.iran.doctrine.orders.spoil]
weight = "-2"
[actors.iran.doctrine.orders.send]
weight = "0.3 * short(region) - 1"
""",
        "surge": """
[actors.iran.doctrine.orders.send]
weight = "0.4 * short(region) + 0.4"
""",
    },
    "usa": {
        "deal": """
[actors.usa.positions.transition]
base = "1.5"
[actors.usa.doctrine.orders.press]
weight = "1 - 0.3 * pressure[rebels]"
""",
        "caliphate_first": """
[actors.usa.doctrine.orders.kurds]
weight = "1.4 - 0.1 * kurds - 0.2 * kurds_fed"
[actors.usa.doctrine.orders.train]
weight = "0.9"
[actors.usa.doctrine.orders.cairo]
weight = "-1"
""",
        "hawk": """
[actors.usa.doctrine.orders.light]
weight = "1.2 - 0.2 * glut[rebels]"
[actors.usa.doctrine.orders.heavy]
action = "arm_heavy"
weight = "0.8 + 0.2 * cover[region]"
""",
    },
    "turkey": {
        "deal": """
[actors.turkey.positions.transition]
base = "1.5"
[actors.turkey.doctrine.orders.press]
weight = "0.9 - 0.3 * pressure[rebels]"
[actors.turkey.doctrine.orders.convene]
weight = "0.8"
""",
        "north": """
[actors.turkey.doctrine.orders.light]
weight = "(1.2 if region in north else -1) - 0.2 * glut[rebels]"
""",
        "hawk": """
[actors.turkey.doctrine.orders.heavy]
weight = "0.9 + 0.2 * cover[region]"
""",
    },
    "gulf": {
        "deal": """
[actors.gulf.positions.transition]
base = "1.5"
[actors.gulf.doctrine.orders.press]
weight = "0.9 - 0.3 * pressure[rebels]"
[actors.gulf.doctrine.orders.convene]
weight = "0.6"
""",
        "purse": """
[actors.gulf.doctrine.orders.light]
weight = "0.3 - 0.3 * glut[rebels]"
[actors.gulf.doctrine.orders.cairo]
weight = "1 + 0.1 * (egypt - 5) - 0.3 * wooed_egypt[gulf]"
""",
        "escalate": """
[actors.gulf.doctrine.orders.heavy]
weight = "0.9 + 0.2 * cover[region]"
[actors.gulf.doctrine.orders.oil]
weight = "0.9"
""",
    },
    "rebels": {
        "moderate": """
[actors.rebels.positions.transition]
base = "1.5"
""",
        "attack": """
[actors.rebels.doctrine.orders.attack]
weight = "0.8 * (column(rebels, region) + battle_shift(rebels, region) - 3.4) + 0.25 * value[region]"
""",
        "hold": """
[actors.rebels.doctrine.orders.attack]
weight = "0.8 * (column(rebels, region) + battle_shift(rebels, region) - 5.6) + 0.25 * value[region]"
[actors.rebels.doctrine.orders.dig]
weight = "0.4 * short(region) + 0.35 * (full_depth[region] - depth[region]) + 0.2 * strike[region]"
""",
    },
}
