"""What lies beside the file is told where it may be a part of the owner's work."""

from pathlib import Path

import pytest

from wizard.storage.store import file_warnings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(b"format = 1\n")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "acme (Maria's conflicted copy 2026-11-01).toml",
        "acme.sync-conflict-20261101-120000-ABCDEFG.toml",
        "acme (conflicted copy 2026-11-01 120000).toml",
        "acme_conflict-20261101.toml",
        "acme (In Konflikt stehende Kopie von Maria 2026-11-01).toml",
    ],
)
def test_a_copy_that_a_cloud_folder_made_is_told(name: str, path: Path) -> None:
    (path.parent / name).write_bytes(b"")
    (note,) = file_warnings(path)
    assert note.startswith(f"{name} lies beside your answers. A cloud folder")
    assert "policy-wizard diff " in note
    (path.parent / "acme (another conflicted copy).toml").write_bytes(b"")
    assert "So does another one." in file_warnings(path)[0]


@pytest.mark.parametrize(
    "name", ["acme.docx", "acme (my copy).toml", "other (conflicted copy).toml", "acme.toml.bak"]
)
def test_other_files_are_none_of_our_business(name: str, path: Path) -> None:
    (path.parent / name).write_bytes(b"")
    assert file_warnings(path) == ()


def test_a_second_name_of_the_file_is_told(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.hardlink_to(path)
    assert ["hard link" in note for note in file_warnings(path)] == [True]


def test_nothing_is_told_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert file_warnings(tmp_path / "gone" / "acme.toml") == ()
    assert file_warnings(tmp_path / "acme.toml") == ()
