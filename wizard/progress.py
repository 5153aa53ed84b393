"""How far the owner is: in all, and in each step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from wizard.answers.model import Answers
from wizard.checks import Finding, is_answered
from wizard.checks.case import question_at
from wizard.interview import Interview, Step


@dataclass(frozen=True)
class Progress:
    """How far the owner is."""

    answered: int
    asked: int
    """The questions that apply."""
    essential_open: tuple[str, ...]
    """Paths of the questions that a policy can't do without, and that have no answer yet."""


class StepState(StrEnum):
    """How a step stands."""

    NOT_BEGUN = "not-begun"
    SUGGESTED = "suggested"
    """Nothing is answered, and nothing has to be: our suggestions would do."""
    BEGUN = "begun"
    ATTENTION = "attention"
    """Something in it is wrong or half typed."""
    COMPLETE = "complete"


@dataclass(frozen=True)
class StepProgress:
    """How far the owner is in one step."""

    answered: int
    asked: int
    unsure: int
    state: StepState


def overall_progress(answers: Answers, interview: Interview) -> Progress:
    """Return how far the owner is in all."""
    asked = [question for question in interview.questions() if question.applies(answers)]
    answered = [question for question in asked if is_answered(answers, question)]
    essential = tuple(one.path for one in asked if one.essential and not is_answered(answers, one))
    return Progress(len(answered), len(asked), essential)


def step_progress(answers: Answers, step: Step, wrong: Collection[str]) -> StepProgress:
    """Return how far the owner is in one step; `wrong` are the paths of the questions `to_mend`."""
    asked = [question for question in step.questions if question.applies(answers)]
    answered = sum(is_answered(answers, question) for question in asked)
    unsure = sum(question.path in answers.unsure for question in asked)
    attention = any(question.path in wrong for question in asked)
    must = any(one.essential and not is_answered(answers, one) for one in asked)
    state = _state(
        answered, len(asked), attention=attention, begun=bool(answered or unsure), must=must
    )
    return StepProgress(answered, len(asked), unsure, state)


def questions_needing_attention(findings: Iterable[Finding], interview: Interview) -> set[str]:
    """Return the paths of the questions with an error or a warning, apart from those that are merely open."""
    mend = set()
    for finding in findings:
        question = question_at(interview, finding.path)
        if question and finding.severity != "advice" and finding.rule != "open":
            mend.add(question.path)
    return mend


def _state(answered: int, asked: int, *, attention: bool, begun: bool, must: bool) -> StepState:
    if attention:
        return StepState.ATTENTION
    if not begun:
        return StepState.NOT_BEGUN if must else StepState.SUGGESTED
    return StepState.COMPLETE if answered == asked else StepState.BEGUN
