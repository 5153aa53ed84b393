"""What the law of a place wants said or done, and what this policy would not say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from wizard import laws
from wizard.answers.choices import Country, Trade
from wizard.answers.model import Answers, Business, Legal
from wizard.answers.suggestions import suggested
from wizard.checks.case import Case
from wizard.checks.finding import Finding, Severity

EU = ("IE", "DE", "FR")
FRANCE_FROM = 50
"""From how many staff on France wants its process for rules of staff."""
ONTARIO_FROM = 25
"""From how many staff on Ontario wants written policies on monitoring and on switching off."""


@dataclass(frozen=True)
class _Notice:
    """Something that a policy for one of `places` needs: it is there if any of `rules` gets printed."""

    rule: str
    places: tuple[str, ...]
    rules: tuple[str, ...]
    path: str
    severity: Severity
    what: str
    do: str
    also: Callable[[Answers], bool] = lambda answers: False
    """Tells whether the owner's own answers say it."""
    needed: Callable[[Answers], bool] = lambda answers: True


def find(case: Case) -> Iterator[Finding]:
    """Find notices that the chosen places ask for and that would not be printed."""
    answers = case.answers
    places: tuple[str, ...] = suggested(answers, "legal.places")
    for notice in _NOTICES:
        there = notice.places == ALL or any(place in notice.places for place in places)
        if there and notice.needed(answers) and not notice.also(answers):
            printed = _printed(places, answers.business.trade, answers.business.staff)
            if printed.isdisjoint(notice.rules):
                yield Finding(notice.severity, notice.path, notice.what, notice.do, notice.rule)


@lru_cache(maxsize=64)
def _printed(places: tuple[str, ...], trade: Trade, staff: int | None) -> frozenset[str]:
    """Return the ids of the rules that a policy prints. Kept, because the packs are files."""
    asked = Answers(business=Business(trade=trade, staff=staff), legal=Legal(places=cast(tuple[Country, ...], places)))
    return frozenset(rule.id for pack in laws.applying(asked) for rule in pack.rules)


def _mentions(*words: str) -> Callable[[Answers], bool]:
    """Return a test whether one of the owner's own rules for a region holds one of these words."""
    pattern = re.compile(rf"\b({'|'.join(words)})", re.IGNORECASE)
    return lambda answers: any(pattern.search(row.rule) for row in answers.legal.regional_rules)


def _in_state(*names: str) -> Callable[[Answers], bool]:
    """Return a test whether the owner wrote down a rule of one of these states or provinces."""
    pattern = re.compile(rf"\b({'|'.join(names)})\b", re.IGNORECASE)
    return lambda answers: any(pattern.search(row.place) for row in answers.legal.regional_rules)


def _staff_from(number: int) -> Callable[[Answers], bool]:
    return lambda answers: answers.business.staff is None or answers.business.staff >= number


