"""Settings and fixtures of all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure, and a failure prints the line that reproduces it.
settings.register_profile(
    "tests", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give each test its own home directory, without settings of the person who runs it."""
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
