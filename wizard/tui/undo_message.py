"""What a step that was taken back, or done again, says in the words of the questions."""

from collections.abc import Iterator, Sequence
from typing import Any

from wizard.answers.base import to_toml
from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers
from wizard.formatting import format_parts
from wizard.interview import Interview, Question
from wizard.text import printable
from wizard.undo import Edit

_LONGEST = 70
_SHOWN = 12
_FEW = 2
"""How many items of a list are named one by one."""
_OUTSIDE = {
    True: "Undone: your answers are those from before you took over the others. A copy of the others is kept.",
    False: "Done again: your answers are the others that you took over.",
}


def describe_undo(step: Edit, interview: Interview, *, back: bool) -> tuple[str, str]:
    """Return the path of the question that the step changed ("" for none), and a sentence or two on it."""
    was, now = (step.after, step.before) if back else (step.before, step.after)
    changed = list(_changed(was, now, interview))
    path = changed[0].path if changed else ""
    if step.external:
        return path, _OUTSIDE[back]
    head = "Undone" if back else "Done again"
    if not changed:
        return "", f"{head}: the letterhead." if was.letterhead != now.letterhead else f"{head}."
    names = _only_ticked(was, now) if len(changed) == 1 and path == "people" else ()
    if names:
        return "", f"{head}: whether the details of {_short(_names(names, table=False))} are right."
    first = changed[0]
    said = f"{head}: “{first.ask}” {_phrase(first, was, now, again=' again' if back else '')}.".replace(
        "….", "…"
    )
    others = len(changed) - 1
    if others:
        said += f" {others} more {'answer' if others == 1 else 'answers'} changed with it."
    return path, said


def _changed(was: Answers, now: Answers, interview: Interview) -> Iterator[Question]:
    for question in interview.questions():
        before, after = get_answer(was, question.path), get_answer(now, question.path)
        if _differ(before, after) or _stands(question, was) != _stands(question, now):
            yield question


def _only_ticked(was: Answers, now: Answers) -> tuple[str, ...]:
    """Return the names of those who were confirmed, or are no longer, if nothing else about people differs."""
    if [one.id for one in was.people] != [one.id for one in now.people]:
        return ()
    pairs = [
        (old, new) for old, new in zip(was.people, now.people, strict=True) if _differ(old, new)
    ]
    same = all(
        to_toml(new.model_copy(update={"confirmed_on": old.confirmed_on})) == to_toml(old)
        for old, new in pairs
    )
    return tuple(new.name or new.id for _, new in pairs) if same else ()


def _differ(before: Any, after: Any) -> bool:
    """Tell whether two answers say something else; what they share isn't looked at, as in thousands of people."""
    if before is after:
        return False
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) != len(after) or any(map(_differ, before, after))
    return bool(to_toml(before) != to_toml(after))


def _stands(question: Question, answers: Answers) -> tuple[object, ...]:
    """Return what there is to say about an answer besides its value."""
    path = question.path
    half = {
        key: text
        for key, text in answers.unfinished.items()
        if key == path or key.startswith(f"{path}.")
    }
    return is_set(answers, path), path in answers.unsure, half


def _phrase(question: Question, was: Answers, now: Answers, *, again: str) -> str:
    path = question.path
    if path in now.unfinished and now.unfinished[path] != was.unfinished.get(path):
        return f"says “{_short(now.unfinished[path])}”{again}, which is not finished yet"
    before, after = get_answer(was, path), get_answer(now, path)
    decided = is_set(now, path)
    if not _differ(before, after) and is_set(was, path) == decided:
        if (path in now.unsure) != (path in was.unsure):
            return f"is put off{again}" if path in now.unsure else "is no longer put off"
        if not decided:
            return f"has no answer{again}"
    if not decided:
        stands_in = list(format_parts(question, resolve_answer(now, path), now))
        return f"has our suggestion{again}" if stands_in else f"has no answer{again}"
    if not isinstance(after, tuple):
        return f"is {_short('; '.join(format_parts(question, after, now))) or 'empty'}{again}"
    shared = (
        {id(item) for item in before} & {id(item) for item in after} if is_set(was, path) else set()
    )
    old = tuple(item for item in before if id(item) not in shared) if is_set(was, path) else ()
    new = tuple(item for item in after if id(item) not in shared)
    came, went = list(format_parts(question, new, now)), list(format_parts(question, old, was))
    both = set(came) & set(went)
    came, went = (
        [item for item in came if item not in both],
        [item for item in went if item not in both],
    )
    first = list(format_parts(question, after[:_SHOWN], now))
    return _list(first, len(after), came, went, again, table=question.field.kind is FieldKind.TABLE)


def _list(
    first: Sequence[str],
    count: int,
    came: Sequence[str],
    went: Sequence[str],
    again: str,
    *,
    table: bool,
) -> str:
    """Return what a list says: its `first` items of so many, those that `came`, and those that `went`."""
    if came and not went and len(came) <= _FEW:
        return f"has {_short(_names(came, table=table))}{again}"
    if went and not came and len(went) <= _FEW:
        return f"is without {_short(_names(went, table=table))}{again}"
    if table and len(came) == len(went) == 1:
        return f"says {_short(came[0])}{again}"
    if table and (came or went):
        return (
            f"has {count} {'row' if count == 1 else 'rows'}{again}" if count else f"is empty{again}"
        )
    if not came and not went and count:
        return f"is in this order{again}: {_short(_names(first, table=table, between='; '))}"
    return f"is {_short('; '.join(first))}{again}" if count else f"is empty{again}"


def _names(items: Sequence[str], *, table: bool, between: str = " and ") -> str:
    """Return the items in one phrase; of a row, only what stands first in it."""
    if between == " and " and len(items) > _FEW:
        more = len(items) - _FEW
        return f"{', '.join(items[:_FEW])} and {more} more"
    return between.join(item.partition(" · ")[0] if table else item for item in items)


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
