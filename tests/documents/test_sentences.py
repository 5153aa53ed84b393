"""What documents say for certain answers, and that every answer shows."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.documents.businesses import (
    BUSINESSES,
    CHECKLISTS,
    CHOICES,
    CHOOSE_RULES,
    OWN_CHECKLISTS,
    example,
    fewest,
)
from tests.documents.said import lines, markdown, text_of, words
from tests.documents.test_printed_answers import with_answers
from wizard.answers.defaults import resolve
from wizard.answers.fields import AnswerField, FieldKind, all_fields, get_answer, replace_value
from wizard.answers.model import (
    Answers,
    Country,
    CustomersCalled,
    Length,
    OwnClause,
    Person,
    PolicySection,
    Trade,
)
from wizard.documents.compose import Document, compose
from wizard.documents.formats import render
from wizard.documents.markdown import parse_markdown, plain_text
from wizard.interview import load
from wizard.laws.models import load_index, load_rule_sets, rules_by_id
from wizard.laws.placeholders import clause_text, placeholder_values
from wizard.laws.selection import included_rules
from wizard.lifecycle.staff_changes import leaver_context

SENTENCES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("sentences.toml").read_text("utf-8")
)
LENGTHS = get_args(Length)
FORMAL = {"business.voice": "formal"}
# The sections that hold what the user adds to a part of the policy.
HOLDERS = {
    "purpose": "scope",
    "roles": "contacts",
    "security": "account-security",
    "crisis": "problems",
    "law": "legal",
    "personal-accounts": "own-accounts",
    "employees": "talking-about-us",
    "publication": "where-to-find",
    "review": "updates",
}
OWN = "Zebras & *stripes* (two)"
each_length = pytest.mark.parametrize("length", LENGTHS)


def changed(answers: Answers, values: dict[str, Any]) -> Answers:
    for path, value in values.items():
        answers = replace_value(answers, path, value)
    return answers


def at(length: str, answers: Answers) -> Answers:
    return replace_value(answers, "business.length", length)


@pytest.mark.parametrize("case", SENTENCES)
def test_document_says(case: str) -> None:
    entry = SENTENCES[case]
    answers = with_answers(BUSINESSES[entry.get("base", "example")](), entry)
    for length in entry.get("lengths", ["standard"]):
        for name in entry.get("documents", ["policy"]):
            text = words(at(length, answers), name)
            assert [part for part in entry.get("has", []) if part not in text] == [], (name, length)
            assert [part for part in entry.get("lacks", []) if part in text] == [], (name, length)


# --- every answer shows ---


@pytest.mark.parametrize(("path", "choices"), CHOICES, ids=[path for path, _ in CHOICES])
def test_each_choice_has_words_of_its_own(path: str, choices: tuple[str, ...]) -> None:
    if path == "business.country":
        return  # some differ only in the rules of law, which are those of other places here
    base = changed(example(), {"legal.places": ("US",), "business.called": ""})
    assert len({markdown(replace_value(base, path, each)) for each in choices}) == len(choices)


# What a place adds is rules of law, of which there are none here.
BOXES = [(path, choices) for path, choices in CHECKLISTS if path != "legal.places"]


@pytest.mark.parametrize("voice", [{}, FORMAL])
@pytest.mark.parametrize(("path", "choices"), BOXES, ids=[path for path, _ in BOXES])
def test_each_box_has_words_of_its_own(
    path: str, choices: tuple[str, ...], voice: dict[str, str]
) -> None:
    base = changed(nothing_ticked(), voice)
    ticked = [(), *((choice,) for choice in choices)]
    assert len({markdown(replace_value(base, path, each)) for each in ticked}) == len(ticked)


def nothing_ticked() -> Answers:
    """A business of which no other answer and no rule of law says what a box does."""
    empty = {path: () for path, _ in CHECKLISTS}
    rules = tuple(f"not {rule}" for rule in rules_by_id())
    place = {"business.country": "SG", "legal.places": ("SG",), "legal.rules": rules}
    return changed(example(), {**empty, **place, "employees.stance": "free"})


@pytest.mark.parametrize(
    ("voice", "length"), [({}, "short"), ({}, "standard"), ({}, "full"), (FORMAL, "standard")]
)
@pytest.mark.parametrize("path", OWN_CHECKLISTS)
def test_a_line_of_the_user_is_printed_as_typed(
    path: str, voice: dict[str, str], length: str
) -> None:
    answers = at(length, changed(example(), voice))
    answers = replace_value(answers, path, (*get_answer(answers, path), OWN))
    # The agenda of reviews isn't for staff.
    if (path, length) != ("review.agenda", "short"):
        # After a verb its first letter may be a small one.
        assert any(OWN[1:] in words(answers, name) for name in ("policy", "crisis-plan"))


@pytest.mark.parametrize(
    "path",
    [
        path
        for path, field in all_fields().items()
        if field.kind is not FieldKind.TABLE and path not in (*CHOOSE_RULES, "business.staff")
    ],
)
def test_each_answer_changes_a_document(path: str) -> None:
    base = example()
    if path == "legal.places":
        base = replace_value(base, "business.country", "GB")
    if path == "business.trade":  # the example of a bakery is the same whatever the trade
        base = replace_value(base, "business.called", "")
    value = other_value(all_fields()[path], get_answer(base, path))
    answers = replace_value(base, path, value)
    if path == "publication.public_contact":
        assert compose(answers, "public-edition") != compose(base, "public-edition")
    else:
        assert markdown(answers) != markdown(base)


@pytest.mark.parametrize("path", CHOOSE_RULES)
def test_what_chooses_rules_is_told_to_the_lawyer(path: str) -> None:
    offered = load().question(path).offered(example())
    texts = {
        str(compose(replace_value(example(), path, (choice,)), "lawyer-questions").sections)
        for choice in offered
    }
    assert len(texts) == len(offered) >= 2


@pytest.mark.parametrize(
    ("path", "column"),
    [(path, column) for path, field in all_fields().items() for column in field.columns],
    ids=lambda value: value.key if isinstance(value, AnswerField) else value,
)
def test_each_column_of_a_table_changes_a_document(path: str, column: AnswerField) -> None:
    first, *rest = get_answer(example(), path)
    value = other_value(column, getattr(first, column.key))
    row = first.model_copy(update={column.key: value})
    assert markdown(replace_value(example(), path, (row, *rest))) != markdown(example())


def other_value(field: AnswerField, value: Any) -> Any:
    """Return an answer that fits the field and isn't `value`."""
    if field.kind in (FieldKind.CHOICE, FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST):
        choice = next(each for each in field.choices if value not in (each, (each,)))
        return choice if field.kind is FieldKind.CHOICE else (choice,)
    if field.kind in (FieldKind.PERSON, FieldKind.PEOPLE):
        person = next(each.id for each in example().people if value not in (each.id, (each.id,)))
        return person if field.kind is FieldKind.PERSON else (person,)
    if field.kind is FieldKind.YES_NO:
        return not value
    return {
        FieldKind.RULES: ("us-fed-photos",),
        FieldKind.DATE: datetime.date(2031, 5, 6),
        FieldKind.NUMBER: 37,
    }.get(field.kind, "Zebra Lane 5")


