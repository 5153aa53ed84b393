"""The frame of the app: two lines, the steps, a pane in the middle, the keys; and how one gets from pane to pane."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ComposeResult
from textual.command import CommandPalette
from textual.containers import Container, Horizontal
from textual.notifications import Notify, SeverityLevel
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from wizard.answers.model import Answers
from wizard.checks import is_answered
from wizard.checks.model import Finding
from wizard.progress import StepProgress
from wizard.session import Session
from wizard.tui import status
from wizard.tui.editors.lists import ListEditor
from wizard.tui.garbage import Garbage
from wizard.tui.key_queue import KeyQueue
from wizard.tui.messages import (
    DialogClosed,
    PlaceChosen,
    QuestionChosen,
    QuestionLeft,
    QuestionReached,
    RowHighlighted,
    StepFinished,
)
from wizard.tui.navigation import (
    AFTERWARDS,
    make_pane,
    place_words,
    places,
    places_after,
    shown_at,
    step_key,
)
from wizard.tui.save_conflicts import banner
from wizard.tui.screens.pane import Pane
from wizard.tui.theme_setting import THEMES, load_theme_name
from wizard.tui.widgets.banner import Banner
from wizard.tui.widgets.bars import KeyBar, StatusLine, TooSmall, is_too_small
from wizard.tui.widgets.field import Field, QuestionField
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.step_list import Place, StepList

if TYPE_CHECKING:
    from wizard.tui.preview_renderer import Part
    from wizard.tui.widgets.preview import Preview

MARKS_AFTER = 0.4
"""Seconds without a change after which the steps' marks are worked out again: they need all checks."""


PAGE_FROM = 120
"""Columns from which the policy stands beside the questions; below that, a key shows it in their place."""
READY_AFTER = 1.0
"""Seconds after the first screen from which dialogs are made ready."""
PAGE_AFTER = 0.2
"""Seconds without a change after which the policy is drawn again."""


