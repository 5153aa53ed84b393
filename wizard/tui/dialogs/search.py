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
PAGE_ROWS = 8


class SearchDialog(Dialog[SearchResult]):
    """Finds questions and answers by words; results in the place to go to.

    The line keeps the focus; arrows move through the list below it.
    """

    def __init__(self, session: Session) -> None:
        super().__init__("Search questions and answers")
        self._session = session
        self._index = SearchIndex(session.answers, session.interview)
        self._results: list[SearchResult] = []
        self._line = LineInput(placeholder="Type a word: a name, “password”, “photos”…")
        self._status = Static(classes="state", markup=False)
        self._list = CompactOptionList(id="results")
        self._list.can_focus = False

    def body(self) -> Iterable[Widget]:
        self._list.display = False
        return self._line, self._status, self._list

    def hints(self) -> tuple[Hint, ...]:
        keys: tuple[Hint, ...] = (("Enter", "go there", "enter"), ("↑↓", "move", "down"))
        return (*(keys if self._results else ()), ("Esc", "close", "escape"))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._search()
        if self._results:
            self.dismiss(self._results[self._list.highlighted or 0])

    def on_key(self, event: events.Key) -> None:
        by = {"up": -1, "down": 1, "pageup": -PAGE_ROWS, "pagedown": PAGE_ROWS}.get(event.key)
        if by is not None and self._results:
            event.stop()
            index = (self._list.highlighted or 0) + by
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
        self._status.update(Content(self._status_text()))
        self.show_hints()

    def _status_text(self) -> str:
        if not self._line.text:
            return ""
        if not self._results:
            return "Nothing has these words. Try fewer letters, or another word."
        if len(self._results) > MAX_RESULTS:
            return f"{len(self._results)} places. Here are the first {MAX_RESULTS}; type more to narrow them down."
        return plural(len(self._results), "place")

    def _row(self, result: SearchResult) -> HangingIndent:
        step = self._session.interview.step_of(result.path)
        mark = Content.styled(f" {step.number or '·'}  ", "$text-accent")
        text = excerpt(printable(result.text), self._line.text, MAX_EXCERPT)
        if result.kind is MatchKind.ASK:
            return HangingIndent(mark, result.ask)
        if result.kind is MatchKind.HELP:
            lines: tuple[str | tuple[str, str], ...] = (
                result.ask,
                (f"\n{text}", "$foreground-muted"),
            )
        else:
            lines = ((text, "bold"), (f"\n{result.ask}", "$foreground-muted"))
        return HangingIndent(mark, Content.assemble(*lines))
