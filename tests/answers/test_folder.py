"""Where what belongs to a file of answers lies."""

from pathlib import Path

import pytest

from wizard.storage.paths import answers_folder


def test_it_is_where_the_owner_s_name_for_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "acme.toml").touch()
    (tmp_path / "link.toml").symlink_to(tmp_path / "cloud" / "acme.toml")
    monkeypatch.chdir(tmp_path)
    assert answers_folder(Path("link.toml")) == answers_folder(tmp_path / "link.toml") == Path.cwd()
    assert answers_folder(Path("cloud/../link.toml")) == tmp_path.resolve()
    assert answers_folder(Path("cloud/acme.toml")) == Path.cwd() / "cloud"
