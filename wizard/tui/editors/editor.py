"""What every editor can do, whatever the kind of answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual.geometry import Region

from wizard.answers.model import Person
from wizard.interview import Column, Question
from wizard.session import Session
from wizard.tui.messages import AnswerChanged, EditorLeft

if TYPE_CHECKING:
    from textual.widget import Widget

    _Widget = Widget
else:
    _Widget = (
        object  # a mixin: the style sheet and the bindings follow the first base that is a widget
    )

Words = Question | Column
"""The words that ask for an answer: a question, or a column of its table."""

Hint = tuple[str, str, str]
"""A key as the owner knows it, what it does here, and the key's name in Textual."""


@dataclass(frozen=True)
class EditorState:
    """What an editor is to show."""

    value: Any = None
    decided: bool = False
    """Whether the owner gave the value."""
    suggestion: Any = None
    """What stands in while nothing is decided; equal to the value where there is no better."""
    unfinished: Mapping[str, str] = field(default_factory=dict)
    """What was typed and isn't valid yet: under "" for the answer itself, under "0.on" for a cell of a table."""
    people: tuple[Person, ...] = ()
    offered: tuple[Any, ...] = ()
    """What can be chosen, given the other answers: keys of choices, or rules of law."""

    @property
    def visible(self) -> Any:
        """The owner's value, else our suggestion."""
        return self.value if self.decided else self.suggestion


@dataclass(frozen=True)
class EditorValue:
    """What an editor holds."""

    value: Any = None
    text: str = ""
    """What was typed, to be kept if the value doesn't fit."""
    why: str = ""
    """Why the text is no valid value; empty when it is one."""
    unfinished: Mapping[str, str] = field(default_factory=dict)
    """For a table: its half-typed cells, by row and column ("0.on")."""


class Editor(_Widget):
    """Shows one answer and lets the owner change it.

    It never touches the answers: it reports `AnswerChanged`, and whoever mounted it pulls the value.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = ()
    """What the keys do in this editor, for the key bar."""

    words: Words
    session: Session
    shown: EditorState = EditorState()
    note: str = ""
    """A word on what was just done, for the line below; it goes with the next change."""

    def show(self, shown: EditorState) -> None:
        """Show this, unless what is typed here means just that already."""
        raise NotImplementedError

    def take_value(self) -> EditorValue | None:
        """Return what the owner put in since the last `show` or `pull`; None if nothing."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return what is wrong with what is half typed here."""
        return "This is not finished yet."

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do here and now."""
        return self.HINTS

    def focus_region(self) -> Region:
        """Return the part of the editor that must be in sight, such as the highlighted row."""
        return Region(0, 0, self.size.width, min(1, self.size.height))

    def insert_example(self) -> None:
        """Write the example into what is empty; most kinds of answers have none that could be taken over."""

    def report(self) -> None:
        """Tell that there is something new to pull."""
        self.post_message(AnswerChanged(self))

    def deliver(self) -> None:
        """Have whoever mounted this take over what is new, now."""
        for node in self.ancestors:
            collect = getattr(node, "collect", None)
            if collect is not None:
                collect()
                break

    def leave(self, *, forward: bool = True, by_arrow: bool = False) -> None:
        """Ask for the next question, or the one before."""
        self.post_message(EditorLeft(self, forward=forward, by_arrow=by_arrow))
