"""What screens look like: text at three sizes, readable colours, and none under NO_COLOR."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from textual.screen import ModalScreen

from tests.example import BYTES as EXAMPLE
from tests.tui.driving import Owner, drive
from wizard.tui.app import PREVIEW_COLUMNS
from wizard.tui.theme import DARK, LIGHT
from wizard.tui.widgets.preview import Preview
from wizard.tui.widgets.step_list import StepList

# Contrast for text, WCAG 2 level AA.
MIN_CONTRAST = 4.5
SIZES = ((120, 40), (80, 24), (40, 15))
# Cells from which the list of steps is shown beside the questions.
STEPS_COLUMNS = 80
PICTURES = Path(__file__).parent / "screens"


def walk(tmp_path: Path, size: tuple[int, int], look: Callable[[str, Owner], None]) -> None:
    """Call `look` with each kind of screen and dialog."""

    async def script(owner: Owner) -> None:
        await owner.app.workers.wait_for_complete()
        look("start", owner)
        await owner.press("f9")
        look("summary", owner)
        await owner.go_to("roles.head")
        # Marks and preview are made in threads, once the user pauses.
        if size[0] >= STEPS_COLUMNS:
            await owner.wait_until(lambda: "✓ 8 Review" in owner.screen(StepList))
        if size[0] >= PREVIEW_COLUMNS:
            await owner.wait_until(lambda: "Who speaks for us" in owner.screen(Preview))
            # Its scroll bar narrows the text.
            await owner.wait_until(
                lambda: owner.app.screen.query_one(Preview).show_vertical_scrollbar
            )
            await owner.settle()
        look("step", owner)
        for name, key in (("help", "f1"), ("people", "enter"), ("search", "f7"), ("steps", "f2")):
            await owner.press(key)
            look(name, owner)
            await owner.press("escape")
        await owner.go_to("people")
        await owner.press("home", "enter")
        look("row", owner)
        await owner.press("escape", "ctrl+p")
        look("palette", owner)
        await owner.press("escape", "f6")
        await owner.app.workers.wait_for_complete()
        await owner.settle()
        look("preview", owner)

    path = tmp_path / "bakery.toml"
    path.write_bytes(EXAMPLE)
    drive(path, script, size=size)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_screens_fill_the_window_and_match_pictures(tmp_path: Path, size: tuple[int, int]) -> None:
    shown: dict[str, str] = {}

    def look(name: str, owner: Owner) -> None:
        lines = owner.screen().splitlines()
        assert max(map(cell_len, lines)) <= size[0], name
        # Without the title, which has the time of the last save in it.
        shown[name] = "\n".join(lines[1:]) + "\n"

    walk(tmp_path, size, look)
    for name in ("step", "people"):
        picture = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
        if "UPDATE_PICTURES" in os.environ:
            picture.parent.mkdir(exist_ok=True)
            picture.write_text(shown[name], encoding="utf-8")
        assert shown[name] == picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["dark", "light"])
def test_screens_have_readable_colours(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLORFGBG", "0;15" if name == "light" else "15;0")
    poor: set[str] = set()

    def look(screen: str, owner: Owner) -> None:
        assert owner.app.theme == (LIGHT if name == "light" else DARK).name
        for segment in words(owner):
            style = segment.style
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            if contrast(style.color, style.bgcolor) < MIN_CONTRAST:
                poor.add(f"{screen}: {segment.text.strip()[:30]!r}")

    walk(tmp_path, (80, 24), look)
    assert not poor


def test_screens_without_colour_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    coloured: set[str] = set()
    reversed_text: set[str] = set()

    def look(screen: str, owner: Owner) -> None:
        for strip in owner.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                colors = (style.color, style.bgcolor) if style else ()
                coloured.update(screen for color in colors if color and not color.is_default)
                if style and style.reverse:
                    reversed_text.add(screen)

    walk(tmp_path, (80, 24), look)
    assert not coloured
    assert {"people", "steps"} <= reversed_text


def words(owner: Owner) -> Iterator[Segment]:
    """Yield the text on the screen; with a dialog, only its own."""
    screen = owner.app.screen
    lines = screen._compositor.render_strips()
    if isinstance(screen, ModalScreen):
        over = screen.query(".dialog, #--container").first().region
        lines = [line.crop(over.x, over.right) for line in lines[over.y : over.bottom]]
    for strip in lines:
        yield from (segment for segment in strip if any(char.isalnum() for char in segment.text))


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    assert color.triplet is not None, color
    parts = (part / 255 for part in color.triplet)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
