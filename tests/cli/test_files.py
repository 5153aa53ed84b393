"""The commands `backups`, `example` and `schema`."""

import json
import tomllib
from pathlib import Path

from tests.example import BYTES as EXAMPLE
from tests.processes import refused, run
from wizard.storage.backups import back_up


def test_backups_are_listed_newest_first(example: Path) -> None:
    assert "no earlier copies" in run("backups", str(example)).stderr
    for data in (b"one", b"two"):
        back_up(example, data)
    done = run("backups", "acme.toml", cwd=example.parent)
    assert done.returncode == 0
    assert [Path(line).read_bytes() for line in done.stdout.splitlines()] == [b"two", b"one"]


def test_example_is_written_and_has_no_problems(tmp_path: Path) -> None:
    done = run("example", cwd=tmp_path)
    path = tmp_path / "social-media-policy-example.toml"
    assert done.returncode == 0
    assert done.stdout == f"{path.name}\n"
    assert f"policy-wizard {path.name}" in done.stderr
    assert path.read_bytes() == EXAMPLE
    assert run("check", str(path)).returncode == 0


def test_example_never_replaces_a_file(example: Path) -> None:
    example.write_text("mine")
    assert "already" in refused("example", str(example))
    assert example.read_text() == "mine"


def test_example_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
    refused("example", "link.toml", cwd=tmp_path)
    assert not (tmp_path / "elsewhere.toml").exists()


def test_example_in_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "folder" in refused("example", str(tmp_path / "gone" / "x.toml"))


def test_schema_describes_every_answer() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["properties"]["format"]["const"] == 2
    assert schema["required"] == ["format"]
    name = schema["$defs"]["Business"]["properties"]["name"]
    assert "What is the business called?" in name["description"]
    assert '"null"' not in json.dumps(schema)
    assert set(tomllib.loads(EXAMPLE.decode())) <= set(schema["properties"])
    rules = schema["$defs"]["Legal"]["properties"]["rules"]
    assert "us-fed-monitor" in rules["items"]["examples"]
    assert '"not "' in rules["description"]
