"""What the law of a place wants said or done, and what this policy would not say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import is_set
from wizard.answers.model import Answers, Country
from wizard.checks.case import Case
from wizard.checks.finding import Finding, Severity
from wizard.laws.models import load_index
from wizard.laws.selection import included_rules

EU = ("IE", "DE", "FR")
FRANCE_FROM = 50
"""From how many staff on France wants its process for rules of staff."""
CHANNEL_FROM = 50
"""From how many staff on the European Union wants a channel of the employer's own for reports of breaches of law."""
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
    """What to do; {rules}, {facts} and {own} are the questions about rules, about facts, and for rules of one's own."""
    also: Callable[[Answers], bool] = lambda answers: False
    """Tells whether the owner's own answers say it, or that it was done."""
    needed: Callable[[Answers], bool] = lambda answers: True


def find(case: Case) -> Iterator[Finding]:
    """Find notices that the chosen places ask for and that would not be printed, and what has to be done first."""
    answers = case.answers
    places: tuple[str, ...] = resolve_answer(answers, "legal.places")
    asked = {"rules": "legal.rules", "facts": "legal.facts", "own": "legal.regional_rules"}
    questions = {key: case.ask(path) for key, path in asked.items()}
    printed: frozenset[str] | None = None
    for notice in _NOTICES:
        there = notice.places == ALL or any(place in notice.places for place in places)
        if there and notice.needed(answers) and not notice.also(answers):
            printed = _printed(answers) if printed is None else printed
            if printed.isdisjoint(notice.rules):
                do = notice.do.format(**questions)
                yield Finding(notice.severity, notice.path, notice.what, do, notice.rule)


def _printed(answers: Answers) -> frozenset[str]:
    """Return the ids of the rules that a policy prints."""
    return frozenset(rule.id for pack in included_rules(answers) for rule in pack.rules)


def _mentions(*words: str) -> Callable[[Answers], bool]:
    """Return a test whether one of the owner's own rules for a region holds one of these words."""
    pattern = re.compile(rf"\b({'|'.join(words)})", re.IGNORECASE)
    return lambda answers: any(pattern.search(row.rule) for row in answers.legal.regional_rules)


def _in_state(*states: str) -> Callable[[Answers], bool]:
    """Return a test whether there are staff in one of these states or provinces, by key, or by a rule of the owner's.

    In a rule, its name or its letters count.
    """

    def test(answers: Answers) -> bool:
        if any(state in resolve_answer(answers, "legal.states") for state in states):
            return True
        names = [load_index().states[state] for state in states] + [
            state.partition("-")[2] for state in states
        ]
        if "CA-QC" in states:
            names.append("Québec")
        pattern = re.compile(rf"\b({'|'.join(names)})\b", re.IGNORECASE)
        return any(pattern.search(row.place) for row in answers.legal.regional_rules)

    return test


def _true(fact: str) -> Callable[[Answers], bool]:
    return lambda answers: fact in answers.legal.facts


def _maybe(fact: str) -> Callable[[Answers], bool]:
    """Return a test whether something is true of the business, or nothing was said of it yet."""
    return lambda answers: fact in answers.legal.facts or not is_set(answers, "legal.facts")


def _staff_from(number: int) -> Callable[[Answers], bool]:
    return lambda answers: answers.business.staff is None or answers.business.staff >= number


