"""Texts of the status lines, and what is printed in the terminal after leaving."""

from contextlib import suppress
from pathlib import Path
from typing import TextIO

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.checks import is_answered
from wizard.session import Session
from wizard.storage.autosave import SaveState
from wizard.text import command_line, plural
from wizard.tui.navigation import Navigator
from wizard.tui.widgets.bars import StatusLine


class Header(Vertical):
    """The lines at the top: the program and save state, a warning, and where the user is."""

    DEFAULT_CSS = "Header { height: auto; }"

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__()
        self._session = session
        self._navigator = navigator
        self._title = StatusLine(id="top")
        self._banner = Static(id="banner", markup=False)
        self._location = StatusLine(id="location")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._banner
        yield self._location

    def show_status(self) -> None:
        """Show whether the answers are saved, and what keeps them from it."""
        name = self._session.answers.business.name
        program = ("Policy Wizard", "bold $text-accent")
        title = Content.assemble(program, f"  {name}" if name else "")
        self._title.show(title, _save_state(self._session))
        text = _banner_text(self._session)
        self._banner.update(Content(f"! {text}"))
        self._banner.display = bool(text)
        self.show_location()

    def show_location(self) -> None:
        """Show the current pane and the progress."""
        self._location.show(*_location_line(self._session, self._navigator))


def _location_line(session: Session, navigator: Navigator) -> tuple[Content, Content, Content]:
    """Return where the user is, the progress, and a shorter form of the former.

    The question in focus takes the place of the pane where it is scrolled out of view.
    """
    progress, pane, place = session.progress(), navigator.pane, navigator.place
    count = len(progress.essential_open)
    needed = f"{plural(count, 'must-have')} open" if count else "no must-have open"
    right = Content(f"{progress.answered} of {progress.asked} answered · {needed}")
    if title := pane.hidden_question_title():
        return Content.styled(title, "bold"), right, Content.styled(title, "bold")
    left = sum(
        field.display and not is_answered(session.answers, field.question) for field in pane.fields
    )
    return (
        Content.assemble(
            (place.label(navigator.last_step), "bold"), f" · {left} left here" if left else ""
        ),
        right,
        Content.assemble((place.label(), "bold"), f" · {left} left" if left else ""),
    )


def _banner_text(session: Session) -> str:
    """Return what must stay in view: that nothing can be changed or saved here; or nothing."""
    if session.read_only:
        return session.read_only
    if session.external_change is not None:
        sentence = session.external_change.message
        return f"Not saved: {sentence} Press Ctrl+S to choose what to do."
    if session.save_state is SaveState.FAILED:
        return (
            f"Not saved: {session.save_error} We keep trying. "
            "Press Ctrl+S to save to another place."
        )
    return ""


def save_message(session: Session, *, is_written: bool) -> str:
    """Return what Ctrl+S answers."""
    if session.read_only:
        return session.read_only
    if not is_written:
        return f"Not saved: {save_error(session)}"
    if session.save_state is SaveState.UNCHANGED and session.is_new:
        return "Nothing to save yet. The file is made at your first answer."
    time = f" at {session.saved_at:%H:%M}" if session.saved_at else ""
    return f"Saved{time} in {session.path.resolve()}"


def save_error(session: Session) -> str:
    """Return why the answers aren't saved, as a sentence."""
    return session.save_error or "the disk is slow. We keep trying."


def farewell(
    session: Session, written: list[Path], *, is_saved: bool, crashed: bool, recovery: Path | None
) -> tuple[list[str], list[str]]:
    """Return what to print after leaving: results for stdout, problems for stderr.

    Args:
        session: The closed session.
        written: The documents that were written.
        is_saved: Whether all answers are in their file.
        crashed: Whether an unexpected error ended the wizard.
        recovery: The recovery copy, if the answers could not be saved.
    """
    results = [f"Written: {path}" for path in written]
    problems = []
    if crashed:
        problems.append("Something went wrong inside the wizard, and it had to stop. We are sorry.")
    if not is_saved:
        problems.append(f"Your last answers could not be saved. {session.save_error}".rstrip())
        problems.append(
            f"A copy of them is in {recovery}. "
            "The wizard offers it the next time you open the file."
            if recovery
            else "No copy of them could be kept either."
        )
    elif session.is_new and session.save_state is SaveState.UNCHANGED:
        results.append("Nothing was answered, so nothing was saved.")
    else:
        command = command_line(session.path)
        results.append(f"Your answers are in {session.path}. To go on with them: {command}")
    return results, problems


def print_lines(lines: list[str], stream: TextIO) -> None:
    """Write lines with unprintable characters escaped, if anybody can still read them."""
    with suppress(OSError, ValueError):
        for line in lines:
            text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
            encoding = stream.encoding or "utf-8"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()


def _save_state(session: Session) -> Content:
    if session.read_only:
        return Content("To look at only")
    match session.save_state:
        case SaveState.FAILED:
            return Content.styled("! Not saved", "bold $text-error")
        case SaveState.SAVING:
            return Content("Saving…")
        case SaveState.SAVED:
            return Content(f"Saved {session.saved_at:%H:%M}" if session.saved_at else "Saved")
        case _:
            return Content("Saves as you type" if session.is_new else "Saved")
