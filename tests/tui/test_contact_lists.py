"""A list of contacts becomes people: pasted into the table or the picker, or read from a file; asked once."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import TWO

LIST = "Name\tMail\tBorn\nDan Fox\tdan@x.org\t1 May\nZoë Ruiz\tzoe@x.org\t\n---\t\t"


def test_pasted_into_the_table(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.paste(LIST)
        said = owner.screen()
        for words in (
            "1 person would be added:",
            "Zoë Ruiz · zoe@x.org",
            "1 person is on your list already",
            "Left out: Born.",
            "line 4: there is no name in it",
            "→ Add 1 person",
        ):
            assert words in said
        assert len(owner.answers.people) == 2
        await owner.press("enter")
        assert owner.told() == "Added 1 person. Ctrl+Z takes it back."
        await owner.press("ctrl+z")
        assert [person.email for person in owner.answers.people] == ["", ""]
        await owner.press("ctrl+y")
        assert "3. Zoë Ruiz" in owner.screen()

    people = drive(begin(tmp_path / "a.toml", TWO), script, size=(120, 40)).people
    assert [(person.id, person.email) for person in people] == [
        ("maria", ""),
        ("dan", "dan@x.org"),
        ("zoe-ruiz", "zoe@x.org"),
    ]


def test_refused_with_esc_adds_nobody(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.paste(LIST)
        await owner.press("escape")
        await owner.paste(LIST)
        await owner.press("down", "enter")
        await owner.paste("???")
        assert "Nobody was found in that list." in owner.screen()
        await owner.press("escape")

    assert len(drive(begin(tmp_path / "a.toml", TWO), script, size=(120, 40)).people) == 2


def test_from_a_file_with_a_wrong_name_first(tmp_path: Path) -> None:
    (tmp_path / "list.vcf").write_text("BEGIN:VCARD\nFN:Bo Li\nEND:VCARD\n")

    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("end", "up", "enter", *str(tmp_path / "lost.vcf"), "enter")
        assert "! There is no file of this name." in owner.screen()
        await owner.press(*["backspace"] * 8, *"list.vcf", "enter")
        assert "→ Add 1 person" in owner.screen()
        await owner.press("enter")

    assert [
        person.name for person in drive(tmp_path / "a.toml", script, size=(120, 40)).people
    ] == ["Bo Li"]


def test_pasted_into_the_picker(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.training")
        await owner.press("enter")
        await owner.paste("Ana Ruiz <ana@x.org>; Bo Li <bo@x.org>")
        assert "→ Add 2 people" in owner.screen()
        await owner.press("enter", "space", "down", "space", "enter")
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.paste("Bo")
        await owner.press("enter")

    answers = drive(begin(tmp_path / "a.toml", TWO), script, size=(120, 40))
    assert answers.roles.training == ("ana-ruiz", "bo-li")
    assert answers.roles.head == "bo-li"


def test_in_a_small_window_the_question_can_still_be_answered(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.paste("\n".join(f"Person {number}, p{number}@x.org" for number in range(60)))
        assert "→ Add 60 people" in owner.screen()
        await owner.press("enter")

    assert len(drive(begin(tmp_path / "a.toml"), script, size=(40, 15)).people) == 60


def test_to_look_at_only_nobody_is_added(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        owner.app.session.read_only = "Only to look at."
        await owner.paste(LIST)
        assert owner.told() == "Only to look at."

    assert len(drive(begin(tmp_path / "a.toml", TWO), script).people) == 2
