"""The bakery of the example, with its first version adopted: where the years after begin."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.example import DRAFT
from wizard.interview import load
from wizard.lifecycle.adoption import adopt, plan_adoption
from wizard.storage.toml_file import read_with_bytes, write_answers


@pytest.fixture(scope="session")
def first_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with a version adopted on 1 September 2026, to copy from."""
    path = tmp_path_factory.mktemp("first") / "bakery.toml"
    path.write_bytes(DRAFT)
    answers, on_disk = read_with_bytes(path)
    adopt(
        path,
        plan_adoption(path, answers, load(), date(2026, 9, 1)),
        lambda adopted: write_answers(path, adopted, on_disk),
    )
    return path.parent


@pytest.fixture
def bakery(first_version: Path, tmp_path: Path) -> Path:
    """Return the answers file in a folder of the test's own."""
    shutil.copytree(first_version, tmp_path, dirs_exist_ok=True)
    return tmp_path / "bakery.toml"
