"""An answer, a row, or a change of the answers, in the words of the questions."""

import datetime
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wizard.answers.base import MAX_LINE, AnswerModel, to_toml
from wizard.answers.dates import format_date, format_date_for
from wizard.answers.defaults import resolve, resolve_answer
from wizard.answers.diff import comparable_value, find_changes, find_document_changes
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.answers.model import Answers, Person
from wizard.answers.people import find_successors, replace_person
from wizard.interview import Column, Interview, Question, Step
from wizard.laws.placeholders import clause_text, placeholder_values
from wizard.laws.selection import format_rule_choice, included_rules
from wizard.text import collapse_spaces, join_list, plural, printable, shorten

# How many differences are shown; nobody reads more.
MAX_DIFFERENCES = 30
# How many rules of law are named one by one.
MAX_RULES = 8
# How many items of a list are named one by one after an undo.
MAX_ITEMS = 2
MAX_QUOTE = 80
# The longest answers that share a phrase: "Ana, was Tom".
MAX_SHORT_ANSWER = 45


@dataclass(frozen=True)
class Formatters:
    """How parts of an answer are formatted on a screen, in a list of changes, or in a document."""

    name: Callable[[str], str]  # a person's id
    day: Callable[[datetime.date], str] = format_date
    rule: Callable[[str], str] = format_rule_choice  # a choice about a rule of law
    own: Callable[[str], str] = collapse_spaces  # text of the user's


def person_name(people: Iterable[Person], person_id: str) -> str:
    """Return the name of the person with this id, or words that stand for it."""
    for person in people:
        if person.id == person_id:
            return person.name or person.email or "somebody without a name"
    return "somebody who is no longer on the list"


def fallback_person(answers: Answers, path: str | None) -> str | None:
    """Return the id of the person who stands in by the answer at `path`."""
    value = resolve_answer(answers, path) if path else None
    return (value[0] if value else None) if isinstance(value, tuple) else value


def format_answer(question: Question | Column, value: Any, formatters: Formatters) -> str:
    """Return an answer, a cell, or one item of a list in words; "" if it is empty."""
    if value is None or value == "":
        return ""
    if question.field.kind in (FieldKind.PERSON, FieldKind.PEOPLE):
        return formatters.name(value)
    if question.field.kind is FieldKind.RULES:
        return formatters.rule(value)
    if isinstance(value, bool):
        return collapse_spaces(question.labels["yes" if value else "no"])
    if isinstance(value, datetime.date):
        return formatters.day(value)
    key = str(value)
    label = question.labels.get(key)
    return formatters.own(key) if label is None else collapse_spaces(label)


def format_row(
    table: Question,
    values: Mapping[str, Any],
    unfinished: Mapping[str, str],
    people: Iterable[Person],
) -> str:
    """Return the cells of a row in one line; `unfinished` holds cells that are half typed."""
    formatters = Formatters(lambda person_id: person_name(people, person_id))
    cells = (
        unfinished.get(key) or format_answer(column, values.get(key), formatters)
        for key, column in table.columns.items()
    )
    return " · ".join(filter(None, cells)) or f"A {table.row} without any details yet"


def format_parts(question: Question, value: Any, answers: Answers) -> list[str]:
    """Return the items of an answer in words; for a table, its rows."""
    if question.field.kind is FieldKind.TABLE:
        return [
            format_row(
                question, {key: getattr(row, key) for key in question.columns}, {}, answers.people
            )
            for row in value
        ]
    formatters = Formatters(lambda person_id: person_name(answers.people, person_id))
    items = value if isinstance(value, tuple) else (value,)
    return list(filter(None, (format_answer(question, item, formatters) for item in items)))


@dataclass(frozen=True)
class Difference:
    """One question that is answered otherwise than before."""

    step: Step
    path: str
    ask: str
    lines: tuple[str, ...]  # "Who runs the business? Ana Ruiz, was Tom Beck"
    follows: bool  # neither value is the user's: it follows from another answer


