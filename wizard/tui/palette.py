"""What the command palette offers: commands, panes, documents, settings and questions."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.system_commands import SystemCommandsProvider

from wizard.documents.catalog import catalog
from wizard.tui.actions import APP_COMMANDS, QUESTION_COMMANDS, ROW_COMMANDS, Command
from wizard.tui.editors.table import TableEditor
from wizard.tui.messages import LetterheadChosen, PlaceChosen, QuestionChosen, WriteChosen
from wizard.tui.navigation import LIFECYCLE_PLACES
from wizard.tui.theme import THEMES

if TYPE_CHECKING:
    from wizard.tui.app import PolicyWizardApp


# Below that of any title.
HELP_SCORE = 0.01


class CommandProvider(SystemCommandsProvider):
    """Lists commands in the order of the app, and finds them also by words of their help."""

    async def discover(self) -> Hits:
        for command in self.app.get_system_commands(self.screen):
            if command.discover:
                yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        """Yield commands by their title, and behind them those whose help has the words."""
        matcher, words = self.matcher(query), query.casefold()
        for command in self.app.get_system_commands(self.screen):
            is_in_help = words in command.help.casefold()
            score = matcher.match(command.title) or (HELP_SCORE if is_in_help else 0)
            if score:
                title = matcher.highlight(command.title)
                yield Hit(score, title, command.callback, help=command.help)


def commands(app: "PolicyWizardApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield what works on a screen; in a dialog, that is only what works in it."""
    is_dialog = isinstance(screen, ModalScreen)
    table = screen.focused
    if isinstance(table, TableEditor):
        for command in ROW_COMMANDS:
            if table.is_enabled(command.action):
                yield _command(app, command, table)
    for command in APP_COMMANDS:
        if command.action != "command_palette" and (command.priority or not is_dialog):
            yield _command(app, command, app)
    if not is_dialog:
        for command in QUESTION_COMMANDS:
            yield _command(app, command, app.navigator.pane)
        yield from _places(app)
        yield from _documents(app)
        yield from _questions(app)
    for name in THEMES:
        run = partial(app.run_action, f"change_look({name!r})")
        yield SystemCommand(f"Look: {name}", "Remembered for the next time.", run)


def _places(app: "PolicyWizardApp") -> Iterator[SystemCommand]:
    navigator = app.navigator
    for place in navigator.path:
        title = f"Go to {place.label(navigator.last_step)}"
        yield SystemCommand(title, "", _post(app, PlaceChosen(place.key)))
    for place, help_text in LIFECYCLE_PLACES.items():
        yield SystemCommand(place.title, help_text, _post(app, PlaceChosen(place.key)))


def _documents(app: "PolicyWizardApp") -> Iterator[SystemCommand]:
    for document in catalog():
        write = PlaceChosen("export", then=WriteChosen((document.name,)))
        title = f"Write one document: {document.title}"
        help_text = f"{document.name}: {document.audience}"
        yield SystemCommand(title, help_text, _post(app, write))
    choose = PlaceChosen("export", "letterhead", then=LetterheadChosen())
    help_text = "Word documents that look like your letters."
    yield SystemCommand("Setting: letterhead", help_text, _post(app, choose))


def _questions(app: "PolicyWizardApp") -> Iterator[SystemCommand]:
    interview, answers = app.session.interview, app.session.answers
    for question in interview.questions():
        go = _post(app, QuestionChosen(question.path))
        if setting := question.field.policy.setting:
            yield SystemCommand(f"Setting: {setting}", question.ask, go)
        if question.applies(answers):
            step = interview.step_of(question.path)
            # Too many to list before anything is typed.
            yield SystemCommand(question.ask, step.numbered_title, go, discover=False)


def _post(app: "PolicyWizardApp", message: Message) -> Callable[[], object]:
    return partial(app.post_message, message)


def _command(app: "PolicyWizardApp", command: Command, namespace: DOMNode) -> SystemCommand:
    keys = ", ".join(command.key_labels())
    help_text = f"{command.help} ({keys})" if keys else command.help
    run = partial(app.run_action, command.action, namespace)
    return SystemCommand(command.title, help_text, run)
