"""All commands; the bindings, the key bar, the palette and the help use this list."""

from dataclasses import dataclass

from textual.binding import Binding

from wizard.tui.widgets.bars import BarItem


@dataclass(frozen=True)
class Command:
    """A command, with the names of its keys as Textual has them; the first two keys are shown."""

    action: str
    keys: str
    title: str
    help: str
    # Works while a dialog is open, too.
    priority: bool = False

    def key_labels(self) -> tuple[str, ...]:
        """Return the keys as they are printed on keyboards: "F4", "Ctrl+N"."""
        keys = [key for key in self.keys.split(",") if key]
        return tuple("+".join(part.capitalize() for part in key.split("+")) for key in keys)

    def binding(self) -> Binding:
        """Return the binding of all keys."""
        return Binding(self.keys, self.action, self.title, show=False, priority=self.priority)


APP_COMMANDS = (
    Command("go_by(1)", "f4,ctrl+n", "Next step", "Go to the next step; this one can wait."),
    Command("go_by(-1)", "f3,ctrl+b", "Previous step", "Go back one step."),
    Command("steps", "f2,ctrl+g", "All steps", "Go to the list of steps, and to any of them."),
    Command("go_to('summary')", "f9,ctrl+o", "What's open", "See what is missing or wrong."),
    Command("go_to('export')", "f5,ctrl+r", "Write the documents", "Write the policy and more."),
    Command("undo(True)", "ctrl+z,alt+z", "Undo", "Take back what you did last, wherever it was."),
    Command("undo(False)", "ctrl+y,alt+y", "Do it again", "Do again what you took back."),
    Command("search", "f7,alt+l", "Search", "Find a question, a person or a word that you typed."),
    Command("page", "f6,alt+p", "The policy", "See the policy as it is now; and back."),
    Command("help", "f1", "Help", "Show help for this question, and all keys."),
    Command("save", "ctrl+s,alt+s", "Save", "Save now, and say where it is.", priority=True),
    Command("quit", "ctrl+q,alt+q", "Save and leave", "Quit. You come back here.", priority=True),
    Command("copy_marked", "alt+c", "Copy", "Copy the text that is marked.", priority=True),
    Command("command_palette", "ctrl+p,alt+x", "Find by name", "Find a command.", priority=True),
)
# Commands for the question in focus.
QUESTION_COMMANDS = (
    Command("unsure", "f8,ctrl+t", "I don't know yet", "Put this question off for now."),
    Command("safer_words", "alt+w", "Take the safer words", "Replace risky words by safer ones."),
    Command("keep_suggestions", "f12,ctrl+l", "Keep our suggestions", "Make them your answers."),
    Command("example", "alt+e", "Take the example over", "Write it into the line, to be changed."),
    Command("suggestion", "", "Back to our suggestion", "Drop your answer; ours stands in."),
)
# Commands for the highlighted row of a table.
ROW_COMMANDS = (
    Command("duplicate", "alt+d", "Duplicate this row", "Make another row that says the same."),
    Command("remove", "delete", "Delete this row", "Take the row off the list."),
    Command("move_up", "alt+up", "Move this row up", "Swap it with the row above."),
    Command("move_down", "alt+down", "Move this row down", "Swap it with the row below."),
    Command("add_from_list", "", "Add people from a list or a file", "Pasted, or .csv or .vcf."),
)
COMMANDS = (*APP_COMMANDS, *QUESTION_COMMANDS)
# Pressed once it copies the selected text, pressed twice it leaves: some terminals take Ctrl+Q.
INTERRUPT = Binding("ctrl+c", "interrupt", show=False, priority=True)
BACK = "go_by(-1)"
# The key bar, with the most important action first: a narrow window has room for a few only.
BAR_LABELS = {
    "safer_words": "safer words",
    "unsure": "don't know",
    "go_by(1)": "next step",
    "page": "the policy",
    "go_to('summary')": "what's open",
    "steps": "steps",
    BACK: "back",
    "go_to('export')": "write documents",
}
ALWAYS_SHOWN_LABELS = {"help": "help", "quit": "leave"}


def bar_item(action: str, label: str) -> BarItem:
    """Return a command as the key bar shows it; a click presses its key."""
    command = next(command for command in COMMANDS if command.action == action)
    return command.key_labels()[0], label, f"app.simulate_key('{command.keys.partition(',')[0]}')"
