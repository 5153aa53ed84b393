"""Editors: one class for each kind of answer."""

from typing import Any

from wizard.answers.fields import FieldKind
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import Editor, Words
from wizard.tui.editors.lists import ChecklistEditor, ChoiceEditor, OpenChecklistEditor, RulesEditor
from wizard.tui.editors.person import PersonEditor
from wizard.tui.editors.table import PeopleTableEditor, TableEditor
from wizard.tui.editors.text import DateEditor, LineEditor, NumberEditor, TextEditor

EDITORS: dict[FieldKind, type[Editor[Any]]] = {
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
    is_people = isinstance(words, Question) and words.path == "people"
    editor = PeopleTableEditor() if is_people else EDITORS[words.field.kind]()
    editor.words, editor.session = words, session
    return editor
