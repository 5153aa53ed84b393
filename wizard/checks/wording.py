"""Wordings of the owner's own that may reach further than the law of their places lets a rule go. It asks."""

from collections.abc import Iterator

from wizard.answers.base import AnswerModel
from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.fields import FieldKind, all_fields, get_answer, is_set
from wizard.answers.model import Answers
from wizard.checks.case import Case
from wizard.checks.finding import Finding, Severity
from wizard.text import join_list
from wizard.wording import Match, matches

LONGEST_QUOTE = 90

NO_POLICY_TEXT = frozenset(
    {"business.name", "legal.adviser", "personal_use.code", "revisions", "people"}
)
"""Questions whose text is a name or a note, not a rule for staff."""
NO_POLICY_COLUMNS = frozenset({"platform", "handle", "phone", "email", "place", "version"})
NAMES = frozenset({"crisis.contacts", "crisis.levels"})
"""Tables in which the column `name` is a name. In the others it is a task."""

_SEVERITY: dict[str, Severity] = {"HIGH": "warning", "MEDIUM": "warning", "LOW": "advice"}


def find(case: Case) -> Iterator[Finding]:
    """Find wordings that the cautions for the places of these answers warn of; each caution once at a question."""
    places: tuple[str, ...] = resolve_answer(case.answers, "legal.places")
    said: set[tuple[str, str]] = set()
    slots: dict[str, str] = {}
    for path, text in policy_text(case.answers):
        for match in matches(text, places, path):
            if (path, match.caution.id) not in said:
                said.add((path, match.caution.id))
                slots = slots or _slots(case.answers)
                yield _finding(path, match, places, slots)


def policy_text(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield each text that the owner typed and that becomes part of the policy, with the path of its question."""
    for path, asked in all_fields().items():
        if path in NO_POLICY_TEXT or path.endswith("_address") or not is_set(answers, path):
            continue  # what we suggest ourselves is held against the cautions by a test
        value = get_answer(answers, path)
        if asked.kind in (FieldKind.LINE, FieldKind.TEXT):
            yield from ((path, value) for _ in range(bool(value)))
        elif asked.kind is FieldKind.OPEN_CHECKLIST:
            yield from ((path, line) for line in value if line and line not in asked.choices)
        elif asked.kind is FieldKind.TABLE:
            columns = [
                column.key
                for column in asked.columns
                if column.kind in (FieldKind.LINE, FieldKind.TEXT)
            ]
            yield from (
                (path, text) for row in value for text in _cells(path, row, columns) if text
            )


def quoted(words: str) -> str:
    """Return the owner's words as a finding quotes them: not too many of them."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rstrip()}…"


def _cells(path: str, row: AnswerModel, columns: list[str]) -> Iterator[str]:
    for key in columns:
        if key not in NO_POLICY_COLUMNS and not (key == "name" and path in NAMES):
            yield getattr(row, key)


def _finding(path: str, match: Match, places: tuple[str, ...], slots: dict[str, str]) -> Finding:
    caution, sentence = match
    safer = caution.safer
    for slot, words in slots.items():
        safer = safer.replace(f"{{{slot}}}", words)
    return Finding(
        _SEVERITY[caution.level_for(places)],
        path,
        f'Could "{quoted(sentence)}" be read as {caution.reads_as}?',
        f"{caution.instead}. Words that could stand there: {safer}"
        if caution.instead
        else f"Safer words: {safer}",
        caution.id,
        safer,
        why=caution.why,
        found=sentence,
        source=caution.reference(),
    )


def _slots(answers: Answers) -> dict[str, str]:
    """Return what fills the slots of safer words: names where there are some, else words that are true of anybody."""
    roles, names = (
        resolve(answers).roles,
        {person.id: person.name for person in answers.people if person.name},
    )
    speakers = [names[key] for key in roles.spokespeople if key in names]
    return {
        "company": answers.business.name or "our business",
        "lead": names.get(roles.lead or "", "One person"),
        "spokespeople": join_list(speakers or ["the people we name"]),
    }
