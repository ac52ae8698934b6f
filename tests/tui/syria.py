"""A checked-in sheet and view of a Syria-like game, as the team of Moscow sees it. Numbers are examples, not rules."""

from __future__ import annotations

import attrs

from wargame.model.sheet import (
    ActionSheet,
    ActorSheet,
    AgreementSheet,
    BandSheet,
    ObjectiveSheet,
    ParamSheet,
    PhaseSheet,
    RegionSheet,
    Sheet,
    SideSheet,
    TextSheet,
    VariableSheet,
)
from wargame.model.view import (
    AgreementView,
    CellView,
    ChoiceView,
    FrontView,
    MarginView,
    OfferView,
    ProposalView,
    Refusal,
    ScoreView,
    Target,
    View,
    Waits,
)

PLACES = {
    "azaz": (0, 0, "Azaz", "opposition", {"rebels": 8}),
    "aleppo": (1, 0, "Aleppo", "loyalists", {"syria": 5, "iran": 3}),
    "al_bab": (2, 0, "Al-Bab", "caliphate", {"isis": 6}),
    "idlib": (0, 1, "Idlib", "opposition", {"rebels": 16}),
    "hama": (1, 1, "Hama", "loyalists", {"syria": 5, "iran": 1}),
    "raqqa": (2, 1, "Raqqa", "caliphate", {"isis": 8}),
    "hasaka": (3, 1, "Hasaka", "caliphate", {"isis": 4}),
    "coast": (0, 2, "The coast", "loyalists", {"syria": 5}),
    "homs": (1, 2, "Homs", "loyalists", {"syria": 3, "iran": 1}),
    "palmyra": (2, 2, "Palmyra", "caliphate", {"isis": 3}),
    "deir_ez_zor": (3, 2, "Deir ez-Zor", "caliphate", {"isis": 6, "syria": 1}),
    "daraa": (0, 3, "Daraa", "opposition", {"rebels": 8}),
    "damascus": (1, 3, "Damascus", "loyalists", {"syria": 8, "iran": 2}),
    "ghouta": (2, 3, "Ghouta", "opposition", {"rebels": 5}),
}
LINKS = (
    "azaz-aleppo azaz-idlib azaz-al_bab aleppo-al_bab aleppo-idlib aleppo-hama idlib-hama idlib-coast hama-coast "
    "hama-homs hama-raqqa hama-palmyra al_bab-raqqa raqqa-hasaka raqqa-palmyra raqqa-deir_ez_zor hasaka-deir_ez_zor "
    "coast-homs homs-palmyra homs-damascus palmyra-deir_ez_zor palmyra-damascus damascus-daraa damascus-ghouta"
)
FRONTS = {"aleppo": 10, "hama": 8, "coast": 3, "homs": 4, "damascus": 6, "deir_ez_zor": 2}


def links(region: str) -> dict[str, int]:
    """Neighbours of a region, all of length one."""
    pairs = [pair.split("-") for pair in LINKS.split()]
    return {b if a == region else a: 1_000_000 for a, b in pairs if region in (a, b)}


def front(region: str, need: int, men: int) -> FrontView:
    """A front of the loyalists."""
    pinned = min(men, need)
    return FrontView(region, "loyalists", men, need, pinned, men - pinned, max(need - men, 0), True)


def men(region: str) -> int:
    """Loyalist troops in a region."""
    return sum(n for actor, n in PLACES[region][4].items() if actor in ("syria", "iran"))


def actor(name: str, title: str, code: str, side: str, team: str, brief: str = "") -> ActorSheet:
    return ActorSheet(name, title, code, side, team, f"{title} in a sentence.", brief, True, 3)


def variable(name: str, title: str, **more: object) -> VariableSheet:
    base = VariableSheet(name, title, "", (), "whole", 0, 12, 0, "", "", "", "no", ())
    return attrs.evolve(base, **more)


REGION = ParamSheet("region", "Where", "region", tuple(PLACES))
AGAINST = ParamSheet("against", "Against", "actor", ("rebels", "isis"))
AIR = ActionSheet(
    "air_campaign",
    "Air campaign",
    "Strike one enemy force from the air. It may lose a step. Strikes never take ground.",
    "military",
    28,
    "strikes",
    "all",
    (REGION, AGAINST),
    1,
    1,
    {"air": "1", "funds": "1"},
    "45 and more",
    {"hit": "Hit", "miss": "Miss"},
    ("{against} has known forces in {region}",),
    (),
)
ACTIONS = (
    AIR,
    attrs.evolve(
        AIR,
        id="air_cover",
        title="Air cover",
        says="Cover a front: it needs less.",
        params=(REGION,),
        odds="",
        outcomes={},
    ),
    attrs.evolve(AIR, id="retrain", title="Retrain the army", says="Better troops, later.", params=(), odds="70"),
    attrs.evolve(
        AIR, id="speech", title="Speech at the UN", says="Say it aloud.", params=(), odds="60", category="diplomatic"
    ),
    attrs.evolve(AIR, id="offensive", title="Ground offensive", says="Take ground.", params=(REGION,), phase="ground"),
    attrs.evolve(
        AIR, id="dig_in", title="Dig in", says="Need less for a while.", params=(REGION,), odds="", outcomes={}
    ),
)

