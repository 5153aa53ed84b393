"""What the owner decides: one frozen model a step. A field's default is our advice to a small business.

The file of answers holds only what was decided (`model_dump(exclude_unset=True)`); all else stays a suggestion.
Fields that name a person hold the person's id from `people`; `Suggested(path)` says whose answer stands in until
the owner picks somebody.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from wizard.answers.base import Line, Text
from wizard.answers.choices import (
    AccountRule,
    AfterLeak,
    Approval,
    Confidential,
    Consequences,
    ContentSource,
    CrisisSign,
    CrisisTeam,
    CrisisUpdates,
    CustomerData,
    Expectation,
    LegalTopic,
    OutOfBounds,
    OwnAccountRule,
    PasswordChange,
    Place,
    PostingRule,
    Prevention,
    ReplyTime,
    ReviewTopic,
    SeenBy,
    SignIn,
    SoftwareUpdates,
    StaffChannel,
    Stance,
    TimesAYear,
    UseAtWork,
)
from wizard.answers.model import (
    CompanyCalled,
    Country,
    CustomersCalled,
    Fact,
    Length,
    PolicySection,
    StaffCalled,
    State,
    Tone,
    Trade,
)

FORMAT = 1
"""The version of the file's format. Raise it when an older program could no longer read the file."""


@dataclass(frozen=True)
class PersonRef:
    """Marks a text field as the id of a person in `people`."""


@dataclass(frozen=True)
class Suggested:
    """Names the answer that stands in while this one is open, by its path."""

    by: str


@dataclass(frozen=True)
class RuleRef:
    """Marks a text field as a choice of a rule of law: its id takes the rule in, "not " and its id leaves it out."""


PersonId = Annotated[Line, PersonRef()]
RuleChoice = Annotated[Line, RuleRef()]


class AnswerModel(BaseModel):
    """A group of answers: never changed in place, unknown keys kept for the file's next writer.

    Defaults are made with `model_construct`: to check them here would take a fifth of the time to the first question.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)


class Person(AnswerModel):
    """Somebody whom the policy names."""

    id: Line
    name: Line = ""
    job: Line = ""
    email: Line = ""
    phone: Line = ""
    other: Line = ""
    confirmed_on: datetime.date | None = None
    """The last review that found these details right; ours to write."""
    left_on: datetime.date | None = None
    """The day on which they left. Such a person stays only so that old revisions keep their author."""


class Business(AnswerModel):
    """The business itself."""

    name: Line = ""
    trade: Trade = "other"
    other_trades: tuple[Trade, ...] = ()
    """What it is besides, such as a café that sells wine."""
    customers_called: CustomersCalled | None = None
    """Whom it works for, in its own word; until the owner chooses, the word that is usual in its trade."""
    country: Country | None = None
    staff: Annotated[int, Field(ge=1, le=100_000)] | None = None
    length: Length = "standard"
    company_called: CompanyCalled = "we"
    """What the documents for staff call the business; with `staff_called` and `tone`, their voice."""
    staff_called: StaffCalled = "you"
    tone: Tone = "plain"


class Account(AnswerModel):
    """One of the brand's social media accounts (mission 1.1, 1.2)."""

    platform: Line = ""
    handle: Line = ""
    seen_by: SeenBy = "anyone"
    """Whether it is closed to the public, such as a chat of the staff; then no public page lists it."""
    owner: Annotated[PersonId | None, Suggested("roles.lead")] = None
    duties: Line = ""


class Responsibility(AnswerModel):
    """A responsibility of the owner's own making (mission 1.4)."""

    name: Line = ""
    person: Annotated[PersonId | None, Suggested("roles.lead")] = None


class Roles(AnswerModel):
    """Step 1: who does what."""

    head: PersonId | None = None
    lead: PersonId | None = None
    accounts: tuple[Account, ...] = ()
    advertising: Annotated[tuple[PersonId, ...], Suggested("roles.lead")] = ()
    account_security: Annotated[tuple[PersonId, ...], Suggested("roles.lead")] = ()
    publishing: Annotated[tuple[PersonId, ...], Suggested("roles.lead")] = ()
    legal_approval: Annotated[tuple[PersonId, ...], Suggested("roles.head")] = ()
    training: Annotated[tuple[PersonId, ...], Suggested("roles.lead")] = ()
    strategy: Annotated[tuple[PersonId, ...], Suggested("roles.lead")] = ()
    crisis_response: Annotated[tuple[PersonId, ...], Suggested("roles.head")] = ()
    other: tuple[Responsibility, ...] = ()
    spokespeople: Annotated[tuple[PersonId, ...], Suggested("roles.head")] = ()
    approval: Approval = "sensitive"
    voice: Line = "plain, friendly and true"
    reply_within: ReplyTime = "next-day"
    posting: tuple[PostingRule | Line, ...] = (
        "work-time",
        "private",
        "criticism",
        "describe",
        "ads",
        "politics",
        "share",
    )


