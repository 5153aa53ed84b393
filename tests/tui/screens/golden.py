"""The screens as they should be: a file a size, which a person has looked at."""

from pathlib import Path

from rich.cells import cell_len

from tests.tui.driving import Owner
from tests.tui.screens.walk import walk

FOLDER = Path(__file__).parent


def file(size: tuple[int, int]) -> Path:
    """Return where the screens of this size are kept."""
    return FOLDER / f"{size[0]}x{size[1]}.txt"


def screens(size: tuple[int, int]) -> str:
    """Return every screen of this size, one after the other, each under its name."""
    shown: list[str] = []

    def look(name: str, owner: Owner) -> None:
        lines = owner.app.screen._compositor.render_strips()
        assert {cell_len(line.text) for line in lines} == {size[0]}, (
            name
        )  # no letter shifts what follows it
        shown.append(f"=== {name}\n{owner.screen()}\n")

    walk(size, look)
    return "".join(shown)
