"""What is still open: a list whose rows lead to the questions."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.answers.fields import is_decided
from wizard.checks.case import question_at
from wizard.interview import Question
from wizard.session import Session
from wizard.tui.messages import QuestionChosen
from wizard.tui.panes.pane import Pane
from wizard.tui.widgets.marked import Marked
from wizard.tui.widgets.rows import Rows


class SummaryPane(Pane):
    """Must-haves first, then what is wrong, then what was put off, then suggestions nobody has looked at."""

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
        self._paths: dict[int, str] = {}
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
        self.post_message(QuestionChosen(self._paths[event.option_index]))

    def _fill(self) -> None:
        groups = self._groups()
        self._paths = {}
        options: list[Option] = []
        for title, rows in groups:
            if rows:
                heading = Content.styled(f"{title} ({len(rows)})", "bold")
                options.append(Option(Content("\n") + heading if options else heading, disabled=True))
            for question, why in rows:
                self._paths[len(options)] = question.path
                step = self.session.interview.step_of(question.path)
                mark = f" {step.number or '·'}  "
                words = Content.assemble(question.ask, (f"  {why}", "$foreground-muted") if why else "")
                options.append(Option(Marked(Content.styled(mark, "$text-accent"), words)))
        at = self._list.highlighted
        self._list.set_options(options)
        if self._paths:
            nearest = min(self._paths, key=lambda row: abs(row - (at or 0)))
            self._list.highlighted = nearest
        must, wrong = len(groups[0][1]), len(groups[1][1])
        self._head.update(Content(_headline(must, wrong, len(self._paths))))

    def _groups(self) -> list[tuple[str, list[tuple[Question, str]]]]:
        answers, interview = self.session.answers, self.session.interview
        essential = self.session.progress().essential_open
        seen = set(essential)
        put_off = "You don't know yet"
        must = [(interview.question(path), put_off if path in answers.unsure else "") for path in essential]
        wrong = []
        for finding in self.session.findings():
            question = question_at(interview, finding.path)
            if finding.severity != "advice" and question and question.path not in seen:
                wrong.append((question, f"{finding.what} {finding.do}"))
        seen |= {question.path for question, _ in wrong}
        asked = [question for question in interview.questions() if question.applies(answers)]
        unsure = [(question, "") for question in asked if question.path in answers.unsure and question.path not in seen]
        seen |= {question.path for question, _ in unsure}
        rest = [(one, "") for one in asked if one.path not in seen and not is_decided(answers, one.path)]
        return [
            ("A policy can't do without", must),
            ("To put right", wrong),
            ("You don't know yet", unsure),
            ("Not answered: our suggestion stands, or it is left out", rest),
        ]


def _headline(must: int, wrong: int, rows: int) -> str:
    if not rows:
        return "Nothing is open. You can write the documents: press F5."
    if must or wrong:
        return "Enter takes you to the question. The step's number stands in front."
    return "Nothing here keeps you from writing the documents (F5). Enter takes you to a question."
