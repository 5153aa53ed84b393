"""Pure functions that return updated copies of the answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from wizard.answers.base import MAX_LINE, MAX_TEXT
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import (
    all_fields,
    clear_value,
    field_at,
    is_set,
    replace_value,
)
from wizard.answers.model import Answers, Person
from wizard.answers.people import slugify_person_id
from wizard.text import clean_text

_EXCLUSION = "not "


def set_answer(answers: Answers, path: str, value: object) -> Answers:
    """Return a copy with `value` at `path`; None or an empty text clears it.

    Raises:
        ValueError: The value doesn't fit; the message is one sentence for the user.
    """
    if isinstance(value, list):
        value = tuple(value)
    if value is None or value == "":
        return clear_answer(answers, path)
    if path == "people" and isinstance(value, tuple):
        value = _with_ids(value)
    return replace_value(_without_marks(answers, path), path, value)


def clear_answer(answers: Answers, path: str) -> Answers:
    """Return a copy with the question at `path` open again, so that the default shows."""
    field_at(path)
    answers = _without_marks(answers, path)
    return clear_value(answers, path) if is_set(answers, path) else answers


def set_draft_text(answers: Answers, path: str, text: str) -> Answers:
    """Return a copy that keeps text that isn't a valid answer yet; an empty text drops it.

    The question is open then: "2027-02-2" may not be the day that is meant, and no document
    prints it. Raises ValueError for a text that is too long to keep.
    """
    text = clean_text(text)
    if len(text) > MAX_TEXT:
        raise ValueError(f"This is too long: at most {MAX_TEXT} characters.")
    unfinished = {key: kept for key, kept in answers.unfinished.items() if key != path or text}
    if text:
        unfinished[path] = text
        if path in all_fields() and is_set(answers, path):
            answers = clear_value(answers, path)
    return replace_fields(answers, unfinished=unfinished)


def mark_unsure(answers: Answers, path: str, unsure: bool) -> Answers:
    """Return a copy with or without the mark "I don't know yet" at `path`; an answer is kept."""
    others = tuple(marked for marked in answers.unsure if marked != path)
    return replace_fields(answers, unsure=(*others, path) if unsure else others)


def set_letterhead(answers: Answers, letterhead: str) -> Answers:
    """Return a copy with the Word file whose looks documents take over; ValueError if too long."""
    letterhead = clean_text(letterhead).replace("\n", " ").strip()
    if len(letterhead) > MAX_LINE:
        raise ValueError(f"This is too long: at most {MAX_LINE} characters.")
    return replace_fields(answers, letterhead=letterhead)


def accept_defaults(answers: Answers, paths: Iterable[str]) -> tuple[Answers, int]:
    """Return a copy in which open answers hold what stands in for them, and their number.

    What the user marked as unsure, or has half typed, stays open.
    """
    before, count = answers, 0
    for path in paths:
        value = resolve_answer(before, path)
        is_open = not is_set(answers, path) and path not in answers.unsure
        is_draft = any(key == path or key.startswith(f"{path}.") for key in answers.unfinished)
        if is_open and not is_draft and not field_at(path).is_empty(value):
            answers, count = replace_value(answers, path, value), count + 1
    return answers, count


def replace_fields(answers: Answers, **values: Any) -> Answers:
    """Return a copy with other top-level values; the very same object where nothing differs."""
    changed = {key: value for key, value in values.items() if getattr(answers, key) != value}
    return answers.model_copy(update=changed) if changed else answers


def replace_in(answers: Answers, group: str, **values: Any) -> Answers:
    """Return a copy with other values in one group, such as `review`."""
    for key, value in values.items():
        answers = replace_value(answers, f"{group}.{key}", value)
    return answers


def rule_overrides(choices: Iterable[str]) -> dict[str, bool]:
    """Return which rules of law the user includes (True) or excludes (False), by id.

    A choice is a line: the id of a rule includes it, "not " and the id excludes it. All other
    rules are as suggested, so that one that comes with a later release comes in by itself.
    """
    return {rule_id(choice): not is_exclusion(choice) for choice in choices}


def is_exclusion(choice: str) -> bool:
    """Return whether a choice excludes its rule."""
    return choice.startswith(_EXCLUSION)


def rule_id(choice: str) -> str:
    """Return the id of the rule that a choice is about."""
    return choice.removeprefix(_EXCLUSION).strip()


def update_rule_choices(
    choices: Iterable[str], wanted: Mapping[str, bool], suggested: Mapping[str, bool]
) -> tuple[str, ...]:
    """Return the choices with those about the rules in `wanted` replaced.

    What is as `suggested` needs none. Choices about other rules stay: such a rule doesn't apply at
    the moment, or comes from a newer release.
    """
    kept = [choice for choice in choices if rule_id(choice) not in wanted]
    new = [
        rule if included else f"{_EXCLUSION}{rule}"
        for rule, included in wanted.items()
        if included != suggested[rule]
    ]
    return (*kept, *new)


def _without_marks(answers: Answers, path: str) -> Answers:
    """Return a copy without a mark at `path` that it is unsure or half typed."""
    unsure = tuple(marked for marked in answers.unsure if marked != path)
    unfinished = {key: text for key, text in answers.unfinished.items() if key != path}
    return replace_fields(answers, unsure=unsure, unfinished=unfinished)


def _with_ids(people: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the people, each with a unique id; who has none, or another's, gets one."""
    taken = {person.id for person in people if isinstance(person, Person)}
    seen = {""}
    result = []
    for person in people:
        named = person
        if isinstance(person, Person):
            if person.id in seen:
                new_id = slugify_person_id(person.name, taken)
                named = person.model_copy(update={"id": new_id})
            taken.add(named.id)
            seen.add(named.id)
        result.append(named)
    return tuple(result)
