"""The same answers give the same bytes, whatever the machine's clock, time zone or hash seed."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.documents.sample import sample
from wizard.documents.docx_writer import render

ROOT = Path(__file__).parents[2]
CODE = """
import hashlib
from tests.documents.sample import sample
from wizard.documents.docx_writer import render
print(hashlib.sha256(render(sample("Harbour & Sons"))).hexdigest())
"""


def made_with(**variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_hash_seeds_and_time_zones_change_nothing() -> None:
    here = hashlib.sha256(render(sample("Harbour & Sons"))).hexdigest()
    assert made_with(PYTHONHASHSEED="1", TZ="Pacific/Kiritimati") == here
    assert made_with(PYTHONHASHSEED="2", TZ="America/Los_Angeles", LC_ALL="C") == here


def test_one_changed_word_changes_the_bytes() -> None:
    assert render(sample("Harbour")) != render(sample("Harbor"))
