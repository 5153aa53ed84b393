"""The list of people: a table whose rows other answers name."""

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.content import Content

from wizard.answers import dates
from wizard.answers.base import AnswerModel
from wizard.answers.people import HISTORY, remove_person, replace_person
from wizard.checks.people import references
from wizard.lifecycle.handover import DOCUMENT, handover_context
from wizard.lifecycle.signatures import is_pending
from wizard.storage.paths import answers_folder
from wizard.text import printable
from wizard.tui.editors.draft import Draft
from wizard.tui.editors.editor import Hint
from wizard.tui.editors.table import TableEditor
from wizard.tui.widgets.option_list import HangingIndent

MOST = 8
"""How many questions are listed that name somebody."""


class PeopleTableEditor(TableEditor):
    """Whoever has left stands last. A list can be pasted, and nobody is deleted from under the answers they are in."""

    def put_in_order(self) -> None:
        """Put those who have left last."""
        self.drafts.sort(key=lambda draft: draft.values.get("left_on") is not None)

    def make(self, values: dict[str, Any]) -> AnswerModel:
        """Return a person; who has no id yet gets one from the session.

        Raises:
            ValueError: a value doesn't fit its column; the message is one sentence for the owner.
        """
        return super().make({"id": "", **values})

    def words_of(self, draft: Draft) -> str:
        """Return who it is, and since when they are gone."""
        left = draft.values.get("left_on")
        return super().words_of(draft) + (f" (left on {dates.format_date(left)})" if left else "")

    def rows(self) -> Sequence[HangingIndent]:
        """Return a line a person, and two that add."""
        *lines, last = super().rows()
        return [*lines, HangingIndent(" +  ", "Add people from a list or a file…"), last]

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do on the highlighted row."""
        if self.highlighted == len(self.drafts):
            return (("Enter", "add a list", "enter"), ("Tab", "next", "tab"))
        return super().hints()

    def can(self, action: str) -> bool:
        """Tell whether a command for rows does anything here and now."""
        return action == "add_from_list" or super().can(action)

    def first_row(self) -> int:
        """Return the row that adds one person."""
        return len(self.drafts) + 1

    def act_on(self, row: int) -> None:
        """Open the row, a new one, or the dialog that takes a list."""
        if row == len(self.drafts):
            self.action_add_from_list()
        else:
            super().act_on(row)

    def copy_of(self, draft: Draft) -> Draft:
        """Return somebody with the same details, who is somebody else."""
        columns = self.table.columns
        values = {key: value for key, value in draft.values.items() if key in columns}
        return Draft(values, dict(draft.unfinished))

    def action_add_from_list(self) -> None:
        """Ask for a list or a file."""
        self._ask_for_list("")

    def on_paste(self, event: events.Paste) -> None:
        """Take a list from the clipboard."""
        event.stop()
        if event.text.strip():
            self._ask_for_list(event.text)

    def _ask_for_list(self, text: str) -> None:
        if self.session.read_only:
            self.app.notify(self.session.read_only, severity="warning")
            return
        from wizard.tui.dialogs.contacts import ContactsDialog

        self.deliver()
        self.app.push_screen(ContactsDialog(self.session, text))

    def action_remove(self) -> None:
        """Take somebody off the list; ask first what becomes of the answers that name them."""
        at = self._on_row()
        if at is None:
            return
        self.deliver()
        draft = self.drafts[at]
        person = str(draft.values.get("id") or "")
        named = [path for path, who in references(self.session.answers) if person and who == person]
        paths = [path for path in dict.fromkeys(named) if path != HISTORY]
        if paths:
            self._ask_who_takes_over(draft, person, paths, in_history=HISTORY in named)
        elif HISTORY not in named or self.session.read_only:
            super().action_remove()
        elif draft.values.get("left_on"):
            self.app.notify(
                f"{_name(draft)} made a version of the policy, and stays here so that the list of versions can say so.",
            )
        else:
            self._take_off(draft, person, None)

    def _ask_who_takes_over(
        self, draft: Draft, person: str, paths: list[str], *, in_history: bool, said: str = ""
    ) -> None:
        """Ask what becomes of the answers; `said` is what came of the checklist that the owner had written first."""
        from wizard.tui.dialogs.prompts import DecisionDialog

        name = _name(draft)
        asks = [self.session.interview.question(path).ask for path in paths]
        count = "1 answer names" if len(asks) == 1 else f"{len(asks)} answers name"
        lines = [f"{count} {name}:", *(f"· {ask}" for ask in asks[:MOST])]
        if len(asks) > MOST:
            lines.append(f"… and {len(asks) - MOST} more.")
        if in_history:
            lines.append(
                f"{name} also made a version of the policy. The name stays for that, marked as left."
            )
        ways = {
            "hand": "Somebody else takes over all of it…",
            "open": "Delete, and leave these answers open",
            "list": f"First write down, in Word, what {name} hands over",
            "keep": f"Keep {name}",
        }

        def choose(way: str) -> None:
            if way == "list":
                self._write_checklist(person, again)
            elif way == "hand":
                self._ask_for_successor(draft, person)
            elif way == "open":
                self._take_off(draft, person, None)

        def again(written: str) -> None:
            self._ask_who_takes_over(draft, person, paths, in_history=in_history, said=written)

        told = [Content("\n").join([Content(line) for line in lines])]
        if said:
            told.insert(0, Content(said))
            del ways["list"]
        self.app.push_screen(DecisionDialog(f"Delete {name}?", told, ways, choose, later="keep"))

    def _write_checklist(self, person: str, then: Callable[[str], None]) -> None:
        """Write what they hand over, off the screen's thread, and tell `then` where it is or why there is none."""
        answers, today, folder = (
            self.session.answers,
            self.session.today(),
            answers_folder(self.session.path),
        )
        leaver = next(one for one in answers.people if one.id == person)

        def write() -> None:
            try:
                from wizard.documents.export import export_with_context

                extra = handover_context(answers, leaver, None, today, self.session.interview)
                path = export_with_context(answers, folder, DOCUMENT, leaver.name, extra)
            except Exception as error:
                self.app.call_from_thread(then, f"! {printable(error)}")
            else:
                self.app.call_from_thread(then, f"✓ Written: {path.name}")

        self.run_worker(write, thread=True, exclusive=True, group="checklist")

    def _ask_for_successor(self, draft: Draft, person: str) -> None:
        from wizard.tui.dialogs.people import PeopleDialog

        chosen: list[str] = []
        dialog = PeopleDialog(
            f"Who takes over from {_name(draft)}?",
            self.session,
            (),
            lambda people: chosen.extend(people or ()),
            several=False,
            suggested=False,
            without=person,
        )

        def close(_: object) -> None:
            if chosen:
                self._take_off(draft, person, chosen[0])
            self.session.end_group()

        self.session.begin_group()
        self.app.push_screen(dialog, close)

    def _take_off(self, draft: Draft, person: str, successor: str | None) -> None:
        name, today = _name(draft), self.session.today()
        before = self.session.answers
        after = (
            replace_person(before, person, successor, today)
            if successor
            else remove_person(before, person, today)
        )
        if len(after.people) < len(before.people):
            after = after.model_copy(
                update={"unfinished": _without_row(before.unfinished, _at(before.people, person))}
            )
        with self.session.group_edits():
            self.session.replace_answers(after)
        said = f"Deleted: {name}."
        if any(one.id == person for one in after.people):
            said = f"{name} is marked as left."
        if is_pending(name, self.session.path):
            said += " They are on the list of who has signed: press Del there too."
        heir = next((_called(one) for one in after.people if one.id == successor), "")
        self.app.notify(
            f"{said}{f' {heir} takes over.' if heir else ''} Ctrl+Z brings it all back."
        )


def _name(draft: Draft) -> str:
    return str(draft.values.get("name") or draft.values.get("email") or "this person")


def _called(person: Any) -> str:
    return str(person.name or person.email or "this person")


def _at(people: Sequence[Any], person: str) -> int:
    return next((at for at, one in enumerate(people) if one.id == person), len(people))


def _without_row(unfinished: dict[str, str], row: int) -> dict[str, str]:
    """Return what is half typed once the row is gone: what was in later rows moves up with them."""
    kept = {}
    for cell, text in unfinished.items():
        head, _, rest = cell.partition(".")
        number, _, key = rest.partition(".")
        if head != "people" or not number.isdecimal():
            kept[cell] = text
        elif int(number) != row:
            kept[f"people.{int(number) - (int(number) > row)}.{key}"] = text
    return kept
