"""The documents beside the policy and the crisis plan: what each is for, what it never says, and whether it fits."""

import datetime
import html
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import textstat

from tests.documents.businesses import BUSINESSES, example, fewest
from tests.documents.said import (
    ADVERTISEMENT,
    HOSTILE,
    RISKY,
    UGLY,
    filled,
    lines,
    sentences,
    shape,
    text_of,
)
from tests.outside_programs import outside_program
from tests.printed import pdf
from tests.word_validators import findings
from wizard.answers.fields import FieldKind, all_fields, get_answer, replace_value
from wizard.answers.model import (
    Account,
    Answers,
    EmergencyContact,
    OwnClause,
    Person,
    RegionalRule,
    Responsibility,
    Revision,
    Trade,
)
from wizard.data import DataError
from wizard.documents import formats, public
from wizard.documents.catalog import catalog, document_type
from wizard.documents.compose import CompositionError, Document, compose
from wizard.documents.formats import Format, is_unmodified
from wizard.documents.markdown import (
    only_sections,
    parse_markdown,
    without_heading,
    without_sections,
)
from wizard.laws.models import load_index, load_rule_sets
from wizard.laws.selection import included_rules

FAMILY = (
    "acknowledgement",
    "announcement",
    "contact-card",
    "lawyer-questions",
    "public-edition",
    "review-calendar",
    "summary",
)
OF_THE_LAW = ("regions", "unchecked", "checked", "left-out")
"""Sections made of the packs' words, which are tested where they live."""


def render(answers: Answers, name: str, form: Format) -> bytes:
    return formats.render(compose(answers, name), answers, form)


def twelve() -> Answers:
    """Twelve people with everything that says how to reach them; one has most of the hats, each has one."""
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
    answers = replace_value(replace_value(fewest(), "people", people), "roles.lead", "p0")
    answers = replace_value(answers, "roles.head", "p1")
    holders = iter(range(2, 12))
    for path in (
        "advertising",
        "account_security",
        "publishing",
        "legal_approval",
        "training",
        "strategy",
    ):
        answers = replace_value(answers, f"roles.{path}", ("p0", f"p{next(holders)}"))
    answers = replace_value(answers, "roles.crisis_response", ("p1", "p8"))
    answers = replace_value(answers, "roles.spokespeople", ("p1", "p9"))
    answers = replace_value(
        answers, "roles.other", (Responsibility(name="Pictures of the shop window", person="p11"),)
    )
    return replace_value(answers, "security.report_to", "p10")


def thirty() -> Answers:
    """A business with a long name, in which thirty people have a part, eight of them the same."""
    people = tuple(
        Person(
            id=f"q{number}",
            name=f"Bartholomew Featherstonehaugh-{number}",
            email=f"bartholomew.{number}@featherstonehaugh-holdings.example",
            phone=f"+44 1632 9600{number:02}",
        )
        for number in range(30)
    )
    answers = replace_value(replace_value(fewest(), "people", people), "roles.lead", "q0")
    answers = replace_value(answers, "roles.publishing", tuple(f"q{number}" for number in range(8)))
    for number, path in enumerate(
        ("advertising", "account_security", "legal_approval", "training", "strategy")
    ):
        answers = replace_value(
            answers, f"roles.{path}", tuple(f"q{8 + 4 * number + each}" for each in range(4))
        )
    answers = replace_value(answers, "roles.spokespeople", ("q28", "q29"))
    answers = replace_value(
        answers, "roles.other", (Responsibility(name="Pictures of the shop window", person="q11"),)
    )
    return replace_value(
        answers, "business.name", "Featherstonehaugh & Daughters Holdings (International) Limited"
    )


def formal() -> Answers:
    """The same business, in its longest words."""
    answers = thirty()
    for path, value in {
        "company_called": "name",
        "staff_called": "employees",
        "tone": "formal",
    }.items():
        answers = replace_value(answers, f"business.{path}", value)
    return replace_value(answers, "employees.stance", "encouraged")


