"""Undo and redo on the screen."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import TWO


def test_undo_goes_to_the_question_and_describes_it(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.spokespeople")
        await owner.press("enter", "space", "enter")
        await owner.go_to("roles.head")
        await owner.press("enter", "enter")
        await owner.go_to("roles.head")
        await owner.press("enter", "down", "enter")
        assert owner.answers.roles.head == "dan"
        await owner.go_to("review.effective_on")
        await owner.press("ctrl+z")
        assert owner.at() == "roles.head"
        assert owner.answers.roles.head == "maria"
        assert (
            "Undone: “Who runs the business and has the last word?” is Maria Lopez again."
            in owner.told()
        )
        assert "▾ Maria Lopez" in owner.screen()
        await owner.press("alt+z")
        assert "has no answer again" in owner.told()
        await owner.press("alt+z")
        assert owner.at() == "roles.spokespeople"
        await owner.press("ctrl+z")
        assert owner.told() == "There is nothing to undo."
        await owner.press("ctrl+y")
        assert (
            "Done again: “Who may speak for the business in public?” has Maria Lopez."
            in owner.told()
        )
        await owner.press("alt+y", "alt+y")
        assert owner.answers.roles.head == "dan"
        await owner.press("ctrl+y")
        assert "nothing to do again" in owner.told()

    answers = drive(begin(tmp_path / "a.toml", TWO), script, size=(120, 40))
    assert (answers.roles.head, answers.roles.spokespeople) == ("dan", ("maria",))


def test_undo_takes_back_typing_before_earlier_edits(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.staff")
        await owner.press("7", "tab", "shift+tab", "shift+tab", "end")
        assert owner.at() != "business.staff"
        await owner.go_to("business.name")
        await owner.type("Joe's")
        await owner.press("ctrl+z")
        assert owner.at() == "business.name"
        assert owner.answers.business.name == ""
        assert owner.answers.business.staff == 7
        await owner.press("ctrl+z")
        assert owner.at() == "business.staff"
        assert owner.answers.business.staff is None
        await owner.press("ctrl+y", "ctrl+y")
        assert owner.answers.business.name == "Joe's"

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "Joe's"


def test_undo_in_burst_of_keys_loses_nothing(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press(*"Joe's", "ctrl+z", "ctrl+y", *" Bar", "ctrl+q")

    assert drive(tmp_path / "a.toml", script).business.name == "Joe's Bar"


def test_undo_restores_unfinished_date_and_mark(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("review.effective_on")
        await owner.type("31 Febr")
        await owner.press("f8", "f8", "ctrl+z")
        assert owner.answers.unsure == ("review.effective_on",)
        assert "is put off again" in owner.told()
        await owner.press("ctrl+z")
        assert "is no longer put off" in owner.told()
        assert "31 Febr" in owner.screen()
        await owner.press("ctrl+z")
        assert owner.answers.unfinished == {}
        await owner.press("ctrl+y")
        assert "says “31 Febr”, which is not finished yet" in owner.told()

    assert drive(begin(tmp_path / "a.toml"), script, size=(120, 40)).unfinished == {
        "review.effective_on": "31 Febr"
    }


def test_undo_of_row_from_dialog_is_one_step(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("end", "enter", *"Ana", "enter", *"Boss", "enter", *"a@x.org", "escape")
        await owner.go_to("roles.head")
        await owner.press("enter", "down", "enter", *"Zoe", "escape")
        assert owner.answers.roles.head == "zoe"
        await owner.press("ctrl+z")
        assert [person.name for person in owner.answers.people] == ["Ana"]
        assert owner.answers.roles.head is None
        await owner.press("ctrl+z")
        assert owner.answers.people == ()
        assert "is without" not in owner.told()
        await owner.press("ctrl+y")

    people = drive(begin(tmp_path / "a.toml"), script, size=(120, 40)).people
    assert [(person.id, person.name, person.job, person.email) for person in people] == [
        ("ana", "Ana", "Boss", "a@x.org")
    ]


def test_undo_in_dialog_stays_in_its_line(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.staff")
        await owner.press("9")
        await owner.go_to("publication.own_clauses")
        await owner.press("end", "enter", "enter", *"Be kind", "ctrl+z", "ctrl+z")
        assert owner.answers.business.staff == 9
        await owner.press(*"Be fair", "escape")
        await owner.go_to("people")
        await owner.press("home", "enter", "end", *" Ruiz", "alt+z")
        assert "Maria Lopez Ruiz" not in owner.screen()
        await owner.press("alt+y")
        assert "Maria Lopez Ruiz" in owner.screen()
        await owner.press("ctrl+z", "ctrl+z", "ctrl+z", "escape")
        assert owner.answers.people[0].name == "Maria Lopez"
        assert owner.answers.business.staff == 9

    answers = drive(begin(tmp_path / "a.toml", TWO), script)
    assert answers.publication.own_clauses[0].text == "Be fair"
