"""The map in docs/architecture.md, held against the syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "workers": {"repository", "imageserver", "storage"},
    "repository": {"imageserver", "manifests", "storage"},
    "imageserver": {"storage"},
    "manifests": set(),
    "storage": set(),
}
# third-party module: the places that may name it
FENCES = {
    "sqlalchemy": ("repository/",),
    "alembic": ("repository/",),
    "celery": ("workers/", "repository/queue.py"),
    "kombu": ("workers/", "repository/queue.py", "repository/disk_broker.py"),
    "boto3": ("storage/s3.py",),
    "botocore": ("storage/s3.py",),
    "pyvips": ("imageserver/", "workers/"),
    "iiif_prezi3": ("manifests/",),
    "pydantic_settings": ("repository/settings.py",),
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
SOURCES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_point_down(path: Path) -> None:
    package = name(path).split("/")[0]
    used = {module.split(".")[0] for module in imported(path)}
    assert used & MAY_IMPORT.keys() <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_third_party_code_stays_behind_its_fence(path: Path) -> None:
    for module in {module.split(".")[0] for module in imported(path)} & FENCES.keys():
        assert name(path).startswith(FENCES[module]), f"{module} is not for {name(path)}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    tree = ast.parse(path.read_text())
    reads = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    assert not reads


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_stay_small(path: Path) -> None:
    if "migrations" in path.parts:
        return
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    for function in functions(path):
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < LONGEST_FUNCTION, function.name


def test_front_doors_are_sorted() -> None:
    for package in MAY_IMPORT:
        for node in ast.parse((ROOT / package / "__init__.py").read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                names = ast.literal_eval(node.value)
                assert names == sorted(names), package