def text(answers: Answers, name: str, *, without_law: bool = False) -> str:
    return "\n".join(
        lines(without_the_law(compose(answers, name)) if without_law else compose(answers, name))
    )


def without_the_law(document: Document) -> Document:
    return replace(
        document, sections=tuple(each for each in document.sections if each.name not in OF_THE_LAW)
    )


def ugly(document: Document) -> list[str]:
    return [line for line in lines(document) if UGLY.search(line) and line != "Hello everyone,"]


# --- all of them ------------------------------------------------------------------------------------------------------


def test_the_family_is_complete() -> None:
    assert set([each.name for each in catalog()]) == {"policy", "crisis-plan", *FAMILY}


@pytest.mark.parametrize("business", BUSINESSES)
@pytest.mark.parametrize("name", FAMILY)
def test_nothing_ugly_is_printed(business: str, name: str) -> None:
    document = without_the_law(compose(BUSINESSES[business](), name))
    assert not ugly(document)
    nodes = [
        node for section in document.sections for node in parse_markdown(section.markdown).children
    ]
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        if node.type == "heading":
            assert text_of(node)
            assert following is not None
            assert following.type != "heading" or following.tag > node.tag


@pytest.mark.parametrize("name", FAMILY)
def test_people_who_are_gone_leave_no_trace(name: str) -> None:
    answers = example()
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.PERSON:
            answers = replace_value(answers, path, "ghost")
        elif asked.kind is FieldKind.PEOPLE:
            answers = replace_value(answers, path, ("ghost",))
        elif asked.kind is FieldKind.TABLE:
            gone = {
                column.key: "ghost" for column in asked.columns if column.kind is FieldKind.PERSON
            }
            answers = replace_value(
                answers,
                path,
                tuple(row.model_copy(update=gone) for row in get_answer(answers, path)),
            )
    assert not ugly(without_the_law(compose(answers, name)))


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", FAMILY)
def test_hostile_text_changes_no_structure(name: str, hostile: str) -> None:
    unsure = ("legal.adviser", "roles.spokespeople", "no.such.question")
    calm, wild = (
        filled(example(), words).model_copy(update={"unsure": unsure}) for words in ("w", hostile)
    )
    for quiet, loud in zip(compose(calm, name).sections, compose(wild, name).sections, strict=True):
        assert shape(parse_markdown(quiet.markdown)) == shape(parse_markdown(loud.markdown)), (
            quiet.name
        )


@pytest.mark.parametrize("business", ["fewest", "example", "everything"])
@pytest.mark.parametrize("name", FAMILY)
def test_the_words_are_plain(business: str, name: str) -> None:
    document = without_the_law(compose(BUSINESSES[business](), name))
    whole = [
        part for part in sentences(document) if part.endswith((".", "?")) and len(part.split()) > 3
    ]
    assert not [part for part in whole if len(part.split()) > 30]
    if whole:
        assert textstat.flesch_reading_ease(" ".join(whole)) >= 60


@pytest.mark.parametrize("stance", ["encouraged", "free", "official-only"])
@pytest.mark.parametrize("name", FAMILY)
def test_no_wording_of_ours_is_risky(name: str, stance: str) -> None:
    document = without_the_law(compose(replace_value(fewest(), "employees.stance", stance), name))
    for line in lines(document):
        assert not RISKY.search(line), line
        assert not ADVERTISEMENT.search(line), line


@pytest.mark.parametrize("name", FAMILY)
def test_the_same_answers_give_the_same_bytes_and_ours_are_known_again(name: str) -> None:
    for form in document_type(name).formats:
        file = render(example(), name, form)
        assert render(example(), name, form) == file
        assert is_unmodified(file, form) == (name != "announcement")
        assert not is_unmodified(
            file.replace(b"Larkspur", b"Larkspar") if form != "docx" else file[:-1], form
        )


