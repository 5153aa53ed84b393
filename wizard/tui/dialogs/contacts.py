"""People from a pasted list or a file: shows whom it would add, and asks once."""

from collections.abc import Callable, Iterable, Sequence

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from wizard.answers.model import Person
from wizard.contacts.contact import Contacts, ContactsError
from wizard.contacts.merge import MergeResult, merge
from wizard.contacts.sources import looks_like_list, parse_text, read_file
from wizard.session import Session
from wizard.text import printable
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.widgets.bars import BarItem
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.line_input import LineInput
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

MOST = 10
"""How many people, and how many lines, are named."""
HOW = (
    "Paste a list here: a name in each line, and an e-mail address and a phone number if you have them. A copy from "
    "Excel, Word or your mail program will do.\nOr type the name of a .csv or .vcf file, and press Enter."
)


class ListLine(LineInput):
    """A line for the name of a file, which hands on a list that is pasted into it."""

    def __init__(self, take: Callable[[str], None], placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self._take = take

    def _on_paste(self, event: events.Paste) -> None:
        if looks_like_list(event.text):
            event.prevent_default()
            event.stop()
            self._take(event.text)
        else:
            super()._on_paste(event)


class ContactsDialog(Dialog):
    """First asks for the list; once there is one, shows what comes of it."""

    def __init__(
        self, session: Session, text: str = "", done: Callable[[MergeResult], None] | None = None
    ) -> None:
        """`text` is a list that was pasted already; `done` is called once people were added."""
        super().__init__("Add people from a list or a file")
        self._session = session
        self._text = text
        self._done = done
        self._merged: MergeResult | None = None
        self._line = ListLine(self._take, placeholder="contacts.csv")
        self._how = Static(HOW, markup=False)
        self._note = Static(classes="state", markup=False)
        self._told = Static(markup=False)
        self._box = VerticalScroll(self._told, can_focus=False)
        self._ways = CompactOptionList(id="ways")

    def body(self) -> Iterable[Widget]:
        """Return the line, and what will be said."""
        self._box.display = self._ways.display = False
        return self._how, self._line, self._note, self._box, self._ways

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        if self._merged is None:
            return (
                ("Enter", "read the file", "app.simulate_key('enter')"),
                ("Esc", "close", "screen.close"),
            )
        return (
            ("↑↓", "move", "app.simulate_key('down')"),
            ("Enter", "choose", "app.simulate_key('enter')"),
            ("Esc", "add nobody", "screen.close"),
        )

    def on_mount(self) -> None:
        """Read what was pasted already."""
        super().on_mount()
        if self._text:
            self._take(self._text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file."""
        event.stop()
        if self._line.text:
            self._read(read_file, self._line.text)

    def on_paste(self, event: events.Paste) -> None:
        """Read another list instead."""
        event.stop()
        self._take(event.text)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Add them, or nobody."""
        event.stop()
        merged = self._merged
        self.dismiss(None)
        if event.option_index == 0 and merged is not None and (merged.added or merged.completed):
            self.app.call_later(self._add, merged)

    def _take(self, text: str) -> None:
        self._read(parse_text, text)

    def _read(self, read: Callable[[str], Contacts], source: str) -> None:
        try:
            found = read(source)
        except ContactsError as error:
            self._note.update(Content(f"! {printable(error)}"))
            return
        self._merged = merge(self._session.answers.people, found.people)
        self._how.display = self._line.display = self._note.display = False
        self._box.display = self._ways.display = True
        self._told.update(
            Content("\n").join([Content(line) for line in preview(found, self._merged)])
        )
        self._ways.set_options([HangingIndent("→ ", way) for way in _ways(self._merged)])
        self._ways.highlighted = 0
        take_focus(self._ways)
        self._ways.refresh(layout=True)
        self.key_bar.show(self.keys())

    def _add(self, merged: MergeResult) -> None:
        self._session.replace_people(merged.people)
        self.app.notify(f"Added {_people(len(merged.added))}. Ctrl+Z takes it back.")
        if self._done is not None:
            self._done(merged)


def preview(found: Contacts, merged: MergeResult) -> list[str]:
    """Return what would come of a list, in lines: who is new, who is known, what could not be read."""
    lines = []
    if merged.added:
        lines.append(f"{_people(len(merged.added))} would be added:")
        lines += _some([_details(person) for person in merged.added])
    if merged.known:
        lines.append(
            f"{_people(merged.known)} {_are(merged.known)} on your list already, or in this one twice."
        )
    if merged.completed:
        lines.append(
            f"{_people(len(merged.completed))} on your list would get details that are missing:"
        )
        lines += _some([_details(person) for person in merged.completed])
    if found.left_out:
        lines.append(
            f"Left out: {', '.join(printable(heading)[:40] for heading in found.left_out[:MOST])}."
        )
    if found.skipped:
        count = len(found.skipped)
        lines.append(f"{count} {'line' if count == 1 else 'lines'} could not be read:")
        lines += _some([f"line {unread.line}: {unread.reason}" for unread in found.skipped])
    return lines


def _ways(merged: MergeResult) -> tuple[str, ...]:
    if not (merged.added or merged.completed):
        return ("Close: there is nothing new",)
    if not merged.added:
        return ("Fill in these details", "Change nothing")
    return (f"Add {_people(len(merged.added))}", "Add nobody")


def _some(lines: Sequence[str]) -> list[str]:
    more = [f"  … and {len(lines) - MOST} more."] if len(lines) > MOST else []
    return [*(f"  {line}" for line in lines[:MOST]), *more]


def _details(person: Person) -> str:
    cells = (person.name, person.job, person.email, person.phone)
    return printable(" · ".join(cell for cell in cells if cell))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
