"""What all panes share: they scroll, they keep the focus where it was, and what is focused is in sight."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widget import Widget

from wizard.checks.model import Finding
from wizard.tui.editors.editor import Editor
from wizard.tui.messages import EditorLeft, PaneScrolled, QuestionLeft, RowHighlighted
from wizard.tui.widgets.bars import Hint
from wizard.tui.widgets.document_list import DocumentList
from wizard.tui.widgets.field import QuestionField
from wizard.tui.widgets.focus import take_focus


class Pane(VerticalScroll, can_focus=False):
    """Something that the middle of the screen can show."""

    HINTS: ClassVar[tuple[Hint, ...]] = ()

    BINDINGS = [Binding("tab", "stop(1)", show=False), Binding("shift+tab", "stop(-1)", show=False)]

    def __init__(self, key: str) -> None:
        super().__init__(id=key)
        self._last: Widget | None = None
        self._pressed = False
        """Whether a mouse button is down: what is under the pointer must not move away before it is up."""

    def fields(self) -> tuple[QuestionField, ...]:
        """Return the questions here, those that don't apply now among them."""
        return tuple(self.query(QuestionField))

    def renew(self) -> None:
        """Show the answers as they are now."""
        for field in self.fields():
            field.refresh_answer()

    def hints(self) -> tuple[Hint, ...]:
        """Return what the keys do here, where what is focused doesn't say it."""
        return self.HINTS

    @property
    def chosen(self) -> Finding | None:
        """What was found on the highlighted row, where the pane is a list of such."""
        return None

    def tell(self, found: Iterable[Finding]) -> bool:
        """Show at each question here what was found about its answer; return whether that is anything new."""
        by_question: dict[str, tuple[Finding, ...]] = {}
        for one in found:
            path = one.path.partition("[")[0]
            by_question[path] = (*by_question.get(path, ()), one)
        new = [
            field
            for field in self.fields()
            if field.show_findings(by_question.get(field.question.path, ()))
        ]
        return bool(new)

    def enter(self) -> None:
        """Get ready to be seen: called each time the pane comes to the front."""
        self.renew()

    def start(self) -> Widget | None:
        """Return what gets the focus: what had it last, else the first that can have it."""
        if self._last is not None and self._last.is_attached and self._last.focusable:
            return self._last
        return next(iter(self.stops()), None)

    def stops(self) -> list[Widget]:
        """Return what Tab stops at, in order. Textual's own order is that of the last layout: out of date."""
        return [
            widget for widget in self.query("*") if widget.focusable and self._is_displayed(widget)
        ]

    def action_stop(self, by: int) -> None:
        """Go to the next stop, or the one before; from the last one round to the first."""
        self.post_message(QuestionLeft())
        stops = self.stops()
        focused = self.screen.focused
        if focused in stops:
            take_focus(stops[(stops.index(focused) + by) % len(stops)])
        elif stops:
            take_focus(stops[0])

    def forget_focus(self) -> None:
        """Begin at the first question again."""
        self._last = None

    def question(self, path: str) -> QuestionField | None:
        """Return the question about `path` here, if it applies."""
        return next(
            (field for field in self.fields() if field.question.path == path and field.display),
            None,
        )

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember where the focus is, and have it in sight."""
        self._last = event.widget
        self.keep_in_sight()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(PaneScrolled())

    def asked_above(self) -> str:
        """Return the words of the question in hand if they have been scrolled out of sight."""
        focused = self.screen.focused if self.is_attached else None
        holders = (
            node
            for node in (focused.ancestors_with_self if focused else ())
            if isinstance(node, QuestionField)
        )
        field = next(holders, None)
        return (
            field.question.ask
            if field is not None and field.virtual_region.y < round(self.scroll_y)
            else ""
        )

    def on_descendant_blur(self) -> None:
        """What is said about the question just left may push the next one out of sight."""
        self.keep_in_sight()

    def on_resize(self) -> None:
        """Have what is focused in sight also when the pane gets its size only after the focus."""
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Have what is focused in sight again, after the layout has changed."""
        self.call_after_refresh(self._reveal_focused)

    def _reveal_focused(self) -> None:
        """Reveal what has the focus now: what had it when this was asked for may have lost it meanwhile."""
        focused = self.screen.focused if self.is_attached else None
        if focused is not None and self in focused.ancestors:
            self.reveal(focused)

    def on_answer_changed(self) -> None:
        """Show the questions that apply now, before the next key can ask for one of them."""
        for field in self.fields():
            field.show_if_applicable()

    def on_mouse_down(self) -> None:
        """Hold still."""
        self._pressed = True

    def on_mouse_up(self) -> None:
        """Move again."""
        self._pressed = False

    def on_key(self) -> None:
        """Move again, even if the button came up elsewhere."""
        self._pressed = False

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        """Have the highlighted row in sight."""
        self.call_after_refresh(self.reveal, message.editor)

    def on_editor_left(self, message: EditorLeft) -> None:
        """Go to the neighbouring question."""
        message.stop()
        self.post_message(QuestionLeft())
        here = [field for field in self.fields() if field.display]
        at = next((at for at, field in enumerate(here) if field.editor is message.editor), None)
        if at is None:
            return
        to = at + (1 if message.forward else -1)
        if 0 <= to < len(here):
            take_focus(here[to].editor)
        else:
            self.leave_at_end(message)

    def leave_at_end(self, message: EditorLeft) -> None:
        """Do what comes after the last question or before the first; by default nothing."""

    def reveal(self, widget: Widget) -> None:
        """Scroll so that the widget is in sight, with its question's words if there is room."""
        if self._pressed or not widget.is_attached or not self.size.height:
            return
        holder = next((node for node in widget.ancestors_with_self if node.parent is self), widget)
        if not isinstance(holder, Widget):
            return
        whole = holder.virtual_region
        spot = (
            widget.focus_region()
            if isinstance(widget, Editor | DocumentList)
            else Region(0, 0, widget.size.width, 1)
        )
        for node in widget.ancestors_with_self:
            if node is self:
                break
            if isinstance(node, Widget):
                spot = spot.translate(node.virtual_region.offset)
        if (
            isinstance(holder, QuestionField) and holder.has_new_findings
        ):  # just now, while the owner is here
            below = min(whole.bottom - spot.y, self.size.height)
            self.scroll_to_region(
                Region(spot.x, spot.y, spot.width, below), animate=False, force=True
            )
            return
        target = (
            spot
            if whole.bottom - spot.y > self.size.height or spot.bottom - whole.y > self.size.height
            else whole
        )
        at_top = target.bottom <= self.size.height and holder is self._first()
        if at_top:
            self.scroll_to(y=0, animate=False, force=True)
        elif spot.bottom - whole.y <= self.size.height and whole.height > self.size.height:
            self.scroll_to(y=whole.y, animate=False, force=True)
        else:
            self.scroll_to_region(target, animate=False, force=True)

    def _is_displayed(self, widget: Widget) -> bool:
        return all(node.display for node in widget.ancestors_with_self if node is not self.app)

    def _first(self) -> Widget | None:
        return next((field for field in self.fields() if field.display), None)
