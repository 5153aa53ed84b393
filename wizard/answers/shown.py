"""Text fit for a screen, and for a command line."""

import re
import shlex
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


def command_line(*words: str | Path) -> str:
    """Return what is typed to have this program do something: "policy-wizard review 'our answers.toml' --done"."""
    return " ".join((PROGRAM, *(quoted(word) if isinstance(word, Path) else word for word in words)))
