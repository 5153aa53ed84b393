"""Rows of a table: added, changed, moved, removed, brought back."""

from pathlib import Path

from tests.tui.driving import Owner, begin, drive

CONTACTS = """
[[crisis.contacts]]
name = "Insurer"
[[crisis.contacts]]
name = "Lawyer"
"""


def names(owner: Owner) -> list[str]:
    return [contact.name for contact in owner.answers.crisis.contacts]


def test_table_rows_are_added_one_after_another(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.contacts")
        await owner.press("enter")
        await owner.type("Insurer")
        await owner.press("enter", "enter", "tab")
        await owner.type("i@example.org")
        await owner.press("enter")
        assert "1. Insurer · i@example.org" in owner.screen()
        await owner.press("enter")
        await owner.type("Lawyer")
        await owner.press("escape")

    contacts = drive(tmp_path / "a.toml", script).crisis.contacts
    assert [(contact.name, contact.email) for contact in contacts] == [
        ("Insurer", "i@example.org"),
        ("Lawyer", ""),
    ]


def test_table_row_left_blank_is_not_added(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.contacts")
        await owner.press("enter", "x", "backspace", "tab", "escape")

    assert drive(begin(tmp_path / "a.toml"), script).crisis.contacts == ()


def test_row_dialog_quit_saves_what_was_typed(
    tmp_path: Path,
) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("roles.accounts")
        await owner.press("enter")
        await owner.press(*"Mastodon", "enter", *"joe", "ctrl+q")

    account = drive(tmp_path / "a.toml", script).roles.accounts[0]
    assert (account.platform, account.handle) == ("Mastodon", "joe")


def test_table_row_is_changed_removed_restored_and_moved(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.contacts")
        await owner.press("home", "enter", "end")
        await owner.type(" Ltd")
        await owner.press("escape")
        assert names(owner) == ["Insurer Ltd", "Lawyer"]
        await owner.press("delete")
        assert names(owner) == ["Lawyer"]
        assert owner.said() == "Deleted: Insurer Ltd. Ctrl+Z brings it back."
        await owner.press("u")
        assert names(owner) == ["Insurer Ltd", "Lawyer"]
        await owner.press("alt+down")
        assert names(owner) == ["Lawyer", "Insurer Ltd"]
        await owner.press("delete", "ctrl+z")

    path = begin(tmp_path / "a.toml", CONTACTS)
    assert [contact.name for contact in drive(path, script, size=(120, 40)).crisis.contacts] == [
        "Lawyer",
        "Insurer Ltd",
    ]


def test_row_dialog_half_typed_cell_stays_with_its_row(tmp_path: Path) -> None:
    path = begin(tmp_path / "a.toml", '[[revisions]]\nversion = "1"')

    async def half(owner: Owner) -> None:
        await owner.go_to("revisions")
        await owner.press("enter")
        await owner.type("2")
        await owner.press("enter")
        await owner.type("31 M")
        await owner.press("escape")
        assert "2. 2 · 31 M" in owner.screen()
        await owner.press("up", "alt+up")

    async def whole(owner: Owner) -> None:
        await owner.go_to("revisions")
        await owner.press("home", "enter", "tab")
        await owner.type("ay 2027")
        await owner.press("escape")

    answers = drive(path, half)
    assert answers.unfinished == {"revisions.0.adopted": "31 M"}
    assert [row.version for row in answers.revisions] == ["2", "1"]
    answers = drive(path, whole)
    assert str(answers.revisions[0].adopted) == "2027-05-31"
    assert not answers.unfinished


def test_table_of_suggestions_keeps_other_rows_when_one_changes(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.levels")
        await owner.press("home", "down", "delete")

    assert [level.name for level in drive(tmp_path / "a.toml", script).crisis.levels] == [
        "Watch",
        "Crisis",
    ]


def test_row_dialog_keeps_each_key_in_the_session(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("revisions")
        await owner.press("enter", "2", "enter", *"31 M")
        assert owner.answers.revisions[0].version == "2"
        assert owner.answers.unfinished == {"revisions.0.adopted": "31 M"}
        await owner.press("escape", "ctrl+z")
        assert owner.answers.revisions == ()
        assert not owner.answers.unfinished

    drive(begin(tmp_path / "a.toml"), script)


def test_row_dialog_deletes_its_row(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.contacts")
        await owner.press("home", "enter", "shift+tab", "enter")
        assert names(owner) == ["Lawyer"]
        await owner.press("ctrl+z")

    contacts = drive(begin(tmp_path / "a.toml", CONTACTS), script).crisis.contacts
    assert [contact.name for contact in contacts] == ["Insurer", "Lawyer"]


def test_table_of_two_hundred_rows_is_edited_at_its_end(tmp_path: Path) -> None:
    rows = "".join(f'[[crisis.contacts]]\nname = "Contact {row}"\n' for row in range(1, 200))

    async def script(owner: Owner) -> None:
        await owner.go_to("crisis.contacts")
        await owner.press("enter", *"Last", "escape", "up")
        assert "200. Last" in owner.screen()

    assert len(drive(begin(tmp_path / "a.toml", rows), script).crisis.contacts) == 200
