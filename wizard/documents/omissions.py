"""What the short policy and its crisis plan leave out of what the user decided.

There is no list of it: an answer is left out if the documents are the same without it, and those
of the standard length are not.
"""

from collections.abc import Iterable, Iterator

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import (
    AnswerField,
    FieldKind,
    all_fields,
    clear_value,
    get_answer,
    is_set,
    replace_value,
)
from wizard.answers.model import Adopted, Answers, Length
from wizard.documents.catalog import DEFAULT_DOCUMENTS
from wizard.documents.compose import compose
from wizard.documents.markdown import SafeMarkdown
from wizard.interview import Interview, Question
from wizard.text import collapse_spaces, join_list, shorten

MAX_NAMED = 5
MAX_WORDS = 60  # characters
_TEXTS = (FieldKind.LINE, FieldKind.TEXT)
_CHECKLISTS = (FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST)
_LISTS = (FieldKind.TABLE, *_CHECKLISTS)


def find_omissions(answers: Answers, interview: Interview) -> Iterator[str]:
    """Yield, for each answer that is compared, its words if it is left out, else "".

    This composes a document for each of them, so that it takes seconds; stop when you like.

    Raises:
        CompositionError: a template can't be filled.
        DataError: a data file is wrong.
    """
    if answers.business.length != "short":
        return
    # A change would turn an adopted version into a draft, which the documents print.
    comparison = _Comparison(answers.model_copy(update={"adopted": Adopted(), "revisions": ()}))
    # The user's own words and ticks come first.
    for field in sorted(all_fields().values(), key=lambda field: field.kind not in _LISTS):
        policy, question = field.policy, interview.question(field.path)
        is_decided = is_set(answers, field.path) and question.applies(answers)
        if is_decided and policy.versioned and not policy.setting and field.path != "people":
            yield from _omitted_answers(question, comparison)


def describe_omissions(words: Iterable[str]) -> str:
    """Return what `find_omissions` found in one line; "" if it is nothing."""
    unique = [each for each in dict.fromkeys(words) if each]
    if not unique:
        return ""
    named = [f"“{shorten(each, MAX_WORDS)}”" for each in unique[:MAX_NAMED]]
    more = len(unique) - len(named)
    listed = join_list([*named, f"{more} more"] if more else named)
    return f"The short policy leaves out: {listed}. The standard length has everything."


class _Comparison:
    """The documents of both lengths, to be compared with those of other answers."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._texts = {
            (length, name): _text(answers, length, name)
            for length in ("short", "standard")
            for name in DEFAULT_DOCUMENTS
        }

    def omits(self, without: Answers) -> bool:
        """Return whether only the documents of standard length differ from those without it."""
        return not self._differ(without, "short") and self._differ(without, "standard")

    def omits_text(self, text: str) -> bool:
        """Return whether only the documents of standard length have the user's text."""
        text = str(SafeMarkdown.escape(text.rstrip("."))).casefold()
        return not self._have(text, "short") and self._have(text, "standard")

    def _differ(self, without: Answers, length: Length) -> bool:
        return any(
            _text(without, length, name) != self._texts[length, name] for name in DEFAULT_DOCUMENTS
        )

    def _have(self, text: str, length: Length) -> bool:
        return any(text in self._texts[length, name].casefold() for name in DEFAULT_DOCUMENTS)


def _text(answers: Answers, length: Length, name: str) -> str:
    sections = compose(replace_value(answers, "business.length", length), name).sections
    return "\n".join(section.markdown for section in sections)


def _omitted_answers(question: Question, comparison: _Comparison) -> Iterator[str]:
    field, answers = question.field, comparison.answers
    value = get_answer(answers, field.path)
    if field.kind in _CHECKLISTS:
        offered = question.offered(answers)
        for item in value:
            if item in offered or item not in field.choices:
                without = tuple(other for other in value if other != item)
                is_left_out = comparison.omits(replace_value(answers, field.path, without))
                yield collapse_spaces(offered.get(item, item)) if is_left_out else ""
    elif field.kind is FieldKind.TABLE:
        for text in _cells(field, answers):
            yield collapse_spaces(text) if comparison.omits_text(text) else ""
    elif not field.policy.short and not field.is_empty(resolve_answer(answers, field.path)):
        is_left_out = comparison.omits(clear_value(answers, field.path))
        yield question.ask if is_left_out else ""


def _cells(table: AnswerField, answers: Answers) -> Iterator[str]:
    columns = [column.key for column in table.columns if column.kind in _TEXTS]
    for row in get_answer(answers, table.path):
        yield from (text for key in columns if (text := getattr(row, key)))