# --- rules that span documents, lengths or trades ---


def test_each_length_is_longer_than_the_one_before() -> None:
    for business in BUSINESSES.values():
        counts = [len(words(at(length, business()), "policy").split()) for length in LENGTHS]
        assert counts == sorted(counts)


@each_length
@pytest.mark.parametrize("section", get_args(PolicySection))
def test_a_clause_of_the_user_is_printed_as_typed_once_in_its_section(
    section: str, length: str
) -> None:
    text = "The radio is *for all*. {{ 7*7 }}\n\n- 1. Film it | only with the sound off"
    clauses = (OwnClause(section=section, text=text), OwnClause(section=section, text="  "))
    document = compose(
        replace_value(at(length, example()), "publication.own_clauses", clauses), "policy"
    )
    printed = list(lines(document))
    assert printed.count("The radio is *for all*. {{ 7*7 }}") == 1
    assert printed.count("- 1. Film it | only with the sound off") == 1
    if length != "short":
        (holder,) = [each for each in document.sections if "The radio is" in each.markdown]
        assert holder.name == HOLDERS[section]


@pytest.mark.parametrize("country", get_args(Country))
def test_rights_open_the_first_chapter_in_every_country(country: str) -> None:
    answers = changed(fewest(), {"business.country": country, "legal.places": (country,)})
    chapter = next(
        each for each in compose(answers, "policy").sections if "#part-1" in each.markdown
    )
    text = chapter.markdown.partition("> **Your rights**")[2]
    assert "in this policy limits your" in text.partition("Your accounts belong to you")[0]


