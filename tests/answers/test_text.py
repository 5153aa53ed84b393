"""Text as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from wizard.answers.base import Line, Text
from wizard.text import clean_text


@pytest.mark.parametrize(
    "typed", ["a\r\nb", "a\rb", "a\vb", "a\fb", "a\x85b", "a\u2028b", "a\u2029b"]
)
def test_every_kind_of_line_break_is_one(typed):
    assert clean_text(typed) == "a\nb"


@given(st.text())
def test_what_is_left_is_stable_and_may_stand_in_xml(typed):
    once = clean_text(typed)
    assert clean_text(once) == once
    assert not any(ord(char) < 32 and char not in "\t\n" for char in once)
    once.encode("utf-8")


def test_a_terminal_cannot_be_steered():
    assert clean_text("\x1b[2JHi\x9b31m") == "[2JHi31m"


def test_a_line_is_one_line():
    assert TypeAdapter(Line).validate_python(" Ana\nRuiz ") == "Ana Ruiz"


def test_text_keeps_its_lines():
    assert TypeAdapter(Text).validate_python("one\r\ntwo") == "one\ntwo"
