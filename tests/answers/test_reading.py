"""Reading: every file gives answers, or one plain sentence; and stays as it was."""

import contextlib
import datetime
import os
import socket
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import BYTES as EXAMPLE
from wizard.answers.base import explicit_values, to_toml
from wizard.answers.fields import clear_value, field_at, make_row, replace_value
from wizard.answers.model import Answers
from wizard.storage import FileError, toml_file
from wizard.storage.toml_file import parse_answers, read_answers, serialize, to_dict

OURS = serialize(parse_answers(EXAMPLE, Path("example.toml")))
"""The example as the program itself would have written it, with its header and its end mark."""
NAME = Path("acme.toml")
JARGON = (
    "Traceback",
    "pydantic",
    "tomllib",
    "utf-8",
    "codec",
    "NoneType",
    "dict",
    "tuple",
    "instance",
    "validat",
)


def refused(text: str | bytes) -> str:
    """Return the sentence with which a file of this content is refused."""
    with pytest.raises(FileError) as caught:
        parse_answers(text.encode() if isinstance(text, str) else text, NAME)
    sentence = str(caught.value)
    assert_is_plain(sentence)
    return sentence


def assert_is_plain(sentence: str) -> None:
    assert sentence.isprintable()
    assert sentence.startswith(str(NAME))
    assert sentence.endswith(".")
    assert "  " not in sentence
    assert ".." not in sentence
    assert not any(word in sentence for word in JARGON), sentence
    assert len(sentence) < 300


def with_line(line: str) -> str:
    return f"format = 1\n\n[business]\n{line}\n"


def test_the_example_is_read() -> None:
    answers = parse_answers(EXAMPLE, NAME)
    assert answers.business.staff == 11
    assert answers.publication.places == ("handbook", "intranet", "website")
    assert answers.review.adopted_on == datetime.date(2026, 9, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"format = 1",
        b"\xef\xbb\xbfformat = 1\n",
        b"format = 1\r\n\r\n[business]\r\nname = 'x'\r\n",
        b"format = 1\n\n[business]\nname = 'x'",
        b"format = 1\n[review]\nadopted_on = 2024-02-29\n",
        b"format = 1\npeople = [{id = 'a', name = 'Ann'}]\n",
        b"format = 1\nbusiness.name = 'x'\nbusiness.staff = 3\n",
        "format = 1\n[business]\nname = 'مخبز 🥐 \u202eabc'\n".encode(),
        b"format = 1\n# " + b"." * 1_000_000,
        b"format = 1\nx = '" + b"[." * 500_000 + b"'\n",
        b"format = 1\n" + b"k" * 1_000_000 + b" = 1\n",
    ],
    ids=lambda data: repr(data[:40]),
)
def test_harmless_oddities_are_read(data: bytes) -> None:
    assert isinstance(parse_answers(data, NAME), Answers)


def test_unknown_keys_are_kept() -> None:
    answers = parse_answers(
        b"format = 1\nx = 1\n[business]\nmood = 'good'\n[[people]]\nid = 'a'\nhat = 'blue'\n", NAME
    )
    again = to_toml(parse_answers(serialize(answers), NAME))
    assert again["x"] == 1
    assert again["business"] == {"mood": "good"}
    assert again["people"] == [{"id": "a", "hat": "blue"}]


def test_unknown_keys_with_the_names_of_methods_are_kept() -> None:
    """A key may be called like something that our models can do, or like something of Python's own."""
    names = (
        "copy",
        "json",
        "schema",
        "model_dump",
        "model_fields_set",
        "__class__",
        "__dict__",
        "self",
    )
    lines = "\n".join(f"{name} = [{{mood = 'good'}}]" for name in names)
    given = f"format = 1\n{lines}\n[business]\n{lines}\n[[people]]\nid = 'ann'\n{lines}\n"
    answers = parse_answers(given.encode(), NAME)
    changed = replace_value(answers, "business.name", "Acme")
    row = make_row(field_at("people"), {**explicit_values(answers.people[0]), "name": "Ann"})
    changed = replace_value(changed, "people", (row,))
    assert to_dict(changed) != to_dict(answers)
    again = tomllib.loads(serialize(changed).decode())
    for table in (again, again["business"], again["people"][0]):
        assert {name: table[name] for name in names} == {name: [{"mood": "good"}] for name in names}
    assert (again["business"]["name"], again["people"][0]["name"]) == ("Acme", "Ann")
    assert set(explicit_values(clear_value(changed, "business.name").business)) == set(names)