@pytest.mark.parametrize("name", [each for each in FAMILY if "docx" in document_type(each).formats])
@pytest.mark.parametrize("business", ["nothing", "everything"])
def test_the_word_file_is_valid(name: str, business: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(render(BUSINESSES[business](), name, "docx"))
    assert findings(file) == []


@pytest.mark.parametrize(
    "business", [fewest, example, twelve, thirty, formal], ids=lambda made: made.__name__
)
@pytest.mark.parametrize("name", ["summary", "contact-card", "acknowledgement"])
def test_it_fits_one_page(name: str, business: object, tmp_path: Path) -> None:
    assert callable(business)
    file = tmp_path / f"{name}.docx"
    file.write_bytes(render(business(), name, "docx"))
    assert pages(pdf(file, tmp_path)) == 1


def pages(printed: Path) -> int:
    told = subprocess.run(
        [outside_program("pdfinfo"), str(printed)], check=True, capture_output=True, text=True
    ).stdout
    return int(re.findall(r"Pages: +(\d+)", told)[0])


# --- the public edition -----------------------------------------------------------------------------------------------

SECRETS = {
    "Zora": "a person's name",
    "Quillfeather": "a person's name",
    "Chief kite flyer": "a job",
    "zora@secret.example": "an e-mail address",
    "555 0142": "a phone number",
    "Room 99": "another way to reach somebody",
    "Moth & Marrow": "the adviser",
    "Gargoyle Insurance": "an emergency contact",
    "Polishes the login": "a duty",
    "cellar code 1234": "a line about security",
    "Starter recipe": "what is confidential",
    "intranet.secret": "an address inside",
    "Fixed the leak": "what a revision changed",
    "Beekeeping rota": "a responsibility",
}


def secretive() -> Answers:
    """The example, with a secret in each place that the public must not see."""
    zora = Person(
        id="zora",
        name="Zora Quillfeather",
        job="Chief kite flyer",
        email="zora@secret.example",
        phone="555 0142",
        other="Room 99",
    )
    answers = replace_value(example(), "people", (zora,))
    for path, asked in all_fields().items():
        if asked.kind is FieldKind.PERSON:
            answers = replace_value(answers, path, "zora")
        elif asked.kind is FieldKind.PEOPLE:
            answers = replace_value(answers, path, ("zora",))
    for path, value in {
        "roles.accounts": (
            Account(
                platform="Instagram", handle="@bakery", owner="zora", duties="Polishes the login"
            ),
            Account(platform="Mail", handle="zora@secret.example"),
        ),
        "roles.other": (Responsibility(name="Beekeeping rota", person="zora"),),
        "security.sign_in": ("two-factor", "The cellar code 1234 opens the safe"),
        "security.account_rules": ("apps", "The cellar code 1234 opens the safe"),
        "crisis.prevention": ("pause", "The cellar code 1234 opens the safe"),
        "crisis.contacts": (
            EmergencyContact(name="Gargoyle Insurance", phone="555 0177", email="g@secret.example"),
        ),
        "legal.adviser": "Moth & Marrow, 555 0142",
        "legal.topics": (
            "rights",
            "Ask Zora about honey",
            "Call +1 503 555 0199 about honey",
            "Honey is no medicine",
            "The honey fair is on 2026-12-31",
        ),
        "legal.confidential": ("passwords", "Starter recipe"),
        "legal.regional_rules": (
            RegionalRule(place="Food", rule="Gargoyle Insurance wants a note for each pie."),
            RegionalRule(place="Oregon", rule="Pies are sold by weight."),
        ),
        "employees.expectations": ("ask", "Tell Quillfeather about bakes worth a picture"),
        "publication.intranet_address": "https://intranet.secret/handbook",
        "revisions": (
            Revision(version="2.0", on=datetime.date(2026, 9, 9), what="Fixed the leak", by="zora"),
        ),
    }.items():
        answers = replace_value(answers, path, value)
    return answers


@pytest.mark.parametrize("form", document_type("public-edition").formats)
def test_the_public_sees_nobody_s_details(form: str) -> None:
    file = render(secretive(), "public-edition", form)  # type: ignore[arg-type]
    for secret, what in SECRETS.items():
        assert secret.casefold() not in readable(file).casefold(), what
    assert not re.search(r"\S+@\w+\.\w+", readable(file))
    assert "Pies are sold by weight" in readable(file)
    assert "Honey is no medicine" in readable(file)
    assert "The honey fair is on 2026" in readable(file)


def test_the_secrets_do_stand_in_the_policy() -> None:
    printed = text(secretive(), "policy") + text(secretive(), "crisis-plan")
    assert not [secret for secret in SECRETS if secret not in printed]


def readable(file: bytes) -> str:
    if not file.startswith(b"PK"):
        return html.unescape(file.decode())
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return html.unescape(
            "".join(
                archive.read(name).decode() for name in archive.namelist() if name[-3:] == "xml"
            )
        )


def test_the_public_edition_of_the_example_names_nobody() -> None:
    printed = text(example(), "public-edition")
    for person in example().people:
        for word in (*person.name.split(), person.email, person.phone, person.job):
            assert not re.search(rf"\b{re.escape(word)}\b", printed), word
    for contact in example().crisis.contacts:
        assert contact.name not in printed
    assert "sourdough" not in printed
    assert "No lawyer" not in printed


def test_a_business_named_after_its_owner_keeps_its_name_and_its_accounts() -> None:
    answers = replace_value(fewest(), "business.name", "Hart Plumbing")
    answers = replace_value(
        answers, "roles.accounts", (Account(platform="Facebook", handle="Hart Plumbing"),)
    )
    printed = text(
        replace_value(answers, "employees.disclaimer", "I work for Hart Plumbing."),
        "public-edition",
    )
    assert "at Hart Plumbing" in printed
    assert "Facebook\nHart Plumbing" in printed
    assert "I work for Hart Plumbing." in printed
    assert "Jo" not in printed


@pytest.mark.parametrize("business", BUSINESSES)
def test_our_words_for_people_begin_sentences_with_a_capital(business: str) -> None:
    printed = text(BUSINESSES[business](), "public-edition")
    assert "\ufffe" not in printed
    assert not re.search(r"(^|[.!?…] )(our|the) ", printed, re.MULTILINE)
    assert "Our social media contact is glad to help" in printed


def test_the_public_edition_says_what_the_policy_says() -> None:
    policy, edition = text(example(), "policy"), text(example(), "public-edition")
    same = [line for line in edition.splitlines() if line in policy.splitlines()]
    assert len(same) > 60
    assert "Version" not in edition.splitlines()
    assert "This is version 1.1." in edition
    assert "Last changed on September 29, 2026." in edition


def test_what_an_owner_typed_is_not_taken_for_ours() -> None:
    assert (
        public.begin_sentences("Ask. our social media contact") == "Ask. our social media contact"
    )
    assert (
        public.begin_sentences("Ask \ufffeour people. \ufffeour people")
        == "Ask our people. Our people"
    )
    assert public.begin_sentences("- **\ufffeour people**") == "- **Our people**"


# --- parts of a section -----------------------------------------------------------------------------------------------

SECTION = "{.unnumbered}\n# One\n\nfirst\n\n## Two\n\nsecond\n\n### Three\n\nthird\n\n{.unnumbered}\n## Four\n\nfourth\n"


def test_a_part_goes_with_all_that_stands_under_it() -> None:
    assert only_sections(SECTION, "Two") == "## Two\n\nsecond\n\n### Three\n\nthird\n"
    assert (
        without_sections(SECTION, "Two")
        == "{.unnumbered}\n# One\n\nfirst\n\n{.unnumbered}\n## Four\n\nfourth\n"
    )
    assert without_sections(SECTION, "Four").endswith("third\n")
    assert without_heading(SECTION).startswith("first")
    assert without_heading("no heading") == "no heading\n"


def test_a_part_that_is_gone_is_told_with_file_and_heading(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "document.toml").write_text('title = "Odd"\nsections = ["a"]')
    (tmp_path / "odd" / "a.md").write_text('{% filter only("Gone") %}\n# Here\n{% endfilter %}')
    with pytest.raises(CompositionError, match=r"odd/a\.md.*'Gone'"):
        compose(Answers(), "odd", tmp_path)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ('sections = ["a"]', "'title' is missing"),
        ('title = "Odd"\nsections = ["a"]\nsealled = false', "'sealled' is not known.*'sealed'"),
        (
            'title = "Odd"\nsections = ["a"]\n[lengths]\nshrot = ["a"]',
            "'lengths'.*unknown value 'shrot'.*'short'",
        ),
        (
            'title = "Odd"\nsections = ["a"]\nformats = ["pptx"]',
            "'formats' has an unknown value 'pptx'",
        ),
        ('title = "Odd"\nsections = ["a"]\npublic = "yes"', "'public' must be true or false"),
    ],
)
def test_a_slip_in_a_description_is_told(tmp_path: Path, written: str, complaint: str) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "document.toml").write_text(written)
    with pytest.raises(DataError, match=complaint):
        document_type("odd", tmp_path)


