"""Base class of the panes: focus order, scrolling, and the questions in them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from typing import Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widget import Widget

from wizard.checks.model import Finding
from wizard.errors import UserError
from wizard.session import Session
from wizard.tui.actions import QUESTION_COMMANDS
from wizard.tui.editors.editor import Editor
from wizard.tui.messages import EditorLeft, PaneScrolled, QuestionLeft, RowHighlighted
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.focus import take_focus


@contextmanager
def report_errors(app: App[Any]) -> Iterator[None]:
    """Show the user why what is done inside the block isn't possible."""
    try:
        yield
    except (UserError, ValueError) as error:
        app.notify(str(error), severity="warning")


class Pane(VerticalScroll, can_focus=False):
    """Content of the middle of the screen; remembers its focus while another pane is shown."""

    BINDINGS = [
        *(command.binding() for command in QUESTION_COMMANDS if command.keys),
        Binding("tab", "focus_stop(1)", show=False),
        Binding("shift+tab", "focus_stop(-1)", show=False),
    ]

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(id=key)
        self.session = session
        self._last_focused: Widget | None = None
        # What is under the pointer must not move before the mouse button is released.
        self._mouse_is_down = False

    @property
    def fields(self) -> tuple[QuestionField, ...]:
        """All questions here, with those that don't apply now."""
        return tuple(self.query(QuestionField))

    @property
    def focused_field(self) -> QuestionField | None:
        """The question that has the focus."""
        focused = self.screen.focused if self.is_attached else None
        nodes = focused.ancestors_with_self if focused and self in focused.ancestors else ()
        return next((node for node in nodes if isinstance(node, QuestionField)), None)

    @property
    def selected_finding(self) -> Finding | None:
        """The finding on the highlighted row, where the pane is a list of findings."""
        return None

    def enter(self) -> None:
        """Prepare to be shown; called each time the pane comes to the front."""
        self.refresh_answers()

    def refresh_answers(self) -> None:
        """Show the current answers."""
        for field in self.fields:
            field.refresh_answer()

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do here, where the focused widget doesn't say so itself."""
        return ()

    def show_findings(self, findings: Iterable[Finding]) -> bool:
        """Show findings at their questions; return whether anything changed."""
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            by_path.setdefault(finding.path.partition("[")[0], []).append(finding)
        changed = [
            field.show_findings(tuple(by_path.get(field.question.path, ())))
            for field in self.fields
        ]
        return any(changed)

    def question(self, path: str) -> QuestionField | None:
        """Return the field of the question for `path`, if it applies."""
        fields = (field for field in self.fields if field.question.path == path and field.display)
        return next(fields, None)

    def focus_target(self) -> Widget | None:
        """Return the widget to focus: the one that had the focus last, or else the first."""
        last = self._last_focused
        if last is not None and last.is_attached and last.focusable:
            return last
        return next(iter(self.tab_order()), None)

    def forget_focus(self) -> None:
        """Start at the first question on the next visit."""
        self._last_focused = None

    def tab_order(self) -> list[Widget]:
        """Return the widgets that Tab stops at.

        Textual's own focus chain is sorted by the last layout, which may be out of date.
        """
        return [widget for widget in self.query("*") if widget.focusable and _is_displayed(widget)]

    def action_focus_stop(self, offset: int) -> None:
        self.post_message(QuestionLeft())
        stops, focused = self.tab_order(), self.screen.focused
        if stops:
            index = (stops.index(focused) + offset) % len(stops) if focused in stops else 0
            take_focus(stops[index])

    def take_focus(self, path: str = "") -> None:
        """Focus the question for `path`, or the widget that had the focus last."""
        field = self.question(path) if path else None
        target = field.editor if field else self.focus_target()
        if target is not None:
            take_focus(target)

    def focus_widget(self, widget_id: str) -> None:
        """Focus the widget with this id, if it can have the focus."""
        for widget in self.query(f"#{widget_id}"):
            if widget.focusable:
                take_focus(widget)

    def hidden_question_title(self) -> str:
        """Return the words of the focused question if they are scrolled out of view."""
        field = self.focused_field
        if field is None or field.virtual_region.y >= round(self.scroll_y):
            return ""
        return field.question.ask

    def scroll_focus_visible(self) -> None:
        """Scroll to the focused widget after the next layout."""
        self.call_after_refresh(self._reveal_focused)

    def reveal(self, widget: Widget) -> None:
        """Scroll to the widget, with all of its question where that fits."""
        if self._mouse_is_down or not widget.is_attached or not self.size.height:
            return
        inside = list(takewhile(lambda node: node is not self, widget.ancestors_with_self))
        child, height = inside[-1], self.size.height
        spot = (
            widget.focus_region()
            if isinstance(widget, Editor)
            else Region(0, 0, widget.size.width, 1)
        )
        for node in inside:
            if isinstance(node, Widget):
                spot = spot.translate(node.virtual_region.offset)
        whole = child.virtual_region if isinstance(child, Widget) else spot
        first = next((field for field in self.fields if field.display), None)
        if isinstance(child, QuestionField) and child.has_new_findings:
            region = Region(spot.x, spot.y, spot.width, min(whole.bottom - spot.y, height))
        elif whole.height <= height:
            region = whole
        elif spot.bottom - whole.y <= height:
            region = Region(whole.x, whole.y, whole.width, height)
        else:
            region = spot
        if child is first and region.bottom <= height:
            region = Region(0, 0, region.width, height)
        self.scroll_to_region(region, animate=False, force=True)

    # Commands for the question in focus

    def action_unsure(self) -> None:
        if field := self.focused_field:
            path = field.question.path
            field.commit()
            with report_errors(self.app):
                self.session.mark_unsure(path, path not in self.session.answers.unsure)

    def action_suggestion(self) -> None:
        if field := self.focused_field:
            field.commit()
            with report_errors(self.app):
                self.session.clear_answer(field.question.path)

    def action_example(self) -> None:
        if field := self.focused_field:
            field.editor.insert_example()

    def action_keep_suggestions(self) -> None:
        """Make all suggestions of a step the user's answers; only steps have them."""

    def action_safer_words(self) -> None:
        field = self.focused_field
        self.take_safer_words(field.question.path if field else "")

    def take_safer_words(self, path: str) -> None:
        """Replace risky words at `path`, or those of the highlighted finding, by safer ones."""
        from wizard.checks.wording import apply_suggestion

        for field in self.fields:
            field.commit()
        findings = [finding for finding in self.session.findings() if finding.suggestion]
        found = (finding for finding in findings if finding.path == path)
        finding = next(found, self.selected_finding)
        if finding is None or not finding.suggestion:
            self.app.notify("No safer words are waiting here.")
            return
        try:
            self.session.set_answer(finding.path, apply_suggestion(self.session.answers, finding))
        except LookupError:
            self.app.notify("That sentence isn't there any more.")
        except ValueError as error:
            self.app.notify(str(error), severity="warning")
        else:
            text = "The safer words stand there now. Change what doesn't fit."
            if changed := self.question(finding.path):
                changed.editor.note = text
                changed.refresh_answer()
            else:
                self.app.notify(text)

    def leave_at_end(self, message: EditorLeft) -> None:
        """Handle leaving the last question forwards, or the first one backwards."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._last_focused = event.widget
        self.scroll_focus_visible()

    def on_descendant_blur(self) -> None:
        self.scroll_focus_visible()

    def on_resize(self) -> None:
        self.scroll_focus_visible()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(PaneScrolled())

    def on_answer_changed(self) -> None:
        # Before the next key, which may go to a question that has just appeared.
        for field in self.fields:
            field.show_if_applicable()

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        self.call_after_refresh(self.reveal, message.editor)

    def on_editor_left(self, message: EditorLeft) -> None:
        message.stop()
        self.post_message(QuestionLeft())
        editors = [field.editor for field in self.fields if field.display]
        if message.editor not in editors:
            return
        index = editors.index(message.editor) + (1 if message.forward else -1)
        if 0 <= index < len(editors):
            take_focus(editors[index])
        else:
            self.leave_at_end(message)

    def on_mouse_down(self) -> None:
        self._mouse_is_down = True

    def on_mouse_up(self) -> None:
        self._mouse_is_down = False

    def on_key(self) -> None:
        # The mouse button may have been released elsewhere.
        self._mouse_is_down = False

    def _reveal_focused(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is not None and self in focused.ancestors:
            self.reveal(focused)
            # Scrolling while a question grows can leave lines of the old picture behind.
            self.screen.refresh()


def _is_displayed(widget: Widget) -> bool:
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
