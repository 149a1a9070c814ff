"""How commands open the catalogue."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from repository.cli.noting import noting
from repository.migration import migrate, pending
from repository.repository import Repository, open_repository
from repository.settings import Settings, load_settings


@contextmanager
def opened() -> Iterator[Repository]:
    """The repository of this process's settings, with its tables up to date.

    The embedded catalogue is brought up to date by the way; a shared one only by
    `keruen migrate`, because other processes may be using it.
    """
    with opened_as_it_is(load_settings()) as repository:
        if pending(repository.database):
            if not repository.database.is_sqlite:
                raise click.ClickException("the catalogue is not up to date: run `keruen migrate`")
            migrate(repository.database)
        context = click.get_current_context(silent=True)
        command = context.command_path.split(" ", 1)[-1] if context else ""
        repository.database.before_commit(noting(command))
        yield repository


@contextmanager
def opened_as_it_is(settings: Settings) -> Iterator[Repository]:
    """The repository of these settings, whatever state its tables are in."""
    repository = open_repository(settings)
    try:
        yield repository
    finally:
        repository.close()
