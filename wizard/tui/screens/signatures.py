"""Who has read and signed the policy, and who hasn't: a list to tick, kept beside the answers."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from textual import events
from textual.binding import Binding
from textual.content import Content

from wizard.answers.dates import format_date
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
from wizard.tui.widgets.option_list import HangingIndent, checkbox

HOW = (
    "Enter notes somebody down, and takes it back the same day. Paste a list of names to add them."
)


class SignaturesPane(GroupedPane):
    """Reads the list each time it is shown: other programs write it too."""

    HINTS = (
        ("↑↓", "move", "down"),
        ("Enter", "has signed", "enter"),
        ("Del", "has left the staff", "delete"),
    )
    BINDINGS = [Binding("delete,backspace", "leave", show=False)]

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "Who has signed")
        self._register = SignatureRegister()
        self._on_disk: bytes | None = None
        self._names: list[str] = []

    def renew(self) -> None:
        """Show the list as it is now."""
        try:
            self._register, self._on_disk = signatures.read_register(
                signatures.register_path(self.session.path)
            )
        except SignatureError as error:
            self.say(str(error))
            self._names = []
            self.fill([])
        else:
            self._show()

    def _show(self) -> None:
        answers = self.session.answers
        if not answers.adopted.version:
            self.say(
                "No version is adopted yet, so there is nothing to sign. Adopt the policy first (F5)."
            )
            self._names = []
            self.fill([])
            return
        now = signatures.signature_status(self._register, answers)
        self.say(_headline(now, answers.adopted.version, asked=answers.publication.sign))
        self._names = [*now.missing, *(row.name for row in now.signed)]
        self.fill(
            [
                ("Not signed yet:", [self._missing(name) for name in now.missing]),
                ("Signed:", [self._signed(row) for row in now.signed]),
                ("More names, or a sheet to print:", list(self._ways(now))),
            ]
        )

    def _missing(self, name: str) -> Entry:
        version, today = self.session.answers.adopted.version, self.session.today()
        return Entry(
            HangingIndent(checkbox(False), printable(name)),
            lambda: self._keep(self._register.signed([name], version, today)),
        )

    def _signed(self, row: Signature) -> Entry:
        day = format_date(row.on) if row.on else "no date"
        said = f"  version {row.version}, {day}"
        shown_row = HangingIndent(
            checkbox(True),
            Content.assemble(printable(row.name), (printable(said), "$foreground-muted")),
        )
        return Entry(shown_row, lambda: self._take_back(row))

    def _ways(self, now: SignatureStatus) -> Iterator[Entry]:
        yield Entry(
            HangingIndent(" +  ", "Take names from a file, such as one from a spreadsheet (.csv)…"),
            self._ask_for_file,
        )
        yield Entry(
            HangingIndent(
                " +  ", "Somebody joins: put them on the list, and write what to give them…"
            ),
            self._ask_joiner,
        )
        if now.missing:
            yield Entry(
                HangingIndent("  → ", "Write a sheet to sign, for those who haven't (Word)"),
                lambda: self._sheet(now),
            )

    def _take_back(self, row: Signature) -> None:
        if row.on != self.session.today():
            self.app.notify(
                f"{row.name} signed on an earlier day, and that stays noted down. If it is wrong, change "
                f"{signatures.register_path(self.session.path).name} in a spreadsheet.",
            )
            return
        self._keep(self._register.withdrawn(row))

    def action_leave(self) -> None:
        """Note down that the highlighted person is no longer on the staff, so that nobody waits for them."""
        at = self.number_of_row()
        if at is None or at >= len(self._names):
            return
        name = self._names[at]
        in_policy = any(
            person.name == name and person.left_on is None for person in self.session.answers.people
        )
        if self._keep(self._register.without(name, self.session.today())):
            more = (
                " The policy still names them: delete them in the list of people too."
                if in_policy
                else ""
            )
            self.app.notify(
                f"{name} is noted down as having left. What they signed stays on the list.{more}"
            )

    def on_paste(self, event: events.Paste) -> None:
        """Take a list of names from the clipboard, and ask what it is a list of."""
        event.stop()
        self._take("pasted", partial(signatures.read_pasted, event.text))

    def _ask_for_file(self) -> None:
        """Ask for a file with names, and then what it is a list of."""
        self._ask_for_line(
            "Which file has the names?",
            lambda typed: self._take("in the file", lambda: _in_file(typed)),
        )

    def _take(self, where: str, read: Callable[[], tuple[Signature, ...]]) -> None:
        from wizard.tui.dialogs.dialog import DecisionDialog

        version, today = self.session.answers.adopted.version, self.session.today()
        try:
            rows = read()
        except SignatureError as error:
            self.app.notify(str(error), severity="warning")
            return
        if not version:
            return
        names = [row.name for row in rows]

        def choose(way: str | None) -> None:
            if way == "signed":
                register = self._register
                for row in rows:
                    register = register.signed([row.name], row.version or version, row.on or today)
                self._keep(register)
            elif way == "staff":
                self._keep(self._register.with_staff(names))

        told = [
            Content(
                printable(
                    ", ".join(names[:12])
                    + (f" and {len(names) - 12} more" if len(names) > 12 else "")
                )
            )
        ]
        ways = {
            "signed": f"They have signed version {version}",
            "staff": "They have yet to sign",
            "not": "Leave them out",
        }
        count = "One name" if len(names) == 1 else f"{len(names)} names"
        self.app.push_screen(
            DecisionDialog(f"{count} {where}", told, ways, cancel_label="leave them out"), choose
        )

    def _ask_joiner(self) -> None:
        self._ask_for_line("Who joins? Leave it empty if nobody does.", self._join)

    def _ask_for_line(self, asked: str, go_on: Callable[[str], None]) -> None:
        """Ask for one line, and go on with it unless it is left empty."""
        from wizard.tui.dialogs.dialog import LineDialog

        def close(typed: str | None) -> None:
            if typed and typed.strip():
                go_on(typed)

        self.app.push_screen(LineDialog(asked), close)

    def _join(self, typed: str) -> None:
        from wizard.documents.export import export_with_context

        try:
            name = signatures.parse_name(typed)
        except SignatureError as error:
            self.app.notify(str(error), severity="warning")
            return
        answers, today = self.session.answers, self.session.today()
        if self._keep(self._register.with_staff([name])):
            extra = {"joiner": name, "first_day": today, "in_force": answers.adopted.version}
            self.write(lambda: export_with_context(answers, self._folder, "joiner", name, extra))

    def _sheet(self, now: SignatureStatus) -> None:
        from wizard.documents.export import export_with_context

        answers = self.session.answers
        version = answers.adopted.version
        extra = {"missing": now.missing, "signs": version}
        self.write(
            lambda: export_with_context(
                answers, self._folder, "sign-off", f"version {version}", extra
            )
        )

    def _keep(self, register: SignatureRegister) -> bool:
        """Save the list, and show it; return whether it is saved."""
        if self.session.read_only:
            self.app.notify(self.session.read_only, severity="warning")
            return False
        try:
            self._on_disk = signatures.write_register(
                signatures.register_path(self.session.path), register, self._on_disk
            )
        except SignatureError as error:
            self.app.notify(str(error), severity="error")
            self.renew()
            return False
        self._register = register
        self._show()
        return True

    @property
    def _folder(self) -> Path:
        return answers_folder(self.session.path)


def _in_file(typed: str) -> tuple[Signature, ...]:
    try:
        path = parse_path(typed)
    except RuntimeError:  # what stands after "~" is nobody here
        raise SignatureError(
            f"{printable(typed)} does not exist; check the name and the folder."
        ) from None
    return signatures.read_names(path)


def _headline(now: SignatureStatus, version: str, *, asked: bool) -> str:
    if not asked:
        return f"You chose in step 7 that nobody has to sign. {HOW}"
    count = {0: "Everybody has signed", 1: "One person hasn't signed yet"}
    said = count.get(len(now.missing), f"{len(now.missing)} people haven't signed yet")
    older = (
        f" A signature counts from version {now.read_from} on." if now.read_from != version else ""
    )
    return f"Version {version} is in force. {said}.{older} {HOW}"
