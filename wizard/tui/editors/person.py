"""An answer that names one person, or several."""

from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from wizard.answers.fields import FieldKind
from wizard.formatting import person_name
from wizard.session import Session
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Hint, Words


class PersonEditor(Editor, Static, can_focus=True):
    """One line with who was chosen; Enter opens the list of people, from which they are picked."""

    BINDINGS = [
        Binding("enter,space", "pick", show=False),
        Binding("delete,backspace", "clear", show=False),
        Binding("up", "neighbor(False)", show=False),
        Binding("down", "neighbor(True)", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(markup=False)
        self.words = words
        self.session = session
        self.several = words.field.kind is FieldKind.PEOPLE
        self._value: Any = None
        self._decided = False
        self._touched = False

    def show(self, shown: EditorState) -> None:
        """Show who was chosen, or suggested."""
        self.shown = shown
        self._value, self._decided = shown.visible, shown.decided
        self._redraw()

    def take_value(self) -> EditorValue | None:
        """Return who was chosen, if that is new. Nobody at all means: open again."""
        if not self._touched:
            return None
        self._touched = False
        return EditorValue(self._value if self._decided else None)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of those who are chosen or suggested, in order."""
        if self._value in (None, ""):
            return ()
        return tuple(self._value) if isinstance(self._value, tuple) else (self._value,)

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do."""
        pick: Hint = ("Enter", "choose", "enter")
        return (
            pick,
            ("Tab", "next", "tab"),
            *((("Del", "clear", "delete"),) if self._decided else ()),
        )

    def put(self, people: tuple[str, ...] | None) -> None:
        """Take over what was picked; None opens the question again."""
        self._decided = people is not None
        if people is None:
            self._value = None
        else:
            self._value = people if self.several else people[0]
        self._touched = True
        self._redraw()
        self.report()

    def action_pick(self) -> None:
        """Open the list of people."""
        from wizard.tui.dialogs.people import PeopleDialog

        start = self.chosen() if self._decided or self.several else ()
        suggested = not self._decided and bool(self.shown.suggestion)
        dialog = PeopleDialog(
            self.words.ask, self.session, start, self.put, several=self.several, suggested=suggested
        )

        def go_on(_: object) -> None:
            self.deliver()
            self.session.end_group()
            if dialog.done:
                self.leave()

        self.session.begin_group()
        self.app.push_screen(dialog, go_on)

    def action_clear(self) -> None:
        """Open the question again."""
        if self._decided:
            self.put(None)

    def action_neighbor(self, forward: bool) -> None:
        """Go to the question above or below."""
        self.leave(forward=forward, by_arrow=True)

    def on_click(self) -> None:
        """Open the list by mouse."""
        self.action_pick()

    def _redraw(self) -> None:
        people = self.session.answers.people
        names = [person_name(people, person) for person in self.chosen()]
        if len(names) > 1 and self.several:
            names = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
        if names:
            said = Content("   ".join(names))
            if not self._decided:
                said = Content.assemble(said, (" (suggested)", "$foreground-muted"))
        else:
            said = Content("Nobody" if self._decided else "Nobody yet")
        self.update(Content.assemble("▾ ", said))
