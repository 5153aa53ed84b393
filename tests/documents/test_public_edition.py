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
from wizard.documents.public import begin_sentences

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
    assert "Pies are sold by weight" in readable(file)
    assert "Honey is no medicine" in readable(file)
    assert "The honey fair is on 2026" in readable(file)


def test_secrets_are_in_the_internal_documents() -> None:
    printed = words(secretive(), "policy") + words(secretive(), "crisis-plan")
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


@pytest.mark.parametrize("business", BUSINESSES)
def test_roles_begin_sentences_with_a_capital(business: str) -> None:
    printed = words(BUSINESSES[business](), "public-edition")
    assert "\ufffe" not in printed
    assert not re.search(r"(^|[.!?…] )(our|the) ", printed, re.MULTILINE)
    assert "Our social media contact is glad to help" in printed


def test_public_edition_says_what_the_policy_says() -> None:
    policy, edition = words(example(), "policy"), words(example(), "public-edition")
    same = [line for line in edition.splitlines() if line in policy.splitlines()]
    assert len(same) > 60
    assert "Version" not in edition.splitlines()
    assert "This is version 1.1." in edition
    assert "Last changed on September 29, 2026." in edition


def test_begin_sentences_leaves_users_text_alone() -> None:
    assert begin_sentences("Ask. our social media contact") == "Ask. our social media contact"
    assert begin_sentences("Ask \ufffeour people. \ufffeour people") == "Ask our people. Our people"
    assert begin_sentences("- **\ufffeour people**") == "- **Our people**"
