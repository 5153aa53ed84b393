"""A table, row by row: words that list, add, change and delete rows."""

from functools import partial
from typing import Any

from wizard.answers.base import explicit_values
from wizard.answers.fields import FieldKind, get_answer, make_row
from wizard.answers.model import Person
from wizard.formatting import fallback_person, format_row
from wizard.interview import Column, Question
from wizard.line_mode.console import ESCAPE, Console, QuitError, parse_command
from wizard.line_mode.prompts import Prompt, parse_index
from wizard.session import Session
from wizard.text import with_article

MAX_ROWS_LISTED = 50
CELL_COMMANDS = {
    "?": "say these words",
    "back": "go to the part before; at the first, leave the row",
    "skip": "leave this part as it is, and go on; Enter alone does the same",
    "example": "hear an example",
    "quit": "save and leave; you come back to this question",
}


class TableEditor:
    """Edits the rows of a table; each cell is saved at once."""

    def __init__(self, table: Question, session: Session, console: Console) -> None:
        self._table = table
        self._session = session
        self._console = console

    @property
    def hint(self) -> str:
        """What to type."""
        options = "change 2 or delete 2 for the second one, list to hear them all"
        return f"Type add to add {with_article(self._table.row)}, {options}."

    def print_rows(self, empty: str = "There is nothing on it yet.") -> None:
        """Print the numbered rows."""
        rows = self._rows()
        for number, row in enumerate(rows[:MAX_ROWS_LISTED], 1):
            text = format_row(self._table, explicit_values(row), {}, self._session.answers.people)
            self._console.say(f"{number}. {text}", indent="   ")
        if len(rows) > MAX_ROWS_LISTED:
            self._console.say(f"And {len(rows) - MAX_ROWS_LISTED} more.", indent="   ")
        if not rows:
            self._console.say(empty, indent="   ")

    def run_command(self, text: str) -> bool:
        """Do what was typed at the table, and return whether something changed.

        Raises:
            ValueError: it can't be done; the message is one sentence.
            EndOfInputError, QuitError: the user leaves; what was typed of a row is kept.
        """
        word, _, rest = text.partition(" ")
        word, rows = word.lower(), self._rows()
        if word == "list" and not rest:
            self.print_rows()
            return False
        if word == "add":
            return self._edit_row(len(rows), rest.strip())
        index = parse_index(rest.strip(), len(rows))
        if word in ("change", "edit") and index is not None:
            return self._edit_row(index)
        if word in ("delete", "remove") and index is not None:
            self._session.set_answer(self._table.path, (*rows[:index], *rows[index + 1 :]))
            return True
        raise ValueError(self.hint)

    def _rows(self) -> tuple[Any, ...]:
        rows: tuple[Any, ...] = get_answer(self._session.answers, self._table.path)
        return rows

    def _edit_row(self, index: int, first: str = "") -> bool:
        """Ask for each cell of a row; `first` is what was typed for the first one already."""
        self._console.say("Enter leaves a part as it is, or empty. A minus sign alone empties it.")
        columns = list(self._table.columns.values())
        has_changed, number = False, 0
        while 0 <= number < len(columns):
            column = columns[number]
            prompt = Prompt(column, self._session)
            text, first = first or self._ask_cell(prompt, column, index), ""
            command = parse_command(text)
            if command is not None and command[0] in CELL_COMMANDS:
                number += self._run_cell_command(command[0], column)
                continue
            try:
                has_changed |= self._set_cell(prompt, column, index, text)
            except ValueError as error:
                self._console.say(str(error))
                continue
            number += 1
        return has_changed

    def _values(self, index: int) -> dict[str, Any]:
        rows = self._rows()
        return explicit_values(rows[index]) if index < len(rows) else {}

    def _ask_cell(self, prompt: Prompt, column: Column, index: int) -> str:
        say, value = self._console.say, self._values(index).get(column.field.key)
        say(f"  {column.ask}")
        for line in prompt.choices(value):
            say(f"    {line}", indent="       ")
        fallback = fallback_person(self._session.answers, column.field.fallback)
        if value not in (None, ""):
            say(f"    Now: {prompt.format(value)}", indent="    ")
        elif fallback:
            say(f"    Our suggestion: {prompt.format(fallback)}", indent="    ")
        elif column.example:
            say(f"    For example: {column.example}", indent="    ")
        return self._console.read_line("  > ")

    def _run_cell_command(self, name: str, column: Column) -> int:
        """Run a command, and return by how many cells to go on."""
        if name == "quit":
            raise QuitError
        if name == "?":
            self._console.say("Type this part of the row. These words do something here:")
            self._console.print_commands(CELL_COMMANDS)
        if name == "example":
            example = f"For example: {column.example}"
            self._console.say(example if column.example else "There is no example here.")
        return {"back": -1, "skip": 1}.get(name, 0)

    def _set_cell(self, prompt: Prompt, column: Column, index: int, text: str) -> bool:
        """Save what was typed for a cell; return whether it was anything."""
        is_text = column.field.kind is FieldKind.TEXT
        if not text or (is_text and text == "."):
            return False
        if text == "-":
            self._replace_cell(column, index, None)
        elif is_text:
            self._console.read_text(text, partial(self._replace_cell, column, index))
        else:
            value = self._values(index).get(column.field.key)
            self._replace_cell(column, index, prompt.parse(text.removeprefix(ESCAPE), value))
        return True

    def _replace_cell(self, column: Column, index: int, value: Any) -> None:
        rows, key = self._rows(), column.field.key
        values = {name: cell for name, cell in self._values(index).items() if name != key}
        if self._table.field.row is Person:
            values.setdefault("id", "")
        if value not in (None, ""):
            values[key] = value
        row = make_row(self._table.field, values)
        self._session.set_answer(self._table.path, (*rows[:index], row, *rows[index + 1 :]))
