"""The wheel, installed somewhere else, works: everything that it needs is inside."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.set_up import ROOT
from wizard import __version__

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without any help of this checkout or its user."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    build = (sys.executable, "-m", "hatchling", "build", "--target", "sdist")
    done = run(*build, "--directory", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive: so that archive is complete too."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    done = run(*PIP, "wheel", *offline, "-w", folder, sdist, cwd=folder)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `policy-wizard` of another virtual environment, with the libraries of this one."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    done = run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    python = folder / "bin/python"
    install = ("--python", python, "install", "--no-deps", "--no-index", wheel)
    done = run(*PIP, *install, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    link_libraries(python)
    return folder / "bin/policy-wizard"


def link_libraries(python: Path) -> None:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    target = Path(run(python, "-c", code, cwd=python.parent).stdout.strip())
    own = ("policy_wizard", "_editable_impl", "_policy_wizard", "wizard")
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        link = target / package.name
        if not package.name.lower().startswith(own) and not link.exists():
            link.symlink_to(package)


def test_wheel_contains_questions_and_templates(wheel: Path) -> None:
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


def test_wheel_contains_no_tests_and_caches(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "test" in name or "__pycache__" in name]


def test_wheel_is_typed(wheel: Path) -> None:
    assert "wizard/py.typed" in zipfile.ZipFile(wheel).namelist()


def test_installed_wheel_writes_example_and_documents(installed: Path, tmp_path: Path) -> None:
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


def test_installed_wheel_runs_as_module(installed: Path, tmp_path: Path) -> None:
    python = installed.parent / "python"
    shown = run(python, "-m", "wizard", "--version", cwd=tmp_path)
    where = run(python, "-c", "import wizard; print(wizard.__file__)", cwd=tmp_path)
    assert shown.returncode == 0
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)


def test_wheel_metadata_names_requirements(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"policy_wizard-{__version__}.dist-info/METADATA").decode()
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: MIT" in metadata
    assert "Requires-Dist: textual==" in metadata
