"""The answers: one frozen model for each step. A field's default is our advice.

The answers file holds only what was set (`model_dump(exclude_unset=True)`); all else stays a
suggestion. Fields that name a person hold the person's id from `people`.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from wizard.answers.base import (
    AnswerModel,
    HexColor,
    Line,
    PersonId,
    Policy,
    RuleChoice,
    Text,
    all_but,
)

# Raise it when an older program could no longer read the file, and extend `upgrade`.
FORMAT = 2

# Who stands in while a role is open.
HEAD, LEAD, RESPONSE = "roles.head", "roles.lead", "roles.crisis_response"


class Person(AnswerModel):
    """Somebody whom the policy names."""

    id: Annotated[Line, Policy(internal=True)]
    name: Annotated[Line, Policy()] = ""
    job: Annotated[Line, Policy()] = ""
    email: Annotated[Line, Policy()] = ""
    phone: Annotated[Line, Policy()] = ""
    other: Annotated[Line, Policy()] = ""
    # The last review that found these details right.
    confirmed_on: Annotated[datetime.date | None, Policy(internal=True, versioned=False)] = None
    # Somebody who left stays only so that old revisions keep their author.
    left_on: Annotated[datetime.date | None, Policy(internal=True, versioned=False)] = None


Country = Literal["US", "GB", "IE", "CA", "AU", "NZ", "DE", "FR", "IN", "SG", "CN", "other"]
Trade = Literal[
    "retail",
    "food",
    "beauty",
    "trades",
    "professional",
    "technology",
    "health",
    "finance",
    "education",
    "alcohol",
    "charity",
    "public",
    "other",
]
CustomersCalled = Literal[
    "customers",
    "clients",
    "patients",
    "residents",
    "students",
    "children",
    "members",
    "guests",
    "supporters",
    "service-users",
]
Length = Literal["short", "standard", "full"]
Voice = Literal["direct", "formal"]


class Business(AnswerModel):
    """The business itself."""

    name: Annotated[Line, Policy(public=True, verbatim=True, resign=True)] = ""
    trade: Annotated[Trade, Policy(public=True, staff=False)] = "other"
    # What it is besides, such as a café that sells wine.
    other_trades: Annotated[tuple[Trade, ...], Policy(public=True, staff=False)] = ()
    # While it is open, the word that is usual in the trade (`defaults.TERM_OF_TRADE`).
    customers_called: Annotated[CustomersCalled | None, Policy(public=True)] = None
    country: Annotated[Country | None, Policy(public=True)] = None
    staff: Annotated[
        Annotated[int, Field(ge=1, le=100_000)] | None,
        Policy(public=True, short=False, staff=False),
    ] = None
    length: Annotated[Length, Policy(short=False, staff=False, setting="length")] = "standard"
    # A noun such as "bakery": the policy says "the bakery".
    called: Annotated[Line, Policy(public=True)] = ""
    # Of the policy alone; all other documents say "we" and "you".
    voice: Annotated[Voice, Policy(public=True, staff=False, setting="voice")] = "direct"


SeenBy = Literal["anyone", "closed"]


class Account(AnswerModel):
    """One of the brand's social media accounts."""

    platform: Annotated[Line, Policy(public=True)] = ""
    handle: Annotated[Line, Policy(public=True, verbatim=True)] = ""
    # No public page lists a closed one, such as a chat of the staff.
    seen_by: Annotated[SeenBy, Policy()] = "anyone"
    owner: Annotated[PersonId | None, Policy(fallback=LEAD)] = None
    duties: Annotated[Line, Policy(screened=True)] = ""


class Responsibility(AnswerModel):
    """A responsibility that the user added."""

    name: Annotated[Line, Policy(screened=True, required="does not say what it is about")] = ""
    person: Annotated[PersonId | None, Policy(fallback=LEAD)] = None


Approval = Literal["author", "sensitive", "second"]
ReplyTime = Literal["same-day", "next-day", "two-days", "no-promise"]
PostingRule = Literal[
    "value",
    "work-time",
    "private",
    "criticism",
    "describe",
    "ads",
    "politics",
    "share",
    "records",
    "house-rules",
]


