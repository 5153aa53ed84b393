"""Lists that are far longer than any of a small business: refused in one sentence, before they take time or memory."""

from pathlib import Path

import pytest

from tests.example import ANSWERS
from wizard.answers.fields import replace_value
from wizard.answers.model import Account, Person, Revision
from wizard.storage import FileError
from wizard.storage.limits import MOST_PEOPLE, MOST_ROWS, overfull
from wizard.storage.toml_file import parse_answers, read_answers, write_answers

PATH = Path("acme.toml")


@pytest.mark.parametrize(
    ("head", "entry", "name", "room"),
    [
        ("unsure = [", "'a',", "unsure", MOST_PEOPLE),
        ("people = [", "{id='a'},", "people", MOST_PEOPLE),
        ("roles.publishing = [", "'a',", "roles.publishing", MOST_PEOPLE),
        ("roles.accounts = [", "{},", "roles.accounts", MOST_ROWS),
        ("employees.expectations = [", "'a',", "employees.expectations", MOST_ROWS),
        ("mine.rows = [[], [],", "{},", "mine.rows", MOST_PEOPLE),
    ],
)
def test_a_list_that_is_far_too_long_is_refused(
    head: str, entry: str, name: str, room: int
) -> None:
    for count in (room + 1, 200_000):
        with pytest.raises(FileError) as caught:
            parse_answers(f"format = 1\n{head}{entry * count}]\n".encode(), PATH)
        assert f'acme.toml, line 2: "{name}": there are ' in str(caught.value)
        assert str(caught.value).endswith(
            f" entries here, and there is room for {room:,}; take some out."
        )


def test_five_thousand_people_and_two_hundred_rows_have_room() -> None:
    people = [{"id": f"p{number}", "name": "Ann"} for number in range(5_000)]
    assert (
        overfull({"people": people, "roles": {"publishing": ["a"] * 5_000, "accounts": [{}] * 200}})
        is None
    )


def test_answers_that_grew_too_long_are_kept_here_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    before = write_answers(path, ANSWERS, None)
    crowd = replace_value(
        ANSWERS,
        "roles.accounts",
        tuple(Account(handle=f"@{number}") for number in range(MOST_ROWS + 1)),
    )
    with pytest.raises(
        FileError, match=r'can\'t be saved, because of "roles\.accounts": there are 1,001 entries'
    ):
        write_answers(path, crowd, before)
    assert path.read_bytes() == before
    full = replace_value(
        ANSWERS, "revisions", tuple(Revision(version=f"0.{number}") for number in range(MOST_ROWS))
    )
    full = replace_value(
        full, "people", tuple(Person(id=f"p{number}", name="Ann") for number in range(MOST_PEOPLE))
    )
    write_answers(path, full, before)
    assert read_answers(path) == full