def describe_changes(
    before: Answers, after: Answers, interview: Interview
) -> tuple[Difference, ...]:
    """Return what the documents say otherwise, in the order of the questions that apply."""
    old, new = resolve(before), resolve(after)
    chosen = {
        change.path for change in find_changes(before, after) if change.was_set or change.is_set
    }
    changes = {change.path: change for change in find_document_changes(before, after)}
    formatter = _ChangeFormatter(old, new)
    differences = []
    for step in interview.steps:
        for question in step.questions:
            path = question.path
            if question.field.kind is FieldKind.RULES:
                lines = _describe_rules(old, new)
            elif path in changes and question.applies(new):
                lines = formatter.lines(question, changes[path].before, changes[path].after)
            else:
                continue
            if lines:
                differences.append(
                    Difference(step, path, question.ask, tuple(lines), path not in chosen)
                )
    return tuple(differences)


def group_by_step(
    differences: Sequence[Difference],
) -> tuple[tuple[Step, tuple[Difference, ...]], ...]:
    """Return the differences in groups, one for each step."""
    groups = [tuple(group) for _, group in groupby(differences, lambda item: item.step.number)]
    return tuple((group[0].step, group) for group in groups)


def changelog_line(before: Answers, after: Answers, interview: Interview) -> str:
    """Return what the list of versions says of a change; "" where nothing changed.

    Whoever took all places of somebody who is gone is named once, not at each question.
    """
    parts, rest = [], before
    for leaver, successor in find_successors(before, after):
        parts.append(f"{successor.name or successor.id} takes over from {leaver.name or leaver.id}")
        rest = replace_person(rest, leaver.id, successor.id, datetime.date.min)
    summary = summarize(describe_changes(rest, after, interview))
    line = "; ".join(filter(None, (*parts, summary)))
    return line if len(line) <= MAX_LINE else summarize(describe_changes(before, after, interview))


def summarize(differences: Sequence[Difference]) -> str:
    """Return one line: the changes in full if there is room, else their number by step.

    People's phone numbers and addresses stay out of it; the line is printed for years.
    """
    own = [difference for difference in differences if not difference.follows] or differences
    if not own:
        return ""
    counts = Counter(difference.step.title for difference in own)
    for line in (
        "; ".join(
            "List of people brought up to date"
            if difference.path == "people"
            else "; ".join(difference.lines)
            for difference in own
        ),
        "New answers to: " + " ".join(difference.ask for difference in own),
        "Changes in: "
        + ", ".join(f"{title} ({plural(count, 'answer')})" for title, count in counts.items()),
    ):
        if len(line) <= MAX_LINE:
            return line
    return "Many answers were changed"


def _describe_rules(before: Answers, after: Answers) -> list[str]:
    """Return which rules of law came and went; of many, how many."""
    old, new = (
        {
            rule.id: clause_text(rule, placeholder_values(answers), answers.business.voice)
            for rule_set in included_rules(answers)
            for rule in rule_set.rules
        }
        for answers in (before, after)
    )
    added = [new[key] for key in new if key not in old]
    removed = [old[key] for key in old if key not in new]
    if len(added) + len(removed) <= MAX_RULES:
        return [
            *(f"New rule of law: “{rule}”" for rule in added),
            *(f"No longer a rule: “{rule}”" for rule in removed),
        ]
    came = f"{plural(len(added), 'rule')} of law came into the policy"
    went = f"{plural(len(removed), 'rule')} of law went out of it"
    return [line for line, rules in ((came, added), (went, removed)) if rules]


