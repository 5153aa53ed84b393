"""What is still open: a list whose rows lead to the questions."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.answers.fields import is_decided
from wizard.checks.case import question_at
from wizard.checks.finding import Finding
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.messages import QuestionChosen
from wizard.tui.panes.pane import Pane
from wizard.tui.widgets.marked import Marked
from wizard.tui.widgets.rows import Rows

MOST = 200
"""How many rows of a kind are listed; thousands would take a second to lay out, and nobody reads them."""


@dataclass(frozen=True)
class _Row:
    """A row of the list: where it leads, and why it stands there."""

    question: Question
    why: str = ""
    finding: Finding | None = None


class SummaryPane(Pane):
    """Must-haves first, then what is wrong, what could be better, what was put off, and what nobody has looked at."""

    DEFAULT_CSS = """
    SummaryPane {
        overflow-y: hidden;

        & OptionList {
            height: 1fr;
            max-height: 100%;
        }
    }
    """
    HINTS = (("↑↓", "move", "down"), ("Enter", "go to the question", "enter"))

    def __init__(self, key: str, session: Session) -> None:
        super().__init__(key)
        self.session = session
        self._list = Rows()
        self._head = Static(classes="promise", markup=False)
        self._rows: dict[int, _Row] = {}
        self._seen: object = None

    def compose(self) -> ComposeResult:
        """Lay out the pane."""
        yield Static(Content.styled("What's open", "bold $text-accent"), classes="title", markup=False)
        yield self._head
        yield self._list

    def on_mount(self) -> None:
        """Show the list."""
        self.enter()

    def renew(self) -> None:
        """Show the list as it is now."""
        if self._seen is not self.session.answers:
            self._seen = self.session.answers
            self._fill()

    def enter(self) -> None:
        """Show the list as it is now."""
        self.renew()

    def start(self) -> OptionList:
        """Return the list."""
        return self._list

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the question."""
        event.stop()
        self.post_message(QuestionChosen(self._rows[event.option_index].question.path))

    @property
    def chosen(self) -> Finding | None:
        """What was found on the highlighted row, if anything."""
        row = self._rows.get(self._list.highlighted or 0)
        return row.finding if row else None

    def _fill(self) -> None:
        groups = self._groups()
        self._rows = {}
        options: list[Option] = []
        for title, rows in groups:
            if rows:
                heading = Content.styled(f"{title} ({len(rows)})", "bold")
                options.append(Option(Content("\n") + heading if options else heading, disabled=True))
            for row in rows[:MOST]:
                self._rows[len(options)] = row
                step = self.session.interview.step_of(row.question.path)
                mark = f" {step.number or '·'}  "
                words = Content.assemble(row.question.ask, (f"  {row.why}", "$foreground-muted") if row.why else "")
                options.append(Option(Marked(Content.styled(mark, "$text-accent"), words)))
            if len(rows) > MOST:
                options.append(Option(f"    … and {len(rows) - MOST} more, once these are settled", disabled=True))
        at = self._list.highlighted
        self._list.set_options(options)
        if self._rows:
            nearest = min(self._rows, key=lambda row: abs(row - (at or 0)))
            self._list.highlighted = nearest
        must, wrong = len(groups[0][1]), len(groups[1][1])
        self._head.update(Content(_headline(must, wrong, len(self._rows))))

    def _groups(self) -> list[tuple[str, list[_Row]]]:
        answers, interview = self.session.answers, self.session.interview
        essential = self.session.progress().essential_open
        put_off = "You don't know yet"
        must = [_Row(interview.question(path), put_off if path in answers.unsure else "") for path in essential]
        wrong: list[_Row] = []
        better: list[_Row] = []
        for finding in self.session.findings():
            question = question_at(interview, finding.path)
            if question and question.path not in essential and finding.rule != "unsure":
                group = better if finding.severity == "advice" else wrong
                group.append(_Row(question, _told(finding), finding))
        asked = [question for question in interview.questions() if question.applies(answers)]
        seen = {*essential, *(row.question.path for row in wrong)}
        unsure = [_Row(one) for one in asked if one.path in answers.unsure and one.path not in seen]
        seen |= {row.question.path for row in (*unsure, *better)}
        rest = [_Row(one) for one in asked if one.path not in seen and not is_decided(answers, one.path)]
        return [
            ("A policy can't do without", must),
            ("To put right", wrong),
            ("Could be better", better),
            ("You don't know yet", unsure),
            ("Not answered: our suggestion stands, or it is left out", rest),
        ]


def _told(finding: Finding) -> str:
    return f"{finding.told} Alt+W takes the safer words." if finding.safer else finding.told


def _headline(must: int, wrong: int, rows: int) -> str:
    if not rows:
        return "Nothing is open. No known risk found. You can write the documents: press F5."
    if must or wrong:
        return "Enter takes you to the question. The step's number stands in front."
    return "Nothing here keeps you from writing the documents (F5). Enter takes you to a question."
