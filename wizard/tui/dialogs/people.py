"""The list from which people are picked, and to which they can be added on the spot."""

from collections.abc import Callable, Iterable

from textual import events
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, OptionList

from wizard.answers.base import MAX_LINE
from wizard.answers.fields import make_row
from wizard.answers.model import Person
from wizard.contacts.merge import MergeResult
from wizard.contacts.sources import looks_like_list
from wizard.session import Session
from wizard.tui.dialogs.contacts import ContactsDialog, ListLine
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.editors.draft import Draft
from wizard.tui.widgets.bars import BarItem
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.option_list import CompactOptionList, HangingIndent

Keep = Callable[[tuple[str, ...] | None], None]

ADD = "add"
CLEAR = "clear"
LIST = "list"


class PeopleDialog(Dialog):
    """Picks one person, or several in an order. Typing narrows the list down."""

    BINDINGS = [Binding("space", "tick", show=False)]

    def __init__(
        self,
        title: str,
        session: Session,
        start: tuple[str, ...],
        keep: Keep,
        *,
        several: bool,
        suggested: bool,
        without: str = "",
    ) -> None:
        """`without` is somebody who can't be picked."""
        super().__init__(title)
        self._without = without
        self.session = session
        self._picked = [
            person
            for person in start
            if any(person == known.id for known in session.answers.people)
        ]
        self._start: tuple[str, ...] | None = tuple(self._picked)
        self._keep = keep
        self._ticked = False
        self.done = False
        """Whether it was closed with an answer, not with Esc."""
        self._several = several
        self._suggested = suggested
        self._filter = ListLine(self._take_list, placeholder="Type to find somebody")
        self._list = PickList()
        self._keys: list[str] = []

    def body(self) -> Iterable[Widget]:
        """Return the line that narrows down, and the list."""
        return self._filter, self._list

    def keys(self) -> tuple[BarItem, ...]:
        """Return what the keys do."""
        enter = ("Enter", "done" if self._several else "pick", "app.simulate_key('enter')")
        if self._several:
            return (
                ("Space", "tick, in order", "app.simulate_key('space')"),
                enter,
                ("Esc", "close", "screen.close"),
            )
        return (enter, ("↑↓", "move", "app.simulate_key('down')"), ("Esc", "close", "screen.close"))

    def on_mount(self) -> None:
        """Show everybody, with the highlight on who is picked."""
        super().on_mount()
        self._filter.display = len(self.session.answers.people) > 3
        self._fill(self._picked[0] if self._picked else "")
        take_focus(self._list)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Act on the first that is left: tick it if several may be picked, else pick it."""
        event.stop()
        if self._several and self._key() not in (ADD, CLEAR, LIST):
            self.action_tick()
            self._filter.value = ""
            take_focus(self._list)
        else:
            self.choose()

    def on_key(self, event: events.Key) -> None:
        """Let arrows move the highlight, and letters narrow the list down, wherever the focus is."""
        if event.key in ("up", "down") and self._filter.has_focus:
            take_focus(self._list)
            event.stop()
        elif (
            self._list.has_focus and event.is_printable and event.character and event.key != "space"
        ):
            event.stop()
            self._filter.display = True
            take_focus(self._filter)
            self._filter.insert_text_at_cursor(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Act on the row: Enter and a click come here."""
        event.stop()
        if self._list.clicked and self._several and self._key() not in (ADD, CLEAR, LIST):
            self.action_tick()
        else:
            self.choose()

    def choose(self) -> None:
        """Do what Enter does on the highlighted row."""
        key = self._key()
        if key == ADD:
            self._add()
        elif key == LIST:
            self._take_list("")
        elif key == CLEAR:
            self._keep(None)
            self.dismiss(None)
        elif self._several:
            if not self._picked and not self._ticked and key:
                self._picked.append(key)  # Enter on a name, with nobody ticked, means that name
            self.finish()
        elif key:
            self._picked = [key]
            self.finish()

    def action_tick(self) -> None:
        """Tick the highlighted person, or take the tick away."""
        key = self._key()
        if not self._several or key in (ADD, CLEAR, LIST, ""):
            self.choose()
            return
        self._ticked = True
        if key in self._picked:
            self._picked.remove(key)
        else:
            self._picked.append(key)
        self._fill(key)

    def collect(self) -> None:
        """Hand over who is ticked."""
        if tuple(self._picked) != self._start and (self._picked or self._several):
            self._start = tuple(self._picked)
            self._keep(self._start)

    def finish(self) -> None:
        """Close with an answer. Enter on those we suggested makes them the owner's choice."""
        self.done = True
        if self._suggested:
            self._start = None
        self.action_close()

    def action_close(self) -> None:
        """Close, and keep who is ticked."""
        self.collect()
        super().action_close()

    def _key(self) -> str:
        at = self._list.highlighted
        return self._keys[at] if at is not None and at < len(self._keys) else ""

    def _fill(self, highlight: str = "") -> None:
        typed = self._filter.text.casefold()
        rows: list[HangingIndent] = []
        self._keys = []
        for person in self.session.answers.people:
            if person.left_on or person.id == self._without:
                continue
            if not typed or typed in f"{person.name} {person.job} {person.email}".casefold():
                name = person.name or person.email or "(no name)"
                job = (f"  {person.job}", "$foreground-muted") if person.job else ""
                rows.append(HangingIndent(self._mark(person.id), (name, job)))
                self._keys.append(person.id)
        new = f"Add “{self._filter.text}”…" if self._filter.text else "Add a person…"
        rows.append(HangingIndent(" +  " if self._several else "+ ", new))
        self._keys.append(ADD)
        if not self._filter.text:
            rows.append(
                HangingIndent(
                    " +  " if self._several else "+ ", "Add people from a list or a file…"
                )
            )
            self._keys.append(LIST)
        if self._start or self._picked:
            rows.append(HangingIndent(" -  " if self._several else "- ", "Nobody yet"))
            self._keys.append(CLEAR)
        self._list.set_options(rows)
        self._list.highlighted = self._keys.index(highlight) if highlight in self._keys else 0

    def _mark(self, person: str) -> str:
        if not self._several:
            return "• " if person in self._picked else "  "
        return f"[{self._picked.index(person) + 1}] " if person in self._picked else "[ ] "

    def on_paste(self, event: events.Paste) -> None:
        """Take a list from the clipboard, or a part of a name."""
        event.stop()
        if looks_like_list(event.text):
            self._take_list(event.text)
        else:
            self._filter.display = True
            take_focus(self._filter)
            self._filter.post_message(event)

    def _take_list(self, text: str) -> None:
        if self.session.read_only:
            self.notify(self.session.read_only, severity="warning")
            return

        def done(merged: MergeResult) -> None:
            self._filter.display = len(merged.people) > 3
            self._fill(self.session.answers.people[-len(merged.added)].id if merged.added else "")

        self.app.push_screen(ContactsDialog(self.session, text, done))

    def _add(self) -> None:
        if self.session.read_only:
            self.notify(self.session.read_only, severity="warning")
            return
        from wizard.tui.dialogs.row import RowDialog

        question = self.session.interview.question("people")
        before = self.session.answers.people
        name = self._filter.text[:MAX_LINE]
        draft = Draft({"id": "", **({"name": name} if name else {})})

        def make(values: dict[str, object]) -> Person:
            row = make_row(question.field, {**values, "id": ""})
            return row if isinstance(row, Person) else Person(id="")

        def keep() -> None:
            self.session.replace_people(before if draft.blank else (*before, make(draft.values)))

        def close(_: object) -> None:
            keep()
            people = self.session.answers.people
            if len(people) > len(before):
                new = people[-1].id
                self._picked = [*self._picked, new] if self._several else [new]
                self._filter.value = ""
                if self._several:
                    self._fill(new)
                    take_focus(self._list)
                else:
                    self.finish()

        keep()  # what is typed is kept, however it ends
        self.app.push_screen(
            RowDialog("Add a person", question, draft, self.session, keep, make), close
        )


class PickList(CompactOptionList):
    """A list that knows whether a row was clicked or chosen by key."""

    clicked = False

    async def _on_click(self, event: events.Click) -> None:
        self.clicked = True
        self.set_timer(0.1, self._forget)

    def _forget(self) -> None:
        self.clicked = False
