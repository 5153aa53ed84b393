"""Base class of all dialogs, and those that ask for one thing: a decision, a line, a file."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.answers.base import MAX_LINE
from wizard.errors import UserError
from wizard.session import Session
from wizard.storage import FileError
from wizard.text import printable
from wizard.tui.messages import DialogClosed
from wizard.tui.widgets.bars import Hint, KeyBar, TooSmall, hint_items, is_too_small
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A title, a body, and a line with the keys. Esc closes it."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]
    AUTO_FOCUS = "*"
    BINDINGS = [Binding("escape", "close", show=False)]
    HINTS: ClassVar[tuple[Hint, ...]] = (("Esc", "close", "escape"),)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = Content.styled(title, "bold $text-accent")
        self._key_bar = KeyBar()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield from self.body()
            yield self._key_bar
        yield TooSmall()

    def body(self) -> Iterable[Widget]:
        """Return what is between the title and the keys."""
        raise NotImplementedError

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do now."""
        return self.HINTS

    def show_hints(self) -> None:
        """Show what the keys do now."""
        self._key_bar.show(hint_items(self.hints()))

    def commit(self) -> None:
        """Put what was typed into the session; by default, only the result counts."""

    def on_mount(self) -> None:
        self.set_class(is_too_small(self.app.size), "-too-small")
        self.show_hints()

    @on(DescendantFocus)
    def _update_hints(self) -> None:
        self.show_hints()

    def on_unmount(self) -> None:
        self.app.post_message(DialogClosed())

    def action_close(self) -> None:
        self.dismiss(None)


class DecisionDialog(Dialog[str]):
    """Shows a message and options; results in the key of the chosen one.

    By default, no option is highlighted at first: the dialog may open while somebody types, and no
    key may decide then.
    """

    BINDINGS = [("pagedown", "scroll_message(1)", ""), ("pageup", "scroll_message(-1)", "")]

    def __init__(
        self,
        title: str,
        message: Iterable[Content],
        options: Mapping[str, str],
        cancel_label: str = "decide later",
        *,
        highlighted: int | None = None,
    ) -> None:
        """`options` are labels by key; `cancel_label` says what Esc does."""
        super().__init__(title)
        parts = (Static(part, markup=False) for part in message)
        self._message = VerticalScroll(*parts, can_focus=False)
        self._choices = dict(options)
        self._cancel_label, self._highlighted = cancel_label, highlighted
        self._list = CompactOptionList(id="options")

    def body(self) -> Iterable[Widget]:
        return self._message, self._list

    def hints(self) -> tuple[Hint, ...]:
        scroll = (("PgDn", "read on", "pagedown"),) if self._message.max_scroll_y else ()
        move, choose = ("↑↓", "move", "down"), ("Enter", "choose", "enter")
        return (move, choose, *scroll, ("Esc", self._cancel_label, "escape"))

    def on_mount(self) -> None:
        self._list.update_rows([HangingIndent("→ ", label) for label in self._choices.values()])
        self._list.focus()
        self._list.highlighted = self._highlighted

    def on_resize(self) -> None:
        # Only after the layout is it known whether the message fits.
        self.call_after_refresh(self.show_hints)

    def action_scroll_message(self, pages: int) -> None:
        self._message.scroll_relative(y=pages * (self._message.size.height - 1), animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(list(self._choices)[event.option_index])


class LineDialog(Dialog[str]):
    """Asks for a line; results in its text on Enter, and in "" on Esc."""

    HINTS = (("Enter", "keep", "enter"), ("Esc", "cancel", "escape"))

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__(title)
        self._line = LineInput(text)
        self._error = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        return self._line, self._error

    def store(self, text: str) -> None:
        """Keep what is typed so far; called at each change. By default, only the result counts."""

    def accept(self, _: str, /) -> str:
        """Use the text that was entered; return why that isn't possible, or ""."""
        return ""

    def commit(self) -> None:
        self.store(self._line.text[:MAX_LINE])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        cut = f"! Only the first {MAX_LINE} characters are kept."
        self._error.update(cut if len(self._line.text) > MAX_LINE else "")
        self.commit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.commit()
        text = self._line.text[:MAX_LINE]
        if problem := self.accept(text):
            self._error.update(Content(f"! {problem}"))
        else:
            self.dismiss(text)

    def action_close(self) -> None:
        self.dismiss("")


class LetterheadDialog(LineDialog):
    """Asks for the Word file whose look the documents take over; refuses one they can't use."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            "Your letterhead: the name of a Word file (.docx or .dotx). "
            "Leave it empty for our own look.",
            session.answers.letterhead,
        )
        self._session = session

    def accept(self, text: str, /) -> str:
        from wizard.documents.formats import find_letterhead
        from wizard.documents.letterhead import open_letterhead

        text = text.strip()
        try:
            if path := find_letterhead(self._session.path, text):
                open_letterhead(path)
        except UserError as error:
            return printable(error)
        self._session.set_letterhead(text)
        return ""


class PlaceDialog(Dialog[Path]):
    """Stays open until the answers are saved at the typed path, or Esc gives up."""

    HINTS = (("Enter", "save there", "enter"), ("Esc", "not now", "escape"))

    def __init__(self, start: Path, save: Callable[[Path], None]) -> None:
        """`save` writes to a path; its error is shown, and another path can be typed."""
        super().__init__("Save to another place")
        self._start, self._save = start, save
        self._line = LineInput(str(start))
        self._error = Static(classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        help_text = "Type a folder, or a folder and the name of a new file."
        yield Static(f"{help_text} The wizard goes on with that file.", markup=False)
        yield from (self._line, self._error)

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
