"""The review on screen: what grows old, each row a way to its question, and at the end a note that it took place."""

import datetime
from collections.abc import Iterator

from textual.content import Content

from wizard.answers.dates import format_date_for
from wizard.answers.defaults import resolve_answer
from wizard.answers.diff import is_adopted
from wizard.answers.model import Answers, Person
from wizard.data import DataError
from wizard.lifecycle import review
from wizard.lifecycle.review import ReviewError, ReviewItem
from wizard.session import ReadOnlyError, Session
from wizard.storage.paths import answers_folder
from wizard.text import printable
from wizard.tui.messages import PlaceChosen, QuestionChosen
from wizard.tui.screens.grouped import Entry, Group, GroupedPane
from wizard.tui.widgets.option_list import HangingIndent, checkbox

HOW = "Enter takes you to the question, F3 back here. Space ticks a person whose details are right."


class ReviewPane(GroupedPane):
    """Space confirms a person at once, so that a review may take some days; the last rows note it down."""

    HINTS = (
        ("↑↓", "move", "down"),
        ("Enter", "go there", "enter"),
        ("Space", "details are right", "space"),
    )

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "Do the review")
        self._seen: tuple[Answers | None, datetime.date] = None, datetime.date.min
        self._people: dict[str, Person] = {}

    def renew(self) -> None:
        """Show what there is to look at now."""
        answers, day = self._seen
        if answers is not self.session.answers or day != self.session.today():
            self._seen = self.session.answers, self.session.today()
            self._show()

    def _show(self) -> None:
        answers, today = self.session.answers, self.session.today()
        self._people = {person.id: person for person in answers.people}
        self.say(self._headline())
        try:
            topics = review.review_topics(answers, self.session.interview, today)
        except DataError as error:
            self.say(str(error))
            return
        groups: list[Group] = [
            (topic.title, [*self._all(topic.points), *map(self._entry, topic.points)])
            for topic in topics
        ]
        self.fill([*groups, ("When you are through:", list(self._ends()))])

    def _headline(self) -> str:
        answers, today = self.session.answers, self.session.today()
        if not review.can_record_review(answers):
            return f"No version is adopted yet, so there is nothing to note down so far. {HOW}"
        last = answers.revisions[-1] if answers.revisions else None
        if last and last.on == today and not last.version:
            said = f"The review of {self._day(today)} is noted down."
            following = resolve_answer(answers, "review.next_on")
            return f"{said} The next one is on {self._day(following)}." if following else said
        return f"{review.due_message(answers, today) or self._next_words()} {HOW}".strip()

    def _next_words(self) -> str:
        following = resolve_answer(self.session.answers, "review.next_on")
        return f"The next review is on {self._day(following)}." if following else ""

    def _all(self, points: tuple[ReviewItem, ...]) -> Iterator[Entry]:
        """Yield a row that ticks all people at once, where there are several left to tick."""
        answers, today = self.session.answers, self.session.today()
        asked = [self._people[point.person] for point in points if point.person]
        open_ = [person.id for person in asked if not review.is_confirmed(person, answers, today)]
        if len(open_) > 1:
            yield Entry(
                HangingIndent("[ ] ", f"All {len(open_)} that are not ticked"),
                lambda: self._confirm(open_, True),
            )

    def _entry(self, point: ReviewItem) -> Entry:
        def go() -> None:
            self.post_message(QuestionChosen(point.path, point.row))

        if not point.person:
            return Entry(HangingIndent("  → ", point.text), go)
        ticked = review.is_confirmed(
            self._people[point.person], self.session.answers, self.session.today()
        )
        return Entry(
            HangingIndent(checkbox(ticked), point.text),
            go,
            lambda: self._confirm([point.person], not ticked),
        )

    def _ends(self) -> Iterator[Entry]:
        answers = self.session.answers
        changed = answers.adopted.version and not is_adopted(answers)
        if changed:
            what = f"See what changed since version {answers.adopted.version}"
            yield Entry(
                HangingIndent("  → ", what), lambda: self.post_message(PlaceChosen("changes"))
            )
        yield Entry(
            HangingIndent("  → ", "Note the review down, also if nothing changed…"), self._ask
        )
        if changed:
            adopt = "Adopt what changed as a new version"
            yield Entry(
                HangingIndent("  → ", adopt),
                lambda: self.post_message(PlaceChosen("export", "adopt")),
            )

    def _confirm(self, people: list[str], ticked: bool) -> None:
        day = self.session.today() if ticked else None
        try:
            self.session.replace_answers(review.confirm_people(self.session.answers, people, day))
        except ReadOnlyError as error:
            self.app.notify(str(error), severity="warning")

    def _ask(self) -> None:
        """Tell what would be noted down, and do it if the owner says so."""
        from wizard.tui.dialogs.dialog import DecisionDialog

        answers, today = self.session.answers, self.session.today()
        here = [person for person in answers.people if person.left_on is None]
        open_ = [person for person in here if not review.is_confirmed(person, answers, today)]
        try:
            after = review.record_review(
                answers, today, unconfirmed=[person.id for person in open_]
            )
        except ReviewError as error:
            self.app.notify(str(error), severity="warning")
            return
        row = after.revisions[-1]
        names = {person.id: person.name for person in after.people}
        told = [
            f"In the list of versions: {self._day(today)}, “{row.what}”, by {names.get(row.by or '') or 'nobody yet'}",
            f"Details confirmed: {len(here) - len(open_)} of {len(here)} people"
            + (
                f". Not ticked: {_some([person.name or person.id for person in open_])}"
                if open_
                else ""
            ),
            f"The next review: {self._day(after.review.next_on or today)}. You can change that in step 8.",
        ]
        if not is_adopted(after):
            told.append(
                "Your answers changed, so the documents say “Draft”. Adopt them as a new version after this."
            )
        ways = {"note": "Yes, note it down", "not": "Not yet"}

        def choose(way: str | None) -> None:
            if way == "note":
                self._note([person.id for person in open_])

        self.app.push_screen(
            DecisionDialog(
                "Note the review down?", map(Content, told), ways, cancel_label="not yet"
            ),
            choose,
        )

    def _note(self, unconfirmed: list[str]) -> None:
        try:
            self.session.replace_answers(
                review.record_review(
                    self.session.answers, self.session.today(), unconfirmed=unconfirmed
                )
            )
        except (ReviewError, ReadOnlyError) as error:
            self.app.notify(str(error), severity="warning")
        else:
            answers = self.session.answers
            self.run_worker(
                lambda: self._renew_calendar(answers), thread=True, exclusive=True, group="calendar"
            )

    def _renew_calendar(self, answers: Answers) -> None:
        """Have the calendar beside the answers follow, if there is one; runs in a thread of its own."""
        from wizard.documents.compose import ExportError
        from wizard.documents.export import update_calendar

        try:
            calendar = update_calendar(answers, answers_folder(self.session.path))
            said = (
                f"{calendar.name} has the new days. Open it once more in your calendar."
                if calendar
                else ""
            )
        except ExportError as error:
            said = f"! {error}"
        if said:
            self.app.call_from_thread(self.tell_result, printable(said))

    def _day(self, day: datetime.date) -> str:
        return format_date_for(day, self.session.answers.business.country)


def _some(names: list[str]) -> str:
    most = 6
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
