"""The wheel, installed somewhere else, works: everything that it needs is inside."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.set_up import ROOT
from wizard import __version__

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    # Nothing of the checkout or of the person running the tests may help.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    made = run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "sdist",
        "--directory",
        folder,
        cwd=ROOT,
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive: so that archive is whole too."""
    folder = tmp_path_factory.mktemp("wheel")
    made = run(
        *PIP,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        folder,
        sdist,
        cwd=folder,
    )
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `policy-wizard` of another virtual environment; the packages it depends on are lent by ours."""
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    made = run(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent)
    assert made.returncode == 0, made.stderr
    python = place / "bin/python"
    made = run(
        *PIP, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=place.parent
    )
    assert made.returncode == 0, made.stderr
    lend_packages(python)
    return place / "bin/policy-wizard"


def lend_packages(python: Path) -> None:
    import pydantic

    ours = Path(pydantic.__file__).parent.parent
    where = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=python.parent
    )
    theirs = Path(where.stdout.strip())
    for package in ours.iterdir():
        if not package.name.lower().startswith(
            ("policy_wizard", "_editable_impl", "_policy_wizard", "wizard")
        ):
            (theirs / package.name).symlink_to(package) if not (
                theirs / package.name
            ).exists() else None


def test_wheel_holds_the_questions_and_templates_under_the_packages_name(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "wizard",
        f"policy_wizard-{__version__}.dist-info",
    }
    for folder in ("questions", "output_templates"):
        shipped = {
            str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file()
        }
        shipped = {name for name in shipped if "__pycache__" not in name}
        assert shipped == {
            name.removeprefix("wizard/") for name in names if name.startswith(f"wizard/{folder}/")
        }


def test_wheel_holds_no_test_and_no_cache(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "test" in name or "__pycache__" in name]


def test_wheel_tells_type_checkers_that_it_is_typed(wheel: Path) -> None:
    assert "wizard/py.typed" in zipfile.ZipFile(wheel).namelist()


def test_installed_wheel_goes_from_example_to_documents(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path).stdout.strip().endswith(__version__)
    assert run(installed, "example", "shop.toml", cwd=tmp_path).returncode == 0
    checked = run(installed, "check", "shop.toml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    exported = run(installed, "export", "shop.toml", "--to", "out", cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    documents = [tmp_path / line for line in exported.stdout.splitlines()]
    assert len(documents) == 2
    assert all(
        document.suffix == ".docx" and zipfile.is_zipfile(document) for document in documents
    )


def test_installed_wheel_runs_as_a_module_too(installed: Path, tmp_path: Path) -> None:
    python = installed.parent / "python"
    shown = run(python, "-m", "wizard", "--version", cwd=tmp_path)
    where = run(python, "-c", "import wizard; print(wizard.__file__)", cwd=tmp_path)
    assert shown.returncode == 0
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)


def test_installed_wheel_says_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"policy_wizard-{__version__}.dist-info/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata
    assert "Requires-Dist: textual==" in metadata