SHEET = Sheet(
    title="Escalation in Syria, autumn 2015",
    summary="Russian aircraft have landed on the Syrian coast. Everyone talks of a settlement and of beating ISIS; "
    "nobody has the ground forces for the one or the terms for the other. You have twelve months.",
    rules_title="Crisis",
    rules_text="Orders are secret and simultaneous.\n\nTroops that hold a front cannot attack from it.",
    team="moscow",
    team_title="Moscow",
    teams={"moscow": "Moscow", "tehran": "Tehran", "washington": "Washington", "rebels": "The rebels", "isis": "ISIS"},
    actors=(
        actor(
            "russia",
            "Russia",
            "RU",
            "loyalists",
            "moscow",
            "You have bases, a few dozen aircraft and a veto. You have no infantry.",
        ),
        actor("syria", "Syrian government", "SY", "loyalists", "moscow", "The army is short of men on every front."),
        actor("iran", "Iran", "IR", "loyalists", "tehran"),
        actor("usa", "United States", "US", "opposition", "washington"),
        actor("rebels", "The rebels", "RE", "opposition", "rebels"),
        actor("isis", "ISIS", "IS", "caliphate", "isis"),
    ),
    sides=(
        SideSheet("loyalists", "Loyalists", "SY", "cool"),
        SideSheet("opposition", "Opposition", "RE", "warm"),
        SideSheet("caliphate", "Caliphate", "IS", "violet"),
    ),
    regions=tuple(
        RegionSheet(
            name,
            title,
            title[:7] if len(title) <= 7 else title.split()[-1][:7],
            (x, y),
            links(name),
            f"{title}, in words.",
            {},
        )
        for name, (x, y, title, _, _) in PLACES.items()
    ),
    variables=(
        variable("funds", "Funds", preset="resource", over=("actor",), code="F", show="table"),
        variable("influence", "Influence", preset="resource", over=("actor",), code="I", show="table"),
        variable("air", "Sorties", preset="resource", over=("actor",), code="S", show="table"),
        variable("will", "Will", type="decimal", places=1, over=("actor",), high=10_000_000, code="W", show="table"),
        variable("strength", "Troops", preset="strength", over=("actor", "region")),
        variable("control", "Control", preset="control", over=("region",), type="side"),
        variable(
            "escalation",
            "Escalation",
            preset="track",
            type="decimal",
            places=1,
            high=12_000_000,
            show="table",
            bands=(
                BandSheet(0, "Calm", ""),
                BandSheet(3_000_000, "Proxy war", ""),
                BandSheet(7_000_000, "Confrontation", ""),
            ),
        ),
        variable("talks", "Talks", preset="track", high=10, show="table", bands=(BandSheet(0, "Contacts", ""),)),
        variable("refugees", "Refugees", preset="track", high=100, unit="x 100,000", show="table"),
    ),
    actions=ACTIONS,
    agreements=(
        AgreementSheet(
            "ceasefire",
            "Ceasefire",
            "The parties stop attacks on each other; each needs fewer men.",
            "2+",
            (),
            (
                ParamSheet("where", "Where", "set:region", tuple(PLACES)),
                ParamSheet("months", "Months", "whole", (1, 2, 3, 4)),
                ParamSheet("watch", "Watched by", "enum:watch", ("nobody_at_all", "un")),
            ),
        ),
        AgreementSheet("basing", "Basing", "Bases for an air force.", "2", (), ()),
    ),
    phases=(
        PhaseSheet("agreements", "Agreements", "What all parties accepted is signed."),
        PhaseSheet("strikes", "Strikes", "Air strikes."),
        PhaseSheet("ground", "Ground", "Battles."),
    ),
    objectives=(
        ObjectiveSheet("russia", "ally", "The Syrian state stays an ally", "Damascus and the coast held.", False),
        ObjectiveSheet("russia", "win", "A win over ISIS that all can see", "Control of Palmyra or Raqqa.", True),
        ObjectiveSheet("syria", "office", "The president stays", "With full powers.", False),
    ),
    endings=(TextSheet("settlement", "A settlement", "The war stops.", ""),),
    assumptions=(TextSheet("theta", "Men eaten per enemy man", "0.35", "analysis, paragraph 9"),),
    positions={"russia": {"ceasefire": "Russia signs what frees the army."}},
    turns=12,
    turn_length="1 month",
    ask_why="optional",
    ask_expect="optional",
    seed_hash="5f2c" * 16,
)


