"""The name of a document's file: readable, the same everywhere, and a name that every system accepts."""

import re
import unicodedata

_LONGEST = 80
"""Bytes of the business's part, so that the whole name stays far below what a disk allows."""
_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
_RESERVED |= {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
_MARKS = set(" -_.,&'’()+!")


def file_stem(business: str, title: str) -> str:
    """Return "Business - Title" for a file, without what a path, a system or a shell could misread."""
    name = safe_file_name(business)
    return (
        f"{name} - {safe_file_name(title) or 'Document'}"
        if name
        else safe_file_name(title) or "Document"
    )


def safe_file_name(text: str, longest: int = _LONGEST) -> str:
    """Return the letters, digits and harmless marks of `text`, at most `longest` bytes of UTF-8; it may be empty."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(sign if _is_harmless(sign) else " " for sign in text)
    kept = re.sub(r"\.{2,}", ".", re.sub(" +", " ", kept))
    while len(kept.encode()) > longest:
        kept = kept[:-1]
    kept = kept.strip(" .-")
    if (
        kept.split(".")[0].strip().upper() in _RESERVED
    ):  # to Windows a device, whatever follows its first dot
        return f"{kept.replace('.', ' ')} (business)"
    return kept


def _is_harmless(sign: str) -> bool:
    return sign in _MARKS or unicodedata.category(sign)[0] in "LNM"
