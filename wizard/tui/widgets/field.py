"""A question on screen: its words, its editor, and lines below for its state and findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.widgets import Static

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks.finding import Finding
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.registry import make_editor
from wizard.tui.messages import AnswerChanged, QuestionReached, RowHighlighted


class Field(Vertical):
    """Carries values between one editor and whatever keeps them; `read` and `write` say what that is."""

    def __init__(self, words: Words, session: Session) -> None:
        super().__init__()
        self.words = words
        self.session = session
        self.editor = make_editor(words, session)
        self.error = ""
        """What is wrong with the answer; shown once the editor was left, until it is right."""
        self._shown: EditorState | None = None
        self._complains = False
        self._said = ""
        self._state = Static(classes="state", markup=False)

    def render_line(self, y: int) -> Strip:
        """Draw a line of what is between the parts: nothing. Textual would draw as many as a list has rows."""
        return Strip.blank(self.size.width, self.visual_style.rich_style)

    def compose(self) -> ComposeResult:
        """Lay out the words, the editor, the line below."""
        yield Static(self.heading(), classes="words", markup=False)
        yield self.editor
        yield self._state

    def on_mount(self) -> None:
        """Show the answer."""
        self._renew()
        self._complains = bool(self.error)
        self._say()

    def read(self) -> EditorState:
        """Return what is to be shown."""
        raise NotImplementedError

    def write(self, held: EditorValue) -> str:
        """Keep what the editor holds; return what is wrong with it, or nothing."""
        raise NotImplementedError

    def state(self) -> str:
        """Return how the answer stands, for the line below."""
        return ""

    def heading(self) -> Content:
        """Return the words above the editor."""
        parts: list[Content | str | tuple[str, str]] = [(self.words.ask, "bold")]
        if isinstance(self.words, Question):
            if self.words.essential:
                parts.append(("  needed", "$text-accent italic"))
            parts.append((f"\n{self.words.help}", "$foreground-muted"))
        if self.words.example:
            parts.append((f"\nFor example: {self.words.example}", "$foreground-muted italic"))
        return Content.assemble(*parts)

    def collect(self) -> None:
        """Take over what is new in the editor. Cheap when nothing is, so call it before anything is saved or left."""
        held = self.editor.take_value()
        if held is None:
            return
        if self.session.read_only:
            self._renew(force=True)
            self.error, self._complains = self.session.read_only, True
            self._say()
            return
        self.error = self.write(held)
        if (
            self.error and not self.read().unfinished
        ):  # it couldn't even be kept as half typed: leave it on screen
            self._complains = True
            self._say()
        else:
            self._renew(force=True)

    def renew(self) -> None:
        """Show the answer as it is kept now, after taking over what is new."""
        self.collect()
        self._renew()

    def _renew(self, *, force: bool = False) -> None:
        shown = self.read()
        if force or shown != self._shown:
            self._shown = shown
            if (
                not force
            ):  # it changed elsewhere, as by an undo: a word on what was done here is out of date
                self.editor.note = ""
            self.editor.show(shown)
        if not shown.unfinished:
            self.error = ""
        elif not self.error:
            self.error = self.editor.problem()
        self._complains = self._complains and bool(self.error)
        self._say()

    def on_answer_changed(self, message: AnswerChanged) -> None:
        """Take over what was typed or picked; where nothing was, the editor may have a word to say."""
        self.collect()
        self._say()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say what is wrong now that the editor is left."""
        self.collect()
        self._complains = bool(self.error)
        self.editor.note = ""
        self._say()

    def _say(self) -> None:
        wrong = self.error if self._complains else ""
        self.set_class(bool(wrong), "-wrong")
        said = f"! {wrong}" if wrong else self.editor.note or self.state()
        if said != self._said:  # each update lays the pane out again
            self._said = said
            self._state.update(Content(said))


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


_TOLD_ELSEWHERE = frozenset({"open", "unsure", "unfinished", "unknown-key"})
"""Rules of which the line below the question speaks already, or that have no place on the screen."""


class FindingNote(Static):
    """The most urgent of what was found at one question; how many more there are stands at its end."""

    def __init__(self, grown: Callable[[], None]) -> None:
        """Call `grown` whenever its size has changed."""
        super().__init__(classes="finding", markup=False)
        self._grown = grown
        self.told: tuple[Finding, ...] = ()

    def on_resize(self) -> None:
        """Tell that there is more, or less, to be had in sight."""
        self._grown()

    def tell(self, found: tuple[Finding, ...]) -> bool:
        """Show these, or nothing; return whether that is anything new."""
        if found == self.told:
            return False
        self.told = found
        self.display = bool(found)
        if found:
            self.update(_words(found[0], len(found) - 1))
        return True


def worth_telling(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what of this is told at the question itself: risky words, and what looks wrong; words to mend first."""
    told = (
        one
        for one in found
        if one.rule not in _TOLD_ELSEWHERE and (one.safer or one.severity != "advice")
    )
    return tuple(sorted(told, key=lambda one: not one.safer))


def _words(finding: Finding, more: int) -> Content:
    lines = [
        Content.styled(
            f"? {finding.what}" if finding.safer else f"! {finding.what}", "$text-warning"
        )
    ]
    if finding.why:
        lines.append(Content(finding.why))
    lines.append(Content(finding.do))
    if finding.safer:
        take = Content.styled(" → Take the safer words (Alt+W) ", "$text-accent")
        lines.append(
            take.stylize(Style.from_meta({"@click": f"app.safer_words({finding.path!r})"}))
        )
    if finding.source:
        lines.append(Content.styled(f"Source: {finding.source}.", "$foreground-muted"))
    if more:
        lines.append(
            Content.styled(
                f"{more} more about this answer: see what's open (F9).", "$foreground-muted"
            )
        )
    return Content("\n").join(lines)
