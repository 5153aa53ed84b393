"""An answer that chooses among the rules of law that fit the business."""

import datetime
from collections.abc import Sequence

from textual.binding import Binding
from textual.widgets import OptionList

from wizard.answers.updates import update_rule_choices
from wizard.laws.selection import MANDATORY_NOTE, RuleOption
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.option_list import HangingIndent, checkbox


class RulesEditor(ListEditor):
    """A row a rule: its words, and below them why it is here. The right arrow tells its source too."""

    BINDINGS = [Binding("right", "tell", show=False), Binding("left", "close", show=False)]
    HINTS = (
        ("↑↓", "move", "down"),
        ("Space", "in or out", "space"),
        ("→", "source", "right"),
        ("Enter", "keep, next", "enter"),
    )

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._offers: tuple[RuleOption, ...] = ()
        self._printed: set[str] = set()
        self._opened: int | None = None
        """The row that tells its source."""

    def show(self, shown: EditorState) -> None:
        """Show the rules that fit, and which of them the policy prints."""
        self.shown = shown
        self._offers = shown.offered
        self._printed = {offer.id for offer in self._offers if offer.included}
        self.redraw()

    def take_value(self) -> EditorValue | None:
        """Return the choices, if they are new."""
        if not self._touched:
            return None
        self._touched = False
        wanted = {
            offer.id: offer.id in self._printed for offer in self._offers if not offer.rule.always
        }
        ours = {offer.id: offer.rule.core for offer in self._offers}
        return EditorValue(update_rule_choices(self.shown.value or (), wanted, ours))

    def rows(self) -> Sequence[HangingIndent]:
        """Return a row a rule."""
        if not self._offers:
            return [HangingIndent("", "No rule that we know fits your places and your trade.")]
        return [
            self._row(offer, opened=at == self._opened) for at, offer in enumerate(self._offers)
        ]

    def act_on(self, row: int) -> None:
        """Take the rule in, or leave it out."""
        if row >= len(self._offers):
            return
        offer = self._offers[row]
        if offer.rule.always:
            self.note = MANDATORY_NOTE
            self.report()
            return
        self.note = ""
        self._printed ^= {offer.id}
        self.touch()

    def action_finish(self) -> None:
        """Keep the rules as they stand, and go on."""
        self.touch()
        self.leave()

    def action_tell(self) -> None:
        """Tell the source of the highlighted rule, how sure we are, and what to watch for."""
        self._open(self.highlighted)

    def action_close(self) -> None:
        """Show only the words of each rule, and why it is here."""
        self._open(None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Have only the rule tell its source that was asked to."""
        if event.option_index != self._opened:
            self._open(None)
        super().on_option_list_option_highlighted(event)

    def _open(self, row: int | None) -> None:
        if row != self._opened:
            self._opened = row
            self.redraw()
            self.post_message(RowHighlighted(self))

    def _row(self, offer: RuleOption, *, opened: bool) -> HangingIndent:
        told = [offer.summary, *(offer.details(datetime.date.today()) if opened else ())]
        below = [("\n" + line, "$foreground-muted") for line in told]
        return HangingIndent(checkbox(offer.id in self._printed), (offer.text, *below))
