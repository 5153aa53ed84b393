"""Pane that lists who has signed the policy, and who hasn't; kept in a file beside the answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from textual import events, work
from textual.binding import Binding
from textual.content import Content

from wizard.answers.dates import format_date_for
from wizard.contacts.sources import parse_path
from wizard.lifecycle import signatures
from wizard.lifecycle.signatures import (
    Signature,
    SignatureError,
    SignatureRegister,
    SignatureStatus,
)
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.text import printable
from wizard.tui.screens.grouped import Entry, GroupedPane
from wizard.tui.screens.pane import report_errors
from wizard.tui.widgets.option_list import HangingIndent, checkbox

HELP = (
    "Enter notes somebody down, and takes it back the same day. Paste a list of names to add them."
)
MAX_NAMES = 12


class SignaturesPane(GroupedPane):
    """Reads the register each time it is shown, since other programs write it too."""

    HINTS = (
        ("↑↓", "move", "down"),
        ("Enter", "has signed", "enter"),
        ("Del", "has left the staff", "delete"),
    )
    BINDINGS = [Binding("delete,backspace", "leave", show=False)]

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "Who has signed")
        self._register = SignatureRegister()
        self._data: bytes | None = None
        self._names: list[str] = []

    @property
    def _version(self) -> str:
        return self.session.answers.adopted.version

    @property
    def _path(self) -> Path:
        return signatures.register_path(self.session.path)

    def refresh_answers(self) -> None:
        self._names = []
        try:
            self._register, self._data = signatures.read_register(self._path)
        except SignatureError as error:
            self.show_message(str(error))
            self.fill([])
            return
        if not self._version:
            self.show_message(
                "No version is adopted yet, so there is nothing to sign. "
                "Adopt the policy first (F5)."
            )
            self.fill([])
            return
        status = signatures.signature_status(self._register, self.session.answers)
        self.show_message(self._headline(status))
        self._names = [*status.missing, *(row.name for row in status.signed)]
        self.fill(
            [
                ("Not signed yet:", [self._missing_entry(name) for name in status.missing]),
                ("Signed:", [self._signed_entry(row) for row in status.signed]),
                ("More names, or a sheet to print:", list(self._actions(status))),
            ]
        )

    def _headline(self, status: SignatureStatus) -> str:
        if not self.session.answers.publication.sign:
            return f"You chose in step 7 that nobody has to sign. {HELP}"
        count = len(status.missing)
        signed = {0: "Everybody has signed", 1: "One person hasn't signed yet"}
        older = ""
        if status.read_from != self._version:
            older = f" A signature counts from version {status.read_from} on."
        text = signed.get(count, f"{count} people haven't signed yet")
        return f"Version {self._version} is in force. {text}.{older} {HELP}"

    def _missing_entry(self, name: str) -> Entry:
        return Entry(
            HangingIndent(checkbox(False), printable(name)),
            lambda: self._save(self._register.signed([name], self._version, self.session.today())),
        )

    def _signed_entry(self, row: Signature) -> Entry:
        country = self.session.answers.business.country
        day = format_date_for(row.on, country) if row.on else "no date"
        details = (printable(f"  version {row.version}, {day}"), "$foreground-muted")
        text = Content.assemble(printable(row.name), details)
        return Entry(HangingIndent(checkbox(True), text), lambda: self._take_back(row))

    def _actions(self, status: SignatureStatus) -> Iterator[Entry]:
        label = "Take names from a file, such as one from a spreadsheet (.csv)…"
        yield Entry.link(label, self.ask_for_file, " +  ")
        label = "Somebody joins: put them on the list, and write what to give them…"
        yield Entry.link(label, self.ask_for_joiner, " +  ")
        if status.missing:
            label = "Write a sheet to sign, for those who haven't (Word)"
            context = signatures.sheet_context(status, self._version, self.session.answers)
            subject = f"version {self._version}"
            yield Entry.link(label, lambda: self._write("sign-off", subject, context))

    def _take_back(self, row: Signature) -> None:
        if row.on == self.session.today():
            self._save(self._register.withdrawn(row))
        else:
            self.app.notify(
                f"{row.name} signed on an earlier day, and that stays noted down. "
                f"If it is wrong, change {self._path.name} in a spreadsheet."
            )

    def action_leave(self) -> None:
        index = self.entry_index()
        if index is None or index >= len(self._names):
            return
        name = self._names[index]
        if not self._save(self._register.without(name, self.session.today())):
            return
        people = self.session.answers.people
        is_named = any(person.name == name and person.left_on is None for person in people)
        text = f"{name} is noted down as having left. What they signed stays on the list."
        if is_named:
            text += " The policy still names them: delete them in the list of people too."
        self.app.notify(text)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.add_names("pasted", lambda: signatures.read_pasted(event.text))

    @work
    async def ask_for_file(self) -> None:
        """Ask for a file with names, and add them."""
        typed = await self._ask_for_line("Which file has the names?")
        if typed:
            self.add_names("in the file", lambda: signatures.read_names(_path(typed)))

    @work
    async def ask_for_joiner(self) -> None:
        """Ask who joins, add them to the register, and write their checklist."""
        typed = await self._ask_for_line("Who joins?")
        with report_errors(self.app):
            name = signatures.parse_name(typed) if typed else ""
            if name and self._save(self._register.with_staff([name])):
                context = {
                    "joiner": name,
                    "first_day": self.session.today(),
                    "in_force": self._version,
                }
                self._write("joiner", name, context)

    async def _ask_for_line(self, title: str) -> str:
        from wizard.tui.dialogs.dialog import LineDialog

        return (await self.app.push_screen_wait(LineDialog(title))).strip()

    @work
    async def add_names(self, source: str, read: Callable[[], tuple[Signature, ...]]) -> None:
        """Read names, and ask whether these people have signed."""
        from wizard.tui.dialogs.dialog import DecisionDialog

        with report_errors(self.app):
            rows = read()
            if not self._version:
                return
            names = [row.name for row in rows]
            more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
            message = Content(printable(", ".join(names[:MAX_NAMES]) + more))
            options = {
                "signed": f"They have signed version {self._version}",
                "staff": "They have yet to sign",
                "not": "Leave them out",
            }
            title = f"{'One name' if len(names) == 1 else f'{len(names)} names'} {source}"
            dialog = DecisionDialog(title, [message], options, "leave them out")
            choice = await self.app.push_screen_wait(dialog)
            register = self._register
            if choice == "signed":
                today = self.session.today()
                for row in rows:
                    version = row.version or self._version
                    register = register.signed([row.name], version, row.on or today)
                self._save(register)
            elif choice == "staff":
                self._save(register.with_staff(names))

    def _write(self, document: str, subject: str, context: dict[str, Any]) -> None:
        from wizard.documents.export import export_with_context

        answers, folder = self.session.answers, answers_folder(self.session.path)
        self.write(lambda: export_with_context(answers, folder, document, subject, context))

    def _save(self, register: SignatureRegister) -> bool:
        """Save the register and show it; return whether it is saved."""
        if self.session.read_only:
            self.app.notify(self.session.read_only, severity="warning")
            return False
        try:
            self._data = signatures.write_register(self._path, register, self._data)
        except SignatureError as error:
            self.app.notify(str(error), severity="error")
            self.refresh_answers()
            return False
        self.refresh_answers()
        return True


def _path(typed: str) -> Path:
    try:
        return parse_path(typed)
    except RuntimeError as error:
        # "~" with the name of a user who doesn't exist.
        raise SignatureError(
            f"{printable(typed)} does not exist; check the name and the folder."
        ) from error
