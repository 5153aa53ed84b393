"""What every test has: settings of Hypothesis, and an environment that says nothing about the person running it."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure, and a failure is told with the line that repeats it.
settings.register_profile(
    "tests", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give each test a home folder of its own, without colours, themes or sizes that somebody has set."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    for name in os.environ:
        if name.startswith(("TEXTUAL", "XDG_", "POLICY_WIZARD")) or name in (
            "NO_COLOR",
            "COLUMNS",
            "LINES",
        ):
            monkeypatch.delenv(name)
    return home
