"""What a typed line stands for, by the kind of answer; and an answer in words."""

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from wizard.answers import dates
from wizard.answers.base import MAX_LINE
from wizard.answers.fields import FieldKind
from wizard.answers.model import Person
from wizard.answers.updates import update_rule_choices
from wizard.formatting import person_name
from wizard.interview import Column, Question
from wizard.laws.selection import MANDATORY_NOTE, RuleOption, format_rule_choice, rule_options
from wizard.session import Session
from wizard.text import parse_int

Words = Question | Column
"""The words that ask for an answer: a question, or a column of its table."""

MOST = 30
"""How many people are read out; beyond that, names are typed."""
_NUMBERS = re.compile(r"[+-]?\d+([ ,;]+[+-]?\d+)*")


class Reader(ABC):
    """Reads one kind of answer."""

    HOW = "Type your answer."

    def __init__(self, words: Words, session: Session) -> None:
        """Take the words that ask, and the session, which knows the people."""
        self.words = words
        self.session = session

    def how(self) -> str:
        """Return what to type."""
        return self.HOW

    def choices(self, value: Any) -> list[str]:
        """Return what can be chosen, a line each; `value` is what stands now."""
        return []

    @abstractmethod
    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed; `value` is what stands now.

        Raises:
            ValueError: it is none; the message is one sentence for the owner.
        """

    def told(self, value: Any) -> str:
        """Return an answer in words; empty for none."""
        return "" if value in (None, "", ()) else str(value)

    def explain(self, typed: str) -> list[str]:
        """Return what was asked to be told, a line each, where something was typed that is no answer but asks."""
        return []


class LineReader(Reader):
    """A line of text."""

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        if len(typed) > MAX_LINE:
            raise ValueError(
                f"This is too long: at most {MAX_LINE} characters. You have typed {len(typed)}."
            )
        return typed


class TextReader(Reader):
    """Several lines; whoever asks has gathered them."""

    HOW = "Type as many lines as you like, then a line with just a full stop."

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        return typed


class NumberReader(Reader):
    """A whole number."""

    HOW = "Type a number."

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        return parse_int(typed)


class DateReader(Reader):
    """A day."""

    HOW = "Type a day, such as 2027-03-31 or 31 March 2027."

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        return dates.parse_date(typed)

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        return dates.format_date(value) if isinstance(value, datetime.date) else ""


class ChoiceReader(Reader):
    """One of a few."""

    HOW = "Type the number of your choice."

    def choices(self, value: Any) -> list[str]:
        """Return what can be chosen."""
        return [
            f"{number}. {label}" for number, label in enumerate(self.words.labels.values(), start=1)
        ]

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        labels = list(self.words.labels.values())
        at = _place(typed, labels)
        if at is None:
            raise ValueError(f"Type a number from 1 to {len(labels)}.")
        return self.value_of(list(self.words.labels)[at])

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        keys = {self.value_of(key): label for key, label in self.words.labels.items()}
        return "" if value in (None, "") else keys.get(value, str(value))

    def value_of(self, key: str) -> Any:
        """Return the answer that a choice stands for."""
        return key == "yes" if self.words.field.kind is FieldKind.YES_NO else key


class ChecklistReader(Reader):
    """Any of a few."""

    HOW = "Type the numbers of all that you want: 1 3 4. +2 adds one, -3 takes one away. Or type all, or none."

    def choices(self, value: Any) -> list[str]:
        """Return what can be chosen."""
        lines = self.lines(value)
        return [
            f"{number}. {'[x]' if key in (value or ()) else '[ ]'} {label}"
            for number, (key, label) in enumerate(lines, start=1)
        ]

    def lines(self, value: Any) -> list[tuple[str, str]]:
        """Return each choice with its words."""
        if isinstance(self.words, Question):
            return list(self.words.offered(self.session.answers).items())
        return list(self.words.labels.items())

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        keys = [key for key, _ in self.lines(value)]
        hidden = [key for key in value or () if key not in keys]
        if typed.lower() in ("all", "none"):
            return (*(keys if typed.lower() == "all" else ()), *hidden)
        if not _NUMBERS.fullmatch(typed):
            raise ValueError(f"Type numbers from 1 to {len(keys)}, or all, or none.")
        picked = re.findall(r"([+-]?)(\d+)", typed)
        for _, number in picked:
            if not 1 <= int(number[:6]) <= len(keys):
                raise ValueError(
                    f"There is no number {number[:6]} here: type numbers from 1 to {len(keys)}."
                )
        signed = all(sign for sign, _ in picked)
        ticked = set(value or ()) if signed else set()
        for sign, number in picked:
            key = keys[int(number) - 1]
            ticked = ticked - {key} if sign == "-" else ticked | {key}
        return (*(key for key in keys if key in ticked), *hidden)

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        labels = dict(self.lines(value))
        return "; ".join(labels[key] for key in value or () if key in labels) or "none of these"


class OpenChecklistReader(ChecklistReader):
    """Any of a few, and lines of the owner's own."""

    HOW = f"{ChecklistReader.HOW} To add a line of your own, type add and your words: add Close the shop account."

    def lines(self, value: Any) -> list[tuple[str, str]]:
        """Return each choice with its words, then the owner's own lines."""
        own = [(line, line) for line in value or () if line not in self.words.labels]
        return [*self.words.labels.items(), *own]

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        first, _, line = typed.partition(" ")
        if first.lower() == "add" and line.strip():
            line = line.strip()
            line = line.capitalize() if line in self.words.labels else line
            return tuple(dict.fromkeys((*(value or ()), line)))
        return super().read(typed, value)


