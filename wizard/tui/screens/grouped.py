"""Base class of panes that are one list with headings; each row does something when chosen."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.session import Session
from wizard.text import printable
from wizard.tui.messages import DocumentsWritten, HintsChanged
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent


@dataclass(frozen=True)
class Entry:
    """A row of the list."""

    prompt: HangingIndent
    # Enter or a click.
    choose: Callable[[], object]
    # Space, where it does something else.
    tick: Callable[[], object] | None = None

    @classmethod
    def link(
        cls, label: str | Content, choose: Callable[[], object], mark: str = "  → "
    ) -> "Entry":
        """Return a row that leads somewhere, or starts something."""
        return cls(HangingIndent(mark, label), choose)


Group = tuple[str, Sequence[Entry]]


class GroupedPane(Pane):
    """A title, a message and a list in groups."""

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
    HINTS: tuple[Hint, ...] = ()

    def __init__(self, key: str, session: Session, title: str) -> None:
        super().__init__(key, session)
        self._title = title
        self._message = Static(classes="promise", markup=False)
        self._result = Static(classes="promise", markup=False)
        self._list = CompactOptionList()
        self._entries: dict[int, Entry] = {}
        self._is_writing = False

    def compose(self) -> ComposeResult:
        title = Content.styled(self._title, "bold $text-accent")
        yield Static(title, classes="title", markup=False)
        yield self._message
        yield self._result
        yield self._list

    def on_mount(self) -> None:
        self.enter()

    def enter(self) -> None:
        self.show_result("")
        super().enter()

    def focus_target(self) -> OptionList:
        return self._list

    def hints(self) -> tuple[Hint, ...]:
        return self.HINTS if self._entries else ()

    def show_message(self, text: str) -> None:
        """Show a message above the list."""
        self._message.update(Content(text))

    def show_result(self, text: str) -> None:
        """Show what came of an action; an empty text hides it."""
        self._result.update(Content(text))
        self._result.display = bool(text)

    def fill(self, groups: Sequence[Group]) -> None:
        """Show these groups but empty ones; the highlight stays near where it was."""
        options: list[Option] = []
        self._entries = {}
        for title, entries in groups:
            if entries:
                heading = Content.styled(title, "bold")
                options.append(
                    Option(Content("\n") + heading if options else heading, disabled=True)
                )
            for entry in entries:
                self._entries[len(options)] = entry
                options.append(Option(entry.prompt))
        self.post_message(HintsChanged())
        highlighted = self._list.highlighted or 0
        self._list.set_options(options)
        if self._entries:
            self._list.highlighted = min(self._entries, key=lambda row: abs(row - highlighted))

    def entry_index(self) -> int | None:
        """Return the number of the highlighted entry, not counting headings."""
        rows, row = sorted(self._entries), self._list.highlighted
        return rows.index(row) if row in self._entries else None

    @work
    async def write(self, make: Callable[[], Path]) -> None:
        """Write a document with `make` in a thread, and show where it is."""
        if self._is_writing:
            return
        self._is_writing = True
        self.show_result("Writing…")
        try:
            path = await asyncio.to_thread(make)
        except Exception as error:
            self.show_result(f"! {printable(error)}")
        else:
            self.post_message(DocumentsWritten([path]))
            self.show_result(f"✓ Written: {path.name}")
        finally:
            self._is_writing = False

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Run the chosen row."""
        event.stop()
        self._entries[event.option_index].choose()

    def action_tick(self) -> None:
        entry = self._entries.get(self._list.highlighted or 0)
        if entry is not None:
            (entry.tick or entry.choose)()
