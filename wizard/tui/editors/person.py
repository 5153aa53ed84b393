"""Editor for an answer that names one person, or several."""

from __future__ import annotations

from typing import Any

from textual import work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from wizard.answers.fields import FieldKind
from wizard.formatting import person_name
from wizard.tui.dialogs.people import PeopleDialog
from wizard.tui.editors.editor import Editor, EditorState, EditorValue
from wizard.tui.widgets.bars import Hint


class PersonEditor(Static, Editor[Any], can_focus=True):
    """One line with the names; Enter opens the list of people, from which they are picked."""

    BINDINGS = [
        Binding("enter,space", "pick", show=False),
        Binding("delete,backspace", "clear", show=False),
        Binding("up", "leave(False)", show=False),
        Binding("down", "leave(True)", show=False),
    ]

    people: tuple[str, ...] = ()
    is_set = False
    _dirty = False

    def __init__(self) -> None:
        super().__init__(markup=False)

    @property
    def takes_several(self) -> bool:
        """Whether the answer is a list of people."""
        return self.words.field.kind is FieldKind.PEOPLE

    def set_state(self, state: EditorState[Any]) -> None:
        self.state, self.is_set = state, state.is_set
        value = state.visible or ()
        self.people = value if isinstance(value, tuple) else (value,)
        self._show_names()

    def take_value(self) -> EditorValue[Any] | None:
        was_dirty, self._dirty = self._dirty, False
        if not was_dirty:
            return None
        one = self.people[0] if self.people else None
        return EditorValue((self.people if self.takes_several else one) if self.is_set else None)

    def set_people(self, people: tuple[str, ...] | None) -> None:
        """Take over the ids of people; None clears the answer."""
        self.people, self.is_set, self._dirty = people or (), people is not None, True
        self._show_names()
        self.post_changed()

    def hints(self) -> tuple[Hint, ...]:
        clear: tuple[Hint, ...] = (("Del", "clear", "delete"),) if self.is_set else ()
        return (("Enter", "choose", "enter"), ("Tab", "next", "tab"), *clear)

    @work
    async def action_pick(self) -> None:
        if await self.ask(AnswerPeopleDialog(self)) is not None:
            self.post_left()

    def action_clear(self) -> None:
        if self.is_set:
            self.set_people(None)

    def on_click(self) -> None:
        self.action_pick()

    def _show_names(self) -> None:
        names = [person_name(self.session.answers.people, person) for person in self.people]
        if len(names) > 1:
            names = [f"{place}. {name}" for place, name in enumerate(names, 1)]
        text = "   ".join(names) or ("Nobody" if self.is_set else "Nobody yet")
        suggested = " (suggested)" if names and not self.is_set else ""
        self.update(Content.assemble("▾ ", text, (suggested, "$foreground-muted")))


class AnswerPeopleDialog(PeopleDialog):
    """Picks the people of an answer; who is ticked is kept, however the dialog is closed."""

    def __init__(self, editor: PersonEditor) -> None:
        several = editor.takes_several
        picked = editor.people if editor.is_set or several else ()
        super().__init__(editor.words.ask, editor.session, picked, several=several)
        self._editor = editor

    def store(self, people: tuple[str, ...] | None) -> None:
        self._editor.set_people(people)
