"""What is still open: a list whose rows lead to the questions."""

from dataclasses import dataclass

from textual.content import Content

from wizard.answers.fields import is_set
from wizard.checks.model import Finding, find_question
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.messages import QuestionChosen
from wizard.tui.screens.grouped import Entry, GroupedPane
from wizard.tui.widgets.option_list import HangingIndent

MOST = 200
"""How many rows of a kind are listed; thousands would take a second to lay out, and nobody reads them."""


@dataclass(frozen=True)
class _Row:
    """A row of the list: where it leads, and why it stands there."""

    question: Question
    why: str = ""
    finding: Finding | None = None


class SummaryPane(GroupedPane):
    """Must-haves first, then what is wrong, what could be better, what was put off, and what nobody has looked at."""

    HINTS = (("↑↓", "move", "down"), ("Enter", "go to the question", "enter"))

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key, session, "What's open")
        self._rows: list[_Row] = []
        self._seen: object = None

    def renew(self) -> None:
        """Show the list as it is now."""
        if self._seen is not self.session.answers:
            self._seen = self.session.answers
            self._show()

    @property
    def chosen(self) -> Finding | None:
        """What was found on the highlighted row, if anything."""
        at = self.number_of_row()
        return self._rows[at].finding if at is not None else None

    def _show(self) -> None:
        groups = self._groups()
        self._rows = [row for _, rows in groups for row in rows[:MOST]]
        self.fill(
            [
                (_heading(title, len(rows)), [self._entry(row) for row in rows[:MOST]])
                for title, rows in groups
            ]
        )
        must, wrong = len(groups[0][1]), len(groups[1][1])
        self.say(_headline(must, wrong, len(self._rows)))

    def _entry(self, row: _Row) -> Entry:
        step = self.session.interview.step_of(row.question.path)
        mark = Content.styled(f" {step.number or '·'}  ", "$text-accent")
        words = Content.assemble(
            row.question.ask, (f"  {row.why}", "$foreground-muted") if row.why else ""
        )
        return Entry(
            HangingIndent(mark, words), lambda: self.post_message(QuestionChosen(row.question.path))
        )

    def _groups(self) -> list[tuple[str, list[_Row]]]:
        answers, interview = self.session.answers, self.session.interview
        essential = self.session.progress().essential_open
        put_off = "You don't know yet"
        must = [
            _Row(interview.question(path), put_off if path in answers.unsure else "")
            for path in essential
        ]
        wrong: list[_Row] = []
        better: list[_Row] = []
        for finding in self.session.findings():
            question = find_question(interview, finding.path)
            if question and question.path not in essential and finding.rule != "unsure":
                group = better if finding.severity == "advice" else wrong
                group.append(_Row(question, _told(finding), finding))
        asked = [question for question in interview.questions() if question.applies(answers)]
        seen = {*essential, *(row.question.path for row in wrong)}
        unsure = [_Row(one) for one in asked if one.path in answers.unsure and one.path not in seen]
        seen |= {row.question.path for row in (*unsure, *better)}
        rest = [
            _Row(one) for one in asked if one.path not in seen and not is_set(answers, one.path)
        ]
        return [
            ("A policy can't do without", must),
            ("To put right", wrong),
            ("Could be better", better),
            ("You don't know yet", unsure),
            ("Not answered: our suggestion stands, or it is left out", rest),
        ]


def _heading(title: str, count: int) -> str:
    return (
        f"{title} ({count})" if count <= MOST else f"{title} ({count}; these are the first {MOST})"
    )


def _told(finding: Finding) -> str:
    return f"{finding.text} Alt+W takes the safer words." if finding.suggestion else finding.text


def _headline(must: int, wrong: int, rows: int) -> str:
    if not rows:
        return "Nothing is open. No known risk found. You can write the documents: press F5."
    if must or wrong:
        return "Enter takes you to the question. The step's number stands in front."
    return "Nothing here keeps you from writing the documents (F5). Enter takes you to a question."
