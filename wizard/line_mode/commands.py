"""The words that do something at any prompt, instead of being an answer."""

from dataclasses import dataclass

LITERAL = "\\"
"""Before a word that is meant as an answer, though it is a command."""

COMMANDS = {
    "?": "say what to type here, and all of these words",
    "back": "go to the question before",
    "skip": "leave this question as it is, and go on; Enter alone does the same",
    "keep": "make our suggestion your answer",
    "example": "hear an example",
    "unsure": "put this question off: you don't know yet",
    "clear": "take your answer back; our suggestion stands again",
    "safer": "take over the safer words that were offered",
    "go": "go to a step: go 3",
    "open": "hear what is still open",
    "write": "write the documents",
    "quit": "save and leave; you come back to this question",
}
"""Each word, and what it does."""
_SAME = {
    "help": "?",
    "next": "skip",
    "exit": "quit",
    "bye": "quit",
    "export": "write",
    "undo": "clear",
}


@dataclass(frozen=True)
class Command:
    """A command as typed."""

    name: str
    rest: str = ""
    """What stands behind it."""


def command(typed: str) -> Command | None:
    """Return the command that was typed, if it is one: the word alone, or "go" with a number."""
    first, _, rest = typed.partition(" ")
    name = _SAME.get(first.lower(), first.lower())
    if name not in COMMANDS:
        return None
    if name == "go":
        return Command(name, rest.strip()) if rest.strip().isdigit() else None
    return Command(name) if not rest.strip() else None


def literal(typed: str) -> str:
    """Return what is meant by a line that is no command: without the sign that kept it from being one."""
    return typed.removeprefix(LITERAL)
