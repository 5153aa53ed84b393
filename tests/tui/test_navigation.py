"""Moving between questions and panes, by keys, by mouse and by the palette."""

from collections import Counter
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.example import FILE as EXAMPLE
from tests.terminal import flat
from tests.tui.driving import INTERVIEW, Owner, begin, drive
from tests.tui.people import TWO
from wizard.tui.actions import COMMANDS, INTERRUPT, ROW_COMMANDS
from wizard.tui.screens.pane import Pane

BAKERY = '[business]\nname = "Joe\'s"'


def test_start_new_file_begins_with_first_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        assert owner.at() == "business.name"
        assert "does not give" in flat(owner.screen())
        await owner.type("Joe's")
        await owner.press("enter")
        assert owner.at() == "business.country"
        await owner.press("shift+tab")
        await owner.type(" Bar")
        await owner.press("f3")
        assert " Joe's Bar" in owner.screen().splitlines()[-5]

    assert drive(tmp_path / "a.toml", script).business.name == "Joe's Bar"


def test_steps_only_visited_write_no_file(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f4", "f4", "tab", "f9", "ctrl+s", "ctrl+q")

    drive(tmp_path / "a.toml", script)
    assert not list(tmp_path.iterdir())


def test_enter_on_last_question_goes_to_next_step(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("personal_use.consequences")
        await owner.press("enter")
        assert owner.at() == "employees.stance"
        assert "Step 6 of 8 · Every employee" in owner.screen()

    drive(begin(tmp_path / "a.toml"), script)


def test_step_keys_lead_to_any_step_and_back(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f2", "end", "up", "up", "enter")
        assert owner.at() == "review.effective_on"
        await owner.press("ctrl+b")
        assert owner.at() == "publication.places"
        await owner.press("ctrl+n", "tab", "ctrl+b", "ctrl+n")
        assert owner.at() == "review.approved_by"
        await owner.press("f2", "escape")
        assert owner.at() == "review.approved_by"
        await owner.press("f2", "6", "enter")
        assert owner.at() == "employees.stance"
        await owner.press("f2", "9", "3", "enter")
        assert owner.at() == "crisis.prevention"

    drive(begin(tmp_path / "a.toml"), script)


def test_summary_rows_lead_to_questions(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        assert "A policy can't do without" in owner.screen()
        await owner.press("down", "enter")
        assert owner.at() == "people"
        await owner.press("ctrl+o", "end", "enter")
        assert owner.at() == "revisions"

    drive(begin(tmp_path / "a.toml", BAKERY), script)


def test_summary_with_nothing_open_says_so_and_shows_no_keys_of_its_own(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f9")
        assert "Nothing is open." in owner.screen()
        assert "go to the question" not in owner.screen().splitlines()[-1]

    path = tmp_path / "a.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    drive(path, script)


def test_help_shows_question_keys_and_marks(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("f1")
        assert "F8, Ctrl+T" in owner.screen()
        assert "What is the business called?" in owner.screen()
        await owner.press("escape", "J", "f5", "tab", "f1")
        assert "Space tick" in owner.words()
        await owner.press("end")
        await owner.wait_for("○ not begun; our suggestions would do")

    assert drive(tmp_path / "a.toml", script, size=(80, 40)).business.name == "J"


def test_mouse_reaches_steps_answers_dialogs_and_keys(tmp_path: Path) -> None:
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


def test_focus_moving_down_stays_visible(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        assert "What should everyone do" in owner.screen()
        for _ in range(25):
            await owner.press("down")
            focused = owner.app.focused
            assert focused is not None
            region = focused.region
            if isinstance(focused, OptionList) and focused.highlighted is not None:
                region = (
                    owner.field().editor.focus_region().translate(focused.content_region.offset)
                )
            assert 3 <= region.y <= 22, owner.screen()

    drive(begin(tmp_path / "a.toml"), script)


@pytest.mark.parametrize("size", [(40, 12), (5, 2), (1, 1), (200, 60)])
def test_window_of_any_size_works(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(owner: Owner) -> None:
        await owner.press("tab", "f2", "enter", "f4", "f4", "f1", "escape", "f9", "f5", "f3")
        await owner.pilot.resize_terminal(80, 24)
        await owner.go_to("people")
        await owner.press("enter")
        await owner.pilot.resize_terminal(*size)
        await owner.type("Jo")
        await owner.press("escape")

    assert drive(begin(tmp_path / "a.toml"), script, size=size).people[0].name == "Jo"


def test_window_too_small_says_so_and_keeps_what_is_typed(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        await owner.type("Moss")
        for size in ((39, 24), (80, 14)):
            await owner.pilot.resize_terminal(*size)
            await owner.settle()
            assert "Make the window larger" in flat(owner.screen())
            assert "Moss" not in owner.screen()
        await owner.type(" & Fern")
        await owner.pilot.resize_terminal(80, 24)
        await owner.settle()
        assert "Moss & Fern" in owner.screen()

    assert drive(begin(tmp_path / "a.toml"), script).business.name == "Moss & Fern"


@pytest.mark.parametrize("step", INTERVIEW.steps[::3], ids=lambda step: step.title)
def test_narrow_window_cuts_off_no_words_of_questions(tmp_path: Path, step: object) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to(step.questions[0].path)  # type: ignore[attr-defined]
        shown = flat(owner.screen(Pane)).replace(" ", "")
        for question in step.questions:  # type: ignore[attr-defined]
            if question.applies(owner.answers):
                options = question.offered(owner.answers).values()
                for text in (question.ask, question.help, *options):
                    assert "".join(text.split()) in shown, (question.path, text)

    path = tmp_path / "a.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    drive(path, script, size=(40, 700))


def test_commands_with_control_keys_have_a_second_way(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        titles = owner.palette()
        for command in COMMANDS:
            keys = [key for key in command.keys.split(",") if key]
            assert not keys or not all(key.startswith("ctrl+") for key in keys), command
            assert command.title in titles or command.action == "command_palette"

    drive(begin(tmp_path / "a.toml"), script)


def test_commands_share_no_key() -> None:
    keys = [key for command in (*COMMANDS, *ROW_COMMANDS) for key in command.keys.split(",") if key]
    assert [key for key, count in Counter([*keys, INTERRUPT.key]).items() if count > 1] == []


def test_palette_offers_what_works_here(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home")
        titles = owner.palette()
        assert {"Duplicate this row", "Delete this row", "Move this row down"} < titles
        assert "Move this row up" not in titles
        await owner.go_to("roles.head")
        assert "Duplicate this row" not in owner.palette()
        before = owner.screen().splitlines()[-1]
        await owner.press("f1")
        assert {"Save", "Save and leave"} < owner.palette()
        assert not {"Next step", "Undo", "Search"} & owner.palette()
        await owner.press("escape", "ctrl+p")
        assert "F4 next step" not in owner.screen().splitlines()[-1]
        await owner.press("escape")
        assert owner.screen().splitlines()[-1] == before

    drive(begin(tmp_path / "a.toml", TWO), script)


@pytest.mark.parametrize(
    ("words", "at"), [("Setting: length", "business.length"), ("Setting: letterhead", "")]
)
def test_palette_setting_leads_to_its_question(tmp_path: Path, words: str, at: str) -> None:
    async def script(owner: Owner) -> None:
        await owner.choose(words)
        if at:
            await owner.wait_until(lambda: owner.at() == at)
        else:
            await owner.wait_for("Your letterhead: the name of a Word file")

    drive(begin(tmp_path / "a.toml"), script)
