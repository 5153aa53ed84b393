"""Each row of the mission's table, and each type of clause of published policies, is printed."""

import datetime
import io
import re
import tomllib
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph

from tests.documents.said import lines
from wizard.answers.fields import FieldKind, field_at, replace_value
from wizard.answers.model import Answers, EmergencyContact, Person
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render

FILES = Path(__file__).parent
MISSION: dict[str, dict[str, Any]] = tomllib.loads((FILES / "mission.toml").read_text("utf-8"))
CLAUSES: dict[str, dict[str, Any]] = tomllib.loads((FILES / "clauses.toml").read_text("utf-8"))
PEOPLE = (
    Person(
        id="ana",
        name="Ana Brandt",
        job="Owner",
        email="ana@acorn.example",
        phone="555 0101",
        other="Room 2",
    ),
    Person(id="ben", name="Ben Cole", job="Sales", email="ben@acorn.example", phone="555 0102"),
    Person(
        id="cy",
        name="Cy Dunne",
        job="Workshop",
        email="cy@acorn.example",
        phone="555 0103",
        other="Radio 7",
    ),
)


@pytest.fixture(scope="module")
def acorn() -> Answers:
    answers = Answers()
    for path, value in {
        "business.name": "Acorn Toys",
        "business.country": "GB",
        "people": PEOPLE,
        "roles.head": "ana",
        "roles.lead": "ben",
    }.items():
        answers = replace_value(answers, path, value)
    return answers


def with_answers(answers: Answers, case: dict[str, Any]) -> Answers:
    for path, value in case.get("answers", {}).items():
        answers = replace_value(answers, path, frozen(value))
    return answers


def frozen(value: Any) -> Any:
    """Return the value with tuples for lists, as the answers hold them."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def missing(text: str, case: dict[str, Any]) -> list[str]:
    """Return the words of the case that the text doesn't have; ".*" matches anything."""
    return [
        words
        for words in case["words"]
        if not re.search(".*".join(map(re.escape, words.split(".*"))), text, re.DOTALL)
    ]


def word_text(answers: Answers, document: str) -> str:
    """Return the text of a document's .docx, the cells of a table divided by " | "."""
    blocks = []
    for block in docx.Document(io.BytesIO(render(compose(answers, document)))).iter_inner_content():
        if isinstance(block, Paragraph):
            blocks.append(block.text)
        else:
            blocks += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return " ".join(" ".join(blocks).split())


def markdown_text(answers: Answers, case: dict[str, Any]) -> str:
    return "\n".join(lines(compose(answers, case.get("document", "policy"))))


@pytest.mark.parametrize("row", MISSION)
def test_word_document_prints_the_answer(acorn: Answers, row: str) -> None:
    case = MISSION[row]
    text = word_text(with_answers(acorn, case), case.get("document", "policy"))
    assert missing(text, case) == []


def test_policy_does_not_print_outside_contacts_of_the_crisis_plan(acorn: Answers) -> None:
    contact = EmergencyContact(name="Lumen Law", why="Claims", phone="555 0199")
    answers = replace_value(acorn, "crisis.contacts", (contact,))
    assert "555 0199" not in word_text(answers, "policy")


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_is_printed(acorn: Answers, clause: str) -> None:
    case = CLAUSES[clause]
    assert missing(markdown_text(with_answers(acorn, case), case), case) == []


@pytest.mark.parametrize("clause", [key for key, case in CLAUSES.items() if "answers" in case])
def test_clause_changes_with_its_answer(acorn: Answers, clause: str) -> None:
    case = CLAUSES[clause]
    answers = acorn
    for path, value in case["answers"].items():
        answers = replace_value(answers, path, other_answer(path, frozen(value)))
    assert missing(markdown_text(answers, case), case) != []


def other_answer(path: str, value: Any) -> Any:
    """Return an answer that says nothing of what `value` says."""
    if field_at(path).kind is FieldKind.CHOICE:
        return next(choice for choice in field_at(path).choices if choice != value)
    if field_at(path).kind is FieldKind.PERSON:
        return "ana" if value != "ana" else "ben"
    return {bool: False, int: 3, str: "", tuple: (), datetime.date: datetime.date(2031, 5, 6)}[
        type(value)
    ]
