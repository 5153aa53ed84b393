"""Which editor serves which kind of answer. A module is imported when its first editor is needed, for a fast start."""

from importlib import import_module

from wizard.answers.fields import FieldKind
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import Editor, Words

EDITORS: dict[FieldKind, str] = {
    FieldKind.LINE: "line:LineEditor",
    FieldKind.TEXT: "text:TextEditor",
    FieldKind.NUMBER: "number:NumberEditor",
    FieldKind.DATE: "date:DateEditor",
    FieldKind.YES_NO: "lists:ChoiceEditor",
    FieldKind.CHOICE: "lists:ChoiceEditor",
    FieldKind.CHECKLIST: "lists:ChecklistEditor",
    FieldKind.OPEN_CHECKLIST: "lists:OpenChecklistEditor",
    FieldKind.PERSON: "person:PersonEditor",
    FieldKind.PEOPLE: "person:PersonEditor",
    FieldKind.TABLE: "table:TableEditor",
    FieldKind.RULES: "rules:RulesEditor",
}

OF_ONE_QUESTION = {"people": "people_table:PeopleTableEditor"}
"""A question whose answer needs more than others of its kind, by its path."""


def make_editor(words: Words, session: Session) -> Editor:
    """Return a new editor for the answer that these words ask for."""
    own = OF_ONE_QUESTION.get(words.field.path) if isinstance(words, Question) else None
    module, _, name = (own or EDITORS[words.field.kind]).partition(":")
    editor: Editor = getattr(import_module(f"wizard.tui.editors.{module}"), name)(words, session)
    return editor