def _all_of(*tests: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    return lambda answers: all(test(answers) for test in tests)


def _explains_rights(answers: Answers) -> bool:
    return "rights" in answers.legal.topics


def _asks_for_disclosure(answers: Answers) -> bool:
    """Tell whether a text of ours asks staff to say that they work for the business when they praise it."""
    return (
        "disclosure" in answers.legal.topics
        or "say-employer" in answers.personal_use.own_accounts
        or answers.employees.stance == "encouraged"
    )


ALL = ("all",)
_ADS = ("endorse", "hidden-ads")
"""How the rules are called that ask staff to say who they work for."""
_OWN_RULES = '"Which other rules of your region or trade apply?" (step 4)'
_NOTICES = (
    _Notice(
        "no-rights-notice",
        ("US",),
        ("us-fed-nlra-rights",),
        "legal.topics",
        "warning",
        "In the United States, a policy without a statement of what staff may always talk about can read as a ban.",
        "Tick the right of staff to talk about pay, hours and conditions.",
        also=_explains_rights,
    ),
    _Notice(
        "no-secrets-notice",
        ("US",),
        ("us-fed-dtsa-notice",),
        "legal.confidential",
        "warning",
        "In the United States, a rule on secrets should say that staff may tell an authority or a lawyer of them.",
        f"Add that notice at {_OWN_RULES}; your adviser has the wording of the law.",
        also=_mentions("trade secret"),
        needed=lambda answers: any(answers.legal.confidential),
    ),
    _Notice(
        "no-monitoring-notice",
        ("GB", *EU),
        ("uk-monitor", "eu-monitor"),
        "legal.regional_rules",
        "advice",
        "Where you work, staff have to be told beforehand if you check how they use accounts and devices.",
        f"If you do, say what you check and why at {_OWN_RULES}.",
        also=_mentions("monitor", "check"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("US",),
        ("us-ny-monitor",),
        "legal.regional_rules",
        "advice",
        "New York, Connecticut and Delaware want a written notice before you monitor phones, e-mail or internet use.",
        f"If you do, give that notice, and say so at {_OWN_RULES}.",
        also=_mentions("monitor"),
        needed=_in_state("New York", "NY", "Connecticut", "CT", "Delaware", "DE"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("AU",),
        ("au-monitor-nsw",),
        "legal.regional_rules",
        "advice",
        "New South Wales and the Capital Territory want a written notice before you monitor computers and phones.",
        f"If you do, give it 14 days ahead, and say so at {_OWN_RULES}.",
        also=_mentions("monitor", "surveillance"),
        needed=_in_state("New South Wales", "NSW", "ACT", "Australian Capital Territory"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("CA",),
        ("ca-on-monitor",),
        "legal.regional_rules",
        "advice",
        f"Ontario wants a written policy on electronic monitoring from {ONTARIO_FROM} staff on.",
        f"Say at {_OWN_RULES} whether you monitor staff, how, and what for.",
        also=_mentions("monitor"),
        needed=_all_of(_in_state("Ontario", "ON"), _staff_from(ONTARIO_FROM)),
    ),
    _Notice(
        "no-whistleblowing-line",
        ("GB", *EU),
        ("uk-whistle", "eu-whistle"),
        "legal.regional_rules",
        "warning",
        "Where you work, staff should read that they may report wrongdoing to a public body.",
        f"Add that at {_OWN_RULES}.",
        also=_mentions("report", "whistle"),
    ),
    _Notice(
        "no-consultation",
        ("DE",),
        ("eu-works-process-de",),
        "legal.places",
        "warning",
        "In Germany a works council, where there is one, has a say in rules such as these before they start.",
        f"Ask it first; then, or if there is none, note that at {_OWN_RULES}.",
        also=_mentions("works council", "betriebsrat", "consult"),
    ),
    _Notice(
        "no-consultation",
        ("FR",),
        ("eu-works-process-fr",),
        "legal.places",
        "warning",
        "In France the staff committee may have to be asked, and the rules filed, before they bind anybody.",
        f"Ask your adviser about it; then note what was done at {_OWN_RULES}.",
        also=_mentions("works council", "staff committee", "CSE", "consult"),
        needed=_staff_from(FRANCE_FROM),
    ),
    _Notice(
        "no-consultation",
        ("CN",),
        ("cn-process",),
        "legal.places",
        "warning",
        "In China, rules for staff have to be discussed with them or their representatives before they count.",
        f"Have that done and written down; then note it at {_OWN_RULES}.",
        also=_mentions("consult", "discuss", "union", "staff representatives", "congress"),
    ),
    _Notice(
        "no-disclosure-line",
        ALL,
        tuple(f"{key}-{topic}" for key in ("us-fed", "uk", "eu", "ca", "au", "nz", "in", "sg") for topic in _ADS),
        "legal.topics",
        "warning",
        "Nothing in the policy asks staff to say that they work for you when they praise what you sell.",
        "Tick that point; without it, praise by staff can count as a hidden ad.",
        also=_asks_for_disclosure,
    ),
    _Notice(
        "language",
        ("FR",),
        (),
        "legal.places",
        "warning",
        "In France, rules for staff have to be in French, and this policy is in English.",
        f"Have a French text made that counts, and note that at {_OWN_RULES}.",
        also=_mentions("French", "français"),
    ),
    _Notice(
        "language",
        ("CN",),
        (),
        "legal.places",
        "warning",
        "In China, the text for staff has to be in Chinese, and this policy is in English.",
        f"Have a Chinese text made that counts, and note that at {_OWN_RULES}.",
        also=_mentions("Chinese", "Mandarin"),
    ),
    _Notice(
        "language",
        ("CA",),
        ("ca-qc-language",),
        "legal.places",
        "warning",
        "In Quebec, staff must have the policy in French, and this one is in English.",
        f"Have a French text made, and note that at {_OWN_RULES}.",
        also=_mentions("French", "français"),
        needed=_in_state("Quebec", "Québec", "QC"),
    ),
)
