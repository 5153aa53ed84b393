"""First pane: what the user gets, or how far they are."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wizard.answers import dates
from wizard.answers.fields import is_set
from wizard.disclaimers import NO_LEGAL_ADVICE, PRIVACY_NOTE
from wizard.lifecycle.review import due_message
from wizard.session import Session
from wizard.text import plural
from wizard.tui.messages import EditorLeft, PlaceChosen, QuestionChosen
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.link import Link

PROMISE = (
    "Eight steps, about 45 minutes. At the end: a policy in Word. "
    "You can leave at any time; everything is saved as you type."
)


class WelcomePane(Pane):
    """With a new file, the first question; else where the user left, and links to go on."""

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session)
        self._is_new = session.is_new
        self._first = session.interview.steps[0].questions[0]

    def compose(self) -> ComposeResult:
        legal = Content.styled(f"{NO_LEGAL_ADVICE} {PRIVACY_NOTE}", "$foreground-muted")
        if self._is_new:
            title = Content.styled("A social media policy for your staff", "bold $text-accent")
            yield Static(title, classes="title")
            yield Static(Content(PROMISE), classes="promise")
            yield Static(legal, classes="legal")
            yield QuestionField(self._first, self.session)
            return
        yield Static(classes="title", id="welcome-title")
        if crash := self._crash_message():
            yield Static(Content(crash), classes="promise")
        yield Static(classes="promise", id="welcome-due")
        yield Link("Do the review", id="to-review")
        yield Static(classes="promise", id="welcome-progress")
        yield Static(classes="promise", id="welcome-next")
        yield Link("Go on", id="go-on")
        yield Link("Write the documents", id="to-export")
        yield Link("See what's open", id="to-summary")
        for warning in self.session.warnings:
            yield Static(Content(warning), classes="promise file-warning", markup=False)
        yield Static(legal, classes="legal last")

    def on_mount(self) -> None:
        self.refresh_answers()

    def refresh_answers(self) -> None:
        super().refresh_answers()
        if self._is_new:
            return
        name = self.session.answers.business.name
        due = due_message(self.session.answers, self.session.today())
        title = f"Welcome back, {name}" if name else "Welcome back"
        self.query_one("#welcome-title", Static).update(Content.styled(title, "bold $text-accent"))
        texts = {
            "#welcome-due": f"{due} It takes some minutes, and begins with what grows old first.",
            "#welcome-progress": self._progress_message(),
            "#welcome-next": self._next_message(),
        }
        for selector, text in texts.items():
            self.query_one(selector, Static).update(Content(text))
        for selector in ("#welcome-due", "#to-review"):
            self.query_one(selector).display = bool(due)
        self.query_one("#go-on").display = bool(self.next_path())

    def next_path(self) -> str:
        """Return the question to go on with: the last one, else the first open one, if any."""
        answers, interview = self.session.answers, self.session.interview
        paths = [question.path for question in interview.questions() if question.applies(answers)]
        if answers.left_at in paths:
            return answers.left_at
        open_paths = (path for path in paths if not is_set(answers, path))
        return next(iter(self.session.progress().essential_open), None) or next(open_paths, "")

    @on(Link.Chosen)
    def choose(self, message: Link.Chosen) -> None:
        """Go on with the interview, or to another pane."""
        message.stop()
        if message.link.id == "go-on":
            self.post_message(QuestionChosen(self.next_path()))
        else:
            self.post_message(PlaceChosen((message.link.id or "").removeprefix("to-")))

    def leave_at_end(self, message: EditorLeft) -> None:
        if message.forward:
            self.post_message(QuestionChosen(self.session.interview.steps[0].questions[1].path))

    def _crash_message(self) -> str:
        saved_at = self.session.last_saved_at
        if not self.session.previous_run_crashed or self.session.read_only or saved_at is None:
            return ""
        return (
            "Last time, the wizard was stopped from outside. Your answers are here as they were "
            f"saved at {saved_at:%H:%M:%S} on {dates.format_date(saved_at.date())}."
        )

    def _next_message(self) -> str:
        path, interview = self.next_path(), self.session.interview
        if not path:
            return "Everything is answered."
        start = "You left at" if path == self.session.answers.left_at else "Next comes"
        step, question = interview.step_of(path), interview.question(path)
        return f"{start} this question in “{step.title}”: {question.ask}"

    def _progress_message(self) -> str:
        progress = self.session.progress()
        count = len(progress.essential_open)
        answered = f"You have answered {progress.answered} of {progress.asked} questions."
        if not count:
            return f"{answered} Nothing that a policy can't do without is open."
        return f"{answered} {plural(count, 'must-have is', 'must-haves are')} still open."
