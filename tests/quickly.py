"""What is the same for every test, made once: tables, compiled routes and templates."""

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar
from unittest.mock import patch

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event
from werkzeug.routing import Rule

from repository.database import Database
from repository.migration import migrate
from repository.repository import Repository, open_repository
from repository.settings import Settings
from repository.web import create_app


def open_empty(settings: Settings) -> Repository:
    """An open repository whose catalogue has its tables and nothing in them.

    A database in PostgreSQL has them already, from the fixture `postgres_catalogue`.
    """
    opened = open_repository(settings)
    if opened.database.is_sqlite:
        engine = opened.database.engine
        Path(str(engine.url.database)).write_bytes(_empty())
        event.listen(engine, "connect", _leave_to_the_kernel)
    return opened


def app_of(repository: Repository) -> Flask:
    """The site of a repository; routes and templates are compiled by the first that needs them."""
    with patch.object(Flask, "url_rule_class", _CompiledRule):
        app = create_app(repository)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


@functools.cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{path}")
        migrate(database)
        database.close()
        return path.read_bytes()


def _leave_to_the_kernel(connection: Any, _record: Any) -> None:
    # No test in this process cuts the power: waiting for the disk would only take time.
    connection.execute("PRAGMA synchronous = OFF")


class _CompiledRule(Rule):
    """A route; the functions that build its address are the same for every site."""

    _builders: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


class _Compiled(BytecodeCache):
    """Compiled templates in memory, each under a key that names its file and contents."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()
