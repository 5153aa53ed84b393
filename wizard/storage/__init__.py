"""The answers file on disk: read, save, back up and recover it, and notice other writers."""

import re
from pathlib import Path

from wizard.errors import UserError
from wizard.text import printable

_STARTS_WITH_VERB = re.compile(r"(is|has|was|does|may|can't|belongs|stops) ")


class FileError(UserError):
    """A file can't be read or written; the message names it and, where known, the line.

    `problem` is the message without the name: "is too large; choose another file".
    """

    def __init__(self, path: Path, problem: str, line: int | None = None) -> None:
        self.path = path
        self.problem = problem
        self.line = line
        separator = "" if _STARTS_WITH_VERB.match(problem) else ":"
        place = f", line {line}:" if line else separator
        super().__init__(f"{printable(path)}{place} {problem}.")
