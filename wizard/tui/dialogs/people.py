"""Dialogs for people: picking them from the list, and adding them to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Person
from wizard.contacts.contact import Contacts, ContactsError
from wizard.contacts.merge import MergeResult, merge
from wizard.contacts.sources import looks_like_list, parse_text, read_file
from wizard.session import Session
from wizard.text import plural, printable
from wizard.tui.dialogs.dialog import DecisionDialog, Dialog
from wizard.tui.dialogs.row import TableRowDialog
from wizard.tui.editors.rows import RowDraft, load_drafts, unfinished_cells
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.line_input import LineInput, one_line, unprintable_letter
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

# Ids of the rows that aren't people; no id of a person has a "+".
ADD, CONTACTS, CLEAR = "+add", "+contacts", "+clear"
# With fewer people, the line that filters them shows only once something is typed.
MIN_PEOPLE_TO_FILTER = 4
MAX_LISTED = 10
CONTACTS_TITLE = "Add people from a list or a file"
CONTACTS_HELP = (
    "Paste a list here: a name in each line, and an e-mail address and a phone number if you have "
    "them. A copy from Excel, Word or your mail program will do.\n"
    "Or type the name of a .csv or .vcf file, and press Enter."
)


class ContactsInput(LineInput):
    """A line that leaves a pasted list of contacts to its dialog."""

    def on_paste(self, event: events.Paste) -> None:
        if looks_like_list(event.text):
            event.prevent_default()


class PeopleDialog(Dialog[tuple[str, ...]]):
    """Picks one person, or several in an order.

    Results in their ids, or in None if the dialog was closed without Enter.
    """

    BINDINGS = [Binding("space", "tick", show=False)]

    def __init__(
        self,
        title: str,
        session: Session,
        picked: Iterable[str] = (),
        *,
        several: bool = False,
        excluded: str = "",
    ) -> None:
        """`excluded` is the id of a person who can't be picked."""
        super().__init__(title)
        self.session = session
        known = {person.id for person in session.answers.people}
        self._picked = [person for person in picked if person in known]
        self._had_picked = bool(self._picked)
        self._several, self._excluded = several, excluded
        self._was_ticked = False
        self._filter = ContactsInput(placeholder="Type to find somebody")
        self._list = PeopleList(id="people-list")

    def body(self) -> Iterable[Widget]:
        return self._filter, self._list

    def hints(self) -> tuple[Hint, ...]:
        if self._several:
            return (("Space", "tick, in order", "space"), ("Enter", "done", "enter"), *self.HINTS)
        return (("Enter", "pick", "enter"), ("↑↓", "move", "down"), *self.HINTS)

    def store(self, people: tuple[str, ...] | None) -> None:
        """Keep who is picked, or None to clear the answer; by default, only the result counts."""

    def commit(self) -> None:
        if self._was_ticked:
            self.store(tuple(self._picked))

    def on_mount(self) -> None:
        self._show_filter()
        self._show_people(self._picked[0] if self._picked else "")
        take_focus(self._list)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_people()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._several and self._person():
            self.action_tick()
            self._filter.value = ""
            take_focus(self._list)
        else:
            self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Move the highlight by arrows and filter by letters, wherever the focus is."""
        letter = event.character if event.is_printable else unprintable_letter(event)
        if event.key in ("up", "down") and self._filter.has_focus:
            event.stop()
            take_focus(self._list)
        elif letter and self._list.has_focus and event.key != "space":
            event.stop()
            self._type(letter)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if looks_like_list(event.text):
            self._add_contacts(event.text)
        else:
            self._type(one_line(event.text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Act on a click; Enter is bound to `action_choose`."""
        event.stop()
        if self._several:
            self.action_tick()
        else:
            self.action_choose()

    def action_choose(self) -> None:
        """Do what Enter does on the highlighted row."""
        option = self._list.highlighted_option
        if option is not None and option.id == ADD:
            self._add_person()
        elif option is not None and option.id == CONTACTS:
            self._add_contacts("")
        elif option is not None and option.id == CLEAR:
            self.store(None)
            self.dismiss(None)
        elif self._several or self._person():
            # Enter on a name, with nobody ticked, picks that name.
            if not self._several or not (self._picked or self._was_ticked):
                self._picked = [self._person()]
            self._finish()

    def action_tick(self) -> None:
        person = self._person()
        if not self._several or not person:
            self.action_choose()
            return
        self._was_ticked = True
        if person in self._picked:
            self._picked.remove(person)
        else:
            self._picked.append(person)
        self._show_people(person)

    def action_close(self) -> None:
        self.commit()
        self.dismiss(None)

    def _finish(self) -> None:
        self.store(tuple(self._picked))
        self.dismiss(tuple(self._picked))

    def _person(self) -> str:
        """Return the id of the highlighted person, if the row is one."""
        option = self._list.highlighted_option
        return option.id if option and option.id and not option.id.startswith("+") else ""

    def _type(self, letters: str) -> None:
        self._filter.display = True
        take_focus(self._filter)
        self._filter.insert_text_at_cursor(letters)

    def _show_filter(self) -> None:
        self._filter.display = len(self.session.answers.people) >= MIN_PEOPLE_TO_FILTER

    def _show_people(self, highlighted: str = "") -> None:
        self._list.set_options(self._options())
        ids = [option.id for option in self._list.options]
        self._list.highlighted = ids.index(highlighted) if highlighted in ids else 0

    def _options(self) -> Iterator[Option]:
        typed = self._filter.text
        for person in self.session.answers.people:
            text = f"{person.name} {person.job} {person.email}".casefold()
            if not person.left_on and person.id != self._excluded and typed.casefold() in text:
                job = (f"  {person.job}" if person.job else "", "$foreground-muted")
                label = Content.assemble(person.name or person.email or "(no name)", job)
                yield Option(HangingIndent(self._mark(person.id), label), person.id)
        add, remove = (" +  ", " -  ") if self._several else ("+ ", "- ")
        yield Option(HangingIndent(add, f"Add “{typed}”…" if typed else "Add a person…"), ADD)
        if not typed:
            yield Option(HangingIndent(add, "Add people from a list or a file…"), CONTACTS)
        if self._had_picked or self._picked:
            yield Option(HangingIndent(remove, "Nobody yet"), CLEAR)

    def _mark(self, person: str) -> str:
        if not self._several:
            return "• " if person in self._picked else "  "
        return f"[{self._picked.index(person) + 1}] " if person in self._picked else "[ ] "

    @work
    async def _add_contacts(self, text: str) -> None:
        merged = await add_contacts(self.app, self.session, text)
        if merged is not None:
            self._show_filter()
            added = self.session.answers.people[-len(merged.added) :] if merged.added else ()
            self._show_people(added[0].id if added else "")

    @work
    async def _add_person(self) -> None:
        if self.session.read_only:
            self.notify(self.session.read_only, severity="warning")
            return
        table, answers = self.session.interview.question("people"), self.session.answers
        drafts = load_drafts(answers.people, unfinished_cells(answers, table.path))
        name = self._filter.text[:MAX_LINE]
        draft = RowDraft({"name": name} if name else {})
        dialog = TableRowDialog(table, drafts, len(drafts), self.session, draft)
        # A name that was typed here is kept even if the program ends now.
        dialog.store()
        await self.app.push_screen_wait(dialog)
        people = self.session.answers.people
        if len(people) == len(answers.people):
            return
        self._was_ticked = True
        self._picked = [*(self._picked if self._several else ()), people[-1].id]
        if self._several:
            self._filter.value = ""
            self._show_people(people[-1].id)
            take_focus(self._list)
        else:
            self._finish()


