"""Page 2: proposals, conversations, what is in force; answering and writing them."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from wargame.model.view import ProposalView
from wargame.session import messages as m
from wargame.tui.draw import talks
from wargame.tui.draw.text import Row, paragraph
from wargame.tui.facts import Facts
from wargame.tui.pages.page import Page
from wargame.tui.proposal import Key, ProposalForm
from wargame.tui.widgets.rows import Rows
from wargame.wording.names import decimal


class TalksPage(Page):
    """A list of what is talked about, and the thing under its cursor beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept"),
        Binding("r", "refuse", "refuse"),
        Binding("c", "counter", "counter"),
        Binding("x", "withdraw", "take back"),
        Binding("p", "propose", "propose"),
        Binding("m", "message", "message"),
        Binding("left", "turn(-1)", "change", show=False),
        Binding("right", "turn(1)", "change", key_display="←→"),
    ]

    def __init__(self, ident: str) -> None:
        super().__init__(id=ident)
        self.form: ProposalForm | None = None
        self.open_set: Key | None = None
        self.typed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Rows("talks-list")
            with Vertical(id="talks-right", classes="column"):
                yield Rows("talks-card")
                yield Input(placeholder="Write, Enter sends", id="say", max_length=500)

    @property
    def facts(self) -> Facts | None:
        return self.desk.facts

    @property
    def index(self) -> Rows:
        return self.query_one("#talks-list", Rows)

    @property
    def card(self) -> Rows:
        return self.query_one("#talks-card", Rows)

    @property
    def say(self) -> Input:
        return self.query_one("#say", Input)

    def first(self) -> Widget | None:
        return self.card if self.form is not None else self.index

    def arrive(self, ident: str = "") -> None:
        self.show()
        if ident:
            self.form = None
            self.index.put_cursor(("proposal", ident))
            self._show_card()
        (self.first() or self).focus()

    # ------------------------------------------------------------ drawing

    def show(self) -> None:
        facts, desk, palette = self.facts, self.desk, self.palette
        if facts is None:
            return
        self.index.show(lambda width: talks.talk_rows(facts, desk, width, palette))
        self._show_card()

    def _show_card(self) -> None:
        facts = self.facts
        if facts is None:
            return
        talking = self.form is None and self.talk is not None
        typing_words = self.form is not None and self.say.has_focus
        self.query_one("#talks-right").set_class(talking or typing_words, "talking")
        self.card.show(lambda width: self._card(facts, width))
        if talking and self.talk is not None:
            self.say.placeholder = f"To {talks.talk_title(facts, self.talk)}: write, Enter sends"
            self.card.scroll_end(animate=False)
            count = len(self.desk.conversations().get(self.talk, ()))
            if count > self.desk.heard.get(self.talk, 0):
                self.post_message(self.Heard(self.talk, count))
        self.turned()

    def _card(self, facts: Facts, width: int) -> list[Row]:
        palette = self.palette
        if self.form is not None:
            return talks.form_rows(facts, self.form, self.desk.weighed, self.open_set, width, palette)
        if (proposal := self.proposal) is not None:
            return talks.proposal_rows(facts, proposal, width, palette)
        match self.index.key:
            case ("talk", str(key)):
                return talks.thread_rows(facts, key, self.desk.conversations().get(key, []), width, palette)
            case ("agreement", ident):
                for agreement in facts.view.agreements:
                    if agreement.id == ident:
                        return talks.agreement_rows(facts, agreement, width, palette)
        return [*paragraph("Agreements are signed when orders close, if every party has accepted.", width)]

    @property
    def proposal(self) -> ProposalView | None:
        """The proposal under the list's cursor."""
        key = self.index.key
        proposals = self.desk.view.proposals if self.desk.view else ()
        return next((p for p in proposals if key == ("proposal", p.id)), None)

    @property
    def talk(self) -> str | None:
        """The conversation under the list's cursor."""
        match self.index.key:
            case ("talk", str(key)):
                return key
        return None

    def prompt(self) -> str:
        if self.form is not None:
            if self.say.has_focus:
                return "Type the words that go with it; Enter takes them."
            return "Change it: ↑↓ a line, ←→ its value. Enter on Send lays it on the table."
        if self.say.has_focus:
            return "Write your message; Enter sends it, Esc keeps the draft."
        if self.proposal is not None and self.proposal.waits:
            return "This waits for our answer: a accepts, r refuses, c counters."
        count = sum(1 for p in self.desk.view.proposals if p.waits) if self.desk.view else 0
        if count:
            return (
                f"{count} proposal{'s' if count > 1 else ''} wait{'' if count > 1 else 's'} for our answer. ↑↓ to read."
            )
        return "Talk: p writes a proposal, m a message. 1 goes back to the table."

    # ------------------------------------------------------------ answering

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key bar shows only what works here and now."""
        proposal = self.proposal if self.form is None else None
        match action:
            case "accept" | "refuse" | "counter":
                return proposal is not None and (proposal.waits or (action == "counter" and not proposal.mine))
            case "withdraw":
                on_payment = self.form is not None and isinstance(self.card.key, tuple) and self.card.key[0] == "pay"
                return on_payment or (proposal is not None and (proposal.mine or self._accepted(proposal)))
            case "turn":
                return self.form is not None and self.card.has_focus
            case "propose" | "message":
                return self.form is None
        return True

    def _own_waiting(self, proposal: ProposalView) -> list[str]:
        own = self.facts.own if self.facts else ()
        return [actor for actor in proposal.waiting if actor in own]

    def _accepted(self, proposal: ProposalView) -> bool:
        own = self.facts.own if self.facts else ()
        return any(actor in own for actor in proposal.accepted)

    def action_accept(self) -> None:
        proposal, facts = self.proposal, self.facts
        if proposal is None or facts is None:
            return
        actors = self._own_waiting(proposal)
        below = [margin for margin in proposal.margins if margin.margin < 0 and margin.actor in actors]
        warning = (
            f" {facts.code(below[0].actor)} is {decimal(-below[0].margin, 1)} short of its least." if below else ""
        )
        sentence = f"{facts.codes(actors)} will sign?{warning} Enter accepts, Esc goes back."
        self.post_message(self.Confirm(sentence, *(m.Accept(actor, proposal.id) for actor in actors)))

    def action_refuse(self) -> None:
        proposal = self.proposal
        actors = self._own_waiting(proposal) if proposal else []
        if proposal is not None and actors:
            sentence = "Refuse? The proposal lapses for all. Enter refuses, Esc goes back."
            self.post_message(self.Confirm(sentence, m.Refuse(actors[0], proposal.id)))

    def action_withdraw(self) -> None:
        if self.form is not None:
            if isinstance(self.card.key, tuple):
                self._to(self.form.drop(self.card.key))
            return
        proposal, own = self.proposal, self.facts.own if self.facts else ()
        if proposal is not None:
            actors = [actor for actor in (proposal.actor, *proposal.accepted) if actor in own]
            if actors:
                self.post_message(
                    self.Confirm("Take it back? Enter does, Esc keeps it.", m.Withdraw(actors[0], proposal.id))
                )

    def action_counter(self) -> None:
        if self.proposal is not None and self.facts is not None:
            self._to(ProposalForm.counter(self.facts, self.proposal))
            self.card.focus()

    def action_propose(self) -> None:
        if self.facts is not None and self.facts.agreements:
            self._to(self.form or ProposalForm.new(self.facts))
            self.card.focus()

    def action_message(self) -> None:
        facts, proposal = self.facts, self.proposal
        if facts is None:
            return
        if proposal is not None:
            teams = {actor.team for actor in facts.sheet.actors if actor.id == proposal.actor}
            self.index.put_cursor(("talk", ",".join(sorted(teams | {facts.sheet.team}))))
        elif self.talk is None:
            self.index.put_cursor(("talk", talks.talk_keys(facts, self.desk)[0]))
        self._show_card()
        if self.talk is not None:
            self.say.value = self.typed.get(self.talk, "")
            self.say.focus()

    def talk_to(self, team: str) -> None:
        """The conversation with a team, ready to write."""
        if self.facts is not None:
            self.form = None
            self.index.put_cursor(("talk", ",".join(sorted((team, self.facts.sheet.team)))))
            self.action_message()

    # ------------------------------------------------------------ the form

    def _to(self, form: ProposalForm | None) -> None:
        self.form = form
        if form is not None:
            self.post_message(self.Send(form.weigh()))
        self._show_card()

    def action_turn(self, by: int) -> None:
        key = self.card.key
        if self.form is not None and self.facts is not None and isinstance(key, tuple):
            self._to(self.form.turn(self.facts, key, by))

    @on(Rows.Picked, "#talks-card")
    def _form_picked(self, message: Rows.Picked) -> None:
        form, facts, key = self.form, self.facts, message.row.key
        if form is None or facts is None or not isinstance(key, tuple):
            return
        if key == ("send",):
            self.post_message(self.Send(form.propose()))
            self.form, self.open_set = None, None
            self.show()
            self.index.focus()
        elif key == ("pay+",):
            self._to(form.pay(facts))
        elif key[0] == "tick":
            self._to(form.tick(facts, key[1:-1], key[-1]))
        elif key == ("text",):
            self.say.value = form.text
            self.query_one("#talks-right").add_class("talking")
            self.say.placeholder = "Words that go with the proposal"
            self.say.focus()
        else:
            field = next((field for field in form.fields(facts) if field.key == key), None)
            if field is not None and field.many:
                self.open_set = None if self.open_set == key else key
                self._show_card()
            elif field is not None:
                self._to(form.turn(facts, key, 1))

    # ------------------------------------------------------------ the list and the message line

    @on(Rows.Marked)
    def _marked(self, message: Rows.Marked) -> None:
        self.post_message(self.Explain(message.row.explain))
        if message.pane is self.index and self.form is None:
            self._show_card()

    @on(Rows.Picked, "#talks-list")
    def _picked(self, message: Rows.Picked) -> None:
        if message.row.key == ("new",):
            self.action_propose()
        elif self.talk is not None:
            self.action_message()
        else:
            self.card.focus()

    @on(Input.Changed, "#say")
    def _typing(self, message: Input.Changed) -> None:
        if self.form is None and self.talk is not None and self.say.has_focus:
            self.typed[self.talk] = message.value

    @on(Input.Submitted, "#say")
    def _said(self, message: Input.Submitted) -> None:
        text, facts = message.value.strip(), self.facts
        if self.form is not None and facts is not None:
            self._to(self.form.put(facts, ("text",), text))
            self.card.focus()
            return
        if text and self.talk is not None and facts is not None:
            to = tuple(team for team in self.talk.split(",") if team and team != facts.sheet.team)
            self.typed.pop(self.talk, None)
            self.say.value = ""
            self.post_message(self.Send(m.Say(to, text)))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.turned()

    def back(self) -> bool:
        if self.say.has_focus:
            if self.form is not None and self.facts is not None:
                self.form = self.form.put(self.facts, ("text",), self.say.value)
            (self.card if self.form is not None else self.index).focus()
            self._show_card()
            return True
        if self.open_set is not None:
            self.open_set = None
            self._show_card()
            return True
        if self.form is not None:
            self.form = None
            self.show()
            self.index.focus()
            return True
        if self.card.has_focus:
            self.index.focus()
            return True
        return False

    def why(self) -> bool:
        margins = (
            self.desk.weighed.margins
            if self.form and self.desk.weighed
            else self.proposal.margins
            if self.proposal
            else ()
        )
        facts = self.facts
        if not margins or facts is None:
            return False
        lines: list[tuple[str, str]] = []
        for margin in margins:
            lines.append((facts.title(margin.actor), ""))
            lines += [(f"  {words}", decimal(number, 2)) for words, number in margin.working]
            lines += [("  worth", decimal(margin.worth, 2)), ("  least it would take", decimal(margin.least, 2))]
        self.post_message(
            self.Box("What it is worth to us", tuple(lines), "Advice from the scenario's author: you may sign or not.")
        )
        return True
