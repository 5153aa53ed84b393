"""What lies beside a file of answers, or is tied to it, that its owner should hear of once."""

import re
from contextlib import suppress
from itertools import islice
from pathlib import Path

from wizard.storage.paths import real_path
from wizard.text import command_line, printable

_MADE_BY_CLOUD = re.compile("conflict|konflikt|conflit", re.IGNORECASE)
"""As the programs that keep folders the same on several computers name what they could not bring together."""
_MOST_LOOKED_AT = 10_000


def file_warnings(path: Path) -> tuple[str, ...]:
    """Return a sentence on each: a copy that a cloud folder made, and a second name of the very file."""
    found = []
    copies = _copies(path)
    if copies:
        more = {1: "", 2: " So does another one."}.get(
            len(copies), f" So do {len(copies) - 1} more."
        )
        to_see = command_line("diff", path.with_name(copies[0]), path)
        found.append(
            f"{printable(copies[0])} lies beside your answers.{more} A cloud folder makes such a copy when two computers "
            f"change a file at once. To see what differs: {to_see}"
        )
    if _has_second_name(path):
        found.append(
            f"{printable(path)} has a second name on this disk (a hard link). What you change is saved under this name; "
            "under the other one, the old answers stay."
        )
    return tuple(found)


def _copies(path: Path) -> list[str]:
    """Return the names of such copies, in order."""
    found: list[str] = []
    with suppress(OSError):
        for other in islice(path.absolute().parent.iterdir(), _MOST_LOOKED_AT):
            rest = other.name.removeprefix(path.stem)
            if (
                rest not in (other.name, path.suffix)
                and other.suffix == path.suffix
                and _MADE_BY_CLOUD.search(rest)
            ):
                found.append(other.name)
    return sorted(found)


def _has_second_name(path: Path) -> bool:
    with suppress(OSError):
        return real_path(path).stat().st_nlink > 1
    return False
