"""What the owner is asked when the file isn't what it should be: changed by another program, or not to be written."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from wizard.errors import ExitCode
from wizard.session import Session
from wizard.storage import FileError
from wizard.storage.autosave import ChangeKind, ExternalChange, SaveState
from wizard.storage.store import Recovery
from wizard.text import printable

if TYPE_CHECKING:
    from textual.app import App

WRITE = {
    ChangeKind.CHANGED: "Keep mine: write what is here over the file",
    ChangeKind.DELETED: "Write the file again",
    ChangeKind.EMPTIED: "Write the file again, with what is here",
    ChangeKind.INVALID: "Write the file again, with what is here",
}
SAFE = "Whatever you choose, a copy of the other answers is kept with your backups."


def banner(session: Session) -> str:
    """Return what must stay in sight, or nothing."""
    if session.read_only:
        return session.read_only
    if session.external_change is not None:
        return f"Not saved: {session.external_change.message} Press Ctrl+S to choose what to do."
    if session.save_state is SaveState.FAILED:
        return f"Not saved: {session.save_error} We keep trying. Press Ctrl+S to save to another place."
    return ""


class SaveConflicts:
    """Opens the dialogs, and does what was chosen."""

    def __init__(self, app: "App[None]", session: Session, leave: Callable[[], None]) -> None:
        """`leave` ends the app, whatever is saved."""
        self._app = app
        self._session = session
        self._leave = leave
        self._asked: ExternalChange | None = None
        self._leaving = False

    def ask_about_news(self) -> None:
        """Ask what to do about what another program did, once for each time it does something."""
        other = self._session.external_change
        if other is not None and other is not self._asked and len(self._app.screen_stack) == 1:
            self.ask(leaving=False)
        if other is None:
            self._asked = None

    def ask(self, *, leaving: bool) -> None:
        """Ask what to do now, as something keeps us from saving. `leaving`: the owner was on the way out."""
        self._leaving = leaving
        if self._session.external_change is not None:
            self._ask_about(self._session.external_change)
        elif self._session.save_state is SaveState.FAILED:
            self._ask_about_room()

    def ask_about_unsaved(self, unsaved: Recovery) -> None:
        """Ask what to do with answers of an earlier time that could not be saved then."""
        session = self._session
        head = Content(
            f"On {unsaved.copy.created_at}, these answers could not be saved in your file. We kept them for you."
        )
        told = _differences(session, unsaved, names=("In the file", "Kept apart"))
        ways = {
            "take": "Bring them back: they take the place of those in the file",
            "leave": "Leave the file as it is",
        }

        def choose(way: str) -> None:
            session.resolve_recovery(unsaved, take=way == "take")

        self._open("Answers from last time", [head, *told, Content(SAFE)], ways, choose)

    def _ask_about(self, other: ExternalChange) -> None:
        self._asked = other
        session = self._session
        told = [Content(other.message)]
        ways = {}
        if other.answers is not None:
            told += _differences(session, other, names=("Here", "In the file"))
            ways["take"] = "Take the other: go on with what is in the file"
        if other.kind is not ChangeKind.DELETED:
            ways["both"] = "Keep both: save mine as a copy beside it"
            told.append(Content(SAFE))
        ways["mine"] = WRITE[other.kind]
        if other.answers is None:
            ways["place"] = "Save mine to another place…"
        self._open(
            "The file has changed", told, self._with_leave(ways), lambda way: self._do(way, other)
        )

    def _ask_about_room(self) -> None:
        told = [
            Content(f"Not saved: {self._session.save_error}"),
            Content("Your answers are kept here meanwhile."),
        ]
        ways = {"again": "Try again", "place": "Save to another place…"}
        self._open(
            "Your answers are not saved",
            told,
            self._with_leave(ways),
            lambda way: self._do(way, None),
        )

    def _with_leave(self, ways: dict[str, str]) -> dict[str, str]:
        leave = {"leave": "Leave all the same: we keep a copy, and offer it the next time"}
        return {**ways, **leave} if self._leaving else ways

    def _open(
        self,
        title: str,
        told: list[Content],
        ways: Mapping[str, str],
        choose: Callable[[str], None],
    ) -> None:
        from wizard.tui.dialogs.dialog import DecisionDialog

        self._app.push_screen(
            DecisionDialog(title, told, ways), lambda way: None if way is None else choose(way)
        )

    def _do(self, way: str, other: ExternalChange | None) -> None:
        session = self._session
        if other is not session.external_change:  # it changed again while the owner was reading
            self.ask(leaving=self._leaving)
            return
        match way:
            case "leave":
                self._leave()
                return
            case "place":
                self._ask_for_place()
                return
            case "mine":
                session.overwrite()
            case "take":
                session.reload()
            case "both":
                try:
                    copy = session.keep_both()
                except FileError as error:
                    self._app.notify(printable(error), severity="error")
                    return
                self._app.notify(f"Your answers are in {printable(copy)}.", timeout=15)
        self._after(saved=session.flush(2.0))

    def _ask_for_place(self) -> None:
        from wizard.tui.dialogs.dialog import PlaceDialog

        session = self._session

        def save(place: Path) -> None:
            session.save_elsewhere(place)
            self._app.notify(
                f"Saved in {printable(place)}. The wizard goes on with that file.", timeout=15
            )
            self._after(saved=True)

        self._app.push_screen(PlaceDialog(_another_place(session.path), save))

    def _after(self, *, saved: bool) -> None:
        if saved and self._leaving:
            self._app.exit(return_code=ExitCode.OK)
        elif not saved:
            self._app.notify(f"Not saved: {session_problem(self._session)}", severity="error")


def session_problem(session: Session) -> str:
    """Return why nothing is saved, as a sentence; the slow disk's where there is no other."""
    return session.save_error or "the disk is slow. We keep trying."


def _differences(
    session: Session, theirs: ExternalChange | Recovery, names: tuple[str, str]
) -> list[Content]:
    from wizard.formatting import describe_conflict

    if theirs.answers is None:
        return []
    paragraphs = describe_conflict(session.answers, theirs.answers, session.interview, names)
    return [Content.assemble((heading, "bold"), text) for heading, text in paragraphs]


def _another_place(path: Path) -> Path:
    try:
        home = Path.home()
    except RuntimeError:
        home = Path.cwd()
    place = home / path.name
    for number in range(2, 100):
        if not os.path.lexists(place):
            break
        place = home / f"{path.stem} {number}{path.suffix}"
    return place
