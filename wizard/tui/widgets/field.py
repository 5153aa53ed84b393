"""A question on screen: its words, its editor, and one line below for what is wrong or how it stands."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from wizard.interview import Question
from wizard.session import Session
from wizard.tui.editors.editor import EditorState, EditorValue, Words
from wizard.tui.editors.registry import make_editor
from wizard.tui.messages import AnswerChanged


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
