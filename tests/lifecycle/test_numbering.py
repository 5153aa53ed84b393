"""The numbers of versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wizard.lifecycle.numbering import propose_version

from wizard.lifecycle.archive import latest_version, parse_version


@pytest.mark.parametrize(
    ("last", "changed", "sections", "expected"),
    [
        ("", (), False, "1.0"),
        ("spring edition", ("people",), False, "1.0"),
        ("1.0", ("people", "security.password_keeper"), False, "1.1"),
        ("1.9", ("roles.accounts",), False, "1.10"),
        ("1.4", ("employees.stance", "people"), False, "2.0"),
        ("1.4", ("roles.spokespeople",), False, "2.0"),
        ("1.4", (), True, "2.0"),
    ],
)
def test_the_number_that_comes_next(
    last: str, changed: tuple[str, ...], sections: bool, expected: str
) -> None:
    assert propose_version(last, changed, sections).version == expected


def test_ten_comes_after_nine() -> None:
    assert latest_version(["1.9", "1.10", "first", ""]) == "1.10"
    assert latest_version([]) == ""


@given(st.text(max_size=12))
def test_what_is_no_number_is_none(text: str) -> None:
    number = parse_version(text)
    assert number is None or parse_version(f"{number[0]}.{number[1]}") == number