class Roles(AnswerModel):
    """Step 1: who does what."""

    head: Annotated[PersonId | None, Policy()] = None
    lead: Annotated[PersonId | None, Policy()] = None
    accounts: Annotated[tuple[Account, ...], Policy(public=True)] = ()
    advertising: Annotated[tuple[PersonId, ...], Policy(fallback=LEAD)] = ()
    account_security: Annotated[tuple[PersonId, ...], Policy(fallback=LEAD)] = ()
    publishing: Annotated[tuple[PersonId, ...], Policy(fallback=LEAD)] = ()
    legal_approval: Annotated[tuple[PersonId, ...], Policy(fallback=HEAD)] = ()
    training: Annotated[tuple[PersonId, ...], Policy(fallback=LEAD)] = ()
    strategy: Annotated[tuple[PersonId, ...], Policy(fallback=LEAD)] = ()
    crisis_response: Annotated[tuple[PersonId, ...], Policy(fallback=HEAD)] = ()
    other: Annotated[tuple[Responsibility, ...], Policy()] = ()
    spokespeople: Annotated[tuple[PersonId, ...], Policy(resign=True, fallback=HEAD)] = ()
    approval: Annotated[Approval, Policy(public=True, resign=True)] = "sensitive"
    voice: Annotated[Line, Policy(public=True, screened=True)] = "plain, friendly and true"
    reply_within: Annotated[ReplyTime, Policy(public=True)] = "next-day"
    posting: Annotated[tuple[PostingRule | Line, ...], Policy(public=True)] = all_but(
        PostingRule, "value", "records", "house-rules"
    )


PasswordChange = Literal["after-leak", "90-days", "180-days", "yearly"]
SignIn = Literal["two-factor", "manager", "long", "unique", "private"]
SoftwareUpdates = Literal["automatic", "weekly", "monthly"]
AccountRule = Literal[
    "business-email",
    "two-administrators",
    "leavers",
    "ownership",
    "dormant",
    "no-personal",
    "apps",
    "lost-device",
]


class Security(AnswerModel):
    """Step 2: passwords, software, and the people who protect the accounts."""

    password_change: Annotated[PasswordChange, Policy()] = "after-leak"
    password_keeper: Annotated[PersonId | None, Policy(fallback=LEAD)] = None
    sign_in: Annotated[tuple[SignIn | Line, ...], Policy()] = all_but(SignIn)
    software_updates: Annotated[SoftwareUpdates, Policy()] = "automatic"
    software_keeper: Annotated[PersonId | None, Policy(fallback=LEAD)] = None
    protectors: Annotated[tuple[PersonId, ...], Policy(fallback="roles.account_security")] = ()
    report_to: Annotated[PersonId | None, Policy(fallback=LEAD)] = None
    account_rules: Annotated[tuple[AccountRule | Line, ...], Policy()] = all_but(
        AccountRule, "apps"
    )


class CrisisLevel(AnswerModel):
    """A degree of trouble: its sign, and how fast to answer."""

    name: Annotated[Line, Policy(required="has no name")] = ""
    sign: Annotated[Line, Policy(screened=True)] = ""
    within: Annotated[Line, Policy(screened=True)] = ""


class EmergencyContact(AnswerModel):
    """Somebody outside the staff whom a crisis may need."""

    name: Annotated[Line, Policy(required="has no name")] = ""
    why: Annotated[Line, Policy(screened=True)] = ""
    phone: Annotated[Line, Policy()] = ""
    email: Annotated[Line, Policy()] = ""


CrisisTeam = Literal["social", "legal", "pr", "executives"]


class CrisisDuty(AnswerModel):
    """A task in a crisis that the user adds for one of the teams."""

    team: Annotated[CrisisTeam, Policy()] = "social"
    task: Annotated[Line, Policy(screened=True, required="does not say what is to be done")] = ""


Prevention = Literal["pause", "facts", "mistakes", "tell-early", "no-arguing", "watch", "test"]
CrisisSign = Literal["safety", "leak", "hacked", "spreading", "press", "staff", "legal", "fake"]
StaffChannel = Literal["meeting", "phone", "chat", "email", "notice"]
CrisisUpdates = Literal["hourly", "twice-a-day", "daily"]


_LEVELS = (
    ("Watch", "A few complaints or questions, all about one thing", "the same working day"),
    ("Serious", "It is spreading, or somebody with a large following has joined in", "two hours"),
    ("Crisis", "Somebody may be hurt, the press is calling, or private data is out", "30 minutes"),
)


