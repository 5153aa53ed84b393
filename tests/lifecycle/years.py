from datetime import date
from pathlib import Path

from tests.example import DRAFT
from wizard.answers.diff import version_label
from wizard.answers.fields import clear_value, replace_value
from wizard.answers.model import Answers
from wizard.answers.people import replace_person
from wizard.checks import check_answers
from wizard.interview import load
from wizard.lifecycle import review
from wizard.lifecycle.adoption import AdoptionOptions, AdoptionPlan, adopt, plan_adoption
from wizard.lifecycle.archive import ArchivedVersion
from wizard.lifecycle.status import Status, get_status
from wizard.storage.toml_file import read_answers, read_with_bytes, write_answers

INTERVIEW = load()


class Owner:
    """The owner of a policy, on the day `today`, which the test sets."""

    def __init__(self, place: Path, today: date) -> None:
        self.path = place / "acme.toml"
        self.today = today
        self.path.write_bytes(DRAFT)
        self.answer("review.effective_on", date(2026, 9, 1))
        self.answer("review.times_a_year", "once")
        self.answer("review.next_on", None)

    @property
    def answers(self) -> Answers:
        return read_answers(self.path)

    def answer(self, path: str, value: object) -> None:
        answers, on_disk = read_with_bytes(self.path)
        write_answers(
            self.path,
            clear_value(answers, path) if value is None else replace_value(answers, path, value),
            on_disk,
        )

    def plan(self, **options: object) -> AdoptionPlan:
        return plan_adoption(
            self.path,
            self.answers,
            INTERVIEW,
            self.today,
            AdoptionOptions(**options),  # type: ignore[arg-type]
        )

    def adopt(self, **options: object) -> ArchivedVersion:
        on_disk = self.path.read_bytes()
        return adopt(
            self.path,
            self.plan(**options),
            lambda answers: write_answers(self.path, answers, on_disk),
        )

    def review(self, **options: object) -> None:
        answers, on_disk = read_with_bytes(self.path)
        write_answers(self.path, review.record_review(answers, self.today, **options), on_disk)  # type: ignore[arg-type]

    def leave(self, leaver: str, successor: str) -> None:
        answers, on_disk = read_with_bytes(self.path)
        write_answers(self.path, replace_person(answers, leaver, successor, self.today), on_disk)

    def status(self) -> Status:
        return get_status(self.path, INTERVIEW, self.today)

    def version(self) -> str:
        return version_label(self.answers)

    def errors(self) -> list[str]:
        return [
            one.what
            for one in check_answers(self.answers, INTERVIEW, self.today)
            if one.severity == "error"
        ]
