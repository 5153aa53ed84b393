"""Asks the questions of the interview one after the other, and does what is typed instead of an answer."""

from contextlib import suppress
from functools import partial
from typing import Any

from wizard.answers.defaults import resolve_answer
from wizard.answers.fields import FieldKind, get_answer, is_set
from wizard.checks import Finding
from wizard.checks.model import find_question
from wizard.interview import Question, Step
from wizard.line_mode import rows
from wizard.line_mode.commands import COMMANDS, LITERAL, Command, command, literal
from wizard.line_mode.file_news import settle_news
from wizard.line_mode.reading import reader
from wizard.line_mode.talk import Talk
from wizard.line_mode.writing import write
from wizard.session import Session
from wizard.storage.autosave import SaveState


class Interviewer:
    """Goes through the questions with one owner."""

    def __init__(self, session: Session, talk: Talk) -> None:
        self._session = session
        self._talk = talk
        self._questions = session.interview.questions()
        self._step: Step | None = None
        self._told: set[int] = set()
        """The steps whose reason was said already."""
        self._safer: Finding | None = None
        self._problem = ""

    def run(self) -> None:
        """Ask, from where the owner left, until they leave.

        Raises:
            EndOfInputError: whoever typed has gone. All that was answered is with the session.
        """
        paths = [question.path for question in self._questions]
        left_at = self._session.answers.left_at
        at: int | None = paths.index(left_at) if left_at in paths else 0
        with suppress(rows.QuitError):
            while at is not None:
                at = self._visit(at) if at < len(self._questions) else self._finish()

    # One question

    def _visit(self, at: int) -> int | None:
        """Ask the question, if it applies; return which comes next, or None to leave."""
        question = self._questions[at]
        if not question.applies(self._session.answers):
            return at + 1
        self._session.set_position(question.path)
        self._announce(question)
        while True:
            settle_news(self._session, self._talk)
            typed = self._talk.listen()
            known = command(typed)
            if known is not None:
                to = self._obey(known, question, at)
                if to != at:
                    return to
            elif not typed or self._answer(question, typed):
                return at + 1

    def _announce(self, question: Question) -> None:
        say, session = self._talk.say, self._session
        step = session.interview.step_of(question.path)
        if step is not self._step:
            self._step = step
            say()
            say(f"Step {step.number} of 8: {step.title}." if step.number else f"{step.title}.")
            if step.number not in self._told:
                self._told.add(step.number)
                say(" ".join(step.why.split()))
        asked = [one for one in step.questions if one.applies(session.answers)]
        say()
        needed = " This one is needed." if question.essential else ""
        say(f"Question {asked.index(question) + 1} of {len(asked)}.{needed}")
        say(question.ask)
        say(" ".join(question.help.split()))
        self._say_answer(question)

    def _say_answer(self, question: Question) -> None:
        """Say what can be chosen, how the answer stands, and what to type."""
        say = self._talk.say
        decided, value = self._stands(question)
        if question.field.kind is FieldKind.TABLE:
            for line in rows.listed(question, self._session) or [
                "There is nothing on the list yet."
            ]:
                say(line, indent="   ")
            say(rows.how(question))
            return
        asked = reader(question, self._session)
        for line in asked.choices(value):
            say(line, indent="   ")
        if question.path in self._session.answers.unsure:
            say("You have put this question off.")
        elif decided:
            say(f"Your answer: {asked.told(value)}")
        elif question.field.is_empty(value):
            say("There is no answer yet.")
        else:
            say(f"Our suggestion: {asked.told(value)}")
        say(asked.how())

    def _stands(self, question: Question) -> tuple[bool, Any]:
        answers = self._session.answers
        decided = is_set(answers, question.path)
        return decided, get_answer(answers, question.path) if decided else resolve_answer(
            answers, question.path
        )

    def _answer(self, question: Question, typed: str) -> bool:
        """Take an answer; return whether to go on to the next question."""
        try:
            if question.field.kind is FieldKind.TABLE:
                if rows.act(question, self._session, self._talk, literal(typed)):
                    self._after(question)
                    self._say_answer(question)
                return False
            if question.field.kind is FieldKind.TEXT:
                typed = rows.gather(
                    self._talk, partial(self._session.set_answer, question.path), typed
                )
            asked = reader(question, self._session)
            explained = asked.explain(literal(typed))
            for line in explained:
                self._talk.say(line, indent="   ")
            if explained:
                return False
            self._session.set_answer(
                question.path, asked.read(literal(typed), self._stands(question)[1])
            )
        except ValueError as error:
            self._talk.say(str(error))
            return False
        return self._after(question)

    def _after(self, question: Question) -> bool:
        """Say what came of an answer; return whether there is nothing to think about first."""
        if question.field.kind is not FieldKind.TABLE:
            self._talk.say(
                f"Noted: {reader(question, self._session).told(self._stands(question)[1])}"
            )
        self._say_problem()
        found = [one for one in self._session.findings() if self._is_about(one, question)]
        for finding in found:
            self._talk.say(f"Please note: {finding.text}")
        self._safer = next((one for one in found if one.suggestion), None)
        if self._safer is not None and question.field.kind in (FieldKind.LINE, FieldKind.TEXT):
            self._talk.say(
                "Type safer to take those words, type other ones, or press Enter to go on."
            )
        elif found:
            self._talk.say("Type another answer, or press Enter to go on.")
        return not found

    def _is_about(self, finding: Finding, question: Question) -> bool:
        about = find_question(self._session.interview, finding.path)
        return about is question and finding.severity != "advice" and finding.rule != "open"

    def _say_problem(self) -> None:
        """Say why answers can't be saved, once for each reason, and when they can be again."""
        self._session.flush(1.0)
        problem = self._session.save_error if self._session.save_state is SaveState.FAILED else ""
        if problem != self._problem:
            self._problem = problem
            self._talk.say(f"Not saved: {problem}" if problem else "Your answers are saved again.")

    # Commands

    def _obey(self, known: Command, question: Question, at: int) -> int | None:
        """Do what was asked for; return which question comes next, or None to leave."""
        session = self._session
        match known.name:
            case "quit":
                return None
            case "skip":
                return at + 1
            case "back":
                return self._before(at)
            case "go":
                return self._first_of(int(known.rest[:3]), at)
            case "?":
                self._help(question)
            case "example":
                self._talk.say(
                    f"For example: {question.example}"
                    if question.example
                    else "There is no example here."
                )
            case "open":
                self._say_open()
            case "write":
                write(session, self._talk)
            case _:
                try:
                    return at + 1 if self._change(known.name, question) else at
                except ValueError as error:
                    self._talk.say(str(error))
        return at

    def _change(self, name: str, question: Question) -> bool:
        """Change how the answer stands; return whether to go on."""
        session, path = self._session, question.path
        if name == "unsure":
            session.mark_unsure(path, unsure=True)
            self._talk.say("Put off. It is on the list of what's open.")
            return True
        if name == "clear":
            session.clear_answer(path)
            self._say_answer(question)
            return False
        if name == "safer":
            if (
                self._safer is None
                or self._safer.path != path
                or question.field.kind not in (FieldKind.LINE, FieldKind.TEXT)
            ):
                self._talk.say("There are no safer words to take here.")
                return False
            session.set_answer(path, self._safer.suggestion)
            return self._after(question)
        decided, value = self._stands(question)
        if decided or question.field.is_empty(value):
            self._talk.say("There is no suggestion of ours to keep here.")
            return False
        session.set_answer(path, value)
        return self._after(question)

    def _help(self, question: Question) -> None:
        say = self._talk.say
        if question.field.kind is FieldKind.TABLE:
            say(rows.how(question))
        else:
            say(reader(question, self._session).how())
        say("These words do something at any question:")
        for word, what in COMMANDS.items():
            say(f"  {word}: {what}", indent="    ")
        say(f"If one of them is your answer, type {LITERAL} before it: {LITERAL}skip.")

    def _before(self, at: int) -> int:
        for before in range(at - 1, -1, -1):
            if self._questions[before].applies(self._session.answers):
                return before
        self._talk.say("This is the first question.")
        return at

    def _first_of(self, number: int, at: int) -> int:
        for step in self._session.interview.steps:
            if step.number == number:
                return self._questions.index(step.questions[0])
        self._talk.say("There are the steps 1 to 8; 0 is about your business.")
        return at

    def _say_open(self) -> None:
        say, session = self._talk.say, self._session
        progress = session.progress()
        say(f"{progress.answered} of {progress.asked} questions have an answer of yours.")
        for path in progress.essential_open:
            say(f"Needed: {self._where(path)}", indent="  ")
        for finding in session.findings():
            if finding.severity != "advice" and finding.rule != "open":
                say(f"{self._where(finding.path)} {finding.text}", indent="  ")
        for path in session.answers.unsure:
            if path not in progress.essential_open:
                say(f"Put off: {self._where(path)}", indent="  ")
        if not progress.essential_open:
            say("No question that a policy can't do without is open.")

    def _where(self, path: str) -> str:
        question = find_question(self._session.interview, path)
        if question is None:
            return "Your answers:"
        return f"{self._session.interview.step_of(question.path).numbered_title}: {question.ask}"

    def _finish(self) -> int | None:
        """Say that all has been asked, and what can be done now; return which question comes next, or None to leave."""
        self._talk.say()
        self._talk.say("That was the last question.")
        self._say_open()
        last = len(self._questions)
        while True:
            self._talk.say(
                "Type write to write the documents, go 3 for a step, back, open, or quit."
            )
            known = command(self._talk.listen())
            if known is None or known.name == "quit":
                if known is not None:
                    return None
            elif known.name == "write":
                write(self._session, self._talk)
            elif known.name == "open":
                self._say_open()
            elif known.name in ("back", "go"):
                to = (
                    self._before(last)
                    if known.name == "back"
                    else self._first_of(int(known.rest[:3]), last)
                )
                if to != last:
                    self._step = None
                    return to
