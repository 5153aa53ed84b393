"""Editors for tables: rows in a list, each edited in a dialog; and the list of people."""

import asyncio
from collections.abc import Sequence

from textual import events, work
from textual.binding import Binding
from textual.content import Content

from wizard.answers.base import AnswerModel
from wizard.answers.dates import format_date
from wizard.answers.model import Person
from wizard.answers.people import HISTORY
from wizard.formatting import format_row
from wizard.interview import Question
from wizard.lifecycle.staff_changes import (
    LEAVER_DOCUMENT,
    leaver_context,
    questions_naming,
    remove_from_staff,
)
from wizard.storage.paths import answers_folder
from wizard.text import plural, printable, with_article
from wizard.tui.dialogs.dialog import DecisionDialog
from wizard.tui.dialogs.people import PeopleDialog, add_contacts
from wizard.tui.dialogs.row import TableRowDialog
from wizard.tui.editors.editor import EditorState
from wizard.tui.editors.lists import ListEditor
from wizard.tui.editors.rows import RowDraft, TableValue, load_drafts, table_value
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.option_list import HangingIndent

MAX_QUESTIONS_LISTED = 8


class TableEditor(ListEditor[tuple[AnswerModel, ...]]):
    """A line for each row, and a last line that adds one."""

    BINDINGS = [
        Binding("delete,backspace", "remove", show=False),
        Binding("u", "undo_removal", show=False),
        Binding("alt+d", "duplicate", show=False),
        Binding("alt+up", "move_up", show=False),
        Binding("alt+down", "move_down", show=False),
    ]

    words: Question
    drafts: Sequence[RowDraft] = ()
    _removal_note = ""

    def set_state(self, state: EditorState[tuple[AnswerModel, ...]]) -> None:
        self.state = state
        self.drafts = load_drafts(state.visible or (), state.unfinished)
        self.show_rows()

    def value(self) -> TableValue:
        return table_value(self.words.field, self.drafts)

    def unfinished_error(self) -> str:
        row = next((row for row, draft in enumerate(self.drafts, 1) if draft.unfinished), 1)
        return f"Row {row} has something half typed. Open it to finish it."

    def rows(self) -> Sequence[HangingIndent]:
        rows = [
            HangingIndent(f"{row}. ".rjust(4), self.describe(draft))
            for row, draft in enumerate(self.drafts, 1)
        ]
        noun = self.words.row
        add = f"another {noun}" if self.drafts else with_article(noun)
        return [*rows, HangingIndent(" +  ", f"Add {add}…")]

    def describe(self, draft: RowDraft) -> str:
        """Return what a row says, in one line."""
        return format_row(self.words, draft.values, draft.unfinished, self.state.people)

    def hints(self) -> tuple[Hint, ...]:
        was_removed = self.note and self.note == self._removal_note
        undo: tuple[Hint, ...] = (("U", "bring back", "u"),) if was_removed else ()
        if self._row_index() is None:
            add = f"add {with_article(self.words.row)}"
            return (*undo, ("Enter", add, "enter"), ("Tab", "next", "tab"))
        change, delete = ("Enter", "change", "enter"), ("Del", "delete", "delete")
        return (*undo, change, delete, ("Alt+D", "copy", "alt+d"), ("Alt+↑↓", "move", "alt+up"))

    def is_enabled(self, action: str) -> bool:
        """Return whether a command for rows has an effect now."""
        index = self._row_index()
        if index is None or action == "add_from_list":
            return False
        is_last = index + 1 == len(self.drafts)
        return not (action == "move_up" and index == 0) and not (action == "move_down" and is_last)

    def first_row(self) -> int:
        """Return the row that adds: what most people want first."""
        return self.option_count - 1

    def highlight_row(self, index: int) -> None:
        indexes = [draft.index for draft in self.drafts]
        super().highlight_row(indexes.index(index) if index in indexes else index)

    def select_row(self, index: int) -> None:
        self._edit_row(min(index, len(self.drafts)))

    @work
    async def _edit_row(self, index: int) -> None:
        is_new = index == len(self.drafts)
        dialog = TableRowDialog(self.words, self.drafts, index, self.session)
        await self.ask(dialog)
        if dialog.must_delete:
            self.action_remove()
        elif is_new:
            self.highlighted = self.first_row()

    def action_remove(self) -> None:
        index = self._row_index()
        if index is not None:
            description = self.describe(self.drafts[index])
            self._removal_note = f"Deleted: {description}. Ctrl+Z brings it back."
            self._change_rows(index, [], self._removal_note)

    async def action_undo_removal(self) -> None:
        if self.note and self.note == self._removal_note:
            await self.app.run_action("app.undo(True)")

    def action_duplicate(self) -> None:
        index = self._row_index()
        if index is not None:
            draft, columns = self.drafts[index], self.words.columns
            values = {key: value for key, value in draft.values.items() if key in columns}
            note = f"Row {index + 2} is a copy. Press Enter to change it."
            self._change_rows(index, [draft, RowDraft(values, draft.unfinished)], note)
            self.highlighted = index + 1

    def action_move_up(self) -> None:
        index = self._row_index()
        if index:
            self._swap_with_next(index - 1)
            self.highlighted = index - 1

    def action_move_down(self) -> None:
        index = self._row_index()
        if index is not None and index + 1 < len(self.drafts):
            self._swap_with_next(index)
            self.highlighted = index + 1

    def _swap_with_next(self, index: int) -> None:
        self._change_rows(index, [self.drafts[index + 1], self.drafts[index]], count=2)

    def _change_rows(
        self, index: int, new: Sequence[RowDraft], note: str = "", count: int = 1
    ) -> None:
        """Put `new` in the place of `count` rows."""
        self.drafts = [*self.drafts[:index], *new, *self.drafts[index + count :]]
        self.mark_dirty(note)

    def _row_index(self) -> int | None:
        """Return which row is highlighted; None for a line that adds one."""
        index = self.highlighted
        return index if index is not None and index < len(self.drafts) else None


