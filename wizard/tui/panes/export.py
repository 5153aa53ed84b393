"""Writing the documents: where they go, what keeps them from being right, and what came of it."""

from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from wizard.checks import where
from wizard.session import Session
from wizard.tui.messages import PlaceChosen
from wizard.tui.panes.pane import Pane
from wizard.tui.panes.welcome import NO_ADVICE
from wizard.tui.widgets.adoption import Adoption
from wizard.tui.widgets.link import Link

_MUST_HAVES = "questions that a policy can't do without are"

MOST = 4
"""How many problems are named; the list of what's open has all."""


class ExportPane(Pane):
    """One press writes the policy and the crisis plan, off the screen's thread."""

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key)
        self.session = session
        self.written: list[Path] = []
        self.busy = False
        self._problems = Static(classes="problems", markup=False)
        self._result = Static(classes="result", markup=False)
        self._adoption = Adoption(session)

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield Static(Content.styled("Write the documents", "bold $text-accent"), classes="title", markup=False)
        yield Static(Content(self._where()), classes="promise", markup=False)
        yield self._problems
        yield Link("Write the documents", id="write")
        yield self._result
        yield self._adoption
        yield Link("See what's open", id="see-open")
        yield Static(Content.styled(NO_ADVICE, "$foreground-muted"), classes="legal last", markup=False)

    def on_mount(self) -> None:
        """Show what keeps the documents from being right."""
        self.renew()

    def renew(self) -> None:
        """Show the problems as they are now."""
        lines = self._wrong()
        if lines:
            lines.insert(0, "You can write the documents now, but this keeps them from being right:")
        self._problems.update(Content("\n").join([Content(line) for line in lines]))
        self._problems.display = bool(lines)
        self._adoption.renew()

    def _wrong(self) -> list[str]:
        errors = [finding for finding in self.session.findings() if finding.severity == "error"]
        still_open = sum(finding.rule == "open" for finding in errors)
        others = [finding for finding in errors if finding.rule != "open"]
        lines = []
        if still_open:
            questions = "question that a policy can't do without is" if still_open == 1 else _MUST_HAVES
            lines.append(f"! {still_open} {questions} still open.")
        interview = self.session.interview
        lines += [f"! {where(finding, interview)}: {finding.what} {finding.do}" for finding in others[:MOST]]
        if len(others) > MOST:
            lines.append(f"… and {len(others) - MOST} more.")
        return lines

    def start(self) -> Link:
        """Return the link that writes."""
        return self.query_one("#write", Link)

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Write, or go and see what is open."""
        message.stop()
        if message.link.id == "write":
            self.write()
        else:
            self.post_message(PlaceChosen("summary"))

    def write(self) -> None:
        """Begin to write, unless that is going on."""
        if self.busy:
            return
        self.busy = True
        self._result.update(Content("Writing… this takes a few seconds."))
        self.run_worker(self._write, thread=True, exclusive=True)

    def _write(self) -> None:
        """Write the documents; runs in a thread of its own, on answers that can't change."""
        answers = self.session.answers
        try:
            from wizard.documents.export import ExportError, export
        except Exception as error:
            self.app.call_from_thread(self._fail, f"The documents can't be written on this computer: {error}.")
            return
        try:
            paths = export(answers, self.session.path.resolve().parent)
        except (ExportError, OSError) as error:
            self.app.call_from_thread(self._fail, str(error))
        else:
            self.app.call_from_thread(self._succeed, paths)

    def _succeed(self, paths: list[Path]) -> None:
        self.busy = False
        self.written = paths
        names = [Content(f"  {path}") for path in paths]
        head = Content.styled("✓ Written:", "bold")
        self._result.update(Content("\n").join([head, *names, Content("Open them in Word, and read them through.")]))
        self.call_after_refresh(self.reveal, self._result)

    def _fail(self, why: str) -> None:
        self.busy = False
        self._result.update(Content(f"! {why}"))
        self.call_after_refresh(self.reveal, self._result)

    def _where(self) -> str:
        return (
            "The policy and the crisis plan, as two Word documents. They go into the folder of your answers: "
            f"{self.session.path.resolve().parent}"
        )