class RulesReader(Reader):
    """Rules of law: which to take in, and which to leave out."""

    HOW = (
        "Type +2 to take a rule in, -3 to leave one out, or the numbers of all that you want: 1 3 4. "
        "Type why 3 to hear where a rule is from, and what to watch for."
    )

    def choices(self, value: Any) -> list[str]:
        """Return the rules that fit, each with why it is here."""
        return [
            f"{number}. {'[x]' if offer.included else '[ ]'} {offer.text} ({offer.summary})"
            for number, offer in enumerate(self._offers(), start=1)
        ] or ["No rule that we know fits your places and your trade."]

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        found = self._offers()
        if not _NUMBERS.fullmatch(typed):
            raise ValueError(
                f"Type numbers from 1 to {len(found)}, with + or - before them, or why and a number."
            )
        picked = [
            (sign, self._at(number, found)) for sign, number in re.findall(r"([+-]?)(\d+)", typed)
        ]
        signed = all(sign for sign, _ in picked)
        wanted = {offer.id: offer.included and signed for offer in found if not offer.rule.always}
        for sign, offer in picked:
            if offer.rule.always and sign == "-":
                raise ValueError(MANDATORY_NOTE)
            if not offer.rule.always:
                wanted[offer.id] = sign != "-"
        return update_rule_choices(
            value or (), wanted, {offer.id: offer.rule.core for offer in found}
        )

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        count = sum(offer.included for offer in self._offers())
        chosen = "; ".join(format_rule_choice(choice) for choice in value or ())
        told = f"{count} {'rule' if count == 1 else 'rules'}"
        return f"{told}; {chosen}" if chosen else f"{told}, as we suggest"

    def explain(self, typed: str) -> list[str]:
        """Return what else there is to know of a rule, where that was asked for."""
        first, _, number = typed.partition(" ")
        if first.lower() != "why" or not number.strip().isascii() or not number.strip().isdigit():
            return []
        offer = self._at(number.strip(), self._offers())
        return [offer.text, *offer.details(datetime.date.today())]

    def _offers(self) -> tuple[RuleOption, ...]:
        return rule_options(self.session.answers)

    def _at(self, number: str, found: tuple[RuleOption, ...]) -> RuleOption:
        if not 1 <= int(number[:6]) <= len(found):
            raise ValueError(
                f"There is no number {number[:6]} here: type numbers from 1 to {len(found)}."
            )
        return found[int(number[:6]) - 1]


