"""Base class of all editors, and what travels between an editor and its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.geometry import Region
from textual.widget import Widget

from wizard.answers.model import Person
from wizard.interview import Column, Question
from wizard.session import Session
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.messages import AnswerChanged, EditorLeft
from wizard.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from wizard.tui.widgets.field import Field

T = TypeVar("T")
R = TypeVar("R")

# The words that ask for an answer: a question, or a column of its table.
Words = Question | Column


@dataclass(frozen=True)
class EditorState(Generic[T]):
    """What an editor shows."""

    value: T | None = None
    is_set: bool = False
    # What stands in while no value is set.
    fallback: T | None = None
    # Text that isn't valid yet: of the answer under "", of a cell of a table under "0.on".
    unfinished: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    # What can be chosen, given the other answers: keys of choices, or rules of law.
    offered: tuple[Any, ...] = ()

    @property
    def visible(self) -> T | None:
        """The value that was set, else its fallback."""
        return self.value if self.is_set else self.fallback


@dataclass(frozen=True)
class EditorValue(Generic[T]):
    """What the user entered; `error` says why `text` is no valid value.

    `unfinished` are the cells of a table that aren't valid yet.
    """

    value: T | None = None
    text: str = ""
    error: str = ""
    unfinished: Mapping[str, str] = field(default_factory=dict)


class Editor(Widget, Generic[T]):
    """Shows one answer and lets the user change it; its field keeps the value.

    Subclasses name the Textual widget they extend first: style sheets follow the first base class.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = ()

    field: Field
    words: Words
    session: Session
    state: EditorState[T] = EditorState()
    # What was just done, for the line below the editor; the next change clears it.
    note: str = ""

    def set_state(self, state: EditorState[T]) -> None:
        """Show `state`, unless what is typed means the same already."""
        raise NotImplementedError

    def take_value(self) -> EditorValue[T] | None:
        """Return what was entered since the last `set_state` or `take_value`, if anything."""
        raise NotImplementedError

    def unfinished_error(self) -> str:
        """Return what is wrong with the unfinished text."""
        return "This is not finished yet."

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do now."""
        return self.HINTS

    def focus_region(self) -> Region:
        """Return the part of the editor that must be in sight, such as the cursor's line."""
        return Region(0, 0, *self.size)

    def insert_example(self) -> None:
        """Write the example into an empty editor; most kinds of answers have none to insert."""

    def post_changed(self) -> None:
        """Report that `take_value` has something new."""
        self.post_message(AnswerChanged(self))

    def commit(self) -> None:
        """Have the field keep the value now."""
        self.field.commit()

    async def ask(self, dialog: Dialog[R]) -> R | None:
        """Show a dialog and return its result; all it changes is one edit for undo."""
        self.session.begin_group()
        try:
            result = await self.app.push_screen_wait(dialog)
            self.commit()
        finally:
            self.session.end_group()
        return result

    def post_left(self, *, forward: bool = True, by_arrow: bool = False) -> None:
        """Ask for the next question, or the previous one."""
        self.post_message(EditorLeft(self, forward=forward, by_arrow=by_arrow))

    def action_leave(self, forward: bool) -> None:
        """Go to the neighboring question by an arrow key."""
        self.post_left(forward=forward, by_arrow=True)
