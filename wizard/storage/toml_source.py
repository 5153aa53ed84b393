"""The text of a TOML file before it is parsed: what would choke the parser, which key stands on which line.

The parser of the standard library takes seconds and gigabytes for some small files, and often can't name the line of a
slip. So we look at the text with strings and comments blanked out. What we see there only serves to refuse and to name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_NESTED = 40
MOST_KEY_PARTS = 40

Location = tuple[str | int, ...]
"""Keys and row numbers (from 0) from the top of the file down to one value."""

_TOKEN = re.compile(
    r'(?P<text>"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?)"
    r"|(?P<comment>\#[^\n]*)",
    re.DOTALL,
)
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]\n]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-. \t\"']+?)\s*=")
_PART = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[A-Za-z0-9_-]+")
_BRACKETS = re.compile(r"[\[\]{}]")


@dataclass(frozen=True)
class Entry:
    """A line that sets a key, or opens a table."""

    line: int
    location: Location
    is_table: bool


class Source:
    """The text of a file, with a second copy in which strings and comments are blank."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments: list[str] = []
        self.bare = _TOKEN.sub(self._blank, text)
        """The text with each string as "_" and no comments; line numbers are the same."""

    def _blank(self, token: re.Match[str]) -> str:
        if token["comment"] is not None:
            self.comments.append(token["comment"])
            return " " * len(token[0])
        text = token[0]
        return re.sub(r"[^\n]", "_", text) if "\n" in text else "_" * len(text)

    def comment_lines(self) -> Iterator[tuple[int, str, bool]]:
        """Yield each comment with its line, and whether nothing else stands on that line."""
        line, counted = 1, 0
        for token in _TOKEN.finditer(self.text):
            if token["comment"] is None:
                continue
            line += self.text.count("\n", counted, token.start())
            counted = token.start()
            before = self.text[self.text.rfind("\n", 0, counted) + 1 : counted]
            yield line, token["comment"].rstrip(), not before.strip()

    def continued_lines(self) -> set[int]:
        """Return the lines that begin inside a text or a list which was opened on a line above."""
        found: set[int] = set()
        line, counted = 1, 0
        for token in _TOKEN.finditer(self.text):
            if token["comment"] is None and (more := token[0].count("\n")):
                line += self.text.count("\n", counted, token.start())
                counted = token.start()
                found.update(range(line + 1, line + more + 1))
        depth = 0
        for number, bare in enumerate(self.bare.split("\n"), start=1):
            if depth > 0:
                found.add(number)
            depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))
        return found

    def list_open_at(self, number: int) -> int | None:
        """Return the line on which a list begins that is still open where this line begins; None if none is."""
        opened: list[int] = []
        for at, bare in enumerate(self.bare.split("\n")[: number - 1], start=1):
            if opened or "=" in bare:  # a heading opens no list
                for bracket in _BRACKETS.findall(bare):
                    if bracket in "[{":
                        opened.append(at)
                    elif opened:
                        opened.pop()
        return opened[0] if opened else None

    def line(self, number: int) -> str:
        """Return a line by its number from 1; empty when there is none."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def bare_line(self, number: int) -> str:
        """Return a line without its strings and comments."""
        lines = self.bare.split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def too_deep(self) -> int | None:
        """Return the line where brackets or keys nest deeper than any answers file needs; None if nowhere."""
        depth = 0
        for bracket in _BRACKETS.finditer(self.bare):
            depth += 1 if bracket[0] in "[{" else -1
            if depth > MOST_NESTED:
                return self._line_at(bracket.start())
        for piece in re.finditer(r"[^=,\[\]{}\n]+", self.bare):
            if piece[0].count(".") > MOST_KEY_PARTS:
                return self._line_at(piece.start())
        return None

    def entries(self) -> Iterator[Entry]:
        """Yield the lines that set a key or open a table, outside lists and long texts, in order."""
        rows: dict[Location, int] = {}
        table: Location = ()
        depth, lines = 0, self.text.split("\n")
        for number, bare in enumerate(self.bare.split("\n"), start=1):
            if depth <= 0 and (header := _HEADER.match(self._uncommented(lines[number - 1], bare))):
                table = _parts(header[2])
                if header[1] == "[[":
                    rows[table] = rows.get(table, -1) + 1
                    table = (*table, rows[table])
                else:
                    table = _into_rows(table, rows)
                yield Entry(number, table, True)
                continue
            if depth <= 0 and "=" in bare and (key := _KEY.match(lines[number - 1])):
                yield Entry(number, (*table, *_parts(key[1])), False)
            depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))

    def line_of(self, location: Location) -> int | None:
        """Return the line that sets the value at `location`, or else what it lies in; None if it isn't found."""
        best: tuple[int, int] = (0, 0)
        inside = 0
        for entry in self.entries():
            size = len(entry.location)
            if entry.location == location[:size] and size >= best[0]:
                best = size, entry.line
            elif not inside and entry.location[: len(location)] == location:
                inside = entry.line
        return best[1] or inside or None

    def repeated(self) -> tuple[int, str, int] | None:
        """Return the line that sets a key again, the key, and the line that set it first; None if there is none."""
        first: dict[tuple[Location, bool], int] = {}
        for entry in self.entries():
            if entry.is_table and entry.location and isinstance(entry.location[-1], int):
                continue
            for kind in (True, False):
                if (entry.location, kind) in first:
                    return (
                        entry.line,
                        ".".join(map(str, entry.location)),
                        first[entry.location, kind],
                    )
            first[entry.location, entry.is_table] = entry.line
        return None

    def last_line(self) -> int:
        """Return the line to name when the parser ran off the end: where a long text was opened, else the last one."""
        for quotes in ('"""', "'''"):
            if self.text.count(quotes) % 2:
                return self.text.count("\n", 0, self.text.rfind(quotes)) + 1
        return self.text.rstrip().count("\n") + 1

    def _uncommented(self, line: str, bare: str) -> str:
        return line if "_" in bare else bare

    def _line_at(self, place: int) -> int:
        return self.bare.count("\n", 0, place) + 1


def _parts(dotted: str) -> Location:
    return tuple(part[0].strip("\"'") for part in _PART.finditer(dotted))


def _into_rows(table: Location, rows: dict[Location, int]) -> Location:
    """Put the number of the current row into the address of a table inside it."""
    placed: Location = ()
    for size, part in enumerate(table, start=1):
        placed = (*placed, part)
        if table[:size] in rows:
            placed = (*placed, rows[table[:size]])
    return placed
