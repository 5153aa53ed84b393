"""The app: the commands that work everywhere, and leaving, asked or not."""

import asyncio
import contextlib
import gc
import sys
from pathlib import Path

from textual.command import Provider

from wizard.errors import ExitCode
from wizard.interview import load
from wizard.search import SearchResult
from wizard.session import ReadOnlyError, Session
from wizard.tui import actions, status, theme_setting, undo
from wizard.tui.frame import Frame
from wizard.tui.messages import DialogClosed, QuestionChosen
from wizard.tui.navigation import step_key
from wizard.tui.save_conflicts import SaveConflicts
from wizard.tui.signals import SignalHandler
from wizard.tui.terminal import forgive_bad_bytes, hold_back_turned_text, take_pastes_whole

LOOK_AT_TERMINAL = 1.0
"""Seconds between two looks whether the terminal is still there."""


def _palette() -> type[Provider]:
    """Return what the palette offers; imported when it opens first."""
    from wizard.tui.palette import Palette

    return Palette


class PolicyWizardApp(Frame):
    """The frame, with everything that a key or the palette can ask of it."""

    COMMANDS = {_palette}
    BINDINGS = [*actions.bindings(), ("escape", "hide_steps", ""), actions.INTERRUPT]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.crash: BaseException | None = None
        self._leaving = SignalHandler(
            self.leave, self._rescue, self._save_before_sleep, self._set_up_again
        )
        self._trouble = SaveConflicts(
            self, session, lambda: self.exit(return_code=ExitCode.NOT_SAVED)
        )
        self._warned = ""

    def on_mount(self) -> None:
        """Listen to signals, and look out for a terminal that goes away without one."""
        if not self.is_headless:
            self._leaving.install(asyncio.get_running_loop())
            self.set_interval(LOOK_AT_TERMINAL, self._leaving.check_terminal)

    # What happens to the file

    async def _show_steps(self) -> None:
        """Then, look after the file from now on, and offer what could not be saved last time."""
        await super()._show_steps()
        if not self._steps.is_attached:  # the owner has left already
            return
        self.session.watch()
        unsaved = self.session.find_recovery()
        if unsaved is not None:
            self._trouble.ask_about_unsaved(unsaved)

    def _show_saved(self) -> None:
        super()._show_saved()
        if not self._has_left:
            self._trouble.ask_about_news()

    def on_dialog_closed(self, message: DialogClosed) -> None:
        """Ask what could not be asked over another dialog."""
        self._trouble.ask_about_news()

    # Commands

    async def action_next_step(self) -> None:
        """Go to the next pane."""
        await self._go_by(1)

    async def action_previous_step(self) -> None:
        """Go to the pane before."""
        await self._go_by(-1)

    def action_steps(self) -> None:
        """Focus the list of steps; in a narrow window it shows only now."""
        if not self._steps.is_attached:  # it comes right after the first picture
            return
        self.screen.add_class("-steps")
        self._show_marks()
        self._steps.take_focus()

    async def action_hide_steps(self) -> None:
        """Go back from the list of steps, or from the policy."""
        if self._steps.has_focus or (self._page is not None and self._page.has_focus):
            await self.go_to_place(self._here)

    async def action_page(self) -> None:
        """Go to the policy, to read on in it; in a narrow window it shows only now. A second time, go back."""
        if self._page is not None and self._page.has_focus:
            await self.go_to_place(self._here)
            return
        self.collect()
        await self._go_to_page()

    async def action_open_questions(self) -> None:
        """Show what is open."""
        await self.go_to_place("summary")

    async def action_export(self) -> None:
        """Show the pane that writes the documents."""
        await self.go_to_place("export")

    def action_unsure(self) -> None:
        """Put the question off, or take that back."""
        field = self.question_field()
        if field is not None:
            field.commit()
            path = field.question.path
            try:
                self.session.mark_unsure(path, path not in self.session.answers.unsure)
            except ReadOnlyError as error:
                self.notify(str(error), severity="warning")

    def action_suggestion(self) -> None:
        """Drop the answer; our suggestion stands in."""
        field = self.question_field()
        if field is not None:
            field.commit()
            try:
                self.session.clear_answer(field.question.path)
            except ReadOnlyError as error:
                self.notify(str(error), severity="warning")

    def action_safer_words(self, path: str = "") -> None:
        """Put safer words in the place of those that a check found, at this question or on the row of a list."""
        from wizard.checks.wording import apply_suggestion

        field = self.question_field()
        if field is not None:
            field.commit()
        path = path or (field.question.path if field else "")
        pane = self._panes[self._here]
        here = (one for one in self.session.findings() if one.suggestion and one.path == path)
        finding = next(here, None) if path else pane.chosen
        if finding is not None and not finding.suggestion:
            finding = None
        if finding is None:
            self.notify("No safer words are waiting here.")
            return
        try:
            self.session.set_answer(finding.path, apply_suggestion(self.session.answers, finding))
        except LookupError:
            self.notify("That sentence isn't there any more.")
        except ValueError as error:
            self.notify(str(error), severity="warning")
        else:
            done = "The safer words stand there now. Change what doesn't fit."
            if field is not None and field.question.path == finding.path:
                field.editor.note = done
                field.refresh_answer()
            else:
                self.notify(done)
            self._tell_found(self.session.findings())

    def action_keep_suggestions(self) -> None:
        """Make all that we suggest in this step the owner's answers."""
        step = next(
            (step for step in self.session.interview.steps if step_key(step) == self._here), None
        )
        if step is None:
            return
        self.collect()
        try:
            kept = self.session.accept_suggestions(step)
        except ReadOnlyError as error:
            self.notify(str(error), severity="warning")
            return
        what = {0: "There is no suggestion left here.", 1: "One suggestion is your answer now."}
        self.notify(what.get(kept, f"{kept} suggestions are your answers now."))

    def action_example(self) -> None:
        """Write the question's example into its line."""
        field = self.question_field()
        if field is not None:
            field.editor.insert_example()

    def action_help(self) -> None:
        """Show help for the question, and all keys."""
        from wizard.tui.dialogs.help import HelpDialog

        field = self.question_field()
        hints = status.hints(self.focused, self._panes.get(self._here))
        self.push_screen(HelpDialog(field.question if field else None, hints))

    def action_save(self) -> None:
        """Save now, and say where; or ask what to do if that can't be."""
        self.collect()
        written = self.session.flush(1.0)
        if written or len(self.screen_stack) > 1:
            self.notify(status.after_saving(self.session, written=written))
        else:
            self._trouble.ask(leaving=False)

    async def action_quit(self) -> None:
        """Save and leave; if that can't be saved, ask first what to do. A second time means it."""
        self.collect()
        if self.session.flush(2.0):
            self.exit(return_code=ExitCode.OK)
        elif self._warned == self.session.save_error:
            self.exit(return_code=ExitCode.NOT_SAVED)
        else:
            self._warned = self.session.save_error
            self.notify("Press Ctrl+Q again to leave all the same.", severity="error", timeout=20)
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self._trouble.ask(leaving=True)

    async def action_undo(self) -> None:
        """Take back the last step, and go to where it was."""
        await undo.travel(self, back=True)

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        await undo.travel(self, back=False)

    async def write_document(self, name: str) -> None:
        """Write one document of the catalogue, and show how that went."""
        from wizard.tui.screens.export import ExportPane

        await self.go_to_place("export")
        pane = self._panes["export"]
        if isinstance(pane, ExportPane):
            pane.write((name,))

    async def choose_letterhead(self) -> None:
        """Ask for the letterhead, where the documents are written."""
        from wizard.tui.screens.export import ExportPane

        await self.go_to_place("export")
        pane = self._panes["export"]
        if isinstance(pane, ExportPane):
            pane.ask_for_letterhead()

    def change_look(self, name: str) -> None:
        """Show everything dark or light, the next time too."""
        if self.no_color:
            self.notify("Your terminal asks for no colours (NO_COLOR), so there is only one look.")
            return
        self.theme = theme_setting.THEMES[name].name
        if not theme_setting.save_theme_name(name):
            self.notify("This look can't be kept for the next time.", severity="warning")

    def action_search(self) -> None:
        """Search questions and answers."""
        from wizard.tui.dialogs.search import SearchDialog

        self.collect()

        def go(result: SearchResult | None) -> None:
            if result is not None:
                self.post_message(QuestionChosen(result.path, result.row))

        self.push_screen(SearchDialog(self.session), go)

    def action_copy_marked(self) -> None:
        """Copy what is marked."""
        if not self._copy():
            self.notify(
                "Nothing is marked. Mark text with the mouse, or with Shift and the arrows."
            )

    def _copy(self) -> bool:
        marked = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
        return bool(marked)

    async def action_interrupt(self) -> None:
        """Copy what is marked; else leave, if it is pressed twice."""
        if self._copy():
            return
        if self._warned == "ctrl+c":
            await self.action_quit()
        else:
            self._warned = "ctrl+c"
            self.set_timer(3.0, self._forget_warning)
            self.notify("Press Ctrl+C again to leave. Everything is saved.")

    def _forget_warning(self) -> None:
        self._warned = ""

    # Leaving without being asked

    def on_unmount(self) -> None:
        """Let nothing cut short what is done last."""
        self._leaving.finish()

    def give_signals_back(self) -> None:
        """Have signals do again what they did before the wizard began."""
        self._leaving.uninstall()

    def leave(self, status_code: int, patience: int = 20) -> None:
        """End in good order though the owner didn't ask: what was typed until now counts, and is saved."""
        if patience and (
            self._typeahead.busy or patience == 20
        ):  # what was typed before the signal counts
            asyncio.get_running_loop().call_later(0.03, self.leave, status_code, patience - 1)
            return
        self.collect()
        self.session.flush(1.0)
        self.exit(return_code=status_code)

    def _rescue(self) -> bool:
        """Save what there is, from any thread; return whether it is where it belongs."""
        with contextlib.suppress(Exception):  # the screen may be gone already
            self.collect()
        saved = self.session.flush(1.5)
        if not saved:
            self.session.write_recovery()
        return saved

    def _save_before_sleep(self) -> None:
        """Save before the program is stopped for a while, as by Ctrl+Z: who knows whether it wakes up."""
        with contextlib.suppress(Exception):
            self.collect()
        self.session.flush(1.0)

    def _set_up_again(self) -> None:
        """Leave the screen and enter it again, with all that is to be seen on it."""
        if self._driver is not None:
            self._driver.suspend_application_mode()
            self._driver.resume_application_mode()
            self.refresh(layout=True)

    def _handle_exception(self, error: Exception) -> None:
        """Remember what went wrong, and what was typed."""
        self.crash = self.crash or error
        super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:
        """End as after any other fault: what Textual would print may hold answers."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """End without Textual's report: it would print the answers."""
        with contextlib.suppress(Exception):
            self.collect()
        self.session.flush(1.0)
        self._close_messages_no_wait()


def run(path: Path) -> int:
    """Show the wizard for the answers in `path`; return the exit status.

    Raises:
        FileError: the file can't be used.
    """
    sys.setswitchinterval(
        0.001
    )  # while the saver's thread works, a key waits 1 ms for its turn, not 5
    gc.disable()  # a collection in mid-start costs 30 ms and finds nothing; it is on again after the first picture
    forgive_bad_bytes()
    take_pastes_whole()
    hold_back_turned_text()
    session = Session(path, load())
    app = PolicyWizardApp(session)
    app.run()
    saved = session.close()
    kept = None if saved else session.write_recovery()
    app.give_signals_back()
    crashed = app.crash is not None
    results, complaints = status.goodbye(
        session, app.written, saved=saved, kept=kept, crashed=crashed
    )
    status.say(results, sys.stdout)
    status.say(complaints, sys.stderr)
    if not saved:
        return ExitCode.NOT_SAVED
    return ExitCode.USAGE_ERROR if crashed else app.return_code or ExitCode.OK
