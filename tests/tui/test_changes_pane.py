"""The pane that lists what changed since the adopted version."""

from pathlib import Path

import docx
import pytest

from tests.tui.driving import Owner, drive


def note(place: Path) -> str:
    (path,) = place.glob("*What's new*.docx")
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_changes_are_listed_and_lead_to_questions(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("changes")
        await owner.wait_for(
            "Version 1.0 is the first that was adopted here, and nothing has changed since."
        )
        owner.app.session.set_answer("crisis.executives", "tom-okafor")
        await owner.wait_for("One answer is new since version 1.0.")
        assert "Step 3, Crisis" in owner.words()
        assert "Who decides in a crisis? Tom Okafor, was Maria Castellano" in owner.words()
        await owner.press("enter")
        assert owner.at() == "crisis.executives"
        await owner.press("f3")
        await owner.wait_for("The list of versions will say: Who decides in a crisis? Tom Okafor")

    drive(bakery, script)


def test_changes_lead_to_new_version_and_note_to_staff(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        owner.app.session.set_answer("crisis.executives", "tom-okafor")
        await owner.app.go_to("changes")
        await owner.wait_for("Adopt it as a new version")
        await owner.settle()
        assert "Enter go there" in owner.screen().splitlines()[-1]
        await owner.press("home", "down", "enter")
        await owner.wait_for("The pages say: Draft after 1.0.")
        await owner.press("enter")
        await owner.wait_for(
            "What is new: Who decides in a crisis? Tom Okafor, was Maria Castellano"
        )
        await owner.press("enter")
        await owner.wait_for("Version 1.1 is adopted")
        await owner.press("enter")
        await owner.wait_for("One answer is new in version 1.1, since version 1.0.")
        await owner.press("home", "down", "enter")
        await owner.wait_for("✓ Written:")
        await owner.wait_until(lambda: len(owner.app.written) == 1)

    after = drive(bakery, script)
    assert after.revisions[-1].what == "Who decides in a crisis? Tom Okafor, was Maria Castellano"
    assert "What’s new in version 1.1" in note(bakery.parent)
    assert "Nothing that affects you has changed in version 1.1." in note(bakery.parent)
    assert "You do not need to sign again." in note(bakery.parent)


@pytest.mark.parametrize("gone", [True, False])
def test_changes_with_damaged_archived_answers_say_so(bakery: Path, gone: bool) -> None:
    answers = bakery.parent / "versions" / "1.0" / "bakery.toml"
    answers.chmod(0o600)
    if gone:
        answers.unlink()
    else:
        answers.write_bytes(answers.read_bytes() + b"# mine\n")

    async def script(owner: Owner) -> None:
        await owner.app.go_to("changes")
        await owner.wait_for(
            "is gone, or was changed since it was adopted; bring it back from a backup."
        )

    drive(bakery, script)
