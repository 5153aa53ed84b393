"""The wizard in a window of a browser: keys come from a page, and its picture goes there, through pipes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import events
from textual.drivers import web_driver

from wizard.data import DataError
from wizard.errors import ExitCode
from wizard.storage import FileError
from wizard.text import printable
from wizard.tui.app import run
from wizard.tui.terminal import WholePastes, without_turns

if TYPE_CHECKING:
    from wizard.tui.app import PolicyWizardApp


class BrowserDriver(web_driver.WebDriver):
    """Textual's own, with the repairs of a terminal, and an end that saves first."""

    def write(self, data: str) -> None:
        """Draw, without what turns the direction of a text around."""
        super().write(without_turns(data))

    def start_application_mode(self) -> None:
        """Begin, with the focus where it belongs: Textual's waits for a page that has it."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Leave as at a signal when the page is gone: what was typed last has not arrived everywhere yet."""
        if packet_type == "quit":
            self._loop.call_soon_threadsafe(cast("PolicyWizardApp", self._app).leave, ExitCode.OK)
        elif packet_type not in ("focus", "blur"):  # keys come only while the page has the focus
            super().on_meta(packet_type, payload)


def main() -> int:
    """Run the wizard on the file that is named; what it says at its end goes to where it was served from."""
    vars(web_driver)["XTermParser"] = WholePastes
    sys.stdout = sys.stderr  # the real one carries the picture
    try:
        return run(Path(sys.argv[1]))
    except (FileError, DataError) as error:
        sys.stderr.write(f"{printable(error)}\n")
        return ExitCode.USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
