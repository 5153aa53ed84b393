"""Answers come back from the file as they were; comments and unknown keys stay in it."""

import contextlib
import datetime
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.example import ANSWERS, TEXT
from tests.example import BYTES as EXAMPLE
from wizard.answers.base import explicit_values
from wizard.answers.fields import (
    clear_value,
    field_at,
    make_row,
    replace_value,
)
from wizard.answers.model import Account, Answers, Person, RegionalRule, Revision
from wizard.storage import FileError
from wizard.storage.toml_file import (
    END,
    HEADER,
    MAX_PEOPLE,
    MAX_ROWS,
    parse_answers,
    read_answers,
    read_with_bytes,
    serialize,
    to_dict,
    write_answers,
)
from wizard.text import clean_text

NAME = Path("acme.toml")
NAMED = replace_value(Answers(), "business.name", "Larkspur Lane")
SAVED = serialize(ANSWERS)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def parse_or_refuse(data: bytes) -> Answers | None:
    """Return the answers in `data`, which come back once saved; None if it is refused properly."""
    problem = ""
    try:
        answers = parse_answers(data, NAME)
    except FileError as error:
        problem = str(error)
    assert problem.isprintable()
    if problem:
        assert problem.startswith("acme.toml")
        return None
    assert to_dict(parse_answers(serialize(answers), NAME)) == to_dict(answers)
    return answers


# Reading


@pytest.mark.parametrize(
    "data",
    [
        b"format = 2",
        b"\xef\xbb\xbfformat = 2\n",
        b"format = 2\r\n\r\n[business]\r\nname = 'x'\r\n",
        b"format = 2\n[review]\neffective_on = 2024-02-29\n",
        b"format = 2\npeople = [{id = 'a', name = 'Ann'}]\n",
        b"format = 2\nbusiness.name = 'x'\nbusiness.staff = 3\n",
        "format = 2\n[business]\nname = 'مخبز 🥐 \u202eabc'\n".encode(),
        b"format = 2\n# " + b"." * 900_000,
        b"format = 2\nx = '" + b"[." * 400_000 + b"'\n",
        SAVED.rstrip(b"\n"),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_parse_unusual_but_valid_file_is_accepted(data: bytes) -> None:
    assert parse_or_refuse(data) is not None


@pytest.mark.parametrize("data", [EXAMPLE, SAVED], ids=["as shipped", "as saved"])
def test_parse_cut_file_is_refused_or_lost_nothing(data: bytes) -> None:
    line_ends = {index for index, byte in enumerate(data) if byte in b"\n]\"'"}
    for length in sorted({*range(0, len(data), 7), *line_ends}):
        answers = parse_or_refuse(data[:length])
        assert answers is None or to_dict(answers) == to_dict(ANSWERS)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(SAVED) - 1),
    st.integers(0, 7),
    st.integers(0, 400),
    st.sampled_from([b'"', b"'", b"[", b"]", b"=", b"\n", b"#", b"\\", b'"""', b"{", b"\xff"]),
)
def test_parse_damaged_file_gives_answers_or_sentence(
    index: int, bit: int, length: int, inserted: bytes
) -> None:
    flipped = bytearray(SAVED)
    flipped[index] ^= 1 << bit
    parse_or_refuse(bytes(flipped))
    parse_or_refuse(SAVED[:index] + SAVED[index + length :])
    parse_or_refuse(SAVED[:index] + inserted + SAVED[index:])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | ANY_TEXT.map(str.encode))
def test_parse_any_bytes_give_answers_or_sentence(data: bytes) -> None:
    parse_or_refuse(data)
    parse_or_refuse(b"format = 2\n" + data)
    parse_or_refuse(b"format = 2\nx = " + data)


