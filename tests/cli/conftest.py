from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a file with the example answers, in a folder of its own."""
    path = tmp_path / "acme.toml"
    path.write_bytes(EXAMPLE)
    return path
