"""The crisis plan: who steps in, who can be reached, whether its parts agree with one another and with step 1."""

import re
from collections.abc import Iterator

from wizard.answers.defaults import resolve_answer
from wizard.checks.case import Case
from wizard.checks.model import Finding
from wizard.checks.role_assignments import here, names
from wizard.checks.wording import policy_text, quoted
from wizard.sentences import sentences

WORKING_DAY = 8 * 60
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a": 1, "an": 1, "twelve": 12,
    "half an": 0, "half": 0, "the same": 1, "same": 1, "next": 2, "the next": 2,
}  # fmt: skip
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "h": 60, "day": WORKING_DAY, "week": 5 * WORKING_DAY}
_SPAN = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*(?:working |business )?"
    r"(minute|min|hour|h|day|week)s?\b",
    re.IGNORECASE,
)
_REPLY = {"same-day": WORKING_DAY, "next-day": 2 * WORKING_DAY, "two-days": 3 * WORKING_DAY}
_ROUND_THE_CLOCK = re.compile(
    r"\b(24/7|24-7|day and night|(a)?round the clock|around the clock|at any hour|seven days a week|nights and weekends"
    r"|(also |even )?(at|on) (the )?weekends|at night|in the evenings?)\b",
    re.IGNORECASE,
)
_WATCH = re.compile(
    r"\b(answer|repl|respond|react|watch|monitor|check|reach|messages|comments|inbox)\w*",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(not|never|n't|no|nobody|none|need(n't)? not|closed|free|off)\b|n't\b", re.IGNORECASE
)


def find(case: Case) -> Iterator[Finding]:
    """Find what would fail on the day: one person for everything, no phone, promises that don't fit together."""
    yield from _no_stand_in(case)
    yield from _nobody_reachable(case)
    yield from _round_the_clock(case)
    yield from _another_voice(case)
    yield from _decider_left_out(case)
    yield from _levels(case)


def _no_stand_in(case: Case) -> Iterator[Finding]:
    leader, stand_in = (
        resolve_answer(case.answers, "crisis.executives"),
        resolve_answer(case.answers, "crisis.stand_in"),
    )
    others = tuple(
        person.id for person in here(case.answers) if person.id != leader and person.name
    )
    if leader and leader == stand_in and others and leader in case.people():
        yield Finding(
            "warning",
            "crisis.stand_in",
            f"{names(case, (leader,))} decides in a crisis, and is also who steps in when somebody can't be reached.",
            f"Pick somebody else here, such as {names(case, others[:1])}.",
            "no-stand-in",
            why="If that one phone is off, nobody may decide anything.",
        )


def _nobody_reachable(case: Case) -> Iterator[Finding]:
    """Find a plan that wants action within hours from people of whom there is no phone number."""
    crisis = case.answers.crisis
    if not crisis.model_fields_set:
        return  # the owner hasn't been there yet
    spans = [
        minutes for level in crisis.levels if (minutes := minutes_in(level.within)) is not None
    ]
    if not spans or min(spans) >= WORKING_DAY:
        return
    keys = ("crisis.executives", "crisis.social_media", "crisis.stand_in")
    team = {who for key in keys if (who := resolve_answer(case.answers, key))}
    people = [person for person in here(case.answers) if person.id in team]
    if people and not any(person.phone or person.other for person in people):
        fastest = min(
            (level for level in crisis.levels if minutes_in(level.within) == min(spans)), key=str
        )
        yield Finding(
            "warning",
            "people",
            f'The crisis plan wants action within "{fastest.within}", but there is no phone number of '
            f"{names(case, tuple(person.id for person in people), 'or')}.",
            f"Add a number that is answered in the evening and at weekends too; see {case.ask('crisis.levels')}.",
            "nobody-at-night",
            why="Trouble begins at night or on a Sunday as often as not, and nobody reads e-mail then.",
        )


def _round_the_clock(case: Case) -> Iterator[Finding]:
    """Find a promise of evenings and weekends that one person alone has to keep."""
    watching = set(resolve_answer(case.answers, "roles.publishing")) | {
        who for account in case.answers.roles.accounts if (who := account.owner)
    }
    if len(watching) != 1 or not watching <= set(case.people()):
        return
    for path, text in policy_text(case.answers):
        for sentence in sentences(text):
            promised = (
                _ROUND_THE_CLOCK.search(sentence)
                and _WATCH.search(sentence)
                and not _NOT.search(sentence)
            )
            if promised:
                yield Finding(
                    "warning",
                    path,
                    f'"{quoted(sentence)}" promises evenings, nights or weekends, and '
                    f"{names(case, tuple(watching))} alone looks after the accounts.",
                    f"Promise what one person can keep, or pick a second one at {case.ask('roles.publishing')}.",
                    "nobody-at-night",
                    why="Nobody is there when that person sleeps, and time off that is worked has to be paid.",
                )
                return


def _another_voice(case: Case) -> Iterator[Finding]:
    voice, speakers = (
        case.answers.crisis.public_relations,
        resolve_answer(case.answers, "roles.spokespeople"),
    )
    if voice and speakers and voice not in speakers and voice in case.people():
        yield Finding(
            "warning",
            "crisis.public_relations",
            f"{names(case, (voice,))} speaks to the press in a crisis, but is not among those who may speak for you.",
            f"Pick one of {names(case, speakers)}, or add {names(case, (voice,))} at {case.ask('roles.spokespeople')}.",
            "crisis-voice",
            why="Staff are told that only the people you named speak for the business.",
        )


def _decider_left_out(case: Case) -> Iterator[Finding]:
    decides, order = (
        resolve_answer(case.answers, "crisis.executives"),
        resolve_answer(case.answers, "crisis.approval_order"),
    )
    if decides and order and decides not in order and decides in case.people():
        yield Finding(
            "warning",
            "crisis.approval_order",
            f"{names(case, (decides,))} decides in a crisis, but has no place among those who agree to an answer.",
            f"Add {names(case, (decides,))} to the list, or change {case.ask('crisis.executives')}.",
            "decider-left-out",
            why="On the day, two people would each think that the last word is theirs.",
        )


def _levels(case: Case) -> Iterator[Finding]:
    levels = [
        (level, minutes)
        for level in case.answers.crisis.levels
        if (minutes := minutes_in(level.within))
    ]
    times = [minutes for _, minutes in levels]
    if times not in (sorted(times), sorted(times, reverse=True)):
        yield Finding(
            "advice",
            "crisis.levels",
            "The times of the levels go up and down: a worse one has more time than a milder one.",
            "Put the levels in order, and give the worst one the shortest time.",
            "levels-order",
            why="People act as fast as the level tells them.",
        )
    reply = _REPLY.get(case.answers.roles.reply_within)
    if times and reply and min(times) > reply:
        yield Finding(
            "warning",
            "crisis.levels",
            "In a crisis you act later than you answer an everyday question.",
            f"Set shorter times here, or promise less at {case.ask('roles.reply_within')}.",
            "slower-in-crisis",
            why="Customers are told to expect an answer sooner than the plan starts.",
        )


def minutes_in(words: str) -> int | None:
    """Return the working minutes that "two hours" or "the same working day" means; None where we can't tell."""
    found = _SPAN.search(words)
    if found is None:
        return None
    number, unit = found[1].casefold(), found[2].casefold()
    minutes = _MINUTES[unit] * (int(number) if number.isdigit() else _NUMBERS[number])
    return minutes or _MINUTES[unit] // 2
