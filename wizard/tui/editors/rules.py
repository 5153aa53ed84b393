"""Editor for the rules of law that fit the business."""

import datetime
from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList

from wizard.answers.updates import update_rule_choices
from wizard.laws.selection import MANDATORY_NOTE, RuleOption
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, Words
from wizard.tui.editors.lists import ListEditor
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.option_list import HangingIndent, checkbox


class RulesEditor(ListEditor[tuple[str, ...]]):
    """A row for each option: its words, and why it applies. The right arrow shows its source too."""

    BINDINGS = [
        Binding("right", "expand", show=False),
        Binding("left", "collapse", show=False),
    ]
    HINTS = (
        ("↑↓", "move", "down"),
        ("Space", "in or out", "space"),
        ("→", "source", "right"),
        ("Enter", "keep, next", "enter"),
    )

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(words, session)
        self._rules: tuple[RuleOption, ...] = ()
        self._printed: set[str] = set()
        self._expanded: int | None = None

    def set_state(self, state: EditorState[tuple[str, ...]]) -> None:
        self.state = state
        self._rules = state.offered
        self._printed = {option.id for option in self._rules if option.included}
        self.show_rows()

    def value(self) -> tuple[str, ...]:
        wanted = {
            option.id: option.id in self._printed
            for option in self._rules
            if not option.rule.always
        }
        suggested = {option.id: option.rule.core for option in self._rules}
        return update_rule_choices(self.state.value or (), wanted, suggested)

    def rows(self) -> Sequence[HangingIndent]:
        if not self._rules:
            return [HangingIndent("", "No rule that we know fits your places and your trade.")]
        return [
            self._row(option, expanded=index == self._expanded)
            for index, option in enumerate(self._rules)
        ]

    def select_row(self, index: int) -> None:
        if index >= len(self._rules):
            return
        option = self._rules[index]
        if option.rule.always:
            self.note = MANDATORY_NOTE
            self.post_changed()
        else:
            self._printed ^= {option.id}
            self.mark_dirty()

    def action_finish(self) -> None:
        self.mark_dirty()
        self.post_left()

    def action_expand(self) -> None:
        self._expand(self.highlighted)

    def action_collapse(self) -> None:
        self._expand(None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index != self._expanded:
            self._expand(None)

    def _expand(self, index: int | None) -> None:
        if index != self._expanded:
            self._expanded = index
            self.show_rows()
            self.scroll_to_highlight()
            self.post_message(RowHighlighted(self))

    def _row(self, option: RuleOption, *, expanded: bool) -> HangingIndent:
        details = option.details(datetime.date.today()) if expanded else ()
        muted = [(f"\n{line}", "$foreground-muted") for line in (option.summary, *details)]
        return HangingIndent(
            checkbox(option.id in self._printed), Content.assemble(option.text, *muted)
        )
