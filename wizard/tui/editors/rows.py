"""A list of rows to move through and act upon: the ground of every editor that isn't typed into."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import OptionList

from wizard.session import Session
from wizard.tui.editors.editor import Editor, Words
from wizard.tui.messages import RowHighlighted
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent


class RowsEditor(Editor, CompactOptionList):
    """Rows under one highlight. Up on the first row and Down on the last go to the question above or below."""

    BINDINGS = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("space", "select", show=False),
        Binding("enter", "finish", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self._touched = False

    def rows(self) -> Sequence[HangingIndent]:
        """Return what the rows look like now."""
        raise NotImplementedError

    def act_on(self, row: int) -> None:
        """Do what Space or a click does on a row."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show the rows as they are now; the highlight stays where it was."""
        rows = self.rows()
        at = self.highlighted
        if len(rows) == self.option_count:
            for index, row in enumerate(rows):
                if self.get_option_at_index(index).prompt != row:
                    self.replace_option_prompt_at_index(index, row)
        else:
            self.set_options(rows)
            if at is not None:
                self.highlighted = min(at, len(rows) - 1)
        if self.highlighted is None and rows:
            self.highlighted = self.first_row()
        self.refresh(layout=True)

    def first_row(self) -> int:
        """Return the row that is highlighted at first."""
        return 0

    def touch(self) -> None:
        """Note that the owner changed something, show it and report it."""
        self._touched = True
        self.redraw()
        self.report()

    def focus_region(self) -> Region:
        """Return the lines of the highlighted row."""
        row = self.highlighted
        if row is None or row not in self._index_to_line:
            return super().focus_region()
        return Region(0, self._index_to_line[row], self.size.width, self._heights[row])

    def action_row(self, by: int) -> None:
        """Move the highlight; beyond the first or the last row, go to the neighbouring question."""
        to = (self.highlighted or 0) + by
        if 0 <= to < self.option_count:
            self.highlighted = to
        else:
            self.leave(forward=by > 0, by_arrow=True)

    def highlight_row(self, row: int) -> None:
        """Highlight the row of this number, as the answer counts them."""
        if 0 <= row < self.option_count:
            self.highlighted = row

    def action_select(self) -> None:
        """Act on the highlighted row."""
        if self.highlighted is not None:
            self.act_on(self.highlighted)

    def action_finish(self) -> None:
        """Do what Enter does: by default, act on the row."""
        self.action_select()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Have the row in sight."""
        event.stop()
        if self.has_focus:
            self.post_message(RowHighlighted(self))
