"""Texts of the status lines."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.checks import is_answered
from wizard.session import Session
from wizard.storage.autosave import SaveState
from wizard.text import plural
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
        self._warning = ""

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
        # Each update lays the screen out again.
        if text != self._warning:
            self._warning = text
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
