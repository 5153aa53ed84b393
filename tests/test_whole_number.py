"""Numbers as people type them."""

import pytest

from wizard.text import parse_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 1,200 ", 1200),
        ("1 200", 1200),
        ("12\u00a0000", 12000),
        ("1,234,567", 1234567),
        ("about 6", 6),
        ("6 people", 6),
        ("ca. 6", 6),
        ("~6 or so", 6),
        ("5+", 5),
        ("6, with me", 6),
    ],
)
def test_one_number_is_found_among_words(text: str, number: int) -> None:
    assert parse_int(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "six",
        "6-7",
        "5 or 6",
        "1.5",
        "-3",
        "2k",
        "x5",
        "6%",
        "9" * 13,
        "1/2",
        "٣",
        "6 1",
        "12, 3",
        "1,5",
        "6 dozen",
        "minus 6",
    ],
)
def test_what_is_none_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse_int(text)