class Security(AnswerModel):
    """Step 2: passwords, software, and the people who protect the accounts."""

    password_change: PasswordChange = "after-leak"
    password_keeper: Annotated[PersonId | None, Suggested("roles.lead")] = None
    sign_in: tuple[SignIn | Line, ...] = (
        "two-factor",
        "manager",
        "long",
        "unique",
        "private",
    )
    software_updates: SoftwareUpdates = "automatic"
    software_keeper: Annotated[PersonId | None, Suggested("roles.lead")] = None
    protectors: Annotated[tuple[PersonId, ...], Suggested("roles.account_security")] = ()
    report_to: Annotated[PersonId | None, Suggested("roles.lead")] = None
    account_rules: tuple[AccountRule | Line, ...] = (
        "business-email",
        "two-administrators",
        "leavers",
        "ownership",
        "dormant",
        "no-personal",
        "lost-device",
    )


class CrisisLevel(AnswerModel):
    """A degree of trouble: its sign, and how fast we answer (mission 3.5)."""

    name: Line = ""
    sign: Line = ""
    within: Line = ""


class EmergencyContact(AnswerModel):
    """Somebody outside the staff whom a crisis may need (mission 3.3)."""

    name: Line = ""
    why: Line = ""
    phone: Line = ""
    email: Line = ""


class CrisisDuty(AnswerModel):
    """A task in a crisis that the owner adds for one of the teams (mission 3.4)."""

    team: CrisisTeam = "social"
    task: Line = ""


class Crisis(AnswerModel):
    """Step 3: preventing a crisis, and the separate plan for when it comes."""

    prevention: tuple[Prevention | Line, ...] = (
        "pause",
        "facts",
        "mistakes",
        "tell-early",
        "no-arguing",
        "watch",
    )
    signs: tuple[CrisisSign | Line, ...] = (
        "safety",
        "leak",
        "hacked",
        "spreading",
        "press",
        "staff",
        "legal",
        "fake",
    )
    levels: tuple[CrisisLevel, ...] = (
        CrisisLevel.model_construct(
            name="Watch",
            sign="A few complaints or questions, all about one thing",
            within="the same working day",
        ),
        CrisisLevel.model_construct(
            name="Serious",
            sign="It is spreading, or somebody with a large following has joined in",
            within="two hours",
        ),
        CrisisLevel.model_construct(
            name="Crisis",
            sign="Somebody may be hurt, the press is calling, or private data is out",
            within="30 minutes",
        ),
    )
    social_media: Annotated[PersonId | None, Suggested("roles.lead")] = None
    legal: Annotated[PersonId | None, Suggested("roles.legal_approval")] = None
    public_relations: Annotated[PersonId | None, Suggested("roles.spokespeople")] = None
    executives: Annotated[PersonId | None, Suggested("roles.head")] = None
    duties: tuple[CrisisDuty, ...] = ()
    stand_in: Annotated[PersonId | None, Suggested("roles.lead")] = None
    contacts: tuple[EmergencyContact, ...] = ()
    approval_order: Annotated[tuple[PersonId, ...], Suggested("roles.head")] = ()
    staff_told_by: Annotated[PersonId | None, Suggested("roles.head")] = None
    staff_channels: tuple[StaffChannel | Line, ...] = ("phone", "email")
    updates: CrisisUpdates = "twice-a-day"


class RegionalRule(AnswerModel):
    """A rule of the region or the trade that the owner adds in their own words (mission 4.6)."""

    place: Line = ""
    rule: Text = ""


class Legal(AnswerModel):
    """Step 4: the law, in words that every employee understands."""

    topics: tuple[LegalTopic | Line, ...] = (
        "rights",
        "disclosure",
        "honesty",
        "discrimination",
        "reviews",
    )
    places: tuple[Country, ...] = ()
    states: tuple[State, ...] = ()
    """Those of a country without staff stay in the file, and count for nothing."""
    facts: tuple[Fact, ...] = ()
    rules: tuple[RuleChoice, ...] = ()
    """What the owner decided otherwise than we suggest, so that a rule that we add later comes in by itself."""
    regional_rules: tuple[RegionalRule, ...] = ()
    adviser: Line = ""
    reviewed_on: datetime.date | None = None
    customer_data: tuple[CustomerData | Line, ...] = (
        "names",
        "contact",
        "photos",
        "orders",
        "payment",
        "health",
        "complaints",
    )
    content_sources: tuple[ContentSource | Line, ...] = (
        "own",
        "licensed",
        "permission",
        "share-button",
    )
    confidential: tuple[Confidential | Line, ...] = (
        "passwords",
        "customer-lists",
        "unreleased",
        "supplier-terms",
    )
    after_leak: AfterLeak = "support-first"


