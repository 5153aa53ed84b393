"""Search over questions and answers."""

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.search import MatchKind, SearchIndex, SearchResult, excerpt
from wizard.session import Session
from wizard.text import plural, printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

MAX_RESULTS = 40
MAX_EXCERPT = 90
MOVES = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class SearchDialog(Dialog[SearchResult]):
    """Finds questions and answers by words; results in the place to go to.

    The line keeps the focus; arrows move through the list below it.
    """

    def __init__(self, session: Session) -> None:
        super().__init__("Search questions and answers")
        self._interview = session.interview
        self._index = SearchIndex(session.answers, session.interview)
        self._results: list[SearchResult] = []
        self._line = LineInput(placeholder="Type a word: a name, “password”, “photos”…")
        self._status = Static(classes="state", markup=False)
        self._list = CompactOptionList(id="results")
        self._list.can_focus = self._list.display = False

    def body(self) -> Iterable[Widget]:
        return self._line, self._status, self._list

    def hints(self) -> tuple[Hint, ...]:
        go, move = ("Enter", "go there", "enter"), ("↑↓", "move", "down")
        return (*((go, move) if self._results else ()), *self.HINTS)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._search()
        if self._results:
            self.dismiss(self._results[self._list.highlighted or 0])

    def on_key(self, event: events.Key) -> None:
        if event.key in MOVES and self._results:
            event.stop()
            index = (self._list.highlighted or 0) + MOVES[event.key]
            self._list.highlighted = max(0, min(self._list.option_count - 1, index))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._results[event.option_index])

    def _search(self) -> None:
        results = self._index.find(self._line.text)
        if results != self._results:
            self._results = results
            self._list.set_options([self._row(result) for result in results[:MAX_RESULTS]])
            self._list.highlighted = 0 if results else None
        self._list.display = bool(results)
        status = plural(len(results), "place")
        if not results:
            status = "Nothing has these words. Try fewer letters, or another word."
        elif len(results) > MAX_RESULTS:
            status += f". Here are the first {MAX_RESULTS}; type more to narrow them down."
        self._status.update(status if self._line.text else "")
        self.show_hints()

    def _row(self, result: SearchResult) -> HangingIndent:
        number = self._interview.step_of(result.path).number
        mark = Content.styled(f" {number or '·'}  ", "$text-accent")
        text = excerpt(printable(result.text), self._line.text, MAX_EXCERPT)
        if result.kind is MatchKind.ASK:
            return HangingIndent(mark, result.ask)
        found = (text, "bold")
        first, second = (result.ask, text) if result.kind is MatchKind.HELP else (found, result.ask)
        return HangingIndent(mark, Content.assemble(first, (f"\n{second}", "$foreground-muted")))
