"""Documents and formats to tick before an export."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.documents.catalog import DEFAULT_DOCUMENTS, DocumentType, Format
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent, checkbox

FORMAT_NAMES: dict[Format, str] = {
    "docx": "Word",
    "html": "web page",
    "md": "plain text",
    "eml": "email draft",
    "ics": "calendar",
    "pdf": "PDF",
}


class DocumentList(CompactOptionList):
    """A row for each document, and below one for each format besides the usual one."""

    BINDINGS = [Binding("space,enter", "select", show=False)]

    def __init__(self, documents: Sequence[DocumentType]) -> None:
        from wizard.documents.pdf import SAVE_FROM_WORD, find_libreoffice

        super().__init__(id="documents")
        self._documents = {document.name: document for document in documents}
        formats = {form for document in documents for form in document.available_formats[1:]}
        self._pdf_hint = ""
        if not find_libreoffice():
            formats.discard("pdf")
            self._pdf_hint = f"For a PDF, {SAVE_FROM_WORD}."
        self._formats = [form for form in FORMAT_NAMES if form in formats]
        self._ticked: set[str] = {name for name in DEFAULT_DOCUMENTS if name in self._documents}

    @property
    def documents(self) -> tuple[str, ...]:
        """Names of the ticked documents."""
        return tuple(name for name in self._documents if name in self._ticked)

    @property
    def formats(self) -> tuple[Format, ...]:
        """The ticked additional formats."""
        return tuple(form for form in self._formats if form in self._ticked)

    def hints(self) -> tuple[Hint, ...]:
        return (("↑↓", "move", "down"), ("Space", "tick", "space"), ("F5", "to write", "f5"))

    def on_mount(self) -> None:
        heading = Content("\n") + Content.styled("Other formats, for those that have them:", "bold")
        if self._pdf_hint:
            heading += Content.styled(f"\n{self._pdf_hint}", "$foreground-muted")
        self.add_options([Option(self._prompt(name), id=name) for name in self._documents])
        self.add_option(Option(heading, disabled=True))
        self.add_options([Option(self._prompt(form), id=form) for form in self._formats])
        self.highlighted = 0

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()

    def action_cursor_down(self) -> None:
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        name = event.option_id or ""
        self._ticked ^= {name}
        self.replace_option_prompt(name, self._prompt(name))

    def _prompt(self, name: str) -> HangingIndent:
        mark = checkbox(name in self._ticked)
        document = self._documents.get(name)
        if document is None:
            return HangingIndent(
                mark, next(label for form, label in FORMAT_NAMES.items() if form == name)
            )
        form = document.formats[0]
        title = document.title if form == "docx" else f"{document.title} ({FORMAT_NAMES[form]})"
        audience = (document.audience, "$foreground-muted")
        return HangingIndent(mark, Content.assemble(f"{title}\n", audience))
