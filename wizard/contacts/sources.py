"""Reads a list of contacts, whatever wrote it."""

import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wizard.contacts import table, vcard
from wizard.contacts.contact import Contacts, ContactsError, strip_ansi

MAX_BYTES = 10_000_000

_FOREIGN = (
    (
        b"PK\x03\x04",
        "is an Excel or Word file. Open it, choose Save As, then CSV, and try that file",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Excel or Word file. Open it, choose Save As, then CSV, and try that file",
    ),
    (b"%PDF", "is a PDF. Copy the list out of it and paste it here"),
    (b"{\\rtf", "is a rich-text file. Copy the list out of it and paste it here"),
    (b"\x89PNG", "is a picture. We can read only text"),
    (b"\xff\xd8\xff", "is a picture. We can read only text"),
)


def parse_text(text: str) -> Contacts:
    """Return the people in a pasted list.

    Raises:
        ContactsError: nobody is in it, or too many are.
    """
    if len(text) > MAX_BYTES:
        raise ContactsError("That list is too long to be read.")
    text = strip_ansi(text)
    found = vcard.parse_vcards(text) if vcard.is_vcard(text) else table.parse_table(text)
    if not found.people:
        raise ContactsError(
            "Nobody was found in that list. Each line needs a name, and an e-mail address if you like."
        )
    return found


def parse_bytes(data: bytes) -> Contacts:
    """Return the people in the bytes of a file.

    Raises:
        ContactsError: it is no list, nobody is in it, or too many are.
    """
    for start, what in _FOREIGN:
        if data.startswith(start):
            raise ContactsError(f"This {what}.")
    text = decoded(data)
    if not text.strip():
        raise ContactsError("This file is empty.")
    if text.count("\0") > len(text) // 100:
        raise ContactsError("This file holds no text. Choose a .csv or .vcf file.")
    return parse_text(text)


def read_file(name: str) -> Contacts:
    """Return the people in a file, named as the owner typed it, or as it was dropped into the window.

    Raises:
        ContactsError: it can't be read, or holds no list.
    """
    try:
        data = _read(parse_path(name))
    except FileNotFoundError:
        raise ContactsError(
            "There is no file of this name. Check the folder and the spelling."
        ) from None
    except IsADirectoryError:
        raise ContactsError(
            "This is a folder. Add the name of a .csv or .vcf file in it."
        ) from None
    except PermissionError:
        raise ContactsError("You may not read this file. Ask whoever it belongs to.") from None
    except (OSError, ValueError, RuntimeError):
        raise ContactsError("This file can't be read. Check its name, or choose another.") from None
    if len(data) > MAX_BYTES:
        raise ContactsError("This file is too big: at most 10 MB.")
    return parse_bytes(data)


def looks_like_list(text: str) -> bool:
    """Tell whether a pasted text is a list of contacts, not a single word or name to look for."""
    return "@" in text or "\t" in text.strip() or "\n" in text.strip() or vcard.is_vcard(text)


def parse_path(name: str) -> Path:
    """Return the path that a typed or dropped name means: without quotes, a leading file://, or escaped blanks.

    Raises:
        RuntimeError: "~" stands for no folder here.
    """
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1]
    elif name.lower().startswith("file:"):
        name = unquote(urlsplit(name).path)
    elif os.sep == "/" and not Path(name).exists():
        name = re.sub(r"\\(.)", r"\1", name)
    return Path(name).expanduser()


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark or without, else as Windows wrote it in the West."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    start = data[:400]
    if len(start) > 3 and start[1::2].count(0) > len(start) * 0.3 > start[::2].count(0):
        return data.decode("utf-16-le", "replace")
    if len(start) > 3 and start[::2].count(0) > len(start) * 0.3 > start[1::2].count(0):
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _read(path: Path) -> bytes:
    """Return the beginning of a file, one byte more than we take. A pipe is not waited for.

    Raises:
        ContactsError: it is no ordinary file.
        OSError: it can't be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ContactsError("This is no ordinary file. Choose a .csv or .vcf file.")
        return file.read(MAX_BYTES + 1)