class PersonalUse(AnswerModel):
    """Step 5: employees' own accounts."""

    at_work: UseAtWork = "breaks"
    own_accounts: tuple[OwnAccountRule | Line, ...] = (
        "own-email",
        "no-brand-name",
        "not-for-us",
        "say-employer",
        "privacy-settings",
        "lasting",
    )
    out_of_bounds: tuple[OutOfBounds | Line, ...] = (
        "racism",
        "hate",
        "harassment",
        "bullying",
        "threats",
        "sexual",
    )
    code: Line = ""
    consequences: Consequences = "talk-first"


class Employees(AnswerModel):
    """Step 6: what every employee does and may do."""

    expectations: tuple[Expectation | Line, ...] = (
        "know-policy",
        "pass-on",
        "no-answer",
        "correct",
        "ask",
    )
    stance: Stance = "free"
    disclaimer: Line = "These are my own views."
    questions_to: Annotated[PersonId | None, Suggested("roles.lead")] = None


class OwnClause(AnswerModel):
    """A clause in the owner's own words, printed as typed at the end of a section."""

    section: PolicySection = "employees"
    text: Text = ""


class Publication(AnswerModel):
    """Step 7: where the policy lives, and how staff hear of it."""

    own_clauses: tuple[OwnClause, ...] = ()
    places: tuple[Place, ...] = ("handbook",)
    number: Line = ""
    intranet_address: Line = ""
    website_address: Line = ""
    launch_on: datetime.date | None = None
    feedback_to: Annotated[PersonId | None, Suggested("employees.questions_to")] = None
    feedback_by: datetime.date | None = None
    sign: bool = True


class Review(AnswerModel):
    """Step 8: how the policy stays up to date."""

    times_a_year: TimesAYear = "once"
    adopted_on: datetime.date | None = None
    next_on: datetime.date | None = None
    reviewed_by: Annotated[PersonId | None, Suggested("roles.lead")] = None
    approved_by: Annotated[PersonId | None, Suggested("roles.head")] = None
    agenda: tuple[ReviewTopic | Line, ...] = (
        "contacts",
        "accounts",
        "platforms",
        "law",
        "incidents",
        "staff-views",
    )


class Revision(AnswerModel):
    """A row of the revision history, printed at the foot of the policy (mission 8.4, 8.5)."""

    version: Line = ""
    on: datetime.date | None = None
    what: Line = ""
    by: Annotated[PersonId | None, Suggested("review.reviewed_by")] = None


class Adopted(AnswerModel):
    """The version that was adopted last; ours to write, no question asks for it."""

    version: Line = ""
    on: datetime.date | None = None
    read_from: Line = ""
    """The oldest version whose signatures still count."""
    digest: Line = ""
    """What `adoption.digest` said of the answers then; another digest means a draft."""


class Answers(AnswerModel):
    """Everything the owner decided, and what we suggest for the rest."""

    format: int = FORMAT
    left_at: Line = ""
    """The question the owner was at when they left, as a path such as "security.password_change"."""
    letterhead: Line = ""
    """The Word file whose looks the documents take over, as seen from the folder of this file."""
    unsure: tuple[Line, ...] = ()
    """Paths of the questions answered with "I don't know yet"."""
    business: Business = Business.model_construct()
    people: tuple[Person, ...] = ()
    roles: Roles = Roles.model_construct()
    security: Security = Security.model_construct()
    crisis: Crisis = Crisis.model_construct()
    legal: Legal = Legal.model_construct()
    personal_use: PersonalUse = PersonalUse.model_construct()
    employees: Employees = Employees.model_construct()
    publication: Publication = Publication.model_construct()
    review: Review = Review.model_construct()
    revisions: tuple[Revision, ...] = ()
    adopted: Adopted = Adopted.model_construct()
    unfinished: dict[str, str] = Field(default_factory=dict)
    """What was typed and isn't a valid answer yet (half a date), by path. It reaches no document."""


def get_field(part: AnswerModel, key: str) -> Any:
    """Return what was decided at `key`: at one that we don't know too, also if it is named like a method ("copy")."""
    return getattr(part, key) if key in _fields_of(type(part)) else (part.model_extra or {})[key]


def explicit_values(part: AnswerModel) -> dict[str, Any]:
    """Return all that was decided in `part`, by key."""
    return {key: get_field(part, key) for key in part.model_fields_set}


def to_toml(value: Any) -> Any:
    """Return `value` as TOML knows it: models as tables of what was set, tuples as lists."""
    if isinstance(value, str):  # as nearly all are
        return value
    if isinstance(value, AnswerModel):
        return {
            key: to_toml(inner)
            for key in _ordered(value)
            if (inner := get_field(value, key)) is not None
        }
    if isinstance(value, tuple | list):
        return [to_toml(item) for item in value]
    if isinstance(value, dict):  # in what this program doesn't know
        return {key: to_toml(item) for key, item in value.items()}
    return value


def _ordered(part: AnswerModel) -> list[str]:
    was_set = part.model_fields_set
    known = [key for key in _fields_of(type(part)) if key in was_set]
    return known + sorted(part.model_extra or ())


@cache
def _fields_of(model: type[AnswerModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)
