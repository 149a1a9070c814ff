"""A repository of one's own, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repository.repository import Repository, open_repository
from repository.settings import Settings
from tests.quickly import open_empty


@pytest.fixture(params=["sqlite", "postgresql"])
def repository(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Repository]:
    """An empty, migrated catalogue with local storage and the broker on disk."""
    url = request.getfixturevalue("postgres_catalogue") if request.param == "postgresql" else ""
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KERUEN_DATABASE_URL", url)
    opened = open_empty(Settings())
    yield opened
    opened.close()


@contextmanager
def opened_again(folder: Path) -> Iterator[Repository]:
    """The embedded repository that a command left in `folder`."""
    opened = open_repository(Settings(data_dir=folder / "data"))
    yield opened
    opened.close()
