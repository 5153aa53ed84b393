"""What is wrong with a file that can't be read, and where: hints for the commonest slips."""

import re
import tomllib
from collections.abc import Iterator

# Keys and row indexes from the top of a TOML file down to one value.
Location = tuple[str | int, ...]

UNREADABLE = (
    "this is not written the way an answers file is; "
    "compare it with the lines around it, or use a backup copy"
)
MAX_KEY_PARTS = 40
# Characters of a line that the hints look at.
MAX_HINT_LENGTH = 500

_BINARY_FORMATS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x89PNG")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CHOOSE = "choose the file that Policy Wizard made"
_INVISIBLE = "there is a character here that can't be seen; type the line again"
# The start of a line that the parser refused, and what to do about it; the first match counts.
_HINTS = (
    (r"<{7}|={7}|>{7}", "two versions of the file met here; keep one of them, without the marks"),
    (r"[^=]*[=\[,]\s*[“”„‘’«»]", 'the quotes around this text are curly; type straight ones (")'),
    (r"""[^"']*[\xa0\u200b]""", _INVISIBLE),
    (r"[\w.-]+\s*:", "between the name and the answer stands =, not a colon"),
    (r"[^=]+=\s*(?i:yes|no|on|off|true|false)$", "yes and no are written true and false"),
    (r"[^=]+=\s*$", "there is no answer after the =; type one, or delete this line"),
    (r"[^=]+=\s*\d{1,4}([-/.])\d{1,2}\1\d{1,4}$", "a date has to exist, and is written 2027-03-31"),
    (r"[^=]+=\s*[+(]?\d[\d\s()+./-]{3,}$", 'a phone number stands in quotes, as "0770 0900"'),
    (r"[^\"]*'[^\"]*\w'\s?\w", "a text with an apostrophe (') in it stands in double quotes (\")"),
    (r'[^"]*"[^"]*("[^"]*"[^"]*)*$', 'a quote (") is missing at the start or the end of the text'),
    (r'[^=]+=\s*"[^"]*"\s*[^\s#]', 'something stands after the closing quote ("); delete it'),
    (r"[^=]+=\s*[^\W\d_]", 'text stands in quotes, such as "our text"'),
    (r"[^=]+=\s*\[", 'the parts of a list stand between commas, such as ["one", "two"]'),
    (r"\[", "a heading is written [business], or [[people]] for a row"),
    (r"[^=]*$", "this line has no =; an answer is name = value, and a note begins with #"),
)

# A string or a comment of a TOML file; what is left open ends with its line or the file.
_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|(?P<comment>\#[^\n]*)",
    re.DOTALL,
)
_HEADING = re.compile(r"\s*(\[\[?)\s*([\w.\s-]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\s-]+?)\s*=")


def find_encoding_problem(data: bytes) -> tuple[str, int | None] | None:
    """Return what keeps `data` from being UTF-8 text, and the line (None: all of it)."""
    if data.startswith(_BINARY_FORMATS):
        return f"is a document or a picture, not an answers file; {_CHOOSE}", None
    if data.startswith(_UTF_16_MARKS):
        return "is saved as UTF-16; save it as UTF-8 in your editor", None
    if (position := data.find(b"\0")) >= 0:
        problem = "the file is damaged on disk from here on; use a backup copy"
        return problem, data.count(b"\n", 0, position) + 1
    try:
        data.decode()
    except UnicodeDecodeError as error:
        problem = "a letter here is not saved as UTF-8; save the file as UTF-8 in your editor"
        return problem, data.count(b"\n", 0, error.start) + 1
    return None


def find_text_problem(text: str) -> str | None:
    """Return why a whole text plainly is no answers file."""
    bare = _blank_tokens(text)
    if "\r" in text and "\n" not in text:
        return "has the line ends of an old Mac; save it with ordinary line ends in your editor"
    if not bare.strip():
        return "is empty; use a backup copy, or remove it and start over"
    if re.match(r"\s*(<[!\w]|\{)", text):
        return f"is a web page or JSON, not an answers file; {_CHOOSE}"
    # The parser of the standard library takes minutes for a key of a million parts.
    if any(key.count(".") > MAX_KEY_PARTS for key in re.split(r"[=,\[\]{}\n]", bare)):
        return "has names that nest far deeper than in any answers file; use a backup copy"
    return None


def explain_syntax_error(text: str, error: tomllib.TOMLDecodeError) -> tuple[str, int]:
    """Return what is most likely wrong where the parser stopped, and the line."""
    reason = str(error)
    place = re.search(r" \(at line (\d+), column \d+\)$", reason)
    number = int(place[1]) if place else text.rstrip().count("\n") + 1
    line = text.split("\n")[number - 1].strip()[:MAX_HINT_LENGTH]
    if reason.startswith("Cannot "):  # overwrite a value, declare twice
        return _explain_duplicate(text, number)
    if re.search(r"character '\\x", reason):
        return _INVISIBLE, number
    if "\\" in line and re.search("escape|hex", reason):
        return "in double quotes, \\ begins a special character; use single quotes (')", number
    return next((hint for start, hint in _HINTS if re.match(start, line)), UNREADABLE), number


def _explain_duplicate(text: str, number: int) -> tuple[str, int]:
    """Return which name is there twice, with the line of the first, and the line of the second."""
    *earlier, (number, location) = [
        each for each in _find_locations(text) if each[0] <= number
    ] or [(number, ())]
    first = next((line for line, each in earlier if each[: len(location)] == location), None)
    names = [part for part in location if isinstance(part, str)]
    # A name in quotes is blank here.
    subject = f'"{".".join(names)}"' if all(name.strip("_") for name in names) else "this name"
    where = f", first on line {first}" if first else ""
    return f"{subject} is here twice{where}; delete one of the two", number


def find_comments(text: str) -> list[str]:
    """Return all comments of a TOML file, each with its "#"."""
    return [token["comment"].rstrip() for token in _TOKEN.finditer(text) if token["comment"]]


def find_line(text: str, location: Location) -> int | None:
    """Return the line that sets the value at `location`, or else the nearest table around it."""
    best_length, best_line = 0, None
    for number, here in _find_locations(text):
        if here == location[: len(here)] and len(here) >= best_length:
            best_length, best_line = len(here), number
        elif best_line is None and here[: len(location)] == location:
            best_line = number
    return best_line


def _find_locations(text: str) -> Iterator[tuple[int, Location]]:
    """Yield each line that has a heading or sets a value, and the location of that."""
    table: Location = ()
    rows: dict[Location, int] = {}
    for number, line in enumerate(_blank_tokens(text).split("\n"), start=1):
        if heading := _HEADING.match(line):
            table = _key_parts(heading[2])
            if heading[1] == "[[":
                rows[table] = rows.get(table, -1) + 1
                table = (*table, rows[table])
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_key_parts(key[1]))


def _key_parts(dotted: str) -> Location:
    return tuple(part.strip() for part in dotted.split("."))


def _blank_tokens(text: str) -> str:
    """Return `text` without comments, and with each string as underscores; lines stay the same."""
    return _TOKEN.sub(
        lambda token: "" if token["comment"] else re.sub(r"[^\n]", "_", token[0]), text
    )