# --- what each is for -------------------------------------------------------------------------------------------------


def test_the_summary_tells_do_don_t_and_whom() -> None:
    printed = text(example(), "summary")
    for words in (
        "Please do",
        "Please don’t",
        "Ask Priya Nair (+1 503 555 0113",
        "Pass it on to Maria Castellano",
    ):
        assert words in printed
    assert "racism, hate, harassment, bullying or threats" in printed
    assert "It goes with version 1.1" in printed


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("security.sign_in", (), "two-step sign-in"),
        ("personal_use.out_of_bounds", (), "racism"),
        ("legal.topics", ("rights",), "Pose as a customer"),
        ("crisis.prevention", (), "Argue with customers"),
    ],
)
def test_the_summary_asks_for_nothing_that_the_policy_doesn_t(
    path: str, value: object, words: str
) -> None:
    assert words in text(example(), "summary")
    assert words not in text(replace_value(example(), path, value), "summary")


def test_the_contact_card_has_only_people_with_a_part() -> None:
    visitor = Person(id="vi", name="Vi Sitor", email="vi@larkspurlane.example")
    printed = text(replace_value(example(), "people", (*example().people, visitor)), "contact-card")
    assert "Vi Sitor" not in printed
    for words in (
        "Sam Whitfield, Bookkeeper, two days a week",
        "priya@larkspurlane.example",
        "+1 503 555 0115",
    ):
        assert words in printed
    assert "The security of our accounts; passwords" in printed


