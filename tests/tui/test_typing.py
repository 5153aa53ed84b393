"""What is typed arrives, all of it, where it was meant."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.driving import Owner, begin, drive
from wizard.answers.fields import get_answer, is_set


def test_typing_burst_that_ends_with_quit_loses_nothing(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.press(*"hello", "space", *"world", "ctrl+q")

    assert drive(tmp_path / "answers.toml", script).business.name == "hello world"


def test_typing_burst_across_questions_reaches_each_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.staff")
        typed = (
            *"12",
            "enter",
            "home",
            "space",
            *["tab"] * 3,
            "enter",
            *"Maria",
            "enter",
            *"Owner",
        )
        await owner.press(*typed, "escape", "ctrl+q")

    answers = drive(tmp_path / "answers.toml", script)
    assert answers.business.staff == 12
    assert answers.business.trade == "retail"
    assert [(person.name, person.job) for person in answers.people] == [("Maria", "Owner")]


def test_typing_burst_after_resume_reaches_the_question(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml", 'left_at = "business.name"\n[business]\nname = "Moss"')

    async def script(owner: Owner) -> None:
        await owner.press("enter", *" & Fern")  # the first is "Go on", on the first screen
        assert owner.at() == "business.name"

    assert drive(path, script).business.name == "Moss & Fern"


def test_empty_line_shows_its_example_once(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.name")
        assert owner.screen().count("For example:") == 1

    drive(tmp_path / "answers.toml", script)


def test_line_paste_of_several_lines_joins_them(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.paste("\nLarkspur\r\n  Lane\u2028Bakery\n")

    assert drive(tmp_path / "answers.toml", script).business.name == "Larkspur Lane Bakery"


def test_line_too_long_is_kept_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"

    async def paste(owner: Owner) -> None:
        await owner.paste("x" * 300)
        await owner.press("tab")

    async def look(owner: Owner) -> None:
        await owner.go_to("business.name")
        assert "too long: at most 200 characters" in owner.said()
        await owner.press(*["backspace"] * 100)
        assert "too long" not in owner.screen()

    assert drive(path, paste).unfinished == {"business.name": "x" * 300}
    answers = drive(path, look)
    assert answers.business.name == "x" * 200
    assert not answers.unfinished


def test_date_half_typed_comes_back_in_the_next_session(tmp_path: Path) -> None:
    path = begin(tmp_path / "answers.toml")

    async def half(owner: Owner) -> None:
        await owner.go_to("review.effective_on")
        await owner.type("31 Mar 20")

    async def whole(owner: Owner) -> None:
        assert "You left at this question in “Review”" in owner.screen()
        await owner.press("enter")
        assert owner.at() == "review.effective_on"
        assert owner.app.query_one("#step-8 Input", Input).value == "31 Mar 20"
        assert "! This is not a whole date yet." in owner.screen()
        await owner.type("27")
        assert "not a whole date" not in owner.screen()

    assert drive(path, half).unfinished == {"review.effective_on": "31 Mar 20"}
    answers = drive(path, whole)
    assert str(answers.review.effective_on) == "2027-03-31"
    assert not answers.unfinished


def test_number_wrong_shows_an_error_on_leaving(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.staff")
        await owner.type("many")
        assert "Type a whole number" not in owner.screen()
        await owner.press("enter")
        assert owner.at() == "business.trade"
        assert "! Type a whole number, such as 12." in owner.screen()

    assert drive(tmp_path / "answers.toml", script).unfinished == {"business.staff": "many"}


def test_number_with_words_around_it_is_read(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.staff")
        await owner.type("about 6 people")
        await owner.press("enter")
        assert owner.answers.business.staff == 6

    answers = drive(tmp_path / "answers.toml", script)
    assert (answers.business.staff, answers.unfinished) == (6, {})


LETTERS = {
    "full-width space": "夜\u3000店",
    "no-break space": "12\u00a0km",
    "Persian joiner": "می\u200cخواهم",
    "family": "Ann 👨\u200d👩\u200d👧",
    "cook": "👩🏽\u200d🍳 Bo",
    "flag": "🇩🇪 Berlin",
    "heart": "I ❤\ufe0f tea",
}


@pytest.mark.parametrize("text", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize("path", ["business.name", "employees.disclaimer"])
def test_letters_typed_are_kept_as_pasted(tmp_path: Path, path: str, text: str) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to(path)
        await owner.type(text)
        assert get_answer(owner.answers, path) == text
        await owner.paste(text)
        assert get_answer(owner.answers, path) == text * 2

    drive(begin(tmp_path / "a.toml", "employees = {stance = 'free', disclaimer = ''}"), script)


@pytest.mark.parametrize(
    "grapheme", ["👨\u200d👩\u200d👧", "👩🏽\u200d🍳", "🇩🇪", "é", "❤\ufe0f"], ids=ascii
)
@pytest.mark.parametrize("path", ["business.name", "employees.disclaimer"])
def test_backspace_takes_a_whole_grapheme(tmp_path: Path, path: str, grapheme: str) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to(path)
        await owner.type(f"a{grapheme}b{grapheme}")
        await owner.press("backspace", "left", "delete")
        assert get_answer(owner.answers, path) == f"a{grapheme}"
        await owner.press("left", "delete", "c")
        assert get_answer(owner.answers, path) == "ac"

    drive(begin(tmp_path / "a.toml", "employees = {stance = 'free', disclaimer = ''}"), script)


def test_letters_typed_into_a_row_dialog_are_kept_and_undone(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("enter", *"Ann\u3000Bo")
        assert owner.answers.people[0].name == "Ann\u3000Bo"
        await owner.press("ctrl+z")
        assert not owner.answers.people
        await owner.press("ctrl+y", "escape")

    assert drive(tmp_path / "a.toml", script).people[0].name == "Ann\u3000Bo"


@pytest.mark.parametrize(
    "hostile",
    ["[@click=app.quit]x[/]", "[/nope]", "[b]bold[/b] & <i>", "\\[x] {p.__class__} $name"],
)
def test_text_with_markup_is_shown_as_typed(tmp_path: Path, hostile: str) -> None:
    async def script(owner: Owner) -> None:
        await owner.paste(hostile)
        await owner.go_to("people")
        await owner.press("enter")
        await owner.paste(hostile)
        await owner.press("escape")
        await owner.go_to("roles.head")
        await owner.press("enter")
        assert hostile in owner.screen()
        await owner.press("enter")
        assert hostile in owner.screen()
        await owner.go_to("security.sign_in")
        await owner.press("end", "enter")
        await owner.paste(hostile)
        await owner.press("enter")
        assert hostile in owner.screen()
        assert owner.screen().startswith(f" Policy Wizard  {hostile}")

    answers = drive(tmp_path / "answers.toml", script, size=(100, 40))
    assert (
        answers.business.name == answers.people[0].name == answers.security.sign_in[-1] == hostile
    )


def test_date_no_longer_valid_clears_the_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("review.effective_on")
        await owner.type("2027-02-2")
        assert is_set(owner.answers, "review.effective_on")
        await owner.type("9")
        assert not is_set(owner.answers, "review.effective_on")
        assert "2027-02-29" in owner.screen()

    assert drive(begin(tmp_path / "a.toml"), script).unfinished == {
        "review.effective_on": "2027-02-29"
    }


def test_date_in_a_row_no_longer_valid_clears_the_cell(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("revisions")
        await owner.press("enter")
        await owner.type("1.0")
        await owner.press("enter")
        await owner.type("2027-02-2")
        await owner.type("9")
        await owner.press("escape")
        assert owner.answers.revisions[0].adopted is None

    assert drive(begin(tmp_path / "a.toml"), script).unfinished == {
        "revisions.0.adopted": "2027-02-29"
    }