@pytest.mark.parametrize(
    "name", ["a b.toml", "50%.toml", 'it\'s "x".toml', "café 🥐.toml", "-x.toml", "x" * 255]
)
def test_read_any_file_name_is_accepted(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(EXAMPLE)
    assert read_answers(tmp_path / name) == ANSWERS


@pytest.mark.parametrize(
    ("start", "entry", "name", "limit"),
    [
        ("unsure = [", "'a',", "unsure", MAX_PEOPLE),
        ("people = [", "{id='a'},", "people", MAX_PEOPLE),
        ("roles.publishing = [", "'a',", "roles.publishing", MAX_PEOPLE),
        ("roles.accounts = [", "{},", "roles.accounts", MAX_ROWS),
        ("employees.expectations = [", "'a',", "employees.expectations", MAX_ROWS),
    ],
)
def test_parse_too_many_entries_is_refused(start: str, entry: str, name: str, limit: int) -> None:
    with pytest.raises(FileError) as caught:
        parse_answers(f"format = 2\n{start}{entry * (limit + 1)}]\n".encode(), NAME)
    assert str(caught.value) == (
        f'acme.toml, line 2: "{name}": there are {limit + 1} entries, '
        f"and there is room for {limit}; take some out."
    )


def test_parse_too_large_file_is_refused() -> None:
    with pytest.raises(FileError, match="too large"):
        parse_answers(EXAMPLE + b"#" * 1_000_000, NAME)


# Writing


def test_write_lays_file_out_for_people(path: Path) -> None:
    answers = replace_value(NAMED, "people", (Person(id="ann", name="Ann"), Person(id="bo")))
    rule = RegionalRule(place="Oregon", rule='One.\nTwo "2" \\ two.')
    answers = replace_value(answers, "legal.regional_rules", (rule,))
    answers = replace_value(answers, "review.effective_on", datetime.date(2026, 9, 1))
    data = write_answers(path, answers, None)
    assert path.read_bytes() == data
    assert (
        data.decode()
        == f'''{HEADER}
# To go on with them, run policy-wizard and the name of this file. Comments of your own stay.

format = 2

[business]
name = "Larkspur Lane"

[[people]]
id = "ann"
name = "Ann"

[[people]]
id = "bo"

[legal]

[[legal.regional_rules]]
place = "Oregon"
rule = """
One.
Two \\"2\\" \\\\ two."""

[review]
effective_on = 2026-09-01

{END}
'''
    )


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_serialize_any_text_comes_back(name: str, place: str, rule: str, key: str) -> None:
    answers = replace_value(Answers(), "business.name", name)
    rules = (RegionalRule(place=place, rule=rule),)
    answers = replace_value(answers, "legal.regional_rules", rules)
    answers = replace_value(answers, "personal_use.out_of_bounds", ("hate", place, rule))
    answers = answers.model_copy(update={"unfinished": {clean_text(key): clean_text(rule)}})
    assert to_dict(parse_answers(serialize(answers), NAME)) == to_dict(answers)


@pytest.mark.parametrize(
    "extra",
    [
        "x = 1.5e300",
        "x = 1979-05-27T07:32:00.999-07:00",
        "x = 07:32:00",
        'x = "a\\nb\\tc"',
        "x = [[1, [2]], [{a = [{b = 1}]}]]",
        "x = []",
        "x = {}",
        "[x.'y z'.\"q\"]\nw = 1",
        "[[x]]\n[[x]]\ny = [{z = 1}]",
        '"" = 1',
        '"a.b" = 1',
        "business.levels = [{a = 1}]",
        "people = [{id = 'a', more = {deep = [1, 2]}, list = [{x = 1}]}]",
    ],
)
@pytest.mark.parametrize("comment", ["", "# mine\n"], ids=["rewritten", "edited"])
def test_write_keeps_unknown_keys(extra: str, comment: str, path: Path) -> None:
    path.write_text(f"{comment}format = 2\n{extra}\n")
    answers, data = read_with_bytes(path)
    data = write_answers(path, replace_value(answers, "review.times_a_year", "twice"), data)
    table = tomllib.loads(data.decode())
    assert table.pop("review") == {"times_a_year": "twice"}
    assert table == tomllib.loads(f"format = 2\n{extra}\n")
    assert data.decode().startswith(comment)


def test_unknown_keys_named_like_methods_are_kept() -> None:
    names = ("copy", "json", "model_dump", "model_fields_set", "__class__", "__dict__", "self")
    lines = "\n".join(f"{name} = [{{mood = 'good'}}]" for name in names)
    text = f"format = 2\n{lines}\n[business]\n{lines}\n[[people]]\nid = 'ann'\n{lines}\n"
    answers = parse_answers(text.encode(), NAME)
    changed = replace_value(answers, "business.name", "Acme")
    row = make_row(field_at("people"), {**explicit_values(answers.people[0]), "name": "Ann"})
    changed = replace_value(changed, "people", (row,))
    table = tomllib.loads(serialize(changed).decode())
    for part in (table, table["business"], table["people"][0]):
        assert {name: part[name] for name in names} == {name: [{"mood": "good"}] for name in names}
    assert (table["business"]["name"], table["people"][0]["name"]) == ("Acme", "Ann")
    cleared = clear_value(changed, "business.name")
    assert set(explicit_values(cleared.business)) == set(names)


def test_write_same_answers_leaves_file_alone(path: Path) -> None:
    path.write_bytes(b"format=2\n[business]\n")
    answers, data = read_with_bytes(path)
    before = path.stat()
    assert write_answers(path, answers, data) == data
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_write_position_changes_one_line(path: Path) -> None:
    start, rest = "format = 2\n", "\n# Us\n[business]\nname    =  'Acme'\n"
    path.write_text(start + rest)
    for position in ("roles.head", "roles.lead"):
        answers, data = read_with_bytes(path)
        write_answers(path, answers.model_copy(update={"left_at": position}), data)
        assert path.read_text() == f'{start}left_at = "{position}"\n{rest}'


def test_write_too_much_is_refused(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    accounts = tuple(Account(handle=f"@{number}") for number in range(MAX_ROWS + 1))
    rules = (RegionalRule(place="Oregon", rule="x\n" * 9_000),) * 60
    for answers, problem in (
        (replace_value(ANSWERS, "roles.accounts", accounts), "there are 201 entries"),
        (replace_value(ANSWERS, "legal.regional_rules", rules), "too large"),
    ):
        with pytest.raises(FileError, match=problem):
            write_answers(path, answers, EXAMPLE)
    assert path.read_bytes() == EXAMPLE


def test_write_full_tables_come_back(path: Path) -> None:
    revisions = tuple(Revision(version=f"0.{number}") for number in range(MAX_ROWS))
    people = tuple(Person(id=f"p{number}", name="Ann") for number in range(MAX_PEOPLE))
    full = replace_value(replace_value(ANSWERS, "revisions", revisions), "people", people)
    write_answers(path, full, None)
    assert read_answers(path) == full


# Comments

COMMENTED = """# Ours. Ask Maria.

format = 2 # never change this

# Who we are
[business] # us

# As on the sign.
name = "Acme" # with a capital
staff = 11

# Everybody
[[people]]
# Ann is new
id = "ann" # short
name = "Ann"

[[people]]
id = "bo"
name = "Bo" # the boss

[security]
sign_in = [ # the list
  "two-factor", # best
  "manager",
] # end of list

[[legal.regional_rules]]
place = "Oregon"
rule = '''
One # no comment
Two''' # behind a text

# below everything
"""


def write_over(answers: Answers, text: str) -> str:
    """Return what is written over a file of this text; a second save changes nothing."""
    path = Path("acme.toml")
    path.write_text(text)
    data = write_answers(path, answers, text.encode())
    assert to_dict(read_answers(path)) == to_dict(answers)
    position = answers.model_copy(update={"left_at": "roles.head"})
    data = write_answers(path, position, data)
    assert to_dict(read_answers(path)) == to_dict(position)
    return data.decode().replace('left_at = "roles.head"\n', "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
def test_comments_stay_where_they_are() -> None:
    answers = replace_value(parse_answers(COMMENTED.encode(), NAME), "business.staff", 12)
    answers = replace_value(answers, "review.times_a_year", "twice")
    expected = COMMENTED.replace("staff = 11", "staff = 12")
    assert write_over(answers, COMMENTED) == f'{expected}\n[review]\ntimes_a_year = "twice"\n'


@pytest.mark.usefixtures("folder")
def test_comments_move_with_their_row() -> None:
    answers = parse_answers(COMMENTED.encode(), NAME)
    ann, bo = answers.people
    people = (bo.model_copy(update={"phone": "1"}), Person(id="cy"), ann)
    text = write_over(replace_value(answers, "people", people), COMMENTED)
    assert (
        '# Everybody\n[[people]]\nid = "bo"\nname = "Bo" # the boss\nphone = "1"\n\n'
        '[[people]]\nid = "cy"\n\n[[people]]\n# Ann is new\nid = "ann" # short\n'
    ) in text


@pytest.mark.usefixtures("folder")
def test_comments_of_removed_answers_move_to_the_end() -> None:
    answers = parse_answers(COMMENTED.encode(), NAME)
    answers = clear_value(replace_value(answers, "people", answers.people[1:]), "business.name")
    text = write_over(answers, COMMENTED)
    assert "# As on the sign.\nstaff = 11\n\n# Everybody\n" in text
    *_, last = text.partition("# below everything\n")
    assert last.split("\n") == ["# with a capital", "# Ann is new", "# short", ""]


@pytest.mark.usefixtures("folder")
def test_old_hint_about_comments_is_replaced() -> None:
    text = serialize(NAMED).decode()
    old = text.replace(
        "Comments of your own stay.", "Notes of your own stay if they are above this."
    )
    assert write_over(NAMED.model_copy(update={"unsure": ("roles.head",)}), old).startswith(
        text[:100]
    )


EDITS = {
    "nothing": lambda answers: answers,
    "fewer people": lambda answers: replace_value(answers, "people", answers.people[1:]),
    "people turned": lambda answers: replace_value(answers, "people", answers.people[::-1]),
    "nobody": lambda answers: replace_value(answers, "people", ()),
    "no name": lambda answers: clear_value(answers, "business.name"),
    "a name": lambda answers: replace_value(answers, "business.name", 'a "b" # c'),
    "no accounts": lambda answers: replace_value(answers, "roles.accounts", ()),
    "signs": lambda answers: replace_value(answers, "crisis.signs", ("leak", "# no comment")),
    "a rule": lambda answers: replace_value(
        answers, "legal.regional_rules", (RegionalRule(rule="# no\n# comment"),)
    ),
    "all gone": lambda _answers: Answers(),
}


@settings(max_examples=80, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=12),
    edits=st.lists(st.sampled_from(sorted(EDITS)), max_size=3),
    text=st.sampled_from([TEXT, SAVED.decode(), COMMENTED]),
)
@example(places=[(TEXT.count("\n") - 1, False)], edits=[], text=TEXT)
@example(places=[(TEXT.count("\n") - 1, False)], edits=["no name"], text=TEXT)
def test_no_comment_is_ever_lost(
    places: list[tuple[int, bool]],
    edits: list[str],
    text: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    lines = text.split("\n")
    table = tomllib.loads(text)
    for number, (index, on_own_line) in enumerate(places):
        changed = [*lines]
        if on_own_line:
            changed.insert(index % len(lines), f"# c{number}")
        else:
            changed[index % len(lines)] += f" # c{number}"
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads("\n".join(changed)) == table:  # else it is within a text
                lines = changed
    commented = "\n".join(lines)
    answers = parse_answers(commented.encode(), NAME)
    for edit in edits:
        answers = EDITS[edit](answers)
    path = tmp_path_factory.mktemp("comments") / "acme.toml"
    path.write_text(commented)
    written = write_answers(path, answers, commented.encode()).decode()
    assert to_dict(read_answers(path)) == to_dict(answers)
    added = re.compile(r"# c\d+\b")
    assert sorted(added.findall(written)) == sorted(added.findall(commented))
