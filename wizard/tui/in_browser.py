"""The wizard as a process behind a page in the browser; keys and pictures go through pipes."""

import contextlib
import io
import sys
from pathlib import Path

from textual import events
from textual.drivers.web_driver import WebDriver

from wizard.data import DataError
from wizard.errors import ExitCode
from wizard.storage import FileError
from wizard.text import printable
from wizard.tui.messages import LeaveRequested
from wizard.tui.run import run
from wizard.tui.terminal import strip_bidi_controls


class BrowserDriver(WebDriver):
    """Textual's driver, which saves before it ends."""

    def write(self, data: str) -> None:
        super().write(strip_bidi_controls(data))

    def start_application_mode(self) -> None:
        super().start_application_mode()
        # Textual waits for the page to say that it has the focus.
        self.send_message(events.AppFocus())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            self.send_message(LeaveRequested(ExitCode.OK))
        elif packet_type not in ("focus", "blur"):
            # Keys come only while the page has the focus.
            super().on_meta(packet_type, payload)


def main() -> int:
    """Run the wizard on the file named on the command line."""
    # The real stdout carries the picture, and the server says where the answers are.
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return run(Path(sys.argv[1]))
    except (FileError, DataError) as error:
        sys.stderr.write(f"{printable(error)}\n")
        return ExitCode.USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
