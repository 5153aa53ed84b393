"""A question on screen: its words, its editor, and lines below for its status and findings."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks.model import Finding
from wizard.interview import Question
from wizard.laws.selection import rule_options
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.rows import store_table, unfinished_cells
from wizard.tui.messages import AnswerChanged, QuestionReached, RowHighlighted

# Findings that the status line below the editor shows already, or that concern no question.
RULES_NOT_SHOWN = frozenset({"open", "unsure", "unfinished", "unknown-key"})


class Field(Vertical):
    """Carries values between one editor and what keeps them; subclasses say what that is."""

    def __init__(self, words: Words, session: Session) -> None:
        # Editors open dialogs, which have fields.
        from wizard.tui.editors import make_editor

        super().__init__()
        self.words, self.session = words, session
        self.editor = make_editor(words, session)
        self.editor.field = self
        # What is wrong with the answer; shown from when the editor is left until it is right.
        self.error = ""
        self._shows_error = False
        self._state: EditorState[Any] | None = None
        self._status = Static(classes="state", markup=False)
        self._status_text = ""

    def compose(self) -> ComposeResult:
        yield Static(self.heading(), classes="words", markup=False)
        yield self.editor
        yield self._status

    def on_mount(self) -> None:
        self._load()
        self._shows_error = bool(self.error)
        self._update_status()

    def load_state(self) -> EditorState[Any]:
        """Return what the editor is to show."""
        raise NotImplementedError

    def store_value(self, value: EditorValue[Any]) -> str:
        """Keep what was entered; return what is wrong with it, or an empty text."""
        raise NotImplementedError

    def status(self) -> str:
        """Return the status of the answer, for the line below the editor."""
        return ""

    def heading(self) -> Content:
        """Return the words above the editor."""
        parts = [Content.styled(self.words.ask, "bold")]
        if isinstance(self.words, Question):
            if self.words.essential:
                parts.append(Content.styled("  needed", "$text-accent italic"))
            parts.append(Content.styled(f"\n{self.words.help}", "$foreground-muted"))
        if self.words.example:
            example = f"\nFor example: {self.words.example}"
            parts.append(Content.styled(example, "$foreground-muted italic"))
        return Content.assemble(*parts)

    def commit(self) -> None:
        """Keep what is new in the editor; call it before anything is saved or left."""
        value = self.editor.take_value()
        if value is None:
            return
        self.error = self.session.read_only or self.store_value(value)
        if self.error and not self.load_state().unfinished:
            # It couldn't even be kept as unfinished text; only a read-only file takes it back.
            error, self._shows_error = self.error, True
            if self.session.read_only:
                self._load(force=True)
            self.error, self._shows_error = error, True
        else:
            self._load(force=True)
        self._update_status()

    def refresh_answer(self) -> None:
        """Show the answer as it is kept now, after keeping what is new in the editor."""
        self.commit()
        self._load()
        self._update_status()

    def _load(self, *, force: bool = False) -> None:
        state = self.load_state()
        if force or state != self._state:
            if not force:
                # The answer changed elsewhere, as by undo: the note is about an older change.
                self.editor.note = ""
            self._state = state
            self.editor.set_state(state)
        if not state.unfinished:
            self.error = ""
        elif not self.error:
            self.error = self.editor.unfinished_error()
        self._shows_error = self._shows_error and bool(self.error)

    @on(AnswerChanged)
    def _keep_value(self) -> None:
        self.commit()
        self._update_status()

    def on_descendant_blur(self) -> None:
        self.commit()
        self._shows_error = bool(self.error)
        self.editor.note = ""
        self._update_status()

    def _update_status(self) -> None:
        error = self.error if self._shows_error else ""
        self.set_class(bool(error), "-wrong")
        text = f"! {error}" if error else self.editor.note or self.status()
        # Each update lays the screen out again.
        if text != self._status_text:
            self._status_text = text
            self._status.update(text)


class QuestionField(Field):
    """A question of the interview; its answer is kept in the session."""

    def __init__(self, question: Question, session: Session) -> None:
        super().__init__(question, session)
        self.question = question
        # Whether something was found while the user is at this question: it must be in sight.
        self.has_new_findings = False
        self._findings: tuple[Finding, ...] = ()
        self._note = FindingNote(classes="finding", markup=False)
        self._note.display = False

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._note

    def load_state(self) -> EditorState[Any]:
        answers, path = self.session.answers, self.question.path
        unfinished = unfinished_cells(answers, path)
        if path in answers.unfinished:
            unfinished[""] = answers.unfinished[path]
        offered: tuple[Any, ...] = tuple(self.question.offered(answers))
        if self.question.field.kind is FieldKind.RULES:
            offered = rule_options(answers) if self.question.applies(answers) else ()
        return EditorState(
            get_answer(answers, path),
            is_set(answers, path),
            resolve_answer(answers, path),
            unfinished,
            answers.people,
            offered,
        )

    def store_value(self, value: EditorValue[Any]) -> str:
        path, error = self.question.path, value.error
        try:
            if not error and self.question.field.kind is FieldKind.TABLE:
                store_table(self.session, path, value)
            elif not error:
                self.session.set_answer(path, value.value)
        except ValueError as misfit:
            error = str(misfit)
        try:
            if error:
                self.session.set_draft_text(path, value.text)
        except ValueError as too_long:
            error = str(too_long)
        return error

    def status(self) -> str:
        if self.question.path in self.session.answers.unsure:
            return "? You don't know yet. It is on the list of what's open."
        state = self.load_state()
        is_empty = self.question.field.is_empty(state.visible)
        if is_empty and not (state.is_set and state.visible == ()):
            return "· No answer yet"
        return "✓ Your answer" if state.is_set else "○ Our suggestion"

    def is_suggested(self) -> bool:
        """Return whether a suggestion is shown that could be made the answer."""
        state = self.load_state()
        if state.is_set or state.unfinished or self.question.path in self.session.answers.unsure:
            return False
        return not self.question.field.is_empty(state.visible)

    def refresh_answer(self) -> None:
        """Show the answer as it is now, and whether the question applies at all."""
        super().refresh_answer()
        self.show_if_applicable()

    def show_if_applicable(self) -> None:
        """Show the question, or hide it; a hidden question keeps its answer."""
        self.display = self.question.applies(self.session.answers)

    @property
    def has_safer_words(self) -> bool:
        """Whether a finding here offers safer words."""
        return any(finding.suggestion for finding in self._findings)

    def show_findings(self, findings: Iterable[Finding]) -> bool:
        """Show risky words and what looks wrong, the former first; return whether that is new."""
        shown = [finding for finding in findings if finding.rule not in RULES_NOT_SHOWN]
        shown = [finding for finding in shown if finding.suggestion or finding.severity != "advice"]
        ordered = tuple(sorted(shown, key=lambda finding: not finding.suggestion))
        if ordered == self._findings:
            return False
        self._findings = ordered
        self._note.display = bool(ordered)
        if ordered:
            self._note.update(_finding_text(ordered[0], len(ordered) - 1))
        self.has_new_findings = bool(ordered) and self.has_focus_within
        return True

    def on_mount(self) -> None:
        self.show_if_applicable()

    def on_resize(self) -> None:
        # The note takes up room only after the next layout.
        if self.has_new_findings:
            self.post_message(RowHighlighted(self.editor))

    def on_descendant_focus(self) -> None:
        self.post_message(QuestionReached(self.question.path))

    def on_descendant_blur(self) -> None:
        self.has_new_findings = False


class FindingNote(Static):
    """The most urgent finding at a question, and how many more there are."""


def _finding_text(finding: Finding, more: int) -> Content:
    mark = "?" if finding.suggestion else "!"
    lines = [Content.styled(f"{mark} {finding.message}", "$text-warning")]
    lines += [Content(text) for text in (finding.why, finding.fix) if text]
    if finding.suggestion:
        link = Content.styled(" → Take the safer words (Alt+W) ", "$text-accent")
        action = Style.from_meta({"@click": f"app.safer_words({finding.path!r})"})
        lines.append(link.stylize(action))
    if finding.source:
        lines.append(Content.styled(f"Source: {finding.source}.", "$foreground-muted"))
    if more:
        text = f"{more} more about this answer: see what's open (F9)."
        lines.append(Content.styled(text, "$foreground-muted"))
    return Content("\n").join(lines)
