"""What every page is: it shows a desk, says what to do now, and asks for things by messages."""

from __future__ import annotations

from collections.abc import Mapping

from textual.containers import Container
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from wargame.model.commands import Order
from wargame.session.messages import Inbound
from wargame.tui.desk import Desk
from wargame.tui.draw.palette import Palette
from wargame.tui.widgets.look import palette_of

SETTING = "Setting the table …"
SEALED = "Sealed. The others are still at it … s opens our orders again."


class Page(Container):
    """One page. Subclasses draw in `show`, from the desk alone."""

    class Send(Message):
        """Something for the table."""

        def __init__(self, inbound: Inbound) -> None:
            super().__init__()
            self.inbound = inbound

    class Drafted(Message):
        """The drafts as they should be now."""

        def __init__(self, orders: tuple[Order, ...]) -> None:
            super().__init__()
            self.orders = orders

    class Seal(Message):
        """Seal the drafts, or open them again."""

    class Confirm(Message):
        """Ask once in the prompt line; Enter sends all of `inbound`."""

        def __init__(self, sentence: str, *inbound: Inbound) -> None:
            super().__init__()
            self.sentence, self.inbound = sentence, inbound

    class Heard(Message):
        """So many messages of a conversation were read (see `Desk.heard`)."""

        def __init__(self, key: str, count: int) -> None:
            super().__init__()
            self.key, self.count = key, count

    class Stepped(Message):
        """So many results of the last resolution were seen."""

        def __init__(self, seen: int) -> None:
            super().__init__()
            self.seen = seen

    class Explain(Message):
        """Words for the explainer."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Turned(Message):
        """The page shows something else now: prompt, tabs and key bar must follow."""

    class GoTo(Message):
        """Another page is wanted, there at an id."""

        def __init__(self, page: str, ident: str = "") -> None:
            super().__init__()
            self.page, self.ident = page, ident

    class Box(Message):
        """Lines to be read in a box: title, rows as (words, points) or plain words, closing words."""

        def __init__(self, title: str, lines: tuple[tuple[str, str], ...], text: str = "") -> None:
            super().__init__()
            self.title, self.lines, self.text = title, lines, text

    desk: reactive[Desk] = reactive(Desk, init=False)

    @property
    def words(self) -> Mapping[str, str]:
        """What the key bar says of an action here, where it differs from the binding; "" leaves it out."""
        return {}

    @property
    def palette(self) -> Palette:
        """Colours and signs of the app."""
        return palette_of(self)

    def watch_desk(self) -> None:
        if self.is_mounted and self.display:  # a page out of sight is drawn when it comes into sight
            self.show()

    def show(self) -> None:
        """Draw the desk."""

    def prompt(self) -> str:
        """A full sentence: what to do now."""
        raise NotImplementedError

    def arrive(self, ident: str = "") -> None:
        """The page comes into sight; `ident` says at what."""
        self.show()
        pane = self.first()
        if pane is not None:
            pane.focus()

    def first(self) -> Widget | None:
        """The pane that has the focus at first."""
        return None

    def back(self) -> bool:
        """Esc: one step back inside the page; False if there is none."""
        return False

    def why(self) -> bool:
        """The `o` key: explain the number under the cursor; False if there is none."""
        return False

    def plain_digits(self) -> bool:
        """Whether digits are free for the tabs."""
        return True

    def turned(self) -> None:
        """Tell the screen that prompt and keys have changed."""
        self.post_message(self.Turned())