class _ChangeFormatter:
    """Formats two values of an answer; people by the name they had at the time."""

    def __init__(self, before: Answers, after: Answers) -> None:
        old, new = ({row.id: row.name for row in answers.people} for answers in (before, after))

        def formatters(names: Mapping[str, str], others: Mapping[str, str]) -> Formatters:
            return Formatters(
                name=lambda key: names.get(key) or others.get(key) or f'"{key}"',
                day=lambda day: format_date_for(day, after.business.country),
                own=lambda text: shorten(collapse_spaces(text), MAX_QUOTE + 1),
            )

        self._before, self._after = formatters(old, new), formatters(new, old)

    def lines(self, question: Question, before: Any, after: Any) -> list[str]:
        if question.field.kind is FieldKind.TABLE:
            return [f"{question.ask} {line}" for line in self._rows(question, before, after)]
        if isinstance(before, tuple) or isinstance(after, tuple):
            return [f"{question.ask} {self._list(question, before or (), after or ())}"]
        return [f"{question.ask} {self._pair(question, before, after)}"]

    def _pair(self, question: Question | Column, before: Any, after: Any) -> str:
        old = format_answer(question, before, self._before) or "open"
        new = format_answer(question, after, self._after) or "open"
        if max(len(old), len(new)) > MAX_SHORT_ANSWER or (question.labels and "," in new):
            return f"{new}. Before: {old}"
        return f"{new}, was {old}"

    def _list(self, question: Question, before: Sequence[Any], after: Sequence[Any]) -> str:
        added = [format_answer(question, item, self._after) for item in after if item not in before]
        gone = [format_answer(question, item, self._before) for item in before if item not in after]
        if not added and not gone:
            items = [format_answer(question, item, self._after) for item in after]
            return f"Now in this order: {', '.join(items)}"
        return ". ".join(_added_and_removed(added, gone))

    def _rows(
        self, question: Question, before: Sequence[AnswerModel], after: Sequence[AnswerModel]
    ) -> list[str]:
        pairs, gone, new = _match_rows(question, _present(before), _present(after))
        lines = _added_and_removed(
            [_row_name(question, row, self._after) for row in new],
            [_row_name(question, row, self._before) for row in gone],
        )
        for old_row, new_row in pairs:
            cells = [
                f"{column.ask.rstrip('?')}: {self._pair(column, old, new)}"
                for key, column in question.columns.items()
                if (old := getattr(old_row, key)) != (new := getattr(new_row, key))
            ]
            if cells:
                lines.append(f"{_row_name(question, new_row, self._after)}: {'; '.join(cells)}")
        return lines or ["Now in another order"]


def _added_and_removed(added: Sequence[str], removed: Sequence[str]) -> list[str]:
    parts = (("Added", added), ("Removed", removed))
    return [f"{label}: {'; '.join(filter(None, items))}" for label, items in parts if items]


def _present(rows: Sequence[AnswerModel]) -> list[AnswerModel]:
    return [row for row in rows if not (isinstance(row, Person) and row.left_on)]


def _row_name(table: Question, row: AnswerModel, formatters: Formatters) -> str:
    cells = (
        format_answer(column, getattr(row, key), formatters)
        for key, column in table.columns.items()
    )
    shown = list(filter(None, cells))[: 1 if isinstance(row, Person) else 2]
    return ", ".join(shown) or f"a {table.row} without a name"


def _match_rows(
    table: Question, before: Sequence[AnswerModel], after: Sequence[AnswerModel]
) -> tuple[list[tuple[AnswerModel, AnswerModel]], Sequence[AnswerModel], Sequence[AnswerModel]]:
    """Return the pairs of rows that are the same thing, the rows gone, and the new ones.

    A person is known by the id, any other row by all its cells, else by the first.
    """
    first = "id" if table.path == "people" else next(iter(table.columns))
    pairs: list[tuple[AnswerModel, AnswerModel]] = []
    for key in (repr, lambda row: getattr(row, first)):
        waiting: dict[Any, deque[AnswerModel]] = defaultdict(deque)
        for row in before:
            waiting[key(row)].append(row)
        pairs += [
            (waiting[key(row)].popleft(), row) for row in after if key(row) and waiting[key(row)]
        ]
        matched = {id(row) for pair in pairs for row in pair}
        before, after = (
            [row for row in rows if id(row) not in matched] for rows in (before, after)
        )
    return pairs, before, after


def describe_conflict(
    mine: Answers, other: Answers, interview: Interview, labels: tuple[str, str]
) -> list[tuple[str, str]]:
    """Return a heading and a text for each question with two answers.

    `labels` say whose the answers are: "Here", "In the file".
    """
    changes = find_changes(mine, other)
    paragraphs = []
    for change in changes[:MAX_DIFFERENCES]:
        question = interview.question(change.path)
        here = format_parts(question, change.before, mine)
        there = format_parts(question, change.after, other)
        empty = "no answer"
        if max(len(here), len(there)) > 1 and set(here) != set(there):
            # Of two long lists, only what the other lacks.
            shared = set(here) & set(there)
            empty = "the same, without that" if shared else "nothing"
            here, there = ([item for item in part if item not in shared] for part in (here, there))
        texts = (printable(shorten("; ".join(part) or empty, 200)) for part in (here, there))
        lines = [f"\n  {label}: {text}" for label, text in zip(labels, texts, strict=True)]
        paragraphs.append((question.ask, "".join(lines)))
    if len(changes) > MAX_DIFFERENCES:
        paragraphs.append(("", f"… and {len(changes) - MAX_DIFFERENCES} more."))
    if not changes:
        message = "They differ only in what is half typed, put off, or not known to us."
        paragraphs.append(("", message))
    return paragraphs


