"""All commands of the app; the bindings, the key bar, the palette and the help use this list."""

from dataclasses import dataclass

from textual.binding import Binding

from wizard.tui.widgets.bars import BarItem


@dataclass(frozen=True)
class Command:
    """A command of the app or of a table."""

    action: str
    # Textual's names of all keys; the first two are shown.
    keys: str
    # A word or two for the key bar.
    label: str
    title: str
    help: str
    # Works while a dialog is open, too.
    priority: bool = False

    def key_labels(self) -> tuple[str, ...]:
        """Return the keys as they are printed on keyboards: "F4", "Ctrl+N"."""
        keys = [key for key in self.keys.split(",") if key]
        return tuple("+".join(part.capitalize() for part in key.split("+")) for key in keys)


COMMANDS = (
    Command(
        "next_step",
        "f4,ctrl+n",
        "next step",
        "Next step",
        "Go to the next step; this one can wait.",
    ),
    Command("previous_step", "f3,ctrl+b", "back", "Previous step", "Go back one step."),
    Command(
        "unsure", "f8,ctrl+t", "don't know", "I don't know yet", "Put this question off for now."
    ),
    Command(
        "steps",
        "f2,ctrl+g",
        "steps",
        "All steps",
        "Go to the list of steps, and from there to any of them.",
    ),
    Command(
        "open_questions",
        "f9,ctrl+o",
        "what's open",
        "What's open",
        "See what is still missing or wrong.",
    ),
    Command(
        "export",
        "f5,ctrl+r",
        "write documents",
        "Write the documents",
        "Write the policy and the crisis plan.",
    ),
    Command(
        "undo", "ctrl+z,alt+z", "undo", "Undo", "Take back what you did last, wherever that was."
    ),
    Command("redo", "ctrl+y,alt+y", "redo", "Do it again", "Do again what you took back."),
    Command(
        "search",
        "f7,alt+l",
        "search",
        "Search",
        "Find a question, a person or a word that you typed.",
    ),
    Command(
        "page",
        "f6,alt+p",
        "the policy",
        "The policy",
        "See what your answers make of the policy; and back.",
    ),
    Command("help", "f1", "help", "Help", "Show help for this question, and all keys."),
    Command(
        "save",
        "ctrl+s,alt+s",
        "save",
        "Save",
        "Save now, and say where; it is saved as you type.",
        priority=True,
    ),
    Command(
        "quit",
        "ctrl+q,alt+q",
        "leave",
        "Save and leave",
        "Leave. You come back to this question.",
        priority=True,
    ),
    Command(
        "safer_words",
        "alt+w",
        "safer words",
        "Take the safer words",
        "Put safer words in place of risky ones.",
    ),
    Command(
        "keep_suggestions",
        "f12,ctrl+l",
        "keep all",
        "Keep our suggestions",
        "Have our suggestions as answers.",
    ),
    Command(
        "example",
        "alt+e",
        "example",
        "Take the example over",
        "Write the example into the line, to be changed.",
    ),
    Command(
        "suggestion",
        "",
        "our suggestion",
        "Back to our suggestion",
        "Drop your answer; ours stands in.",
    ),
    Command("copy_marked", "alt+c", "copy", "Copy", "Copy the text that is marked.", priority=True),
    Command(
        "command_palette",
        "ctrl+p,alt+x",
        "find",
        "Find by name",
        "Find a question or a command.",
        priority=True,
    ),
)
# Commands for the highlighted row of a table.
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
# Pressed once it copies the selected text, pressed twice it leaves: some terminals take Ctrl+Q.
INTERRUPT = Binding("ctrl+c", "interrupt", show=False, priority=True)
BINDINGS = [
    *(
        Binding(
            command.keys,
            command.action,
            command.title,
            show=False,
            priority=command.priority,
            id=command.action,
            tooltip=command.help,
        )
        for command in COMMANDS
        if command.keys
    ),
    Binding("escape", "back_to_questions", show=False),
    INTERRUPT,
]
# Actions in the key bar, the most important first: a narrow window has room for a few only.
KEY_BAR_ACTIONS = (
    "safer_words",
    "unsure",
    "next_step",
    "page",
    "open_questions",
    "steps",
    "previous_step",
    "export",
)
ALWAYS_SHOWN_ACTIONS = ("help", "quit")


def bar_item(action: str, label: str = "") -> BarItem:
    """Return a command as the key bar shows it, with its own label or another."""
    command = next(command for command in COMMANDS if command.action == action)
    return command.key_labels()[0], label or command.label, f"app.{action}"
