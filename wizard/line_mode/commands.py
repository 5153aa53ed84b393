"""Words that do something at any prompt, instead of being an answer."""

from collections.abc import Mapping

from wizard.line_mode.console import ESCAPE, Console

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
_ALIASES = {
    "help": "?",
    "next": "skip",
    "exit": "quit",
    "bye": "quit",
    "export": "write",
    "undo": "clear",
}


class QuitError(Exception):
    """The user wants to leave."""


def parse_command(text: str) -> tuple[str, str] | None:
    """Return the name and the argument of a command; None for an answer."""
    word, _, argument = text.partition(" ")
    name, argument = _ALIASES.get(word.lower(), word.lower()), argument.strip()
    is_complete = argument.isdigit() if name == "go" else not argument
    return (name, argument) if name in COMMANDS and is_complete else None


def print_commands(console: Console, commands: Mapping[str, str]) -> None:
    """Print what each command does, and how to type one as an answer."""
    for name, description in commands.items():
        console.say(f"  {name}: {description}", indent="    ")
    console.say(f"If one of them is your answer, type {ESCAPE} before it: {ESCAPE}skip.")
