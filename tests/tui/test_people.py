"""People are typed once, and picked afterwards."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive

TWO = """
[[people]]
id = "maria"
name = "Maria Lopez"
[[people]]
id = "dan"
name = "Dan Fox"
"""


def test_picking_goes_on_to_the_next_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter", "down", "enter")
        assert owner.at() == "roles.lead"

    assert drive(begin(tmp_path / "a.toml", TWO), script).roles.head == "dan"


def test_somebody_is_added_from_inside_the_list(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter", "enter")
        await owner.type("Zoë O'Neil")
        await owner.press("enter")
        await owner.type("Cook")
        await owner.press("escape")
        assert "▾ Zoë O'Neil" in owner.screen()

    answers = drive(tmp_path / "a.toml", script)
    assert [(person.id, person.name, person.job) for person in answers.people] == [("zoe-o-neil", "Zoë O'Neil", "Cook")]
    assert answers.roles.head == "zoe-o-neil"


def test_the_order_of_picking_is_kept_and_shown(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.approval_order")
        await owner.press("enter", "down", "space", "up", "space")
        assert "[2] Maria Lopez" in owner.screen()
        await owner.press("enter")
        assert "1. Dan Fox   2. Maria Lopez" in owner.screen()

    assert drive(begin(tmp_path / "a.toml", TWO), script).crisis.approval_order == ("dan", "maria")


def test_who_is_suggested_is_shown_as_such_and_comes_back(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("security.password_keeper")
        assert "▾ Maria Lopez (suggested)" in owner.screen()
        await owner.press("enter", "down", "enter", "shift+tab")
        assert owner.answers.security.password_keeper == "dan"
        await owner.press("delete")
        assert "▾ Maria Lopez (suggested)" in owner.screen()

    path = begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"')
    assert drive(path, script).security.password_keeper is None


def test_letters_narrow_the_list_down(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.type("fox")
        assert "Maria Lopez" not in owner.screen()
        await owner.press("enter")

    assert drive(begin(tmp_path / "a.toml", TWO), script).roles.head == "dan"


def test_a_new_name_keeps_the_roles_of_the_person(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "enter", "end")
        await owner.type("-Reyes")
        await owner.press("escape")

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script)
    assert (answers.people[0].id, answers.people[0].name) == ("maria", "Maria Lopez-Reyes")
    assert answers.roles.lead == "maria"


def test_a_person_taken_off_is_missed_where_they_are_named_and_can_come_back(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "delete")
        assert "another answer names this person" in owner.said()
        assert len(owner.answers.people) == 1
        await owner.press("u")

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script, size=(120, 40))
    assert [person.id for person in answers.people] == ["maria", "dan"]


def test_nobody_is_an_answer_too(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.advertising")
        await owner.press("enter", "space", "enter", "shift+tab")
        assert "▾ Nobody" in owner.screen()
        assert owner.said() == "✓ Your answer"

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script)
    assert "advertising" in answers.roles.model_fields_set
    assert answers.roles.advertising == ()
