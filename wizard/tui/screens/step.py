"""Pane of one interview step: why it matters, and its questions."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wizard.interview import Step
from wizard.session import Session
from wizard.tui.messages import EditorLeft, StepFinished
from wizard.tui.screens.pane import Pane, report_errors
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link


class StepPane(Pane):
    """The questions of one step below each other, and a link to the next step."""

    def __init__(self, key: str, step: Step, session: Session, next_title: str) -> None:
        super().__init__(key, session)
        self.step = step
        self._next_title = next_title

    def compose(self) -> ComposeResult:
        title = Content.styled(self.step.title, "bold $text-accent")
        yield Static(title, classes="title", markup=False)
        yield Static(Content(" ".join(self.step.why.split())), classes="why", markup=False)
        for question in self.step.questions:
            yield QuestionField(question, self.session)
        yield Link("Keep our suggestions in this step", id=f"{self.id}-keep")
        yield Link(f"Go on: {self._next_title}", id=f"{self.id}-on")

    def refresh_answers(self) -> None:
        super().refresh_answers()
        suggested = any(field.display and field.is_suggested() for field in self.fields)
        for link in self.query(f"#{self.id}-keep"):
            link.display = suggested

    def leave_at_end(self, message: EditorLeft) -> None:
        if message.forward and message.by_arrow:
            take_focus(next(link for link in self.query(Link) if link.display))
        elif message.forward:
            self.post_message(StepFinished())

    def action_keep_suggestions(self) -> None:
        for field in self.fields:
            field.commit()
        with report_errors(self.app):
            count = self.session.accept_suggestions(self.step)
            kept = {0: "There is no suggestion left here.", 1: "One suggestion is your answer now."}
            self.app.notify(kept.get(count, f"{count} suggestions are your answers now."))

    @on(Link.Chosen)
    def choose(self, message: Link.Chosen) -> None:
        """Keep our suggestions, or go on to the next step."""
        message.stop()
        if message.link.id == f"{self.id}-keep":
            self.action_keep_suggestions()
        else:
            self.post_message(StepFinished())
