"""The Textual app: layout, commands, and leaving."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, work
from textual.app import App, ComposeResult, SystemCommand
from textual.command import CommandPalette
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message
from textual.notifications import Notify
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea
from textual.worker import Worker

from wizard.checks import is_answered
from wizard.errors import ExitCode
from wizard.interview import load
from wizard.session import Session
from wizard.text import plural
from wizard.tui import actions, palette, status
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.key_queue import KeyQueue
from wizard.tui.messages import (
    AnswersUpdated,
    DialogClosed,
    DocumentsWritten,
    FindingsComputed,
    LeaveRequested,
    PlaceChosen,
    QuestionChosen,
    QuestionReached,
    SaveStateChanged,
    StepFinished,
)
from wizard.tui.navigation import Navigator
from wizard.tui.save_conflicts import SaveConflicts
from wizard.tui.screens.pane import report_errors
from wizard.tui.signals import SignalHandler
from wizard.tui.terminal import terminal_driver
from wizard.tui.theme import THEMES, load_theme_name, save_theme_name
from wizard.tui.widgets.bars import (
    HasHints,
    Hint,
    KeyBar,
    StatusLine,
    TooSmall,
    hint_items,
    is_too_small,
)
from wizard.tui.widgets.field import Field, QuestionField
from wizard.tui.widgets.focus import take_focus
from wizard.tui.widgets.preview import Preview
from wizard.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from wizard.tui.screens.export import ExportPane

# From this width, the preview stands beside the questions.
PREVIEW_COLUMNS = 120
# Delay after the last change before the checks run and the preview is rendered.
OVERVIEW_DELAY_S = 0.2
TERMINAL_CHECK_INTERVAL_S = 1.0
INTERRUPT_TIMEOUT_S = 3.0


class PolicyWizardApp(App[None]):
    """Shows a session: every change goes into it, and comes back from it."""

    TITLE = "Policy Wizard"
    CSS_PATH = ["wizard.tcss", "dialogs/dialog.tcss"]
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (PREVIEW_COLUMNS, "-wide")]
    BINDINGS = [*actions.BINDINGS]

    def __init__(self, session: Session) -> None:
        driver_class = terminal_driver(lambda: self.requested_exit)
        ansi_color = True if "NO_COLOR" in os.environ else None
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self.animation_level = "none"
        self.session = session
        self.navigator = Navigator(session)
        self.preview = Preview()
        self.key_queue = KeyQueue(self, self._deliver, self._search_workers)
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
        self._notification_is_passing = False
        self._overview_timer: Timer | None = None

    # Layout and state

    def compose(self) -> ComposeResult:
        yield StatusLine(id="top")
        yield Static(id="banner", markup=False)
        yield StatusLine(id="location")
        with Horizontal(id="middle"):
            yield StepList(id="steps")
            yield self.navigator
            with Container(id="page"):
                yield self.preview
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        for theme in THEMES.values():
            self.register_theme(theme)
        if not self.no_color and "TEXTUAL_THEME" not in os.environ:
            self.theme = THEMES[load_theme_name()].name
        self.session.subscribe(self._post_answers_updated)
        self.session.on_saved(self._post_save_state_changed)
        if not self.is_headless:
            self.signals.install()
            self.set_interval(TERMINAL_CHECK_INTERVAL_S, self.signals.check_terminal)
        target = self.navigator.pane.focus_target()
        if target is not None:
            take_focus(target)
        self._show_place()
        self.session.watch()
        self.save_conflicts.offer_recovery()

    def _post_answers_updated(self) -> None:
        self.post_message(AnswersUpdated())

    def _post_save_state_changed(self) -> None:
        # Called from the autosave thread.
        self.post_message(SaveStateChanged())

    def on_resize(self, event: events.Resize) -> None:
        for screen in self.screen_stack:
            screen.set_class(is_too_small(event.size), "-too-small")
        self._schedule_overview()

    def on_answers_updated(self) -> None:
        if not self._has_ended:
            self.navigator.pane.refresh_answers()
            self.navigator.pane.scroll_focus_visible()
            self._show_place()

    def on_save_state_changed(self) -> None:
        if not self._has_ended:
            self._show_status()
            self.save_conflicts.ask_about_change()

    def on_dialog_closed(self, message: DialogClosed) -> None:
        self.save_conflicts.ask_about_change()
        self.on_answers_updated()

    def on_command_palette_closed(self, message: CommandPalette.Closed) -> None:
        # The palette itself goes a moment later.
        self.call_later(self._show_keys)

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def on_row_highlighted(self) -> None:
        self._show_keys()

    def on_findings_computed(self, message: FindingsComputed) -> None:
        if self._has_ended:
            return
        self.screen_stack[0].query_one(StepList).show_progress(message.progress)
        if self.navigator.pane.show_findings(message.findings):
            self.navigator.pane.scroll_focus_visible()
            self._show_keys()

    def on_documents_written(self, message: DocumentsWritten) -> None:
        self.written += message.paths

    def on_pane_scrolled(self) -> None:
        self._show_location()

    @property
    def is_busy(self) -> bool:
        """Whether a key is being processed."""
        return self.key_queue.is_busy

    @property
    def _has_ended(self) -> bool:
        """Whether the app is closing: what arrives now can't be shown any more."""
        return not self.is_running or not self.screen_stack

    def _show_place(self) -> None:
        self._show_status()
        self._show_keys()
        steps = self.screen_stack[0].query_one(StepList)
        steps.show_places(self.navigator.places(), self.navigator.key)
        self._schedule_overview()

    def _show_status(self) -> None:
        screen = self.screen_stack[0]
        screen.query_one("#top", StatusLine).show(*status.title_line(self.session))
        text, banner = status.banner_text(self.session), screen.query_one("#banner", Static)
        banner.update(Content(f"! {text}"))
        banner.display = bool(text)
        self._show_location()

    def _show_location(self) -> None:
        if self._has_ended:
            return
        navigator, answers = self.navigator, self.session.answers
        left = sum(
            field.display and not is_answered(answers, field.question)
            for field in navigator.pane.fields
        )
        texts = status.location_line(
            navigator.place.label(navigator.last_step),
            navigator.place.label(),
            self.session,
            left,
            navigator.pane.hidden_question_title(),
        )
        self.screen_stack[0].query_one("#location", StatusLine).show(*texts)

    def _show_keys(self) -> None:
        if self._has_ended:
            return
        bar = self.screen_stack[0].query_one(KeyBar)
        if len(self.screen_stack) > 1:
            # A dialog shows its own keys.
            bar.show((), [actions.bar_item("quit")])
            return
        hidden = self._unavailable_actions()
        items = list(hint_items(self._hints()))
        return_to = None if isinstance(self.focused, StepList) else self.navigator.return_to
        if return_to is not None:
            items.insert(0, actions.bar_item("previous_step", f"back to: {return_to.title}"))
            hidden.add("previous_step")
        shown = [name for name in actions.KEY_BAR_ACTIONS if name not in hidden]
        items += map(actions.bar_item, shown)
        bar.show(items, map(actions.bar_item, actions.ALWAYS_SHOWN_ACTIONS))

    def _hints(self) -> tuple[Hint, ...]:
        focused = self.focused
        return focused.hints() if isinstance(focused, HasHints) else self.navigator.pane.hints()

    def _unavailable_actions(self) -> set[str]:
        """Return the commands that do nothing at this place."""
        navigator, field = self.navigator, self.question_field()
        hidden = {
            "previous_step": navigator.place is navigator.path[0],
            "next_step": navigator.place is navigator.path[-1] or navigator.is_off_path,
            "open_questions": navigator.key == "summary",
            "export": navigator.key == "export",
            "unsure": field is None,
            "safer_words": field is None or not field.has_safer_words,
        }
        return {action for action, is_hidden in hidden.items() if is_hidden}

    def _schedule_overview(self) -> None:
        """Run the checks and render the preview once the user pauses."""
        if self._overview_timer is not None:
            self._overview_timer.stop()
        self._overview_timer = self.set_timer(OVERVIEW_DELAY_S, self._update_overview)

    def _update_overview(self) -> None:
        if not self._has_ended:
            self.navigator.run_checks()
            if self.screen_stack[0].has_class("-page") or self.size.width >= PREVIEW_COLUMNS:
                sections = self.navigator.preview_sections()
                self.preview.render_sections(self.navigator.key, self.session.answers, sections)

    # Keys, notifications and what is typed

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key.startswith("alt+"):
            # Textual's Input would take Alt+Z for the letter.
            event.character = None
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if not self._has_ended:
                await self.key_queue.put(event)
        else:
            await super().on_event(event)

    def _search_workers(self, message: Message) -> list[Worker[Any]]:
        """Return the workers of a dialog that still search for what Enter is to choose."""
        is_enter = isinstance(message, events.Key) and message.key == "enter"
        if not is_enter or self._has_ended or not isinstance(self.screen, ModalScreen):
            return []
        return [
            worker
            for worker in self.workers
            if worker.node is self.screen and not worker.is_finished
        ]

    def on_notify(self, event: Notify) -> None:
        # One notification at a time: more would cover the answers.
        self.clear_notifications()
        notification = event.notification
        self._notification_is_passing = (
            notification.severity == "information"
            and notification.timeout <= self.NOTIFICATION_TIMEOUT
        )

    def on_question_left(self) -> None:
        if self._notification_is_passing:
            self.clear_notifications()

    def commit(self) -> None:
        """Put everything that is typed into the session; call it before saving or leaving."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Dialog):
                screen.commit()
            for field in screen.query(Field):
                field.commit()

    def question_field(self) -> QuestionField | None:
        """Return the question that has the focus."""
        nodes = self.focused.ancestors_with_self if self.focused else ()
        return next((node for node in nodes if isinstance(node, QuestionField)), None)

    # Navigation

    async def go_to(self, key: str, path: str = "") -> None:
        """Show a pane, and focus the question for `path` in it."""
        if not self._has_ended:
            self.commit()
            self.screen_stack[0].remove_class("-steps", "-page")
            await self.navigator.go_to(key, path)
            self._show_place()

    async def go_to_question(self, path: str, row: int | None = None) -> None:
        """Go to the question for `path`; in a table, to one of its rows."""
        self.commit()
        self.screen_stack[0].remove_class("-steps", "-page")
        await self.navigator.go_to_question(path, row)
        self._show_place()

    async def on_place_chosen(self, message: PlaceChosen) -> None:
        await self.go_to(message.place)
        if message.widget_id:
            for widget in self.navigator.pane.query(f"#{message.widget_id}"):
                if widget.focusable:
                    take_focus(widget)

    async def on_question_chosen(self, message: QuestionChosen) -> None:
        await self.go_to_question(message.path, message.row)

    async def on_step_finished(self, message: StepFinished) -> None:
        await self._go_by(1, at_start=True)

    def on_question_reached(self, message: QuestionReached) -> None:
        self.session.set_position(message.path)
        self._show_location()

    async def _go_by(self, offset: int, *, at_start: bool = False) -> None:
        self.commit()
        self.screen_stack[0].remove_class("-steps", "-page")
        await self.navigator.go_by(offset, at_start=at_start)
        self._show_place()

    async def action_next_step(self) -> None:
        await self._go_by(1)

    async def action_previous_step(self) -> None:
        await self._go_by(-1)

    async def action_open_questions(self) -> None:
        await self.go_to("summary")

    async def action_export(self) -> None:
        await self.go_to("export")

    def action_steps(self) -> None:
        self.screen.add_class("-steps")
        self.query_one(StepList).take_focus()

    async def action_page(self) -> None:
        if self.preview.has_focus:
            await self.go_to(self.navigator.key)
            return
        self.commit()
        self.screen.add_class("-page")
        self.preview.take_focus()
        self._update_overview()

    async def action_back_to_questions(self) -> None:
        if self.preview.has_focus or isinstance(self.focused, StepList):
            await self.go_to(self.navigator.key)

    # Commands for the question in focus

    def action_unsure(self) -> None:
        field = self.question_field()
        if field is not None:
            path = field.question.path
            field.commit()
            with report_errors(self):
                self.session.mark_unsure(path, path not in self.session.answers.unsure)

    def action_suggestion(self) -> None:
        field = self.question_field()
        if field is not None:
            field.commit()
            with report_errors(self):
                self.session.clear_answer(field.question.path)

    def action_example(self) -> None:
        field = self.question_field()
        if field is not None:
            field.editor.insert_example()

    def action_keep_suggestions(self) -> None:
        step = self.navigator.step
        if step is None:
            return
        self.commit()
        with report_errors(self):
            count = self.session.accept_suggestions(step)
            if count:
                self.notify(f"{plural(count, 'suggestion is', 'suggestions are')} your answer now.")
            else:
                self.notify("There is no suggestion left here.")

    def action_safer_words(self, path: str = "") -> None:
        from wizard.checks.wording import apply_suggestion

        field = self.question_field()
        if field is not None:
            field.commit()
            path = path or field.question.path
        findings = [finding for finding in self.session.findings() if finding.suggestion]
        selected = self.navigator.pane.selected_finding
        finding = next((found for found in findings if found.path == path), selected)
        if finding is None or not finding.suggestion:
            self.notify("No safer words are waiting here.")
            return
        done = "The safer words stand there now. Change what doesn't fit."
        try:
            self.session.set_answer(finding.path, apply_suggestion(self.session.answers, finding))
        except LookupError:
            self.notify("That sentence isn't there any more.")
        except ValueError as error:
            self.notify(str(error), severity="warning")
        else:
            if field is not None and field.question.path == finding.path:
                field.editor.note = done
                field.refresh_answer()
            else:
                self.notify(done)
            self.navigator.run_checks()

    # Other commands

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        return palette.commands(self, screen)

    def action_help(self) -> None:
        from wizard.tui.dialogs.help import HelpDialog

        field = self.question_field()
        self.push_screen(HelpDialog(field.question if field else None, self._hints()))

    @work
    async def action_search(self) -> None:
        from wizard.tui.dialogs.search import SearchDialog

        self.commit()
        result = await self.push_screen_wait(SearchDialog(self.session))
        if result is not None:
            await self.go_to_question(result.path, result.row)

    async def action_undo(self) -> None:
        await self._undo(back=True)

    async def action_redo(self) -> None:
        await self._undo(back=False)

    async def _undo(self, *, back: bool) -> None:
        """Undo or redo an edit, go to its question, and say what changed."""
        from wizard.formatting import describe_undo

        self.commit()
        with report_errors(self):
            edit = self.session.undo() if back else self.session.redo()
            if edit is None:
                nothing = "There is nothing to undo." if back else "There is nothing to do again."
                self.notify(nothing)
                return
            was, now = (edit.after, edit.before) if back else (edit.before, edit.after)
            path, text = describe_undo(
                was, now, self.session.interview, undone=back, external=edit.external
            )
            if path:
                await self.go_to_question(path)
            self.notify(f"{text} {'Ctrl+Y does it again.' if back else 'Ctrl+Z undoes it.'}")

    async def action_write_document(self, name: str) -> None:
        pane = await self._go_to_export()
        pane.write((name,))

    async def action_letterhead(self) -> None:
        pane = await self._go_to_export()
        pane.ask_for_letterhead()

    async def _go_to_export(self) -> "ExportPane":
        from wizard.tui.screens.export import ExportPane

        await self.go_to("export")
        return self.navigator.get_child_by_id("export", ExportPane)

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
            self.notify("Press Ctrl+Q again to leave all the same.", severity="error", timeout=20)
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
            self.post_message(LeaveRequested(exit_status))

    async def on_leave_requested(self, message: LeaveRequested) -> None:
        await self.key_queue.put(message)

    async def _deliver(self, message: Message) -> None:
        """Handle what the key queue releases."""
        if isinstance(message, LeaveRequested):
            self.commit()
            self.session.flush(1.0)
            self.exit(return_code=message.exit_status)
        elif isinstance(message, events.Event):
            await super().on_event(message)

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

    def panic(self, *renderables: Any) -> None:
        """Save and exit after an unexpected error; `renderables` may contain answers."""
        self.crashed = True
        self.save_now()
        super().panic()


def run(path: Path) -> int:
    """Run the wizard on an answers file; return the exit status.

    Raises:
        FileError: the file can't be used.
        QuestionsError: the questions can't be read.
    """
    session = Session(path, load())
    app = PolicyWizardApp(session)
    app.run()
    is_saved = session.close()
    recovery = None if is_saved else session.write_recovery()
    app.signals.restore()
    results, problems = status.farewell(
        session, app.written, is_saved=is_saved, crashed=app.crashed, recovery=recovery
    )
    status.print_lines(results, sys.stdout)
    status.print_lines(problems, sys.stderr)
    if not is_saved:
        return ExitCode.NOT_SAVED
    return ExitCode.USAGE_ERROR if app.crashed else app.return_code or ExitCode.OK