class Frame(App[None]):
    """Shows a session; every change goes into it, and comes back from it."""

    TITLE = "Policy Wizard"
    CSS_PATH = "wizard.tcss"
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (PAGE_FROM, "-wide")]

    def __init__(self, session: Session) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in THEMES.values():
            self.register_theme(theme)
        if not self.no_color and "TEXTUAL_THEME" not in os.environ:
            self.set_reactive(
                App.theme, THEMES[load_theme_name()].name
            )  # not by assignment, which reads all styles a second time
            self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"
        self.session = session
        self._places = {place.key: place for place in (*places(session), *AFTERWARDS)}
        self._way = [place.key for place in places(session)]
        """The panes that follow each other, in order."""
        self._came_from = "welcome"
        """The pane of the way from which the owner went to one off it."""
        self._return_to = ""
        """The pane off the way that led to the question where the owner is, if one did."""
        self._here = "welcome"
        self._panes: dict[str, Pane] = {}
        self._typeahead = KeyQueue(self, super().on_event, self._is_early)
        self._garbage = Garbage()
        self._pending = False
        self._marks_due: Timer | None = None
        self._top = StatusLine(id="top")
        self._banner = Banner()
        self._where = StatusLine(id="where")
        self._steps = StepList(self._listed())
        self._switcher = ContentSwitcher(id="panes", initial="welcome")
        self._keys = KeyBar()
        self._page: Preview | None = None
        self._page_due: Timer | None = None

    # The frame

    def compose(self) -> ComposeResult:
        """Lay out the frame, with the first pane in it."""
        yield self._top
        yield self._banner
        yield self._where
        self._panes["welcome"] = make_pane("welcome", self.session)
        with Horizontal(id="middle"):
            yield Container(id="side")
            with self._switcher:
                yield self._panes["welcome"]
            yield Container(id="page")
        yield self._keys
        yield TooSmall()

    def on_mount(self) -> None:
        """Begin to listen to the session and its saver, and focus what comes first."""
        self.session.subscribe(self._note_change)
        self.session.on_saved(self._note_saved)
        self._show_status()
        self._focus(self._panes["welcome"].start())
        self.call_after_refresh(self._show_steps)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice, from any thread. It is never markup, whoever asks: what it says may be from a file."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    async def _show_steps(self) -> None:
        """Do what the first picture on the screen needn't wait for."""
        self._garbage.begin()
        side = self.query_one_optional("#side")
        if side is None or not side.is_attached:  # the owner has left already
            return
        await side.mount(self._steps)
        self._show_marks()
        self._page_due = self.set_timer(PAGE_AFTER, self._draw_page)
        self.set_timer(READY_AFTER, self._get_dialogs_ready)

    def _get_dialogs_ready(self) -> None:
        """Read what dialogs need while the owner reads the first screen: the first one needn't wait for it then."""
        from wizard.tui.dialogs import people

        style = Path(people.__file__).with_name("dialog.tcss")
        if not self._has_left and not self.stylesheet.has_source(str(style)):
            self.stylesheet.read(style)
            self.stylesheet.reparse()

    async def on_event(self, event: events.Event) -> None:
        """Let keys through one by one; see `typeahead`."""
        if isinstance(event, events.Key) and event.key.startswith("alt+"):
            event.character = None  # Textual's Input would take Alt+Z for the letter
        if isinstance(event, events.InputEvent):
            self._garbage.put_off()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if not self._has_left:
                await self._typeahead.take(event)
        else:
            await super().on_event(event)

    def _is_early(self, event: events.Event) -> bool:
        """Tell whether a search still looks for what was typed: Enter would choose what it found before."""
        enter = isinstance(event, events.Key) and event.key == "enter"
        if not enter or self._has_left or not isinstance(self.screen, ModalScreen):
            return False
        return any(worker.node is self.screen and not worker.is_finished for worker in self.workers)

    # Where the owner is

    async def go_to_place(self, key: str, path: str = "") -> None:
        """Bring a pane to the front, made at its first visit, and focus the question about `path` there."""
        if self._has_left:
            return
        self.collect()
        if key != self._here:
            self._forget_passing_words()
        pane = self._panes.get(key)
        if pane is None:
            pane = self._panes[key] = make_pane(key, self.session)
            await self._switcher.add_content(pane)
        if key not in self._way and self._here in self._way and not self._return_to:
            self._came_from = self._here
        self._here, self._return_to = key, ""
        self._switcher.current = key
        self.screen.remove_class("-steps", "-page")
        pane.enter()
        field = pane.question(path) if path else None
        self._focus(field.editor if field else pane.start())
        self._show_status()
        self.call_after_refresh(self._show_marks)
        self._redraw_page()

    async def go_to_question(self, path: str) -> None:
        """Go to the question that asks for `path`."""
        await self.go_to_place(step_key(self.session.interview.step_of(path)), path)

    async def on_place_chosen(self, message: PlaceChosen) -> None:
        """Go there."""
        await self.go_to_place(message.place)
        part = (
            self._panes[self._here].query_one_optional(f"#{message.part}") if message.part else None
        )
        if part is not None and part.focusable and part.display:
            self._focus(part)
            self.call_after_refresh(
                self._panes[self._here].keep_in_sight
            )  # a pane just made has no size yet

    async def on_question_chosen(self, message: QuestionChosen) -> None:
        """Go there; from a list off the way, the key that goes back leads to that list again."""
        back = "" if self._here in self._way else self._here
        await self.go_to_question(message.path)
        self._return_to = back
        self._show_keys()
        if message.row is not None and isinstance(self.focused, ListEditor):
            self.focused.highlight_row(message.row)

    async def on_step_finished(self, message: StepFinished) -> None:
        """Go on to the first question of the next step."""
        await self._go_by(1, fresh=True)

    def on_question_reached(self, message: QuestionReached) -> None:
        """Remember where the owner is."""
        self.session.set_position(message.path)
        self._show_where()

    def on_descendant_focus(self) -> None:
        """Say what the keys do here."""
        self._show_keys()

    def on_dialog_closed(self, message: DialogClosed) -> None:
        """Say what the keys do here again, and show what was to be shown after a refresh of the screen that is gone."""
        self._show_keys()
        if self._is_page_behind:
            self._redraw_page()
        if self._pending:
            self._show_change()

    def on_command_palette_closed(self, message: CommandPalette.Closed) -> None:
        """Say what the keys do here again, once the palette is gone: this comes a moment before that."""
        self.call_later(self._show_keys)

    def on_pane_scrolled(self) -> None:
        """Have the words of the question in sight, if only in the line at the top."""
        self._show_where()

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        """Say what the keys do on this row."""
        self._show_keys()

    async def _go_by(self, by: int, *, fresh: bool = False) -> None:
        if self._return_to and by < 0:
            await self.go_to_place(self._return_to)
            return
        if self._here not in self._way:
            if by < 0:
                await self.go_to_place(self._came_from)
            return
        to = self._way.index(self._here) + by
        if 0 <= to < len(self._way):
            pane = self._panes.get(self._way[to])
            if fresh and pane is not None:
                pane.forget_focus()
            await self.go_to_place(self._way[to])

    def _listed(self) -> tuple[Place, ...]:
        """Return the panes that the list of steps has now."""
        return (*(self._places[key] for key in self._way), *places_after(self.session))

    def _focus(self, widget: Widget | None) -> None:
        if widget is not None:
            take_focus(widget)
        self._show_keys()

    @property
    def _has_left(self) -> bool:
        """Whether the owner has left: what comes in now comes too late to be shown."""
        return not self.is_running or not self.screen_stack

    @property
    def written(self) -> list[Path]:
        """The documents written so far, for a last word."""
        return [path for pane in self._panes.values() for path in getattr(pane, "written", ())]

    @property
    def busy(self) -> bool:
        """Whether a key or a change has not come to its end yet."""
        return self._typeahead.busy or self._pending

    def on_notify(self, event: Notify) -> None:
        """Make room for a notice: what was said before is old news then, and would cover the answers.

        What stands there already, as when a key is held down, isn't said twice.
        """
        new = event.notification
        if any(note.message == new.message for note in self._notifications):
            event.prevent_default()
        elif new.severity == "information":
            self._notifications.clear()

    def on_question_left(self, message: QuestionLeft) -> None:
        """Take away what was said in passing at the question before: it would cover this one."""
        self._forget_passing_words()

    def _forget_passing_words(self) -> None:
        for note in list(self._notifications):
            if note.severity == "information" and note.timeout <= self.NOTIFICATION_TIMEOUT:
                self._unnotify(note)

    # What was typed

    def collect(self) -> None:
        """Take over what was typed and has not arrived yet, in open dialogs first: call it before saving or leaving."""
        for screen in reversed(self.screen_stack):
            own = getattr(screen, "commit", None)
            if own is not None:
                own()
            for field in screen.query(Field):
                field.commit()

    def question_field(self) -> QuestionField | None:
        """Return the question that has the focus."""
        nodes = self.focused.ancestors_with_self if self.focused else ()
        return next((node for node in nodes if isinstance(node, QuestionField)), None)

    def _note_change(self) -> None:
        if not self._pending:
            self._pending = True
            self.call_after_refresh(self._show_change)  # the key on screen comes first

    def _note_saved(self) -> None:
        self.call_later(self._show_saved)

    def _show_saved(self) -> None:
        if not self._has_left:
            self._show_status()

    def _show_change(self) -> None:
        self._pending = False
        if self._has_left:
            return
        pane = self._panes[self._here]
        pane.renew()
        pane.keep_in_sight()
        self._show_status()
        self._show_keys()
        self._redraw_page()
        if self._marks_due is not None:
            self._marks_due.stop()
        self._marks_due = self.set_timer(MARKS_AFTER, self._show_marks)

    # The policy beside the questions

    def on_resize(self, event: events.Resize) -> None:
        """Draw the policy where there is room for it now; where there is none for anything, say so."""
        for screen in self.screen_stack:
            screen.set_class(is_too_small(event.size), "-too-small")
        self._redraw_page()

    @property
    def _is_page_behind(self) -> bool:
        """Whether the policy still shows what is asked where the owner was before."""
        return self._page is not None and self._page.place != self._here

    def _redraw_page(self) -> None:
        """Have the policy drawn once nothing has changed for a moment."""
        if self._page_due is not None:
            self._page_due.stop()
            self._page_due = self.set_timer(PAGE_AFTER, self._draw_page)

    def _draw_page(self) -> None:
        """Compose what the questions here are printed in, off the screen's thread: a key never waits for it."""
        if self._has_left:
            return
        if len(self.screen_stack) > 1 and self._is_page_behind:
            return  # a dialog was opened at once: it comes first, and the page when it is closed
        if self.screen_stack[0].has_class("-page") or self.size.width >= PAGE_FROM:
            shows = shown_at(self._here, self.session.interview)
            compose = partial(self._compose_page, self._here, self.session.answers, shows)
            described = "the page"  # or else Textual spells out all the answers in the partial
            self.run_worker(
                compose, thread=True, exclusive=True, group="page", description=described
            )

    def _compose_page(self, place: str, answers: Answers, shows: tuple[str, ...]) -> None:
        from wizard.data import DataError
        from wizard.documents.compose import CompositionError
        from wizard.tui.preview_renderer import draw

        try:
            show = partial(self._show_page, place, draw(answers, shows))
        except (CompositionError, DataError) as error:
            show = partial(self._show_page, place, (), str(error))
        self.call_later(show)

    async def _go_to_page(self) -> None:
        """Show the policy, and let keys scroll it: at once, or the next key would go to a question out of sight."""
        self.screen.add_class("-page")
        page = await self._make_page()
        if page is not None:
            page.take_focus()
            self._draw_page()

    async def _show_page(self, place: str, parts: "tuple[Part, ...]", why: str = "") -> None:
        page = await self._make_page() if place == self._here else None
        if page is None:  # the owner has gone elsewhere
            return
        if why:
            page.complain(why)
        else:
            page.show(place, parts)

    async def _make_page(self) -> "Preview | None":
        """Return what shows the policy, made when it is first needed; nothing if the owner has left."""
        from wizard.tui.widgets.preview import Preview

        holder = None if self._has_left else self.query_one_optional("#page")
        if holder is None or not holder.is_attached:
            return None
        if self._page is None:
            self._page = Preview()
            await holder.mount(self._page)
        return self._page if self._page.is_attached else None

    def _show_status(self) -> None:
        self._top.show(*status.top(self.session))
        self._show_where()
        self._banner.say(banner(self.session))

    def _show_where(self) -> None:
        if self._has_left:
            return
        place, last = self._places[self._here], max(place.number for place in self._places.values())
        words, short = place_words(place, last), place_words(place)
        asked = self._panes[self._here].asked_above()
        self._where.show(*status.where(words, short, self.session, self._left_here(), asked))

    def _left_here(self) -> int:
        fields = self._panes[self._here].fields()
        return sum(
            field.display and not is_answered(self.session.answers, field.question)
            for field in fields
        )

    def _show_marks(self) -> None:
        """Mark the steps once the checks have run, in a thread: with thousands of people, a key would wait for them."""
        self.run_worker(self._check, group="marks", exclusive=True, thread=True)

    def _check(self) -> None:
        marks = {
            step_key(step): self.session.step_progress(step)
            for step in self.session.interview.steps
        }
        self.call_later(self._draw_marks, marks, self.session.findings())

    def _draw_marks(self, marks: dict[str, StepProgress], found: tuple[Finding, ...]) -> None:
        if self._has_left:
            return
        self._steps.mark(self._here, marks, self._listed())
        self._tell_found(found)

    def _tell_found(self, found: tuple[Finding, ...]) -> None:
        """Show what was found at the questions here."""
        pane = self._panes[self._here]
        if pane.tell(found):
            pane.keep_in_sight()
            self._show_keys()

    def _show_keys(self) -> None:
        if self._has_left:
            return
        if len(self.screen_stack) > 1:  # a dialog shows its own keys
            self._keys.show((), (status.item("quit"),))
            return
        back = (
            self._places[self._return_to].title
            if self._return_to and not self._steps.has_focus
            else ""
        )
        self._keys.show(*status.keys(self.focused, self._panes.get(self._here), self._idle(), back))

    def _idle(self) -> set[str]:
        """Return the commands that do nothing here and now."""
        here = {self._way[0]: "previous_step", self._way[-1]: "next_step"}.get(self._here)
        off = () if self._here in self._way else ("next_step",)
        same = {"summary": "open_questions", "export": "export"}.get(self._here)
        field = self.question_field()
        unasked = () if field else ("unsure", "example")
        whole = () if self._here.startswith("step-") else ("keep_suggestions",)
        safe = () if field and field.has_safer_words else ("safer_words",)
        return {action for action in (here, same, *off, *unasked, *whole, *safe) if action}