# What people do to a file with an editor: (the line, its number, what the sentence must say)
SLIPS = [
    ("name = “Acme”", "curly"),
    ("name = ‘Acme’", "curly"),
    ("name = yes", "true and false"),
    ("name = True", "true and false"),
    ("name = None", "delete this line"),
    ("name = null", "delete this line"),
    ("phone = 07700 900123", "phone number"),
    ("phone = +44 7700 900123", "phone number"),
    ("phone = (503) 555-0110", "phone number"),
    ("name: 1", "colon"),
    ("name: Acme", "colon"),
    ('name = "Acme', "quote"),
    ('name = Acme"', "quote"),
    ("name = 'Acme", "quote"),
    ('name = "the "best" cake"', "closing quote"),
    ("name = Acme Ltd", "quotes"),
    ("name =", "no answer"),
    ("founded = 1/2/2024", "2027-03-31"),
    ("founded = 2023-02-29", "2027-03-31"),
    ("founded = 2023-13-01", "2027-03-31"),
    ("founded = 31.12.2026", "2027-03-31"),
    (r'folder = "C:\Users\maria"', "single quotes"),
    (r'folder = "C:\files"', "single quotes"),
    ("name = 'a\x1b[31m'", "can't be seen"),
    ("name = 'a\x07'", "can't be seen"),
    ("name = 'a\rb'", "can't be seen"),
    ("Acme Ltd", "name = value"),
    ("// ask Maria", "begins with #"),
    ("• ask Maria", "begins with #"),
    ("----------", "begins with #"),
    ("> name = 'Acme'", "as in an e-mail"),
    ("name = &quot;Acme&quot;", "web page"),
    ('"name = ""Acme"""', "spreadsheet"),
    ('name = "Acme",,,', "spreadsheet"),
    ("- name = 'Acme'", "the name before the ="),
    ("opening hours = '9 to 5'", "the name before the ="),
    ("name == 'Acme'", "one = is enough"),
    ("name = 'Acme',", "ends with its answer"),
    ("staff = 3;", "ends with its answer"),
    ("name = 'Acme's'", "apostrophe"),
    ("name = 'The dogs' home'", "apostrophe"),
    ('name = "Acme", "Sons"', "in square brackets"),
    ('names = ["Acme"; "Sons"]', "commas between its parts"),
    ('names = ["Acme"\nstaff = 3', "the list that begins on line 4"),
    ("name\u00a0= 'Acme'", "can't be seen"),
    ("name = @acme", "text stands in quotes"),
    ('  "Acme",', "belongs to a list"),
    ("[business", "square brackets"),
    ("<<<<<<< HEAD", "two versions"),
    ("=======", "two versions"),
    (">>>>>>> main", "two versions"),
    ('staff = "eleven"', "whole number"),
    ("staff = true", "whole number"),
    ("staff = 1.0", "whole number"),
    ("staff = 0", "1 or more"),
    ("staff = 999999999", "100000 or less"),
    ("name = 5", "text in quotes"),
    ("name = ['a']", "text in quotes"),
    ('country = "USA"', "one of"),
    ("staff = nan", "number"),
    ("mood = inf", "no number"),
    ("mood = 123456789012345678901234567890", "too large"),
    (r'name = "a\u001b[31m"', "can't be seen"),
    (r'name = "a\u009b"', "can't be seen"),
    (r'name = "a\u202e" ' + "\n" + r'mood = "\u0000"', "can't be seen"),
    (f'name = "{"x" * 201}"', "200 characters"),
]


@pytest.mark.parametrize(("line", "says"), SLIPS, ids=[line[:30] for line, _ in SLIPS])
def test_a_slip_is_named_with_its_line(line: str, says: str) -> None:
    sentence = refused(with_line(line))
    assert says in sentence
    assert sentence.startswith(f"acme.toml, line {4 + line.count(chr(10))}:")


