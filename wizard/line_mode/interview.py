"""Asks the questions one after the other, and runs the commands typed instead of answers."""

from contextlib import suppress
from functools import partial
from typing import Any

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks import Finding
from wizard.checks.model import find_question
from wizard.errors import UserError
from wizard.interview import Question, Step
from wizard.line_mode.conflicts import resolve_external_change
from wizard.line_mode.console import COMMANDS, ESCAPE, Console, QuitError, parse_command
from wizard.line_mode.prompts import Prompt
from wizard.line_mode.tables import TableEditor
from wizard.session import Session
from wizard.storage.autosave import SaveState
from wizard.storage.paths import answers_folder

FLUSH_TIMEOUT_S = 1.0


class Interviewer:
    """Goes through the questions with a user."""

    def __init__(self, session: Session, console: Console) -> None:
        self._session = session
        self._console = console
        self._say = console.say
        self._questions = session.interview.questions()
        self._step: Step | None = None
        self._introduced_steps: set[int] = set()
        self._safer: Finding | None = None
        self._save_error = ""

    def run(self) -> None:
        """Ask, from where the user left, until they leave.

        Raises:
            EndOfInputError: there are no more lines; all answers are in the session.
        """
        paths = [question.path for question in self._questions]
        left_at = self._session.answers.left_at
        index = paths.index(left_at) if left_at in paths else 0
        with suppress(QuitError):
            while True:
                is_question = index < len(self._questions)
                index = self._ask(index) if is_question else self._finish()

    def _ask(self, index: int) -> int:
        """Ask a question, if it applies, and return the index of the next one."""
        question = self._questions[index]
        if not question.applies(self._session.answers):
            return index + 1
        self._session.set_position(question.path)
        self._introduce(question)
        while True:
            resolve_external_change(self._session, self._console)
            text = self._console.read_line()
            command = parse_command(text)
            if command is not None:
                target = self._run_command(*command, index)
                if target != index:
                    return target
            elif not text or self._answer(question, text):
                return index + 1

    def _introduce(self, question: Question) -> None:
        step = self._session.interview.step_of(question.path)
        if step is not self._step:
            self._step = step
            self._say()
            self._say(
                f"Step {step.number} of 8: {step.title}." if step.number else f"{step.title}."
            )
            if step.number not in self._introduced_steps:
                self._introduced_steps.add(step.number)
                self._say(" ".join(step.why.split()))
        asked = [item for item in step.questions if item.applies(self._session.answers)]
        needed = " This one is needed." if question.essential else ""
        self._say()
        self._say(f"Question {asked.index(question) + 1} of {len(asked)}.{needed}")
        self._say(question.ask)
        self._say(" ".join(question.help.split()))
        self._show_answer(question)

    def _show_answer(self, question: Question) -> None:
        """Print the choices, the present answer, and what to type."""
        if question.field.kind is FieldKind.TABLE:
            editor = self._table_editor(question)
            editor.print_rows("There is nothing on the list yet.")
            self._say(editor.hint)
            return
        value, prompt = self._value(question), Prompt(question, self._session)
        for line in prompt.choices(value):
            self._say(line, indent="   ")
        if question.path in self._session.answers.unsure:
            self._say("You have put this question off.")
        elif is_set(self._session.answers, question.path):
            self._say(f"Your answer: {prompt.format(value)}")
        elif question.field.is_empty(value):
            self._say("There is no answer yet.")
        else:
            self._say(f"Our suggestion: {prompt.format(value)}")
        self._say(prompt.hint)

    def _table_editor(self, question: Question) -> TableEditor:
        return TableEditor(question, self._session, self._console)

    def _value(self, question: Question) -> Any:
        """Return the answer, or the suggestion while there is none."""
        answers, path = self._session.answers, question.path
        return get_answer(answers, path) if is_set(answers, path) else resolve_answer(answers, path)

    def _answer(self, question: Question, text: str) -> bool:
        """Save an answer; return whether to go on to the next question."""
        try:
            if question.field.kind is FieldKind.TABLE:
                if self._table_editor(question).run_command(text.removeprefix(ESCAPE)):
                    self._react(question)
                    self._show_answer(question)
                return False
            if question.field.kind is FieldKind.TEXT:
                save = partial(self._session.set_answer, question.path)
                self._console.read_text(text, save)
                return self._react(question)
            prompt, text = Prompt(question, self._session), text.removeprefix(ESCAPE)
            explanation = prompt.explain(text)
            for line in explanation:
                self._say(line, indent="   ")
            if explanation:
                return False
            self._session.set_answer(question.path, prompt.parse(text, self._value(question)))
        except ValueError as error:
            self._say(str(error))
            return False
        return self._react(question)

    def _react(self, question: Question) -> bool:
        """Print the saved answer and its findings; return whether there are none."""
        if question.field.kind is not FieldKind.TABLE:
            prompt = Prompt(question, self._session)
            self._say(f"Noted: {prompt.format(self._value(question))}")
        self._print_save_error()
        findings = [
            finding
            for finding in self._session.findings()
            if finding.severity != "advice"
            and finding.rule != "open"
            and find_question(self._session.interview, finding.path) is question
        ]
        for finding in findings:
            self._say(f"Please note: {finding.text}")
        self._safer = next((finding for finding in findings if finding.suggestion), None)
        if self._safer is not None and self._takes_words(question):
            self._say("Type safer to take those words, type other ones, or press Enter to go on.")
        elif findings:
            self._say("Type another answer, or press Enter to go on.")
        return not findings

    @staticmethod
    def _takes_words(question: Question) -> bool:
        return question.field.kind in (FieldKind.LINE, FieldKind.TEXT)

    def _print_save_error(self) -> None:
        """Print why answers can't be saved, once for each reason, and when they can be again."""
        session = self._session
        session.flush(FLUSH_TIMEOUT_S)
        error = session.save_error if session.save_state is SaveState.FAILED else ""
        if error != self._save_error:
            self._save_error = error
            self._say(f"Not saved: {error}" if error else "Your answers are saved again.")

    def _run_command(self, name: str, argument: str, index: int) -> int:
        """Run a command at a question; return the index of the next question."""
        question = self._questions[index]
        match name:
            case "quit":
                raise QuitError
            case "skip":
                return index + 1
            case "back":
                return self._previous(index)
            case "go":
                return self._first_of_step(int(argument[:3]), index)
            case "?":
                self._help(question)
            case "example":
                example = f"For example: {question.example}"
                self._say(example if question.example else "There is no example here.")
            case "open":
                self._print_open()
            case "write":
                self._export()
            case _:
                try:
                    return index + 1 if self._change(name, question) else index
                except ValueError as error:
                    self._say(str(error))
        return index

    def _change(self, name: str, question: Question) -> bool:
        """Run a command that changes the answer; return whether to go on."""
        session, path = self._session, question.path
        if name == "unsure":
            session.mark_unsure(path, unsure=True)
            self._say("Put off. It is on the list of what's open.")
            return True
        if name == "clear":
            session.clear_answer(path)
            self._show_answer(question)
            return False
        value = self._value(question)
        if name == "safer":
            safer = self._safer
            if safer is None or safer.path != path or not self._takes_words(question):
                self._say("There are no safer words to take here.")
                return False
            value = safer.suggestion
        elif is_set(session.answers, path) or question.field.is_empty(value):
            self._say("There is no suggestion of ours to keep here.")
            return False
        session.set_answer(path, value)
        return self._react(question)

    def _help(self, question: Question) -> None:
        is_table = question.field.kind is FieldKind.TABLE
        asker = self._table_editor(question) if is_table else Prompt(question, self._session)
        self._say(asker.hint)
        self._say("These words do something at any question:")
        self._console.print_commands(COMMANDS)

    def _previous(self, index: int) -> int:
        for previous in range(index - 1, -1, -1):
            if self._questions[previous].applies(self._session.answers):
                return previous
        self._say("This is the first question.")
        return index

    def _first_of_step(self, number: int, index: int) -> int:
        for step in self._session.interview.steps:
            if step.number == number:
                return self._questions.index(step.questions[0])
        self._say("There are the steps 1 to 8; 0 is about your business.")
        return index

    def _print_open(self) -> None:
        session, progress = self._session, self._session.progress()
        self._say(f"{progress.answered} of {progress.asked} questions have an answer of yours.")
        for path in progress.essential_open:
            self._say(f"Needed: {self._where(path)}", indent="  ")
        for finding in session.findings():
            if finding.severity != "advice" and finding.rule != "open":
                self._say(f"{self._where(finding.path)} {finding.text}", indent="  ")
        for path in session.answers.unsure:
            if path not in progress.essential_open:
                self._say(f"Put off: {self._where(path)}", indent="  ")
        if not progress.essential_open:
            self._say("No question that a policy can't do without is open.")

    def _where(self, path: str) -> str:
        question = find_question(self._session.interview, path)
        if question is None:
            return "Your answers:"
        step = self._session.interview.step_of(question.path)
        return f"{step.numbered_title}: {question.ask}"

    def _export(self) -> None:
        """Write the policy and the crisis plan beside the answers; print where each is."""
        from wizard.documents.export import export
        from wizard.documents.formats import find_letterhead
        from wizard.documents.omissions import describe_omissions, find_omissions

        session = self._session
        letterhead = find_letterhead(session.path, session.answers.letterhead)
        try:
            result = export(session.answers, answers_folder(session.path), letterhead=letterhead)
        except (UserError, OSError) as error:
            self._say(str(error))
            return
        for file in result.written:
            self._say(f"Written: {file.path}")
        for note in result.notes:
            self._say(note)
        if omitted := describe_omissions(find_omissions(session.answers, session.interview)):
            self._say(omitted)
        if any(finding.severity == "error" for finding in session.findings()):
            self._say("They are drafts: type open to hear what keeps them from being right.")
        self._say(
            "Read them through before you hand them on. This is no legal advice; ask a lawyer to "
            "read them too."
        )

    def _finish(self) -> int:
        """Print what can be done after the last question; return the index of the next one."""
        self._say()
        self._say("That was the last question.")
        self._print_open()
        end = index = len(self._questions)
        while index == end:
            self._say("Type write to write the documents, go 3 for a step, back, open, or quit.")
            name, argument = parse_command(self._console.read_line()) or ("", "")
            if name == "quit":
                raise QuitError
            if name == "write":
                self._export()
            elif name == "open":
                self._print_open()
            elif name == "back":
                index = self._previous(end)
            elif name == "go":
                index = self._first_of_step(int(argument[:3]), end)
        self._step = None
        return index
