"""Runs the wizard, and notes how long its screen thread was busy without looking for keys: `heartbeat.py FILE LOG`."""

import asyncio
import sys
import time
from pathlib import Path

from wizard.tui import app

BEAT = 0.01
"""Seconds between two looks."""
WORTH_NOTING = 0.05


class Watched(app.PolicyWizardApp):
    """The app with a heartbeat: a line in the log for each time that it missed one."""

    CSS_PATH = Path(app.__file__).with_name("wizard.tcss")

    def on_mount(self) -> None:
        """Begin."""
        self._beating = asyncio.create_task(_beat(Path(sys.argv[2])))


async def _beat(log: Path) -> None:
    with log.open("w", buffering=1) as lines:
        while True:
            begun, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT)
            late = time.perf_counter() - begun - BEAT
            if late > WORTH_NOTING:
                lines.write(f"{late:.3f} {time.thread_time() - worked:.3f}\n")


if __name__ == "__main__":
    app.PolicyWizardApp = Watched  # type: ignore[misc]
    sys.exit(app.run(Path(sys.argv[1])))
