"""Pane that writes the documents, and adopts them as a version."""

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from wizard.answers.model import Answers
from wizard.checks import format_location
from wizard.disclaimers import NO_LEGAL_ADVICE, export_notice
from wizard.documents.catalog import Format, catalog
from wizard.errors import UserError
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.tui.messages import DocumentsWritten, LetterheadChosen, PlaceChosen, WriteChosen
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.adoption import AdoptionPanel
from wizard.tui.widgets.document_list import DocumentList
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.link import Link

MAX_PROBLEMS = 4
# A file manager that can't open a folder says so within this time.
FILE_MANAGER_TIMEOUT_S = 4.0


class ExportPane(Pane):
    """One key writes the ticked documents, in a thread."""

    BINDINGS = [
        Binding("up", "arrow(-1)", show=False),
        Binding("down", "arrow(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session)
        self.is_writing = False
        self._problems = Static(classes="problems", markup=False)
        self._notice = Static(classes="promise", markup=False)
        self._omissions = Static(classes="promise", markup=False)
        self._compared_answers: Answers | None = None
        self._result = Static(classes="result", markup=False)
        self._open_folder = Link("Open the folder", id="open-folder")
        self._documents = DocumentList(catalog())
        self._letterhead = Static(classes="promise", markup=False)
        self._adoption = AdoptionPanel(session)

    @property
    def folder(self) -> Path:
        """Where the documents go: beside the answers file."""
        return answers_folder(self.session.path)

    def compose(self) -> ComposeResult:
        self._result.display = self._open_folder.display = False
        title = Content.styled("Write the documents", "bold $text-accent")
        yield Static(title, classes="title", markup=False)
        folder = f"They go into the folder of your answers: {self.folder}"
        yield Static(Content(folder), classes="promise", markup=False)
        yield self._notice
        yield self._problems
        yield Link("Write the documents", id="write")
        yield self._omissions
        yield self._result
        yield self._open_folder
        heading = Content.styled("Documents to write:", "bold")
        yield Static(heading, classes="list-head", markup=False)
        yield self._documents
        yield self._letterhead
        yield Link("Use a letterhead of yours", id="letterhead")
        yield self._adoption
        yield Link("See what's open", id="see-open")
        legal = Content.styled(NO_LEGAL_ADVICE, "$foreground-muted")
        yield Static(legal, classes="legal last", markup=False)

    def on_mount(self) -> None:
        self.refresh_answers()

    def refresh_answers(self) -> None:
        session, answers = self.session, self.session.answers
        self._notice.update(Content(export_notice(answers, session.interview, session.today())))
        self._letterhead.update(
            Content(f"Word documents go on your letterhead: {answers.letterhead}")
        )
        self._letterhead.display = bool(answers.letterhead)
        lines = self._problem_lines()
        self._problems.update(Content("\n".join(lines)))
        self._problems.display = bool(lines)
        self._adoption.refresh_answers()
        if answers is not self._compared_answers:
            self._compared_answers = answers
            self._omissions.display = False
            self._find_omissions(answers)

    @work(thread=True, exclusive=True, group="omissions")
    def _find_omissions(self, answers: Answers) -> None:
        """Show what the chosen length leaves out."""
        from wizard.documents.omissions import describe_omissions, find_omissions

        worker, words = get_current_worker(), []
        with suppress(UserError):
            for word in find_omissions(answers, self.session.interview):
                if worker.is_cancelled:
                    return
                words.append(word)
            self.app.call_from_thread(self._show_omissions, describe_omissions(words))

    def _show_omissions(self, sentence: str) -> None:
        self._omissions.update(Content(sentence))
        self._omissions.display = bool(sentence)

    def focus_target(self) -> Link:
        return self.query_one("#write", Link)

    def _problem_lines(self) -> list[str]:
        errors = [finding for finding in self.session.findings() if finding.severity == "error"]
        if not errors:
            return []
        lines = ["You can write the documents now, but this keeps them from being right:"]
        count = sum(finding.rule == "open" for finding in errors)
        if count:
            questions = "question that a policy can't do without is"
            if count > 1:
                questions = "questions that a policy can't do without are"
            lines.append(f"! {count} {questions} still open.")
        others = [finding for finding in errors if finding.rule != "open"]
        lines += [
            f"! {format_location(finding, self.session.interview)}: {finding.text}"
            for finding in others[:MAX_PROBLEMS]
        ]
        if len(others) > MAX_PROBLEMS:
            lines.append(f"… and {len(others) - MAX_PROBLEMS} more.")
        return lines

    @work
    async def on_write_chosen(self, message: WriteChosen) -> None:
        documents = message.documents or self._documents.documents
        if self.is_writing:
            return
        if not documents:
            self._show_result(
                "! Nothing is ticked. Go down to the list, and tick a document with Space."
            )
            return
        self.is_writing = True
        self._show_result("Writing…")
        try:
            await self._export(documents, () if message.documents else self._documents.formats)
        except Exception as error:
            self._show_result(f"! {error}")
        finally:
            self.is_writing = False

    async def _export(self, documents: tuple[str, ...], formats: tuple[Format, ...]) -> None:
        from wizard.documents.export import export
        from wizard.documents.formats import find_letterhead

        answers = self.session.answers
        count = 0

        def show_progress(title: str) -> None:
            nonlocal count
            count += 1
            text = f"Writing {count} of {len(documents)}: {title}…"
            self.app.call_from_thread(self._show_result, text)

        result = await asyncio.to_thread(
            export,
            answers,
            self.folder,
            documents,
            also=formats,
            letterhead=find_letterhead(self.session.path, answers.letterhead),
            progress=show_progress,
        )
        paths = [each.path for each in result.written]
        self.post_message(DocumentsWritten(paths))
        lines = [
            "✓ Written:",
            *(f"  {path.name}" for path in paths),
            *(f"! {note}" for note in result.notes),
            "Read them through before you hand them on.",
        ]
        self._show_result("\n".join(lines))
        self._open_folder.display = True

    def _show_result(self, text: str) -> None:
        self._result.display = True
        self._result.update(Content(text).highlight_regex("^✓ Written:", style="bold"))
        self.call_after_refresh(self._reveal_result)

    def _reveal_result(self) -> None:
        region = self._result.virtual_region
        if self._open_folder.display:
            region = region.union(self._open_folder.virtual_region)
        self.scroll_to_region(region, animate=False, force=True)

    @work
    async def on_letterhead_chosen(self) -> None:
        from wizard.tui.dialogs.dialog import LetterheadDialog

        await self.app.push_screen_wait(LetterheadDialog(self.session))

    def action_arrow(self, offset: int) -> None:
        # Ends at the first and the last stop, so that a held key does no harm.
        stops, focused = self.tab_order(), self.screen.focused
        if focused in stops and 0 <= stops.index(focused) + offset < len(stops):
            self.action_focus_stop(offset)

    def action_edge(self, index: int) -> None:
        take_focus(self.tab_order()[index])

    @on(Link.Chosen)
    def choose(self, message: Link.Chosen) -> None:
        """Do what a link says."""
        message.stop()
        match message.link.id:
            case "write":
                self.post_message(WriteChosen())
            case "letterhead":
                self.post_message(LetterheadChosen())
            case "open-folder":
                self.open_folder()
            case _:
                self.post_message(PlaceChosen("summary"))

    @work
    async def open_folder(self) -> None:
        """Open the folder with the documents in the file manager."""
        problem = await asyncio.to_thread(open_in_file_manager, self.folder)
        if problem:
            self.app.notify(problem)


def open_in_file_manager(folder: Path) -> str:
    """Open a folder in the file manager; return "", or why that isn't possible."""
    problem = f"The folder can't be opened from here. It is: {folder}"
    try:
        if sys.platform == "win32":
            os.startfile(folder)
            return ""
        program = _file_manager()
        if program is None:
            return problem
        process = subprocess.Popen(
            [program, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return problem if process.wait(FILE_MANAGER_TIMEOUT_S) else ""
    except (OSError, ValueError):
        return problem
    except subprocess.TimeoutExpired:
        # It is still running, so it works.
        return ""


def _file_manager() -> str | None:
    if sys.platform == "darwin":
        return shutil.which("open")
    # Without a desktop, xdg-open would take over the terminal.
    has_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return shutil.which("xdg-open") if has_desktop else None
