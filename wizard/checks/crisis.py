"""The crisis plan: who can be reached, and whether its times fit together."""

import re
from collections.abc import Iterator

from wizard.checks.free_text import policy_sentences, quote
from wizard.checks.model import CheckContext, Finding

LEVELS = "crisis.levels"
WORKING_DAY_MIN = 8 * 60
_REPLY_MIN = {
    "same-day": WORKING_DAY_MIN,
    "next-day": 2 * WORKING_DAY_MIN,
    "two-days": 3 * WORKING_DAY_MIN,
}
_UNIT_MIN = {
    "minute": 1,
    "min": 1,
    "hour": 60,
    "h": 60,
    "day": WORKING_DAY_MIN,
    "week": 5 * WORKING_DAY_MIN,
}
_NUMBERS = {
    "half an": 0.5,
    "half": 0.5,
    "the same": 1,
    "the next": 2,
    "same": 1,
    "next": 2,
    "a": 1,
    "an": 1,
    "twelve": 12,
} | {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten".split(), start=1
    )
}
_SPAN = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*(?:working |business )?"
    rf"({'|'.join(_UNIT_MIN)})s?\b",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(
    r"\b(24/7|24-7|day and night|a?round the clock|at any hour|seven days a week|nights and weekends"
    r"|(also |even )?(at|on) (the )?weekends|at night|in the evenings?)\b",
    re.IGNORECASE,
)
_WATCH = re.compile(
    r"\b(answer|repl|respond|react|watch|monitor|check|reach|messages|comments|inbox)",
    re.IGNORECASE,
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
        yield Finding(
            "warning",
            "crisis.stand_in",
            f"{context.names([leader])} decides in a crisis, and is also who steps in when somebody can't be reached.",
            f"Pick somebody else here, such as {context.names(others[:1])}.",
            "no-stand-in",
            why="If that one phone is off, nobody may decide anything.",
        )


def _check_phones(context: CheckContext) -> Iterator[Finding]:
    """Find a plan that wants action within hours from people without a phone number."""
    if not context.answers.crisis.model_fields_set:
        return  # the step is untouched
    crisis = context.resolved.crisis
    times = [
        (minutes, level.within)
        for level in crisis.levels
        if (minutes := parse_minutes(level.within)) is not None
    ]
    team_ids = {crisis.executives, crisis.social_media, crisis.stand_in}
    team = [person for person in context.staff if person.id in team_ids]
    if not times or not team or any(person.phone or person.other for person in team):
        return
    minutes, within = min(times, key=lambda pair: pair[0])
    if minutes < WORKING_DAY_MIN:
        yield Finding(
            "warning",
            "people",
            f'The crisis plan wants action within "{within}", but there is no phone number of '
            f"{context.names((person.id for person in team), 'or')}.",
            f"Add a number that is answered in the evening and at weekends too; see {context.question_name(LEVELS)}.",
            "nobody-at-night",
            why="Trouble begins at night or on a Sunday as often as not, and nobody reads e-mail then.",
        )


def _check_round_the_clock(context: CheckContext) -> Iterator[Finding]:
    """Find a promise of evenings and weekends that one person alone has to keep."""
    roles = context.resolved.roles
    watching = {*roles.publishing, *(account.owner for account in context.answers.roles.accounts)}
    watching.discard(None)
    if len(watching) != 1 or not watching <= context.people.keys():
        return
    for path, sentence in policy_sentences(context.answers):
        promise = _ROUND_THE_CLOCK.search(sentence) and _WATCH.search(sentence)
        if promise and not _NEGATION.search(sentence):
            yield Finding(
                "warning",
                path,
                f'"{quote(sentence)}" promises evenings, nights or weekends, and '
                f"{context.names(filter(None, watching))} alone looks after the accounts.",
                "Promise what one person can keep, or pick a second one at "
                f"{context.question_name('roles.publishing')}.",
                "nobody-at-night",
                why="Nobody is there when that person sleeps, and time off that is worked has to be paid.",
            )
            return


def _check_levels(context: CheckContext) -> Iterator[Finding]:
    levels = context.answers.crisis.levels
    times = [minutes for level in levels if (minutes := parse_minutes(level.within))]
    if times not in (sorted(times), sorted(times, reverse=True)):
        yield Finding(
            "advice",
            LEVELS,
            "The times of the levels go up and down: a worse one has more time than a milder one.",
            "Put the levels in order, and give the worst one the shortest time.",
            "levels-order",
            why="People act as fast as the level tells them.",
        )
    reply = _REPLY_MIN.get(context.answers.roles.reply_within)
    if times and reply and min(times) > reply:
        yield Finding(
            "warning",
            LEVELS,
            "In a crisis you act later than you answer an everyday question.",
            f"Set shorter times here, or promise less at {context.question_name('roles.reply_within')}.",
            "slower-in-crisis",
            why="Customers are told to expect an answer sooner than the plan starts.",
        )
