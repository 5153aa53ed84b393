"""Imports point down the layers, and a process imports only what it needs."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.imported import imported_by, imported_by_running
from tests.set_up import ROOT

EXAMPLE = "questions/en/example.toml"
# From bottom to top; a package imports its own layer and those below.
LAYERS = (
    {"errors", "text", "data_dirs"},
    {"answers"},
    {"data", "patterns", "sentences", "storage", "undo"},
    {"conditions", "contacts", "interview", "laws", "formatting", "wording"},
    {"checks", "documents", "disclaimers", "progress", "schema", "search"},
    {"lifecycle"},
    {"session"},
    {"line_mode", "tui", "web"},
    {"cli"},
    {"__main__"},
)
LAYER_OF = {package: number for number, layer in enumerate(LAYERS) for package in layer}
# Libraries that belong to one place.
USERS = {
    "textual": {"tui"},
    "rich": {"cli"},
    "aiohttp": {"web"},
    "docx": {"documents/docx_writer.py", "documents/letterhead.py"},
    "tomli_w": {"storage"},
    "tomlkit": {"storage"},
    "filelock": {"storage"},
}


@cache
def imports() -> dict[str, set[str]]:
    """Return what each module imports, also inside functions."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "wizard").rglob("*.py"):
        names = found.setdefault(path.relative_to(ROOT / "wizard").as_posix(), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module == "wizard":
                names |= {f"wizard.{alias.name}" for alias in node.names if alias.name in LAYER_OF}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return found


def package_graph() -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {}
    for path, names in imports().items():
        package = path.partition("/")[0].removesuffix(".py")
        others = {name.split(".")[1] for name in names if name.startswith("wizard.")}
        graph.setdefault(package, set()).update(others - {package})
    return graph


def test_imports_of_packages_point_down() -> None:
    graph = package_graph()
    graph.pop("__init__")
    assert set(graph) == set(LAYER_OF)
    upward = {
        (package, other)
        for package, others in graph.items()
        for other in others
        if LAYER_OF[other] > LAYER_OF[package]
    }
    assert upward == set()


def test_imports_of_packages_have_no_cycle() -> None:
    TopologicalSorter(package_graph()).prepare()


@pytest.mark.parametrize(("library", "users"), USERS.items())
def test_imports_of_library_are_in_one_place(library: str, users: set[str]) -> None:
    modules = {
        path
        for path, names in imports().items()
        if any(name.partition(".")[0] == library for name in names)
    }
    assert {path for path in modules if not users & {path, path.partition("/")[0]}} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("export", "--help"),
        ("signed", "--help"),
        ("--nonsense",),
        ("export",),
        ("acme.toml",),
    ],
)
def test_help_and_mistakes_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    heavy = {"textual", "rich", "pydantic", "docx", "jinja2", "markdown_it", "tomli_w", "lxml"}
    assert imported_by_running(*arguments) & heavy == set()


@pytest.mark.parametrize("arguments", [("check", EXAMPLE), ("schema",), ("rules",)])
def test_commands_without_documents_import_no_screen_and_no_word(
    arguments: tuple[str, ...],
) -> None:
    assert imported_by_running(*arguments) & {"textual", "rich", "docx", "jinja2"} == set()


def test_export_imports_no_screen(tmp_path: Path) -> None:
    modules = imported_by_running("export", EXAMPLE, "--to", str(tmp_path))
    assert modules & {"textual", "rich"} == set()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("wizard.answers.model", {"wizard.storage", "wizard.interview", "textual", "docx"}),
        ("wizard.session", {"docx", "jinja2", "textual", "rich"}),
        ("wizard.line_mode.run", {"textual", "rich", "wizard.tui"}),
        ("wizard.contacts.sources", {"icalendar", "charset_normalizer", "textual"}),
    ],
)
def test_module_imports_nothing_unwanted(module: str, unwanted: set[str]) -> None:
    assert imported_by(f"import {module}") & unwanted == set()
