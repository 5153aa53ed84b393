"""The edition for the website shows nobody's details, and nothing that stays inside."""

import datetime
import html
import io
import re
import zipfile

import pytest

from tests.documents.businesses import BUSINESSES, example
from tests.documents.said import words
from wizard.answers.fields import FieldKind, all_fields, replace_value
from wizard.answers.model import (
    Account,
    Answers,
    EmergencyContact,
    Person,
    RegionalRule,
    Responsibility,
    Revision,
)
from wizard.documents.catalog import Format, document_type
from wizard.documents.compose import compose
from wizard.documents.formats import render

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
def test_public_edition_holds_no_secret(form: Format) -> None:
    file = render(compose(secretive(), "public-edition"), secretive(), form)
    for secret, what in SECRETS.items():
        assert secret.casefold() not in readable(file).casefold(), what
    assert not re.search(r"\S+@\w+\.\w+", readable(file))


def test_secrets_are_in_the_internal_documents() -> None:
    printed = words(secretive(), "policy") + words(secretive(), "crisis-plan")
    assert not [secret for secret in SECRETS if secret.lower() not in printed.lower()]


def readable(file: bytes) -> str:
    if not file.startswith(b"PK"):
        return html.unescape(file.decode())
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return html.unescape(
            "".join(
                archive.read(name).decode() for name in archive.namelist() if name[-3:] == "xml"
            )
        )


@pytest.mark.parametrize("business", BUSINESSES)
def test_public_edition_has_no_internal_rules(business: str) -> None:
    printed = words(BUSINESSES[business](), "public-edition").casefold()
    internal = r"\b(password|disciplin|confidential|headcount|cost price|employee|policy|crisis)"
    assert not re.search(internal, printed)
    assert not re.search(r"\b(of|are|about) \d+ (people|staff)", printed)


def test_web_page_of_the_website_edition_is_called_by_its_printed_title() -> None:
    page = render(compose(example(), "public-edition"), example(), "html").decode()
    assert "<title>What you can expect from us online – Larkspur Lane Bakery Café</title>" in page
    assert "Website edition" not in page
