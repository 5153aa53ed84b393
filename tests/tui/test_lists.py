"""Choices and checklists."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive


def test_space_picks_and_enter_picks_and_goes_on(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.country")
        await owner.press("down", "space")
        assert "(•) United Kingdom" in owner.screen()
        assert owner.at() == "business.country"
        await owner.press("down", "enter")
        assert owner.at() == "business.staff"

    assert drive(tmp_path / "answers.toml", script).business.country == "IE"


def test_arrows_leave_a_list_at_its_ends(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("business.country")
        await owner.press("up")
        assert owner.at() == "business.name"
        await owner.press("down", "end", "down")
        assert owner.at() == "business.staff"

    drive(tmp_path / "answers.toml", script)


def test_a_suggestion_stays_one_until_it_is_confirmed(tmp_path: Path) -> None:
    path = begin(tmp_path / "answers.toml", '[business]\nname = "Joe\'s"')

    async def passing_by(owner: Owner) -> None:
        await owner.go_to("security.password_change")
        assert "(•) After a leak" in owner.screen()
        assert "○ Our suggestion" in owner.screen()
        await owner.press("tab")

    async def confirming(owner: Owner) -> None:
        await owner.go_to("security.password_change")
        await owner.press("enter")
        assert "✓ Your answer" in owner.screen()

    assert "password_change" not in drive(path, passing_by).security.model_fields_set
    assert "password_change" in drive(path, confirming).security.model_fields_set


def test_own_lines_of_a_checklist(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.prevention")
        await owner.press("space", "end", "enter")
        await owner.type("Count to ten")
        await owner.press("enter")
        assert "[ ] Read a post again" in owner.screen()
        await owner.press("up", "enter")
        await owner.type(" first")
        await owner.press("escape")
        assert "[x] Count to ten first" in owner.screen()
        await owner.press("end", "enter")
        await owner.type("Ask Maria")
        await owner.press("enter", "up", "delete")

    answers = drive(tmp_path / "answers.toml", script)
    assert answers.crisis.prevention == (
        "facts",
        "mistakes",
        "tell-early",
        "no-arguing",
        "watch",
        "Count to ten first",
    )


def test_an_answer_to_a_question_that_is_hidden_is_kept(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("publication.places")
        assert "intranet address" not in owner.screen().lower()
        await owner.press("down", "space", "tab")
        assert owner.at() == "publication.intranet_address"
        await owner.type("https://in.example")
        await owner.press("shift+tab", "space", "tab")
        assert owner.at() == "publication.launch_on"
        assert owner.answers.publication.intranet_address == "https://in.example"
        await owner.press("shift+tab", "space", "tab")
        assert owner.at() == "publication.intranet_address"
        assert "https://in.example" in owner.screen()

    assert (
        drive(tmp_path / "answers.toml", script).publication.intranet_address
        == "https://in.example"
    )


def test_not_knowing_yet_is_an_answer_to_every_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        for path in (
            "business.name",
            "business.country",
            "people",
            "roles.head",
            "security.sign_in",
        ):
            await owner.go_to(path)
            await owner.press("f8")
            assert "? You don't know yet" in owner.screen(), path
        await owner.press("ctrl+t")
        await owner.go_to("business.name")
        await owner.type("Joe")

    assert drive(tmp_path / "answers.toml", script).unsure == (
        "business.country",
        "people",
        "roles.head",
    )
