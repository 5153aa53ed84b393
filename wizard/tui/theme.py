"""Colour themes, and the file that remembers which one the user chose."""

import os
import tempfile
import tomllib
from contextlib import suppress
from pathlib import Path

import platformdirs
from textual.theme import Theme

from wizard import PROGRAM

DARK = Theme(
    name="policy-wizard",
    primary="#6fb3a8",
    secondary="#6fb3a8",
    accent="#6fb3a8",
    warning="#d9b26f",
    error="#e08c7a",
    success="#8fbf8a",
    foreground="#e3e1da",
    background="#16191b",
    surface="#1e2326",
    panel="#1b1f22",
    dark=True,
    variables={"foreground-muted": "#b0b1ac"},
)
LIGHT = Theme(
    name="policy-wizard-light",
    primary="#1f6f64",
    secondary="#1f6f64",
    accent="#1f6f64",
    warning="#8a5a00",
    error="#a8321f",
    success="#2f6b2a",
    foreground="#23272a",
    background="#f7f5ef",
    surface="#eeebe2",
    panel="#efece4",
    dark=False,
    variables={"foreground-muted": "#4a5052"},
)
THEMES = {"dark": DARK, "light": LIGHT}
# White and light grey as the background in COLORFGBG, which some terminals set.
LIGHT_BACKGROUNDS = ("7", "15")


def load_theme_name() -> str:
    """Return the theme chosen last; without a choice, the one like the terminal's background."""
    with suppress(OSError, RuntimeError, ValueError):
        name = tomllib.loads(settings_path().read_text(encoding="utf-8")).get("look")
        if isinstance(name, str) and name in THEMES:
            return name
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in LIGHT_BACKGROUNDS else "dark"


def save_theme_name(name: str) -> bool:
    """Remember the theme for the next time; return whether that was possible."""
    try:
        path = settings_path()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Replaced in one step, so that the file is never half written.
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with open(descriptor, "w", encoding="utf-8") as stream:  # noqa: PTH123
            stream.write(f'look = "{name}"\n')
        Path(temporary).replace(path)
    except (OSError, RuntimeError):
        return False
    return True


def settings_path() -> Path:
    """Return the file with the user's settings."""
    return Path(platformdirs.user_config_path(PROGRAM, appauthor=False)) / "settings.toml"
