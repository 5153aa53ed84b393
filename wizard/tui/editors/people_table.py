"""Editor for the list of people: a table whose rows other answers refer to."""

import asyncio
from collections.abc import Sequence

from textual import events, work
from textual.content import Content

from wizard.answers import dates
from wizard.answers.model import Person
from wizard.answers.people import HISTORY, remove_person, replace_person
from wizard.checks.people import references
from wizard.documents.export import export_with_context
from wizard.lifecycle.signatures import is_pending
from wizard.lifecycle.staff_changes import LEAVER_DOCUMENT, leaver_context
from wizard.storage.paths import answers_folder
from wizard.text import plural, printable
from wizard.tui.dialogs.contacts import add_contacts
from wizard.tui.dialogs.people import PeopleDialog
from wizard.tui.dialogs.prompts import DecisionDialog
from wizard.tui.editors.rows import RowDraft
from wizard.tui.editors.table import TableEditor
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import HangingIndent

MAX_QUESTIONS_LISTED = 8


class PeopleTableEditor(TableEditor):
    """Whoever has left is last. A list can be pasted; removing somebody asks what becomes of their duties."""

    def sort_drafts(self, drafts: list[RowDraft]) -> list[RowDraft]:
        return sorted(drafts, key=lambda draft: draft.values.get("left_on") is not None)

    def describe(self, draft: RowDraft) -> str:
        left_on = draft.values.get("left_on")
        left = f" (left on {dates.format_date(left_on)})" if left_on else ""
        return super().describe(draft) + left

    def rows(self) -> Sequence[HangingIndent]:
        *rows, add = super().rows()
        return [*rows, HangingIndent(" +  ", "Add people from a list or a file…"), add]

    def hints(self) -> tuple[Hint, ...]:
        if self.highlighted == len(self.drafts):
            return (("Enter", "add a list", "enter"), ("Tab", "next", "tab"))
        return super().hints()

    def is_enabled(self, action: str) -> bool:
        return action == "add_from_list" or super().is_enabled(action)

    def first_row(self) -> int:
        return len(self.drafts) + 1

    def select_row(self, index: int) -> None:
        if index == len(self.drafts):
            self.action_add_from_list()
        else:
            self._edit_row(min(index, len(self.drafts)))

    def action_add_from_list(self) -> None:
        self._add_contacts("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if event.text.strip():
            self._add_contacts(event.text)

    @work
    async def _add_contacts(self, text: str) -> None:
        if self.session.read_only:
            self.notify(self.session.read_only, severity="warning")
            return
        self.commit()
        await add_contacts(self.app, self.session, text)

    # Removing somebody

    def action_remove(self) -> None:
        index = self._row_index()
        if index is None:
            return
        self.commit()
        person_id = self.drafts[index].values.get("id")
        person = next((one for one in self.session.answers.people if one.id == person_id), None)
        paths = {path for path, who in references(self.session.answers) if who == person_id}
        if person is None or not paths or self.session.read_only:
            super().action_remove()
        elif paths != {HISTORY}:
            self._ask_who_takes_over(person)
        elif person.left_on:
            self.notify(
                f"{_name(person)} made a version of the policy, and stays here so that the list of versions can say so."
            )
        else:
            self._remove_person(person, "")

    @work
    async def _ask_who_takes_over(self, person: Person) -> None:
        name = _name(person)
        options = {
            "hand": "Somebody else takes over all of it…",
            "open": "Delete, and leave these answers open",
            "list": f"First write down, in Word, what {name} hands over",
            "keep": f"Keep {name}",
        }
        message = [Content("\n".join(self._duty_lines(person)))]
        dialog = DecisionDialog(f"Delete {name}?", message, options, cancel_label="keep")
        choice = await self.app.push_screen_wait(dialog)
        if choice == "list":
            message.insert(0, Content(await asyncio.to_thread(self._write_checklist, person)))
            del options["list"]
            dialog = DecisionDialog(f"Delete {name}?", message, options, cancel_label="keep")
            choice = await self.app.push_screen_wait(dialog)
        if choice == "hand":
            title = f"Who takes over from {name}?"
            self.session.begin_group()
            try:
                dialog_people = PeopleDialog(title, self.session, excluded=person.id)
                picked = await self.app.push_screen_wait(dialog_people)
                if picked:
                    self._remove_person(person, picked[0])
            finally:
                self.session.end_group()
        elif choice == "open":
            self._remove_person(person, "")

    def _duty_lines(self, person: Person) -> list[str]:
        named = [path for path, who in references(self.session.answers) if who == person.id]
        paths = [path for path in dict.fromkeys(named) if path != HISTORY]
        asks = [self.session.interview.question(path).ask for path in paths]
        name, verb = _name(person), "names" if len(asks) == 1 else "name"
        lines = [f"{plural(len(asks), 'answer')} {verb} {name}:"]
        lines += [f"· {ask}" for ask in asks[:MAX_QUESTIONS_LISTED]]
        if len(asks) > MAX_QUESTIONS_LISTED:
            lines.append(f"… and {len(asks) - MAX_QUESTIONS_LISTED} more.")
        if HISTORY in named:
            lines.append(
                f"{name} also made a version of the policy. The name stays for that, marked as left."
            )
        return lines

    def _write_checklist(self, person: Person) -> str:
        """Write what somebody hands over, and return where it is or why that failed."""
        session = self.session
        try:
            context = leaver_context(
                session.answers, person, None, session.today(), session.interview
            )
            folder = answers_folder(session.path)
            path = export_with_context(
                session.answers, folder, LEAVER_DOCUMENT, person.name, context
            )
        except Exception as error:
            return f"! {printable(error)}"
        return f"✓ Written: {path.name}"

    def _remove_person(self, person: Person, successor: str) -> None:
        session, today = self.session, self.session.today()
        before = session.answers
        if successor:
            after = replace_person(before, person.id, successor, today)
        else:
            after = remove_person(before, person.id, today)
        with session.group_edits():
            session.replace_answers(after)
        stays = any(one.id == person.id for one in after.people)
        name = _name(person)
        parts = [f"{name} is marked as left." if stays else f"Deleted: {name}."]
        if is_pending(name, session.path):
            parts.append("They are on the list of who has signed: press Del there too.")
        if successor:
            heir = next(one for one in after.people if one.id == successor)
            parts.append(f"{_name(heir)} takes over.")
        self.notify(f"{' '.join(parts)} Ctrl+Z brings it all back.")


def _name(person: Person) -> str:
    return person.name or person.email or "this person"