class Crisis(AnswerModel):
    """Step 3: preventing a crisis, and the separate plan for when it comes."""

    prevention: Annotated[tuple[Prevention | Line, ...], Policy()] = all_but(Prevention, "test")
    # Whom staff tell first; `security.report_to` is for devices, sign-ins and hacked accounts.
    report_to: Annotated[PersonId | None, Policy(resign=True, fallback=RESPONSE)] = None
    signs: Annotated[tuple[CrisisSign | Line, ...], Policy(short=False)] = all_but(CrisisSign)
    levels: Annotated[tuple[CrisisLevel, ...], Policy(short=False)] = tuple(
        CrisisLevel.model_construct(name=name, sign=sign, within=within)
        for name, sign, within in _LEVELS
    )
    social_media: Annotated[PersonId | None, Policy(short=False, fallback=LEAD)] = None
    legal: Annotated[PersonId | None, Policy(short=False, fallback="roles.legal_approval")] = None
    public_relations: Annotated[
        PersonId | None, Policy(short=False, fallback="roles.spokespeople")
    ] = None
    executives: Annotated[PersonId | None, Policy(short=False, fallback=HEAD)] = None
    duties: Annotated[tuple[CrisisDuty, ...], Policy(short=False)] = ()
    stand_in: Annotated[PersonId | None, Policy(short=False, fallback=LEAD)] = None
    contacts: Annotated[tuple[EmergencyContact, ...], Policy(short=False)] = ()
    approval_order: Annotated[tuple[PersonId, ...], Policy(short=False, fallback=HEAD)] = ()
    staff_told_by: Annotated[PersonId | None, Policy(short=False, fallback=HEAD)] = None
    staff_channels: Annotated[tuple[StaffChannel | Line, ...], Policy(short=False)] = all_but(
        StaffChannel, "meeting", "chat", "notice"
    )
    updates: Annotated[CrisisUpdates, Policy(short=False)] = "twice-a-day"


class RegionalRule(AnswerModel):
    """A rule of the region or the trade, in the user's own words."""

    place: Annotated[Line, Policy(public=True)] = ""
    rule: Annotated[
        Text, Policy(public=True, screened=True, required="does not say what the rule is")
    ] = ""


LegalTopic = Literal[
    "rights",
    "disclosure",
    "honesty",
    "discrimination",
    "reviews",
    "competitors",
    "prizes",
    "ai",
    "records",
    "monitoring",
]
# States, provinces and territories, each with its country; "other" is a territory such as Guam.
# fmt: off
_UsState = Literal[
    "US-AL", "US-AK", "US-AZ", "US-AR", "US-CA", "US-CO", "US-CT", "US-DE", "US-DC", "US-FL",
    "US-GA", "US-HI", "US-ID", "US-IL", "US-IN", "US-IA", "US-KS", "US-KY", "US-LA", "US-ME",
    "US-MD", "US-MA", "US-MI", "US-MN", "US-MS", "US-MO", "US-MT", "US-NE", "US-NV", "US-NH",
    "US-NJ", "US-NM", "US-NY", "US-NC", "US-ND", "US-OH", "US-OK", "US-OR", "US-PA", "US-RI",
    "US-SC", "US-SD", "US-TN", "US-TX", "US-UT", "US-VT", "US-VA", "US-WA", "US-WV", "US-WI",
    "US-WY",
]
_CanadianProvince = Literal[
    "CA-AB", "CA-BC", "CA-MB", "CA-NB", "CA-NL", "CA-NS", "CA-NT", "CA-NU", "CA-ON", "CA-PE",
    "CA-QC", "CA-SK", "CA-YT",
]
_AustralianState = Literal[
    "AU-ACT", "AU-NSW", "AU-NT", "AU-QLD", "AU-SA", "AU-TAS", "AU-VIC", "AU-WA",
]
# fmt: on
State = Literal[_UsState, _CanadianProvince, _AustralianState, "other"]
# What may be true of a business, so that a rule of law holds for it, or a duty is done.
_StaffFact = Literal["works-council", "staff-reps", "staff-consulted", "rules-filed"]
_NoticeFact = Literal["monitoring-notice", "french-text", "chinese-text", "internal-committee"]
_LegalForm = Literal["public-employer", "law-firm", "listed-company"]
Fact = Literal[
    _StaffFact, _NoticeFact, "online-shop", "over-ccpa-size", "government-contract", _LegalForm
]
CustomerData = Literal["names", "contact", "photos", "orders", "payment", "health", "complaints"]
ContentSource = Literal["own", "licensed", "permission", "brand-library", "share-button"]
Confidential = Literal[
    "passwords",
    "customer-lists",
    "unreleased",
    "prices",
    "supplier-terms",
    "recipes",
    "finances",
    "disputes",
]
AfterLeak = Literal["support-first", "discipline-policy"]


