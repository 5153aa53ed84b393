"""Days as people type them, and as they read them."""

import datetime
import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_FIGURES = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]+([a-z]+)[\s.,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4})")
_TWO_MEANINGS = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}")

DATE_HINT = "Write it like 2027-03-31 or 31 March 2027."


def parse_date(text: str) -> datetime.date:
    """Return the day that `text` names: 2027-03-31, 31 March 2027, March 31, 2027, 31 Mar 2027.

    Raises:
        ValueError: it names none, or could mean two; the message is for the owner, and says how to write it.
    """
    typed = " ".join(text.lower().split())
    if match := _FIGURES.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(typed):
        year, month, day = int(match[3]), _month(match[2]), int(match[1])
    elif match := _MONTH_FIRST.fullmatch(typed):
        year, month, day = int(match[3]), _month(match[1]), int(match[2])
    elif _TWO_MEANINGS.fullmatch(typed):
        raise ValueError(f"In some countries the day comes first, in others the month. {DATE_HINT}")
    else:
        raise ValueError(f"This is not a whole date yet. {DATE_HINT}")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"There is no such day. {DATE_HINT}") from None


def format_date(day: datetime.date) -> str:
    """Return the day in words, the same in every country: 31 March 2027."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_date_for(day: datetime.date, country: str | None) -> str:
    """Return the day as its country writes it: "March 2, 2026" in the United States and where none is known."""
    return (
        f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
        if country in ("US", None)
        else format_date(day)
    )


def _month(name: str) -> int:
    found = [
        number
        for number, month in enumerate(MONTHS, start=1)
        if len(name) >= 3 and month.lower().startswith(name)
    ]
    if name == "sept":
        return 9
    if len(found) != 1:
        raise ValueError(f"We don't know the month. {DATE_HINT}")
    return found[0]