def test_rights_of_two_countries_are_told_apart() -> None:
    text = words(changed(example(), {"legal.places": ("US", "GB", "IE", "CA")}), "policy")
    for place in ("the United States", "the United Kingdom and Ireland", "Canada"):
        assert f"In {place}, nothing in this policy limits your right" in text


def test_someone_who_signs_says_only_that_they_have_read_it() -> None:
    pages = {section.name: section.markdown for section in compose(example(), "policy").sections}
    assert "I have received and read version 1.1" in words(example(), "policy")
    assert "agree" not in pages["acknowledgment"]
    unsigned = compose(replace_value(example(), "publication.sign", False), "policy")
    assert "acknowledgment" not in [section.name for section in unsigned.sections]


def test_the_log_sheet_of_the_crisis_plan_is_a_page_of_its_own() -> None:
    for length in ("short", "standard"):
        last = compose(at(length, example()), "crisis-plan").sections[-1]
        assert last.markdown.startswith("{.new-page}\n# Log sheet")


def test_only_people_with_a_part_are_listed() -> None:
    people = [*example().people, {"id": "v", "name": "Visitor"}]
    text = words(with_answers(example(), {"answers": {"people": people}}), "policy")
    assert "Visitor" not in text
    assert "Press requests, legal and regulatory approval" in text


@pytest.mark.parametrize("length", ["standard", "full"])
def test_every_rule_of_law_is_printed_once_or_said(length: str) -> None:
    answers = changed(at(length, example()), {"legal.places": get_args(Country)})
    for path in CHOOSE_RULES:
        answers = replace_value(answers, path, all_fields()[path].choices)
    answers = changed(answers, {"business.staff": 5000, "legal.rules": tuple(rules_by_id())})
    text = words(answers, "policy")
    values = placeholder_values(resolve(answers))
    for rule in rules_by_id().values():
        if rule.id not in load_index().said:
            assert text.count(clause_text(rule, values)) == 1, rule.id
    assert set(load_index().said) <= set(rules_by_id())


@pytest.mark.parametrize("country", ["US", "GB", "SG", "CN"])
def test_the_lawyer_sees_each_rule_with_its_source_and_how_it_was_checked(country: str) -> None:
    answers = changed(fewest(), {"business.country": country, "business.trade": "health"})
    (section,) = (
        each for each in compose(answers, "lawyer-questions").sections if each.name == "rules"
    )
    rows = [
        [plain_text(cell) for cell in row.children]
        for row in parse_markdown(section.markdown).walk()
        if row.type == "tr"
    ]
    for rule in (rule for rules in included_rules(answers) for rule in rules.rules):
        (row,) = (row for row in rows if row[1].startswith(rule.citation))
        assert row[2] == (
            "Partly"
            if rule.mixed
            else "Not checked"
            if rule.level == "KNOWN"
            else "Text read"
            if rule.status.startswith("VERIFIED primary")
            else "Report read"
        )
        assert rule.caution_text in row[3]


def test_the_lawyer_sees_what_the_user_is_unsure_of() -> None:
    unsure = ("legal.after_leak", "people", "no.such.question")
    text = words(example().model_copy(update={"unsure": unsure}), "lawyer-questions")
    part = text.partition("Still open.")[2].partition("Our own words")[0]
    assert "What happens when something from inside gets out? We stop the leak" in part
    assert "No suggestion" in part
    assert "no.such" not in text


