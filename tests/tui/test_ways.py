"""Getting about: steps, what is open, welcome, help, sizes."""

from pathlib import Path

import pytest

from tests.example import TEXT as EXAMPLE
from tests.tui.driving import INTERVIEW, Owner, begin, drive
from wizard.session import Session


def test_the_first_screen_begins_with_the_first_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        assert owner.at() == "business.name"
        words = " ".join(owner.screen().split())
        assert "does not give" in words
        assert "everything is" in words
        await owner.type("Joe's")
        await owner.press("enter")
        assert owner.at() == "business.country"
        await owner.press("shift+tab")
        assert "Joe's" in owner.screen()
        await owner.type(" Bar")
        await owner.press("f3")
        assert " Joe's Bar" in owner.screen().splitlines()[-5]

    assert drive(tmp_path / "a.toml", script).business.name == "Joe's Bar"


def test_nothing_typed_makes_no_file(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f4", "f4", "tab", "f9", "ctrl+s", "ctrl+q")

    drive(tmp_path / "a.toml", script)
    assert not list(tmp_path.iterdir())


def test_enter_on_the_last_question_goes_to_the_next_step(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("personal_use.consequences")
        await owner.press("enter")
        assert owner.at() == "employees.stance"
        assert "Step 6 of 8 · Every employee" in owner.screen()

    drive(begin(tmp_path / "a.toml"), script)


def test_any_step_from_any_step(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f2", "end", "up", "up", "enter")
        assert owner.at() == "review.adopted_on"
        await owner.press("ctrl+b")
        assert owner.at() == "publication.places"
        await owner.press("ctrl+n", "tab", "ctrl+b", "ctrl+n")
        assert owner.at() == "review.approved_by"
        await owner.press("f2", "escape")
        assert owner.at() == "review.approved_by"

    drive(begin(tmp_path / "a.toml"), script)


def test_a_row_of_what_is_open_leads_to_its_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        assert "A policy can't do without" in owner.screen()
        await owner.press("down", "enter")
        assert owner.at() == "people"
        await owner.press("ctrl+o", "end", "enter")
        assert owner.at() == "revisions"

    drive(begin(tmp_path / "a.toml", '[business]\nname = "Joe\'s"'), script)


def test_nothing_open_is_said(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        assert "Nothing is open." in owner.screen()

    (tmp_path / "a.toml").write_text(EXAMPLE, encoding="utf-8")
    drive(tmp_path / "a.toml", script)


def test_help_says_the_question_and_the_keys(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f1")
        assert "F8, Ctrl+T" in owner.screen()
        assert "What is the business called?" in owner.screen()
        await owner.press("escape")
        await owner.type("J")

    assert drive(tmp_path / "a.toml", script).business.name == "J"


def test_the_documents_are_written_from_the_screen(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "enter")
        await owner.app.workers.wait_for_complete()
        await owner.settle()
        assert "✓ Written:" in owner.screen()

    (tmp_path / "a.toml").write_text(EXAMPLE, encoding="utf-8")
    drive(tmp_path / "a.toml", script)
    assert len(list(tmp_path.glob("*.docx"))) == 2


def test_ctrl_c_twice_leaves(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.type("Joe")
        await owner.press("ctrl+c")
        assert owner.app.is_running
        await owner.press("ctrl+c")
        assert owner.app.return_code == 0

    assert drive(tmp_path / "a.toml", script).business.name == "Joe"


@pytest.mark.parametrize("size", [(40, 12), (5, 2), (1, 1), (200, 60)])
def test_no_size_of_window_is_too_much(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("tab", "f2", "enter", "f4", "f4", "f1", "escape", "f9", "f5", "f3")
        await owner.pilot.resize_terminal(80, 24)
        await owner.go_to("people")
        await owner.press("enter")
        await owner.pilot.resize_terminal(*size)
        await owner.type("Jo")
        await owner.press("escape")

    assert drive(begin(tmp_path / "a.toml"), script, size=size).people[0].name == "Jo"


def test_the_focus_is_always_in_sight(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        assert "What should everyone do" in owner.screen()
        for _ in range(40):
            await owner.press("down")
            focused = owner.app.focused
            assert focused is not None
            spot = (
                owner.field().editor.focus_region().translate(focused.content_region.offset)
                if owner.app.question_field()
                else focused.region
            )
            assert focused.screen.size.region.contains_region(spot), owner.screen()
            assert 3 <= spot.y <= 22, owner.screen()

    drive(begin(tmp_path / "a.toml"), script)


def test_by_mouse_alone(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.click("Your business")
        await owner.click("( ) United Kingdom")
        assert owner.answers.business.country == "GB"
        await owner.click("F8")
        assert owner.said().startswith("? You don't know yet")
        await owner.click("Team roles")
        await owner.click("▾ Nobody yet")
        await owner.click("Add a person")
        await owner.paste("Ann")
        await owner.click("Keep this person")
        await owner.click("F1")
        await owner.click("Esc close")
        await owner.click("Ctrl+Q")

    answers = drive(begin(tmp_path / "a.toml"), script)
    assert answers.roles.head == "ann"
    assert answers.unsure == ("business.country",)


def test_the_keys_come_back_when_the_palette_closes(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        before = owner.screen().splitlines()[-1]
        assert "F4 next step" in before
        await owner.press("ctrl+p")
        assert "F4 next step" not in owner.screen().splitlines()[-1]
        await owner.press("escape")
        assert owner.screen().splitlines()[-1] == before

    drive(begin(tmp_path / "a.toml"), script)


def test_a_number_goes_to_its_step_in_the_list(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f2", "6", "enter")
        assert owner.at() == "employees.stance"
        await owner.press("f2", "9", "3", "enter")
        assert owner.at() == "crisis.prevention"

    drive(begin(tmp_path / "a.toml"), script)


def test_an_empty_list_names_no_keys_of_its_own(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        keys = owner.screen().splitlines()[-1]
        assert "Nothing is open" in owner.screen()
        assert "go to the question" not in keys

    file = tmp_path / "a.toml"
    file.write_text(EXAMPLE)
    drive(file, script)


def test_what_was_said_before_makes_room(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.type("Joe's")
        await owner.press("ctrl+s")
        assert "Saved" in owner.told()
        await owner.press("alt+c")
        assert "Nothing is marked" in owner.told()
        assert "Saved" not in owner.told()

    drive(tmp_path / "a.toml", script)


def test_help_names_the_keys_of_a_list_and_the_marks_of_the_steps(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f5", "tab", "f1")
        assert "Space tick" in owner.words()
        await owner.press("end")
        await owner.wait_for("○ not begun; our suggestions would do")

    drive(begin(tmp_path / "a.toml"), script, size=(80, 40))


def test_what_was_said_in_passing_goes_when_the_owner_goes_on(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        for key in ("tab", "enter", "f4"):
            await owner.go_to("business.name")
            await owner.press("ctrl+s")
            assert "Saved" in owner.told()
            await owner.press(key)
            assert owner.told() == ""
        await owner.go_to("business.name")
        await owner.paste("Joe's\nBar")
        await owner.press("tab")
        assert "joined into one" in owner.told(), (
            "what was changed in an answer has its time to be read"
        )

    drive(begin(tmp_path / "a.toml"), script)


def test_a_key_held_down_says_it_once(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml")
    first = Session(path, INTERVIEW)

    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.press(*"xxxx")
        await owner.press("f8", "f8", "f8")
        assert owner.told().count("is open already") == 1

    drive(path, script)
    first.close()
