"""Who imports whom: proven in a fresh process, by what is there afterwards."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.imported import imported_by, imported_by_running

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "rich", "pydantic", "docx", "jinja2", "markdown_it", "tomli_w", "lxml"}
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "wizard").rglob("*.py")
    if path.name != "__main__.py"
)
BELOW_THE_SCREEN = [name for name in MODULES if not name.startswith("wizard.tui")]
ANSWERS = [name for name in MODULES if name.startswith("wizard.answers")]


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("export", "--help"), ("--nonsense",), ("export",)]
)
def test_help_is_light(arguments: tuple[str, ...]) -> None:
    assert imported_by_running(*arguments) & HEAVY == set()


def test_without_a_terminal_nothing_heavy_is_imported() -> None:
    assert imported_by_running("acme.toml") & HEAVY == set()


@pytest.mark.parametrize("command", ["check", "schema"])
def test_no_command_needs_the_screen_or_word(command: str) -> None:
    arguments = (command, "questions/en/example.toml") if command == "check" else (command,)
    assert imported_by_running(*arguments) & {"textual", "rich", "docx", "jinja2", "lxml"} == set()


def test_an_export_imports_only_what_draws_its_formats(tmp_path: Path) -> None:
    usual = imported_by_running("export", "questions/en/example.toml", "--to", str(tmp_path))
    assert not {
        name
        for name in usual
        if name in ("icalendar", "wizard.documents.html_writer", "wizard.documents.letterhead")
    }
    text = imported_by_running(
        "export", "questions/en/example.toml", "--to", str(tmp_path), "--document", "announcement"
    )
    assert not text & {"icalendar", "docx", "lxml"}


def test_export_needs_no_screen(tmp_path: Path) -> None:
    names = imported_by_running("export", "questions/en/example.toml", "--to", str(tmp_path))
    assert names & {"textual", "rich"} == set()


def test_the_answers_import_nothing_else_of_ours() -> None:
    names = imported_by("import " + ", ".join(ANSWERS))
    assert {
        name
        for name in names
        if name.startswith("wizard") and not name.startswith("wizard.answers")
    } == {"wizard"}


def test_nothing_below_the_screen_imports_it() -> None:
    names = imported_by("import " + ", ".join(BELOW_THE_SCREEN))
    assert names & {"textual", "rich"} == set()
    assert not any(name.startswith("wizard.tui") for name in names)


def test_a_session_needs_no_documents_library() -> None:
    assert imported_by("import wizard.session") & {"docx", "jinja2", "lxml", "textual"} == set()


@cache
def imports() -> dict[str, set[str]]:
    """Return what each of our modules imports anywhere in its source."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "wizard").rglob("*.py"):
        names = found.setdefault(path.relative_to(ROOT / "wizard").as_posix(), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def mentions(name: str) -> set[str]:
    """Return our modules that import `name` or something inside it."""
    return {
        path
        for path, names in imports().items()
        if any(one == name or one.startswith(f"{name}.") for one in names)
    }


def test_the_interview_by_line_needs_no_screen() -> None:
    assert (
        imported_by("import wizard.line_mode.run") & {"docx", "jinja2", "lxml", "textual", "rich"}
        == set()
    )


def test_only_the_screen_knows_textual_and_only_the_browser_s_side_the_web() -> None:
    assert not {name for name in mentions("textual") if not name.startswith("tui/")}
    assert not {
        name
        for name in mentions("aiohttp") | mentions("textual_serve")
        if not name.startswith("web/")
    }


def test_only_the_word_writer_knows_word() -> None:
    assert mentions("docx") == {"documents/docx_writer.py", "documents/letterhead.py"}


def test_only_the_answers_write_their_file() -> None:
    assert mentions("tomli_w") == {"storage/toml_format.py"}
    assert mentions("wizard.storage.atomic_io") <= {
        *(
            "storage/answers_file.py",
            "storage/backups.py",
            "storage/watcher.py",
            "storage/autosave.py",
            "storage/store.py",
        ),
        *("cli/diff.py", "cli/example.py"),
        *(
            "documents/letterhead.py",
            "documents/output_files.py",
            "lifecycle/signatures.py",
            "lifecycle/archive.py",
        ),
    }


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (
            "interview.py",
            (
                "wizard.checks",
                "wizard.session",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        (
            "laws/",
            (
                "wizard.checks",
                "wizard.session",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        (
            "wording/",
            (
                "wizard.checks",
                "wizard.session",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        (
            "checks/",
            (
                "wizard.session",
                "wizard.storage.autosave",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        ("documents/", ("wizard.session", "wizard.storage.autosave", "wizard.cli", "wizard.tui")),
        (
            "differences.py",
            (
                "wizard.session",
                "wizard.documents",
                "wizard.lifecycle",
                "wizard.versions",
                "wizard.tui",
            ),
        ),
        (
            "answers/updates.py",
            (
                "wizard.checks",
                "wizard.session",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        (
            "storage/store.py",
            (
                "wizard.session",
                "wizard.checks",
                "wizard.documents",
                "wizard.cli",
                "wizard.tui",
            ),
        ),
        ("session.py", ("wizard.cli", "wizard.tui")),
    ],
)
def test_arrows_point_down(lower: str, upper: tuple[str, ...]) -> None:
    for name in upper:
        assert not {path for path in mentions(name) if path.startswith(lower)}


def test_no_two_rooms_need_each_other() -> None:
    rooms: dict[str, set[str]] = {}
    for path, names in imports().items():
        room = path.partition("/")[0].removesuffix(".py")
        others = {name.split(".")[1] for name in names if name.startswith("wizard.")}
        rooms.setdefault(room, set()).update(others - {room})
    TopologicalSorter(rooms).prepare()