class PeopleList(CompactOptionList):
    """A list in which Enter finishes, and a click ticks."""

    BINDINGS = [Binding("enter", "screen.choose", show=False)]


class ContactsDialog(Dialog[Contacts]):
    """Asks for a list of contacts: pasted, or in a file."""

    HINTS = (("Enter", "read the file", "enter"), *Dialog.HINTS)

    def __init__(self, error: str = "") -> None:
        """`error` says why a list that was pasted already can't be read."""
        super().__init__(CONTACTS_TITLE)
        self._line = ContactsInput(placeholder="contacts.csv")
        self._error = Static(f"! {error}" if error else "", classes="state", markup=False)

    def body(self) -> Iterable[Widget]:
        return Static(CONTACTS_HELP, markup=False), self._line, self._error

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._line.text:
            self._read(read_file, self._line.text)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._read(parse_text, event.text)

    def _read(self, read: Callable[[str], Contacts], source: str) -> None:
        try:
            self.dismiss(read(source))
        except ContactsError as error:
            self._error.update(f"! {printable(error)}")


async def add_contacts(app: App[Any], session: Session, text: str) -> MergeResult | None:
    """Ask for contacts and add them to the people; call it in a worker.

    Args:
        app: The app that shows the dialogs.
        session: Has the people.
        text: A list that was pasted already.

    Returns:
        What was added; None if nothing was.
    """
    if session.read_only:
        app.notify(session.read_only, severity="warning")
        return None
    contacts, error = None, ""
    try:
        contacts = parse_text(text) if text else None
    except ContactsError as unreadable:
        error = printable(unreadable)
    if contacts is None:
        answer = await app.push_screen_wait(ContactsDialog(error))
        if answer is None:
            return None
        contacts = answer
    merged = merge(session.answers.people, contacts.people)
    options = {"no": "Close: there is nothing new"}
    if merged.added:
        options = {"add": f"Add {_people(len(merged.added))}", "no": "Add nobody"}
    elif merged.completed:
        options = {"add": "Fill in these details", "no": "Change nothing"}
    message = [Content("\n".join(_preview_lines(contacts, merged)))]
    dialog = DecisionDialog(CONTACTS_TITLE, message, options, "add nobody", highlighted=0)
    if await app.push_screen_wait(dialog) != "add":
        return None
    session.replace_people(merged.people)
    app.notify(f"Added {_people(len(merged.added))}. Ctrl+Z takes it back.")
    return merged


def _preview_lines(contacts: Contacts, merged: MergeResult) -> Iterator[str]:
    if merged.added:
        yield f"{_people(len(merged.added))} would be added:"
        yield from _listed([_details(person) for person in merged.added])
    if merged.known:
        verb = "is" if merged.known == 1 else "are"
        yield f"{_people(merged.known)} {verb} on your list already, or in this one twice."
    if merged.completed:
        yield f"{_people(len(merged.completed))} on your list would get details that are missing:"
        yield from _listed([_details(person) for person in merged.completed])
    if contacts.left_out:
        headings = [printable(heading)[:40] for heading in contacts.left_out[:MAX_LISTED]]
        yield f"Left out: {', '.join(headings)}."
    if contacts.skipped:
        yield f"{plural(len(contacts.skipped), 'line')} could not be read:"
        yield from _listed([f"line {line.line}: {line.reason}" for line in contacts.skipped])


def _listed(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:MAX_LISTED])
    if len(lines) > MAX_LISTED:
        yield f"  … and {len(lines) - MAX_LISTED} more."


def _details(person: Person) -> str:
    cells = (person.name, person.job, person.email, person.phone)
    return printable(" · ".join(cell for cell in cells if cell))


def _people(count: int) -> str:
    return plural(count, "person", "people")
