"""A business and an interview that never change, so that a screen changes only if the screen does.

The words of the questions, the rules of law and the policy change often; none of that may touch these pictures.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.content import Content

from wizard.answers.fields import FieldKind, all_fields
from wizard.checks.model import Finding
from wizard.interview import Column, Interview, Question, Step
from wizard.session import Session
from wizard.tui.preview_renderer import Block, Part

FILE = """\
format = 1
left_at = "roles.head"
unsure = ["roles.accounts"]

[business]
name = "Żółw & 喜喜 Bakery"
trade = "retail"

[[people]]
id = "ana-ruiz"
name = "Ana Ruiz"
job = "Owner"
email = "ana@bakery.example"

[[people]]
id = "tom-okafor"
name = "Zoe\u0308 \u05e9\u05e8\u05d4 \u0645\u0631\u064a\u0645"

[roles]
head = "ana-ruiz"
spokespeople = ["ana-ruiz"]

[unfinished]
"publication.launch_on" = "31 Febru"

# end of answers
"""
LONG = "A choice whose words go on for so long that no window of any size has room for them on one single line"
WHAT = Finding(
    "warning",
    "employees.disclaimer",
    "This may reach too far.",
    "Say less.",
    "x",
    "Be kind.",
    "It scares.",
)


def _ask(path: str, words: str, **more: Any) -> Question:
    field = all_fields()[path]
    labels = {key: f"Choice {number}" for number, key in enumerate(field.choices, 1)}
    if field.kind is FieldKind.YES_NO:
        labels = {"yes": "Yes", "no": "No"}
    elif labels:
        labels[next(iter(labels))] = LONG
    help_text = "Help stands in line, short."
    return Question.model_construct(field=field, ask=words, help=help_text, labels=labels, **more)


def _table(path: str, words: str, row: str, **asks: str) -> Question:
    columns = {column.key: column for column in all_fields()[path].columns}
    named = {
        key: Column.model_construct(field=columns[key], ask=words, example="Fern")
        for key, words in asks.items()
    }
    return _ask(path, words, row=row, columns=named)


INTERVIEW = Interview(
    steps=(
        Step(
            number=0, key="business", title="Your business", why="Why this step matters, in a sentence or two that wrap in a small window.",
            questions=(
                _ask("business.name", "What is the business called?", example="Larkspur Lane", essential=True),
                _ask("business.trade", "Which trade is it in?"),
                _ask("business.staff", "How many people work there?", example="11"),
                _table("people", "Who works there?", "person", name="Name", job="Job", email="E-mail", phone="Phone"),
            ),
            shows=("policy/title",),
        ),
        Step(
            number=1, key="roles", title="Team roles", why="Who does what.",
            questions=(
                _ask("roles.head", "Who runs the business?", essential=True),
                _ask("roles.spokespeople", "Who may speak for it?"),
                _table("roles.accounts", "Which accounts are there?", "account", platform="Where?", owner="Whose?"),
            ),
            shows=("policy/team-roles",),
        ),
        Step(
            number=2, key="rest", title="All the rest", why="One of each other kind.",
            questions=(
                _ask("publication.places", "Where is it?"),
                _ask("security.sign_in", "How does one sign in?"),
                _ask("employees.disclaimer", "What do they add?"),
                _ask("publication.sign", "Do they sign?"),
                _ask("publication.launch_on", "From which day?", example="1 March 2027"),
            ),
            shows=("policy/employees",),
        ),
    )
)  # fmt: skip


class Scene(Session):
    """A session in which nothing is found but one thing."""

    def findings(self) -> tuple[Finding, ...]:
        """Return what the checks find."""
        return (WHAT,)


def policy(*_: object) -> tuple[Part, ...]:
    """Return the policy that stands beside the questions."""
    blocks = (
        Block(Content("Who does what")),
        Block(Content("Ana Ruiz looks after the accounts."), "• "),
    )
    return (Part("policy/team-roles", "Social media policy", blocks),)


def open_scene(folder: Path) -> Scene:
    """Return a session on the file, in a folder of its own."""
    file = folder / "bakery.toml"
    file.write_text(FILE, encoding="utf-8")
    return Scene(file, INTERVIEW)


@contextlib.contextmanager
def still() -> Iterator[None]:
    """Keep the words of the policy and of the law out of the screens, and have nothing wait for its moment."""
    with (
        patch("wizard.tui.preview_renderer.draw", policy),
        patch("wizard.tui.screens.export.before_export", lambda *_: "These rules of law go in: 2."),
        patch("wizard.tui.screens.export.ExportPane._folder", Path("/home/ana/policy")),
        patch("wizard.tui.status.saved_words", lambda _: Content("Saved")),
        patch("wizard.tui.frame.PAGE_AFTER", 0.001),
        patch("wizard.tui.frame.MARKS_AFTER", 0.001),
    ):
        yield
