"""How each kind of answer is asked for: what to type, what can be chosen, what a line means."""

import datetime
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
_NUMBERS = re.compile(r"[+-]?\d+([ ,;]+[+-]?\d+)*")


class Prompt:
    """Asks for a line of text; subclasses ask for other kinds of answers."""

    hint = "Type your answer."
    separator = "; "

    def __init__(self, words: Question | Column, session: Session) -> None:
        self.words = words
        self.session = session

    def choices(self, _value: Any) -> list[str]:
        """Return the lines that list the choices, given the present value."""
        return []

    def parse(self, text: str, _value: Any) -> Any:
        """Return the answer that a line means, given the present value.

        Raises:
            ValueError: it is none; the message is one sentence.
        """
        return text

    def explain(self, _text: str) -> list[str]:
        """Return the lines that answer a question of the user's ("why 3"), if it is one."""
        return []

    def format(self, value: Any) -> str:
        """Return an answer in words; "" for none."""
        people = self.session.answers.people
        formatters = Formatters(lambda person: person_name(people, person), own=str)
        items = value if isinstance(value, tuple) else (value,)
        return self.separator.join(format_answer(self.words, item, formatters) for item in items)


class TextPrompt(Prompt):
    """Asks for several lines."""

    hint = "Type as many lines as you like, then a line with just a full stop."


class NumberPrompt(Prompt):
    """Asks for a whole number."""

    hint = "Type a number."

    def parse(self, text: str, _value: Any) -> int:
        """Return the number."""
        return parse_int(text)


class DatePrompt(Prompt):
    """Asks for a day."""

    hint = "Type a day, such as 2027-03-31 or 31 March 2027."

    def parse(self, text: str, _value: Any) -> datetime.date:
        """Return the day."""
        return parse_date(text)


class ChoicePrompt(Prompt):
    """Asks for one of a few."""

    hint = "Type the number of your choice."

    def choices(self, _value: Any) -> list[str]:
        """Return the numbered choices."""
        return [f"{number}. {label}" for number, label in enumerate(self.words.labels.values(), 1)]

    def parse(self, text: str, _value: Any) -> Any:
        """Return the choice with this number, or these words."""
        labels = self.words.labels
        index = _match(text, list(labels.values()))
        if index is None:
            raise ValueError(f"Type a number from 1 to {len(labels)}.")
        key = list(labels)[index]
        return key == "yes" if self.words.field.kind is FieldKind.YES_NO else key


class ChecklistPrompt(Prompt):
    """Asks for any of a few."""

    hint = (
        "Type the numbers of all that you want: 1 3 4. +2 adds one, -3 takes one away. "
        "Or type all, or none."
    )

    def labels(self, _value: Any) -> Mapping[str, str]:
        """Return the label of each choice by its key."""
        if isinstance(self.words, Question):
            return self.words.offered(self.session.answers)
        return self.words.labels

    def choices(self, value: Any) -> list[str]:
        """Return the numbered choices, each with its check box."""
        return [
            f"{number}. {_checkbox(key in (value or ()))} {label}"
            for number, (key, label) in enumerate(self.labels(value).items(), 1)
        ]

    def parse(self, text: str, value: Any) -> tuple[str, ...]:
        """Return the chosen keys; those that aren't offered stay."""
        keys, chosen = list(self.labels(value)), set(value or ())
        hidden = [key for key in value or () if key not in keys]
        if text.lower() in ("all", "none"):
            return (*(keys if text.lower() == "all" else ()), *hidden)
        if not _NUMBERS.fullmatch(text):
            raise ValueError(f"Type numbers from 1 to {len(keys)}, or all, or none.")
        wanted = _parse_numbers(text, len(keys))
        if not all(sign for sign, _ in wanted):
            chosen = set()
        for sign, index in wanted:
            chosen = chosen - {keys[index]} if sign == "-" else chosen | {keys[index]}
        return (*(key for key in keys if key in chosen), *hidden)

    def format(self, value: Any) -> str:
        """Return the labels of the choices; those that aren't offered are left out."""
        labels = self.labels(value)
        offered = tuple(key for key in value or () if key in labels)
        return super().format(offered) or "none of these"


class OpenChecklistPrompt(ChecklistPrompt):
    """Asks for any of a few, and lines of the user's own."""

    hint = (
        f"{ChecklistPrompt.hint} To add a line of your own, type add and your words: "
        "add Close the shop account."
    )

    def labels(self, value: Any) -> Mapping[str, str]:
        """Return the choices, and the user's own lines by themselves."""
        return {
            **self.words.labels,
            **{line: self.words.labels.get(line, line) for line in value or ()},
        }

    def parse(self, text: str, value: Any) -> tuple[str, ...]:
        """Return the chosen keys and lines."""
        word, _, line = text.partition(" ")
        if word.lower() != "add" or not line.strip():
            return super().parse(text, value)
        line = line.strip()
        # A line that is the key of a choice would be taken for it.
        line = line.capitalize() if line in self.words.labels else line
        return tuple(dict.fromkeys((*(value or ()), line)))