class Legal(AnswerModel):
    """Step 4: the law, in words that every employee understands."""

    topics: Annotated[tuple[LegalTopic | Line, ...], Policy(public=True, resign=True)] = all_but(
        LegalTopic, "competitors", "prizes", "ai", "records", "monitoring"
    )
    places: Annotated[tuple[Country, ...], Policy(public=True, resign=True)] = ()
    # Those of a country without staff stay in the file, and count for nothing.
    states: Annotated[tuple[State, ...], Policy(public=True, staff=False)] = ()
    facts: Annotated[tuple[Fact, ...], Policy(public=True, staff=False)] = ()
    # Only what differs from our suggestion, so that a rule that we add later comes in by itself.
    rules: Annotated[tuple[RuleChoice, ...], Policy(public=True, resign=True)] = ()
    regional_rules: Annotated[tuple[RegionalRule, ...], Policy(public=True, resign=True)] = ()
    adviser: Annotated[Line, Policy(staff=False)] = ""
    adviser_firm: Annotated[Line, Policy(staff=False)] = ""
    adviser_phone: Annotated[Line, Policy(staff=False)] = ""
    reviewed_on: Annotated[datetime.date | None, Policy(staff=False)] = None
    customer_data: Annotated[tuple[CustomerData | Line, ...], Policy(public=True)] = all_but(
        CustomerData
    )
    content_sources: Annotated[tuple[ContentSource | Line, ...], Policy(public=True)] = all_but(
        ContentSource, "brand-library"
    )
    # A line that the user added may be the secret itself.
    confidential: Annotated[
        tuple[Confidential | Line, ...], Policy(public=True, public_lines=False, resign=True)
    ] = all_but(Confidential, "prices", "recipes", "finances", "disputes")
    after_leak: Annotated[AfterLeak, Policy(public=True, resign=True)] = "support-first"


UseAtWork = Literal["breaks", "reasonable", "as-agreed"]
OwnAccountRule = Literal[
    "own-email",
    "equipment",
    "no-brand-name",
    "not-for-us",
    "say-employer",
    "disagree",
    "privacy-settings",
    "connections",
    "lasting",
]
OutOfBounds = Literal["racism", "hate", "harassment", "bullying", "threats", "sexual", "leaks"]
RelatedPolicy = Literal[
    "conduct", "discipline", "grievance", "equality", "privacy", "it", "whistleblowing"
]
Consequences = Literal["talk-first", "discipline-policy"]


class PersonalUse(AnswerModel):
    """Step 5: employees' own accounts."""

    at_work: Annotated[UseAtWork, Policy(public=True, resign=True)] = "breaks"
    own_accounts: Annotated[tuple[OwnAccountRule | Line, ...], Policy(public=True, resign=True)] = (
        all_but(OwnAccountRule, "equipment", "disagree", "connections")
    )
    out_of_bounds: Annotated[tuple[OutOfBounds | Line, ...], Policy(public=True, resign=True)] = (
        all_but(OutOfBounds, "leaks")
    )
    # Other policies for staff, to which this one points.
    related: Annotated[tuple[RelatedPolicy | Line, ...], Policy()] = ()
    consequences: Annotated[Consequences, Policy(public=True, resign=True)] = "talk-first"


Expectation = Literal[
    "know-policy",
    "pass-on",
    "no-answer",
    "customers-matters",
    "correct",
    "events",
    "customers-first",
    "managers",
    "ask",
]
Stance = Literal["encouraged", "free", "official-only"]


class Employees(AnswerModel):
    """Step 6: what every employee does and may do."""

    expectations: Annotated[tuple[Expectation | Line, ...], Policy(public=True, resign=True)] = (
        all_but(Expectation, "customers-matters", "events", "customers-first", "managers")
    )
    stance: Annotated[Stance, Policy(public=True, resign=True)] = "free"
    disclaimer: Annotated[Line, Policy(public=True, screened=True)] = "These are my own views."
    questions_to: Annotated[PersonId | None, Policy(fallback=LEAD)] = None


PolicySection = Literal[
    "purpose",
    "roles",
    "security",
    "crisis",
    "law",
    "personal-accounts",
    "employees",
    "publication",
    "review",
]


class OwnClause(AnswerModel):
    """A clause in the user's own words, printed as typed at the end of a section."""

    section: Annotated[PolicySection, Policy()] = "employees"
    text: Annotated[Text, Policy(screened=True)] = ""


