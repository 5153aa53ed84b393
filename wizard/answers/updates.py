"""What the owner's decisions make of the answers: each function takes answers and returns others."""

from typing import Any

from wizard.answers import fields
from wizard.answers.base import MAX_LINE, MAX_TEXT
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.interview import Step
from wizard.text import clean_text

_EMPTY_MEANS_OPEN = (
    FieldKind.LINE,
    FieldKind.TEXT,
    FieldKind.NUMBER,
    FieldKind.DATE,
    FieldKind.PERSON,
    FieldKind.CHOICE,
    FieldKind.YES_NO,
)


def set_answer(answers: Answers, path: str, value: object) -> Answers:
    """Return the answers with `value` at `path`. Nothing (None, or an empty text) opens the question again.

    Raises:
        ValueError: the value doesn't fit; the message is one sentence for the owner.
        KeyError: there is no such field.
    """
    if isinstance(value, list):
        value = tuple(value)
    if value is None or (value == "" and fields.field_at(path).kind in _EMPTY_MEANS_OPEN):
        return clear_answer(answers, path)
    if path == "people" and isinstance(value, tuple):
        value = _with_ids(value)
    return fields.replace_value(_settled(answers, path), path, value)


def clear_answer(answers: Answers, path: str) -> Answers:
    """Return the answers with the question at `path` open again, so that our suggestion shows."""
    fields.field_at(path)
    answers = _settled(answers, path)
    return fields.clear_value(answers, path) if fields.is_set(answers, path) else answers


def set_draft_text(answers: Answers, path: str, text: str) -> Answers:
    """Return the answers with what was typed at `path` and isn't a valid answer yet; an empty text drops it.

    The question is open then: what was an answer a letter ago ("2027-02-2") may not be what is meant, and no
    document prints it.

    Raises:
        ValueError: the text is too long to keep; the message is one sentence for the owner.
    """
    text = clean_text(text)
    if len(text) > MAX_TEXT:
        raise ValueError(f"This is too long: at most {MAX_TEXT} characters.")
    kept = {**answers.unfinished, path: text} if text else _others(answers.unfinished, path)
    if text and path in fields.all_fields() and fields.is_set(answers, path):
        answers = fields.clear_value(answers, path)
    return replace_fields(answers, unfinished=kept)


def mark_unsure(answers: Answers, path: str, unsure: bool) -> Answers:
    """Return the answers with the question at `path` marked as "I don't know yet", or without the mark.

    An answer given before is kept.
    """
    marked = tuple(other for other in answers.unsure if other != path)
    return replace_fields(answers, unsure=(*marked, path) if unsure else marked)


def set_letterhead(answers: Answers, letterhead: str) -> Answers:
    """Return the answers with the Word file whose looks the documents take over; "" for our own.

    Raises:
        ValueError: the name is too long to keep; the message is one sentence for the owner.
    """
    letterhead = clean_text(letterhead).replace("\n", " ").strip()
    if len(letterhead) > MAX_LINE:
        raise ValueError(f"This is too long: at most {MAX_LINE} characters.")
    return replace_fields(answers, letterhead=letterhead)


def accept_defaults(answers: Answers, step: Step) -> tuple[Answers, int]:
    """Return the answers with all that we suggest in a step as the owner's, and to how many questions that is.

    What the owner put off, or has half typed, stays open.
    """
    before, kept = answers, 0
    for question in step.questions:
        path = question.path
        ours = resolve_answer(before, path)
        is_open = not fields.is_set(answers, path) and path not in answers.unsure
        if not is_open or question.field.is_empty(ours) or not question.applies(answers):
            continue
        if any(other == path or other.startswith(f"{path}.") for other in answers.unfinished):
            continue
        answers, kept = fields.replace_value(answers, path, ours), kept + 1
    return answers, kept


def replace_fields(answers: Answers, **values: Any) -> Answers:
    """Return the answers with other top-level values; the very same where nothing differs."""
    changed = {key: value for key, value in values.items() if getattr(answers, key) != value}
    return answers.model_copy(update=changed) if changed else answers


def _settled(answers: Answers, path: str) -> Answers:
    """Return the answers without a mark at `path` that it is unsure or half typed."""
    unsure = tuple(other for other in answers.unsure if other != path)
    return replace_fields(answers, unsure=unsure, unfinished=_others(answers.unfinished, path))


def _others(unfinished: dict[str, str], path: str) -> dict[str, str]:
    return {other: text for other, text in unfinished.items() if other != path}


def _with_ids(people: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the people, each with an id of their own; who has none, or another's, gets one."""
    taken = {person.id for person in people if isinstance(person, Person)}
    seen: set[str] = set()
    named = []
    for person in people:
        if isinstance(person, Person) and (not person.id or person.id in seen):
            person = person.model_copy(update={"id": slugify_person_id(person.name, taken)})
            taken.add(person.id)
        if isinstance(person, Person):
            seen.add(person.id)
        named.append(person)
    return tuple(named)
