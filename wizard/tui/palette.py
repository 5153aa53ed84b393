"""What can be found by name with Ctrl+P: every command, step, question, document and setting."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import ModalScreen

from wizard.documents.catalog import catalog
from wizard.tui.actions import COMMANDS, ROW_COMMANDS
from wizard.tui.editors.table import TableEditor
from wizard.tui.messages import PlaceChosen, QuestionChosen
from wizard.tui.navigation import AFTERWARDS, place_words, places
from wizard.tui.theme_setting import THEMES

if TYPE_CHECKING:
    from wizard.tui.app import PolicyWizardApp

_AFTERWARDS = {
    "review": "Go through what grows old, and note down that you did.",
    "changes": "See what is new since the version that was adopted.",
    "signatures": "See who has read and signed the policy, and note it down.",
}
"""What there is to do in the panes for the years after."""


@dataclass(frozen=True)
class Offer:
    """Something to choose in the palette."""

    title: str
    help: str
    choose: Callable[[], Awaitable[None] | Any]
    at_once: bool = True
    """Whether it is listed before anything is typed; questions are too many for that."""


class Palette(Provider):
    """Offers what works here: over an open dialog, only what works in it."""

    async def discover(self) -> Hits:
        """Yield what is listed before anything is typed, in the order of the app."""
        for offer in self._offers():
            if offer.at_once:
                yield DiscoveryHit(offer.title, offer.choose, help=offer.help)

    async def search(self, query: str) -> Hits:
        """Yield what has these letters in its name, the best first."""
        matcher = self.matcher(query)
        for offer in self._offers():
            score = matcher.match(offer.title)
            if score > 0:
                yield Hit(score, matcher.highlight(offer.title), offer.choose, help=offer.help)

    def _offers(self) -> Iterator[Offer]:
        app = _wizard(self.app)
        in_dialog = isinstance(self.screen, ModalScreen)
        if isinstance(self.screen.focused, TableEditor):
            table = self.screen.focused
            for row_command in ROW_COMMANDS:
                if table.is_enabled(row_command.action):
                    yield Offer(
                        row_command.title,
                        row_command.help,
                        getattr(table, f"action_{row_command.action}"),
                    )
        for command in COMMANDS:
            if command.action != "command_palette" and (command.priority or not in_dialog):
                yield Offer(
                    command.title,
                    _with_keys(command.help, command.shown_keys()),
                    _action(app, command.action),
                )
        if not in_dialog:
            yield from _destinations(app)
        for look in THEMES:
            yield Offer(
                f"Look: {look}", "Remembered for the next time.", partial(app.change_look, look)
            )


def _destinations(app: "PolicyWizardApp") -> Iterator[Offer]:
    session = app.session
    all_places = places(session)
    last = max(place.number for place in all_places)
    for place in all_places:
        yield Offer(
            f"Go to {place_words(place, last)}",
            "",
            partial(app.post_message, PlaceChosen(place.key)),
        )
    for place in AFTERWARDS:
        yield Offer(
            place.title, _AFTERWARDS[place.key], partial(app.post_message, PlaceChosen(place.key))
        )
    for entry in catalog():
        yield Offer(
            f"Write one document: {entry.title}",
            entry.audience,
            partial(app.write_document, entry.name),
        )
    for question in session.interview.questions():
        if question.field.policy.setting:
            go = partial(app.post_message, QuestionChosen(question.path))
            yield Offer(f"Setting: {question.field.policy.setting}", question.ask, go)
    yield Offer(
        "Setting: letterhead", "Word documents that look like your letters.", app.choose_letterhead
    )
    for question in session.interview.questions():
        if question.applies(session.answers):
            step = session.interview.step_of(question.path)
            go = partial(app.post_message, QuestionChosen(question.path))
            yield Offer(question.ask, step.numbered_title, go, at_once=False)


def _action(app: "PolicyWizardApp", action: str) -> Callable[[], Any]:
    choose: Callable[[], Any] = getattr(app, f"action_{action}")
    return choose


def _with_keys(help_text: str, keys: tuple[str, ...]) -> str:
    return f"{help_text} ({', '.join(keys)})" if keys else help_text


def _wizard(app: App[Any]) -> "PolicyWizardApp":
    from wizard.tui.app import PolicyWizardApp

    assert isinstance(app, PolicyWizardApp)
    return app
