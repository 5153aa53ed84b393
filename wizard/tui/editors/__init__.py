"""Editors: one class for each kind of answer."""

from collections.abc import Callable
from typing import Any

from wizard.answers.fields import FieldKind
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import Editor, Words
from wizard.tui.editors.line import DateEditor, LineEditor, NumberEditor
from wizard.tui.editors.lists import ChecklistEditor, ChoiceEditor, OpenChecklistEditor
from wizard.tui.editors.people_table import PeopleTableEditor
from wizard.tui.editors.person import PersonEditor
from wizard.tui.editors.rules import RulesEditor
from wizard.tui.editors.table import TableEditor
from wizard.tui.editors.text import TextEditor

EDITORS: dict[FieldKind, Callable[[Words, Session], Editor[Any]]] = {
    FieldKind.LINE: LineEditor,
    FieldKind.TEXT: TextEditor,
    FieldKind.NUMBER: NumberEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.YES_NO: ChoiceEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.CHECKLIST: ChecklistEditor,
    FieldKind.OPEN_CHECKLIST: OpenChecklistEditor,
    FieldKind.PERSON: PersonEditor,
    FieldKind.PEOPLE: PersonEditor,
    FieldKind.TABLE: TableEditor,
    FieldKind.RULES: RulesEditor,
}


def make_editor(words: Words, session: Session) -> Editor[Any]:
    """Return a new editor for the answer that `words` ask for."""
    editor = EDITORS[words.field.kind]
    if isinstance(words, Question) and words.path == "people":
        editor = PeopleTableEditor
    return editor(words, session)
