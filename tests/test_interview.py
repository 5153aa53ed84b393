"""The questions: bound to the fields of the answers, and wrong only with file and key named."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.example import ANSWERS as EXAMPLE
from tests.example import TEXT as EXAMPLE_TEXT
from wizard.answers.base import AnswerModel
from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set, replace_value
from wizard.answers.model import Answers
from wizard.data import DataError
from wizard.data_dirs import questions_dir
from wizard.interview import Question, load

INTERVIEW = load()
QUESTIONS = INTERVIEW.questions()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a copy of the questions, to break."""
    return Path(shutil.copytree(questions_dir(), tmp_path / "en"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def answers_with(**values: Any) -> Answers:
    answers = Answers()
    for path, value in values.items():
        answers = replace_value(answers, path.replace("__", "."), value)
    return answers


def test_each_field_is_asked_in_the_step_of_its_section() -> None:
    assert sorted(question.path for question in QUESTIONS) == sorted(all_fields())
    steps = {"people": "business", "revisions": "review"}
    for question in QUESTIONS:
        section = question.path.partition(".")[0]
        assert INTERVIEW.step_of(question.path).key == steps.get(section, section.replace("_", "-"))


def test_people_are_asked_before_anyone_is_picked() -> None:
    kinds = [question.field.kind for question in QUESTIONS]
    people = [question.path for question in QUESTIONS].index("people")
    assert people < min(map(kinds.index, (FieldKind.PERSON, FieldKind.PEOPLE)))


def test_question_is_found_by_its_path() -> None:
    question = INTERVIEW.question("security.password_change")
    assert question.ask == "When do you change passwords?"
    assert INTERVIEW.step_of(question.path).numbered_title == "Step 2, Security"
    for find in (INTERVIEW.question, INTERVIEW.step_of):
        with pytest.raises(KeyError):
            find("security.nothing")


def test_final_fallback_of_every_role_is_essential() -> None:
    essential = {question.path for question in QUESTIONS if question.essential}
    for field in all_fields().values():
        fallback = field.fallback
        while fallback is not None and all_fields()[fallback].fallback is not None:
            fallback = all_fields()[fallback].fallback
        assert fallback is None or fallback in essential


def test_essential_question_always_applies() -> None:
    assert not [question.path for question in QUESTIONS if question.essential and question.when]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.path)
def test_labels_are_distinct(question: Question) -> None:
    for labels in (question.labels, *(column.labels for column in question.columns.values())):
        assert len(set(labels.values())) == len(labels)


@pytest.mark.parametrize(
    ("path", "answers", "applies"),
    [
        ("publication.intranet_address", {}, False),
        ("publication.intranet_address", {"publication__places": ("handbook", "intranet")}, True),
        ("publication.website_address", {"publication__places": ("intranet",)}, False),
        ("employees.disclaimer", {"employees__stance": "free"}, True),
        ("employees.disclaimer", {"employees__stance": "official-only"}, False),
        ("legal.states", {}, False),
        ("legal.states", {"business__country": "CA"}, True),
        ("legal.states", {"business__country": "CA", "legal__places": ("DE",)}, False),
    ],
)
def test_question_applies(path: str, answers: dict[str, Any], applies: bool) -> None:
    assert INTERVIEW.question(path).applies(answers_with(**answers)) is applies


def test_answer_that_no_longer_applies_is_kept() -> None:
    address = "https://larkspurlane.example/policy"
    answers = answers_with(publication__website_address=address, publication__places=("handbook",))
    assert not INTERVIEW.question("publication.website_address").applies(answers)
    assert answers.publication.website_address == address


@pytest.mark.parametrize(
    ("path", "choice", "answers", "offered"),
    [
        ("legal.states", "CA-ON", {"business__country": "CA"}, True),
        ("legal.states", "US-NY", {"business__country": "CA"}, False),
        ("legal.facts", "works-council", {}, False),
        ("legal.facts", "works-council", {"legal__places": ("FR",)}, True),
        ("legal.facts", "law-firm", {"business__other_trades": ("professional",)}, True),
        (
            "legal.facts",
            "french-text",
            {"legal__states": ("CA-QC",), "legal__places": ("CA",)},
            True,
        ),
        (
            "legal.facts",
            "french-text",
            {"legal__states": ("CA-QC",), "legal__places": ("GB",)},
            False,
        ),
    ],
)
def test_choice_is_offered(path: str, choice: str, answers: dict[str, Any], offered: bool) -> None:
    choices = INTERVIEW.question(path).offered(answers_with(**answers))
    assert (choice in choices) is offered


MISTAKES = {
    "a typo in a field": (
        "0-business.toml",
        '"business.country"',
        '"business.contry"',
        ["'business.contry'", "did you mean 'business.country'"],
    ),
    "no field": (
        "0-business.toml",
        'field = "business.country"\n',
        "",
        ["'questions': '2'", "'field' is missing"],
    ),
    "an unknown key": (
        "2-security.toml",
        "essential = true",
        "esential = true",
        ["'security.report_to'", "'esential'", "did you mean 'essential'"],
    ),
    "an unknown key of the step": (
        "2-security.toml",
        "title =",
        "titel =",
        ["'titel'", "did you mean 'title'"],
    ),
    "no help": (
        "1-roles.toml",
        'help = "Step 3 has the details. Until you choose: whoever runs the business."\n',
        "",
        ["'roles.crisis_response'", "'help' is missing"],
    ),
    "an empty ask": (
        "8-review.toml",
        'ask = "How often will you review the policy?"',
        'ask = ""',
        ["'review.times_a_year'", "'ask' is empty"],
    ),
    "a number for a text": (
        "8-review.toml",
        'ask = "How often will you review the policy?"',
        "ask = 3",
        ["'review.times_a_year'", "'ask' must be text in quotes"],
    ),
    "a text for true": (
        "2-security.toml",
        "essential = true",
        'essential = "yes"',
        ["'security.report_to'", "'essential' must be true or false"],
    ),
    "a missing label": (
        "8-review.toml",
        'twice = "Twice a year"\n',
        "",
        ["'review.times_a_year'", "choices", "'twice' is missing"],
    ),
    "a label too many": (
        "8-review.toml",
        'once = "Once a year"',
        'once = "Once a year"\nnever = "Never"',
        ["'review.times_a_year'", "choices", "'never' is not known"],
    ),
    "a label for a line of text": (
        "0-business.toml",
        "essential = true\n",
        'essential = true\n[questions.choices]\nlong = "Long"\n',
        ["'business.name'", "choices", "'long'"],
    ),
    "a missing yes": (
        "7-publication.toml",
        "yes =",
        "yess =",
        ["'publication.sign'", "'yess'", "did you mean 'yes'"],
    ),
    "a missing column": (
        "4-legal.toml",
        "[questions.columns.rule]",
        "[questions.columns.rules]",
        ["'legal.regional_rules'", "columns", "'rules'", "did you mean 'rule'"],
    ),
    "a table without a name for its rows": (
        "1-roles.toml",
        'row = "account"\n',
        "",
        ["'roles.accounts' has no 'row'"],
    ),
    "a column without a heading": (
        "1-roles.toml",
        'ask = "Where is it?"\n',
        "",
        ["'roles.accounts'", "'platform': 'ask' is missing"],
    ),
    "a missing label in a column": (
        "3-crisis.toml",
        'pr = "Press and public"\n',
        "",
        ["'crisis.duties'", "'team': choices: 'pr' is missing"],
    ),
    "a condition on nothing": (
        "7-publication.toml",
        '{ field = "publication.places", is = ["intranet"] }',
        '{ field = "publication.place", is = ["intranet"] }',
        ["'publication.intranet_address'", "when", "did you mean 'publication.places'"],
    ),
    "a condition without values": (
        "7-publication.toml",
        ', is = ["intranet"] }',
        " }",
        ["'publication.intranet_address'", "'when' must have a field and one test of: is"],
    ),
    "a condition with an unknown choice": (
        "7-publication.toml",
        'is = ["intranet"]',
        'is = ["intrnet"]',
        ["'publication.intranet_address'", "when", "'intrnet'", "did you mean 'intranet'"],
    ),
    "a condition that is no list": (
        "7-publication.toml",
        'is = ["intranet"]',
        'is = "intranet"',
        ["'publication.intranet_address'", "when", "'is' must be a list"],
    ),
    "a condition of a choice that is not there": (
        "4-legal.toml",
        "works-council = [{",
        "work-council = [{",
        ["'legal.facts'", "only_if", "'work-council'", "did you mean 'works-council'"],
    ),
    "a condition of a choice without braces": (
        "4-legal.toml",
        'internal-committee = [{ field = "legal.places", is = ["IN"] }]',
        'internal-committee = ["IN"]',
        ["'legal.facts'", "'internal-committee' must be a table, in braces"],
    ),
    "a condition of a choice on nothing": (
        "4-legal.toml",
        'chinese-text = [{ field = "legal.places"',
        'chinese-text = [{ field = "legal.place"',
        ["'legal.facts'", "'only_if': 'chinese-text'", "did you mean 'legal.places'"],
    ),
    "a condition of a choice where all choices apply": (
        "8-review.toml",
        '[[questions]]\nfield = "review.next_on"',
        '[questions.only_if]\nonce = []\n\n[[questions]]\nfield = "review.next_on"',
        ["'review.times_a_year'", "only_if", "'once' is not known"],
    ),
    "a field asked twice in a step": (
        "8-review.toml",
        '"review.reviewed_by"',
        '"review.approved_by"',
        ["'review.approved_by'", "asked already, in 8-review.toml"],
    ),
    "a field asked twice in two steps": (
        "8-review.toml",
        '"review.reviewed_by"',
        '"roles.head"',
        ["'roles.head'", "asked already, in 1-roles.toml"],
    ),
    "no TOML": ("5-personal-use.toml", "title =", "title", ["line 1"]),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_load_mistake_is_named_with_file_and_key(
    directory: Path, name: str, old: str, new: str, said: list[str]
) -> None:
    change(directory / name, old, new)
    with pytest.raises(DataError) as error:
        load(directory)
    message = str(error.value)
    assert str(directory / name) in message
    assert "\n" not in message
    for words in said:
        assert words in message


def test_load_file_in_another_encoding_is_named(directory: Path) -> None:
    path = directory / "0-business.toml"
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))
    with pytest.raises(DataError, match=re.escape(str(path))):
        load(directory)


