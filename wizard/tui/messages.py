"""What the parts of the screen report upwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from wizard.tui.editors.editor import Editor


class AnswerChanged(Message):
    """An editor holds something new.

    The value isn't in the message: it is pulled from the editor when the message arrives, because by then more may
    have been typed, and an old value must never overwrite a newer one.
    """

    def __init__(self, editor: Editor[Any]) -> None:
        super().__init__()
        self.editor = editor

    def can_replace(self, message: Message) -> bool:
        """A burst of keys is one report."""
        return isinstance(message, AnswerChanged) and message.editor is self.editor


class EditorLeft(Message):
    """The owner is done with an editor and goes to the question after it, or before it."""

    def __init__(
        self, editor: Editor[Any], *, forward: bool = True, by_arrow: bool = False
    ) -> None:
        super().__init__()
        self.editor = editor
        self.forward = forward
        self.by_arrow = by_arrow
        """Whether an arrow key did it; that never leaves the step."""


class RowHighlighted(Message):
    """The highlight of a list came to another row, which must be in sight."""

    def __init__(self, editor: Editor[Any]) -> None:
        super().__init__()
        self.editor = editor


class PlaceChosen(Message):
    """The owner goes to a pane: "step-3", "summary"; there, to the part of this id, if it can have the focus."""

    def __init__(self, place: str, part: str = "") -> None:
        super().__init__()
        self.place = place
        self.part = part


class QuestionChosen(Message):
    """The owner goes to a question, wherever it is; in a table, to one of its rows."""

    def __init__(self, path: str, row: int | None = None) -> None:
        super().__init__()
        self.path = path
        self.row = row


class QuestionLeft(Message):
    """The owner goes on to another question, or back to one, by a key that does nothing else."""


class QuestionReached(Message):
    """The focus came to a question."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class PaneScrolled(Message):
    """A pane shows other lines than before."""

    def can_replace(self, message: Message) -> bool:
        """Only where it came to rest counts."""
        return isinstance(message, PaneScrolled)


class DialogClosed(Message):
    """A dialog was closed; the pane below has the focus again."""


class StepFinished(Message):
    """The owner is done with the last question of a step."""
