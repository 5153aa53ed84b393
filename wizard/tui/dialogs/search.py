"""Search over questions and answers: type words, Enter goes there."""

from collections.abc import Callable, Iterable

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.search import MatchKind, SearchIndex, SearchResult, excerpt
from wizard.session import Session
from wizard.text import printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.messages import QuestionChosen
from wizard.tui.widgets.bars import BarItem
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

MOST = 40
"""How many places are listed; who has more types another word."""
_LONGEST = 90


class SearchDialog(Dialog):
    """The line keeps the focus; arrows move through the list below it."""

    def __init__(self, session: Session, go: Callable[[Message], object]) -> None:
        """`go` gets the message that leads to a question, after the dialog is closed."""
        super().__init__("Search questions and answers")
        self._index: SearchIndex | None = None
        self._session = session
        self._go = go
        self._line = LineInput("", placeholder="Type a word: a name, “password”, “photos”…")
        self._list = CompactOptionList(id="found")
        self._list.can_focus = False
        self._note = Static(classes="state", markup=False)
        self._found: list[SearchResult] = []

    def body(self) -> Iterable[Widget]:
        """Return the line, what there is to say, and the list."""
        self._list.display = False
        return self._line, self._note, self._list

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        keys = (
            ("Enter", "go there", "app.simulate_key('enter')"),
            ("↑↓", "move", "app.simulate_key('down')"),
        )
        return (*(keys if self._found else ()), ("Esc", "close", "screen.close"))

    def on_mount(self) -> None:
        """Get ready to search, off the screen's thread: there may be thousands of answers."""
        super().on_mount()
        self.run_worker(self._read_answers, thread=True)

    def _read_answers(self) -> None:
        self._index = SearchIndex(self._session.answers, self._session.interview)
        self.call_later(self._fill)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search anew."""
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the highlighted place."""
        event.stop()
        self._fill()
        if self._list.highlighted is not None and self._found:
            self._choose(self._list.highlighted)

    def on_key(self, event: events.Key) -> None:
        """Move through the list."""
        by = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}.get(event.key)
        if by is not None and self._found:
            event.stop()
            at = self._list.highlighted or 0
            self._list.highlighted = max(0, min(len(self._found[:MOST]) - 1, at + by))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there: a click comes here."""
        event.stop()
        self._choose(event.option_index)

    def _choose(self, at: int) -> None:
        found = self._found[at]
        self.dismiss(None)
        self.app.call_later(self._go, QuestionChosen(found.path, found.row))

    def _fill(self) -> None:
        if self._index is None or not self.is_attached:
            return
        found = self._index.find(self._line.text)
        if found == self._found and self._list.option_count:
            return
        self._found = found
        self._list.display = bool(found)
        self._list.set_options([self._row(one) for one in found[:MOST]])
        self._list.highlighted = 0 if found else None
        self._note.update(Content(self._said()))
        self.key_bar.show(self.keys())

    def _said(self) -> str:
        if not self._line.text:
            return ""
        if not self._found:
            return "Nothing has these words. Try fewer letters, or another word."
        if len(self._found) > MOST:
            return f"{len(self._found)} places. Here are the first {MOST}; type more to narrow them down."
        return f"{len(self._found)} {'place' if len(self._found) == 1 else 'places'}"

    def _row(self, found: SearchResult) -> HangingIndent:
        step = self._session.interview.step_of(found.path)
        mark = Content.styled(f" {step.number or '·'}  ", "$text-accent")
        text = excerpt(printable(found.text), self._line.text, _LONGEST)
        if found.kind is MatchKind.ASK:
            return HangingIndent(mark, found.ask)
        if found.kind is MatchKind.HELP:
            return HangingIndent(
                mark, Content.assemble(found.ask, (f"\n{text}", "$foreground-muted"))
            )
        return HangingIndent(
            mark, Content.assemble((text, "bold"), (f"\n{found.ask}", "$foreground-muted"))
        )
