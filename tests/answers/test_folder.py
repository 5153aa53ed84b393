"""Where what belongs to a file of answers lies."""

from pathlib import Path

import pytest

from wizard.storage.directories import folder_of


def test_it_is_where_the_owner_s_name_for_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "acme.toml").touch()
    (tmp_path / "link.toml").symlink_to(tmp_path / "cloud" / "acme.toml")
    monkeypatch.chdir(tmp_path)
    assert folder_of(Path("link.toml")) == folder_of(tmp_path / "link.toml") == Path.cwd()
    assert folder_of(Path("cloud/../link.toml")) == tmp_path.resolve()
    assert folder_of(Path("cloud/acme.toml")) == Path.cwd() / "cloud"