WHOLE = [
    ("", "is empty"),
    ("\n\n", "is empty"),
    ("# just a note\n", "is empty"),
    ("[business]\nname = 'x'\n", "format = 1"),
    ("format = 2\n[future]\n", "newer Policy Wizard"),
    ("format = 0\n", "format"),
    ("format = -1\n", "format"),
    ('format = "3"\n', "format"),
    ("format = true\n", "format"),
    ("format = 1.0\n", "format"),
    ("format = []\n", "format"),
    ("format = 1\rstaff = 2\r", "line ends"),
    (EXAMPLE.replace(b"\n", b"\r"), "line ends"),
    (OURS[: len(OURS) // 2], "stops in the middle"),
    (OURS[OURS.index(b"[business]") :], "has lost its beginning"),
    ('{"format": 1}', "JSON"),
    ("[1, 2]", "JSON"),
    ('{"format": 1,', "JSON"),
    ("---\nformat: 1\n", "YAML"),
    ("format: 1\nname: x\n", "colon"),
    ("name,phone\nAnn,1\n", "name = value"),
    ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", "web page"),
    (b"PK\x03\x04\x14\x00", "Word document"),
    (b"%PDF-1.7\n", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    ("format = 1\n".encode("utf-16"), "UTF-8"),
    ("format = 1\n".encode("utf-16-le"), "UTF-8"),
    ("format = 1\n".encode("utf-16-be"), "UTF-8"),
    ("format = 1\n".encode("utf-32"), "UTF-8"),
    ("format = 1\n[business]\nname = 'Café'\n".encode("latin-1"), "line 3"),
    (b"format = 1\n[business]\nname = '\xed\xa0\x80'\n", "line 3"),
    (b"format = 1\n[business]\nname = '\xc0\xaf'\n", "line 3"),
    (b"\0" * 500, "damaged"),
    (EXAMPLE + b"\0" * 500, "damaged"),
    (EXAMPLE + EXAMPLE, "again"),
    (OURS + OURS, "again"),
    (
        "format = 1\n[business]\nname = 'a'\nstaff = 2\nname = 'b'\n",
        'line 5: "business.name" stands here again',
    ),
    (
        "format = 1\n[business]\nname = 'a'\n[roles]\n[business]\nstaff = 2\n",
        'line 5: "business" stands here again',
    ),
    ("format = 1\nbusiness = 'Acme'\n", "table"),
    ("format = 1\npeople = 'Ann'\n", "list"),
    ("format = 1\npeople = ['Ann']\n", "people.1"),
    (
        "format = 1\n[[people]]\nid = 'a'\n[[people]]\nid = 'b'\nphone = 5\n",
        'line 6: "people.2.phone"',
    ),
    ("format = 1\n[[people]]\nname = 'Ann'\n", '"people.1'),
    ("format = 1\n[[business]]\nname = 'Ann'\n", "line 2"),
    ("# note\rformat = 1\r", "line ends"),
    ("format = 1\n[roles]\npublishing = 'ann'\n", "list"),
    ("format = 1\n[legal]\ntopics = [5]\n", "legal.topics"),
    ("format = 1\n[publication]\nplaces = ['bin']\n", "one of"),
    ("format = 1\n[review]\nadopted_on = '2026-01-01'\n", "without quotes"),
    ("format = 1\n[review]\nadopted_on = 2026-01-01T10:00:00\n", "date"),
    ("format = 1\n[unfinished]\nx = 5\n", "text"),
    ("format = 1\nleft_at = ['x']\n", "left_at"),
    ("format = 1\nx = " + "9" * 5000, "backup"),
    ("format = 1\nx = " + "[" * 100_000, "nest"),
    ("format = 1\nx = " + "[" * 100_000 + "]" * 100_000, "nest"),
    ("format = 1\nx = " + "{a=" * 50_000, "nest"),
    ("format = 1\n" + "a." * 20_000 + "b = 1\n", "nest"),
    ("format = 1\n" + "[" + "a." * 20_000 + "b]\n", "nest"),
    ("format = 1\n" + '"a".' * 20_000 + "b = 1\n", "nest"),
    ("format = 1\nx = '''\nabc\n", "line 2"),
]


@pytest.mark.parametrize(
    ("content", "says"), WHOLE, ids=[repr(content[:30]) for content, _ in WHOLE]
)
def test_what_is_no_answers_file_is_refused(content: str | bytes, says: str) -> None:
    assert says in refused(content)


def test_no_value_of_the_file_is_repeated() -> None:
    assert "hunter2" not in refused(with_line("staff = 'hunter2'"))
    assert "hunter2" not in refused(with_line("password = hunter2"))


@pytest.mark.parametrize("data", [EXAMPLE, OURS], ids=["as shipped", "as saved"])
def test_a_file_cut_anywhere_is_refused_or_loses_nothing(data: bytes) -> None:
    whole = parse_answers(data, NAME)
    at_line_ends = {
        place for place, byte in enumerate(data) if byte in b"\n]\"'"
    }  # where a cut may go unnoticed
    for place in sorted({*range(0, len(data), 7), *at_line_ends}):
        try:
            answers = parse_answers(data[:place], NAME)
        except FileError as error:
            assert_is_plain(str(error))
        else:
            assert to_toml(answers) == to_toml(whole)


def test_a_file_without_its_last_line_break_is_read() -> None:
    assert parse_answers(OURS.rstrip(b"\n"), NAME) == parse_answers(OURS, NAME)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(OURS) - 1), st.integers(0, 7))
def test_a_flipped_bit_gives_answers_or_a_sentence(place: int, bit: int) -> None:
    damaged = bytearray(OURS)
    damaged[place] ^= 1 << bit
    answers_or_sentence(bytes(damaged))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(OURS)),
    st.integers(0, 400),
    st.sampled_from(
        [b'"', b"'", b"[", b"]", b"=", b"\n", b"#", b"\\", b'"""', b"{", b"\xff", b".", b","]
    ),
)
def test_a_lost_or_added_piece_gives_answers_or_a_sentence(
    place: int, length: int, added: bytes
) -> None:
    answers_or_sentence(OURS[:place] + OURS[place + length :])
    answers_or_sentence(OURS[:place] + added + OURS[place:])


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_give_answers_or_a_sentence(data: bytes) -> None:
    answers_or_sentence(data)
    answers_or_sentence(b"format = 1\n" + data)
    answers_or_sentence(b"format = 1\nx = " + data)


