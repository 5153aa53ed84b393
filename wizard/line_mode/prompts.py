"""How each kind of answer is asked for: what to type, what can be chosen, what a line means."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wizard.answers.dates import parse_date
from wizard.answers.fields import FieldKind
from wizard.answers.model import Person
from wizard.answers.updates import update_rule_choices
from wizard.formatting import Formatters, format_answer, person_name
from wizard.interview import Column, Question
from wizard.laws.selection import MANDATORY_NOTE, RuleOption, rule_options
from wizard.session import Session
from wizard.text import parse_int, plural

MAX_PEOPLE_LISTED = 30
_CHECKLIST_HINT = (
    "Type the numbers of all that you want: 1 3 4. +2 adds one, -3 takes one away. "
    "Or type all, or none."
)
_NEW_PERSON_HINT = "To add somebody, type new and the name: new Ana Ruiz."
_HINTS = {
    FieldKind.TEXT: "Type as many lines as you like, then a line with just a full stop.",
    FieldKind.NUMBER: "Type a number.",
    FieldKind.DATE: "Type a day, such as 2027-03-31 or 31 March 2027.",
    FieldKind.YES_NO: "Type the number of your choice.",
    FieldKind.CHOICE: "Type the number of your choice.",
    FieldKind.CHECKLIST: _CHECKLIST_HINT,
    FieldKind.OPEN_CHECKLIST: f"{_CHECKLIST_HINT} To add a line of your own, type add and your "
    "words: add Close the shop account.",
    FieldKind.PERSON: f"Type the number or the name. {_NEW_PERSON_HINT}",
    FieldKind.PEOPLE: "Type the numbers or names, with commas between them. " + _NEW_PERSON_HINT,
    FieldKind.RULES: "Type +2 to take a rule in, -3 to leave one out, or the numbers of all that "
    "you want: 1 3 4. Type why 3 to hear where a rule is from, and what to watch for.",
}
_CHECKLISTS = (FieldKind.CHECKLIST, FieldKind.OPEN_CHECKLIST)
_NUMBERS = re.compile(r"[+-]?\d+([ ,;]+[+-]?\d+)*")


class Prompt:
    """Asks a question, or for a cell of a table; `value` is always the present answer."""

    def __init__(self, words: Question | Column, session: Session) -> None:
        self._words = words
        self._session = session
        self._kind = words.field.kind

    @property
    def hint(self) -> str:
        """What to type."""
        if self._kind in (FieldKind.PERSON, FieldKind.PEOPLE) and not self._session.answers.people:
            return _NEW_PERSON_HINT
        return _HINTS.get(self._kind, "Type your answer.")

    def choices(self, value: Any) -> list[str]:
        """Return the lines that list the choices."""
        people = self._session.answers.people
        match self._kind:
            case FieldKind.YES_NO | FieldKind.CHOICE:
                lines = list(self._words.labels.values())
            case FieldKind.CHECKLIST | FieldKind.OPEN_CHECKLIST:
                labels = self._labels(value).items()
                lines = [f"{_checkbox(key in (value or ()))} {label}" for key, label in labels]
            case FieldKind.PERSON | FieldKind.PEOPLE if len(people) > MAX_PEOPLE_LISTED:
                return [f"There are {len(people)} people on your list. Type a name."]
            case FieldKind.PERSON | FieldKind.PEOPLE:
                lines = [", ".join(filter(None, (person.name, person.job))) for person in people]
            case FieldKind.RULES:
                lines = [
                    f"{_checkbox(option.included)} {option.text} ({option.summary})"
                    for option in self._rules()
                ]
                if not lines:
                    return ["No rule that we know fits your places and your trade."]
            case _:
                return []
        return [f"{number}. {line}" for number, line in enumerate(lines, 1)]

    def format(self, value: Any) -> str:
        """Return the answer in words; "" for none."""
        people = self._session.answers.people
        formatters = Formatters(lambda person: person_name(people, person), own=str)
        if self._kind in _CHECKLISTS:
            labels = self._labels(value)
            value = tuple(key for key in value or () if key in labels)
        items = value if isinstance(value, tuple) else (value,)
        separator = ", " if self._kind is FieldKind.PEOPLE else "; "
        text = separator.join(format_answer(self._words, item, formatters) for item in items)
        if self._kind in _CHECKLISTS:
            return text or "none of these"
        if self._kind is FieldKind.RULES:
            count = plural(sum(option.included for option in self._rules()), "rule")
            return f"{count}; {text}" if text else f"{count}, as we suggest"
        return text

    def parse(self, text: str, value: Any) -> Any:
        """Return the answer that a line means.

        Raises:
            ValueError: it is none; the message is one sentence.
        """
        match self._kind:
            case FieldKind.NUMBER:
                return parse_int(text)
            case FieldKind.DATE:
                return parse_date(text)
            case FieldKind.YES_NO | FieldKind.CHOICE:
                return self._parse_choice(text)
            case FieldKind.CHECKLIST | FieldKind.OPEN_CHECKLIST:
                return self._parse_checklist(text, value or ())
            case FieldKind.PERSON:
                return self._parse_person(text)
            case FieldKind.PEOPLE:
                return self._parse_people(text, value or ())
            case FieldKind.RULES:
                return self._parse_rules(text, value or ())
            case _:
                return text

    def explain(self, text: str) -> list[str]:
        """Return where a rule is from and more, for "why 3"; nothing for an answer."""
        word, _, number = text.partition(" ")
        if self._kind is not FieldKind.RULES or word.lower() != "why" or not _is_number(number):
            return []
        option = self._rules()[_parse_numbers(number, len(self._rules()))[0][1]]
        return [option.text, *option.details(self._session.today())]

    def _labels(self, value: Any) -> Mapping[str, str]:
        """Return the label of each choice of a checklist, the user's own lines last."""
        if self._kind is FieldKind.OPEN_CHECKLIST:
            labels = self._words.labels
            return {**labels, **{line: labels.get(line, line) for line in value or ()}}
        if isinstance(self._words, Question):
            return self._words.offered(self._session.answers)
        return self._words.labels

    def _rules(self) -> tuple[RuleOption, ...]:
        return rule_options(self._session.answers)

    def _parse_choice(self, text: str) -> Any:
        labels = self._words.labels
        index = _match(text, list(labels.values()))
        if index is None:
            raise ValueError(f"Type a number from 1 to {len(labels)}.")
        key = list(labels)[index]
        return key == "yes" if self._kind is FieldKind.YES_NO else key

    def _parse_checklist(self, text: str, value: tuple[str, ...]) -> tuple[str, ...]:
        word, _, line = text.partition(" ")
        if self._kind is FieldKind.OPEN_CHECKLIST and word.lower() == "add" and line.strip():
            line = line.strip()
            # A line that is the key of a choice would be taken for it.
            line = line.capitalize() if line in self._words.labels else line
            return tuple(dict.fromkeys((*value, line)))
        keys, chosen = list(self._labels(value)), set(value)
        hidden = [key for key in value if key not in keys]
        if text.lower() in ("all", "none"):
            return (*(keys if text.lower() == "all" else ()), *hidden)
        if not _NUMBERS.fullmatch(text):
            raise ValueError(f"Type numbers from 1 to {len(keys)}, or all, or none.")
        numbers = _parse_numbers(text, len(keys))
        if not all(sign for sign, _ in numbers):
            chosen = set()
        for sign, index in numbers:
            chosen = chosen - {keys[index]} if sign == "-" else chosen | {keys[index]}
        return (*(key for key in keys if key in chosen), *hidden)

    def _parse_rules(self, text: str, value: tuple[str, ...]) -> tuple[str, ...]:
        options = self._rules()
        if not _NUMBERS.fullmatch(text):
            raise ValueError(
                f"Type numbers from 1 to {len(options)}, with + or - before them, "
                "or why and a number."
            )
        numbers = _parse_numbers(text, len(options))
        if any(sign == "-" and options[index].rule.always for sign, index in numbers):
            raise ValueError(MANDATORY_NOTE)
        keeps_others = all(sign for sign, _ in numbers)
        included = {option.id: option.included and keeps_others for option in options}
        included |= {options[index].id: sign != "-" for sign, index in numbers}
        core = {option.id: option.rule.core for option in options if not option.rule.always}
        return update_rule_choices(value, {rule: included[rule] for rule in core}, core)

    def _parse_person(self, text: str) -> str:
        word, _, name = text.partition(" ")
        if word.lower() in ("new", "add") and name.strip():
            return self._session.add_person(Person(id="", name=name.strip()))
        people = self._session.answers.people
        index = _match(text, [person.name for person in people])
        if index is None:
            raise ValueError(
                f"We don't know whom you mean by {text[:40]}. "
                "To add somebody, type new and the name."
            )
        return people[index].id

    def _parse_people(self, text: str, value: tuple[str, ...]) -> tuple[str, ...]:
        if text.lower().startswith(("new ", "add ")):
            return (*value, self._parse_person(text))
        names = [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()]
        if all(part.isdigit() for part in text.split()):
            names = text.split()
        return tuple(dict.fromkeys(self._parse_person(name) for name in names))


def parse_index(text: str, count: int) -> int | None:
    """Return the index that a number from 1 to `count` stands for, or None."""
    return int(text) - 1 if _is_number(text) and 1 <= int(text[:6]) <= count else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _parse_numbers(text: str, count: int) -> list[tuple[str, int]]:
    """Return the sign and the index of each number.

    Raises:
        ValueError: there is no such number.
    """
    parsed = []
    for sign, number in re.findall(r"([+-]?)(\d+)", text):
        index = parse_index(number, count)
        if index is None:
            raise ValueError(
                f"There is no number {number[:6]} here: type numbers from 1 to {count}."
            )
        parsed.append((sign, index))
    return parsed


def _match(text: str, labels: Sequence[str]) -> int | None:
    """Return the index of the label meant by its number, its words, or a part only it has."""
    if _is_number(text):
        return parse_index(text, len(labels))
    text, labels = text.lower(), [label.lower() for label in labels]
    if text in labels:
        return labels.index(text)
    for matches in (str.startswith, str.__contains__):
        indexes = [index for index, label in enumerate(labels) if matches(label, text)]
        if len(indexes) == 1:
            return indexes[0]
    return None


def _checkbox(is_checked: bool) -> str:
    return "[x]" if is_checked else "[ ]"