@pytest.mark.parametrize("trade", get_args(Trade))
def test_each_trade_has_examples_of_its_own(trade: str) -> None:
    def rows(answers: Answers, name: str) -> list[list[str]]:
        return table(compose(answers, name), "Examples of posts")

    answers = changed(fewest(), {"business.country": "US", "business.trade": trade})
    ((fine, wrong),) = rows(at("full", answers), "policy")[1:]
    for row in rows(answers, "summary")[1:]:
        assert row[0] in fine
        assert row[1] in wrong
    for other in {"retail", "food"} - {trade}:
        answers = replace_value(answers, "business.trade", other)
        assert [fine, wrong] not in rows(at("full", answers), "policy")


def table(document: Document, title: str) -> list[list[str]]:
    """Return the text of the cells of the table with this title."""
    nodes = (node for each in document.sections for node in parse_markdown(each.markdown).children)
    found = next(node for node in nodes if node.attrs.get("title") == title)
    return [
        [text_of(cell) for cell in row.children] for part in found.children for row in part.children
    ]


@pytest.mark.parametrize(
    "called", [each for each in get_args(CustomersCalled) if each != "customers"]
)
@pytest.mark.parametrize("voice", [{}, FORMAL])
@pytest.mark.parametrize("length", ["short", "full"])
def test_who_has_no_customers_reads_of_none(
    called: str, voice: dict[str, str], length: str
) -> None:
    ticked = {path: choices for path, choices in CHECKLISTS if path != "legal.places"}
    answers = changed(at(length, fewest()), voice | ticked | {"business.customers_called": called})
    pair = "(?:pupils and their families|residents and relatives)"
    awkward = rf"(?<!,) (?:and|or) {pair}|{pair} (?:and|or) |\b(?:a|no|one|pose as) {pair}"
    for name in ("policy", "crisis-plan", "summary", "contact-card", "announcement"):
        text = words(answers, name)
        assert "customer" not in text.casefold(), name
        assert not re.search(awkward, text), name


def test_who_sells_nothing_is_not_said_to_sell() -> None:
    answers = changed(at("full", fewest()), {"business.trade": "charity"})
    for name in ("policy", "crisis-plan", "summary", "announcement", "public-edition"):
        assert not re.search(r"\bsells?\b", words(answers, name)), name


def test_rules_on_privacy_of_coworkers_are_about_work() -> None:
    limits = ("in your job", "from your job", "at work", "in posts for us")
    for rule in (rule for rules in load_rule_sets() for rule in rules.rules):
        assert not set("'\"") & set(rule.clause), rule.id
        if rule.topic == "privacy" and "coworkers" in rule.clause:
            assert any(limit in rule.clause for limit in limits), rule.id


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("S:/Policies", ""),
        ("Staffroom", ""),
        ("office/policies", ""),
        ("\\\\server\\share", ""),
        ("https://intranet/a", "https://intranet/a"),
        ("staff.acorn.example/a-b", "https://staff.acorn.example/a-b"),
        ("acorn.example:8080/x", "https://acorn.example:8080/x"),
    ],
)
def test_a_web_address_is_a_link_and_a_folder_is_none(address: str, link: str) -> None:
    def links(answers: Answers) -> set[str]:
        trees = [parse_markdown(each.markdown) for each in compose(answers, "policy").sections]
        nodes = (node for tree in trees for node in tree.walk() if node.type == "link")
        return {str(node.attrs["href"]) for node in nodes}

    path = "publication.intranet_address"
    answers = replace_value(example(), path, address)
    assert links(answers) - links(replace_value(example(), path, "")) == ({link} if link else set())
    assert address in words(answers, "policy")


def test_an_email_has_its_addresses_as_plain_text() -> None:
    answers = changed(example(), {"publication.intranet_address": "www.acorn.example/p"})
    text = render(compose(answers, "announcement"), answers, "md").decode()
    assert "Our staff pages: www.acorn.example/p\n" in text
    assert text.startswith("# Our social media policy: ")
    assert not re.search(r"\]\(<https|\*\*|<!--|\{|&#", text)


