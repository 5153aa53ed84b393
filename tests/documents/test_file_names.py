"""The names of the files: readable where they can be, harmless always."""

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wizard.documents.export import file_stem, safe_file_name


@pytest.mark.parametrize(
    ("business", "stem"),
    [
        ("Harbour Street Bakery", "Harbour Street Bakery - Policy"),
        ("Smith & Sons (UK) Ltd.", "Smith & Sons (UK) Ltd - Policy"),
        ("Zoë’s Café", "Zoë’s Café - Policy"),
        ("Cafe\u0301", "Caf\u00e9 - Policy"),
        ("港の店", "港の店 - Policy"),
        ("../../etc/passwd", "etc passwd - Policy"),
        ("C:\\Windows\\x", "C Windows x - Policy"),
        ("CON", "CON (business) - Policy"),
        ("nul.txt", "nul txt (business) - Policy"),
        ("...", "Policy"),
        ("", "Policy"),
        ('/\\:*?"<>|', "Policy"),
        (" -rf ~", "rf - Policy"),
        ("a\u202eb\u200bc\x1b[31m\nd", "a b c 31m d - Policy"),
        ("x" * 500, "x" * 80 + " - Policy"),
        ("é" * 200, "é" * 40 + " - Policy"),
    ],
)
def test_names(business: str, stem: str) -> None:
    assert file_stem(business, "Policy") == stem


@given(business=st.text(), title=st.text())
@example(business="COM¹", title="aux")
@example(business="LPT1 .x", title="")
def test_every_name_is_one_that_every_system_takes(business: str, title: str) -> None:
    name = f"{file_stem(business, title)}.docx"
    assert PurePosixPath(name).name == PureWindowsPath(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert len(name.encode()) <= 255
    assert unicodedata.normalize("NFC", name) == name
    assert name[0] not in ".- "
    assert name.isprintable()
    assert not name.removesuffix(".docx").endswith((" ", "."))


@given(business=st.text())
def test_a_readable_name_stays_as_it_is(business: str) -> None:
    assert safe_file_name(safe_file_name(business)) == safe_file_name(business)
