"""Pane for the review: what may be out of date, and a note that the review took place."""

import asyncio
import datetime
from collections.abc import Iterator, Sequence

from textual import work
from textual.content import Content

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve
from wizard.answers.diff import is_adopted
from wizard.answers.model import Answers
from wizard.data import DataError
from wizard.lifecycle import review
from wizard.lifecycle.review import ReviewItem
from wizard.session import Session
from wizard.storage.paths import answers_folder
from wizard.text import printable
from wizard.tui.messages import PlaceChosen, QuestionChosen
from wizard.tui.screens.grouped import Entry, Group, GroupedPane
from wizard.tui.screens.pane import report_errors
from wizard.tui.widgets.option_list import HangingIndent, checkbox

HELP = (
    "Enter takes you to the question, F3 back here. Space ticks a person whose details are right."
)
MAX_NAMES = 6


class ReviewPane(GroupedPane):
    """Space confirms a person at once, so that a review may take several days."""

    HINTS = (
        ("↑↓", "move", "down"),
        ("Enter", "go there", "enter"),
        ("Space", "details are right", "space"),
    )

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "Do the review")

    def refresh_answers(self) -> None:
        answers, today = self.session.answers, self.session.today()
        try:
            topics = review.review_topics(answers, self.session.interview, today)
        except DataError as error:
            self.show_message(str(error))
            return
        self.show_message(self._headline())
        groups: list[Group] = [
            (topic.title, [*self._confirm_all(topic.points), *map(self._entry, topic.points)])
            for topic in topics
        ]
        self.fill([*groups, ("When you are through:", list(self._final_entries()))])

    def _headline(self) -> str:
        answers, today = self.session.answers, self.session.today()
        if not review.can_record_review(answers):
            return f"No version is adopted yet, so there is nothing to note down so far. {HELP}"
        next_on = resolve(answers).review.next_on
        last = answers.revisions[-1] if answers.revisions else None
        if last and last.on == today and not last.version:
            next_review = f" The next one is on {self._format(next_on)}." if next_on else ""
            return f"The review of {self._format(today)} is noted down.{next_review}"
        next_review = f"The next review is on {self._format(next_on)}." if next_on else ""
        return f"{review.due_message(answers, today) or next_review} {HELP}".strip()

    def _confirm_all(self, items: Sequence[ReviewItem]) -> Iterator[Entry]:
        """Yield a row that confirms everybody at once, if several people are left."""
        confirmed = self._confirmed_ids()
        left = [item.person for item in items if item.person and item.person not in confirmed]
        if len(left) > 1:
            label = f"All {len(left)} that are not ticked"
            yield Entry.link(label, lambda: self._confirm(left, is_confirmed=True), "[ ] ")

    def _entry(self, item: ReviewItem) -> Entry:
        def go() -> None:
            self.post_message(QuestionChosen(item.path, item.row))

        if not item.person:
            return Entry.link(item.text, go)
        is_confirmed = item.person in self._confirmed_ids()
        return Entry(
            HangingIndent(checkbox(is_confirmed), item.text),
            go,
            lambda: self._confirm([item.person], is_confirmed=not is_confirmed),
        )

    def _final_entries(self) -> Iterator[Entry]:
        answers = self.session.answers
        version = answers.adopted.version
        has_changed = bool(version) and not is_adopted(answers)
        if has_changed:
            label = f"See what changed since version {version}"
            yield Entry.link(label, lambda: self.post_message(PlaceChosen("changes")))
        yield Entry.link("Note the review down, also if nothing changed…", self.record)
        if has_changed:
            adopt = PlaceChosen("export", "adopt")
            label = "Adopt what changed as a new version"
            yield Entry.link(label, lambda: self.post_message(adopt))

    def _confirm(self, people: list[str], *, is_confirmed: bool) -> None:
        session = self.session
        day = session.today() if is_confirmed else None
        with report_errors(self.app):
            session.replace_answers(review.confirm_people(session.answers, people, day))

    @work
    async def record(self) -> None:
        """Show what would be noted down, and do it if the user agrees."""
        from wizard.tui.dialogs.dialog import DecisionDialog

        session, today = self.session, self.session.today()
        confirmed = self._confirmed_ids()
        staff = [person for person in session.answers.people if person.left_on is None]
        left = [person for person in staff if person.id not in confirmed]
        unconfirmed = [person.id for person in left]
        with report_errors(self.app):
            after = review.record_review(session.answers, today, unconfirmed=unconfirmed)
            message = self._preview(
                after, [person.name or person.id for person in left], len(staff)
            )
            options = {"record": "Yes, note it down", "not": "Not yet"}
            dialog = DecisionDialog("Note the review down?", message, options, "not yet")
            if await self.app.push_screen_wait(dialog) == "record":
                session.replace_answers(
                    review.record_review(session.answers, today, unconfirmed=unconfirmed)
                )
                await self._update_calendar(session.answers)

    def _preview(self, after: Answers, left: list[str], staff_count: int) -> list[Content]:
        row, today = after.revisions[-1], self.session.today()
        by = next((person.name for person in after.people if person.id == row.by), "")
        more = f" and {len(left) - MAX_NAMES} more" if len(left) > MAX_NAMES else ""
        names = f". Not ticked: {', '.join(left[:MAX_NAMES])}{more}" if left else ""
        next_on = self._format(after.review.next_on or today)
        lines = [
            f"In the list of versions: {self._format(today)}, “{row.what}”, "
            f"by {by or 'nobody yet'}",
            f"Details confirmed: {staff_count - len(left)} of {staff_count} people{names}",
            f"The next review: {next_on}. You can change that in step 8.",
        ]
        if not is_adopted(after):
            lines.append(
                "Your answers changed, so the documents say “Draft”. "
                "Adopt them as a new version after this."
            )
        return [Content(line) for line in lines]

    async def _update_calendar(self, answers: Answers) -> None:
        from wizard.documents.compose import ExportError
        from wizard.documents.export import update_calendar

        folder = answers_folder(self.session.path)
        try:
            calendar = await asyncio.to_thread(update_calendar, answers, folder)
        except ExportError as error:
            self.show_result(f"! {printable(error)}")
            return
        if calendar:
            name = printable(calendar.name)
            self.show_result(f"{name} has the new days. Open it once more in your calendar.")

    def _confirmed_ids(self) -> set[str]:
        answers, today = self.session.answers, self.session.today()
        return {
            person.id for person in answers.people if review.is_confirmed(person, answers, today)
        }

    def _format(self, day: datetime.date) -> str:
        return format_date_for(day, self.session.answers.business.country)