def describe_undo(
    was: Answers, now: Answers, interview: Interview, *, undone: bool, external: bool = False
) -> tuple[str, str]:
    """Return the path of the question that an undo or redo changed ("" for none), and a message."""
    changed = [
        question
        for question in interview.questions()
        if _state(question.path, was) != _state(question.path, now)
    ]
    path, head = changed[0].path if changed else "", "Undone" if undone else "Done again"
    if external:
        whose = (
            "those from before you took over the others. A copy of the others is kept"
            if undone
            else "the others that you took over"
        )
        return path, f"{head}: your answers are {whose}."
    if not changed:
        return "", f"{head}: the letterhead." if was.letterhead != now.letterhead else f"{head}."
    if path == "people" and comparable_value(was.people) == comparable_value(now.people):
        pairs = zip(was.people, now.people, strict=True)
        names = [new.name or new.id for old, new in pairs if old.confirmed_on != new.confirmed_on]
        return "", f"{head}: whether the details of {_join_items(names)} are right."
    phrase = _undo_phrase(changed[0], was, now, " again" if undone else "")
    more = f" {plural(len(changed) - 1, 'more answer')} changed with it." if changed[1:] else ""
    return path, f"{head}: “{changed[0].ask}” {phrase}.".replace("….", "…") + more


def _state(path: str, answers: Answers) -> tuple[object, ...]:
    """Return all that an undo can change at a question."""
    drafts = {
        key: text for key, text in answers.unfinished.items() if f"{key}.".startswith(f"{path}.")
    }
    value = to_toml(get_answer(answers, path))
    return value, is_set(answers, path), path in answers.unsure, drafts


def _undo_phrase(question: Question, was: Answers, now: Answers, again: str) -> str:
    path = question.path
    draft = now.unfinished.get(path)
    if draft is not None and draft != was.unfinished.get(path):
        return f"says “{_short(draft)}”{again}, which is not finished yet"
    before, after = _state(path, was), _state(path, now)
    if before[:2] == after[:2] and before[2] != after[2]:
        return f"is put off{again}" if after[2] else "is no longer put off"
    if not is_set(now, path):
        fallback = is_set(was, path) and format_parts(question, resolve_answer(now, path), now)
        return f"has our suggestion{again}" if fallback else f"has no answer{again}"
    value = get_answer(now, path)
    parts = format_parts(question, value, now)
    if not isinstance(value, tuple):
        return f"is {_short('; '.join(parts)) or 'empty'}{again}"
    old_parts = format_parts(question, get_answer(was, path), was) if is_set(was, path) else []
    return _undo_list_phrase(question, parts, old_parts) + again


def _undo_list_phrase(question: Question, parts: Sequence[str], before: Sequence[str]) -> str:
    added = [part for part in parts if part not in before]
    removed = [part for part in before if part not in parts]
    if not parts:
        return "is empty"
    if len(added) <= MAX_ITEMS and added and not removed:
        return f"has {_join_items(added)}"
    if len(removed) <= MAX_ITEMS and removed and not added:
        return f"is without {_join_items(removed)}"
    if question.field.kind is not FieldKind.TABLE:
        return f"is {_short('; '.join(parts))}"
    if len(added) == len(removed) == 1:
        return f"says {_short(added[0])}"
    return f"has {plural(len(parts), 'row')}"


def _join_items(items: Sequence[str]) -> str:
    """Return the first items; of the line of a row, its first cell."""
    names = [item.partition(" · ")[0] for item in items[:MAX_ITEMS]]
    if len(items) > MAX_ITEMS:
        names.append(f"{len(items) - MAX_ITEMS} more")
    return _short(join_list(names))


def _short(text: str) -> str:
    return shorten(printable(text), 70)
