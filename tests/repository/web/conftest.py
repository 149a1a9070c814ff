"""The site in memory: the real application over a real catalogue, without a server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repository.institutions import ensure_institution
from repository.models import Role
from repository.repository import Repository
from repository.settings import Settings
from repository.users import add_user
from tests.quickly import app_of, open_empty

PASSWORD = "under the shanyrak"


@pytest.fixture
def repository(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Repository]:
    """Two libraries, a curator of each and an administrator; SQLite unless asked otherwise."""
    both = getattr(request, "param", "sqlite")
    url = request.getfixturevalue("postgres_catalogue") if both == "postgresql" else ""
    monkeypatch.setenv("KERUEN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KERUEN_DATABASE_URL", url)
    monkeypatch.setenv("KERUEN_MAX_UPLOAD", "3000000")
    opened = open_empty(Settings())
    with opened.database.write() as session:
        nlrk = ensure_institution(session, "nlrk", {"kk": ["Ұлттық кітапхана"]}).id
        omsk = ensure_institution(session, "omsk", {"ru": ["Омская библиотека"]}).id
        add_user(session, "gulnara", PASSWORD, Role.CURATOR, nlrk)
        add_user(session, "ivan", PASSWORD, Role.CURATOR, omsk)
        add_user(session, "admin", PASSWORD, Role.ADMINISTRATOR)
    yield opened
    opened.close()


@pytest.fixture
def app(repository: Repository) -> Flask:
    return app_of(repository)


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], FlaskClient]:
    """A client that is signed in as this user."""

    def sign_in(name: str) -> FlaskClient:
        client = app.test_client()
        answer = client.post("/en/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        return client

    return sign_in


@pytest.fixture
def curator(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in("gulnara")
