"""What the list of versions says of the step from one version to the next: a line that is printed for years."""

import datetime
from collections import Counter
from collections.abc import Sequence

from wizard.answers.base import MAX_LINE
from wizard.answers.model import Answers
from wizard.answers.people import find_successors, replace_person
from wizard.differences import Difference, describe_changes
from wizard.interview import Interview


def changelog_line(before: Answers, after: Answers, interview: Interview) -> str:
    """Return what the list of versions says of the step from one to the other; "" where nothing is new.

    Who took all places of somebody who is gone stands there once, not at each question.
    """
    told, rest = [], before
    for gone, heir in find_successors(before, after):
        told.append(f"{heir.name or heir.id} takes over from {gone.name or gone.id}")
        rest = replace_person(rest, gone.id, heir.id, datetime.date.min)
    others = summary(describe_changes(rest, after, interview))
    whole = "; ".join([*told, others] if others else told)
    return whole if len(whole) <= MAX_LINE else summary(describe_changes(before, after, interview))


def summary(found: Sequence[Difference]) -> str:
    """Return one line for the list of versions: what is new in full if there is room, else how much in which step.

    People's phone numbers and addresses stay out of it; that list is printed for years.
    """
    own = [difference for difference in found if not difference.follows] or list(found)
    lines = [_contacts_only(difference) or "; ".join(difference.lines) for difference in own]
    if not own:
        return ""
    for phrase in (
        "; ".join(lines),
        "New answers to: " + " ".join(difference.ask for difference in own),
        _counted(own),
    ):
        if phrase and len(phrase) <= MAX_LINE:
            return phrase
    return "Many answers were changed"


def _contacts_only(difference: Difference) -> str:
    return "List of people brought up to date" if difference.path == "people" else ""


def _counted(found: Sequence[Difference]) -> str:
    counts = Counter(difference.step.title for difference in found)
    parts = [
        f"{title} ({number} {'answer' if number == 1 else 'answers'})"
        for title, number in counts.items()
    ]
    return f"Changes in: {', '.join(parts)}"
