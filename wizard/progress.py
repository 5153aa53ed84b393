"""How much is answered: in all, and in each step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from wizard.answers.model import Answers
from wizard.checks import Finding, is_answered
from wizard.checks.model import find_question
from wizard.interview import Interview, Step


@dataclass(frozen=True)
class Progress:
    """How many of the questions that apply are answered; paths of essential ones that aren't."""

    answered: int
    asked: int
    essential_open: tuple[str, ...]


class StepState(StrEnum):
    """What is left to do in a step."""

    NOT_BEGUN = "not-begun"
    # Nothing is answered, and nothing has to be.
    SUGGESTED = "suggested"
    BEGUN = "begun"
    ATTENTION = "attention"
    COMPLETE = "complete"


@dataclass(frozen=True)
class StepProgress:
    """How many questions of a step are answered."""

    answered: int
    asked: int
    state: StepState


def overall_progress(answers: Answers, interview: Interview) -> Progress:
    """Return how much is answered in all."""
    asked = [question for question in interview.questions() if question.applies(answers)]
    unanswered = [question for question in asked if not is_answered(answers, question)]
    essential = tuple(question.path for question in unanswered if question.essential)
    return Progress(len(asked) - len(unanswered), len(asked), essential)


def step_progress(answers: Answers, step: Step, attention: Collection[str]) -> StepProgress:
    """Return how much of a step is answered; `attention` are paths of questions with a problem."""
    asked = [question for question in step.questions if question.applies(answers)]
    unanswered = [question for question in asked if not is_answered(answers, question)]
    answered = len(asked) - len(unanswered)
    if any(question.path in attention for question in asked):
        state = StepState.ATTENTION
    elif answered or any(question.path in answers.unsure for question in asked):
        state = StepState.BEGUN if unanswered else StepState.COMPLETE
    elif any(question.essential for question in unanswered):
        state = StepState.NOT_BEGUN
    else:
        state = StepState.SUGGESTED
    return StepProgress(answered, len(asked), state)


def questions_needing_attention(findings: Iterable[Finding], interview: Interview) -> set[str]:
    """Return the paths of the questions with an error or a warning, apart from merely open ones."""
    return {
        question.path
        for finding in findings
        if finding.severity != "advice"
        and finding.rule != "open"
        and (question := find_question(interview, finding.path))
    }
