"""Repairs to what comes from the terminal, until Textual makes them itself."""

import codecs
import sys
from functools import partial
from typing import Any


def forgive_bad_bytes() -> None:
    """Have a byte that is no UTF-8 arrive as a replacement character; with Textual 8.2.8 it ends the app."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        def decoder(encoding: str) -> Any:
            return partial(codecs.getincrementaldecoder(encoding), errors="replace")

        vars(linux_driver)["getincrementaldecoder"] = decoder
