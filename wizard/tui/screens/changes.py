"""Pane that lists what changed since the adopted version, and what to do about it."""

import asyncio
import importlib.util
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from textual import work
from textual.content import Content

from wizard.formatting import Difference, changelog_line, describe_changes, group_by_step
from wizard.lifecycle.archive import ArchiveError
from wizard.lifecycle.comparison import (
    DRAFT_NAME,
    NOTE_DOCUMENT,
    ComparisonError,
    DiffSide,
    compare_with_adopted,
    note_context,
    staff_note,
)
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.text import plural, printable
from wizard.tui.messages import PlaceChosen, QuestionChosen
from wizard.tui.screens.grouped import Entry, Group, GroupedPane


class ChangesPane(GroupedPane):
    """Each row leads to its question; below them are the things to do."""

    HINTS = (("↑↓", "move", "down"), ("Enter", "go there", "enter"))

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "What changed")

    def refresh_answers(self) -> None:
        self.compare()

    @work(exclusive=True, group="compare")
    async def compare(self) -> None:
        """Compare the answers with the adopted version, in a thread since it reads files."""
        answers, interview = self.session.answers, self.session.interview
        try:
            old, new = await asyncio.to_thread(compare_with_adopted, self.session.path, answers)
            changes = await asyncio.to_thread(describe_changes, old.answers, new.answers, interview)
        except (ComparisonError, ArchiveError) as error:
            self.show_message(printable(error))
            self.fill([])
            return
        lines = [_headline(old, new, len(changes)), *map(printable, old.problems)]
        self.show_message("\n".join(lines))
        groups: list[Group] = [
            (step.numbered_title, [self._entry(change) for change in group])
            for step, group in group_by_step(changes)
        ]
        actions = list(self._actions(old, new, has_changes=bool(changes)))
        self.fill([*groups, ("What to do with it:", actions)])

    def _entry(self, change: Difference) -> Entry:
        text = Content("\n".join(printable(line) for line in change.lines))
        return Entry.link(text, lambda: self.post_message(QuestionChosen(change.path)))

    def _actions(self, old: DiffSide, new: DiffSide, *, has_changes: bool) -> Iterator[Entry]:
        if old.name == new.name:
            return
        if new.name == DRAFT_NAME:
            text = Content("Adopt it as a new version")
            if has_changes:
                line = changelog_line(old.answers, new.answers, self.session.interview)
                text += Content.styled(
                    f"\nThe list of versions will say: {printable(line)}", "$foreground-muted"
                )
            yield Entry.link(text, lambda: self.post_message(PlaceChosen("export", "adopt")))
        else:
            yield self._document("Write a note to staff: what is new (Word)", _write_note, old, new)
        if has_changes and importlib.util.find_spec("python_redlines"):
            label = "Write the policy with tracked changes (Word)"
            yield self._document(label, _write_redline, old, new)

    def _document(
        self,
        label: str,
        write: Callable[[Session, DiffSide, DiffSide], Path],
        old: DiffSide,
        new: DiffSide,
    ) -> Entry:
        return Entry.link(label, lambda: self.write(partial(write, self.session, old, new)))


def _write_note(session: Session, old: DiffSide, new: DiffSide) -> Path:
    from wizard.documents.export import export_with_context

    note = staff_note(old.answers, new.answers, old.name, new.name)
    folder, context = answers_folder(session.path), note_context(note)
    return export_with_context(new.answers, folder, NOTE_DOCUMENT, new.name, context)


def _write_redline(session: Session, old: DiffSide, new: DiffSide) -> Path:
    from wizard.documents.export import file_stem, write_document
    from wizard.lifecycle.comparison import redline

    stem = file_stem(new.answers.business.name, f"Social media policy, changes since {old.name}")
    document = redline(old.answers, new.answers, session.today())
    return write_document(answers_folder(session.path), f"{stem}.docx", document, None).path


def _headline(old: DiffSide, new: DiffSide, count: int) -> str:
    if old.name == new.name:
        return (
            f"Version {new.name} is the first that was adopted here, and nothing has changed since."
        )
    if not count:
        return f"Nothing changed since version {old.name} that the documents tell."
    answers = "One answer is" if count == 1 else plural(count, "answer is", "answers are")
    if new.name == DRAFT_NAME:
        return (
            f"{answers} new since version {old.name}. "
            "Enter takes you to the question, F3 back here."
        )
    return f"{answers} new in version {new.name}, since version {old.name}."
