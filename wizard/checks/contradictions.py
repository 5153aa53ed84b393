"""Answers that don't go together: says which of the contradictions we know a policy has."""

from collections.abc import Iterator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import get_answer, is_set
from wizard.checks.case import Case
from wizard.checks.contradictions_file import ANYWHERE, ASKED, Condition, shipped
from wizard.checks.model import Finding
from wizard.checks.wording import policy_text, quoted
from wizard.sentences import sentences

LONGEST_SENTENCE = 400
"""How many characters of a sentence are looked at: a pattern takes longer, the longer the sentence."""


def find(case: Case) -> Iterator[Finding]:
    """Find answers that don't go together; each kind once."""
    typed: list[tuple[str, str]] | None = None
    for one in shipped():
        at, quote = one.at, ""
        for condition in one.when:
            if condition.says is None:
                if not _holds(case, condition):
                    break
                continue
            if typed is None:
                typed = _typed(case)
            said = next(
                ((path, words) for path, words in typed if _says(condition, path, words)), None
            )
            if said is None:
                break
            at, quote = at or said[0], quoted(said[1])
        else:
            yield Finding(
                one.severity,
                at,
                one.what.replace("{quote}", quote),
                _asked(case, one.do),
                one.id,
                why=one.why,
            )


def _typed(case: Case) -> list[tuple[str, str]]:
    """Return each sentence of the owner's own with the path of its question, those that don't apply left out."""
    applying = {
        question.path for question in case.interview.questions() if question.applies(case.answers)
    }
    texts = [(path, text) for path, text in policy_text(case.answers) if path in applying]
    return [(path, sentence) for path, text in texts for sentence in sentences(text)]


def _says(condition: Condition, path: str, words: str) -> bool:
    words = words[:LONGEST_SENTENCE]
    if (
        condition.says is None
        or condition.field not in (ANYWHERE, path)
        or not condition.says.search(words)
    ):
        return False
    return condition.but is None or not condition.but.search(words)


def _holds(case: Case, condition: Condition) -> bool:
    value = resolve_answer(case.answers, condition.field)
    chosen = value if isinstance(value, tuple) else (value,)
    if condition.test == "is":
        return any(item in condition.values for item in chosen)
    if condition.test == "only":
        return bool(chosen) and all(item in condition.values for item in chosen)
    if condition.test == "set":
        return condition.wanted == (value not in (None, "", ()))
    decided = is_set(case.answers, condition.field)
    return decided and not any(
        item in condition.values for item in get_answer(case.answers, condition.field)
    )


def _asked(case: Case, words: str) -> str:
    return ASKED.sub(lambda found: case.ask(found[1]), words)
