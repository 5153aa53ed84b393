"""Every screen is as it was when somebody last looked at it; in colours that can be read, or in none."""

import difflib
from collections.abc import Iterator

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.screen import ModalScreen

from tests.tui.driving import Owner
from tests.tui.screens.golden import file, screens
from tests.tui.screens.walk import SIZES, walk
from wizard.tui.theme import DARK, LIGHT

READABLE = 4.5
"""How much lighter one colour has to be than the other, for text (WCAG 2, level AA)."""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_screen_is_as_it_was(size: tuple[int, int]) -> None:
    wanted, shown = (
        text.splitlines() for text in (file(size).read_text(encoding="utf-8"), screens(size))
    )
    changed = "\n".join(
        difflib.unified_diff(wanted, shown, "as it was", "as it is", lineterm="", n=12)
    )
    assert not changed, (
        f"Look at it; if that is as it should be, run python -m tests.tui.screens:\n{changed}"
    )


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_every_word_can_be_read(theme: str) -> None:
    poor: set[str] = set()

    def look(name: str, owner: Owner) -> None:
        for segment in _words(owner):
            style = segment.style
            ink, paper = style and style.color, style and style.bgcolor
            assert ink is not None, (name, segment)
            assert paper is not None, (name, segment)
            pair = (paper, ink) if style and style.reverse else (ink, paper)
            if (found := _contrast(*pair)) < READABLE:
                poor.add(
                    f"{name}: {segment.text.strip()[:30]!r} {pair[0].name} on {pair[1].name}: {found:.1f}"
                )

    walk((80, 24), look, theme)
    assert not poor, "\n".join(sorted(poor))


def test_without_colours_there_are_none_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    coloured: set[str] = set()

    def look(name: str, owner: Owner) -> None:
        for strip in owner.app.screen._compositor.render_strips():
            for segment in strip:
                both = (segment.style.color, segment.style.bgcolor) if segment.style else ()
                coloured.update(
                    f"{name}: {segment.text!r}" for one in both if one and not one.is_default
                )

    walk((80, 24), look)
    assert not coloured, "\n".join(sorted(coloured))


def _words(owner: Owner) -> Iterator[Segment]:
    """Yield what is text on the screen: no blanks, no bars drawn with letters, and not what a dialog lies over."""
    screen = owner.app.screen
    lines = screen._compositor.render_strips()
    if isinstance(screen, ModalScreen):
        over = screen.query(".dialog, #--container").first().region
        lines = [line.crop(over.x, over.right) for line in lines[over.y : over.bottom]]
    for strip in lines:
        yield from (segment for segment in strip if any(char.isalnum() for char in segment.text))


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: Color) -> float:
    assert colour.triplet is not None, colour
    parts = (part / 255 for part in colour.triplet)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
