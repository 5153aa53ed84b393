"""Reads a list of contacts from pasted text, bytes or a file, whatever program wrote it."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wizard.contacts import table, vcard
from wizard.contacts.contact import TOO_MANY, Contacts, ContactsError, strip_ansi
from wizard.text import clean_text

MAX_BYTES = 1_000_000
# Tried where a file isn't UTF-8: the Western Windows one is right for all that is left.
ENCODINGS = ["utf_16", "utf_16_le", "utf_16_be", "cp1252"]

_OFFICE = "Open it, choose Save As, then CSV, and try that file"
_COPY = "Copy the list out of it and paste it here"
_OTHER_FORMATS = {
    b"PK\x03\x04": f"an Excel or Word file. {_OFFICE}",
    b"\xd0\xcf\x11\xe0": f"an old Excel or Word file. {_OFFICE}",
    b"%PDF": f"a PDF. {_COPY}",
    b"{\\rtf": f"a rich-text file. {_COPY}",
    b"\x89PNG": "a picture. We can read only text",
    b"\xff\xd8\xff": "a picture. We can read only text",
}
_FILE_ERRORS = {
    FileNotFoundError: "There is no file of this name. Check the folder and the spelling.",
    IsADirectoryError: "This is a folder. Add the name of a .csv or .vcf file in it.",
    PermissionError: "You may not read this file. Ask whoever it belongs to.",
}
_UNREADABLE = "This file can't be read. Check its name, or choose another."


def parse_text(text: str) -> Contacts:
    """Return the people in a pasted list.

    Raises:
        ContactsError: nobody is in it, or too many are.
    """
    if len(text) > MAX_BYTES:
        raise ContactsError(TOO_MANY)
    text = clean_text(strip_ansi(text))
    contacts = vcard.parse_vcards(text) if vcard.is_vcard(text) else table.parse_table(text)
    if not contacts.people:
        raise ContactsError(
            "Nobody was found in that list. Each line needs a name, and an e-mail address if you "
            "like."
        )
    return contacts


def parse_bytes(data: bytes) -> Contacts:
    """Return the people in the bytes of a file.

    Raises:
        ContactsError: it is no list, nobody is in it, or too many are.
    """
    for start, description in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise ContactsError(f"This is {description}.")
    text = _decode(data)
    if not text.strip():
        raise ContactsError("This file is empty.")
    if text.count("\0") > len(text) // 100:
        raise ContactsError("This file holds no text. Choose a .csv or .vcf file.")
    return parse_text(text)


def read_file(name: str) -> Contacts:
    """Return the people in a file, named as it was typed, or dropped on the terminal.

    Raises:
        ContactsError: it can't be read, or holds no list.
    """
    try:
        data = _read(parse_path(name))
    except (OSError, ValueError, RuntimeError) as error:
        messages = (text for kind, text in _FILE_ERRORS.items() if isinstance(error, kind))
        raise ContactsError(next(messages, _UNREADABLE)) from error
    if len(data) > MAX_BYTES:
        raise ContactsError("This file is too big: at most 1 MB.")
    return parse_bytes(data)


def looks_like_list(text: str) -> bool:
    """Return whether a pasted text is a list of contacts rather than a word or a name."""
    return "@" in text or "\t" in text.strip() or "\n" in text.strip() or vcard.is_vcard(text)


def parse_path(name: str) -> Path:
    """Return the path of a typed or dropped name, without quotes, file:// and escaped spaces.

    Raises:
        RuntimeError: there is no home directory for "~".
    """
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1]
    elif name.lower().startswith("file:"):
        name = unquote(urlsplit(name).path)
    elif os.sep == "/" and not Path(name).exists():
        name = re.sub(r"\\(.)", r"\1", name)
    return Path(name).expanduser()


def _decode(data: bytes) -> str:
    if b"\0" not in data:
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")
    import charset_normalizer

    match = charset_normalizer.from_bytes(data, cp_isolation=ENCODINGS).best()
    return str(match) if match is not None else data.decode("cp1252", "replace")


def _read(path: Path) -> bytes:
    """Return the file's bytes, at most one more than allowed; don't wait for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ContactsError("This is no ordinary file. Choose a .csv or .vcf file.")
        return file.read(MAX_BYTES + 1)
