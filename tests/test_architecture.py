"""The map in docs/architecture.md, held against the syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

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


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


TREES = {name(path): ast.parse(path.read_text()) for path in SOURCES}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_imports_point_down() -> None:
    wrong = [
        (file, module)
        for file, tree in TREES.items()
        for module in {module.split(".")[0] for module in imported(tree)} & MAY_IMPORT.keys()
        if module not in MAY_IMPORT[file.split("/")[0]] | {file.split("/")[0]}
    ]
    assert wrong == []


def test_third_party_code_stays_behind_its_fence() -> None:
    wrong = [
        (file, module)
        for file, tree in TREES.items()
        for module in {module.split(".")[0] for module in imported(tree)} & FENCES.keys()
        if not file.startswith(FENCES[module])
    ]
    assert wrong == []


def test_only_the_settings_read_the_environment() -> None:
    passed_on = "repository/cli/caller.py"  # as a whole, to the process that runs the command
    wrong = [
        (file, node.lineno)
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if file != passed_on
        and isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv")
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    assert wrong == []


def test_files_and_functions_stay_small() -> None:
    files = [name(p) for p in SOURCES if len(p.read_text().splitlines()) > LONGEST_FILE]
    functions = [
        (file, node.name)
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert [file for file in files if "migrations" not in file.split("/")] == []
    assert [each for each in functions if "migrations" not in each[0].split("/")] == []


def test_front_doors_are_sorted() -> None:
    for package in MAY_IMPORT:
        for node in ast.parse((ROOT / package / "__init__.py").read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                names = ast.literal_eval(node.value)
                assert names == sorted(names), package
