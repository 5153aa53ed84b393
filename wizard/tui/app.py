"""The Textual app: layout, keys, commands, and leaving."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual import events, on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.command import CommandPalette
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.notifications import Notify
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea

from wizard.errors import ExitCode
from wizard.session import Session
from wizard.tui import actions, messages, palette, status
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.key_queue import KeyQueue
from wizard.tui.navigation import Navigator
from wizard.tui.save_conflicts import SaveConflicts
from wizard.tui.screens.pane import report_errors
from wizard.tui.signals import SignalHandler
from wizard.tui.status import Header
from wizard.tui.terminal import terminal_driver
from wizard.tui.theme import THEMES, load_theme_name, save_theme_name
from wizard.tui.widgets.bars import (
    HasHints,
    Hint,
    KeyBar,
    TooSmall,
    hint_items,
    is_too_small,
)
from wizard.tui.widgets.field import Field
from wizard.tui.widgets.preview import Preview
from wizard.tui.widgets.step_list import StepList

# From this width, the preview stands beside the questions.
PREVIEW_COLUMNS = 120
# Delay after the last change before the checks run and the preview is rendered.
OVERVIEW_DELAY_S = 0.2
TERMINAL_CHECK_INTERVAL_S = 1.0
INTERRUPT_TIMEOUT_S = 3.0
WARNING_TIMEOUT_S = 20.0


class PolicyWizardApp(App[None]):
    """Shows a session: every change goes into it, and comes back from it."""

    TITLE = "Policy Wizard"
    CSS_PATH = ["wizard.tcss", "dialogs/dialog.tcss"]
    COMMANDS = {palette.CommandProvider}
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (PREVIEW_COLUMNS, "-wide")]
    BINDINGS = [
        *(command.binding() for command in actions.APP_COMMANDS),
        ("escape", "back_to_questions", ""),
        actions.INTERRUPT,
    ]

    def __init__(self, session: Session) -> None:
        driver_class = terminal_driver(lambda: self.requested_exit)
        ansi_color = True if "NO_COLOR" in os.environ else None
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self.animation_level = "none"
        self.session = session
        self.steps = StepList(id="steps")
        self.navigator = Navigator(session)
        self.header = Header(session, self.navigator)
        self.preview = Preview()
        self.key_bar = KeyBar()
        self.key_queue = KeyQueue(self, self._deliver)
        self.signals = SignalHandler(self.leave, self.save_now, self._redraw_terminal)
        self.save_conflicts = SaveConflicts(self)
        self.reads_terminal = driver_class is not None
        # The exit status that a signal asked for.
        self.requested_exit: int | None = None
        self.crashed = False
        # Documents written so far.
        self.written: list[Path] = []
        # The save error that the user was warned of: to leave again means it.
        self._warned_of = ""
        self._is_interrupted = False
        self._is_notice_passing = False
        self._overview_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="middle"):
            yield self.steps
            yield self.navigator
            with Container(id="page"):
                yield self.preview
        yield self.key_bar
        yield TooSmall()

    def on_mount(self) -> None:
        for theme in THEMES.values():
            self.register_theme(theme)
        if not self.no_color and "TEXTUAL_THEME" not in os.environ:
            self.theme = THEMES[load_theme_name()].name
        self.session.subscribe(lambda: self.post_message(messages.AnswersUpdated()))
        self.session.on_saved(lambda: self.post_message(messages.SaveStateChanged()))
        if not self.is_headless:
            self.signals.install()
            self.set_interval(TERMINAL_CHECK_INTERVAL_S, self.signals.check_terminal)
        self.navigator.pane.take_focus()
        self._show_place()
        self.session.watch()
        self.save_conflicts.offer_recovery()

    # State on screen

    @property
    def has_ended(self) -> bool:
        """Whether the app is closing, so that nothing can be shown any more."""
        return not self.is_running or not self.screen_stack

    def on_resize(self, event: events.Resize) -> None:
        for screen in self.screen_stack:
            screen.set_class(is_too_small(event.size), "-too-small")
        self._schedule_overview()

    @on(messages.AnswersUpdated)
    @on(messages.DialogClosed)
    def show_answers(self) -> None:
        """Show the current answers everywhere."""
        if not self.has_ended:
            self.save_conflicts.ask_about_change()
            self.navigator.pane.refresh_answers()
            self.navigator.pane.scroll_focus_visible()
            self._show_place()

    @on(messages.SaveStateChanged)
    def show_save_state(self) -> None:
        """Show whether the answers are saved, and ask about a change by another program."""
        if not self.has_ended:
            self.header.show_status()
            self.save_conflicts.ask_about_change()

    def on_findings_computed(self, message: messages.FindingsComputed) -> None:
        self.steps.show_progress(message.progress)
        if not self.has_ended and self.navigator.pane.show_findings(message.findings):
            self.navigator.pane.scroll_focus_visible()
            self._show_keys()

    def on_documents_written(self, message: messages.DocumentsWritten) -> None:
        self.written += message.paths

    def _show_place(self) -> None:
        self.header.show_status()
        self._show_keys()
        self.steps.show_places(self.navigator.places(), self.navigator.key)
        self._schedule_overview()

    @on(messages.PaneScrolled)
    def show_location(self) -> None:
        """Show where the user is, or the question in focus where it is out of view."""
        if not self.has_ended:
            self.header.show_location()

    # The palette closes a moment after its message.
    @on(CommandPalette.Closed)
    @on(events.DescendantFocus)
    @on(messages.RowHighlighted)
    @on(messages.HintsChanged)
    def schedule_keys(self) -> None:
        """Show what the keys do now."""
        self.call_later(self._show_keys)

    def _show_keys(self) -> None:
        if self.has_ended:
            return
        if len(self.screen_stack) > 1:
            # A dialog shows its own keys.
            self.key_bar.show((), [actions.bar_item("quit", "leave")])
            return
        items = list(hint_items(self._hints()))
        labels = self.navigator.bar_labels()
        return_to = self.navigator.return_to
        if return_to is not None and not self.steps.has_focus:
            labels.pop(actions.BACK, None)
            items.insert(0, actions.bar_item(actions.BACK, f"back to: {return_to.title}"))
        items += [actions.bar_item(*item) for item in labels.items()]
        always = actions.ALWAYS_SHOWN_LABELS.items()
        self.key_bar.show(items, [actions.bar_item(*item) for item in always])

    def _hints(self) -> tuple[Hint, ...]:
        focused = self.focused
        return focused.hints() if isinstance(focused, HasHints) else self.navigator.pane.hints()

    def _schedule_overview(self) -> None:
        """Run the checks and render the preview once the user pauses."""
        if self._overview_timer is not None:
            self._overview_timer.stop()
        self._overview_timer = self.set_timer(OVERVIEW_DELAY_S, self._update_overview)

    def _update_overview(self) -> None:
        if not self.has_ended:
            self.navigator.run_checks()
            if self.screen_stack[0].has_class("-page") or self.size.width >= PREVIEW_COLUMNS:
                key, sections = self.navigator.key, self.navigator.preview_sections()
                self.preview.render_sections(key, self.session.answers, sections)

    # Keys and notifications

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key.startswith("alt+"):
            # Textual's Input would take Alt+Z for the letter.
            event.character = None
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if not self.has_ended:
                await self.key_queue.put(event)
        else:
            await super().on_event(event)

    async def _deliver(self, message: Message) -> None:
        """Handle what the key queue releases."""
        if isinstance(message, messages.LeaveRequested):
            self.commit()
            self.session.flush(1.0)
            self.exit(return_code=message.exit_status)
        elif isinstance(message, events.Event):
            await super().on_event(message)

    def on_notify(self, event: Notify) -> None:
        # One notification at a time: more would cover the answers.
        self.clear_notifications()
        notice = event.notification
        # Its text may come from a file.
        notice.markup = False
        is_short = notice.timeout <= self.NOTIFICATION_TIMEOUT
        self._is_notice_passing = notice.severity == "information" and is_short

    def on_question_left(self) -> None:
        if self._is_notice_passing:
            self.clear_notifications()

    # Navigation

    async def go_to(self, key: str, path: str = "") -> None:
        """Show a pane, and focus the question for `path` in it."""
        self._prepare_to_go()
        await self.navigator.go_to(key, path)
        self._show_place()

    async def go_to_question(self, path: str, row: int | None = None) -> None:
        """Go to the question for `path`; in a table, to one of its rows."""
        self._prepare_to_go()
        await self.navigator.go_to_question(path, row)
        self._show_place()

    async def action_go_by(self, offset: int, at_start: bool = False) -> None:
        self._prepare_to_go()
        await self.navigator.go_by(offset, at_start=at_start)
        self._show_place()

    def _prepare_to_go(self) -> None:
        self.commit()
        self.on_question_left()
        self.screen_stack[0].remove_class("-steps", "-page")

    async def on_place_chosen(self, message: messages.PlaceChosen) -> None:
        await self.go_to(message.place)
        if message.widget_id:
            self.navigator.pane.focus_widget(message.widget_id)
        if message.then is not None:
            self.navigator.pane.post_message(message.then)

    async def on_question_chosen(self, message: messages.QuestionChosen) -> None:
        await self.go_to_question(message.path, message.row)

    async def on_step_finished(self) -> None:
        await self.action_go_by(1, at_start=True)

    def on_question_reached(self, message: messages.QuestionReached) -> None:
        self.session.set_position(message.path)
        self.show_location()

    async def action_go_to(self, key: str) -> None:
        await self.go_to(key)

    def action_steps(self) -> None:
        self.screen.add_class("-steps")
        self.steps.take_focus()

    async def action_page(self) -> None:
        if self.preview.has_focus:
            await self.action_back_to_questions()
            return
        self.commit()
        self.screen.add_class("-page")
        self.preview.take_focus()
        self._update_overview()

    async def action_back_to_questions(self) -> None:
        if self.preview.has_focus or self.steps.has_focus:
            await self.go_to(self.navigator.key)

    # Commands

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        return palette.commands(self, screen)

    def action_safer_words(self, path: str) -> None:
        self.navigator.pane.take_safer_words(path)

    def action_help(self) -> None:
        from wizard.tui.dialogs.help import HelpDialog

        field = self.navigator.pane.focused_field
        self.push_screen(HelpDialog(field.question if field else None, self._hints()))

    @work
    async def action_search(self) -> None:
        from wizard.tui.dialogs.search import SearchDialog

        self.commit()
        result = await self.push_screen_wait(SearchDialog(self.session))
        if result is not None:
            await self.go_to_question(result.path, result.row)

    async def action_undo(self, back: bool) -> None:
        from wizard.formatting import describe_undo

        self.commit()
        with report_errors(self):
            edit = self.session.undo() if back else self.session.redo()
            if edit is None:
                self.notify(f"There is nothing to {'undo' if back else 'do again'}.")
                return
            was, now = (edit.after, edit.before) if back else (edit.before, edit.after)
            path, text = describe_undo(
                was, now, self.session.interview, undone=back, external=edit.external
            )
            if path:
                await self.go_to_question(path)
            self.notify(f"{text} {'Ctrl+Y does it again.' if back else 'Ctrl+Z undoes it.'}")

    def action_change_look(self, name: str) -> None:
        if self.no_color:
            self.notify("Your terminal asks for no colours (NO_COLOR), so there is only one look.")
            return
        self.theme = THEMES[name].name
        if not save_theme_name(name):
            self.notify("This look can't be kept for the next time.", severity="warning")

    def action_copy_marked(self) -> None:
        if not self._copy():
            self.notify(
                "Nothing is marked. Mark text with the mouse, or with Shift and the arrows."
            )

    def _copy(self) -> bool:
        focused = self.focused
        marked = focused.selected_text if isinstance(focused, Input | TextArea) else ""
        marked = marked or self.screen.get_selected_text() or ""
        if marked:
            self.copy_to_clipboard(marked)
        return bool(marked)

    # Saving and leaving

    def commit(self) -> None:
        """Put everything that is typed into the session; call it before saving or leaving."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Dialog):
                screen.commit()
            for field in screen.query(Field):
                field.commit()

    def action_save(self) -> None:
        self.commit()
        is_written = self.session.flush(1.0)
        if is_written or len(self.screen_stack) > 1:
            self.notify(status.save_message(self.session, is_written=is_written))
        else:
            self.save_conflicts.ask(leaving=False)

    async def action_quit(self) -> None:
        self.commit()
        if self.session.flush(2.0):
            self.exit(return_code=ExitCode.OK)
        elif self._warned_of == self.session.save_error:
            self.exit(return_code=ExitCode.NOT_SAVED)
        else:
            self._warned_of = self.session.save_error
            text = "Press Ctrl+Q again to leave all the same."
            self.notify(text, severity="error", timeout=WARNING_TIMEOUT_S)
            self.save_conflicts.ask(leaving=True)

    async def action_interrupt(self) -> None:
        if self._copy():
            return
        if self._is_interrupted:
            await self.action_quit()
            return
        self._is_interrupted = True
        self.set_timer(INTERRUPT_TIMEOUT_S, self._forget_interrupt)
        self.notify("Press Ctrl+C again to leave. Everything is saved.")

    def _forget_interrupt(self) -> None:
        self._is_interrupted = False

    def leave(self, exit_status: int) -> None:
        """Save and exit, once what was typed before has been processed."""
        self.requested_exit = exit_status
        # The terminal driver posts the message itself, after the last key that it has read.
        if not self.reads_terminal:
            self.post_message(messages.LeaveRequested(exit_status))

    async def on_leave_requested(self, message: messages.LeaveRequested) -> None:
        await self.key_queue.put(message)

    def save_now(self) -> bool:
        """Save what there is, from any thread; return whether the answers are in their file."""
        # The widgets may be gone already.
        with suppress(Exception):
            self.commit()
        is_saved = self.session.flush(1.5)
        if not is_saved:
            self.session.write_recovery()
        return is_saved

    def on_unmount(self) -> None:
        self.signals.ignore_signals()

    def _redraw_terminal(self) -> None:
        with self.suspend():
            pass

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the user's answers in it.
        self.panic()

    def panic(self, *_: Any) -> None:
        """Save and exit after an unexpected error, without what Textual would print."""
        self.crashed = True
        self.save_now()
        super().panic()
