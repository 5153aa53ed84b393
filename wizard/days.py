"""A day as people of a country write it."""

import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def long_day(day: datetime.date, country: str | None) -> str:
    """Return the day in words: "2 March 2026", or "March 2, 2026" in the United States and where none is known."""
    month = MONTHS[day.month - 1]
    return f"{month} {day.day}, {day.year}" if country in ("US", None) else f"{day.day} {month} {day.year}"
