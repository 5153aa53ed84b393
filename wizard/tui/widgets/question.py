"""A question of the interview on screen, bound to the session."""

from typing import Any

from textual import events

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks.finding import Finding
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue
from wizard.tui.messages import QuestionReached, RowHighlighted
from wizard.tui.widgets.field import Field, FindingNote
from wizard.tui.widgets.finding_note import worth_telling


class QuestionField(Field):
    """Shows the session's answer, and hands the session what the owner puts in."""

    def __init__(self, question: Question, session: Session) -> None:
        super().__init__(question, session)
        self.question = question
        self._note: FindingNote | None = None
        self.has_new_findings = False
        """Whether something was found here while the owner is at this question: it is to be in sight."""

    def read(self) -> EditorState:
        """Return the answer as the session has it."""
        answers, path = self.session.answers, self.question.path
        unfinished = {"": answers.unfinished[path]} if path in answers.unfinished else {}
        for cell, text in answers.unfinished.items():
            if cell.startswith(f"{path}."):
                unfinished[cell.removeprefix(f"{path}.")] = text
        value, ours = get_answer(answers, path), resolve_answer(answers, path)
        return EditorState(
            value, is_set(answers, path), ours, unfinished, answers.people, self._offered()
        )

    def write(self, held: EditorValue) -> str:
        """Hand the answer to the session; what doesn't fit is kept there as half typed."""
        path = self.question.path
        why = held.why
        if not why:
            try:
                if self.question.field.kind is FieldKind.TABLE:
                    with self.session.group_edits():
                        self.session.set_answer(path, held.value)
                        self._keep_cells(held)
                else:
                    self.session.set_answer(path, held.value)
            except ValueError as error:
                why = str(error)
        if why:
            try:
                self.session.set_draft_text(path, held.text)
            except ValueError as error:  # it is too long to be kept at all
                return str(error)
        return why

    def state(self) -> str:
        """Return how the answer stands."""
        answers, path = self.session.answers, self.question.path
        if path in answers.unsure:
            return "? You don't know yet. It is on the list of what's open."
        shown = self.read()
        if self.question.field.is_empty(shown.visible) and not (
            shown.decided and shown.visible == ()
        ):
            return "· No answer yet"
        return "✓ Your answer" if shown.decided else "○ Our suggestion"

    def is_suggested(self) -> bool:
        """Tell whether what stands here is ours, and could be made the owner's answer."""
        shown = self.read()
        if shown.decided or shown.unfinished or self.question.path in self.session.answers.unsure:
            return False
        return not self.question.field.is_empty(shown.visible)

    def renew(self) -> None:
        """Show the answer, and whether the question applies at all."""
        super().renew()
        self.show_if_applicable()

    def show_if_applicable(self) -> None:
        """Show the question, or hide it; the answer it has stays."""
        applies = self.question.applies(self.session.answers)
        if self.display != applies:
            self.display = applies

    @property
    def has_safer_words(self) -> bool:
        """Whether one key could take over safer words here."""
        return self._note is not None and any(one.safer for one in self._note.told)

    def tell(self, found: tuple[Finding, ...]) -> bool:
        """Show what was found at this question, below its answer, if anything; return whether that is new."""
        told = worth_telling(found)
        if self._note is None and told:
            self._note = FindingNote(self._show_note)
            self.mount(self._note)
        new = self._note is not None and self._note.tell(told)
        if new:
            self.has_new_findings = bool(told) and self.has_focus_within
        return new

    def on_mount(self) -> None:
        """Hide the question if it doesn't apply."""
        self.show_if_applicable()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell that the owner is here."""
        self.post_message(QuestionReached(self.question.path))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """What was told is known now."""
        self.has_new_findings = False

    def _offered(self) -> tuple[Any, ...]:
        if self.question.field.kind is FieldKind.RULES:
            from wizard.laws.selection import rule_options

            return (
                rule_options(self.session.answers)
                if self.question.applies(self.session.answers)
                else ()
            )
        return tuple(self.question.offered(self.session.answers))

    def _show_note(self) -> None:
        if self.has_new_findings:
            self.post_message(RowHighlighted(self.editor))

    def _keep_cells(self, held: EditorValue) -> None:
        path = self.question.path
        for cell in self.session.answers.unfinished:
            if cell.startswith(f"{path}.") and cell.removeprefix(f"{path}.") not in held.unfinished:
                self.session.set_draft_text(cell, "")
        for key, text in held.unfinished.items():
            self.session.set_draft_text(f"{path}.{key}", text)
