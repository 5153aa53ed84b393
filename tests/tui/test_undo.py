"""Undo and redo on the screen: where it was, what it says, and what a text being typed does."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import TWO


def test_undo_leads_to_the_question_and_says_what_it_says_again(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.spokespeople")
        await owner.press("enter", "space", "enter")
        await owner.go_to("roles.head")
        await owner.press("enter", "enter")
        await owner.go_to("roles.head")
        await owner.press("enter", "down", "enter")
        assert owner.answers.roles.head == "dan"
        await owner.go_to("review.adopted_on")
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


def test_what_is_being_typed_goes_first_then_what_was_done_before(tmp_path: Path) -> None:
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


def test_in_a_burst_nothing_is_lost(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press(*"Joe's", "ctrl+z", "ctrl+y", *" Bar", "ctrl+q")

    assert drive(tmp_path / "a.toml", script).business.name == "Joe's Bar"


def test_half_a_date_and_a_mark_come_back(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("review.adopted_on")
        await owner.type("31 Febr")
        await owner.press("f8", "f8", "ctrl+z")
        assert owner.answers.unsure == ("review.adopted_on",)
        assert "is put off again" in owner.told()
        await owner.press("ctrl+z")
        assert "is no longer put off" in owner.told()
        assert "31 Febr" in owner.screen()
        await owner.press("ctrl+z")
        assert owner.answers.unfinished == {}
        await owner.press("ctrl+y")
        assert "says “31 Febr”, which is not finished yet" in owner.told()

    assert drive(begin(tmp_path / "a.toml"), script, size=(120, 40)).unfinished == {
        "review.adopted_on": "31 Febr"
    }


def test_a_row_added_in_its_dialog_is_one_step(tmp_path: Path) -> None:
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


def test_own_lines_of_a_checklist_are_a_step_each(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        before = owner.answers.crisis.prevention
        await owner.press("end", "enter", *"Count to ten", "enter", "ctrl+z")
        assert owner.answers.crisis.prevention == before
        assert "Count to ten" not in owner.screen()
        await owner.press("ctrl+y")

    assert drive(begin(tmp_path / "a.toml"), script).crisis.prevention[-1] == "Count to ten"


def test_in_a_dialog_only_what_is_typed_there_is_taken_back(tmp_path: Path) -> None:
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


def test_to_look_at_only(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml", TWO)
    path.chmod(0o444)

    async def script(owner: Owner) -> None:
        owner.app.session.read_only = "Only to look at."
        await owner.press("ctrl+z")
        assert "Only to look at." in owner.told()

    drive(path, script)
