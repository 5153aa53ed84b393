"""Checks that `contradictions.toml` and `notices.toml` describe."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import field_validator, model_validator

from wizard.answers.fields import all_fields
from wizard.answers.model import Answers
from wizard.checks.free_text import policy_sentences, quote
from wizard.checks.model import PLACEHOLDER, CheckContext, Finding, FindingText
from wizard.conditions import Condition, FieldPath, Pattern
from wizard.data import DataLine, check_choice, read_data
from wizard.data_dirs import questions_dir
from wizard.laws.selection import included_rules

# A regular expression may take long on a long text, so only its beginning is searched.
MAX_SENTENCE_LENGTH = 400


class DataRule(FindingText):
    """When a finding arises, and what the user reads; the head of the file explains the keys."""

    id: DataLine
    severity: Literal["warning", "advice"]
    at: FieldPath | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    printed: tuple[str, ...] = ()
    says: Pattern | None = None
    but: Pattern | None = None
    says_at: FieldPath | None = None

    @field_validator("message", "fix")
    @classmethod
    def _check_placeholders(cls, text: str) -> str:
        for _, name in PLACEHOLDER.findall(text):
            if name != "quote":
                check_choice(name, all_fields())
        return text

    @model_validator(mode="after")
    def _check_at(self) -> "DataRule":
        if not self.at and not self.says:
            raise ValueError("needs 'at', or 'says'")
        return self

    def holds(self, answers: Answers) -> bool:
        """Return whether all conditions hold, but for the words of the user."""
        return (
            all(condition.holds(answers) for condition in self.when)
            and not any(condition.holds(answers) for condition in self.unless)
            and not (self.printed and _printed_rules(answers).intersection(self.printed))
        )

    def matches(self, path: str, sentence: str) -> bool:
        """Return whether a sentence at a field is what the rule is about."""
        sentence = sentence[:MAX_SENTENCE_LENGTH]
        if self.says is None or self.says_at not in (None, path) or not self.says.search(sentence):
            return False
        return self.but is None or not self.but.search(sentence)


@cache
def load_data_rules(directory: Path | None = None) -> tuple[DataRule, ...]:
    """Read both files, by default the shipped ones.

    Raises:
        DataError: a file is wrong or missing.
    """
    directory = directory or questions_dir()
    files = (directory / "contradictions.toml", directory / "notices.toml")
    tables = [read_data(path, dict[Literal["rules"], tuple[DataRule, ...]]) for path in files]
    return tuple(rule for table in tables for rule in table["rules"])


def check_data_rules(context: CheckContext) -> Iterator[Finding]:
    """Find answers that don't go together, and notices that the law wants and that are missing."""
    answers = context.answers
    asked = {q.path for q in context.interview.questions() if q.applies(answers)}
    sentences = [pair for pair in policy_sentences(answers) if pair[0] in asked]
    for rule in load_data_rules():
        matches = [pair for pair in sentences if rule.says and rule.matches(*pair)][:1]
        if (rule.says and not matches) or not rule.holds(answers):
            continue
        path, sentence = matches[0] if matches else (rule.at or "", "")
        yield context.finding_from(rule, rule.id, rule.at or path, {"quote": quote(sentence)})


def _printed_rules(answers: Answers) -> set[str]:
    return {rule.id for group in included_rules(answers) for rule in group.rules}
