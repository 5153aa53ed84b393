"""What an owner can choose from, by key. The words of each choice are in `questions/`, what it prints in templates."""

from typing import Literal

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
State = Literal[
    "US-CA", "US-CO", "US-CT", "US-DE", "US-ND", "US-NY", "CA-ON", "CA-QC", "AU-ACT", "AU-NSW", "other"
]  # fmt: skip
"""States, provinces and territories for which we have rules, each with its country in front; and any other one."""
Fact = Literal[
    "works-council",
    "staff-reps",
    "staff-consulted",
    "rules-filed",
    "monitoring-notice",
    "french-text",
    "chinese-text",
    "internal-committee",
    "online-shop",
    "over-ccpa-size",
    "government-contract",
    "public-employer",
    "law-firm",
    "listed-company",
]
"""What may be true of a business, so that a rule of law holds for it, or a duty is done."""
Length = Literal["short", "standard", "full"]
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
CUSTOMERS_OF: dict[Trade, CustomersCalled] = {
    "retail": "customers",
    "food": "customers",
    "beauty": "clients",
    "trades": "customers",
    "professional": "clients",
    "technology": "customers",
    "health": "patients",
    "finance": "clients",
    "education": "students",
    "alcohol": "customers",
    "charity": "service-users",
    "public": "service-users",
    "other": "customers",
}
"""What a trade usually calls those whom it works for."""
CompanyCalled = Literal["we", "name"]
StaffCalled = Literal["you", "employees"]
Tone = Literal["plain", "formal"]
SeenBy = Literal["anyone", "closed"]
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
CrisisTeam = Literal["social", "legal", "pr", "executives"]
Prevention = Literal["pause", "facts", "mistakes", "tell-early", "no-arguing", "watch", "test"]
CrisisSign = Literal["safety", "leak", "hacked", "spreading", "press", "staff", "legal", "fake"]
StaffChannel = Literal["meeting", "phone", "chat", "email", "notice"]
CrisisUpdates = Literal["hourly", "twice-a-day", "daily"]
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
Consequences = Literal["talk-first", "discipline-policy"]
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
Place = Literal["handbook", "intranet", "website"]
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
TimesAYear = Literal["once", "twice"]
ReviewTopic = Literal[
    "contacts", "accounts", "platforms", "law", "incidents", "staff-views", "access"
]