def test_load_field_without_a_question_is_named(directory: Path) -> None:
    (directory / "3-crisis.toml").unlink()
    with pytest.raises(DataError, match=r"no question asks for the field 'crisis\.\w+'\.$"):
        load(directory)


def test_load_ignores_other_files(directory: Path) -> None:
    (directory / "notes.toml").write_text("not = toml = at all", encoding="utf-8")
    assert load(directory) == INTERVIEW


def test_example_answers_everything_that_applies() -> None:
    for question in QUESTIONS:
        value = get_answer(EXAMPLE, question.path)
        assert is_set(EXAMPLE, question.path) or not question.applies(EXAMPLE), question.path
        assert value not in (None, "", ()), question.path
        for row in value if question.field.kind is FieldKind.TABLE else ():
            empty = [c.key for c in question.field.columns if getattr(row, c.key) in (None, "")]
            assert empty == [], f"{question.path}: {row}"


def test_example_has_no_unknown_keys() -> None:
    def extra(value: Any) -> list[str]:
        if isinstance(value, tuple):
            return [key for item in value for key in extra(item)]
        if not isinstance(value, AnswerModel):
            return []
        inner = [key for name in type(value).model_fields for key in extra(getattr(value, name))]
        return [*(value.model_extra or {}), *inner]

    assert extra(EXAMPLE) == []


def test_example_reaches_no_real_person() -> None:
    numbers = re.findall(r"\+1 \d{3} (\d{3} \d{4})", EXAMPLE_TEXT)
    assert all(number.startswith("555 01") for number in numbers)
    domains = re.findall(r"(?:\w@|https?://)([\w-]+(?:\.[\w-]+)+)", EXAMPLE_TEXT)
    assert all(domain.endswith((".example", "example.com")) for domain in domains)