class PersonReader(Reader):
    """Somebody on the list of people."""

    several = False

    def how(self) -> str:
        """Return what to type: with nobody on the list, only somebody new makes sense."""
        them = (
            "the numbers or names, with commas between them"
            if self.several
            else "the number or the name"
        )
        new = "To add somebody, type new and the name: new Ana Ruiz."
        return f"Type {them}. {new}" if self.session.answers.people else new

    def choices(self, value: Any) -> list[str]:
        """Return what can be chosen."""
        people = self.session.answers.people
        if len(people) > MOST:
            return [f"There are {len(people)} people on your list. Type a name."]
        return [
            f"{number}. {one.name}{f', {one.job}' if one.job else ''}"
            for number, one in enumerate(people, 1)
        ]

    def read(self, typed: str, value: Any) -> Any:
        """Return the answer that was typed."""
        first, _, name = typed.partition(" ")
        if first.lower() in ("new", "add") and name.strip():
            new = self.session.add_person(Person(id="", name=name.strip()))
            return (*(value or ()), new) if self.several else new
        if not self.several:
            return self._one(typed)
        names = [part.strip() for part in re.split(r"[,;]|\band\b", typed) if part.strip()]
        if all(part.isdigit() for part in typed.split()):
            names = typed.split()
        return tuple(dict.fromkeys(self._one(part) for part in names))

    def told(self, value: Any) -> str:
        """Return the answer in words."""
        chosen = value if isinstance(value, tuple) else (value,) if value else ()
        return ", ".join(person_name(self.session.answers.people, one) for one in chosen)

    def _one(self, typed: str) -> str:
        people = self.session.answers.people
        if (
            typed.isascii()
            and typed.isdigit()
            and len(typed) < 6
            and 1 <= int(typed) <= len(people)
        ):
            return people[int(typed) - 1].id
        at = _place(typed, [one.name for one in people])
        if at is None:
            raise ValueError(
                f"We don't know whom you mean by {typed[:40]}. To add somebody, type new and the name."
            )
        return people[at].id


class PeopleReader(PersonReader):
    """Several people."""

    several = True


_READERS: dict[FieldKind, Callable[[Words, Session], Reader]] = {
    FieldKind.LINE: LineReader,
    FieldKind.TEXT: TextReader,
    FieldKind.NUMBER: NumberReader,
    FieldKind.DATE: DateReader,
    FieldKind.YES_NO: ChoiceReader,
    FieldKind.CHOICE: ChoiceReader,
    FieldKind.CHECKLIST: ChecklistReader,
    FieldKind.OPEN_CHECKLIST: OpenChecklistReader,
    FieldKind.PERSON: PersonReader,
    FieldKind.PEOPLE: PeopleReader,
    FieldKind.RULES: RulesReader,
}


def reader(words: Words, session: Session) -> Reader:
    """Return what reads answers of this kind. A table has none: its rows are asked for column by column."""
    return _READERS[words.field.kind](words, session)


def _place(typed: str, labels: Iterable[str]) -> int | None:
    """Return which label is meant: by its number, its words, or a part that only one of them has."""
    labels = [label.lower() for label in labels]
    if typed.isascii() and typed.isdigit() and len(typed) < 6:
        return int(typed) - 1 if 1 <= int(typed) <= len(labels) else None
    typed = typed.lower()
    if typed in labels:
        return labels.index(typed)
    for meant in (str.startswith, str.__contains__):
        found = [at for at, label in enumerate(labels) if meant(label, typed)]
        if len(found) == 1:
            return found[0]
    return None
