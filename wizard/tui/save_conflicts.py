"""Asks what to do when another program changed the answers file, or it can't be written."""

import os
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content

from wizard.errors import ExitCode
from wizard.storage import FileError
from wizard.storage.autosave import ChangeKind, ExternalChange, SaveState
from wizard.storage.store import Recovery
from wizard.text import printable
from wizard.tui import status

if TYPE_CHECKING:
    from wizard.tui.app import PolicyWizardApp

OVERWRITE_LABELS = {
    ChangeKind.CHANGED: "Keep mine: write what is here over the file",
    ChangeKind.DELETED: "Write the file again",
    ChangeKind.EMPTIED: "Write the file again, with what is here",
    ChangeKind.INVALID: "Write the file again, with what is here",
}
BACKUP_NOTE = "Whatever you choose, a copy of the other answers is kept with your backups."
LEAVE_OPTION = {"leave": "Leave all the same: we keep a copy, and offer it the next time"}
FLUSH_TIMEOUT_S = 2.0
NOTICE_TIMEOUT_S = 15.0
MAX_NAMES_TRIED = 100


class SaveConflicts:
    """Opens the dialogs, and does what the user chooses."""

    def __init__(self, app: "PolicyWizardApp") -> None:
        self._app = app
        self._session = app.session
        self._asked: ExternalChange | None = None

    def ask_about_change(self) -> None:
        """Ask about a change by another program, once for each change."""
        change = self._session.external_change
        if change is not None and change is not self._asked and len(self._app.screen_stack) == 1:
            self.ask(leaving=False)
        if change is None:
            self._asked = None

    def ask(self, *, leaving: bool) -> None:
        """Ask what to do about answers that aren't saved; `leaving`: the user wants to exit."""
        change = self._session.external_change
        if change is not None:
            self._asked = change
            self._run(self._ask_about_change(change, leaving=leaving))
        elif self._session.save_state is SaveState.FAILED:
            self._run(self._ask_about_failure(leaving=leaving))

    def offer_recovery(self) -> None:
        """Offer answers that could not be saved last time, if there are any."""
        recovery = self._session.find_recovery()
        if recovery is not None:
            self._run(self._ask_about_recovery(recovery))

    def _run(self, dialog: Coroutine[Any, Any, None]) -> None:
        self._app.run_worker(dialog, group="save-conflicts", description="save conflicts")

    async def _ask_about_recovery(self, recovery: Recovery) -> None:
        head = (
            f"On {recovery.copy.created_at}, these answers could not be saved in your file. "
            "We kept them for you."
        )
        options = {
            "take": "Bring them back: they take the place of those in the file",
            "leave": "Leave the file as it is",
        }
        differences = self._differences(recovery, ("In the file", "Kept apart"))
        message = [Content(head), *differences, Content(BACKUP_NOTE)]
        choice = await self._choose("Answers from last time", message, options)
        if choice is not None:
            self._session.resolve_recovery(recovery, take=choice == "take")

    async def _ask_about_change(self, change: ExternalChange, *, leaving: bool) -> None:
        message = [Content(change.message)]
        options = {}
        if change.answers is not None:
            message += self._differences(change, ("Here", "In the file"))
            options["take"] = "Take the other: go on with what is in the file"
        if change.kind is not ChangeKind.DELETED:
            options["both"] = "Keep both: save mine as a copy beside it"
            message.append(Content(BACKUP_NOTE))
        options["mine"] = OVERWRITE_LABELS[change.kind]
        if change.answers is None:
            options["place"] = "Save mine to another place…"
        options |= LEAVE_OPTION if leaving else {}
        choice = await self._choose("The file has changed", message, options)
        if choice is not None and change is not self._session.external_change:
            # It changed again while the user was reading.
            self.ask(leaving=leaving)
        elif choice is not None:
            await self._resolve(choice, leaving=leaving)

    async def _ask_about_failure(self, *, leaving: bool) -> None:
        message = [
            Content(f"Not saved: {self._session.save_error}"),
            Content("Your answers are kept here meanwhile."),
        ]
        options = {"again": "Try again", "place": "Save to another place…"}
        options |= LEAVE_OPTION if leaving else {}
        choice = await self._choose("Your answers are not saved", message, options)
        if choice is not None:
            await self._resolve(choice, leaving=leaving)

    async def _choose(
        self, title: str, message: list[Content], options: dict[str, str]
    ) -> str | None:
        from wizard.tui.dialogs.dialog import DecisionDialog

        return await self._app.push_screen_wait(DecisionDialog(title, message, options))

    async def _resolve(self, choice: str, *, leaving: bool) -> None:
        app, session = self._app, self._session
        match choice:
            case "leave":
                app.exit(return_code=ExitCode.NOT_SAVED)
                return
            case "place":
                if not await self._save_elsewhere():
                    return
            case "mine":
                session.overwrite()
            case "take":
                session.reload()
            case "both":
                try:
                    copy = session.keep_both()
                except FileError as error:
                    app.notify(printable(error), severity="error")
                    return
                app.notify(f"Your answers are in {printable(copy)}.", timeout=NOTICE_TIMEOUT_S)
        if not session.flush(FLUSH_TIMEOUT_S):
            app.notify(f"Not saved: {status.save_error(session)}", severity="error")
        elif leaving:
            app.exit(return_code=ExitCode.OK)

    async def _save_elsewhere(self) -> bool:
        from wizard.tui.dialogs.dialog import PlaceDialog

        dialog = PlaceDialog(_free_path(self._session.path), self._session.save_elsewhere)
        path = await self._app.push_screen_wait(dialog)
        if path is None:
            return False
        text = f"Saved in {printable(path)}. The wizard goes on with that file."
        self._app.notify(text, timeout=NOTICE_TIMEOUT_S)
        return True

    def _differences(
        self, other: ExternalChange | Recovery, names: tuple[str, str]
    ) -> list[Content]:
        from wizard.formatting import describe_conflict

        if other.answers is None:
            return []
        session = self._session
        rows = describe_conflict(session.answers, other.answers, session.interview, names)
        return [Content.assemble((heading, "bold"), text) for heading, text in rows]


def _free_path(path: Path) -> Path:
    """Return a path for a new file in the user's home directory."""
    try:
        home = Path.home()
    except RuntimeError:
        home = Path.cwd()
    names = [path.name, *(f"{path.stem} {n}{path.suffix}" for n in range(2, MAX_NAMES_TRIED))]
    paths = [home / name for name in names]
    return next((free for free in paths if not os.path.lexists(free)), paths[-1])
