"""Dialog that adds people from a pasted list or a file, after showing whom it would add."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from textual import events
from textual.app import App
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.answers.model import Person
from wizard.contacts.contact import Contacts, ContactsError
from wizard.contacts.merge import MergeResult, merge
from wizard.contacts.sources import looks_like_list, parse_text, read_file
from wizard.session import Session
from wizard.text import plural, printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

MAX_LISTED = 10
MAX_HEADING = 40
HELP = (
    "Paste a list here: a name in each line, and an e-mail address and a phone number if you have them. A copy from "
    "Excel, Word or your mail program will do.\nOr type the name of a .csv or .vcf file, and press Enter."
)


class ContactsInput(LineInput):
    """A line that leaves a pasted list to its dialog."""

    def on_paste(self, event: events.Paste) -> None:
        if looks_like_list(event.text):
            event.prevent_default()


class ContactsDialog(Dialog[MergeResult]):
    """Asks for a list of contacts, then whether to add them; results in the new list of people, or None."""

    def __init__(self, session: Session, text: str = "") -> None:
        """`text` is a list that was pasted already."""
        super().__init__("Add people from a list or a file")
        self._session = session
        self._text = text
        self._merged: MergeResult | None = None
        self._help = Static(HELP, markup=False)
        self._line = ContactsInput(placeholder="contacts.csv")
        self._error = Static(classes="state", markup=False)
        self._preview = Static(markup=False)
        self._preview_box = VerticalScroll(self._preview, can_focus=False)
        self._options = CompactOptionList(id="options")

    def body(self) -> Iterable[Widget]:
        self._preview_box.display = self._options.display = False
        return self._help, self._line, self._error, self._preview_box, self._options

    def hints(self) -> tuple[Hint, ...]:
        if self._merged is None:
            return (("Enter", "read the file", "enter"), ("Esc", "close", "escape"))
        return (
            ("↑↓", "move", "down"),
            ("Enter", "choose", "enter"),
            ("Esc", "add nobody", "escape"),
        )

    def on_mount(self) -> None:
        if self._text:
            self._read(parse_text, self._text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._line.text:
            self._read(read_file, self._line.text)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._read(parse_text, event.text)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        merged = self._merged
        is_new = merged is not None and bool(merged.added or merged.completed)
        self.dismiss(merged if is_new and event.option_index == 0 else None)

    def _read(self, read: Callable[[str], Contacts], source: str) -> None:
        try:
            contacts = read(source)
        except ContactsError as error:
            self._error.update(Content(f"! {printable(error)}"))
            return
        merged = self._merged = merge(self._session.answers.people, contacts.people)
        self._help.display = self._line.display = self._error.display = False
        self._preview_box.display = self._options.display = True
        self._preview.update(Content("\n".join(_preview_lines(contacts, merged))))
        self._options.update_rows([HangingIndent("→ ", label) for label in _option_labels(merged)])
        self._options.highlighted = 0
        take_focus(self._options)
        self.show_hints()


async def add_contacts(app: App[Any], session: Session, text: str) -> MergeResult | None:
    """Ask for contacts and add them to the people; return what was added, or None. Call it in a worker."""
    merged = await app.push_screen_wait(ContactsDialog(session, text))
    if merged is not None:
        session.replace_people(merged.people)
        app.notify(f"Added {_people(len(merged.added))}. Ctrl+Z takes it back.")
    return merged


def _preview_lines(contacts: Contacts, merged: MergeResult) -> Iterator[str]:
    if merged.added:
        yield f"{_people(len(merged.added))} would be added:"
        yield from _listed([_details(person) for person in merged.added])
    if merged.known:
        are = "is" if merged.known == 1 else "are"
        yield f"{_people(merged.known)} {are} on your list already, or in this one twice."
    if merged.completed:
        yield f"{_people(len(merged.completed))} on your list would get details that are missing:"
        yield from _listed([_details(person) for person in merged.completed])
    if contacts.left_out:
        headings = [printable(heading)[:MAX_HEADING] for heading in contacts.left_out[:MAX_LISTED]]
        yield f"Left out: {', '.join(headings)}."
    if contacts.skipped:
        yield f"{plural(len(contacts.skipped), 'line')} could not be read:"
        yield from _listed([f"line {line.line}: {line.reason}" for line in contacts.skipped])


def _option_labels(merged: MergeResult) -> tuple[str, ...]:
    if not (merged.added or merged.completed):
        return ("Close: there is nothing new",)
    if not merged.added:
        return ("Fill in these details", "Change nothing")
    return (f"Add {_people(len(merged.added))}", "Add nobody")


def _listed(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MAX_LISTED])
    if len(lines) > MAX_LISTED:
        yield f"  … and {len(lines) - MAX_LISTED} more."


def _details(person: Person) -> str:
    cells = (person.name, person.job, person.email, person.phone)
    return printable(" · ".join(cell for cell in cells if cell))


def _people(count: int) -> str:
    return plural(count, "person", "people")