class PeopleTableEditor(TableEditor):
    """Whoever has left is last. A list can be pasted; removing somebody asks who takes over."""

    def set_state(self, state: EditorState[tuple[AnswerModel, ...]]) -> None:
        drafts = load_drafts(state.visible or (), state.unfinished)
        self.state = state
        self.drafts = sorted(drafts, key=lambda draft: draft.values.get("left_on") is not None)
        self.show_rows()

    def describe(self, draft: RowDraft) -> str:
        left_on = draft.values.get("left_on")
        return super().describe(draft) + (f" (left on {format_date(left_on)})" if left_on else "")

    def rows(self) -> Sequence[HangingIndent]:
        *rows, add = super().rows()
        return [*rows, HangingIndent(" +  ", "Add people from a list or a file…"), add]

    def hints(self) -> tuple[Hint, ...]:
        if self.highlighted == len(self.drafts):
            return (("Enter", "add a list", "enter"), ("Tab", "next", "tab"))
        return super().hints()

    def is_enabled(self, action: str) -> bool:
        return action == "add_from_list" or super().is_enabled(action)

    def select_row(self, index: int) -> None:
        if index == len(self.drafts):
            self.action_add_from_list()
        else:
            super().select_row(index)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if event.text.strip():
            self.action_add_from_list(event.text)

    @work
    async def action_add_from_list(self, text: str = "") -> None:
        self.commit()
        await add_contacts(self.app, self.session, text)

    def action_remove(self) -> None:
        index = self._row_index()
        if index is None:
            return
        self.commit()
        answers, person_id = self.session.answers, self.drafts[index].values.get("id")
        person = next((person for person in answers.people if person.id == person_id), None)
        paths = questions_naming(answers, person.id) if person else ()
        if person is None or not paths or self.session.read_only:
            super().action_remove()
        elif paths != (HISTORY,):
            self._ask_who_takes_over(person, paths)
        elif person.left_on:
            self.notify(
                f"{_name(person)} made a version of the policy, and stays here so that the list "
                "of versions can say so."
            )
        else:
            self._remove_person(person, None)

    @work
    async def _ask_who_takes_over(self, person: Person, paths: Sequence[str]) -> None:
        name = _name(person)
        title = f"Delete {name}?"
        message = [Content("\n".join(self._duty_lines(name, paths)))]
        options = {
            "hand": "Somebody else takes over all of it…",
            "open": "Delete, and leave these answers open",
            "list": f"First write down, in Word, what {name} hands over",
            "keep": f"Keep {name}",
        }
        choice = await self.ask(DecisionDialog(title, message, options, "keep"))
        if choice == "list":
            message.insert(0, Content(await asyncio.to_thread(self._write_checklist, person)))
            del options["list"]
            choice = await self.ask(DecisionDialog(title, message, options, "keep"))
        if choice == "hand":
            question = f"Who takes over from {name}?"
            picked = await self.ask(PeopleDialog(question, self.session, excluded=person.id))
            if picked:
                self._remove_person(person, picked[0])
        elif choice == "open":
            self._remove_person(person, None)

    def _duty_lines(self, name: str, paths: Sequence[str]) -> list[str]:
        asks = [self.session.interview.question(path).ask for path in paths if path != HISTORY]
        lines = [f"{plural(len(asks), 'answer names', 'answers name')} {name}:"]
        lines += [f"· {ask}" for ask in asks[:MAX_QUESTIONS_LISTED]]
        if len(asks) > MAX_QUESTIONS_LISTED:
            lines.append(f"… and {len(asks) - MAX_QUESTIONS_LISTED} more.")
        if HISTORY in paths:
            lines.append(
                f"{name} also made a version of the policy. "
                "The name stays for that, marked as left."
            )
        return lines

    def _write_checklist(self, person: Person) -> str:
        """Write what somebody hands over; return where it is, or why that failed."""
        from wizard.documents.export import export_with_context

        session, answers = self.session, self.session.answers
        try:
            context = leaver_context(answers, person, None, session.today(), session.interview)
            folder = answers_folder(session.path)
            path = export_with_context(answers, folder, LEAVER_DOCUMENT, person.name, context)
        except Exception as error:
            return f"! {printable(error)}"
        return f"✓ Written: {path.name}"

    def _remove_person(self, person: Person, successor: str | None) -> None:
        session = self.session
        removal = remove_from_staff(
            session.answers, person.id, successor, session.today(), session.path
        )
        with session.group_edits():
            session.replace_answers(removal.answers)
        self.notify(f"{removal.message} Ctrl+Z brings it all back.")


def _name(person: Person) -> str:
    return person.name or person.email or "this person"
