"""What a person most likely did wrong where a file can't be read, in one sentence with what to do."""

import json
import re
import unicodedata
from collections.abc import Callable

from wizard.storage.toml_source import Source

UNREADABLE = "this is not written the way an answers file is; compare it with the lines around it, or use a backup copy"

BACKSLASH = "a \\ in double quotes begins a special character; put the text in single quotes (')"

_MERGE = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_CURLY = "“”„‟‘’‚‛«»"
_CHOOSE = "choose the file that Policy Wizard made"

_FOREIGN = (
    (b"PK\x03\x04", "is a Word document or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel document"),
    (b"%PDF", "is a PDF document"),
    (b"{\\rtf", "is a rich-text document"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"\x1f\x8b", "is a compressed archive"),
)


def of_bytes(data: bytes) -> tuple[str, int] | None:
    """Return what is wrong with bytes that are no UTF-8 text, and the line (0: the whole file); None if they are."""
    for start, what in _FOREIGN:
        if data.startswith(start):
            return f"{what}, not an answers file; {_CHOOSE}", 0
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(data):
        return "is saved as UTF-16 or UTF-32; save it as UTF-8 in your editor", 0
    if b"\x00" in data:
        return "the file is damaged on disk from here on; use a backup copy", _line_at(
            data, data.index(b"\x00")
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = "a letter here is not saved as UTF-8; save the file as UTF-8 in your editor, then check this line"
        return what, _line_at(data, error.start)
    return None


def of_text(text: str) -> str | None:
    """Return what a whole text is, where it is plainly no answers file; None where it may be one."""
    start = text.lstrip()
    if "\r" in text.strip() and "\n" not in text.strip():
        return "has the line ends of an old Mac; save it with ordinary line ends in your editor"
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n")):
        return "is empty; use a backup copy, or remove it and begin anew"
    if start.startswith("<") and not _MERGE.match(start):
        return f"is a web page, not an answers file; download it again, or {_CHOOSE}"
    if start.startswith(("{", "[")) and _is_json(start):
        return f"is JSON, not an answers file; {_CHOOSE}"
    if start.startswith(("---\n", "%YAML")):
        return f"is YAML, not an answers file; {_CHOOSE}"
    return None


def of_merge(source: Source) -> tuple[str, int] | None:
    """Return what to do about the first mark of a merge conflict, and its line; None if there is none."""
    for number, line in enumerate(source.bare.split("\n"), start=1):
        if _MERGE.match(line):
            return (
                "two versions of the file met here; keep one of them, and delete the lines with marks",
                number,
            )
    return None


def of_line(source: Source, number: int, reason: str) -> str:
    """Return the likeliest slip on a line that the parser refused for `reason`."""
    line = _Line(
        source.line(number), source.bare_line(number), reason.lower(), source.list_open_at(number)
    )
    if line.in_list_from and line.is_entry():
        return (
            f"the list that begins on line {line.in_list_from} has no ] at its end; type it there"
        )
    return next((sentence for slipped, sentence in _SLIPS if slipped(line)), UNREADABLE)


class _Line:
    """A line that the parser refused: as it stands, and with strings as "_" and without comments."""

    def __init__(self, text: str, bare: str, reason: str, in_list_from: int | None) -> None:
        self.text, self.bare, self.reason, self.in_list_from = (
            text,
            bare.strip(),
            reason,
            in_list_from,
        )
        self.key, _, value = (part.strip() for part in self.bare.partition("="))
        self.value = value

    def is_entry(self) -> bool:
        """Tell whether it looks like an answer or a heading, neither of which stands in a list."""
        return re.match(r"[A-Za-z0-9_.-]+\s*=|\[+[A-Za-z0-9_.-]+\]+$", self.bare) is not None

    def value_is(self, pattern: str) -> bool:
        return re.fullmatch(pattern, self.value, re.IGNORECASE) is not None

    def has_odd_key(self) -> bool:
        part = r"[A-Za-z0-9_-]+"
        is_name = re.fullmatch(rf"{part}(\s*\.\s*{part})*", self.key)
        return "=" in self.bare and not is_name and not self.in_list_from

    def lacks_quote(self) -> bool:
        unescaped = self.text.replace('\\"', "")
        return bool(unescaped.count('"') % 2) or (
            '"' not in unescaped and bool(unescaped.count("'") % 2)
        )

    def has_apostrophe(self) -> bool:
        return '"' not in self.text and re.search(r"[=\[,]\s*'.*\w'\s?\w", self.text) is not None

    def has_control(self) -> bool:
        unseen = any(
            (ord(char) < 32 and char != "\t") or 127 <= ord(char) < 160 for char in self.text
        )
        return unseen or any(
            char > "\x7f" and unicodedata.category(char) in ("Cf", "Zs", "Zl") for char in self.bare
        )


_SLIPS: tuple[tuple[Callable[[_Line], object], str], ...] = (
    (
        lambda line: any(char in line.bare for char in _CURLY),
        'the quotes around this text are curly; type straight ones (")',
    ),
    (
        lambda line: "\\" in line.text and ("escape" in line.reason or "hex" in line.reason),
        BACKSLASH,
    ),
    (
        _Line.has_control,
        "there is a character here that can't be seen; delete it, or type the line again",
    ),
    (
        lambda line: re.match(r"[-=.~*]{3,}$|(//|--|;|/\*|\*|%|•|```)[^=]*$", line.bare),
        "a note of your own begins with #; write it so, or delete the line",
    ),
    (
        lambda line: (
            (line.text.startswith('"') and '""' in line.text) or re.search(r",,+$", line.bare)
        ),
        "a spreadsheet saved this file in a form of its own; use a backup copy",
    ),
    (
        lambda line: line.bare.startswith(">"),
        "lines begin with >, as in an e-mail; delete that sign on each of them",
    ),
    (
        lambda line: re.search(r"&(quot|amp|apos|lt|gt|#\d+);", line.bare),
        'signs such as &quot; belong to a web page; type straight quotes (") in their place',
    ),
    (
        lambda line: re.match(r"[\w.-]+\s*:", line.bare) and not line.in_list_from,
        "between the name and the answer stands =, not a colon",
    ),
    (
        _Line.has_odd_key,
        "the name before the = has a sign that no name has; write it as on the other lines",
    ),
    (lambda line: line.value.startswith("="), "one = is enough; delete the other"),
    (
        lambda line: (
            line.value[-1:] in (",", ";") and line.value[:1] not in "[{" and not line.in_list_from
        ),
        "a line ends with its answer; delete the sign at its end",
    ),
    (
        lambda line: line.value_is("yes|no|on|off|true|false"),
        "yes and no are written true and false, in small letters",
    ),
    (
        lambda line: line.value_is("none|null|nil|undefined|~|n/a"),
        "a question that is still open has no line at all; delete this line",
    ),
    (
        lambda line: line.bare.endswith("="),
        "there is no answer after the =; type one, or delete this line",
    ),
    (
        lambda line: line.value_is(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}"),
        "a date is written year-month-day, such as 2027-03-31, and has to exist",
    ),
    (
        lambda line: line.value_is(r"[+(]?\d[\d\s()+./-]{3,}"),
        'a phone number stands in quotes, such as "0770 0900 123"',
    ),
    (_Line.has_apostrophe, "a text with an apostrophe (') in it stands in double quotes (\")"),
    (_Line.lacks_quote, 'a quote (") is missing at the start or the end of the text'),
    (
        lambda line: line.value_is(r"_+(\s*[,;]\s*_+)+"),
        'several answers stand in square brackets, such as ["one", "two"]',
    ),
    (
        lambda line: re.match(r"_+\s*[^_\s]", line.value),
        'something stands after the closing quote ("); delete it, or write a quote inside the text as \\"',
    ),
    (lambda line: re.match(r"[^\W\d_]", line.value), 'text stands in quotes, such as "our text"'),
    (
        lambda line: line.in_list_from or line.value.startswith(("[", "{", "(")),
        'a list stands in square brackets, with commas between its parts, such as ["one", "two"]',
    ),
    (
        lambda line: re.fullmatch(r"(_{2,}\s*,?|\])", line.bare),
        "this belongs to a list, of which the beginning, such as topics = [, is missing; use a backup copy",
    ),
    (
        lambda line: line.bare.startswith("["),
        "a heading stands in square brackets, such as [business], or [[people]] for a row",
    ),
    (
        lambda line: line.bare and "=" not in line.bare,
        "this line has no =; an answer is written as name = value, and a note begins with #",
    ),
    (
        lambda line: line.value,
        'the answer after the = can\'t be read; text stands in quotes, such as "our text", and a date is 2027-03-31',
    ),
)


def _line_at(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _is_wide(data: bytes) -> bool:
    """Tell UTF-16 and UTF-32 without a mark from damage: every other byte of an English text is zero."""
    start = data[:200]
    return (
        len(start) >= 4
        and any(start[place::2].count(0) > len(start) * 0.4 for place in (0, 1))
        and any(start)
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError:
        return False
    except ValueError:
        return re.match(r"\{\s*\"", text) is not None
    return True
