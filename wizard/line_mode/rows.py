"""A table, row by row: a list, and the words that add, change and delete."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from wizard.answers.base import explicit_values
from wizard.answers.fields import FieldKind, get_answer, make_row
from wizard.answers.people import slugify_person_id
from wizard.formatting import fallback_person, format_row
from wizard.interview import Column, Question
from wizard.line_mode.commands import LITERAL, command, literal
from wizard.line_mode.reading import Reader, reader
from wizard.line_mode.talk import Talk
from wizard.session import Session
from wizard.text import with_article

MOST = 50
"""How many rows are read out."""
PART_COMMANDS = {
    "?": "say these words",
    "back": "go to the part before; at the first, leave the row",
    "skip": "leave this part as it is, and go on; Enter alone does the same",
    "example": "hear an example",
    "quit": "save and leave; you come back to this question",
}
"""The words that do something while a row is asked for, part by part."""


class QuitError(Exception):
    """The owner leaves in the middle of a row; what was typed of it is kept."""


def how(table: Question) -> str:
    """Return what to type at a table."""
    return f"Type add to add {with_article(table.row)}, change 2 or delete 2 for the second one, list to hear them all."


def listed(table: Question, session: Session) -> list[str]:
    """Return the rows, a line each."""
    rows = get_answer(session.answers, table.path)
    people = session.answers.people
    lines = [
        f"{number}. {format_row(table, explicit_values(row), {}, people)}"
        for number, row in enumerate(rows[:MOST], 1)
    ]
    return [*lines, f"And {len(rows) - MOST} more."] if len(rows) > MOST else lines


def act(table: Question, session: Session, talk: Talk, typed: str) -> bool:
    """Do what was typed at a table; return whether something was changed.

    Raises:
        ValueError: it can't be done; the message is one sentence for the owner.
        EndOfInputError: whoever typed has gone; what was typed of a row is kept.
        QuitError: the owner wants to leave; the same holds.
    """
    word, _, rest = typed.partition(" ")
    rows = list(get_answer(session.answers, table.path))
    if word.lower() == "list" and not rest:
        for line in listed(table, session) or ["There is nothing on it yet."]:
            talk.say(line, indent="   ")
        return False
    if word.lower() == "add":
        return _edit(table, session, talk, len(rows), rest.strip())
    at = _number(rest, len(rows))
    if word.lower() in ("change", "edit") and at is not None:
        return _edit(table, session, talk, at)
    if word.lower() in ("delete", "remove") and at is not None:
        session.set_answer(table.path, (*rows[:at], *rows[at + 1 :]))
        return True
    raise ValueError(how(table))


def _edit(table: Question, session: Session, talk: Talk, at: int, first: str = "") -> bool:
    """Ask for each column of a row in turn; every answer goes into the table at once."""
    rows = list(get_answer(session.answers, table.path))
    values = explicit_values(rows[at]) if at < len(rows) else {}
    talk.say("Enter leaves a part as it is, or empty. A minus sign alone empties it.")
    changed = False
    columns = list(table.columns.items())
    number = 0
    while 0 <= number < len(columns):
        key, column = columns[number]
        asked = reader(column, session)
        put = partial(_put, table, session, at, values, key)
        typed, first = first or _listen(column, asked, values.get(key), session, talk), ""
        known = command(typed)
        if known is not None and known.name in PART_COMMANDS:
            number += _obey(known.name, column, talk)
            continue
        if typed and column.field.kind is FieldKind.TEXT:
            typed = gather(talk, put, typed)
        if typed:
            try:
                put(None if typed == "-" else asked.read(literal(typed), values.get(key)))
            except ValueError as error:
                talk.say(str(error))
                continue
            changed = True
        number += 1
    return changed


def _obey(name: str, column: Column, talk: Talk) -> int:
    """Do what was typed instead of a part of a row; return by how many parts to go on.

    Raises:
        QuitError: the owner wants to leave.
    """
    if name == "quit":
        raise QuitError
    if name == "?":
        talk.say("Type this part of the row. These words do something here:")
        for word, does in PART_COMMANDS.items():
            talk.say(f"  {word}: {does}", indent="    ")
        talk.say(f"If one of them is your answer, type {LITERAL} before it: {LITERAL}skip.")
    if name == "example":
        talk.say(
            f"For example: {column.example}" if column.example else "There is no example here."
        )
    return {"back": -1, "skip": 1}.get(name, 0)


def _listen(column: Column, asked: Reader, value: Any, session: Session, talk: Talk) -> str:
    talk.say(f"  {column.ask}")
    for line in asked.choices(value):
        talk.say(f"    {line}", indent="       ")
    stands = asked.told(value) if value not in (None, "") else ""
    ours = fallback_person(session.answers, column.field.fallback)
    if stands:
        talk.say(f"    Now: {stands}", indent="    ")
    elif ours:
        talk.say(f"    Our suggestion: {asked.told(ours)}", indent="    ")
    elif column.example:
        talk.say(f"    For example: {column.example}", indent="    ")
    return talk.listen("  > ")


def gather(talk: Talk, keep: Callable[[str], object], first: str | None = None) -> str:
    """Return lines up to one with just a full stop; nothing, if the first is empty.

    If whoever types is gone before that, or a signal ends us, `keep` gets the lines so far.
    """
    line = talk.listen() if first is None else first
    if not line or line == ".":
        return ""
    lines = []
    try:
        while line != ".":
            lines.append(literal(line))
            line = talk.listen(". ")
    except BaseException:
        with suppress(ValueError):
            keep("\n".join(lines))
        raise
    return "\n".join(lines)


def _put(
    table: Question, session: Session, at: int, values: dict[str, Any], key: str, value: Any
) -> None:
    """Put one part of a row into the table."""
    rows = list(get_answer(session.answers, table.path))
    row = {name: part for name, part in values.items() if name != key}
    if value not in (None, ""):
        row[key] = value
    if table.path == "people" and "id" not in row:
        row["id"] = slugify_person_id(
            str(row.get("name", "")), {person.id for person in session.answers.people}
        )
    made = make_row(table.field, row)
    session.set_answer(table.path, (*rows[:at], made, *rows[at + 1 :]))
    values.clear()
    values.update(explicit_values(made))


def _number(text: str, most: int) -> int | None:
    text = text.strip()
    return (
        int(text) - 1
        if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most
        else None
    )
