"""Lists with lines of the owner's own: a line that is almost one of ours, and a list left empty."""

import difflib
from collections.abc import Iterator, Mapping

from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks.case import Case
from wizard.checks.model import Finding

ALIKE = 0.82
"""How like one of our keys a line must be to be taken for a slip: "harrassment" is, "help" is not."""


def find(case: Case) -> Iterator[Finding]:
    """Find mistyped choices, and lists from which everything was taken."""
    for question in case.interview.questions():
        asked = question.field
        if asked.kind is not FieldKind.OPEN_CHECKLIST:
            continue
        items = get_answer(case.answers, asked.path)
        for item in items:
            if item not in asked.choices:
                yield from _almost(asked.path, item, question.labels, asked.choices)
        if not items and is_set(case.answers, asked.path) and asked.default:
            yield Finding(
                "warning",
                asked.path,
                "Nothing is chosen, so the policy will say nothing about this.",
                "Choose what applies, or go back to our suggestion.",
                "empty-list",
            )


def _almost(
    path: str, item: str, words: Mapping[str, str], choices: tuple[str, ...]
) -> Iterator[Finding]:
    ours = {key.casefold(): key for key in choices} | {
        words[key].casefold(): key for key in choices
    }
    close = difflib.get_close_matches(item.casefold(), list(ours), n=1, cutoff=ALIKE)
    if close:
        meant = ours[close[0]]
        yield Finding(
            "warning",
            path,
            f'"{item}" stands as a line of your own, but it is almost "{words[meant]}".',
            f'If you meant that, choose it instead ("{meant}" in the answers file).',
            "almost-a-choice",
        )
