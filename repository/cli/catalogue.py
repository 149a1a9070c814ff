"""Commands for the catalogue itself."""

import click

from repository.cli.opening import opened_as_it_is
from repository.migration import migrate
from repository.settings import load_settings


@click.command("migrate")
def migrate_command() -> None:
    """Bring the catalogue's tables up to date and make a missing bucket."""
    with opened_as_it_is(load_settings()) as repository:
        migrate(repository.database)
        repository.storage.prepare()
    click.echo("The catalogue is up to date.")
