"""One test per row of the mission's table: an answer goes in, its words come out of the right Word document."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph

from wizard.answers.fields import replace_value
from wizard.answers.model import (
    Account,
    Answers,
    CrisisDuty,
    CrisisLevel,
    EmergencyContact,
    Person,
    RegionalRule,
    Responsibility,
    Revision,
)
from wizard.documents.compose import compose
from wizard.documents.docx_writer import render

POLICY, PLAN = "policy", "crisis-plan"

ANA = Person(
    id="ana",
    name="Ana Brandt",
    job="Owner",
    email="ana@acorn.example",
    phone="555 0101",
    other="Room 2",
)
BEN = Person(id="ben", name="Ben Cole", job="Sales", email="ben@acorn.example", phone="555 0102")
CY = Person(
    id="cy",
    name="Cy Dunne",
    job="Workshop",
    email="cy@acorn.example",
    phone="555 0103",
    other="Radio 7",
)

CASES: dict[str, tuple[Mapping[str, Any], str, tuple[str, ...]]] = {
    "1.1 accounts": (
        {"roles.accounts": (Account(platform="Instagram", handle="@acorn.toys"),)},
        POLICY,
        ("Instagram | @acorn.toys",),
    ),
    "1.2 owner and duties": (
        {
            "roles.accounts": (
                Account(platform="Vimeo", handle="acorn", owner="cy", duties="Films the saw"),
            )
        },
        POLICY,
        ("Vimeo | acorn | Cy Dunne | Films the saw",),
    ),
    "1.3 contact details": (
        {},
        POLICY,
        ("Cy Dunne, Workshop", "555 0103 cy@acorn.example Radio 7"),
    ),
    "1.4 advertising": ({"roles.advertising": ("cy",)}, POLICY, ("Advertising: .* | Cy Dunne",)),
    "1.4 security": (
        {"roles.account_security": ("cy",)},
        POLICY,
        ("Watching account security: .* | Cy Dunne",),
    ),
    "1.4 publishing": (
        {"roles.publishing": ("cy",)},
        POLICY,
        ("Publishing and engaging .* | Cy Dunne",),
    ),
    "1.4 approval": (
        {"roles.legal_approval": ("cy",)},
        POLICY,
        ("Regulatory and legal approval: .* | Cy Dunne",),
    ),
    "1.4 training": ({"roles.training": ("cy",)}, POLICY, ("Training: .* | Cy Dunne",)),
    "1.4 strategy": (
        {"roles.strategy": ("cy",)},
        POLICY,
        ("Planning and strategy: .* | Cy Dunne",),
    ),
    "1.4 crisis": (
        {"roles.crisis_response": ("cy",)},
        POLICY,
        ("Responding to a crisis: .* | Cy Dunne",),
    ),
    "1.4 own": (
        {"roles.other": (Responsibility(name="Podcast", person="cy"),)},
        POLICY,
        ("Podcast | Cy Dunne",),
    ),
    "1.5 spokespeople": (
        {"roles.spokespeople": ("cy", "ben")},
        POLICY,
        ("Cy Dunne and Ben Cole speak for Acorn Toys in public",),
    ),
    "2.1 passwords change": (
        {"security.password_change": "90-days"},
        POLICY,
        ("every 90 days", "at once after a leak"),
    ),
    "2.2 password manager": (
        {"security.password_keeper": "cy"},
        POLICY,
        ("Cy Dunne manages the passwords",),
    ),
    "2.3 software": (
        {"security.software_updates": "weekly", "security.software_keeper": "cy"},
        POLICY,
        ("checked for updates once a week. Cy Dunne makes sure",),
    ),
    "2.4 protectors and report": (
        {"security.protectors": ("ana", "cy"), "security.report_to": "cy"},
        POLICY,
        (
            "Ana Brandt and Cy Dunne make up the team that protects",
            "Tell Cy Dunne (555 0103, cy@acorn.example) at once",
        ),
    ),
    "3.1 prevention": (
        {"crisis.prevention": ("mistakes", "Count to ten")},
        POLICY,
        ("Own up to a mistake quickly", "Count to ten."),
    ),
    "3.2 separate plan": ({}, POLICY, ("A separate crisis management plan says who does what",)),
    "3.2 steps": (
        {"crisis.social_media": "cy"},
        PLAN,
        ("contain the damage", "Cy Dunne stops planned posts"),
    ),
    "3.3 contacts": (
        {
            "crisis.contacts": (
                EmergencyContact(
                    name="Lumen Law", why="Claims", phone="555 0199", email="a@lumen.example"
                ),
            )
        },
        PLAN,
        (
            "Lumen Law | Claims | 555 0199 a@lumen.example",
            "Ana Brandt | In charge, .* | 555 0101 ana@acorn.example Room 2",
        ),
    ),
    "3.4 teams": (
        {
            "crisis.social_media": "ben",
            "crisis.legal": "cy",
            "crisis.public_relations": "ana",
            "crisis.executives": "ana",
            "crisis.duties": (CrisisDuty(team="legal", task="Ring the bank"),),
        },
        PLAN,
        (
            "Social media: Ben Cole",
            "Legal: Cy Dunne",
            "Press and public: Ana Brandt",
            "charge: Ana Brandt",
            "Ring the bank.",
        ),
    ),
    "3.5 signs and levels": (
        {
            "crisis.signs": ("hacked", "Smoke in the workshop"),
            "crisis.levels": (CrisisLevel(name="Amber", sign="Ten calls", within="three hours"),),
        },
        PLAN,
        (
            "got into one of our accounts",
            "Smoke in the workshop",
            "Amber | Ten calls | three hours",
        ),
    ),
    "3.6 internal communication": (
        {
            "crisis.staff_told_by": "cy",
            "crisis.staff_channels": ("chat", "By horn"),
            "crisis.updates": "hourly",
        },
        PLAN,
        (
            "Who tells them | Cy Dunne",
            "staff chat",
            "By horn",
            "News every hour",
            "when they are asked",
        ),
    ),
    "3.7 order of approval": (
        {
            "crisis.approval_order": ("cy", "ana"),
            "crisis.public_relations": "ben",
            "crisis.stand_in": "ben",
        },
        PLAN,
        (
            "Ben Cole writes .*Cy Dunne agrees .*Ana Brandt agrees .*last word",
            "Ben Cole decides in their place",
        ),
    ),
    "4.1 law": (
        {"legal.topics": ("prizes", "Beehives")},
        POLICY,
        ("Prize draws and contests", "Beehives: ask Ana Brandt before"),
    ),
    "4.2 legal help": (
        {"legal.adviser": "Lumen Law", "legal.reviewed_on": date(2026, 5, 4)},
        POLICY,
        ("we turn to Lumen Law", "last reviewed for its legal side on 4 May 2026"),
    ),
    "4.3 privacy": (
        {"legal.customer_data": ("health", "Shoe sizes")},
        POLICY,
        ("Their health", "Shoe sizes"),
    ),
    "4.4 copyright": (
        {"legal.content_sources": ("licensed", "Gran's album")},
        POLICY,
        ("We paid for it", "Gran's album", "giving credit is not the same as having permission"),
    ),
    "4.5 confidentiality": (
        {"legal.confidential": ("recipes", "The glue"), "legal.after_leak": "discipline-policy"},
        POLICY,
        (
            "Recipes, designs",
            "The glue",
            "Pay and working conditions are never on this list",
            "discipline rules apply",
        ),
    ),
    "4.6 region": (
        {"legal.places": ("NZ",)},
        POLICY,
        ("Rules of our region and trade We work in New Zealand",),
    ),
    "4.6 trade": (
        {"business.trade": "alcohol"},
        POLICY,
        ("Rules of our region and trade", "Alcohol"),
    ),
    "4.6 state": (
        {"legal.places": ("US",), "legal.states": ("US-CO",)},
        POLICY,
        ("United States: Colorado What you do lawfully in your own time",),
    ),
    "4.6 another trade": (
        {"legal.places": ("US",), "business.other_trades": ("alcohol",)},
        POLICY,
        ("Alcohol Company posts about alcohol must carry",),
    ),
    "4.6 what is true": (
        {"legal.places": ("DE",), "legal.facts": ("works-council", "staff-consulted")},
        POLICY,
        ("Germany We have put this policy in place after talks with the works council",),
    ),
    "4.6 chosen rules": (
        {"legal.places": ("GB",), "legal.rules": ("uk-nda",)},
        POLICY,
        ("You may talk about harassment or discrimination at work",),
    ),
    "4.6 sources": (
        {"legal.places": ("GB",), "business.length": "full"},
        POLICY,
        ("Sources of these rules", "Equality Act 2010 s.77"),
    ),
    "4.6 own rule": (
        {"legal.regional_rules": (RegionalRule(place="Harbor", rule="Film no ships."),)},
        POLICY,
        ("Harbor: Film no ships.",),
    ),
    "5.1 own accounts": (
        {
            "personal_use.at_work": "reasonable",
            "personal_use.own_accounts": ("own-email", "No tags at the pool"),
        },
        POLICY,
        (
            "now and then, as long as work and safety",
            "your own e-mail address",
            "No tags at the pool",
        ),
    ),
    "5.2 out of bounds": (
        {
            "personal_use.out_of_bounds": (
                "racism",
                "hate",
                "harassment",
                "bullying",
                "threats",
                "Mocking bees",
            )
        },
        POLICY,
        (
            "Racist content",
            "Hate speech",
            "Harassment",
            "Bullying",
            "Threats of violence",
            "Mocking bees",
        ),
    ),
    "5.3 why": (
        {"personal_use.code": "The Acorn Code"},
        POLICY,
        ("they can break the law. They also go against our own code: The Acorn Code",),
    ),
    "5.4 responsible": ({}, POLICY, ("What you post yourself is your own responsibility",)),
    "6.1 expectations": (
        {"employees.expectations": ("pass-on", "Wave back")},
        POLICY,
        (
            "You are still accountable for what you post",
            "You were not trained for it",
            "Pass on customers’ praise",
            "Wave back",
        ),
    ),
    "6.2 encouraged": (
        {"employees.stance": "encouraged", "employees.disclaimer": "Just me talking."},
        POLICY,
        (
            "We are glad when you talk about us",
            "“Just me talking.”",
            "say in the post itself that you work for us",
        ),
    ),
    "6.2 free": (
        {"employees.stance": "free", "employees.disclaimer": "Just me talking."},
        POLICY,
        ("is up to you", "“Just me talking.”"),
    ),
    "6.2 official only": (
        {"employees.stance": "official-only", "roles.spokespeople": ("cy",)},
        POLICY,
        (
            "only Cy Dunne answers for us",
            "It never means silence about your work",
            "your own pay, hours, safety",
        ),
    ),
    "7.1 handbook": (
        {"publication.places": ("handbook",)},
        POLICY,
        ("employee handbook, .*new starters",),
    ),
    "7.2 intranet": (
        {
            "publication.places": ("intranet",),
            "publication.intranet_address": "https://in.acorn.example",
        },
        POLICY,
        ("staff pages: https://in.acorn.example",),
    ),
    "7.3 website": (
        {
            "publication.places": ("website",),
            "publication.website_address": "https://acorn.example/p",
        },
        POLICY,
        ("public website, in an edition without names: https://acorn.example/p",),
    ),
    "7.4 launch and views": (
        {"publication.launch_on": date(2026, 6, 1), "publication.feedback_to": "cy"},
        POLICY,
        ("to all staff on 1 June 2026", "Tell Cy Dunne by 15 June 2026 what is unclear"),
    ),
    "8.1 review": (
        {"review.times_a_year": "twice", "review.next_on": date(2027, 1, 8)},
        POLICY,
        ("review this policy twice a year", "next review is on 8 January 2027"),
    ),
    "8.2 contacts": (
        {"review.agenda": ("contacts",)},
        POLICY,
        ("Contact details, and who answers for what",),
    ),
    "8.3 changes": (
        {"review.agenda": ("platforms",)},
        POLICY,
        ("What has changed in social media since the last",),
    ),
    "8.4 dates noted": (
        {
            "review.adopted_on": date(2026, 3, 2),
            "revisions": (Revision(version="1.3", on=date(2026, 9, 7), what="New owner", by="cy"),),
        },
        POLICY,
        ("1.3 | 7 September 2026 | New owner | Cy Dunne",),
    ),
    "8.5 adoption": (
        {
            "review.adopted_on": date(2026, 3, 2),
            "review.approved_by": "cy",
            "revisions": (
                Revision(version="1.0", on=date(2026, 3, 2), what="First version", by="cy"),
            ),
        },
        POLICY,
        ("Adopted on 2 March 2026, approved by Cy Dunne",),
    ),
}


@pytest.fixture(scope="module")
def acorn() -> Answers:
    answers = Answers()
    for path, value in {
        "business.name": "Acorn Toys",
        "business.country": "GB",
        "people": (ANA, BEN, CY),
        "roles.head": "ana",
        "roles.lead": "ben",
    }.items():
        answers = replace_value(answers, path, value)
    return answers


@pytest.mark.parametrize("row", CASES)
def test_the_answer_is_printed(acorn: Answers, row: str) -> None:
    decided, document, expected = CASES[row]
    for path, value in decided.items():
        acorn = replace_value(acorn, path, value)
    words = read(acorn, document)
    for phrase in expected:
        place = 0
        for part in phrase.split(".*"):
            assert part in words[place:], f"{part!r} is missing from the {document}"
            place = words.index(part, place) + len(part)


def test_the_plan_s_outside_contacts_stay_out_of_the_policy(acorn: Answers) -> None:
    contact = EmergencyContact(name="Lumen Law", why="Claims", phone="555 0199")
    assert "555 0199" not in read(replace_value(acorn, "crisis.contacts", (contact,)), POLICY)


def read(answers: Answers, document: str) -> str:
    """Return the words of a document's .docx, a table's cells parted by " | "."""
    lines = []
    for block in docx.Document(io.BytesIO(render(compose(answers, document)))).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return " ".join(" ".join(lines).split())
