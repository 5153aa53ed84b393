"""Editor for an answer that names one person, or several."""

from typing import Any

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from wizard.answers.fields import FieldKind
from wizard.formatting import person_name
from wizard.session import Session
from wizard.tui.dialogs.people import PeopleDialog
from wizard.tui.editors.editor import Editor, EditorState, EditorValue, Words
from wizard.tui.widgets.bars import Hint


class PersonEditor(Static, Editor[Any], can_focus=True):
    """One line with the names; Enter opens the list of people, from which they are picked."""

    BINDINGS = [
        Binding("enter,space", "pick", show=False),
        Binding("delete,backspace", "clear", show=False),
        Binding("up", "leave(False)", show=False),
        Binding("down", "leave(True)", show=False),
    ]

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__(markup=False)
        self.words = words
        self.session = session
        self.several = words.field.kind is FieldKind.PEOPLE
        self._people: tuple[str, ...] = ()
        self._is_set = False
        self._dirty = False

    def set_state(self, state: EditorState[Any]) -> None:
        self.state = state
        value = state.visible or ()
        self._people = value if isinstance(value, tuple) else (value,)
        self._is_set = state.is_set
        self._show_names()

    def take_value(self) -> EditorValue[Any] | None:
        if not self._dirty:
            return None
        self._dirty = False
        if not self._is_set:
            return EditorValue(None)
        return EditorValue(self._people if self.several else self._people[0])

    def set_people(self, people: tuple[str, ...] | None) -> None:
        """Take over the ids of people; None clears the answer."""
        self._people, self._is_set, self._dirty = people or (), people is not None, True
        self._show_names()
        self.post_changed()

    def hints(self) -> tuple[Hint, ...]:
        clear: tuple[Hint, ...] = (("Del", "clear", "delete"),) if self._is_set else ()
        return (("Enter", "choose", "enter"), ("Tab", "next", "tab"), *clear)

    @work
    async def action_pick(self) -> None:
        picked = self._people if self._is_set or self.several else ()
        has_fallback = not self._is_set and bool(self.state.fallback)
        dialog = _AnswerPeopleDialog(self, picked, confirms=has_fallback)
        self.session.begin_group()
        try:
            picked_people = await self.app.push_screen_wait(dialog)
            self.commit()
        finally:
            self.session.end_group()
        if picked_people is not None:
            self.post_left()

    def action_clear(self) -> None:
        if self._is_set:
            self.set_people(None)

    def action_leave(self, forward: bool) -> None:
        self.post_left(forward=forward, by_arrow=True)

    def on_click(self) -> None:
        self.action_pick()

    def _show_names(self) -> None:
        names = [person_name(self.session.answers.people, person) for person in self._people]
        if len(names) > 1:
            names = [f"{place}. {name}" for place, name in enumerate(names, 1)]
        if names:
            suggested = "" if self._is_set else " (suggested)"
            shown = Content.assemble("   ".join(names), (suggested, "$foreground-muted"))
        else:
            shown = Content("Nobody" if self._is_set else "Nobody yet")
        self.update(Content.assemble("▾ ", shown))


class _AnswerPeopleDialog(PeopleDialog):
    """Picks the people of an answer; what is picked is kept, however the dialog is closed."""

    def __init__(self, editor: PersonEditor, picked: tuple[str, ...], *, confirms: bool) -> None:
        super().__init__(
            editor.words.ask, editor.session, picked, several=editor.several, confirms=confirms
        )
        self._editor = editor

    def store(self, people: tuple[str, ...] | None) -> None:
        self._editor.set_people(people)
