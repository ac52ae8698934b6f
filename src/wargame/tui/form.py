"""An order while it is written: which parameters are filled, what may come next. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from wargame.model.commands import Order, Value
from wargame.model.sheet import ActionSheet, ParamSheet
from wargame.model.view import FrontView, OfferView, Target

WHY, EXPECT, DONE = "why", "expect", "done"
ASKED = ("optional", "required", "yes", "always")


@attrs.frozen
class Choice:
    """One value that a parameter may take now: the best target that it leads to, and what forbids it otherwise."""

    value: Value
    best: Target
    legal: bool
    low: int | None
    high: int | None


@attrs.frozen
class OrderForm:
    """An order half written.

    Attributes:
        at: index of the step under way, into `steps`.
        marked: the value under the cursor at a parameter's step.
        editing: place of the draft that this order replaces, None for a new one.
    """

    offer: OfferView
    action: ActionSheet
    ask_why: str = "optional"
    ask_expect: str = "optional"
    args: Mapping[str, Value] = {}
    why: str = ""
    expect: int | None = None
    at: int = 0
    marked: Value = None
    editing: int | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """Parameters by name, then why and expect as far as they are asked, then done."""
        names = [param.name for param in self.action.params]
        asks = [WHY] * (self.ask_why in ASKED)
        if self.action.odds or any(target.odds is not None for target in self.offer.targets):
            asks += [EXPECT] * (self.ask_expect in ASKED)
        return (*names, *asks, DONE)

    @property
    def step(self) -> str:
        return self.steps[min(self.at, len(self.steps) - 1)]

    @property
    def param(self) -> ParamSheet | None:
        """The parameter that is being chosen, None at the other steps."""
        return next((param for param in self.action.params if param.name == self.step), None)

    @property
    def required(self) -> bool:
        """Whether this step may not be left empty."""
        asked = {WHY: self.ask_why, EXPECT: self.ask_expect}.get(self.step, "")
        return asked in ("required", "always", "yes")

    def choices(self) -> tuple[Choice, ...]:
        """Values of the parameter under way that go with what was chosen before: legal ones first, best first."""
        param = self.param
        if param is None:
            return ()
        before = self.steps[: self.at]
        found: dict[Value, list[Target]] = {}
        for target in self.offer.targets:
            if all(target.args.get(name) == self.args.get(name) for name in before):
                found.setdefault(target.args.get(param.name), []).append(target)
        choices = [_choice(value, targets) for value, targets in found.items()]
        return tuple(sorted(choices, key=lambda choice: (not choice.legal, -choice.best.rank)))

    def target(self) -> Target | None:
        """The target that the arguments (and the marked value) lead to, once they say which."""
        args = dict(self.args)
        if self.param is not None and self.marked is not None:
            args[self.step] = self.marked
        fitting = [t for t in self.offer.targets if all(t.args.get(name) == value for name, value in args.items())]
        return fitting[0] if fitting and len(args) == len(self.action.params) else None

    def afters(self) -> dict[str, FrontView]:
        """Region -> its front as it would be: of each legal choice at a region's step, else of the marked target."""
        if self.param is not None and self.param.of == "region":
            found = {}
            for choice in self.choices():
                for front in choice.best.after:
                    if choice.legal and front.region == choice.value:
                        found[front.region] = front
            return found
        target = self.target()
        return {front.region: front for front in target.after} if target else {}

    def choose(self, value: Value) -> OrderForm:
        """The step under way answered; on to the next."""
        match self.step:
            case "why":
                filled = attrs.evolve(self, why=str(value or ""))
            case "expect":
                filled = attrs.evolve(self, expect=value if isinstance(value, int) else None)
            case name:
                filled = attrs.evolve(self, args={**self.args, name: value})
        return attrs.evolve(filled, at=min(self.at + 1, len(self.steps) - 1), marked=None).settled()

    def settled(self) -> OrderForm:
        """Steps with a single legal value and no other are answered by themselves."""
        choices = self.choices()
        if len(choices) == 1 and choices[0].legal:
            return self.choose(choices[0].value)
        return self

    def back(self) -> OrderForm | None:
        """One step back, the cursor on what was answered there; None from the first."""
        at = self.at - 1
        while at >= 0:
            kept = {name: self.args[name] for name in self.steps[:at] if name in self.args}
            earlier = attrs.evolve(self, at=at, args=kept, marked=self.args.get(self.steps[at]))
            if earlier.param is None or len(earlier.choices()) > 1:
                return earlier
            at -= 1
        return None

    def order(self) -> Order:
        """The order as written so far, the marked value included."""
        args = dict(self.args)
        if self.param is not None and self.marked is not None:
            args[self.step] = self.marked
        return Order(self.offer.actor, self.offer.action, args, self.why, self.expect)


def _choice(value: Value, targets: list[Target]) -> Choice:
    legal = [target for target in targets if not target.refusals]
    pool = legal or targets
    best = max(pool, key=lambda target: target.rank)
    odds = [n for target in pool for n in (target.low, target.high, target.odds) if n is not None]
    return Choice(value, best, bool(legal), min(odds, default=None), max(odds, default=None))
