"""`constraints.txt` pins everything that `pyproject.toml` asks for, with hashes and no URL."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.set_up import ROOT

LOCKED = (ROOT / "constraints.txt").read_text(encoding="utf-8")
RELEASES = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", LOCKED, re.MULTILINE))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> list[Requirement]:
    return [
        Requirement(text)
        for text in (
            *PYPROJECT["project"]["dependencies"],
            *PYPROJECT["project"]["optional-dependencies"]["web"],
            *PYPROJECT["dependency-groups"]["dev"],
            *PYPROJECT["build-system"]["requires"],
        )
    ]


def test_every_required_package_is_pinned_within_its_bounds() -> None:
    for requirement in requirements():
        release = RELEASES[canonicalize_name(requirement.name)]
        assert release in requirement.specifier, requirement


def test_every_requirement_has_an_upper_bound() -> None:
    for requirement in requirements():
        operators = {specifier.operator for specifier in requirement.specifier}
        assert operators & {"==", "<", "<=", "~="}, requirement


def test_every_pinned_release_has_hashes() -> None:
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCKED, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_lock_files_name_no_url() -> None:
    assert "://" not in LOCKED
    assert "://" not in (ROOT / "tests/validators/package-lock.json").read_text(encoding="utf-8")
