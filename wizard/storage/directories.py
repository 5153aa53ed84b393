"""The folder of a file of answers: what belongs to them lies there."""

from pathlib import Path


def folder_of(path: Path) -> Path:
    """Return the folder in which documents, versions and signatures of the answers at `path` lie.

    It is where the owner's name for the file is, also where that is a link to a file elsewhere: what is written with
    the same name is found in the same place.
    """
    folder = path.absolute().parent
    return folder.resolve() if ".." in folder.parts else folder
