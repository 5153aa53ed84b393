"""The first thing the owner sees: what they get, or how far they are."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wizard.answers.fields import is_set
from wizard.disclaimers import NO_LEGAL_ADVICE, PRIVACY_NOTE
from wizard.lifecycle.review import due_message
from wizard.session import Session
from wizard.tui.messages import EditorLeft, PlaceChosen, QuestionChosen
from wizard.tui.screens.pane import Pane
from wizard.tui.status import brought_back
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.link import Link

FIRST = "business.name"

PROMISE = (
    "Eight steps, about 45 minutes. At the end: a policy in Word. "
    "You can leave at any time; everything is saved as you type."
)


class WelcomePane(Pane):
    """With no file yet: two lines and the first question. With one: where the owner left, and a way on."""

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key)
        self.session = session
        self._new = session.is_new

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        if self._new:
            yield Static(
                Content.styled("A social media policy for your staff", "bold $text-accent"),
                classes="title",
            )
            yield Static(Content(PROMISE), classes="promise")
            yield Static(
                Content.styled(f"{NO_LEGAL_ADVICE} {PRIVACY_NOTE}", "$foreground-muted"),
                classes="legal",
            )
            yield QuestionField(self.session.interview.question(FIRST), self.session)
        else:
            yield Static(classes="title", id="welcome-title")
            if said := brought_back(self.session):
                yield Static(Content(said), classes="promise")
            yield Static(classes="promise", id="welcome-due")
            yield Link("Do the review", id="to-review")
            yield Static(classes="promise", id="welcome-where")
            yield Static(classes="promise", id="welcome-next")
            yield Link("Go on", id="go-on")
            yield Link("Write the documents", id="to-export")
            yield Link("See what's open", id="to-summary")
            for note in self.session.warnings:
                yield Static(Content(note), classes="promise beside", markup=False)
            yield Static(
                Content.styled(f"{NO_LEGAL_ADVICE} {PRIVACY_NOTE}", "$foreground-muted"),
                classes="legal last",
            )

    def on_mount(self) -> None:
        """Show how far the owner is."""
        self.renew()

    def renew(self) -> None:
        """Show the answers as they are now."""
        super().renew()
        if not self._new:
            name = self.session.answers.business.name
            greeting = f"Welcome back, {name}" if name else "Welcome back"
            self.query_one("#welcome-title", Static).update(
                Content.styled(greeting, "bold $text-accent")
            )
            due = due_message(self.session.answers, self.session.today())
            said = (
                f"{due} It takes some minutes, and begins with what grows old first." if due else ""
            )
            self.query_one("#welcome-due", Static).update(Content(said))
            self.query_one("#welcome-due").display = self.query_one("#to-review").display = bool(
                due
            )
            self.query_one("#welcome-where", Static).update(Content(self._where()))
            self.query_one("#welcome-next", Static).update(Content(self._next()))
            self.query_one("#go-on", Link).display = bool(self.next_path())

    def next_path(self) -> str:
        """Return the question to go on with: where the owner left, else the first open one, if any."""
        session = self.session
        applying = [
            question
            for question in session.interview.questions()
            if question.applies(session.answers)
        ]
        paths = [question.path for question in applying]
        if session.answers.left_at in paths:
            return session.answers.left_at
        progress = session.progress()
        undecided = (path for path in paths if not is_set(session.answers, path))
        return next(iter(progress.essential_open), None) or next(undecided, "")

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Go on, or to what is open."""
        message.stop()
        if message.link.id == "go-on":
            self.post_message(QuestionChosen(self.next_path()))
        else:
            self.post_message(PlaceChosen((message.link.id or "").removeprefix("to-")))

    def leave_at_end(self, message: EditorLeft) -> None:
        """Go on with the second question, in its step."""
        if message.forward:
            questions = self.session.interview.steps[0].questions
            at = next(at for at, question in enumerate(questions) if question.path == FIRST)
            self.post_message(QuestionChosen(questions[(at + 1) % len(questions)].path))

    def _next(self) -> str:
        path = self.next_path()
        if not path:
            return "Everything is answered."
        interview = self.session.interview
        start = "You left at" if path == self.session.answers.left_at else "Next comes"
        return f"{start} this question in “{interview.step_of(path).title}”: {interview.question(path).ask}"

    def _where(self) -> str:
        progress = self.session.progress()
        said = f"You have answered {progress.answered} of {progress.asked} questions."
        open_count = len(progress.essential_open)
        if open_count:
            must = "must-have is" if open_count == 1 else "must-haves are"
            return f"{said} {open_count} {must} still open."
        return f"{said} Nothing that a policy can't do without is open."
