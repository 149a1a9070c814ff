import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from manifests import create_blueprint
from tests.manifests.catalogue import Shelf
from tests.manifests.works import BASE, book
from tests.services import program

NODE = Path(__file__).parents[1] / "node"
SECONDS = 180


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.add(book())
    return shelf


@pytest.fixture
def client(shelf: Shelf) -> Iterator[FlaskClient]:
    app = Flask(__name__)
    app.register_blueprint(create_blueprint(shelf, BASE))
    with app.test_client() as client:
        yield client


@pytest.fixture(scope="session")
def consume() -> Callable[[list[Any]], list[dict[str, Any]]]:
    """What two libraries from npm understand of documents; installed when they are not yet."""
    node, npm = program("node"), program("npm")
    lock, installed = NODE / "package-lock.json", NODE / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=NODE, check=True, timeout=SECONDS, capture_output=True)

    def run(documents: list[Any]) -> list[dict[str, Any]]:
        lines = "\n".join(json.dumps(document) for document in documents)
        command = [node, str(NODE / "consume.mjs")]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=SECONDS)
        assert done.returncode == 0, done.stderr
        assert not done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run
