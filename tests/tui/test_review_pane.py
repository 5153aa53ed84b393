"""The review pane: from what may be out of date to the note that the review took place."""

from datetime import date
from pathlib import Path

from tests.tui.driving import Owner, begin, drive
from wizard.answers.diff import version_label
from wizard.lifecycle import review
from wizard.storage.toml_file import read_answers
from wizard.tui.editors.lists import ListEditor

DUE = date(2027, 3, 1)
LATE = date(2027, 3, 13)


def test_review_due_is_offered_at_start(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        assert "The review was due on March 1, 2027, 12 days ago." in owner.words()
        await owner.press("enter")
        await owner.wait_for("Is each of these people still here")

    drive(bakery, script, today=lambda: LATE)


def test_review_not_due_is_reached_from_the_list_of_steps(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        assert "Do the review" in owner.screen()
        assert {"Do the review", "What changed", "Who has signed"} < owner.palette()
        await owner.press("f2", "end", "up", "up", "enter")
        await owner.wait_for("The next review is on March 1, 2027.")
        await owner.press("f3")
        assert "Welcome back" in owner.words()

    drive(bakery, script, today=lambda: date(2026, 10, 1))


def test_review_before_first_adoption_records_nothing(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        assert "Do the review" not in owner.screen()
        await owner.app.go_to("review")
        await owner.wait_for("No version is adopted yet")
        await owner.press("end", "enter")
        assert "adopt the policy first" in owner.told()

    drive(begin(tmp_path / "a.toml", '[business]\nname = "Acme"'), script)


def test_review_without_changes_is_recorded_as_the_command_does(bakery: Path) -> None:
    before = read_answers(bakery)

    async def script(owner: Owner) -> None:
        await owner.press("enter", "enter")  # through the offer; all people are right
        await owner.press("end", "enter")
        await owner.wait_for("“Reviewed, nothing changed”, by Priya Nair")
        assert "Details confirmed: 6 of 6 people" in owner.words()
        assert "The next review: September 1, 2027." in owner.words()
        await owner.press("down", "enter")
        await owner.wait_for("The review of March 1, 2027 is noted down.")
        await owner.press("end", "enter")
        assert "noted down already" in owner.told()

    after = drive(bakery, script, today=lambda: DUE)
    assert version_label(after) == "1.0"
    assert [person.confirmed_on for person in after.people] == [DUE] * 6
    assert after == review.record_review(before, DUE)  # the same as the command would note


def test_review_recorded_updates_the_calendar(bakery: Path) -> None:
    from wizard.documents.export import CALENDAR, export

    (written,) = export(read_answers(bakery), bakery.parent, (CALENDAR,)).written
    assert b"DTSTART;VALUE=DATE:20270301" in written.path.read_bytes()

    async def script(owner: Owner) -> None:
        await owner.press("enter")
        await owner.wait_for("still here")
        await owner.press("end", "enter")
        await owner.wait_for("Yes, note it down")
        await owner.press("down", "enter")
        await owner.wait_for("has the new days.")

    drive(bakery, script, today=lambda: DUE)
    assert b"DTSTART;VALUE=DATE:20270301" not in written.path.read_bytes()
    assert b"DTSTART;VALUE=DATE:20270901" in written.path.read_bytes()
    assert len(list(bakery.parent.glob("*.ics"))) == 1


def test_review_leaves_unticked_person_unconfirmed(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("enter", "enter")
        await owner.press("down", "down", "space")
        await owner.press("end", "enter")
        await owner.wait_for("5 of 6 people. Not ticked: Elena Ruiz")
        await owner.press("down", "enter")
        await owner.wait_for("is noted down")

    after = drive(bakery, script, today=lambda: DUE)
    assert [person.confirmed_on for person in after.people] == [DUE, DUE, None, DUE, DUE, DUE]


def test_review_row_leads_to_its_question_and_back(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("enter")
        await owner.press("down", "down", "down", "enter")
        assert owner.at() == "people"
        assert isinstance(owner.app.focused, ListEditor)
        assert owner.app.focused.highlighted == 2
        assert "F3 back to: Do the review" in owner.screen()
        await owner.press("f3")
        assert "still here" in owner.words()
        await owner.press("f3")
        assert "Welcome back" in owner.words()
        await owner.press("f4", "f3")  # on the way from step to step, the key goes one step back
        assert "Welcome back" in owner.words()

    drive(bakery, script, today=lambda: DUE)


def test_review_with_changes_leads_to_adoption(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        owner.app.session.set_answer("crisis.executives", "tom-okafor")
        await owner.press("enter")
        await owner.wait_for("still here")
        await owner.press("end", "up", "enter")
        await owner.wait_for("“Reviewed; the changes come with the next version”")
        assert "Adopt them as a new version" in owner.words()
        await owner.press("down", "enter")
        await owner.wait_for("is noted down")
        await owner.press("end", "enter")
        await owner.wait_for("The pages say: Draft after 1.0.")
        await owner.press("enter")
        await owner.wait_for("Yes, adopt version 1.1")

    after = drive(bakery, script, today=lambda: DUE)
    assert version_label(after) == "Draft after 1.0"
    assert after.revisions[-1].what == review.CHANGED
