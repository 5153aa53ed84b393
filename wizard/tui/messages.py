"""Messages that editors, panes and lists send up to the app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from wizard.checks.model import Finding
from wizard.progress import StepProgress

if TYPE_CHECKING:
    from wizard.tui.editors.editor import Editor


@dataclass
class AnswerChanged(Message):
    """An editor has a new value.

    The message doesn't carry the value: the receiver takes it from the editor, where more may have
    been typed meanwhile, so that an old value never overwrites a newer one.
    """

    editor: Editor[Any]

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, AnswerChanged) and message.editor is self.editor


@dataclass
class EditorLeft(Message):
    """The user goes on from an editor to the next question, or to the previous one.

    `by_arrow` says that an arrow key did it, which never leaves the step.
    """

    editor: Editor[Any]
    forward: bool = True
    by_arrow: bool = False


@dataclass
class RowHighlighted(Message):
    """The highlight of a list moved to a row, which must be visible."""

    editor: Editor[Any]


@dataclass
class PlaceChosen(Message):
    """Go to a pane such as "step-3"; there, focus the widget with this id, and post `then`."""

    place: str
    widget_id: str = ""
    then: Message | None = None


@dataclass
class QuestionChosen(Message):
    """Go to a question; in a table, to one of its rows."""

    path: str
    row: int | None = None


@dataclass
class QuestionReached(Message):
    """A question received the focus."""

    path: str


class QuestionLeft(Message):
    """The user moves on by a key that does nothing else."""


class StepFinished(Message):
    """The user is done with the last question of a step."""


class DialogClosed(Message):
    """A dialog was closed, and the pane below has the focus again."""


class StateMessage(Message):
    """A message that makes earlier ones of its kind in the queue unnecessary."""

    def can_replace(self, message: Message) -> bool:
        return type(message) is type(self)


class PaneScrolled(StateMessage):
    """A pane shows other lines than before."""


class HintsChanged(StateMessage):
    """The keys of a pane do something else than before."""


class AnswersUpdated(StateMessage):
    """The answers in the session changed."""


class SaveStateChanged(StateMessage):
    """The autosave thread saved, failed to save, or found an external change."""


@dataclass
class FindingsComputed(Message):
    """The checks have run: the progress of the steps, by the key of their pane, and findings."""

    progress: dict[str, StepProgress]
    findings: tuple[Finding, ...]


@dataclass
class DocumentsWritten(Message):
    """Documents were written."""

    paths: list[Path]


@dataclass
class WriteChosen(Message):
    """Write documents; without names, those that are ticked."""

    documents: tuple[str, ...] = ()


class LetterheadChosen(Message):
    """Ask for a letterhead."""


@dataclass
class LeaveRequested(Message):
    """Save and exit: a signal arrived, or the page in the browser is gone."""

    exit_status: int
