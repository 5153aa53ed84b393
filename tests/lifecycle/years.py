"""The owner of a policy over the years, with a clock that the test sets."""

from datetime import date
from pathlib import Path

from tests.example import DRAFT
from wizard.answers.diff import version_label
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.answers.people import replace_person
from wizard.checks import check_answers
from wizard.interview import load
from wizard.lifecycle import review
from wizard.lifecycle.adoption import Adoption, Wishes, adopt, plan_adoption
from wizard.lifecycle.status import Status, get_status
from wizard.storage.toml_file import read_answers, read_with_bytes, write_answers

INTERVIEW = load()


class Owner:
    """The owner of a policy, on the day that the clock shows."""

    def __init__(self, place: Path, today: date) -> None:
        self.path = place / "acme.toml"
        self.today = today
        self.path.write_bytes(DRAFT)
        self.answer("review.adopted_on", date(2026, 9, 1))
        self.answer("review.times_a_year", "once")
        self.answer("review.next_on", None)

    @property
    def answers(self) -> Answers:
        return read_answers(self.path)

    def answer(self, path: str, value: object) -> None:
        from wizard.answers.fields import clear_value

        answers, on_disk = read_with_bytes(self.path)
        write_answers(
            self.path,
            clear_value(answers, path) if value is None else replace_value(answers, path, value),
            on_disk,
        )

    def adopt(self, **wishes: object) -> Adoption:
        answers, on_disk = read_with_bytes(self.path)
        planned = plan_adoption(self.path, answers, INTERVIEW, self.today, Wishes(**wishes))  # type: ignore[arg-type]
        return adopt(self.path, planned, on_disk)

    def review(self, **wishes: object) -> None:
        answers, on_disk = read_with_bytes(self.path)
        write_answers(self.path, review.record_review(answers, self.today, **wishes), on_disk)  # type: ignore[arg-type]

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
