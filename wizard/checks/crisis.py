"""The crisis plan: who can be reached, and whether its times fit together."""

import re
from collections.abc import Iterator

from wizard.checks.free_text import policy_sentences, quote
from wizard.checks.model import CheckContext, Finding

LEVELS = "crisis.levels"
WORKING_DAY_MIN = 8 * 60
_REPLY_DAYS = {"same-day": 1, "next-day": 2, "two-days": 3}
_UNIT_MIN = {"minute": 1, "min": 1, "hour": 60, "h": 60, "day": WORKING_DAY_MIN}
_UNIT_MIN["week"] = 5 * WORKING_DAY_MIN
_NUMBERS = {"half an": 0.5, "half": 0.5, "the same": 1, "same": 1, "the next": 2, "next": 2}
_NUMBERS |= {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
_SPAN = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*(?:working |business )?"
    rf"({'|'.join(_UNIT_MIN)})s?\b",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(
    r"\b(24[/-]7|day and night|a?round the clock|at any hour|seven days a week"
    r"|nights and weekends|(at|on) (the )?weekends|at night|in the evenings?)\b",
    re.IGNORECASE,
)
_WATCH = re.compile(
    r"\b(answer|repl|respond|react|watch|monitor|check|reach|messages|comments|inbox)", re.I
)
_NEGATION = re.compile(r"\b(not|never|no|nobody|none|closed|free|off)\b|n't\b", re.IGNORECASE)


def check_crisis_plan(context: CheckContext) -> Iterator[Finding]:
    """Find what would fail on the day: no deputy, no phone, promises that nobody can keep."""
    yield from _check_stand_in(context)
    yield from _check_phones(context)
    yield from _check_round_the_clock(context)
    yield from _check_levels(context)


def parse_minutes(text: str) -> int | None:
    """Return the working minutes that "two hours" or "the same working day" means, if clear."""
    match = _SPAN.search(text)
    if match is None:
        return None
    number, unit = match[1].casefold(), match[2].casefold()
    return int((int(number) if number.isdigit() else _NUMBERS[number]) * _UNIT_MIN[unit])


def _check_stand_in(context: CheckContext) -> Iterator[Finding]:
    crisis = context.resolved.crisis
    leader = crisis.executives
    others = [person.id for person in context.staff if person.id != leader and person.name]
    if leader in context.people and leader == crisis.stand_in and others:
        leader_name, other_name = context.names([leader]), context.names(others[:1])
        yield context.finding(
            "no-stand-in", "crisis.stand_in", leader=leader_name, other=other_name
        )


def _check_phones(context: CheckContext) -> Iterator[Finding]:
    """Find a plan that wants action within hours from people without a phone number."""
    crisis = context.resolved.crisis
    times = [(parse_minutes(level.within), level.within) for level in crisis.levels]
    known = [(minutes, within) for minutes, within in times if minutes is not None]
    team_ids = {crisis.executives, crisis.social_media, crisis.stand_in}
    team = [person for person in context.staff if person.id in team_ids]
    # Without a decision in this step, the plan isn't the user's yet.
    if not context.answers.crisis.model_fields_set or not known or not team:
        return
    minutes, within = min(known, key=lambda pair: pair[0])
    if minutes < WORKING_DAY_MIN and not any(person.phone or person.other for person in team):
        names = context.names((person.id for person in team), "or")
        yield context.finding("no-phone", "people", within=within, team=names)


def _check_round_the_clock(context: CheckContext) -> Iterator[Finding]:
    """Find a promise of evenings and weekends that one person alone has to keep."""
    owners = {account.owner for account in context.answers.roles.accounts if account.owner}
    watching = owners | set(context.resolved.roles.publishing)
    if len(watching) != 1 or not watching <= context.people.keys():
        return
    for path, sentence in policy_sentences(context.answers):
        promise = _ROUND_THE_CLOCK.search(sentence) and _WATCH.search(sentence)
        if promise and not _NEGATION.search(sentence):
            name = context.names(watching)
            yield context.finding("nobody-at-night", path, quote=quote(sentence), name=name)
            return


def _check_levels(context: CheckContext) -> Iterator[Finding]:
    levels = context.answers.crisis.levels
    times = [minutes for level in levels if (minutes := parse_minutes(level.within))]
    if times not in (sorted(times), sorted(times, reverse=True)):
        yield context.finding("levels-order", LEVELS)
    reply_days = _REPLY_DAYS.get(context.answers.roles.reply_within)
    if times and reply_days and min(times) > reply_days * WORKING_DAY_MIN:
        yield context.finding("slower-in-crisis", LEVELS)
