"""What holds for every document at every length: nothing ugly, risky or hard to read is printed."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.businesses import BUSINESSES, CHECKLISTS, example, fewest
from tests.documents.said import (
    ADVERTISEMENT,
    HOSTILE,
    LONG,
    RISKY,
    UGLY,
    filled,
    lines,
    sentences,
    shape,
    text_of,
    without_the_law,
)
from tests.outside_programs import outside_program
from tests.printed import pdf
from tests.word_validators import findings
from wizard.answers.fields import FieldKind, all_fields, get_answer, make_row, replace_value
from wizard.answers.model import Answers, Person, Responsibility
from wizard.documents.catalog import catalog, document_type
from wizard.documents.compose import Document, compose
from wizard.documents.docx_writer import render as render_word
from wizard.documents.formats import is_unmodified, render
from wizard.documents.markdown import parse_markdown

EDITIONS = [(each.name, "standard") for each in catalog()] + [
    ("policy", "short"),
    ("policy", "full"),
]
each_edition = pytest.mark.parametrize(("name", "length"), EDITIONS)
each_business = pytest.mark.parametrize("business", BUSINESSES)
STANCES = ("encouraged", "free", "official-only")


def made(answers: Answers, name: str, length: str) -> Document:
    return without_the_law(compose(replace_value(answers, "business.length", length), name))


def ugly(document: Document) -> list[str]:
    return [line for line in lines(document) if UGLY.search(line) and line != "Hello everyone,"]


@each_edition
@each_business
def test_nothing_ugly_is_printed(business: str, name: str, length: str) -> None:
    document = made(BUSINESSES[business](), name, length)
    assert not ugly(document)
    assert not any(re.search(r"\bTBD\b|\bTODO\b|\?\?", line) for line in lines(document))


@each_edition
@each_business
def test_every_heading_has_text_below(business: str, name: str, length: str) -> None:
    document = made(BUSINESSES[business](), name, length)
    nodes = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        if node.type == "heading":
            assert text_of(node)
            assert following is not None, text_of(node)
            assert following.type != "heading" or following.tag > node.tag, text_of(node)


@each_edition
def test_people_who_are_gone_leave_no_trace(name: str, length: str) -> None:
    answers = example()
    for path, field in all_fields().items():
        if field.kind is FieldKind.PERSON:
            answers = replace_value(answers, path, "ghost")
        elif field.kind is FieldKind.PEOPLE:
            answers = replace_value(answers, path, ("ghost",))
        elif field.kind is FieldKind.TABLE:
            gone = {
                column.key: "ghost" for column in field.columns if column.kind is FieldKind.PERSON
            }
            rows = (row.model_copy(update=gone) for row in get_answer(answers, path))
            answers = replace_value(answers, path, tuple(rows))
    assert not ugly(made(answers, name, length))


@each_edition
def test_missing_details_and_empty_rows_leave_no_gaps(name: str, length: str) -> None:
    bare = tuple(Person(id=person.id, name=person.name) for person in example().people)
    assert not ugly(made(replace_value(example(), "people", bare), name, length))
    answers = example()
    for path, field in all_fields().items():
        if field.kind is FieldKind.OPEN_CHECKLIST:
            answers = replace_value(answers, path, ("",))
        elif field.kind is FieldKind.TABLE and path != "people":
            answers = replace_value(answers, path, (make_row(field, {}),))
    assert not ugly(made(answers, name, length))


@each_edition
@pytest.mark.parametrize("stance", ["encouraged", "official-only"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_changes_no_structure(
    hostile: str, stance: str, name: str, length: str
) -> None:
    base = replace_value(example(), "employees.stance", stance)
    base = replace_value(base, "business.length", length)
    unsure = ("legal.adviser", "roles.spokespeople", "no.such.question")
    calm, wild = (
        compose(filled(base, text).model_copy(update={"unsure": unsure}), name)
        for text in ("w", hostile)
    )
    for quiet, loud in zip(calm.sections, wild.sections, strict=True):
        assert shape(parse_markdown(quiet.markdown)) == shape(parse_markdown(loud.markdown)), (
            quiet.name
        )


@each_edition
@pytest.mark.parametrize("business", ["fewest", "example", "everything"])
def test_sentences_are_short(business: str, name: str, length: str) -> None:
    parts = list(sentences(made(BUSINESSES[business](), name, length)))
    whole = [part for part in parts if part.endswith((".", "?")) and not LONG.search(part)]
    assert [part for part in whole if len(part.split()) > 35] == []


@each_edition
@pytest.mark.parametrize("stance", STANCES)
def test_no_wording_of_ours_is_risky(stance: str, name: str, length: str) -> None:
    answers = replace_value(fewest(), "employees.stance", stance)
    for path, boxes in CHECKLISTS:
        answers = replace_value(answers, path, boxes if path != "legal.places" else ())
    for line in lines(made(answers, name, length)):
        # A lawyer may be asked about what staff must not be told.
        assert name == "lawyer-questions" or not RISKY.search(line), line
        # The calendar says how to start a review.
        assert name == "review-calendar" or not ADVERTISEMENT.search(line), line


@pytest.mark.parametrize("name", [each.name for each in catalog()])
def test_same_answers_give_the_same_file_which_is_recognised(name: str) -> None:
    composed = compose(example(), name)
    for form in document_type(name).formats:
        file = render(composed, example(), form)
        # A calendar has the time of its export.
        assert form == "ics" or render(composed, example(), form) == file
        assert is_unmodified(file, form) == (document_type(name).sealed or form != "md")
        changed = file[:-1] if form == "docx" else file.replace(b"e", b"a", 1)
        assert not is_unmodified(changed, form)


@pytest.mark.parametrize("name", [each.name for each in catalog() if "docx" in each.formats])
@pytest.mark.parametrize("business", ["nothing", "everything"])
def test_word_file_is_valid(name: str, business: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(render_word(compose(BUSINESSES[business](), name)))
    assert findings(file) == []


# --- pages ---


def twelve() -> Answers:
    """Twelve people with all their details; one has most of the roles, and each has one."""
    people = tuple(
        Person(
            id=f"p{number}",
            name=f"Alexandra Featherstone-{number}",
            job=f"Manager of shop number {number}",
            email=f"alexandra.{number}@featherstone.example",
            phone=f"+44 20 7946 01{number:02}",
            other=f"In the shop on the corner, room {number}",
        )
        for number in range(12)
    )
    answers = with_values(fewest(), people=people, roles__lead="p0", roles__head="p1")
    roles = (
        "advertising",
        "account_security",
        "publishing",
        "legal_approval",
        "training",
        "strategy",
    )
    for number, role in enumerate(roles, 2):
        answers = replace_value(answers, f"roles.{role}", ("p0", f"p{number}"))
    other = (Responsibility(name="Pictures of the shop window", person="p11"),)
    return with_values(
        answers,
        roles__crisis_response=("p1", "p8"),
        roles__spokespeople=("p1", "p9"),
        roles__other=other,
        security__report_to="p10",
    )


def thirty() -> Answers:
    """A business with a long name, in which thirty people have a role, eight of them the same."""
    people = tuple(
        Person(
            id=f"q{number}",
            name=f"Bartholomew Featherstonehaugh-{number}",
            email=f"bartholomew.{number}@featherstonehaugh-holdings.example",
            phone=f"+44 1632 9600{number:02}",
        )
        for number in range(30)
    )
    answers = with_values(
        fewest(),
        people=people,
        business__name="Featherstonehaugh & Daughters Holdings (International) Limited",
        roles__lead="q0",
        roles__publishing=tuple(f"q{number}" for number in range(8)),
        roles__spokespeople=("q28", "q29"),
        roles__other=(Responsibility(name="Pictures of the shop window", person="q11"),),
    )
    roles = ("advertising", "account_security", "legal_approval", "training", "strategy")
    for number, role in enumerate(roles):
        holders = tuple(f"q{8 + 4 * number + each}" for each in range(4))
        answers = replace_value(answers, f"roles.{role}", holders)
    return answers


def formal() -> Answers:
    """The same business in its longest words."""
    return with_values(
        thirty(),
        business__voice="formal",
        employees__stance="encouraged",
    )


def with_values(answers: Answers, **values: object) -> Answers:
    for path, value in values.items():
        answers = replace_value(answers, path.replace("__", "."), value)
    return answers


def count_pages(answers: Answers, name: str, directory: Path) -> int:
    file = directory / f"{name}.docx"
    file.write_bytes(render_word(compose(answers, name)))
    command = [outside_program("pdfinfo"), str(pdf(file, directory))]
    info = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(re.findall(r"Pages: +(\d+)", info)[0])


@pytest.mark.parametrize("business", [fewest, example, twelve, thirty, formal])
@pytest.mark.parametrize("name", ["summary", "contact-card", "acknowledgement"])
def test_handout_fits_one_page(name: str, business: Callable[[], Answers], tmp_path: Path) -> None:
    assert count_pages(business(), name, tmp_path) == 1


@pytest.mark.parametrize(
    ("length", "business", "most"),
    [
        *(("short", "fewest", 2), ("short", "example", 3), ("short", "everything", 4)),
        *(("standard", "fewest", 9), ("standard", "example", 10)),
        *(("full", "fewest", 13), ("full", "example", 14)),
    ],
)
def test_policy_has_no_more_pages_than_promised(
    length: str, business: str, most: int, tmp_path: Path
) -> None:
    answers = replace_value(BUSINESSES[business](), "business.length", length)
    assert count_pages(answers, "policy", tmp_path) <= most


def test_contact_card_of_a_big_business_goes_by_subject() -> None:
    card = "\n".join(lines(compose(thirty(), "contact-card")))
    one, two, three, four = (f"Bartholomew Featherstonehaugh-{number}" for number in range(4))
    posts = "Posts, replies and ideas for them"
    assert f"{posts}\n{one} (+44 1632 960000), {two} (+44 1632 960001)" in card
    assert f"{three} (+44 1632 960002), {four}, " in card
    assert f"Pictures of the shop window\n{one[:-1]}11 (+44 1632 960011)" in card
