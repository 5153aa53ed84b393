"""Text fit for a screen, and for a command line."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

from wizard import PROGRAM

# Controls, invisible line ends, half characters, and what turns the direction of a text around.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: object) -> str:
    r"""Return a name or a text so that nothing in it steers a terminal or breaks the line: an escape as "\x1b"."""
    return _UNFIT.sub(lambda found: ascii(found[0])[1:-1], str(text))


def quoted(path: Path) -> str:
    """Return the address of a file as it can be typed on a command line."""
    name = str(path)
    return shlex.quote(shown(f"./{name}" if name.startswith("-") else name))


def program() -> str:
    """Return what starts this program here: its name where a shell finds that, else the way to it as it was typed."""
    typed = Path(sys.argv[0])
    if typed.stem != PROGRAM:  # as with python -m
        return PROGRAM
    found = shutil.which(PROGRAM)
    try:
        if found and typed.samefile(found):
            return PROGRAM
    except OSError:
        return PROGRAM
    if os.name == "nt":  # PowerShell would take a name in quotes for a text
        return PROGRAM if " " in str(typed) else str(typed)
    return quoted(typed)


def command_line(*words: str | Path) -> str:
    """Return what is typed to have this program do something: "policy-wizard review 'our answers.toml' --done"."""
    return " ".join(
        (program(), *(quoted(word) if isinstance(word, Path) else word for word in words))
    )