def test_the_contact_card_of_a_big_business_goes_by_what_one_asks() -> None:
    printed = text(thirty(), "contact-card")
    one, two, three, four = (f"Bartholomew Featherstonehaugh-{number}" for number in range(4))
    assert (
        f"Posts, replies and ideas for them\n{one} (+44 1632 960000), {two} (+44 1632 960001)"
        in printed
    )
    assert f"{three} (+44 1632 960002), {four}, " in printed
    assert (
        "Pictures of the shop window\nBartholomew Featherstonehaugh-11 (+44 1632 960011)" in printed
    )


@pytest.mark.parametrize("trade", get_args(Trade))
def test_each_trade_has_examples_of_its_own(trade: str) -> None:
    answers = replace_value(fewest(), "business.trade", trade)
    full = rows(
        compose(replace_value(answers, "business.length", "full"), "policy"), "Examples of posts"
    )
    others = {"retail", "food"} - {trade}
    assert len(full) == 9
    assert rows(compose(answers, "policy"), "Examples of posts") == full[:4]
    assert rows(compose(answers, "summary"), "Examples of posts")[1:] == full[1:3]
    for other in others:
        assert (
            full[1:5]
            != rows(
                compose(replace_value(answers, "business.trade", other), "policy"),
                "Examples of posts",
            )[1:5]
        )


def rows(document: Document, title: str) -> list[list[str]]:
    """Return the words in the cells of the table with this title."""
    for section in document.sections:
        for node in parse_markdown(section.markdown).children:
            if node.type == "table" and node.attrs.get("title") == title:
                return [
                    [text_of(cell) for cell in row.children]
                    for part in node.children
                    for row in part.children
                ]
    raise AssertionError(title)


