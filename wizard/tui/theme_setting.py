"""Which look the owner has: dark or light, as chosen last, or as the terminal says of itself."""

import contextlib
import os
import tempfile
import tomllib
from pathlib import Path

import platformdirs

from wizard import PROGRAM
from wizard.tui.theme import DARK, LIGHT

THEMES = {"dark": DARK, "light": LIGHT}
FILE = "settings.toml"
_LIGHT_GROUNDS = ("7", "15")
"""How a terminal calls white, and a lighter white, in COLORFGBG."""


def load_theme_name() -> str:
    """Return the look chosen last; where none was, the one that goes with the terminal's own, dark if it tells none."""
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        chosen = tomllib.loads(_file().read_text(encoding="utf-8")).get("look")
        if chosen in tuple(THEMES):
            return str(chosen)
    return (
        "light" if os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_GROUNDS else "dark"
    )


def save_theme_name(chosen: str) -> bool:
    """Keep the choice for the next time, for this person only; return whether that could be done."""
    try:
        file = _file()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=file.parent
        )  # put in its place in one go: no half a file, ever
        with open(handle, "w", encoding="utf-8") as stream:  # noqa: PTH123 (a handle has no path)
            stream.write(f'look = "{chosen}"\n')
        Path(name).replace(file)
    except (OSError, RuntimeError):
        return False
    return True


def _file() -> Path:
    return Path(platformdirs.user_config_path(PROGRAM, appauthor=False)) / FILE
