"""What a step that was taken back, or done again, says in the words of the questions."""

from collections.abc import Iterator, Sequence

from wizard.answers.fields import Kind, get, is_decided
from wizard.answers.model import Answers, plain
from wizard.answers.shown import shown
from wizard.answers.suggestions import suggested
from wizard.history import Step
from wizard.interview import Interview, Question
from wizard.tui.differences import answer_words

_LONGEST = 70
_FEW = 2
"""How many items of a list are named one by one."""
_OUTSIDE = {
    True: "Undone: your answers are those from before you took over the others. A copy of the others is kept.",
    False: "Done again: your answers are the others that you took over.",
}


def told(step: Step, interview: Interview, *, back: bool) -> tuple[str, str]:
    """Return the path of the question that the step changed ("" for none), and a sentence or two on it."""
    was, now = (step.after, step.before) if back else (step.before, step.after)
    changed = list(_changed(was, now, interview))
    path = changed[0].path if changed else ""
    if step.from_outside:
        return path, _OUTSIDE[back]
    head = "Undone" if back else "Done again"
    if not changed:
        return "", f"{head}: the letterhead." if was.letterhead != now.letterhead else f"{head}."
    first = changed[0]
    said = f"{head}: “{first.ask}” {_phrase(first, was, now, again=' again' if back else '')}."
    others = len(changed) - 1
    if others:
        said += f" {others} more {'answer' if others == 1 else 'answers'} changed with it."
    return path, said


def _changed(was: Answers, now: Answers, interview: Interview) -> Iterator[Question]:
    for question in interview.questions():
        before, after = get(was, question.path), get(now, question.path)
        if (before is not after and plain(before) != plain(after)) or _stands(question, was) != _stands(question, now):
            yield question


def _stands(question: Question, answers: Answers) -> tuple[object, ...]:
    """Return what there is to say about an answer besides its value."""
    path = question.path
    half = {key: text for key, text in answers.unfinished.items() if key == path or key.startswith(f"{path}.")}
    return is_decided(answers, path), path in answers.unsure, half


def _phrase(question: Question, was: Answers, now: Answers, *, again: str) -> str:
    path = question.path
    if path in now.unfinished and now.unfinished[path] != was.unfinished.get(path):
        return f"says “{_short(now.unfinished[path])}”{again}, which is not finished yet"
    before, after = get(was, path), get(now, path)
    decided = is_decided(now, path)
    if plain(before) == plain(after) and is_decided(was, path) == decided:
        if (path in now.unsure) != (path in was.unsure):
            return f"is put off{again}" if path in now.unsure else "is no longer put off"
        if not decided:
            return f"has no answer{again}"
    if not decided:
        stands_in = list(answer_words(question, suggested(now, path), now))
        return f"has our suggestion{again}" if stands_in else f"has no answer{again}"
    words, old = list(answer_words(question, after, now)), list(answer_words(question, before, was))
    if isinstance(after, tuple):
        return _list(words, old if is_decided(was, path) else [], again, table=question.field.kind is Kind.TABLE)
    return f"is {_short('; '.join(words)) or 'empty'}{again}"


def _list(now: Sequence[str], was: Sequence[str], again: str, *, table: bool) -> str:
    before, after = set(was), set(now)
    came = [item for item in now if item not in before]
    went = [item for item in was if item not in after]
    if came and not went and len(came) <= _FEW:
        return f"has {_short(_names(came, table=table))}{again}"
    if went and not came and len(went) <= _FEW:
        return f"is without {_short(_names(went, table=table))}{again}"
    if table and len(came) == len(went) == 1:
        return f"says {_short(came[0])}{again}"
    if table and (came or went):
        return f"has {len(now)} {'row' if len(now) == 1 else 'rows'}{again}"
    if not came and not went and now:
        return f"is in this order{again}: {_short(_names(now, table=table, between='; '))}"
    return f"is {_short('; '.join(now))}{again}" if now else f"is empty{again}"


def _names(items: Sequence[str], *, table: bool, between: str = " and ") -> str:
    """Return the items in one phrase; of a row, only what stands first in it."""
    return between.join(item.partition(" · ")[0] if table else item for item in items)


def _short(text: str) -> str:
    text = shown(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