@pytest.mark.parametrize("name", ["policy", "contact-card", "crisis-plan"])
def test_a_long_email_address_has_room(name: str) -> None:
    def widths(answers: Answers) -> list[int]:
        text = "\n".join(section.markdown for section in compose(answers, name).sections)
        titles = (
            "Who does what, and how to reach them|People and contacts|Whom to contact about what"
            "|Our people in a crisis|Who is responsible for what"
        )
        found = re.findall(rf'widths="([\d ]+)" title="(?:{titles})"', text)
        return [int(row.split()[-1]) for row in found]

    long = example().people[0].model_copy(update={"email": f"{'a' * 40}@acornbakery.example"})
    people = (*example().people[1:], long)
    for length in ("short", "standard"):
        if (name, length) == ("crisis-plan", "short"):
            continue  # one page, with phone numbers only
        answers = at(length, example())
        assert max(widths(answers)) < 50
        assert max(widths(replace_value(answers, "people", people))) > 50


def handover(leaver: str, successor: str = "") -> str:
    people = {person.id: person for person in example().people}
    day = datetime.date(2027, 1, 1)
    extra = leaver_context(example(), people[leaver], people.get(successor), day, load())
    return "\n".join(lines(compose(example(), "leaver", extra=extra)))


def test_a_leaver_hands_over_accounts_and_responsibilities() -> None:
    text = handover("tom-okafor", "elena-ruiz")
    assert "TikTok, @larkspurlane.bakes: removed from the people who can sign in" in text
    assert "Instagram" not in text
    assert "bakes: films the bakehouse once a week, after the morning bake; Priya Nair" in text
    assert "Photos of new cakes and breads\nElena Ruiz\n" in text
    assert "Printed crisis plans" not in text
    assert "Help with passwords\nSam Whitfield" in text


def test_whoever_keeps_the_passwords_loses_access_to_every_account() -> None:
    text = handover("sam-whitfield")
    assert text.count("removed from the people who can sign in") == 4
    assert "Help with passwords" not in text
    assert "Work email: closed or forwarded" in text


def test_a_leaver_without_responsibilities_still_hands_over_access() -> None:
    answers = example()
    new = Person(id="new", name="Nia Cole")
    answers = replace_value(answers, "people", (*answers.people, new))
    extra = leaver_context(answers, new, None, datetime.date(2027, 1, 1), load())
    text = "\n".join(lines(compose(answers, "leaver", extra=extra)))
    assert "The policy gives Nia Cole no responsibilities." in text
    assert "Every password Nia Cole knew" in text


def test_each_responsibility_has_a_name_of_its_own() -> None:
    answers = example()
    for path, field in all_fields().items():
        if field.kind is FieldKind.PERSON:
            answers = replace_value(answers, path, "tom-okafor")
        elif field.kind is FieldKind.PEOPLE:
            answers = replace_value(answers, path, ("tom-okafor",))
    tom = next(person for person in answers.people if person.id == "tom-okafor")
    extra = leaver_context(answers, tom, None, datetime.date(2027, 1, 1), load())
    assert "?" not in "\n".join(lines(compose(answers, "leaver", extra=extra)))


def joining(day: datetime.date, in_force: str = "1.1") -> str:
    extra = {"joiner": "Alex Reyes", "first_day": day, "in_force": in_force}
    return "\n".join(lines(compose(example(), "joiner", extra=extra)))


def test_a_checklist_for_a_new_hire_says_who_to_call() -> None:
    text = joining(datetime.date(2026, 10, 5))
    assert "Checklist for a new hire" in text
    assert "Social media policy, version 1.1\n" in text
    assert "Knows who to call: Maria Castellano, +1 503 555 0110; for a lost device" in text
    assert "Has our written notice on monitoring" in text
    assert "Knows which posts need Maria Castellano’s approval" in text


def test_a_checklist_says_when_the_policy_takes_effect_after_the_first_day() -> None:
    assert "version 1.1, in effect from September 29, 2026" in joining(datetime.date(2026, 9, 1))
    assert "Social media policy, draft\n" in joining(datetime.date(2026, 9, 1), "")
