"""What isn't an answers file is refused in one sentence that names the line and what to do."""

from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from wizard.storage import FileError
from wizard.storage.toml_file import parse_answers, serialize

JARGON = ("Traceback", "pydantic", "toml", "codec", "NoneType", "dict", "tuple", "instance")
SAVED = serialize(parse_answers(EXAMPLE, Path("x")))


def refusal(content: str | bytes) -> str:
    """Return the sentence with which a file of this content is refused."""
    with pytest.raises(FileError) as caught:
        parse_answers(content.encode() if isinstance(content, str) else content, Path("acme"))
    sentence = str(caught.value)
    assert sentence.startswith("acme")
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert ".." not in sentence
    assert not any(word in sentence for word in JARGON)
    assert len(sentence) < 300
    return sentence


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("name = “Acme”", "curly"),
        ("name = ‘Acme’", "curly"),
        ("sign = yes", "true and false"),
        ("sign = True", "true and false"),
        ("phone = 07700 900123", "phone number"),
        ("phone = +44 7700 900123", "phone number"),
        ("phone = (503) 555-0110", "phone number"),
        ("name: Acme", "colon"),
        ('name = "Acme', "quote"),
        ('name = Acme"', "quote"),
        ("name = 'Acme", "can't be read|not written the way"),
        ('name = "the "best" cake"', "closing quote"),
        ("name = 'The dogs' home'", "apostrophe"),
        ("name = Acme Ltd", "quotes"),
        ("name =", "no answer"),
        ("on = 1/2/2024", "2027-03-31"),
        ("on = 2023-02-29", "2027-03-31"),
        ("on = 31.12.2026", "2027-03-31"),
        (r'folder = "C:\Users\maria"', "single quotes"),
        (r'folder = "C:\files"', "single quotes"),
        ("name = 'a\x1b[31m'", "can't be seen"),
        ("name\u00a0= 'Acme'", "can't be seen"),
        (r'name = "a\u009b"', "can't be seen"),
        ("Acme Ltd", "name = value"),
        ('names = ["a"; "b"]', "commas"),
        ("[roles", "[business]"),
        ("<<<<<<< HEAD", "two versions"),
        ("=======", "two versions"),
        ("@@", "name = value"),
        ("a = @", "not written the way"),
        ("name = 'a'\nname = 'b'", '"business.name" is here twice, first on line 4;'),
        ("name = 'a'\n[roles]\n[business]", '"business" is here twice, first on line 3;'),
        ("'a b' = 1\n'a b' = 2", "this name is here twice, first on line 4;"),
        ('staff = "eleven"', "whole number"),
        ("staff = true", "whole number"),
        ("staff = 0", "1 or more"),
        ("name = 5", 'text in quotes, such as "our text"'),
        ("length = 5", "text in quotes, one of: short,"),
        ('country = "USA"', "one of"),
        ("mood = inf", "no number"),
        (f'name = "{"x" * 201}"', "200 characters"),
    ],
)
def test_slip_in_a_line_is_explained(line: str, hint: str) -> None:
    sentence = refusal(f"format = 2\n\n[business]\n{line}\n")
    assert any(part in sentence for part in hint.split("|"))
    assert sentence.startswith(f"acme, line {4 + line.count(chr(10))}:")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "is empty"),
        ("\n# a note\n", "is empty"),
        ("[business]\nname = 'x'\n", "format = 2"),
        ("format = 3\n[future]\n", "newer Policy Wizard"),
        *((f"format = {odd}\n", "format") for odd in ("0", "-1")),
        *(
            (f"format = {odd}\n", 'line 1: "format": this must be a whole number without quotes')
            for odd in ('"1"', "true", "1.0", "[]")
        ),
        (EXAMPLE.replace(b"\n", b"\r"), "line ends"),
        (SAVED[: len(SAVED) // 2], "stops in the middle"),
        (SAVED[SAVED.index(b"[business]") :], "has lost its beginning"),
        (EXAMPLE + EXAMPLE, "twice, first on line"),
        ('{"format": 1}', "JSON"),
        ("<!DOCTYPE html>\n<html>", "web page"),
        ("format: 1\nname: x\n", "colon"),
        (b"PK\x03\x04\x14\x00", "document"),
        (b"%PDF-1.7\n", "document"),
        ("format = 2\n".encode("utf-16"), "UTF-8"),
        ("format = 2\n[business]\nname = 'Café'\n".encode("latin-1"), "line 3"),
        (b"format = 2\n[business]\nname = '\xed\xa0\x80'\n", "line 3"),
        (EXAMPLE + b"\0" * 500, "damaged"),
        ("format = 2\nbusiness = 'Acme'\n", "table"),
        ("format = 2\npeople = ['Ann']\n", "people.1"),
        (
            "format = 2\n[[people]]\nid = 'a'\n[[people]]\nid = 'b'\nphone = 5\n",
            'line 6: "people.2.phone"',
        ),
        ("format = 2\n[[people]]\nname = 'Ann'\n", '"people.1'),
        ("format = 2\n[[business]]\nname = 'Ann'\n", "line 2"),
        ("format = 2\n[legal]\ntopics = [5]\n", 'line 3: "legal.topics.1": this must be text'),
        ("format = 2\npeople = 5\n", "rows, each under a heading [[people]]"),
        ("format = 2\n[review]\neffective_on = '2026-01-01'\n", "without quotes"),
        ("format = 2\n[review]\neffective_on = 2026-01-01T10:00:00\n", "date"),
        ("format = 2\n[unfinished]\nx = 5\n", "text"),
        ("format = 2\nx = " + "9" * 5000, "backup"),
        ("format = 2\nx = " + "[" * 100_000, "backup"),
        ("format = 2\nx = " + "{a=" * 50_000, "backup"),
        ("format = 2\nx = " + "[" * 50 + "]" * 50, "nests"),
        ("format = 2\n" + "a." * 20_000 + "b = 1\n", "nest"),
        ("format = 2\n[" + "a." * 20_000 + "b]\n", "nest"),
    ],
    ids=lambda content: repr(content[:30]),
)
def test_file_of_another_kind_is_refused(content: str | bytes, problem: str) -> None:
    assert problem in refusal(content)


@pytest.mark.parametrize("line", ["staff = 'hunter2'", "password = hunter2"])
def test_refusal_repeats_no_value(line: str) -> None:
    assert "hunter2" not in refusal(f"format = 2\n[business]\n{line}\n")


def test_file_name_is_escaped() -> None:
    with pytest.raises(FileError) as caught:
        parse_answers(b"", Path("a\x1b[31m\nb\udcff\u202e.toml"))
    assert str(caught.value).isprintable()
    assert r"a\x1b[31m\nb\udcff\u202e.toml is empty" in str(caught.value)
