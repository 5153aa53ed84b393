"""Makes the screens anew: `python -m tests.tui.screens`. Look at each before you keep it: `git diff` shows them."""

from tests.tui.screens.golden import file, screens
from tests.tui.screens.walk import SIZES


def main() -> None:
    """Write a file a size."""
    for size in SIZES:
        file(size).write_text(screens(size), encoding="utf-8")


if __name__ == "__main__":
    main()
