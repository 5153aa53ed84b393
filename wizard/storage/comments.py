"""Keeps a person's comments: tomli-w drops them all, so we put each back at the answer where it stood.

A comment above a line, or at its end, belongs to what the line sets. If that is gone, it moves up to the table it was
in; if that is gone too, to the end of the file. None is lost. Whoever calls this reads the result back.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wizard.storage.toml_source import Location, Source

_NAMES = ("id", "name", "platform", "version", "place", "task")
"""By which a row is known again after it was changed; the first that it has."""


@dataclass
class Comments:
    """The comments of a file, by what they belong to."""

    above: dict[Location, list[str]] = field(default_factory=dict)
    beside: dict[Location, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)
    """What stands below everything."""

    def __bool__(self) -> bool:
        return bool(self.above or self.beside or self.last)


def collect(text: str, skipped_lines: int, ours: Iterable[str]) -> Comments:
    """Return the comments in the text of a file, but for its first lines, and for those that we write ourselves."""
    source, found, own = Source(text), Comments(), set(ours)
    if all(comment.rstrip() in own for comment in source.comments):
        return found
    entries = list(source.entries())
    lines = [entry.line for entry in entries]
    inside = source.continued_lines()
    for line, comment, alone in source.comment_lines():
        if line <= skipped_lines or comment in own:
            continue
        at = bisect_left(lines, line)
        on_entry = at < len(lines) and lines[at] == line
        if on_entry and line + 1 not in inside and entries[at].location not in found.beside:
            found.beside[entries[at].location] = comment
        elif on_entry:
            found.above.setdefault(entries[at].location, []).append(comment)
        elif at and (
            line in inside or not alone
        ):  # in the middle of a list, or behind the end of a long text
            found.above.setdefault(entries[at - 1].location, []).append(comment)
        elif at < len(lines):
            found.above.setdefault(entries[at].location, []).append(comment)
        else:
            found.last.append(comment)
    return found


def put_back(text: str, comments: Comments, old: dict[str, Any], end: str) -> str:
    """Return the new text of a file with the comments of the one that held `old`; the line `end` stays the last."""
    new = _New(text, old)
    above: dict[int, list[str]] = {}
    beside: dict[int, str] = {}
    last: list[str] = []
    for location, said in comments.above.items():
        line, _ = new.place(location)
        (above.setdefault(line, []) if line else last).extend(said)
    for location, comment in comments.beside.items():
        line, same = new.place(location)
        if same and line not in beside and line + 1 not in new.inside:
            beside[line] = comment
        else:
            (above.setdefault(line, []) if line else last).append(comment)
    last += comments.last
    lines: list[str] = []
    for number, line_text in enumerate(text.split("\n"), start=1):
        if line_text == end and last:
            lines += [*last, ""]
            last = []
        lines += above.get(number, [])
        lines.append(f"{line_text}  {beside[number]}" if number in beside else line_text)
    return "\n".join(lines)


class _New:
    """The new text, and where in it the things of the old file are."""

    def __init__(self, text: str, old: dict[str, Any]) -> None:
        source = Source(text)
        self.inside = source.continued_lines()
        self._old, self._new = old, tomllib.loads(text)
        self._line_of: dict[Location, int] = {}
        for entry in source.entries():
            self._line_of.setdefault(entry.location, entry.line)
        self._known_rows: dict[Location, dict[int, int]] = {}

    def place(self, location: Location) -> tuple[int, bool]:
        """Return the line to which comments at a location of the old file belong, and whether it is the same thing.

        If that is gone, it is the line of the table it was in; 0 stands for the end of the file.
        """
        here = self._moved(location)
        while here:
            if here in self._line_of:
                return self._line_of[here], len(here) == len(location)
            here = here[:-1]
        return 0, False

    def _moved(self, location: Location) -> Location:
        """Return where a location of the old answers is in the new ones, or as much of it as there is."""
        old: Any = self._old
        new: Any = self._new
        here: list[str | int] = []
        for depth, part in enumerate(location):
            if isinstance(part, str):
                here.append(part)
                old = old.get(part) if isinstance(old, dict) else None
                new = new.get(part) if isinstance(new, dict) else None
                continue
            if not (isinstance(old, list) and isinstance(new, list)):
                break
            if location[:depth] not in self._known_rows:
                self._known_rows[location[:depth]] = _rows(old, new)
            row = self._known_rows[location[:depth]].get(part)
            if row is None:
                return ()
            here.append(row)
            old, new = old[part], new[row]
        return tuple(here)


def _rows(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Return which row is which: the same as it was, else the one of that name, else the one at its place."""
    found: dict[int, int] = {}
    free = set(range(len(new)))

    def match(one: int, other: int) -> None:
        if one not in found and other in free:
            found[one] = other
            free.discard(other)

    if len(old) == len(new):  # the usual case, and quick: nothing was moved
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before == after:
                match(at, at)
    for names in (_whole, _name):
        places: dict[str, list[int]] = {}
        for other in sorted(free):
            places.setdefault(names(new[other]), []).append(other)
        for one, row in enumerate(old):
            if one not in found and names(row) and places.get(names(row)):
                match(one, places[names(row)].pop(0))
    if len(old) == len(new):
        for at in range(len(old)):
            match(at, at)
    return found


def _whole(row: Any) -> str:
    return repr(row)


def _name(row: Any) -> str:
    if not isinstance(row, dict):
        return ""
    return next((f"{key} {row[key]}" for key in _NAMES if row.get(key)), "")
