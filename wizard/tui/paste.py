"""Cleans pasted text, and says what was changed in it."""

from wizard.answers.base import MAX_TEXT
from wizard.text import clean_text


def as_text(pasted: str, max_length: int = MAX_TEXT) -> tuple[str, str]:
    """Return the pasted text without invisible characters, and a note on what was changed."""
    text = clean_text(pasted)
    notes = []
    # A line break of Windows loses one of its two characters.
    if len(text) < len(pasted) - pasted.count("\r\n"):
        notes.append("Characters that can't be seen were left out of what you pasted.")
    return _shorten(text, max_length, notes)


def as_line(pasted: str, max_length: int = MAX_TEXT) -> tuple[str, str]:
    """Return the pasted text as one line, and a note on what was changed."""
    text, note = as_text(pasted, len(pasted))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    notes = ["The lines you pasted were joined into one."] if len(lines) > 1 else []
    return _shorten(" ".join(lines), max_length, [*notes, note] if note else notes)


def _shorten(text: str, max_length: int, notes: list[str]) -> tuple[str, str]:
    max_length = max(0, max_length)
    if len(text) > max_length:
        note = f"only the first {max_length} of {len(text)} characters were taken."
        notes = [f"That was too long: {note}", *notes]
    return text[:max_length], " ".join(notes)
