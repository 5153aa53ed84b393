"""What the frame says: the two lines at the top, the keys at the bottom, and a word on leaving."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import TextIO

from textual.content import Content
from textual.widget import Widget

from wizard.answers import dates
from wizard.session import Session
from wizard.storage.autosave import SaveState
from wizard.text import command_line
from wizard.tui.actions import COMMANDS
from wizard.tui.editors.editor import Editor
from wizard.tui.screens.pane import Pane
from wizard.tui.widgets.bars import BarItem, HasHints, Hint

NEAR = (
    "safer_words",
    "unsure",
    "next_step",
    "page",
    "open_questions",
    "steps",
    "previous_step",
    "export",
)
"""The commands in the key bar, the most useful first: a narrow window has room for a few only."""
ALWAYS = ("help", "quit")


def top(session: Session) -> tuple[Content, Content]:
    """Return the program and the business, and whether all is saved."""
    name = session.answers.business.name
    left = Content.assemble(("Policy Wizard", "bold $text-accent"), f"  {name}" if name else "")
    return left, saved_words(session)


def saved_words(session: Session) -> Content:
    """Return how the file stands to what is on screen."""
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


def where(
    place: str, short: str, session: Session, left: int, asked: str
) -> tuple[Content, Content, Content]:
    """Return where the owner is, how far, and the former in fewer words.

    `left` is how many questions are open here; `short` is the place in fewer words.

    `asked` are the words of the question in hand, if they are out of sight: they take the place of the rest.
    """
    progress = session.progress()
    open_count = len(progress.essential_open)
    must = (
        f" · {open_count} must-have{'' if open_count == 1 else 's'} open"
        if open_count
        else " · no must-have open"
    )
    far = Content(f"{progress.answered} of {progress.asked} answered{must}")
    if asked:
        return Content.styled(asked, "bold"), far, Content.styled(asked, "bold")
    here = Content.assemble((place, "bold"), f" · {left} left here" if left else "")
    return here, far, Content.assemble((short, "bold"), f" · {left} left" if left else "")


def hints(focused: Widget | None, pane: Pane | None) -> tuple[Hint, ...]:
    """Return what the keys do in what is focused, or else in its pane."""
    if isinstance(focused, Editor):
        return focused.hints()
    if isinstance(focused, HasHints):
        return focused.hints()
    own: tuple[Hint, ...] | None = getattr(focused, "HINTS", None)
    return own if own is not None else pane.hints() if pane else ()


def keys(
    focused: Widget | None, pane: Pane | None, idle: Collection[str], back: str = ""
) -> tuple[list[BarItem], list[BarItem]]:
    """Return what works here and now: the keys of what is focused, those of the app but the `idle`, a few always.

    `back` is where the key that goes back leads, where that is not the step before; it comes first then.
    """
    own = [(key, words, f"app.simulate_key('{name}')") for key, words, name in hints(focused, pane)]
    app = [
        item(action)
        for action in NEAR
        if action not in idle and not (back and action == "previous_step")
    ]
    if back:
        key, _, action = item("previous_step")
        own.insert(0, (key, f"back to: {back}", action))
    return own + app, [item(action) for action in ALWAYS]


def brought_back(session: Session) -> str:
    """Return what a sudden end of the session before left us with; nothing if it ended in good order."""
    if not session.previous_run_crashed or session.read_only or session.last_saved_at is None:
        return ""
    at = f"{session.last_saved_at:%H:%M:%S} on {dates.format_date(session.last_saved_at.date())}"
    return f"Last time, the wizard was stopped from outside. Your answers are here as they were saved at {at}."


def after_saving(session: Session, *, written: bool) -> str:
    """Return what Ctrl+S answers."""
    if session.read_only:
        return session.read_only
    if not written:
        return f"Not saved: {session.save_error}"
    if session.save_state is SaveState.UNCHANGED and session.is_new:
        return "Nothing to save yet. The file is made at your first answer."
    at = f" at {session.saved_at:%H:%M}" if session.saved_at else ""
    return f"Saved{at} in {session.path.resolve()}"


def goodbye(
    session: Session, written: list[Path], *, saved: bool, crashed: bool, kept: Path | None = None
) -> tuple[list[str], list[str]]:
    """Return what stands in the terminal after leaving: results, and complaints."""
    results = [f"Written: {path}" for path in written]
    complaints = []
    if crashed:
        complaints.append(
            "Something went wrong inside the wizard, and it had to stop. We are sorry."
        )
    if not saved:
        complaints.append(f"Your last answers could not be saved. {session.save_error}".rstrip())
        if kept is not None:
            complaints.append(
                f"A copy of them is in {kept}. The wizard offers it the next time you open the file."
            )
        else:
            complaints.append("No copy of them could be kept either.")
    elif session.is_new and session.save_state is SaveState.UNCHANGED:
        results.append("Nothing was answered, so nothing was saved.")
    else:
        results.append(
            f"Your answers are in {session.path}. To go on with them: {command_line(session.path)}"
        )
    return results, complaints


def say(lines: list[str], stream: TextIO) -> None:
    """Write lines, if there is still somebody to read them; what a terminal would obey is written as an escape."""
    with contextlib.suppress(OSError, ValueError):
        for line in lines:
            shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
            encoding = stream.encoding or "utf-8"
            stream.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()


def item(action: str) -> BarItem:
    """Return a command as the key bar shows it."""
    command = next(command for command in COMMANDS if command.action == action)
    return command.shown_keys()[0], command.bar, f"app.{action}"
