"""Where the letterhead lies that the answers name."""

import os
import re
from pathlib import Path

from wizard.documents.compose import ExportError
from wizard.storage.paths import answers_folder
from wizard.text import printable


def find_letterhead(answers_file: Path, letterhead: str) -> Path | None:
    """Return the letterhead that the answers name: seen from where they are, also where "~" stands for the home.

    Raises:
        ExportError: it lies on another computer. Whoever wrote the answers could have ours call there, and some systems
            then tell who the owner is and prove it with their password.
    """
    if not letterhead:
        return None
    folder = answers_folder(answers_file)
    try:
        path = folder / Path(letterhead).expanduser()
    except RuntimeError:  # no home
        path = folder / letterhead
    place = other_computer(letterhead) or other_computer(str(path))
    if place and place not in (other_computer(str(answers_file)), other_computer(str(folder))):
        what = f"The letterhead {printable(letterhead)} lies on another computer"
        raise ExportError(f"{what}; copy it beside your answers, and name the copy.")
    return path


def other_computer(path: str) -> str:
    """Return the place on another computer that a path leads to, "" if it is on this one; nothing is looked up.

    Such paths begin with two slashes of either kind on Windows, with /net or /Network on a Mac and some others.
    """
    if re.match(r"[\\/]{2}", path):
        return "//" + "".join(re.split(r"[\\/]+", path)[1:2]).casefold()
    root, *names = Path(os.path.normpath(path)).parts or ("",)
    at_net = root == "/" and names and names[0].casefold() in ("net", "network")
    return "/".join(names[:2]).casefold() if at_net else ""
