"""The documents and formats to tick before an export."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.documents.catalog import DEFAULT_DOCUMENTS, DocumentType, Format
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent, checkbox

_FORMATS: dict[Format, str] = {
    "docx": "Word",
    "html": "web page",
    "md": "plain text",
    "ics": "calendar",
}


class DocumentList(CompactOptionList):
    """A row a document, and below a row for each format that some can be had in besides their usual one."""

    BINDINGS = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("space,enter", "tick", show=False),
    ]
    HINTS = (("↑↓", "move", "down"), ("Space", "tick", "space"), ("F5", "to write", "f5"))

    class RowReached(Message):
        """The highlight came to another row."""

    class Ticked(Message):
        """Something was ticked, or is no longer."""

    def __init__(self, entries: Sequence[DocumentType]) -> None:
        super().__init__(id="documents")
        self._entries = {entry.name: entry for entry in entries}
        also = {form for entry in entries for form in entry.formats[1:]}
        self._also = tuple(form for form in _FORMATS if form in also)
        self._ticked = {name for name in DEFAULT_DOCUMENTS if name in self._entries}
        self._rows: list[str] = []

    def on_mount(self) -> None:
        """Show the rows."""
        options: list[Option | HangingIndent] = []
        for name in self._entries:
            self._rows.append(name)
            options.append(self._row(name))
        options.append(
            Option(
                Content("\n") + Content.styled("Other formats, for those that have them:", "bold"),
                disabled=True,
            )
        )
        self._rows.append("")
        for form in self._also:
            self._rows.append(form)
            options.append(self._row(form))
        self.set_options(options)
        self.highlighted = 0

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that are ticked, in order."""
        return tuple(name for name in self._entries if name in self._ticked)

    @property
    def also(self) -> tuple[Format, ...]:
        """The further formats that are ticked."""
        return tuple(form for form in self._also if form in self._ticked)

    def focus_region(self) -> Region:
        """Return the lines of the highlighted row."""
        row = self.highlighted
        if row is None or row not in self._index_to_line:
            return Region(0, 0, self.size.width, 1)
        return Region(0, self._index_to_line[row], self.size.width, self._heights[row])

    def action_row(self, by: int) -> None:
        """Move the highlight; beyond the first or the last row, leave the list."""
        to = (self.highlighted or 0) + by
        if 0 <= to < self.option_count and not self._rows[to]:
            to += by
        if 0 <= to < self.option_count:
            self.highlighted = to
        elif by < 0:
            self.screen.focus_previous()
        else:
            self.screen.focus_next()

    def action_tick(self) -> None:
        """Tick the highlighted row, or take the tick away."""
        if self.highlighted is not None:
            self._tick(self.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do the same by mouse."""
        event.stop()
        self._tick(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Have the row in sight."""
        event.stop()
        if self.has_focus:
            self.post_message(self.RowReached())

    def _tick(self, row: int) -> None:
        name = self._rows[row]
        self._ticked ^= {name}
        self.replace_option_prompt_at_index(row, self._row(name))
        self.refresh(layout=True)
        self.post_message(self.Ticked())

    def _row(self, name: str) -> HangingIndent:
        ticked = checkbox(name in self._ticked)
        if name in _FORMATS:
            return HangingIndent(ticked, _FORMATS[name])
        entry = self._entries[name]
        form = "" if entry.formats[0] == "docx" else f" ({_FORMATS[entry.formats[0]]})"
        return HangingIndent(
            ticked,
            Content.assemble(f"{entry.title}{form}\n", (entry.audience, "$foreground-muted")),
        )
