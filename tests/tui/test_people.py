"""People are typed once, and picked afterwards."""

from pathlib import Path

import docx

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import NAMED, TWO
from wizard.answers.base import MAX_LINE
from wizard.lifecycle import signatures


def test_person_picked_goes_on_to_the_next_question(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter", "down", "enter")
        assert owner.at() == "roles.lead"

    assert drive(begin(tmp_path / "a.toml", TWO), script).roles.head == "dan"


def test_people_dialog_adds_somebody(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter", "enter")
        await owner.type("Zoë O'Neil")
        await owner.press("enter")
        await owner.type("Cook")
        await owner.press("escape")
        assert "▾ Zoë O'Neil" in owner.screen()

    answers = drive(tmp_path / "a.toml", script)
    assert [(person.id, person.name, person.job) for person in answers.people] == [
        ("zoe-o-neil", "Zoë O'Neil", "Cook")
    ]
    assert answers.roles.head == "zoe-o-neil"


def test_people_dialog_quit_saves_a_name_typed_as_filter(tmp_path: Path) -> None:
    """Ended from outside right then, the wizard has saved what the card shows."""

    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.type("Zoë")
        await owner.press("enter")
        assert "Add a person" in owner.screen()
        assert [person.name for person in owner.answers.people] == ["Maria Lopez", "Dan Fox", "Zoë"]
        await owner.press("ctrl+q")

    assert [person.name for person in drive(begin(tmp_path / "a.toml", TWO), script).people][
        2:
    ] == ["Zoë"]


def test_people_dialog_cuts_a_name_that_is_too_long(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.type("Zoë" * 200)
        await owner.press("enter", "escape")

    people = drive(begin(tmp_path / "a.toml", TWO), script).people
    assert [len(person.name) for person in people[2:]] == [MAX_LINE]


def test_people_picked_keep_their_order(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.approval_order")
        await owner.press("enter", "down", "space", "up", "space")
        assert "[2] Maria Lopez" in owner.screen()
        await owner.press("enter")
        assert "1. Dan Fox   2. Maria Lopez" in owner.screen()

    assert drive(begin(tmp_path / "a.toml", TWO), script).crisis.approval_order == ("dan", "maria")


def test_person_suggested_comes_back_when_cleared(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("security.password_keeper")
        assert "▾ Maria Lopez (suggested)" in owner.screen()
        await owner.press("enter", "down", "enter", "shift+tab")
        assert owner.answers.security.password_keeper == "dan"
        await owner.press("delete")
        assert "▾ Maria Lopez (suggested)" in owner.screen()

    path = begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"')
    assert drive(path, script).security.password_keeper is None


def test_people_dialog_letters_filter_the_list(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.type("fox")
        assert "Maria Lopez" not in owner.screen()
        await owner.press("enter")

    assert drive(begin(tmp_path / "a.toml", TWO), script).roles.head == "dan"


def test_people_table_renamed_person_keeps_roles(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "enter", "end")
        await owner.type("-Reyes")
        await owner.press("escape")

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script)
    assert (answers.people[0].id, answers.people[0].name) == ("maria", "Maria Lopez-Reyes")
    assert answers.roles.lead == "maria"


def test_people_table_removal_asks_for_a_successor(
    tmp_path: Path,
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        before = owner.answers
        await owner.press("home", "delete")
        assert "4 answers name Maria Lopez:" in owner.screen()
        assert "· Who looks after social media day to day?" in owner.screen()
        await owner.press("down", "enter")
        assert "Who takes over from Maria Lopez?" in owner.screen()
        assert "Maria Lopez" not in owner.words().partition("takes over from Maria Lopez?")[2]
        await owner.press("enter")
        roles = owner.answers.roles
        assert [person.id for person in owner.answers.people] == ["dan"]
        parts = (roles.lead, roles.advertising, roles.training, roles.accounts[0].owner)
        assert parts == ("dan", ("dan",), ("dan",), "dan")
        assert "Dan Fox takes over." in owner.told()
        await owner.press("ctrl+z")
        assert owner.answers.people == before.people
        assert owner.answers.roles == before.roles
        await owner.press("home", "delete", "down", "down", "enter")
        roles = owner.answers.roles
        assert [person.id for person in owner.answers.people] == ["dan"]
        assert (roles.lead, roles.advertising, roles.training, roles.accounts[0].owner) == (
            None,
            ("dan",),
            (),
            None,
        )
        assert "training" not in roles.model_fields_set
        await owner.press("alt+z")
        await owner.press("home", "delete", "down", "down", "down", "enter")
        assert owner.answers.roles == before.roles

    answers = drive(begin(tmp_path / "a.toml", NAMED), script, size=(120, 40))
    assert [person.id for person in answers.people] == ["maria", "dan"]


def test_people_table_author_of_a_version_is_marked_as_left(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "down", "delete", "down", "down", "enter")
        _, dan = owner.answers.people
        assert (dan.name, dan.left_on is not None) == ("Dan Fox", True)
        assert "2. Dan Fox (left on" in owner.screen()
        await owner.press("home", "down", "delete")
        assert len(owner.answers.people) == 2
        assert "so that the list of versions can say so" in owner.told()

    assert drive(begin(tmp_path / "a.toml", NAMED), script, size=(120, 40)).revisions[0].by == "dan"


def test_people_table_lists_leavers_last(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        lines = [
            line for line in owner.screen().splitlines() if ". Maria" in line or ". Dan" in line
        ]
        assert "1. Dan Fox" in lines[0]
        assert "2. Maria Lopez (left on 3 May 2026)" in lines[1]
        assert owner.answers.people[0].id == "maria"

    body = TWO.replace('name = "Maria Lopez"', 'name = "Maria Lopez"\nleft_on = 2026-05-03')
    drive(begin(tmp_path / "a.toml", body), script, size=(120, 40))


def test_people_table_copy_gets_its_own_id(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "alt+d")
        assert "Row 2 is a copy" in owner.said()
        await owner.press("enter", "end")
        await owner.type(" Jr")
        await owner.press("escape")

    people = drive(begin(tmp_path / "a.toml", NAMED), script).people
    assert [(person.id, person.name) for person in people] == [
        ("maria", "Maria Lopez"),
        ("maria-lopez", "Maria Lopez Jr"),
        ("dan", "Dan Fox"),
    ]


def test_people_nobody_is_an_answer(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.advertising")
        await owner.press("enter", "space", "enter", "shift+tab")
        assert "▾ Nobody" in owner.screen()
        assert owner.said() == "✓ Your answer"

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script)
    assert "advertising" in answers.roles.model_fields_set
    assert answers.roles.advertising == ()


def test_people_table_removal_writes_a_checklist_first(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "delete")
        await owner.wait_for("4 answers name Maria Lopez:")
        await owner.press("end", "up", "enter")
        await owner.wait_for("✓ Written: Our business - Handover list - Maria Lopez.docx")
        assert "First write down" not in owner.words()
        await owner.press("down", "enter")
        await owner.wait_for("Who takes over from Maria Lopez?")
        await owner.press("enter")
        assert owner.answers.roles.lead == "dan"
        assert "press Del there too" in owner.told()

    path = begin(tmp_path / "a.toml", NAMED)
    signatures.write_register(
        signatures.register_path(path),
        signatures.SignatureRegister().with_staff(["Maria Lopez"]),
        None,
    )
    drive(path, script)
    written = docx.Document(str(tmp_path / "Our business - Handover list - Maria Lopez.docx"))
    cells = [cell for table in written.tables for row in table.rows for cell in row.cells]
    assert any("Instagram" in block.text for block in (*cells, *written.paragraphs))


LIST = "Name\tMail\tBorn\nDan Fox\tdan@x.org\t1 May\nZoë Ruiz\tzoe@x.org\t\n---\t\t"


def test_contacts_pasted_into_the_table_are_added(tmp_path: Path) -> None:
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


def test_contacts_refused_adds_nobody(tmp_path: Path) -> None:
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


def test_contacts_file_is_read_after_a_wrong_name(tmp_path: Path) -> None:
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


def test_contacts_pasted_into_the_people_dialog_can_be_picked(tmp_path: Path) -> None:
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


def test_contacts_in_a_small_window_can_be_added(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.paste("\n".join(f"Person {number}, p{number}@x.org" for number in range(60)))
        assert "→ Add 60 people" in owner.screen()
        await owner.press("enter")

    assert len(drive(begin(tmp_path / "a.toml"), script, size=(40, 15)).people) == 60


def test_contacts_read_only_adds_nobody(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        owner.app.session.read_only = "Only to look at."
        await owner.paste(LIST)
        assert owner.told() == "Only to look at."

    assert len(drive(begin(tmp_path / "a.toml", TWO), script).people) == 2
