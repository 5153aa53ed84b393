"""List from which people are picked, and to which they can be added on the spot."""

from collections.abc import Iterable, Iterator

from textual import events, on, work
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Person
from wizard.contacts.sources import looks_like_list
from wizard.session import Session
from wizard.tui.dialogs.contacts import ContactsInput, add_contacts
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.dialogs.row import TableRowDialog
from wizard.tui.editors.rows import RowDraft, load_drafts, unfinished_cells
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.line_input import one_line, unprintable_letter
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

# Ids of the rows that aren't people; no id of a person has a "+".
ADD, CONTACTS, CLEAR = "+add", "+contacts", "+clear"
# With fewer people, the line that filters them shows only once something is typed.
MIN_PEOPLE_TO_FILTER = 4


class PeopleDialog(Dialog[tuple[str, ...]]):
    """Picks one person, or several in an order; results in their ids, or None if it was closed without Enter."""

    BINDINGS = [Binding("space", "tick", show=False)]

    def __init__(
        self,
        title: str,
        session: Session,
        picked: tuple[str, ...] = (),
        *,
        several: bool = False,
        confirms: bool = False,
        excluded: str = "",
    ) -> None:
        """`confirms`: Enter stores what was picked before, too. `excluded` is a person who can't be picked."""
        super().__init__(title)
        self.session = session
        known = {person.id for person in session.answers.people}
        self._picked = [person for person in picked if person in known]
        self._stored = tuple(self._picked)
        self._several = several
        self._confirms = confirms
        self._excluded = excluded
        self._was_ticked = False
        self._filter = ContactsInput(placeholder="Type to find somebody")
        self._list = _PeopleList(id="people-list")

    def body(self) -> Iterable[Widget]:
        return self._filter, self._list

    def hints(self) -> tuple[Hint, ...]:
        close = ("Esc", "close", "escape")
        if self._several:
            return (("Space", "tick, in order", "space"), ("Enter", "done", "enter"), close)
        return (("Enter", "pick", "enter"), ("↑↓", "move", "down"), close)

    def store(self, people: tuple[str, ...] | None) -> None:
        """Keep who is picked, or None to clear the answer; by default, the result is all there is."""

    def commit(self) -> None:
        picked = tuple(self._picked)
        if picked != self._stored and (picked or self._several):
            self._stored = picked
            self.store(picked)

    def on_mount(self) -> None:
        self._show_filter()
        self._show_people(self._picked[0] if self._picked else "")
        take_focus(self._list)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_people()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._several and self._highlighted_person():
            self.action_tick()
            self._filter.value = ""
            take_focus(self._list)
        else:
            self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Move the highlight by arrows and filter by letters, wherever the focus is."""
        if event.key in ("up", "down") and self._filter.has_focus:
            event.stop()
            take_focus(self._list)
        elif self._list.has_focus and event.key != "space":
            letter = event.character if event.is_printable else unprintable_letter(event)
            if letter:
                event.stop()
                self._type(letter)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if looks_like_list(event.text):
            self._add_contacts(event.text)
        else:
            self._type(one_line(event.text))

    @on(OptionList.OptionSelected)
    def _click_row(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._several and self._highlighted_person():
            self.action_tick()
        else:
            self.action_choose()

    def action_choose(self) -> None:
        """Do what Enter does on the highlighted row."""
        person = self._highlighted_person()
        match self._highlighted_id():
            case "+add":
                self._add_person()
            case "+contacts":
                self._add_contacts("")
            case "+clear":
                self.store(None)
                self.dismiss(None)
            case _ if self._several:
                # Enter on a name, with nobody ticked, picks that name.
                if person and not self._picked and not self._was_ticked:
                    self._picked.append(person)
                self._finish()
            case _ if person:
                self._picked = [person]
                self._finish()

    def action_tick(self) -> None:
        person = self._highlighted_person()
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
        if self._confirms:
            self.store(tuple(self._picked))
        else:
            self.commit()
        self.dismiss(tuple(self._picked))

    # The list

    def _highlighted_id(self) -> str:
        option = self._list.highlighted_option
        return option.id or "" if option else ""

    def _highlighted_person(self) -> str:
        row = self._highlighted_id()
        return "" if row.startswith("+") else row

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
            if person.left_on or person.id == self._excluded:
                continue
            if typed.casefold() in f"{person.name} {person.job} {person.email}".casefold():
                yield Option(HangingIndent(self._mark(person), _describe(person)), person.id)
        indent = " " if self._several else ""
        add = f"Add “{typed}”…" if typed else "Add a person…"
        yield Option(HangingIndent(f"{indent}+ {indent}", add), ADD)
        if not typed:
            label = "Add people from a list or a file…"
            yield Option(HangingIndent(f"{indent}+ {indent}", label), CONTACTS)
        if self._stored or self._picked:
            yield Option(HangingIndent(f"{indent}- {indent}", "Nobody yet"), CLEAR)

    def _mark(self, person: Person) -> str:
        if not self._several:
            return "• " if person.id in self._picked else "  "
        return f"[{self._picked.index(person.id) + 1}] " if person.id in self._picked else "[ ] "

    # More people

    def _is_read_only(self) -> bool:
        if self.session.read_only:
            self.notify(self.session.read_only, severity="warning")
        return bool(self.session.read_only)

    @work
    async def _add_contacts(self, text: str) -> None:
        if self._is_read_only():
            return
        merged = await add_contacts(self.app, self.session, text)
        if merged is not None:
            self._show_filter()
            added = self.session.answers.people[-len(merged.added) :] if merged.added else ()
            self._show_people(added[0].id if added else "")

    @work
    async def _add_person(self) -> None:
        if self._is_read_only():
            return
        table, answers = self.session.interview.question("people"), self.session.answers
        drafts = load_drafts(answers.people, unfinished_cells(answers, table.path))
        name = self._filter.text[:MAX_LINE]
        draft = RowDraft({"name": name} if name else {})
        dialog = TableRowDialog(table, drafts, len(drafts), self.session, draft)
        # A name that was typed here is kept even if the program is ended now.
        dialog.store()
        await self.app.push_screen_wait(dialog)
        people = self.session.answers.people
        if len(people) == len(answers.people):
            return
        new = people[-1].id
        self._picked = [*self._picked, new] if self._several else [new]
        self._filter.value = ""
        if self._several:
            self._show_people(new)
            take_focus(self._list)
        else:
            self._finish()


class _PeopleList(CompactOptionList):
    """Enter finishes; a click, as any other selection, ticks."""

    BINDINGS = [Binding("enter", "screen.choose", show=False)]


def _describe(person: Person) -> Content:
    name = person.name or person.email or "(no name)"
    return Content.assemble(name, (f"  {person.job}" if person.job else "", "$foreground-muted"))
