"""What changed since the version that was adopted last: by step, in the words of the questions."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from textual.content import Content

from wizard.answers.model import Answers
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
from wizard.text import printable
from wizard.tui.messages import PlaceChosen, QuestionChosen
from wizard.tui.screens.grouped import Entry, Group, GroupedPane
from wizard.tui.widgets.option_list import HangingIndent


class ChangesPane(GroupedPane):
    """Each row leads to its question; below them, what to do with the news."""

    HINTS = (("↑↓", "move", "down"), ("Enter", "go there", "enter"))

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "What changed")
        self._seen: object = None
        self._old: DiffSide | None = None
        self._now: DiffSide | None = None

    def renew(self) -> None:
        """Have the answers compared as they are now."""
        if self._seen is not self.session.answers:
            self._seen = self.session.answers
            self.run_worker(
                lambda: self._compare(self.session.answers),
                thread=True,
                exclusive=True,
                group="compare",
            )

    def _compare(self, answers: Answers) -> None:
        """Compare them; runs in a thread of its own, since it reads files."""
        try:
            old, now = compare_with_adopted(self.session.path, answers)
            found = describe_changes(old.answers, now.answers, self.session.interview)
        except (ComparisonError, ArchiveError) as error:
            self.app.call_from_thread(self._fail, answers, str(error))
        else:
            self.app.call_from_thread(self._show, answers, old, now, found)

    def _fail(self, answers: Answers, why: str) -> None:
        if answers is self._seen:
            self.say(printable(why))
            self.fill([])

    def _show(
        self, answers: Answers, old: DiffSide, now: DiffSide, found: tuple[Difference, ...]
    ) -> None:
        if answers is not self._seen:
            return
        self._old, self._now = old, now
        self.say("\n".join([_headline(old, now, found), *map(printable, old.problems)]))
        groups: list[Group] = [
            (step.numbered_title, [self._entry(one) for one in group])
            for step, group in group_by_step(found)
        ]
        self.fill([*groups, ("What to do with it:", list(self._ways(found)))])

    def _entry(self, one: Difference) -> Entry:
        words = Content("\n").join([Content(printable(line)) for line in one.lines])
        return Entry(
            HangingIndent("  → ", words), lambda: self.post_message(QuestionChosen(one.path))
        )

    def _ways(self, found: tuple[Difference, ...]) -> Iterator[Entry]:
        if self._old is None or self._now is None or self._old.name == self._now.name:
            return
        if self._now.name == DRAFT_NAME:
            said = changelog_line(self._old.answers, self._now.answers, self.session.interview)
            line = Content.styled(
                f"\nThe list of versions will say: {printable(said)}", "$foreground-muted"
            )
            words = Content("Adopt it as a new version") + (line if found else Content())
            yield Entry(
                HangingIndent("  → ", words),
                lambda: self.post_message(PlaceChosen("export", "adopt")),
            )
        else:
            yield Entry(
                HangingIndent("  → ", "Write a note to staff: what is new (Word)"), self._write_note
            )
        if found and importlib.util.find_spec("python_redlines"):
            yield Entry(
                HangingIndent("  → ", "Write the policy with tracked changes (Word)"),
                self._write_redline,
            )

    def _write_note(self) -> None:
        old, now = self._old, self._now
        if old is not None and now is not None:
            self.write(lambda: self._note(old, now))

    def _write_redline(self) -> None:
        old, now = self._old, self._now
        if old is not None and now is not None:
            self.write(lambda: self._redline(old, now))

    def _note(self, old: DiffSide, now: DiffSide) -> Path:
        from wizard.documents.export import export_with_context

        told = staff_note(old.answers, now.answers, old.name, now.name, self.session.interview)
        return export_with_context(
            now.answers, self._folder, NOTE_DOCUMENT, now.name, note_context(told)
        )

    def _redline(self, old: DiffSide, now: DiffSide) -> Path:
        from wizard.documents.export import file_stem, write_document
        from wizard.lifecycle.comparison import redline

        stem = file_stem(
            now.answers.business.name, f"Social media policy, changes since {old.name}"
        )
        return write_document(
            self._folder,
            f"{stem}.docx",
            redline(old.answers, now.answers, self.session.today()),
            None,
        ).path

    @property
    def _folder(self) -> Path:
        return answers_folder(self.session.path)


def _headline(old: DiffSide, now: DiffSide, found: tuple[Difference, ...]) -> str:
    if old.name == now.name:
        return (
            f"Version {now.name} is the first that was adopted here, and nothing has changed since."
        )
    if not found:
        return f"Nothing changed since version {old.name} that the documents tell."
    count = "One answer is" if len(found) == 1 else f"{len(found)} answers are"
    if now.name == DRAFT_NAME:
        return (
            f"{count} new since version {old.name}. Enter takes you to the question, F3 back here."
        )
    return f"{count} new in version {now.name}, since version {old.name}."
