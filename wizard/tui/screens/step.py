"""A step of the interview: why it matters, and its questions."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wizard.interview import Step
from wizard.session import Session
from wizard.tui.messages import EditorLeft, StepFinished
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link


class StepPane(Pane):
    """The questions of one step, one below the other, and a way on at the end."""

    def __init__(self, key: str, step: Step, session: Session, next_title: str) -> None:
        super().__init__(key)
        self.step = step
        self.session = session
        self._next_title = next_title
        self._keep = Link("Keep our suggestions in this step", id=f"{key}-keep")

    def compose(self) -> ComposeResult:
        """Lay out the step."""
        yield Static(
            Content.styled(self.step.title, "bold $text-accent"), classes="title", markup=False
        )
        yield Static(Content(" ".join(self.step.why.split())), classes="why", markup=False)
        for question in self.step.questions:
            yield QuestionField(question, self.session)
        yield self._keep
        yield Link(f"Go on: {self._next_title}", id=f"{self.id}-on")

    def renew(self) -> None:
        """Show the answers, and the way to keep our suggestions while there are any."""
        super().renew()
        if self._keep.is_attached:
            self._keep.display = any(
                field.display and field.is_suggested() for field in self.fields()
            )

    def leave_at_end(self, message: EditorLeft) -> None:
        """Go on to the next step after the last question; an arrow key stays in the step."""
        if message.forward and not message.by_arrow:
            self.post_message(StepFinished())
        elif message.forward:
            take_focus(next(link for link in self.query(Link) if link.display))

    async def on_link_chosen(self, message: Link.Chosen) -> None:
        """Keep our suggestions, or go on."""
        message.stop()
        if message.link is self._keep:
            await self.app.run_action("keep_suggestions")
        else:
            self.post_message(StepFinished())
