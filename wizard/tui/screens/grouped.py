"""A pane that is one list, in groups under headings; each row does something when it is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.session import Session
from wizard.text import printable
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent


@dataclass(frozen=True)
class Entry:
    """A row of the list."""

    shown: HangingIndent
    choose: Callable[[], object]
    """What Enter or a click does."""
    tick: Callable[[], object] | None = None
    """What Space does, where that is something else."""


Group = tuple[str, Sequence[Entry]]


class GroupedPane(Pane):
    """A title, a sentence or two, and the list. A new filling keeps the highlight where it was."""

    DEFAULT_CSS = """
    GroupedPane {
        overflow-y: hidden;

        & OptionList {
            height: 1fr;
            max-height: 100%;
        }
    }
    """
    BINDINGS = [Binding("space", "tick", show=False)]

    def __init__(self, key: str, session: Session, title: str) -> None:
        super().__init__(key)
        self.session = session
        self._title = title
        self._head = Static(classes="promise", markup=False)
        self._result = Static(classes="promise", markup=False)
        self._list = CompactOptionList()
        self.written: list[Path] = []
        """The documents written here so far."""
        self._busy = False
        self._entries: dict[int, Entry] = {}
        self._shape: list[str] | None = None
        """The headings, and "" for each other row."""

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield Static(
            Content.styled(self._title, "bold $text-accent"), classes="title", markup=False
        )
        yield self._head
        self._result.display = False
        yield self._result
        yield self._list

    def on_mount(self) -> None:
        """Show the list."""
        self.enter()

    def enter(self) -> None:
        """Show the list as it is now; what came of something done earlier is old news."""
        self._result.display = False
        super().enter()

    def start(self) -> OptionList:
        """Return the list."""
        return self._list

    def say(self, words: str) -> None:
        """Say something above the list."""
        self._head.update(Content(words))

    def tell_result(self, words: str) -> None:
        """Tell what came of what the owner had done here."""
        self._result.update(Content(words))
        self._result.display = bool(words)

    def write(self, make: Callable[[], Path]) -> None:
        """Have `make` write a document, off the screen's thread, and tell where it is or why there is none."""
        if self._busy:
            return
        self._busy = True
        self.tell_result("Writing…")
        self.run_worker(lambda: self._write(make), thread=True, exclusive=True, group="write")

    def _write(self, make: Callable[[], Path]) -> None:
        try:
            path = make()
        except Exception as error:
            self.app.call_from_thread(self._end, f"! {printable(error)}")
        else:
            self.app.call_from_thread(self._end, f"✓ Written: {path.name}", path)

    def _end(self, words: str, path: Path | None = None) -> None:
        self._busy = False
        if path is not None:
            self.written.append(path)
        self.tell_result(words)

    def fill(self, groups: Sequence[Group]) -> None:
        """Show these groups; one without rows is left out."""
        rows: list[Entry | str] = []
        for title, entries in groups:
            rows += [title, *entries] if entries else []
        shape = [row if isinstance(row, str) else "" for row in rows]
        self._entries = {at: row for at, row in enumerate(rows) if isinstance(row, Entry)}
        if shape == self._shape:  # as when one of thousands was ticked
            for at, entry in self._entries.items():
                if self._list.get_option_at_index(at).prompt != entry.shown:
                    self._list.replace_option_prompt_at_index(at, entry.shown)
            return
        before, self._shape = self._list.highlighted or 0, shape
        self._list.set_options([_option(row, first=not number) for number, row in enumerate(rows)])
        if self._entries:
            self._list.highlighted = min(self._entries, key=lambda row: abs(row - before))

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do in the list: nothing where it is empty."""
        return super().hints() if self._entries else ()

    def number_of_row(self) -> int | None:
        """Return how many rows stand above the highlighted one, headings left out; None where none is highlighted."""
        rows = sorted(self._entries)
        return (
            rows.index(self._list.highlighted) if self._list.highlighted in self._entries else None
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the row does."""
        event.stop()
        self._entries[event.option_index].choose()

    def action_tick(self) -> None:
        """Tick the highlighted row, or do what Enter does where there is nothing to tick."""
        entry = self._entries.get(self._list.highlighted or 0)
        if entry is not None:
            (entry.tick or entry.choose)()


def _option(row: Entry | str, *, first: bool) -> Option:
    if isinstance(row, Entry):
        return Option(row.shown)
    heading = Content.styled(row, "bold")
    return Option(heading if first else Content("\n") + heading, disabled=True)
