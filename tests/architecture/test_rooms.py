"""Files stand in known rooms, stay short, and speak only the words of their room."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.floors import ROOT, SOTAY, app_of
from tests.architecture.rooms import (
    DATA,
    FACE_WORDS,
    FACES,
    FILE_LINES,
    FREE,
    FUNCTION_LINES,
    OWN_ROOMS,
    ROOMS,
    TEMPLATE_LINES,
)


def _sources(*, migrations: bool = False) -> list[Path]:
    files = sorted([*SOTAY.rglob("*.py"), *(ROOT / "config").rglob("*.py")])
    return [f for f in files if migrations or "migrations" not in f.parts]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _is_data(path: Path) -> bool:
    return _name(path).startswith(DATA)


@cache
def _tree(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def imported(source: str) -> tuple[str, ...]:
    """Every module named by an import, typing-only ones left out; of `from a import b` both `a` and `a.b`."""
    return tuple(_imported(_tree(source)))


def _imported(tree: ast.Module) -> Iterator[str]:
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def long_functions(source: str) -> list[str]:
    """The functions longer than the budget, docstring and decorators included."""
    functions = [n for n in ast.walk(_tree(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > FUNCTION_LINES]


def _rooms_of_apps() -> list[tuple[str, str]]:
    apps = [path.parent for path in SOTAY.glob("*/__init__.py")]
    entries = [(app.name, entry) for app in apps for entry in sorted(app.iterdir())]
    return [
        (app, entry.stem if entry.suffix == ".py" else entry.name)
        for app, entry in entries
        if entry.suffix == ".py" or (entry.is_dir() and any(entry.rglob("*.py")))
    ]


def test_every_file_stands_in_a_known_room() -> None:
    strangers = [
        f"sotay/{app}/{room}"
        for app, room in _rooms_of_apps()
        if app not in FREE and room not in {"__init__", "__pycache__", *ROOMS, *OWN_ROOMS.get(app, {})}
    ]
    assert not strangers, f"no such room (tests/architecture/rooms.py): {strangers}"


def test_every_own_room_is_lived_in() -> None:
    there = set(_rooms_of_apps())
    empty = [
        f"sotay/{app}/{room}"
        for app, rooms in OWN_ROOMS.items()
        for room in rooms
        if (app, room) not in there
    ]
    assert not empty, f"rooms of tests/architecture/rooms.py that no longer exist: {empty}"


def test_files_are_short() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    lengths = {
        _name(f): len(f.read_text("utf-8").splitlines()) for f in [*_sources(), *tests] if not _is_data(f)
    }
    long = {name: lines for name, lines in lengths.items() if lines > FILE_LINES}
    assert not long, f"over {FILE_LINES} lines: {long}"


def test_functions_are_short() -> None:
    long = {
        _name(f): found
        for f in _sources()
        if not _is_data(f) and (found := long_functions(f.read_text("utf-8")))
    }
    assert not long, f"functions over {FUNCTION_LINES} lines: {long}"


def test_templates_are_short() -> None:
    templates = [f for f in SOTAY.rglob("templates/**/*") if f.is_file()]
    lengths = {_name(f): len(f.read_text("utf-8").splitlines()) for f in templates}
    long = {name: lines for name, lines in lengths.items() if lines > TEMPLATE_LINES}
    assert not long, f"templates over {TEMPLATE_LINES} lines: {long}"


def test_only_faces_speak_http() -> None:
    faults = [
        f"{_name(path)}: {word}"
        for path in SOTAY.rglob("*.py")
        if app_of(path) not in FACES and "migrations" not in path.parts
        for word in imported(path.read_text("utf-8"))
        if word.startswith(FACE_WORDS)
    ]
    assert not faults, f"HTTP, forms and pages belong to the faces: {faults}"


def test_models_import_no_other_apps_models() -> None:
    faults = [
        f"{_name(path)}: {module}"
        for path in SOTAY.rglob("*.py")
        if "models" in path.with_suffix("").parts
        for module in imported(path.read_text("utf-8"))
        if module.startswith("sotay.") and ".models" in module and module.split(".")[1] != app_of(path)
    ]
    assert not faults, f"point to other apps' tables by string: {sorted(set(faults))}"


@pytest.mark.parametrize(
    "source", ["from django import http", "import django.forms", "from django.urls import path"]
)
def test_a_planted_import_is_found(source: str) -> None:
    assert any(word.startswith(FACE_WORDS) for word in imported(source))


def test_a_planted_long_function_is_found() -> None:
    assert long_functions("def long():\n" + "    pass\n" * FUNCTION_LINES) == ["long"]
    assert not long_functions("def short():\n" + "    pass\n" * (FUNCTION_LINES - 1))
