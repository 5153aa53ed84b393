"""Every command of the app, declared once: its keys, the key bar, the palette and the help all come from here."""

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Command:
    """Something the owner can have done from anywhere."""

    action: str
    """The action of the app that does it."""
    keys: str
    """All keys that do it, in Textual's names; the first two are shown."""
    bar: str
    """In the key bar: a word or two."""
    title: str
    """In the palette and the help."""
    help: str
    priority: bool = False
    """Whether it works even while a dialog is open."""

    def shown_keys(self) -> tuple[str, ...]:
        """Return the keys as the owner knows them: "Ctrl+N", "F4"."""
        return tuple(
            "+".join(part.capitalize() for part in key.split("+"))
            for key in self.keys.split(",")
            if key
        )

    def binding(self) -> Binding:
        """Return what binds the keys."""
        return Binding(
            self.keys,
            self.action,
            self.title,
            show=False,
            priority=self.priority,
            id=self.action,
            tooltip=self.help,
        )


COMMANDS = (
    Command("next_step", "f4,ctrl+n", "next step", "Next step", "Go to the next step; this one can wait."),
    Command("previous_step", "f3,ctrl+b", "back", "Previous step", "Go back one step."),
    Command("unsure", "f8,ctrl+t", "don't know", "I don't know yet", "Put this question off for now."),
    Command("steps", "f2,ctrl+g", "steps", "All steps", "Go to the list of steps, and from there to any of them."),
    Command("open_questions", "f9,ctrl+o", "what's open", "What's open", "See what is still missing or wrong."),
    Command("export", "f5,ctrl+r", "write documents", "Write the documents", "Write the policy and the crisis plan."),
    Command("undo", "ctrl+z,alt+z", "undo", "Undo", "Take back what you did last, wherever that was."),
    Command("redo", "ctrl+y,alt+y", "redo", "Do it again", "Do again what you took back."),
    Command("search", "f7,alt+l", "search", "Search", "Find a question, a person or a word that you typed."),
    Command("page", "f6,alt+p", "the policy", "The policy", "See what your answers make of the policy; and back."),
    Command("help", "f1", "help", "Help", "Show help for this question, and all keys."),
    Command("save", "ctrl+s,alt+s", "save", "Save", "Save now, and say where; it is saved as you type.", priority=True),
    Command("quit", "ctrl+q,alt+q", "leave", "Save and leave", "Leave. You come back to this question.", priority=True),
    Command("safer_words", "alt+w", "safer words", "Take the safer words", "Put safer words in place of risky ones."),
    Command("keep_suggestions", "f12,ctrl+l", "keep all", "Keep our suggestions", "Have our suggestions as answers."),
    Command("example", "alt+e", "example", "Take the example over", "Write the example into the line, to be changed."),
    Command("suggestion", "", "our suggestion", "Back to our suggestion", "Drop your answer; ours stands in."),
    Command("copy_marked", "alt+c", "copy", "Copy", "Copy the text that is marked.", priority=True),
    Command("command_palette", "ctrl+p,alt+x", "find", "Find by name", "Find a question or a command.", priority=True),
)  # fmt: skip

ROW_COMMANDS = (
    Command(
        "duplicate",
        "alt+d",
        "copy row",
        "Duplicate this row",
        "Make another row that says the same.",
    ),
    Command("remove", "delete", "delete", "Delete this row", "Take the row off the list."),
    Command(
        "move_up",
        "alt+up",
        "move up",
        "Move this row up",
        "Let it change places with the row above.",
    ),
    Command(
        "move_down",
        "alt+down",
        "move down",
        "Move this row down",
        "Let it change places with the row below.",
    ),
    Command(
        "add_from_list",
        "",
        "add a list",
        "Add people from a list or a file",
        "Pasted, or a .csv or .vcf file.",
    ),
)
"""What can be done to the highlighted row of a table; the palette lists them there."""

INTERRUPT = Binding("ctrl+c", "interrupt", show=False, priority=True)
"""The second way out, where Ctrl+Q is taken by the terminal: pressed twice. Once, it copies what is marked."""


def bindings() -> list[Binding]:
    """Return the key bindings of all commands."""
    return [command.binding() for command in COMMANDS if command.keys]
