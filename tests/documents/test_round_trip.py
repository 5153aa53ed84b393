"""Change one answer and export again: nothing else in the documents changes."""

import difflib
from pathlib import Path
from typing import Any

import pytest

from tests.documents import read_back
from tests.example import FILE as EXAMPLE
from wizard.answers.fields import get_answer, replace_value
from wizard.answers.model import Account, Answers
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render
from wizard.storage import toml_file


def saved_and_opened(answers: Answers, path: Path) -> Answers:
    toml_file.write_answers(path, answers, path.read_bytes() if path.exists() else None)
    return toml_file.read_answers(path)


def lines(answers: Answers, document: str) -> list[str]:
    return [block.words for block in read_back.blocks(render(compose(answers, document)))]


def new_and_gone(before: Answers, after: Answers, document: str) -> tuple[list[str], list[str]]:
    compared = list(difflib.ndiff(lines(before, document), lines(after, document)))
    return [line[2:] for line in compared if line[0] == "+"], [
        line[2:] for line in compared if line[0] == "-"
    ]


@pytest.mark.parametrize(
    ("path", "value", "document", "says"),
    [
        ("security.password_change", "yearly", "policy", "once a year"),
        ("security.software_updates", "weekly", "policy", "once a week"),
        ("personal_use.at_work", "reasonable", "policy", "now and then"),
        ("crisis.updates", "daily", "crisis-plan", "once a day"),
        ("employees.disclaimer", "My own opinion.", "policy", "My own opinion."),
        ("legal.adviser", "Juno Law", "policy", "Juno Law"),
    ],
)
def test_one_changed_answer_is_all_that_is_new(
    path: str, value: Any, document: str, says: str, tmp_path: Path
) -> None:
    before = toml_file.read_answers(EXAMPLE)
    after = saved_and_opened(replace_value(before, path, value), tmp_path / "answers.toml")
    new, gone = new_and_gone(before, after, document)
    assert len(new) == 1
    assert says in new[0]
    assert len(gone) <= 1


def test_an_account_more_is_one_row_more(tmp_path: Path) -> None:
    before = toml_file.read_answers(EXAMPLE)
    account = Account(
        platform="Mastodon",
        handle="@us@example.social",
        owner="tom-okafor",
        duties="Posts on Fridays",
    )
    more = replace_value(before, "roles.accounts", (*get_answer(before, "roles.accounts"), account))
    new, gone = new_and_gone(before, saved_and_opened(more, tmp_path / "answers.toml"), "policy")
    row = ["Mastodon, @us@example.social", "Tom Okafor", "Posts on Fridays"]
    assert [line for line in new if line in row] == row
    assert not gone or all("4" in line or "Tom" in line or "TikTok" in line for line in gone)


@pytest.mark.parametrize("document", ["policy", "crisis-plan"])
def test_saved_and_opened_again_gives_the_same_bytes(document: str, tmp_path: Path) -> None:
    before = toml_file.read_answers(EXAMPLE)
    after = saved_and_opened(before, tmp_path / "answers.toml")
    assert render(compose(before, document)) == render(compose(after, document))
