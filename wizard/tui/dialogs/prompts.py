"""Dialogs that ask for one thing: a decision, a line of text, a file."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.answers.base import MAX_LINE
from wizard.session import Session
from wizard.storage import FileError
from wizard.text import printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent


class DecisionDialog(Dialog[str]):
    """Shows a message, and options to choose from; results in the key of the chosen one.

    Nothing is highlighted at first: it may open while somebody types, and no key may decide by accident.
    """

    BINDINGS = [("pagedown", "scroll_message(1)", ""), ("pageup", "scroll_message(-1)", "")]

    def __init__(
        self,
        title: str,
        message: Iterable[Content],
        options: Mapping[str, str],
        cancel_label: str = "decide later",
    ) -> None:
        """`options` are labels by key; `cancel_label` says what Esc does."""
        super().__init__(title)
        self._message = VerticalScroll(
            *(Static(part, markup=False) for part in message), can_focus=False
        )
        self._keys = list(options)
        self._labels = list(options.values())
        self._cancel_label = cancel_label
        self._list = CompactOptionList(id="options")

    def body(self) -> Iterable[Widget]:
        return self._message, self._list

    def hints(self) -> tuple[Hint, ...]:
        scroll = (("PgDn", "read on", "pagedown"),) if self._message.max_scroll_y else ()
        return (
            ("↑↓", "move", "down"),
            ("Enter", "choose", "enter"),
            *scroll,
            ("Esc", self._cancel_label, "escape"),
        )

    def on_mount(self) -> None:
        self._list.update_rows([HangingIndent("→ ", label) for label in self._labels])
        self._list.focus()
        self._list.highlighted = None

    def on_resize(self) -> None:
        # Only then is it known whether the message fits.
        self.call_after_refresh(self.show_hints)

    def action_scroll_message(self, pages: int) -> None:
        lines = max(1, self._message.size.height - 1)
        self._message.scroll_relative(y=pages * lines, animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._keys[event.option_index])


class LineDialog(Dialog[str]):
    """Asks for a line; results in its text, on Enter and on Esc alike."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title)
        self._line = LineInput(text)
        self._error = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        return self._line, self._error

    def hints(self) -> tuple[Hint, ...]:
        return (("Enter", "keep", "enter"), ("Esc", "close", "escape"))

    @property
    def text(self) -> str:
        """The line, as far as it is kept."""
        return self._line.text[:MAX_LINE]

    def store(self, text: str) -> None:
        """Keep what is typed so far; called at each change. By default, the result is all there is."""

    def commit(self) -> None:
        self.store(self.text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        too_long = len(self._line.text) > MAX_LINE
        self._error.update(f"! Only the first {MAX_LINE} characters are kept." if too_long else "")
        self.commit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_close()

    def action_close(self) -> None:
        self.commit()
        self.dismiss(self.text)


class LetterheadDialog(LineDialog):
    """Asks for the Word file whose look the documents take over."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            "Your letterhead: the name of a Word file (.docx or .dotx). Leave it empty for our own look.",
            session.answers.letterhead,
        )
        self._session = session

    def store(self, text: str) -> None:
        self._session.set_letterhead(text)


class PlaceDialog(Dialog[Path]):
    """Stays open until the answers are saved at the typed path, or Esc gives up."""

    def __init__(self, start: Path, save: Callable[[Path], None]) -> None:
        """`save` writes to a path; its error is shown, and another path can be typed."""
        super().__init__("Save to another place")
        self._start = start
        self._save = save
        self._line = LineInput(str(start))
        self._error = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        help_text = "Type a folder, or a folder and the name of a new file. The wizard goes on with that file."
        return Static(help_text, markup=False), self._line, self._error

    def hints(self) -> tuple[Hint, ...]:
        return (("Enter", "save there", "enter"), ("Esc", "not now", "escape"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._line.text:
            return
        try:
            path = Path(self._line.text).expanduser()
            path = path / self._start.name if path.is_dir() else path
            self._save(path)
        except (FileError, OSError, ValueError, RuntimeError) as error:
            self._error.update(Content(f"! {printable(error)}"))
        else:
            self.dismiss(path)
