"""Text by somebody else on every pane and in every dialog: it is shown, and nothing in it is obeyed."""

import re
from pathlib import Path

from tests.documents.said import filled
from tests.example import FILE as EXAMPLE
from tests.tui.driving import Owner, drive
from wizard.answers.model import Answers
from wizard.storage import toml_file
from wizard.storage.toml_file import serialize
from wizard.tui.dialogs.people import ContactsDialog
from wizard.tui.widgets.adoption import Adoption
from wizard.tui.widgets.link import Link

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
TEXT = (
    "[@click=app.evil]x[/] [/nope] [b]c[/b] [link='https://evil.example']y[/link] $(reboot) {{7*7}} {0} %s a\\[b]"
    " e\u0301\u200d👩‍👩‍👧 שלום \u202egnp.exe\u2066 a\tb"
)


def look(owner: Owner) -> None:
    """Look at the screen as it is: it stands, and there is nothing on it that could be clicked or that steers."""
    assert owner.app.is_running
    for strip in owner.app.screen._compositor.render_strips():
        assert not STEERING.search(strip.text)
        for segment in strip:
            assert segment.style is None or segment.style.link is None
            assert "evil" not in str(segment.style.meta if segment.style else "")


async def press(owner: Owner, *keys: str) -> None:
    await owner.press(*keys)
    look(owner)


async def walk(owner: Owner) -> None:
    """Go everywhere, and open everything."""
    for _ in range(10):
        await press(owner, "f4")
    await press(owner, "f3", "f1")
    await press(owner, "escape")
    await press(owner, "f9", "down", "down")
    await press(owner, "f6")
    await press(owner, "pagedown", "pagedown", "escape")
    await press(owner, "f7")
    await press(owner, *"click")
    await press(owner, "down", "enter")
    await press(owner, "ctrl+p")
    await press(owner, *"what is [/")
    await press(owner, "escape", "escape")
    for path in ("people", "legal.regional_rules"):
        await owner.go_to(path)
        await press(owner, "home", "enter")
        await press(owner, "tab", "tab", "escape", "escape")
        await press(owner, "alt+d", "delete")
        await press(owner, "escape", "ctrl+z")
    await owner.go_to("roles.head")
    await press(owner, "enter")
    await press(owner, *"[/no")
    await press(owner, "escape", "escape")


async def adopt(owner: Owner) -> None:
    """Have the screen tell what would be adopted."""
    await press(owner, "f5")
    offer = owner.app.screen.query_one(Adoption)
    offer.query_one(Link).action_choose()
    await owner.pilot.pause(0)
    while offer.busy:
        await owner.settle()
    look(owner)


def test_it_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_bytes(serialize(filled(toml_file.read_answers(EXAMPLE), TEXT)))
    other = serialize(filled(toml_file.read_answers(EXAMPLE), f"{TEXT} and more"))

    async def script(owner: Owner) -> None:
        look(owner)
        await walk(owner)
        await adopt(owner)
        dialog = ContactsDialog(
            owner.app.session, f"Name,{TEXT}\n{TEXT},x\nAna {TEXT},a@b.example\n"
        )
        await owner.app.push_screen(dialog)
        await owner.settle()
        look(owner)
        await press(owner, "escape")
        path.write_bytes(other)
        while owner.app.session.external_change is None or len(owner.app.screen_stack) == 1:
            await owner.settle()
        look(owner)
        await press(owner, "pagedown", "down", "enter")
        await press(owner, "f9")

    assert isinstance(drive(path, script, size=(110, 40)), Answers)


def test_a_notice_is_never_markup(tmp_path: Path) -> None:
    said = "[red]Ana[/] [@click=app.evil]x[/] [/nope]"

    async def script(owner: Owner) -> None:
        for teller in (owner.app, owner.app.screen, owner.app.focused):
            assert teller is not None
            teller.notify(said)
            await owner.settle()
            assert owner.told() == said
            assert not any(notice.markup for notice in owner.app._notifications)
            owner.app.clear_notifications()

    drive(tmp_path / "acme.toml", script)
