"""Pane that lists what is still open; each row leads to its question."""

from dataclasses import dataclass

from textual.content import Content

from wizard.answers.fields import is_set
from wizard.checks.model import Finding, find_question
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.messages import QuestionChosen
from wizard.tui.screens.grouped import Entry, GroupedPane
from wizard.tui.widgets.option_list import HangingIndent


@dataclass(frozen=True)
class _Row:
    question: Question
    reason: str = ""
    finding: Finding | None = None


class SummaryPane(GroupedPane):
    """Needed questions first, then problems, advice, postponed and unanswered questions."""

    HINTS = (("↑↓", "move", "down"), ("Enter", "go to the question", "enter"))

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "What's open")
        self._rows: list[_Row] = []

    def refresh_answers(self) -> None:
        groups = self._groups()
        self._rows = [row for rows in groups.values() for row in rows]
        self.fill(
            [
                (f"{title} ({len(rows)})", [self._entry(row) for row in rows])
                for title, rows in groups.items()
            ]
        )
        needed, problems, *_ = groups.values()
        if not self._rows:
            text = "Nothing is open. No known risk found. You can write the documents: press F5."
        elif needed or problems:
            text = "Enter takes you to the question. The step's number stands in front."
        else:
            text = (
                "Nothing here keeps you from writing the documents (F5). "
                "Enter takes you to a question."
            )
        self.show_message(text)

    @property
    def selected_finding(self) -> Finding | None:
        index = self.entry_index()
        return None if index is None else self._rows[index].finding

    def _entry(self, row: _Row) -> Entry:
        path = row.question.path
        number = self.session.interview.step_of(path).number or "·"
        reason = (f"  {row.reason}", "$foreground-muted") if row.reason else ""
        prompt = HangingIndent(
            Content.styled(f" {number}  ", "$text-accent"),
            Content.assemble(row.question.ask, reason),
        )
        return Entry(prompt, lambda: self.post_message(QuestionChosen(path)))

    def _groups(self) -> dict[str, list[_Row]]:
        answers, interview = self.session.answers, self.session.interview
        needed = self.session.progress().essential_open
        problems: list[_Row] = []
        advice: list[_Row] = []
        for finding in self.session.findings():
            question = find_question(interview, finding.path)
            if question and question.path not in needed and finding.rule != "unsure":
                rows = advice if finding.severity == "advice" else problems
                rows.append(_Row(question, _reason(finding), finding))
        asked = [question for question in interview.questions() if question.applies(answers)]
        listed = {*needed, *(row.question.path for row in problems)}
        unsure = [
            _Row(question)
            for question in asked
            if question.path in answers.unsure and question.path not in listed
        ]
        listed |= {row.question.path for row in (*unsure, *advice)}
        return {
            "A policy can't do without": [
                _Row(
                    interview.question(path), "You don't know yet" if path in answers.unsure else ""
                )
                for path in needed
            ],
            "To put right": problems,
            "Could be better": advice,
            "You don't know yet": unsure,
            "Not answered: our suggestion stands, or it is left out": [
                _Row(question)
                for question in asked
                if question.path not in listed and not is_set(answers, question.path)
            ],
        }


def _reason(finding: Finding) -> str:
    return f"{finding.text} Alt+W takes the safer words." if finding.suggestion else finding.text