def _all_of(*tests: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    return lambda answers: all(test(answers) for test in tests)


def _any_of(*tests: Callable[[Answers], bool]) -> Callable[[Answers], bool]:
    return lambda answers: any(test(answers) for test in tests)


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
        "legal.rules",
        "warning",
        "In the United States, a rule on secrets should say that staff may tell an authority or a lawyer of them.",
        "Take the rule on trade secrets in at {rules}; your adviser has the wording of the law.",
        also=_mentions("trade secret"),
        needed=lambda answers: any(answers.legal.confidential),
    ),
    _Notice(
        "no-monitoring-notice",
        ("GB", *EU),
        ("uk-monitor", "eu-monitor"),
        "legal.rules",
        "advice",
        "Where you work, staff have to be told beforehand if you check how they use accounts and devices.",
        "If you do, take the rule on monitoring in at {rules}, or say what you check and why at {own}.",
        also=_mentions("monitor", "check"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("US",),
        ("us-ny-monitor",),
        "legal.facts",
        "advice",
        "New York, Connecticut and Delaware want a written notice before you monitor phones, e-mail or internet use.",
        "If you do, give staff that notice and have them confirm it; then tick that at {facts}.",
        also=_any_of(_mentions("monitor"), _true("monitoring-notice")),
        needed=_in_state("US-NY", "US-CT", "US-DE"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("AU",),
        ("au-monitor-nsw",),
        "legal.facts",
        "advice",
        "New South Wales and the Capital Territory want a written notice before you monitor computers and phones.",
        "If you do, give it 14 days ahead; then tick that at {facts}.",
        also=_any_of(_mentions("monitor", "surveillance"), _true("monitoring-notice")),
        needed=_in_state("AU-NSW", "AU-ACT"),
    ),
    _Notice(
        "no-monitoring-notice",
        ("CA",),
        ("ca-on-monitor",),
        "legal.facts",
        "advice",
        f"Ontario wants a written policy on electronic monitoring from {ONTARIO_FROM} staff on.",
        "Write down whether you monitor staff, how, and what for; give it to them, and tick that at {facts}.",
        also=_any_of(_mentions("monitor"), _true("monitoring-notice")),
        needed=_all_of(_in_state("CA-ON"), _staff_from(ONTARIO_FROM)),
    ),
    _Notice(
        "no-whistleblowing-line",
        ("GB", *EU),
        ("uk-whistle", "eu-whistle"),
        "legal.rules",
        "warning",
        "Where you work, staff should read that they may report wrongdoing to a public body.",
        "Take the rule on reporting in at {rules}.",
        also=_mentions("report", "whistle"),
    ),
    _Notice(
        "no-reporting-channel",
        EU,
        (),
        "legal.regional_rules",
        "advice",
        f"From {CHANNEL_FROM} staff on, the European Union wants a channel of your own for reports of breaches of law.",
        "Set one up, if you have none, and say at {own} whom staff can report to.",
        also=_mentions("report", "whistle", "channel"),
        needed=lambda answers: (
            answers.business.staff is not None and answers.business.staff >= CHANNEL_FROM
        ),
    ),
    _Notice(
        "no-consultation",
        ("DE",),
        ("eu-works-process-de",),
        "legal.facts",
        "warning",
        "In Germany a works council, where there is one, has a say in rules such as these before they start.",
        "Ask it first. Then tick at {facts} that it was asked; if there is none, just answer that question.",
        also=_any_of(
            _mentions("works council", "betriebsrat", "consult"), _true("staff-consulted")
        ),
        needed=_maybe("works-council"),
    ),
    _Notice(
        "no-consultation",
        ("FR",),
        ("eu-works-process-fr",),
        "legal.facts",
        "warning",
        "In France the staff committee may have to be asked, and the rules filed, before they bind anybody.",
        "Ask your adviser about it; then tick at {facts} what was done.",
        also=_any_of(
            _mentions("works council", "staff committee", "CSE", "consult"),
            _all_of(_true("staff-consulted"), _true("rules-filed")),
        ),
        needed=_any_of(_staff_from(FRANCE_FROM), _true("works-council")),
    ),
    _Notice(
        "no-consultation",
        ("CN",),
        ("cn-process",),
        "legal.facts",
        "warning",
        "In China, rules for staff have to be discussed with them or their representatives before they count.",
        "Have that done and written down; then tick it at {facts}.",
        also=_any_of(
            _mentions("consult", "discuss", "union", "staff representatives", "congress"),
            _true("staff-consulted"),
        ),
    ),
    _Notice(
        "union",
        ("US",),
        (),
        "legal.facts",
        "warning",
        "With a union, rules such as these may have to be agreed with it before they start.",
        "Ask your adviser first: this program doesn't cover contracts with a union. Then tick that staff were asked.",
        also=_true("staff-consulted"),
        needed=_true("staff-reps"),
    ),
    _Notice(
        "union",
        tuple(place for place in get_args(Country) if place not in ("US", "CN")),
        (),
        "legal.facts",
        "advice",
        "Somebody speaks for your staff, and nothing says that they were asked about this policy.",
        "Ask them before it starts; then tick that staff were asked.",
        also=_true("staff-consulted"),
        needed=_true("staff-reps"),
    ),
    _Notice(
        "no-disclosure-line",
        ALL,
        tuple(
            f"{key}-{topic}"
            for key in ("us-fed", "uk", "eu", "ca", "au", "nz", "in", "sg")
            for topic in _ADS
        ),
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
        "legal.facts",
        "warning",
        "In France, rules for staff have to be in French, and this policy is in English.",
        "Have a French text made that counts, and tick that at {facts}.",
        also=_any_of(_mentions("French", "français"), _true("french-text")),
    ),
    _Notice(
        "language",
        ("CN",),
        (),
        "legal.facts",
        "warning",
        "In China, the text for staff has to be in Chinese, and this policy is in English.",
        "Have a Chinese text made that counts, and tick that at {facts}.",
        also=_any_of(_mentions("Chinese", "Mandarin"), _true("chinese-text")),
    ),
    _Notice(
        "language",
        ("CA",),
        ("ca-qc-language",),
        "legal.facts",
        "warning",
        "In Quebec, staff must have the policy in French, and this one is in English.",
        "Have a French text made, and tick that at {facts}.",
        also=_any_of(_mentions("French", "français"), _true("french-text")),
        needed=_in_state("CA-QC"),
    ),
)
