"""The questions: bound to the answers' fields, said in plain words, and wrong only with file and key named."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import textstat

from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set, replace_value
from wizard.answers.model import AnswerModel, Answers
from wizard.data import DataError
from wizard.data_dirs import data_dir
from wizard.interview import Question, Step, load
from wizard.storage import toml_file

SHIPPED = data_dir("questions") / "en"
STEPS = [
    "business", "roles", "security", "crisis", "legal", "personal-use", "employees", "publication", "review",
]  # fmt: skip
AGAINST_THE_LETTER = {
    "security.password_change", "legal.content_sources", "legal.confidential", "personal_use.out_of_bounds",
    "employees.stance", "employees.disclaimer",
}  # fmt: skip
"""Where we advise otherwise than one might expect, and the help may take the room to say why."""

INTERVIEW = load()
QUESTIONS = INTERVIEW.questions()
every_question = pytest.mark.parametrize(
    "question", QUESTIONS, ids=[question.path for question in QUESTIONS]
)
every_step = pytest.mark.parametrize(
    "step", INTERVIEW.steps, ids=[step.key for step in INTERVIEW.steps]
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the questions, to break."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "en"))


def texts(step: Step) -> list[str]:
    """Every word of a step that the owner may read."""
    found = [step.title, step.why]
    for question in step.questions:
        found += [
            question.ask,
            question.help,
            question.example,
            question.row,
            *question.labels.values(),
        ]
        for column in question.columns.values():
            found += [column.ask, column.example, *column.labels.values()]
    return [text for text in found if text]


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])['\"]?\s+", text) if part]


# Loading


def test_there_are_the_business_and_the_eight_steps() -> None:
    assert [(step.number, step.key) for step in INTERVIEW.steps] == list(enumerate(STEPS))


def test_each_field_is_asked_exactly_once() -> None:
    assert sorted(question.path for question in QUESTIONS) == sorted(all_fields())


def test_a_question_is_asked_in_the_step_of_its_part_of_the_answers() -> None:
    elsewhere = {"people": "business", "revisions": "review"}
    for question in QUESTIONS:
        part = question.path.partition(".")[0]
        assert INTERVIEW.step_of(question.path).key == elsewhere.get(part, part.replace("_", "-"))


def test_people_are_typed_before_anyone_is_picked() -> None:
    paths = [question.path for question in QUESTIONS]
    picking = [
        question.path
        for question in QUESTIONS
        if question.field.kind in (FieldKind.PERSON, FieldKind.PEOPLE)
    ]
    assert all(paths.index("people") < paths.index(path) for path in picking)
    assert picking[:2] == ["roles.head", "roles.lead"]


def test_a_question_is_found_by_its_field() -> None:
    question = INTERVIEW.question("security.password_change")
    assert question.ask == "When do you change passwords?"
    assert INTERVIEW.step_of(question.path).title == "Security"
    with pytest.raises(KeyError):
        INTERVIEW.question("security.nothing")
    with pytest.raises(KeyError):
        INTERVIEW.step_of("security.nothing")


# The words


def test_at_most_twelve_answers_are_essential() -> None:
    essential = [question.path for question in QUESTIONS if question.essential]
    assert len(essential) <= 12
    assert {"business.name", "people", "roles.head", "roles.lead"} <= set(essential)


def test_what_every_open_role_falls_back_to_is_essential() -> None:
    essential = {question.path for question in QUESTIONS if question.essential}
    for asked in all_fields().values():
        by = asked.fallback
        while by is not None and all_fields()[by].fallback is not None:
            by = all_fields()[by].fallback
        assert by is None or by in essential


@every_question
def test_a_question_asks_and_helps_in_few_words(question: Question) -> None:
    assert question.ask.endswith("?")
    assert len(question.ask) <= 80
    assert question.help.endswith((".", "!"))
    if question.path in AGAINST_THE_LETTER:
        assert len(sentences(question.help)) <= 3
    else:
        assert len(question.help) <= 110


@every_question
def test_a_label_is_a_clear_phrase(question: Question) -> None:
    columns = [column.labels for column in question.columns.values()]
    for labels in (question.labels, *columns):
        assert len(set(labels.values())) == len(labels), "two choices read the same"
        for key, label in labels.items():
            assert label[0].isupper()
            assert not label.endswith("."), f"{key}: a label is no sentence"
            assert len(label) <= 70


@every_question
def test_a_table_says_what_its_rows_are_called(question: Question) -> None:
    assert bool(question.row) == bool(question.columns) == (question.field.kind is FieldKind.TABLE)


@every_step
def test_a_step_says_why_it_matters(step: Step) -> None:
    assert len(step.title) <= 20
    assert 2 <= len(sentences(step.why)) <= 3
    assert "\n" not in step.why


@every_step
def test_nothing_is_unfinished_or_in_our_own_jargon(step: Step) -> None:
    for text in texts(step):
        assert not re.search(r"TODO|FIXME|XXX|\?\?|lorem", text)
        assert not re.search(
            r"\b(fields?|paths?|JSON|TOML|Markdown|boolean|strings?|templates?)\b", text
        )
        assert text == text.strip()
        assert "  " not in text


@every_step
def test_a_step_reads_as_plain_english(step: Step) -> None:
    words = [
        step.why,
        *(text for question in step.questions for text in (question.ask, question.help)),
    ]
    assert textstat.flesch_reading_ease(" ".join(words)) >= 60
    for text in words:
        for sentence in sentences(text):
            assert len(sentence.split()) <= 25, sentence


def test_pay_is_never_offered_as_a_secret() -> None:
    question = INTERVIEW.question("legal.confidential")
    for label in question.labels.values():
        assert not re.search(
            r"\b(pay|wages?|salar\w+|hours|shifts?|conditions)\b", label, re.IGNORECASE
        )
    assert "can never be on the list" in question.help


def test_the_strictest_stance_never_asks_for_silence_about_work() -> None:
    question = INTERVIEW.question("employees.stance")
    assert "speak for us" in question.labels["official-only"]
    assert not re.search(
        r"\b(ban|forbid|silen|never talk|must not)", question.labels["official-only"]
    )
    assert "pay, hours and working conditions" in question.help


def test_password_help_says_why_fixed_dates_are_not_advised() -> None:
    question = INTERVIEW.question("security.password_change")
    assert "no longer advise" in question.help
    assert list(question.labels) == ["after-leak", "90-days", "180-days", "yearly"]


# Conditions


def test_an_address_is_asked_only_where_the_policy_is_put() -> None:
    intranet = INTERVIEW.question("publication.intranet_address")
    website = INTERVIEW.question("publication.website_address")
    answers = Answers()
    assert not intranet.applies(answers)
    assert not website.applies(answers)
    answers = replace_value(answers, "publication.places", ("handbook", "intranet"))
    assert intranet.applies(answers)
    assert not website.applies(answers)


def test_the_disclaimer_is_asked_where_staff_may_talk_about_the_brand() -> None:
    disclaimer = INTERVIEW.question("employees.disclaimer")
    applies = {
        stance: disclaimer.applies(replace_value(Answers(), "employees.stance", stance))
        for stance in ("encouraged", "free", "official-only")
    }
    assert applies == {"encouraged": True, "free": True, "official-only": False}


def test_an_answer_that_no_longer_applies_is_kept() -> None:
    answers = replace_value(Answers(), "publication.places", ("website",))
    answers = replace_value(
        answers, "publication.website_address", "https://larkspurlane.example/policy"
    )
    answers = replace_value(answers, "publication.places", ("handbook",))
    assert not INTERVIEW.question("publication.website_address").applies(answers)
    assert answers.publication.website_address == "https://larkspurlane.example/policy"


def test_states_are_asked_where_a_country_has_some_also_while_it_is_our_suggestion() -> None:
    states = INTERVIEW.question("legal.states")
    assert not states.applies(Answers())
    in_canada = replace_value(Answers(), "business.country", "CA")
    assert states.applies(in_canada)
    assert list(states.offered(in_canada)) == ["CA-ON", "CA-QC", "other"]
    assert not states.applies(replace_value(in_canada, "legal.places", ("DE",)))


def test_a_fact_is_offered_where_a_rule_depends_on_it() -> None:
    facts = INTERVIEW.question("legal.facts")
    assert "works-council" not in facts.offered(Answers())
    assert "works-council" in facts.offered(replace_value(Answers(), "legal.places", ("FR",)))
    assert "law-firm" in facts.offered(
        replace_value(Answers(), "business.other_trades", ("professional",))
    )


def test_a_state_of_a_country_that_was_taken_away_counts_for_nothing() -> None:
    answers = replace_value(Answers(), "legal.places", ("CA", "FR"))
    answers = replace_value(answers, "legal.states", ("CA-QC",))
    facts = INTERVIEW.question("legal.facts")
    assert "french-text" in facts.offered(replace_value(answers, "legal.places", ("CA",)))
    assert "french-text" not in facts.offered(replace_value(answers, "legal.places", ("GB",)))


def test_an_essential_question_always_applies() -> None:
    assert not [question.path for question in QUESTIONS if question.essential and question.when]


# A mistake in a file of questions


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


MISTAKES = {
    "a typo in a field": (
        "0-business.toml", '"business.country"', '"business.contry"',
        ["'business.contry'", "did you mean 'business.country'"],
    ),
    "no field": ("0-business.toml", 'field = "business.country"\n', "", ["question '2'", "'field' is missing"]),
    "an unknown key": (
        "2-security.toml", "essential = true", "esential = true",
        ["'security.report_to'", "'esential'", "did you mean 'essential'"],
    ),
    "an unknown key of the step": ("2-security.toml", "title =", "titel =", ["'titel'", "did you mean 'title'"]),
    "no help": (
        "1-roles.toml", 'help = "Step 3 has the details. Until you choose: whoever runs the business."\n', "",
        ["'roles.crisis_response'", "'help' is missing"],
    ),
    "an empty ask": (
        "8-review.toml", 'ask = "How often will you review the policy?"', 'ask = ""',
        ["'review.times_a_year'", "'ask' is empty"],
    ),
    "a number for a text": (
        "8-review.toml", 'ask = "How often will you review the policy?"', "ask = 3",
        ["'review.times_a_year'", "'ask' must be text in quotes"],
    ),
    "a text for true": (
        "2-security.toml", "essential = true", 'essential = "yes"',
        ["'security.report_to'", "'essential' must be true or false"],
    ),
    "a missing label": (
        "8-review.toml", 'twice = "Twice a year"\n', "", ["'review.times_a_year'", "choices", "'twice' is missing"],
    ),
    "a label too many": (
        "8-review.toml", 'once = "Once a year"', 'once = "Once a year"\nnever = "Never"',
        ["'review.times_a_year'", "choices", "'never' is not known"],
    ),
    "a label for a line of text": (
        "0-business.toml", 'essential = true\n', 'essential = true\n[questions.choices]\nlong = "Long"\n',
        ["'business.name'", "choices", "'long'"],
    ),
    "a missing yes": ("7-publication.toml", "yes =", "yess =", ["'publication.sign'", "'yess'", "did you mean 'yes'"]),
    "a missing column": (
        "4-legal.toml", "[questions.columns.rule]", "[questions.columns.rules]",
        ["'legal.regional_rules'", "columns", "'rules'", "did you mean 'rule'"],
    ),
    "a table without a name for its rows": (
        "1-roles.toml", 'row = "account"\n', "", ["'roles.accounts'", "'row' is missing"],
    ),
    "a column without a heading": (
        "1-roles.toml", 'ask = "Where is it?"\n', "", ["'roles.accounts'", "[platform]", "'ask' is missing"],
    ),
    "a missing label in a column": (
        "3-crisis.toml", 'pr = "Press and public"\n', "", ["'crisis.duties'", "[team]", "'pr' is missing"],
    ),
    "a condition on nothing": (
        "7-publication.toml", '{ field = "publication.places", is = ["intranet"] }',
        '{ field = "publication.place", is = ["intranet"] }',
        ["'publication.intranet_address'", "when", "did you mean 'publication.places'"],
    ),
    "a condition without values": (
        "7-publication.toml", ', is = ["intranet"] }', " }",
        ["'publication.intranet_address'", "when", "'is' is missing"],
    ),
    "a condition with an unknown choice": (
        "7-publication.toml", 'is = ["intranet"]', 'is = ["intrnet"]',
        ["'publication.intranet_address'", "when", "'intrnet'", "did you mean 'intranet'"],
    ),
    "a condition that is no list": (
        "7-publication.toml", 'is = ["intranet"]', 'is = "intranet"',
        ["'publication.intranet_address'", "when", "'is' must be a list"],
    ),
    "a condition of a choice that is not there": (
        "4-legal.toml", "works-council = [{", "work-council = [{",
        ["'legal.facts'", "only_if", "'work-council'", "did you mean 'works-council'"],
    ),
    "a condition of a choice without braces": (
        "4-legal.toml", 'internal-committee = [{ field = "legal.places", is = ["IN"] }]', 'internal-committee = ["IN"]',
        ["'legal.facts'", "[only_if]: 'internal-committee' must be tables, each in braces"],
    ),
    "a condition of a choice on nothing": (
        "4-legal.toml", 'chinese-text = [{ field = "legal.places"', 'chinese-text = [{ field = "legal.place"',
        ["'legal.facts'", "[only_if], chinese-text '1'", "did you mean 'legal.places'"],
    ),
    "a condition of a choice where all choices apply": (
        "8-review.toml", '[[questions]]\nfield = "review.next_on"',
        '[questions.only_if]\nonce = []\n\n[[questions]]\nfield = "review.next_on"',
        ["'review.times_a_year'", "only_if", "'once' is not known"],
    ),
    "a field asked twice in a step": (
        "8-review.toml", '"review.reviewed_by"', '"review.approved_by"',
        ["'review.approved_by'", "asked already, in 8-review.toml"],
    ),
    "a field asked twice in two steps": (
        "8-review.toml", '"review.reviewed_by"', '"roles.head"', ["'roles.head'", "asked already, in 1-roles.toml"],
    ),
    "no TOML": ("5-personal-use.toml", "title =", "title", ["line 1"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_its_file_and_key(
    place: Path, name: str, old: str, new: str, said: list[str]
) -> None:
    edit(place / name, old, new)
    with pytest.raises(DataError) as error:
        load(place)
    message = str(error.value)
    assert str(place / name) in message
    assert "\n" not in message
    for words in said:
        assert words in message


def test_a_step_of_loose_texts_is_refused(place: Path) -> None:
    path = place / "6-employees.toml"
    path.write_text(
        'title = "A"\nwhy = "B"\nshows = ["policy/title"]\nquestions = ["A"]\n', encoding="utf-8"
    )
    with pytest.raises(DataError, match=re.escape(f"{path}: the step: 'questions'")):
        load(place)


def test_a_file_in_another_encoding_is_named(place: Path) -> None:
    path = place / "0-business.toml"
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))
    with pytest.raises(DataError, match=re.escape(str(path))):
        load(place)


def test_a_field_that_nobody_asks_for_is_named(place: Path) -> None:
    path = place / "8-review.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[questions]]\nfield = "review.reviewed_by"')
    path.write_text(text[:start] + text[text.index("[[questions]]", start + 1) :], encoding="utf-8")
    with pytest.raises(DataError) as error:
        load(place)
    assert str(error.value) == f"{place}: no question asks for the field 'review.reviewed_by'."


def test_a_missing_step_is_noticed(place: Path) -> None:
    (place / "3-crisis.toml").unlink()
    with pytest.raises(DataError, match=re.escape("'crisis.prevention'")):
        load(place)


def test_the_shipped_questions_are_read_once() -> None:
    assert load() is load()


def test_other_files_beside_the_steps_are_no_steps(place: Path) -> None:
    (place / "notes.toml").write_text("not = toml = at all", encoding="utf-8")
    assert load(place) == INTERVIEW


# The example


@pytest.fixture(scope="module")
def example() -> Answers:
    return toml_file.read_answers(SHIPPED / "example.toml")


def unknown_keys(part: AnswerModel) -> list[str]:
    found = list(part.model_extra or {})
    for value in (getattr(part, key) for key in type(part).model_fields):
        parts = value if isinstance(value, tuple) else (value,)
        found += [
            key for item in parts if isinstance(item, AnswerModel) for key in unknown_keys(item)
        ]
    return found


def people_named(value: Any, kind: FieldKind) -> tuple[str, ...]:
    if kind is FieldKind.PERSON:
        return (value,)
    return value if kind is FieldKind.PEOPLE else ()


def test_the_example_begins_with_what_it_is() -> None:
    first, *_ = (SHIPPED / "example.toml").read_text(encoding="utf-8").splitlines()
    assert first.startswith("# A complete set of answers")


def test_the_example_answers_every_question_that_applies(example: Answers) -> None:
    assert [q.path for q in QUESTIONS if q.applies(example) and not is_set(example, q.path)] == []


def test_the_example_leaves_nothing_empty(example: Answers) -> None:
    for question in QUESTIONS:
        value = get_answer(example, question.path)
        assert value not in (None, "", ()), question.path
        if question.field.kind is FieldKind.TABLE:
            for row in value:
                empty = [
                    column.key
                    for column in question.field.columns
                    if getattr(row, column.key) in (None, "")
                ]
                assert empty == [], f"{question.path}: {row}"


def test_the_example_has_no_unknown_keys(example: Answers) -> None:
    assert unknown_keys(example) == []


def test_the_example_points_only_at_people_it_has(example: Answers) -> None:
    ids = [person.id for person in example.people]
    assert len(set(ids)) == len(ids)
    assert 5 <= len(ids) <= 6
    named: set[str] = set()
    for question in QUESTIONS:
        value = get_answer(example, question.path)
        named.update(people_named(value, question.field.kind))
        for column in question.field.columns:
            named.update(
                name
                for row in value
                for name in people_named(getattr(row, column.key), column.kind)
            )
    assert named == set(ids), "somebody is missing, or has no part in it"


def test_the_example_adds_lines_of_its_own_to_open_checklists(example: Answers) -> None:
    own = [
        question.path
        for question in QUESTIONS
        if question.field.kind is FieldKind.OPEN_CHECKLIST
        and any(item not in question.field.choices for item in get_answer(example, question.path))
    ]
    assert len(own) >= 5


def test_the_example_reaches_no_real_person() -> None:
    text = (SHIPPED / "example.toml").read_text(encoding="utf-8")
    words = text + " ".join(text for step in INTERVIEW.steps for text in texts(step))
    assert all(
        number.startswith("555 01") for number in re.findall(r"\+1 \d{3} (\d{3} \d{4})", words)
    )
    assert all(
        domain.endswith((".example", "example.com"))
        for domain in re.findall(r"@([\w-]+(?:\.[\w-]+)*\.(?:com|example|org|net))", words)
    )
    assert all(host.endswith(".example") for host in re.findall(r"https?://([^/\s\"]+)", words))
