"""People are typed once, and picked afterwards."""

import time
from pathlib import Path

import docx

from tests.tui.driving import Owner, begin, drive
from tests.tui.people import NAMED, TWO
from wizard.answers.base import MAX_LINE
from wizard.answers.model import Answers, Person
from wizard.lifecycle import signatures
from wizard.storage import toml_file
from wizard.tui.screens.summary import SummaryPane


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
    assert [(person.id, person.name, person.job) for person in answers.people] == [
        ("zoe-o-neil", "Zoë O'Neil", "Cook")
    ]
    assert answers.roles.head == "zoe-o-neil"


def test_a_name_typed_to_find_somebody_is_kept_once_it_stands_on_the_card(tmp_path: Path) -> None:
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


def test_a_name_too_long_to_find_somebody_by_is_cut_on_the_card(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.head")
        await owner.press("enter")
        await owner.type("Zoë" * 200)
        await owner.press("enter", "escape")

    people = drive(begin(tmp_path / "a.toml", TWO), script).people
    assert [len(person.name) for person in people[2:]] == [MAX_LINE]


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


def test_somebody_who_is_named_is_deleted_only_with_a_successor_or_leaving_answers_open(
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


def test_who_made_a_version_stays_for_the_list_of_versions(tmp_path: Path) -> None:
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


def test_those_who_left_stand_last(tmp_path: Path) -> None:
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


def test_a_copy_of_a_person_is_somebody_else(tmp_path: Path) -> None:
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


def test_nobody_is_an_answer_too(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.advertising")
        await owner.press("enter", "space", "enter", "shift+tab")
        assert "▾ Nobody" in owner.screen()
        assert owner.said() == "✓ Your answer"

    answers = drive(begin(tmp_path / "a.toml", TWO + '[roles]\nlead = "maria"'), script)
    assert "advertising" in answers.roles.model_fields_set
    assert answers.roles.advertising == ()


def test_five_thousand_people_are_moved_through_and_looked_over_quickly(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    number = range(5_000)
    staff = tuple(
        Person(
            id=f"p{at}",
            name=f"Person {at}",
            job="Baker of bread and cakes",
            email=f"p{at}@shop.example",
        )
        for at in number
    )
    toml_file.write_answers(path, Answers.model_validate({"people": staff}), None)

    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        table = owner.field().editor
        assert (
            table.size.height == 5_002
        )  # a line each: how thousands wrap takes too long to work out
        assert (
            not table.show_vertical_scrollbar
        )  # drawing one of that length takes a fifth of a second a key
        begun = time.thread_time()
        await owner.press("end", "up", "up", "up", "up")
        assert time.thread_time() - begun < 0.3
        for key, people in (("delete", 4_999), ("ctrl+z", 5_000), ("f7", 5_000)):
            begun = time.thread_time()
            await owner.press(key)
            assert len(owner.answers.people) == people
            assert time.thread_time() - begun < 0.6
        await owner.press(*"person 4997")
        await owner.wait_for("1 place")
        await owner.press("escape", "f9")
        assert owner.app.query_one(SummaryPane)._list.option_count < 1_000

    drive(path, script, size=(80, 24))


def test_who_leaves_gets_a_list_of_what_to_hand_over_first(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("people")
        await owner.press("home", "delete")
        await owner.wait_for("4 answers name Maria Lopez:")
        await owner.press("end", "up", "enter")
        await owner.wait_for("✓ Written: Our business - When somebody leaves - Maria Lopez.docx")
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
    table = docx.Document(
        str(tmp_path / "Our business - When somebody leaves - Maria Lopez.docx")
    ).tables[-1]
    assert any("Instagram" in row.cells[0].text for row in table.rows)
