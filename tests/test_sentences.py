"""Sentences: where they begin and end in what an owner types."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.sentences import sentences, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three", ["One", "Two", "Three"]),
        (
            "A reporter calls? Hang up. And now?\nNothing",
            ["A reporter calls? Hang up", "And now", "Nothing"],
        ),
        ("See acme.example or e.g. the page; go", ["See acme.example or e.g. the page", "go"]),
        ("A line that\nis only wrapped\nAnother", ["A line that is only wrapped", "Another"]),
        (
            "Do not post:\n- salaries\n- names of guests\nBe on time.",
            [
                "Do not post:",
                "Do not post: salaries",
                "Do not post: names of guests",
                "Be on time",
            ],
        ),
        ("1. One\n2) Two\n\nThree", ["One", "Two", "Three"]),
        ("", []),
        (" ... \n\n ?", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text())
def test_they_follow_each_other(text: str) -> None:
    places = [(begin, end) for _, begin, end in spans(text)]
    assert all(begin < end <= len(text) for begin, end in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