Place = Literal["handbook", "intranet", "website"]


class Publication(AnswerModel):
    """Step 7: where the policy lives, and how staff hear of it."""

    own_clauses: Annotated[tuple[OwnClause, ...], Policy()] = ()
    places: Annotated[tuple[Place, ...], Policy()] = ("handbook",)
    number: Annotated[Line, Policy(screened=True)] = ""
    intranet_address: Annotated[Line, Policy()] = ""
    website_address: Annotated[Line, Policy(public=True, verbatim=True)] = ""
    # How customers reach the business in private.
    public_contact: Annotated[Line, Policy(public=True, short=False, verbatim=True)] = ""
    launch_on: Annotated[datetime.date | None, Policy()] = None
    feedback_to: Annotated[PersonId | None, Policy(fallback="employees.questions_to")] = None
    feedback_by: Annotated[datetime.date | None, Policy(short=False)] = None
    sign: Annotated[bool, Policy()] = True
    # RGB, such as "24505C", or "" for ours. It is chosen with the documents, like a letterhead.
    accent_color: Annotated[HexColor, Policy(internal=True)] = ""


TimesAYear = Literal["once", "twice"]
ReviewTopic = Literal[
    "contacts", "accounts", "platforms", "law", "incidents", "staff-views", "access"
]


class Review(AnswerModel):
    """Step 8: how the policy stays up to date."""

    times_a_year: Annotated[TimesAYear, Policy(public=True)] = "once"
    # When the policy first takes effect. `Revision.adopted` has the days of adoption.
    effective_on: Annotated[datetime.date | None, Policy(public=True)] = None
    next_on: Annotated[datetime.date | None, Policy(public=True, versioned=False)] = None
    reviewed_by: Annotated[PersonId | None, Policy(fallback=LEAD)] = None
    approved_by: Annotated[PersonId | None, Policy(fallback=HEAD)] = None
    agenda: Annotated[tuple[ReviewTopic | Line, ...], Policy(staff=False)] = all_but(
        ReviewTopic, "access"
    )


class Revision(AnswerModel):
    """A row of the revision history, printed at the end of the policy."""

    version: Annotated[Line, Policy(public=True, verbatim=True)] = ""
    # When it was adopted, as recorded that day.
    adopted: Annotated[datetime.date | None, Policy(public=True)] = None
    # When it takes effect.
    on: Annotated[datetime.date | None, Policy(public=True)] = None
    what: Annotated[Line, Policy(required="does not say what changed")] = ""
    by: Annotated[PersonId | None, Policy(fallback="review.reviewed_by")] = None


class Adopted(AnswerModel):
    """The version that was adopted last."""

    version: Annotated[Line, Policy(internal=True)] = ""
    # When it takes effect.
    on: Annotated[datetime.date | None, Policy(internal=True)] = None
    # The oldest version whose signatures still count.
    read_from: Annotated[Line, Policy(internal=True)] = ""
    # `diff.fingerprint` of the answers at that time; another fingerprint means a draft.
    digest: Annotated[Line, Policy(internal=True)] = ""


class Answers(AnswerModel):
    """Everything that was answered, and a suggestion for the rest."""

    format: Annotated[int, Policy(internal=True)] = FORMAT
    # The path of the question at which the user left.
    left_at: Annotated[Line, Policy(internal=True)] = ""
    # The Word file whose looks the documents take over, relative to the folder of the answers.
    letterhead: Annotated[Line, Policy(internal=True)] = ""
    # Paths of the questions answered with "I don't know yet".
    unsure: Annotated[tuple[Line, ...], Policy(internal=True)] = ()
    business: Business = Business.model_construct()
    people: Annotated[tuple[Person, ...], Policy()] = ()
    roles: Roles = Roles.model_construct()
    security: Security = Security.model_construct()
    crisis: Crisis = Crisis.model_construct()
    legal: Legal = Legal.model_construct()
    personal_use: PersonalUse = PersonalUse.model_construct()
    employees: Employees = Employees.model_construct()
    publication: Publication = Publication.model_construct()
    review: Review = Review.model_construct()
    revisions: Annotated[tuple[Revision, ...], Policy(public=True, versioned=False)] = ()
    adopted: Adopted = Adopted.model_construct()
    # Text that isn't a valid answer yet (half a date), by path. No document prints it.
    unfinished: Annotated[dict[str, str], Policy(internal=True)] = Field(default_factory=dict)
