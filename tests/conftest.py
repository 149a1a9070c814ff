"""What tests of more than one package use."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright

from repository import passwords
from repository.database import Database
from repository.migration import migrate
from tests.browser.visit import launch
from tests.services import PostgresServer, RedisServer, S3Server, private_folder

_ALONE = {"browser", "walks"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `dev.py test` runs by itself, after the others."""
    for item in items:
        if item.path.parent.name in _ALONE:
            item.add_marker(pytest.mark.alone)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A fresh bucket; the environment holds the credentials for it."""

    name: str
    server: S3Server

    @property
    def url(self) -> str:
        return f"s3://{self.name}"

    @property
    def endpoint_url(self) -> str:
        return self.server.url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    with private_folder() as folder:
        server = RedisServer(folder)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """An empty Redis."""
    redis_server.clear()
    return redis_server.url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with private_folder() as folder:
        server = PostgresServer(folder)
        server.create()
        server.start()
        yield server
        server.stop()


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database with an empty catalogue, to be copied."""
    with postgres_server.database() as url:
        database = Database(url)
        migrate(database)
        database.close()
        yield url.rpartition("/")[2]


@pytest.fixture
def postgres_catalogue(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The SQLAlchemy URL of an empty catalogue."""
    with postgres_server.database(postgres_template) as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords are kept at the least cost here; sites in processes of their own pay the full."""
    with pytest.MonkeyPatch.context() as patched:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_hasher", cheap)
        yield


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    with private_folder() as folder:
        server = S3Server(folder)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def s3_bucket(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """An empty bucket, with the credentials where boto3 looks for them."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret_key)
    monkeypatch.setenv("AWS_DEFAULT_REGION", s3_server.region)
    with s3_server.bucket() as name:
        yield Bucket(name, s3_server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests: a process can hold only one playwright at a time."""
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()
