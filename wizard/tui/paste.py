"""What becomes of a pasted text before it is put into an editor, and what the owner is told about it."""

from wizard.answers.base import MAX_TEXT
from wizard.text import clean_text

JOINED = "The lines you pasted were joined into one."
LEFT_OUT = "Characters that can't be seen were left out of what you pasted."


def as_text(pasted: str, room: int = MAX_TEXT) -> tuple[str, str]:
    """Return the text to put in, at most `room` characters of it, and a note on what was changed."""
    text = clean_text(pasted)
    notes = [LEFT_OUT] if _lost(pasted, text) else []
    return _cut(text, room, notes)


def as_line(pasted: str, room: int = MAX_TEXT) -> tuple[str, str]:
    """Return the same on one line."""
    text = clean_text(pasted)
    notes = [LEFT_OUT] if _lost(pasted, text) else []
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    if len(parts) > 1:
        notes.insert(0, JOINED)
    return _cut(" ".join(parts), room, notes)


def _lost(pasted: str, text: str) -> bool:
    """Tell whether more went than the second half of a Windows line end."""
    return len(text) < len(pasted) - pasted.count("\r\n")


def _cut(text: str, room: int, notes: list[str]) -> tuple[str, str]:
    room = max(0, room)
    if len(text) > room:
        notes.insert(
            0, f"That was too long: only the first {room} of {len(text)} characters were taken."
        )
    return text[:room], " ".join(notes)