class RulesPrompt(Prompt):
    """Asks which rules of law to include."""

    hint = (
        "Type +2 to take a rule in, -3 to leave one out, or the numbers of all that you want: "
        "1 3 4. Type why 3 to hear where a rule is from, and what to watch for."
    )

    def _options(self) -> tuple[RuleOption, ...]:
        return rule_options(self.session.answers)

    def choices(self, _value: Any) -> list[str]:
        """Return the rules that apply, each with the reason."""
        return [
            f"{number}. {_checkbox(option.included)} {option.text} ({option.summary})"
            for number, option in enumerate(self._options(), 1)
        ] or ["No rule that we know fits your places and your trade."]

    def parse(self, text: str, value: Any) -> tuple[str, ...]:
        """Return the choices that differ from the default."""
        options = self._options()
        if not _NUMBERS.fullmatch(text):
            raise ValueError(
                f"Type numbers from 1 to {len(options)}, with + or - before them, "
                "or why and a number."
            )
        wanted = _parse_numbers(text, len(options))
        if any(sign == "-" and options[index].rule.always for sign, index in wanted):
            raise ValueError(MANDATORY_NOTE)
        keeps_others = all(sign for sign, _ in wanted)
        included = {option.id: option.included and keeps_others for option in options}
        included |= {options[index].id: sign != "-" for sign, index in wanted}
        optional = {option.id: option.rule.core for option in options if not option.rule.always}
        return update_rule_choices(
            value or (), {rule: included[rule] for rule in optional}, optional
        )

    def explain(self, text: str) -> list[str]:
        """Return the source of a rule and more, for "why 3"."""
        word, _, number = text.partition(" ")
        if word.lower() != "why" or not _is_number(number.strip()):
            return []
        options = self._options()
        option = options[_parse_numbers(number, len(options))[0][1]]
        return [option.text, *option.details(self.session.today())]

    def format(self, value: Any) -> str:
        """Return the number of rules, and the choices."""
        count = plural(sum(option.included for option in self._options()), "rule")
        return f"{count}; {super().format(value)}" if value else f"{count}, as we suggest"


class PersonPrompt(Prompt):
    """Asks for somebody on the list of people."""

    pronoun = "the number or the name"
    separator = ", "

    def __init__(self, words: Question | Column, session: Session) -> None:
        super().__init__(words, session)
        self.hint = "To add somebody, type new and the name: new Ana Ruiz."
        if session.answers.people:
            self.hint = f"Type {self.pronoun}. {self.hint}"

    def choices(self, _value: Any) -> list[str]:
        """Return the numbered people."""
        people = self.session.answers.people
        if len(people) > MAX_PEOPLE_LISTED:
            return [f"There are {len(people)} people on your list. Type a name."]
        return [
            f"{number}. {', '.join(filter(None, (person.name, person.job)))}"
            for number, person in enumerate(people, 1)
        ]

    def parse(self, text: str, _value: Any) -> Any:
        """Return the id of the person meant, who may be new."""
        word, _, name = text.partition(" ")
        if word.lower() in ("new", "add") and name.strip():
            return self.session.add_person(Person(id="", name=name.strip()))
        people = self.session.answers.people
        index = _match(text, [person.name for person in people])
        if index is None:
            raise ValueError(
                f"We don't know whom you mean by {text[:40]}. "
                "To add somebody, type new and the name."
            )
        return people[index].id


class PeoplePrompt(PersonPrompt):
    """Asks for several people."""

    pronoun = "the numbers or names, with commas between them"

    def parse(self, text: str, value: Any) -> tuple[str, ...]:
        """Return the ids of the people meant; somebody new is added to those chosen."""
        if text.lower().startswith(("new ", "add ")):
            return (*(value or ()), super().parse(text, value))
        names = [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()]
        if all(part.isdigit() for part in text.split()):
            names = text.split()
        return tuple(dict.fromkeys(super(PeoplePrompt, self).parse(name, value) for name in names))


_PROMPTS: dict[FieldKind, type[Prompt]] = {
    FieldKind.LINE: Prompt,
    FieldKind.TEXT: TextPrompt,
    FieldKind.NUMBER: NumberPrompt,
    FieldKind.DATE: DatePrompt,
    FieldKind.YES_NO: ChoicePrompt,
    FieldKind.CHOICE: ChoicePrompt,
    FieldKind.CHECKLIST: ChecklistPrompt,
    FieldKind.OPEN_CHECKLIST: OpenChecklistPrompt,
    FieldKind.PERSON: PersonPrompt,
    FieldKind.PEOPLE: PeoplePrompt,
    FieldKind.RULES: RulesPrompt,
}


def prompt_for(words: Question | Column, session: Session) -> Prompt:
    """Return the prompt for a question or a column; a table has none."""
    return _PROMPTS[words.field.kind](words, session)


def parse_index(text: str, count: int) -> int | None:
    """Return the index that a number from 1 to `count` stands for, or None."""
    text = text.strip()
    if not _is_number(text) or not 1 <= int(text[:6]) <= count:
        return None
    return int(text) - 1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _parse_numbers(text: str, count: int) -> list[tuple[str, int]]:
    """Return the sign and the index of each number.

    Raises:
        ValueError: there is no such number.
    """
    numbers = re.findall(r"([+-]?)(\d+)", text)
    for _, number in numbers:
        if parse_index(number, count) is None:
            raise ValueError(
                f"There is no number {number[:6]} here: type numbers from 1 to {count}."
            )
    return [(sign, int(number) - 1) for sign, number in numbers]


def _match(text: str, labels: Sequence[str]) -> int | None:
    """Return the index of the label meant by its number, its words, or a part only it has."""
    if _is_number(text):
        return parse_index(text, len(labels))
    text, labels = text.lower(), [label.lower() for label in labels]
    for matches in (str.__eq__, str.startswith, str.__contains__):
        found = [index for index, label in enumerate(labels) if matches(label, text)]
        if found and (len(found) == 1 or matches is str.__eq__):
            return found[0]
    return None


def _checkbox(is_checked: bool) -> str:
    return "[x]" if is_checked else "[ ]"