def test_the_announcement_asks_a_person_s_views_by_a_date() -> None:
    assert document_type("announcement").formats == ("md",)
    sent = render(example(), "announcement", "md").decode()
    assert (
        "tell Elena Ruiz (+1 503 555 0112, elena@larkspurlane.example) by September 15, 2026"
        in sent
    )
    assert sent.startswith("Subject: ")
    assert "**" not in sent
    assert "<!--" not in sent
    assert "{" not in sent
    assert "&#" not in sent
    assert "in the next two weeks" in render(fewest(), "announcement", "md").decode()


def test_the_acknowledgement_says_read_and_names_the_version() -> None:
    printed = text(example(), "acknowledgement")
    assert "I have read this version" in printed
    assert "\n1.1\n" in printed
    assert "none of my rights" in printed
    assert not re.search("consent|agree|accept|comply|promise", printed)
    assert "This is a draft" in text(Answers(), "acknowledgement")
    assert text(replace_value(example(), "publication.sign", False), "acknowledgement") == printed


def test_the_lawyer_sees_what_was_chosen_and_what_is_open() -> None:
    answers = example().model_copy(
        update={"unsure": ("legal.after_leak", "people", "no.such.question")}
    )
    printed = text(answers, "lawyer-questions")
    assert "Last legal review\nAugust 20, 2026" in printed
    unsure = printed.partition("What we are not sure about\n")[2].partition("What we chose\n")[0]
    assert (
        "What happens when something from inside gets out?\nWe stop the leak and help first"
        in unsure
    )
    assert "Nothing yet" in unsure
    assert "no.such" not in printed
    assert "How do you feel about staff talking about the business online?\nEncouraged:" in printed
    assert "The sourdough starter and how we feed it" in printed
    assert "What we are not sure about" not in text(example(), "lawyer-questions")


def test_the_lawyer_sees_the_voice_the_length_and_the_owner_s_own_clauses() -> None:
    clause = OwnClause(section="security", text="The radio is for all.\nTurn it off at six.")
    printed = text(
        replace_value(
            replace_value(example(), "publication.own_clauses", (clause,)),
            "business.tone",
            "formal",
        ),
        "lawyer-questions",
    )
    assert "How should the policy sound?\nFormal" in printed
    assert "How long should the policy be?\nStandard" in printed
    assert "Security\nThe radio is for all. Turn it off at six." in printed
    assert "Clauses that we wrote" not in text(fewest(), "lawyer-questions")


def test_the_lawyer_sees_which_answers_are_only_suggestions() -> None:
    printed = text(fewest(), "lawyer-questions")
    assert "When may staff use their own accounts at work? *\nIn their breaks" in printed
    decided = text(replace_value(fewest(), "personal_use.at_work", "breaks"), "lawyer-questions")
    assert "When may staff use their own accounts at work?\nIn their breaks" in decided


@pytest.mark.parametrize("country", ["US", "GB", "SG", "CN"])
def test_the_lawyer_sees_each_rule_once_and_what_nobody_has_checked(country: str) -> None:
    answers = replace_value(
        replace_value(fewest(), "business.country", country), "business.trade", "health"
    )
    document = compose(answers, "lawyer-questions")
    sections = {
        each.name: "\n".join(lines(replace(document, sections=(each,))))
        for each in document.sections
    }
    printed = [rule for pack in included_rules(answers) for rule in pack.rules]
    assert printed
    for rule in printed:
        sure = rule.level == "VERIFIED" and not rule.mixed
        assert (rule.citation in sections.get("checked", "")) or not sure
        assert (rule.caution in sections.get("unchecked", "")) or sure or not rule.caution
        assert (rule.citation in sections.get("unchecked", "")) or sure
    offered = sections.get("left-out", "")
    for pack in load_rule_sets():
        for rule in pack.rules:
            if (
                rule.states
                and country in load_index().countries
                and pack.key in load_index().countries[country]
            ):
                assert rule.citation in offered, rule.id


def test_a_person_s_page_for_the_lawyer_of_a_business_without_answers() -> None:
    printed = text(Answers(), "lawyer-questions")
    assert "Not reviewed yet" in printed
    assert "Which rules hold in the places for which the policy has none?" in printed
