"""`constraints.txt` holds what `pyproject.toml` asks for, each release with its hashes and no address."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.set_up import ROOT

LOCKED = (ROOT / "constraints.txt").read_text(encoding="utf-8")
RELEASES = dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", LOCKED, re.MULTILINE))


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]


def asked() -> list[Requirement]:
    words = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
        *EXTRAS["dev"],
    ]
    return [Requirement(word) for word in words]


def test_what_owners_get_for_a_browser_is_what_the_tests_use() -> None:
    assert set(EXTRAS["web"]) <= set(EXTRAS["dev"])


def test_each_asked_package_is_locked_at_a_release_that_was_asked_for() -> None:
    for requirement in asked():
        assert RELEASES[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_each_release_has_hashes() -> None:
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCKED, flags=re.MULTILINE)[1:]
    assert len(entries) == len(RELEASES)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_address_is_named() -> None:
    assert "://" not in LOCKED
    assert "://" not in (ROOT / "tests/validators/package-lock.json").read_text(encoding="utf-8")
