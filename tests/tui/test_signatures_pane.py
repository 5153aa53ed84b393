"""The pane with the people who have signed."""

from datetime import date
from pathlib import Path

import docx

from tests.tui.driving import Owner, begin, drive
from wizard.lifecycle import signatures
from wizard.lifecycle.signatures import Signature

DAY = date(2026, 9, 3)


def rows(path: Path) -> tuple[Signature, ...]:
    return signatures.read_register(signatures.register_path(path))[0].rows


def test_signature_is_recorded_and_withdrawn_the_same_day(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.wait_for("Version 1.0 is in force. 6 people haven't signed yet.")
        await owner.press("down", "enter", "space")
        assert rows(bakery) == (
            Signature("Elena Ruiz", "1.0", DAY),
            Signature("Maria Castellano", "1.0", DAY),
        )
        await owner.wait_for("4 people haven't signed yet.")
        await owner.press("end", "up", "up", "up", "enter")  # the last who signed
        await owner.wait_for("5 people haven't signed yet.")

    drive(bakery, script, today=lambda: DAY)
    assert [(row.name, row.version) for row in rows(bakery)] == [
        ("Elena Ruiz", "1.0"),
        ("Maria Castellano", ""),
    ]


def test_signature_of_earlier_day_stays(bakery: Path) -> None:
    signatures.write_register(
        signatures.register_path(bakery),
        signatures.SignatureRegister().signed(["Tom Okafor"], "1.0", DAY),
        None,
    )

    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.press("end", "up", "up", "up", "enter")
        assert "stays noted down" in owner.told()
        assert "version 1.0, September 3, 2026" in owner.words()

    drive(bakery, script, today=lambda: date(2026, 9, 4))
    assert rows(bakery) == (Signature("Tom Okafor", "1.0", DAY),)


def test_signatures_pasted_list_is_added(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.paste("Jo New\ntom okafor\n")
        await owner.wait_for("2 names pasted")
        await owner.press("down", "down", "enter")
        await owner.wait_for("7 people haven't signed yet.")
        await owner.paste("name;date\nJo New;2026-09-02\nTom Okafor;\n")
        await owner.wait_for("2 names pasted")
        await owner.press("down", "enter")
        await owner.wait_for("5 people haven't signed yet.")
        await owner.paste("=cmd()\n")
        assert "is no name" in owner.told()

    drive(bakery, script, today=lambda: DAY)
    signed = {row.name.casefold(): row.on for row in rows(bakery) if row.version}
    assert signed == {"jo new": date(2026, 9, 2), "tom okafor": DAY}


def test_signatures_file_with_names_is_added(bakery: Path) -> None:
    listed = bakery.with_name("from the till.csv")
    listed.write_text("name;date\nJo New;2026-09-02\nTom Okafor;\n", encoding="utf-8")

    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        for name, sign in (
            ("nowhere.csv", "nowhere.csv"),
            ("~nobody-of-this-name/a.csv", "nobody-of-this-name"),
        ):
            await owner.press("end", "up", "up", "enter")
            await owner.wait_for("Which file has the names?")
            await owner.type(name)
            await owner.press("enter")
            assert sign in owner.told()
        await owner.press("end", "up", "up", "enter")
        await owner.type(f"'{listed}'")  # as a terminal writes what is dropped into it
        await owner.press("enter")
        await owner.wait_for("2 names in the file")
        await owner.press("down", "enter")
        await owner.wait_for("5 people haven't signed yet.")

    drive(bakery, script, today=lambda: DAY)
    signed = {row.name: row.on for row in rows(bakery) if row.version}
    assert signed == {"Jo New": date(2026, 9, 2), "Tom Okafor": DAY}


def test_signatures_joiner_and_leaver_are_recorded(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.press("end", "up", "enter")
        await owner.wait_for("Who joins?")
        await owner.type("Jo New")
        await owner.press("enter")
        await owner.wait_for("✓ Written:")
        await owner.wait_for("7 people haven't signed yet.")
        await owner.press("home", "delete")
        await owner.wait_for("6 people haven't signed yet.")
        assert "Devon Brooks is noted down as having left." in owner.told()
        await owner.press("end", "enter")
        await owner.wait_for("Written: Larkspur Lane Bakery Café - Signing")

    drive(bakery, script, today=lambda: DAY)
    assert rows(bakery) == (Signature("Jo New"), Signature("Devon Brooks", left=DAY))
    (sheet,) = bakery.parent.glob("*Signing sheet*.docx")
    names = [row.cells[0].text.strip() for row in docx.Document(str(sheet)).tables[0].rows]
    assert "Jo New" in names
    assert "Devon Brooks" not in names
    assert len(list(bakery.parent.glob("*Checklist*Jo New.docx"))) == 1


def test_signatures_before_first_adoption_write_nothing(tmp_path: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.paste("Jo New")
        await owner.press("enter", "delete")
        await owner.wait_for("nothing to sign")

    path = begin(tmp_path / "a.toml", '[business]\nname = "Acme"')
    drive(path, script)
    assert not signatures.register_path(path).exists()


def test_signatures_damaged_register_is_left_alone(bakery: Path) -> None:
    listed = signatures.register_path(bakery)
    listed.write_text("name,version,date,left\nTom,1.0,soon,\n")

    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        await owner.wait_for("line 2")
        await owner.press("enter", "delete")

    drive(bakery, script)
    assert "soon" in listed.read_text()


def test_signatures_register_changed_meanwhile_is_read_again(bakery: Path) -> None:
    async def script(owner: Owner) -> None:
        await owner.app.go_to("signatures")
        signatures.write_register(
            signatures.register_path(bakery),
            signatures.SignatureRegister().signed(["Tom Okafor"], "1.0", DAY),
            None,
        )
        await owner.press("enter")
        await owner.wait_for("5 people haven't signed yet.")

    drive(bakery, script, today=lambda: DAY)
    assert rows(bakery) == (Signature("Tom Okafor", "1.0", DAY),)