def answers_or_sentence(data: bytes) -> None:
    try:
        answers = parse_answers(data, NAME)
    except FileError as error:
        assert_is_plain(str(error))
    else:
        assert to_dict(parse_answers(serialize(answers), NAME)) == to_dict(answers)


@pytest.mark.parametrize(
    "kind",
    [
        "folder",
        "fifo",
        "socket",
        "device",
        "endless",
        "missing",
        "in a file",
        "long",
        "loop",
        "nowhere",
        "memory",
        "huge",
    ],
)
def test_what_is_no_ordinary_file_is_refused_at_once(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acme.toml"
    says = "ordinary file"
    listener = None
    if kind == "folder":
        path.mkdir()
        says = "is a folder"
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        listener = socket.socket(socket.AF_UNIX)
        monkeypatch.chdir(tmp_path)  # a socket's address has to be short
        listener.bind("acme.toml")
    elif kind == "device":
        path = Path("/dev/null")
    elif kind == "endless":
        path = Path("/dev/zero")
    elif kind == "missing":
        says = "does not exist"
    elif kind == "in a file":
        path.write_bytes(EXAMPLE)
        path, says = path / "inner.toml", "no folder"
    elif kind == "long":
        path, says = tmp_path / ("x" * 300), "too long a name"
    elif kind == "loop":
        path.symlink_to(path)
        says = "leads back to itself"
    elif kind == "nowhere":
        path.symlink_to(tmp_path / "gone.toml")
        says = "does not exist"
    elif kind == "memory":
        path, says = Path("/proc/self/mem"), "can't be read"
    else:
        with path.open("wb") as big:
            big.truncate(100_000_000)
        says = "too large"
    with pytest.raises(FileError, match=says):
        read_answers(path)
    if listener:
        listener.close()


@pytest.mark.parametrize("content", [EXAMPLE, b"", b"format = 2\n", b"\0", OURS[:500]])
def test_reading_changes_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_bytes(content)
    path.chmod(0o440)
    before = path.stat()
    with contextlib.suppress(FileError):
        read_answers(path)
    after = path.stat()
    assert path.read_bytes() == content
    assert (before.st_mtime_ns, before.st_ino, before.st_mode) == (
        after.st_mtime_ns,
        after.st_ino,
        after.st_mode,
    )
    assert [left.name for left in tmp_path.iterdir()] == ["acme.toml"]
    assert stat.S_IMODE(after.st_mode) == 0o440


@pytest.mark.parametrize(
    "name",
    ["a b.toml", "50%.toml", 'it\'s "x".toml', "café 🥐.toml", "-x.toml", "x" * 255, "[b].toml"],
)
def test_any_name_will_do(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(EXAMPLE)
    assert read_answers(tmp_path / name).business.staff == 11


def test_a_name_is_shown_without_steering_the_terminal() -> None:
    with pytest.raises(FileError) as caught:
        toml_file.parse_answers(b"", Path("a\x1b[31m\nb\udcff\u202e.toml"))
    assert str(caught.value).isprintable()
    assert r"a\x1b[31m\nb\udcff\u202e.toml is empty" in str(caught.value)