def strike(region: str, against: str, odds: int, rank: int) -> Target:
    return Target({"region": region, "against": against}, (), {"air": 1, "funds": 1}, odds, odds - 5, odds + 10, rank)


def cover(region: str, rank: int) -> Target:
    need = FRONTS[region] - 1
    return Target({"region": region}, (), {"air": 1}, None, None, None, rank, (front(region, need, men(region)),))


OFFERS = (
    OfferView(
        "russia",
        "air_campaign",
        (
            strike("palmyra", "isis", 55, 9),
            strike("aleppo", "rebels", 50, 8),
            strike("idlib", "rebels", 45, 7),
            attrs.evolve(
                strike("homs", "isis", 0, 0), refusals=(Refusal("known", "ISIS has no known forces in Homs"),)
            ),
        ),
        (),
        0,
    ),
    OfferView("russia", "air_cover", (cover("aleppo", 9), cover("hama", 8), cover("damascus", 5)), (), 0),
    OfferView("russia", "retrain", (Target({}, (), {"funds": 2}, 70, 70, 70, 0),), (), 0),
    OfferView("russia", "speech", (Target({}, (), {"influence": 1}, 60, 55, 65, 0),), (), 0),
    OfferView("russia", "offensive", (), (Refusal("who", "Russia has no ground forces"),), 0),
    OfferView(
        "syria",
        "dig_in",
        (Target({"region": "hama"}, (), {"funds": 1}, None, None, None, 1, (front("hama", 7, 6),)),),
        (),
        0,
    ),
    OfferView("syria", "offensive", (Target({"region": "palmyra"}, (), {"funds": 1}, None, None, None, 1),), (), 0),
)


def cells() -> dict[str, CellView]:
    """Everything that Moscow knows."""
    found = {f"control[{name}]": CellView(place[3], 1, 3) for name, place in PLACES.items()}
    for name, place in PLACES.items():
        for who, n in place[4].items():
            found[f"strength[{who},{name}]"] = CellView(n, 3 if name in ("hasaka", "raqqa") else 1, 3)
    for who, stocks in {"russia": (7, 5, 3, 7_000_000), "syria": (2, 1, 0, 5_000_000)}.items():
        for stock, n in zip(("funds", "influence", "air", "will"), stocks, strict=True):
            found[f"{stock}[{who}]"] = CellView(n, 1, 3)
    found |= {"escalation": CellView(5_000_000, 1, 3), "talks": CellView(2, 1, 3), "refugees": CellView(43, 1, 3)}
    return found


SOUTH = ProposalView(
    id="p7",
    kind="ceasefire",
    actor="usa",
    parties=("rebels", "russia", "syria", "usa"),
    terms={"where": "daraa,damascus", "months": 3, "watch": "un"},
    payments=(),
    turn=3,
    accepted=("usa", "rebels"),
    waiting=("russia", "syria"),
    text="First the south goes quiet.",
    counters="",
    mine=False,
    waits=True,
    margins=(
        MarginView(
            "russia", 6_500_000, 4_500_000, 2_000_000, (("the army is freed", 4_500_000), ("watched", 2_000_000))
        ),
        MarginView("syria", 4_000_000, 4_500_000, -500_000, (("the south goes quiet", 4_000_000),)),
    ),
    effects=("No attacks between the parties in Daraa and Damascus", "Talks +0.4"),
    after=(front("damascus", 3, 10),),
)

VIEW = View(
    team="moscow",
    turn=3,
    turns=12,
    date="December 2015",
    ended="",
    cells=cells(),
    changed={"escalation": 4_000_000, "refugees": 42},
    fronts=tuple(front(name, need, men(name)) for name, need in FRONTS.items()),
    offers=OFFERS,
    orders=(),
    sealed=False,
    slots={"russia": 3, "syria": 2},
    proposals=(SOUTH,),
    agreements=(AgreementView("a1", "basing", ("russia", "syria"), {}, 1, None),),
    choices=(
        ChoiceView(
            "jet",
            "russia",
            "Russian jet shot down on the border",
            "Ankara says it crossed for 17 seconds; Moscow says never.",
            {"apology": "Demand an apology", "trade": "Close the border trade", "silence": "Say nothing"},
            {"apology": "Escalation +0.5", "trade": "Funds −1", "silence": "Will −0.5"},
            "silence",
            "",
            True,
        ),
    ),
    pending=(),
    scores=(
        ScoreView("russia", "ally", 5, True),
        ScoreView("russia", "win", 0, True),
        ScoreView("syria", "office", 4, True),
    ),
    waits=(
        Waits("choice", "jet", "Choose how Russia answers: Russian jet shot down."),
        Waits("proposal", "p7", "The ceasefire of the United States waits for our answer."),
        Waits("orders", "", "Five orders are still to give."),
    ),
    awaited=3,
)
