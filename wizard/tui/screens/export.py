"""Writing the documents: where they go, what keeps them from being right, and what came of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from wizard.answers.model import Answers
from wizard.checks import format_location
from wizard.disclaimers import NO_LEGAL_ADVICE, export_notice
from wizard.documents.catalog import Format, catalog
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.tui import folder
from wizard.tui.messages import PlaceChosen
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.adoption import Adoption
from wizard.tui.widgets.document_list import DocumentList
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link

if TYPE_CHECKING:
    from wizard.documents.export import ExportResult

_MUST_HAVES = "questions that a policy can't do without are"

MOST = 4
"""How many problems are named; the list of what's open has all."""


class ExportPane(Pane):
    """One press writes what is ticked, off the screen's thread."""

    BINDINGS = [
        Binding("up", "arrow(-1)", show=False),
        Binding("down", "arrow(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key)
        self.session = session
        self.written: list[Path] = []
        self.busy = False
        self._problems = Static(classes="problems", markup=False)
        self._rules = Static(classes="promise", markup=False)
        self._result = Static(classes="result", markup=False)
        self._adoption = Adoption(session)
        self._open = Link("Open the folder", id="open-folder")
        self._documents = DocumentList(catalog())
        self._letterhead = Static(classes="promise", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        self._result.display = self._open.display = False
        yield Static(
            Content.styled("Write the documents", "bold $text-accent"),
            classes="title",
            markup=False,
        )
        yield Static(
            Content(f"They go into the folder of your answers: {self._folder}"),
            classes="promise",
            markup=False,
        )
        yield self._rules
        yield self._problems
        yield Link("Write the documents", id="write")
        yield self._result
        yield self._open
        yield Static(
            Content.styled("Documents to write:", "bold"), classes="list-head", markup=False
        )
        yield self._documents
        yield self._letterhead
        yield Link("Use a letterhead of yours", id="letterhead")
        yield self._adoption
        yield Link("See what's open", id="see-open")
        yield Static(
            Content.styled(NO_LEGAL_ADVICE, "$foreground-muted"), classes="legal last", markup=False
        )

    def on_mount(self) -> None:
        """Show what keeps the documents from being right."""
        self.renew()

    def renew(self) -> None:
        """Show the problems and the letterhead as they are now."""
        today = self.session.today()
        self._rules.update(
            Content(export_notice(self.session.answers, self.session.interview, today))
        )
        letterhead = self.session.answers.letterhead
        self._letterhead.update(Content(f"Word documents go on your letterhead: {letterhead}"))
        self._letterhead.display = bool(letterhead)
        lines = self._wrong()
        if lines:
            lines.insert(
                0, "You can write the documents now, but this keeps them from being right:"
            )
        self._problems.update(Content("\n").join([Content(line) for line in lines]))
        self._problems.display = bool(lines)
        self._adoption.renew()

    def _wrong(self) -> list[str]:
        errors = [finding for finding in self.session.findings() if finding.severity == "error"]
        still_open = sum(finding.rule == "open" for finding in errors)
        others = [finding for finding in errors if finding.rule != "open"]
        lines = []
        if still_open:
            questions = (
                "question that a policy can't do without is" if still_open == 1 else _MUST_HAVES
            )
            lines.append(f"! {still_open} {questions} still open.")
        interview = self.session.interview
        lines += [
            f"! {format_location(finding, interview)}: {finding.text}" for finding in others[:MOST]
        ]
        if len(others) > MOST:
            lines.append(f"… and {len(others) - MOST} more.")
        return lines

    def start(self) -> Link:
        """Return the link that writes."""
        return self.query_one("#write", Link)

    def action_arrow(self, by: int) -> None:
        """Go to the stop below or above; arrows end at the first and the last, so that many of them do no harm."""
        stops = self.stops()
        focused = self.screen.focused
        if focused in stops and 0 <= stops.index(focused) + by < len(stops):
            self.action_stop(by)

    def action_edge(self, at: int) -> None:
        """Go to the first stop or the last: were only the lines to move, Enter would do what is out of sight."""
        take_focus(self.stops()[at])

    def on_link_chosen(self, message: Link.Chosen) -> None:
        """Write, open the folder, ask for a letterhead, or go and see what is open."""
        message.stop()
        if message.link.id == "write":
            self.write()
        elif message.link.id == "open-folder":
            self.run_worker(self._open_folder, thread=True, exclusive=True, group="folder")
        elif message.link.id == "letterhead":
            self.ask_for_letterhead()
        else:
            self.post_message(PlaceChosen("summary"))

    def on_document_list_row_reached(self, message: DocumentList.RowReached) -> None:
        """Have the highlighted row in sight."""
        message.stop()
        self.call_after_refresh(self.reveal, self._documents)

    def ask_for_letterhead(self) -> None:
        """Ask for the name of a Word file to write the documents on."""
        from wizard.tui.dialogs.dialog import LetterheadDialog

        self.app.push_screen(LetterheadDialog(self.session))

    def write(self, only: tuple[str, ...] = ()) -> None:
        """Begin to write what is ticked, or `only` these documents, unless that is going on."""
        if self.busy:
            return
        documents, also = (only, ()) if only else (self._documents.documents, self._documents.also)
        if not documents:
            self._tell("! Nothing is ticked. Go down to the list, and tick a document with Space.")
            return
        self.busy = True
        self._tell("Writing…")
        answers = self.session.answers  # a value that can't change while the thread is at work
        write = partial(self._write, answers, documents, also)
        self.run_worker(write, thread=True, exclusive=True, description="the documents")

    def _write(
        self, answers: Answers, documents: tuple[str, ...], also: tuple[Format, ...]
    ) -> None:
        """Write the documents; runs in a thread of its own."""
        count = 0

        def progress(title: str) -> None:
            nonlocal count
            count += 1
            self.app.call_from_thread(self._tell, f"Writing {count} of {len(documents)}: {title}…")

        try:
            from wizard.documents.compose import ExportError
            from wizard.documents.export import export
            from wizard.documents.formats import find_letterhead
        except Exception as error:
            self.app.call_from_thread(
                self._fail, f"The documents can't be written on this computer: {error}."
            )
            return
        try:
            letterhead = find_letterhead(self.session.path, answers.letterhead)
            done = export(
                answers,
                self._folder,
                documents,
                also=also,
                letterhead=letterhead,
                progress=progress,
            )
        except (ExportError, OSError) as error:
            self.app.call_from_thread(self._fail, str(error))
        else:
            self.app.call_from_thread(self._succeed, done)

    def _succeed(self, done: "ExportResult") -> None:
        self.busy = False
        self.written = [each.path for each in done.written]
        lines = [
            Content.styled("✓ Written:", "bold"),
            *(Content(f"  {path.name}") for path in self.written),
        ]
        lines += [Content(f"! {note}") for note in done.notes]
        lines += [Content("Read them through before you hand them on.")]
        self._result.update(Content("\n").join(lines))
        self._open.display = True
        self.call_after_refresh(self._reveal_result)

    def _reveal_result(self) -> None:
        """Have in sight what was written, and the way to it below."""
        whole = self._result.virtual_region.union(self._open.virtual_region)
        self.scroll_to_region(whole, animate=False, force=True)

    def _fail(self, why: str) -> None:
        self.busy = False
        self._tell(f"! {why}")

    def _tell(self, words: str) -> None:
        self._result.display = True
        self._result.update(Content(words))
        self.call_after_refresh(self.reveal, self._result)

    def _open_folder(self) -> None:
        """Open the folder; runs in a thread of its own."""
        problem = folder.show(self._folder)
        if problem:
            self.app.call_from_thread(partial(self.app.notify, problem))

    @property
    def _folder(self) -> Path:
        return answers_folder(self.session.path)
