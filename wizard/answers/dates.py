"""Parse and format dates the way people in a country write them."""

import calendar
import datetime
import re

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

DATE_HINT = "Write it like 2027-03-31 or 31 March 2027."

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]+([a-z]+)[\s.,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4})")
_AMBIGUOUS = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}")


def parse_date(text: str) -> datetime.date:
    """Return the date in `text`: 2027-03-31, 31 March 2027, March 31, 2027, 31 Mar 2027.

    Raises:
        ValueError: There is none, or it could mean two; the message says how to write it.
    """
    typed = " ".join(text.lower().split())
    if match := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(typed):
        year, month, day = int(match[3]), _parse_month(match[2]), int(match[1])
    elif match := _MONTH_FIRST.fullmatch(typed):
        year, month, day = int(match[3]), _parse_month(match[1]), int(match[2])
    elif _AMBIGUOUS.fullmatch(typed):
        raise ValueError(f"In some countries the day comes first, in others the month. {DATE_HINT}")
    else:
        raise ValueError(f"This is not a whole date yet. {DATE_HINT}")
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"There is no such day. {DATE_HINT}") from error


def format_date(day: datetime.date) -> str:
    """Return the date in a form that reads the same in every country: 31 March 2027."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def format_date_for(day: datetime.date, country: str | None) -> str:
    """Return the date as a country writes it: "March 2, 2026" in the US or if none is known."""
    if country in ("US", None):
        return f"{calendar.month_name[day.month]} {day.day}, {day.year}"
    return format_date(day)


def add_months(day: datetime.date | None, months: int) -> datetime.date | None:
    """Return the day `months` later, at most the last of that month; None beyond the calendar."""
    try:
        later: datetime.date | None = day + relativedelta(months=months) if day else None
    except (ValueError, OverflowError):
        return None
    return later


def _parse_month(name: str) -> int:
    if name == "sept":
        return 9
    months = [
        number
        for number, month in enumerate(calendar.month_name)
        if len(name) >= 3 and month.lower().startswith(name)
    ]
    if len(months) != 1:
        raise ValueError(f"We don't know the month. {DATE_HINT}")
    return months[0]
